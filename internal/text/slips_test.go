package text

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSlipsThatAreLikelierCostLess(t *testing.T) {
	for typed, meant := range map[string][]string{ // the likelier first
		"bagage":  {"baggage", "badage"},
		"recieve": {"receive", "relieve"},
		"vank":    {"bank", "mank"},
		"crad":    {"card", "crab"},
		"hotle":   {"hotel", "hole"},
		"bicke":   {"bike", "nicke"},
		"wisite":  {"visite", "zisite"},
	} {
		costs := map[string]float64{}
		for _, s := range Slips(typed) {
			costs[s.Word] = s.Cost
		}
		likelier, less := costs[meant[0]], costs[meant[1]]
		if likelier == 0 || less == 0 || likelier >= less {
			t.Errorf("%s: %s costs %v, %s %v", typed, meant[0], likelier, meant[1], less)
		}
	}
}

func TestSlipsAreAllThatIsOneStepAway(t *testing.T) {
	word := rapid.StringMatching(`[a-d]{0,5}`)
	rapid.Check(t, func(t *rapid.T) {
		typed, other := word.Draw(t, "typed"), word.Draw(t, "other")
		slips := Slips(typed)
		i := slices.IndexFunc(slips, func(s Slip) bool { return s.Word == other })
		if one := Distance(typed, other, 3) == 1; one != (i >= 0) {
			t.Fatalf("%q and %q are one slip apart: %v; %q is among the slips: %v", typed, other, one, other, i >= 0)
		}
		if slices.ContainsFunc(slips, func(s Slip) bool { return s.Cost <= 0 }) {
			t.Fatalf("a slip of %q is for nothing", typed)
		}
	})
}

func TestWhatIsNoLatinWordHasNoSlips(t *testing.T) {
	for _, token := range []string{"v2x8s", "退款", "возврат", "15"} {
		if slips := Slips(token); slips != nil {
			t.Errorf("%q has %d slips", token, len(slips))
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		most int
		want int
	}{
		{"", "", 2, 0}, {"same", "same", 2, 0}, {"wheelchar", "wheelchair", 2, 1}, {"osobsity", "osobisty", 2, 1},
		{"presupesto", "presupuesto", 2, 1}, {"recepcoin", "recepcion", 1, 1}, {"aplication", "applicaton", 2, 2},
		{"parcel", "refund", 2, 3}, {"a", "abcd", 2, 3}, {strings.Repeat("long", 30), strings.Repeat("long", 30), 2, 3},
	} {
		for _, got := range []int{Distance(c.a, c.b, c.most), Distance(c.b, c.a, c.most)} {
			if got != c.want {
				t.Errorf("%q and %q, at most %d: %d, want %d", c.a, c.b, c.most, got, c.want)
			}
		}
	}
}

func TestRunsAreWhereTheTokensStand(t *testing.T) {
	for _, s := range []string{"", "one", " ¿Avería, ŁÓDŹ? ", "e-mail x2", "e\u0301te\u0301", "退款 15%"} {
		var folded []string
		for _, r := range Runs(s) {
			folded = append(folded, Fold(s[r[0]:r[1]]))
		}
		if want := Tokens(s); !slices.Equal(folded, want) {
			t.Errorf("%q: %q, want %q", s, folded, want)
		}
	}
}

package door

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWhatDiffersBetweenPolicies(t *testing.T) {
	value := func(v float64) *float64 { return &v }
	source := string(DefaultSource())
	changed := strings.NewReplacer(
		"  customers: 200", "  customers: 150",
		"  customer_base: #", "  customer_base: 4000 #",
		"  money: 1000", "  money:",
		`  to: "17:00"`, `  to: "18:30"`,
		"id: much_money\n    gate: money_at_risk\n    route: money", "id: a_lot_of_money\n    gate: money_at_risk\n    route: money",
		`when: answers.noticed_within == "later"`, `when: answers.noticed_within in ["week", "later"]`,
		"en: It may harm someone’s health or safety.", "en: Somebody may be hurt.",
	).Replace(source)
	got := Default().Difference(parse(t, changed))
	want := Difference{
		Limits:   []LimitChange{{"customer_base", nil, value(4000)}, {"customers", value(200), value(150)}, {"money", value(1000), nil}},
		Calendar: []PartChange{{"to", "17:00", "18:30"}},
		Rules: []RuleChange{
			{"health_or_safety", Changed, []PartChange{{"says.en", "It may harm someone’s health or safety.", "Somebody may be hurt."}}},
			{"much_money", Removed, nil},
			{"noticed_late", Changed, []PartChange{{"when", `answers.noticed_within == "later"`, `answers.noticed_within in ["week", "later"]`}}},
			{"a_lot_of_money", Added, nil},
		},
	}
	for i, rule := range got.Rules {
		if rule.How != Changed {
			if len(rule.Parts) != 10 {
				t.Errorf("%s has %d parts", rule.Rule, len(rule.Parts))
			}
			got.Rules[i].Parts = nil
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Difference{[]LimitChange{}, []PartChange{}, []RuleChange{}}, Default().Difference(Default())); diff != "" {
		t.Error(diff)
	}
}

func TestLines(t *testing.T) {
	from := "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk"
	to := "a\nb\nc\nd\nE\nEE\nf\ng\nh\ni\nj"
	want := `2 2 same b
3 3 same c
4 4 same d
5 0 removed e
0 5 added E
0 6 added EE
6 7 same f
7 8 same g
8 9 same h
9 10 same i
10 11 same j
11 0 removed k
`
	var got strings.Builder
	for _, l := range Lines(from, to) {
		fmt.Fprintln(&got, l.From, l.To, l.How, l.Text)
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}

// Whatever two documents are, the comparison is true of both and shows no line
// as changed that has the same place in both.
func TestLinesTellTheTruth(t *testing.T) {
	document := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "b", "c"}), 0, 12).Draw(t, "lines"), "\n")
	})
	rapid.Check(t, func(t *rapid.T) {
		from, to := document.Draw(t, "from"), document.Draw(t, "to")
		old, now := strings.Split(from, "\n"), strings.Split(to, "\n")
		changes := 0
		for _, l := range Lines(from, to) {
			if l.From > 0 && old[l.From-1] != l.Text || l.To > 0 && now[l.To-1] != l.Text {
				t.Fatalf("%+v is not there", l)
			}
			switch l.How {
			case Removed:
				old[l.From-1], changes = "\x00", changes+1
			case Added:
				now[l.To-1], changes = "\x00", changes+1
			}
		}
		taken := func(s string) bool { return s == "\x00" }
		if diff := cmp.Diff(slices.DeleteFunc(old, taken), slices.DeleteFunc(now, taken)); diff != "" {
			t.Fatalf("what is left differs: %s", diff)
		}
		if from == to && changes > 0 {
			t.Fatalf("%d changes of nothing", changes)
		}
	})
}

// A document of a hundred thousand lines is compared without a table of their
// product.
func TestLargeDocumentsAreComparedWhole(t *testing.T) {
	from, to := strings.Repeat("a\n", maxSource/2), strings.Repeat("b\n", maxSource/2)
	if n := len(Lines("x\n"+from+"y", "x\n"+to+"y")); n != maxSource+2 {
		t.Errorf("%d lines", n)
	}
}

func TestWhatUndoingPassed(t *testing.T) {
	value := func(v float64) *float64 { return &v }
	many := int64(500)
	declared := safe().With(Change{"answers.undo_hours", 2.0}, Change{"answers.undo_cost", 100.0}, Change{"answers.customers_exposed", 40.0})
	for name, c := range map[string]struct {
		facts Facts
		was   Undoing
		want  []string
	}{
		"nothing is known":                 {declared, Undoing{}, []string{}},
		"within the limits":                {declared, Undoing{Hours: value(24), Cost: value(500)}, []string{}},
		"it took too long":                 {declared, Undoing{Hours: value(24.5)}, []string{"slow_to_undo"}},
		"too long, and too much":           {declared, Undoing{Hours: value(30), Cost: value(800)}, []string{"costly_to_undo", "slow_to_undo"}},
		"more customers":                   {declared, Undoing{Customers: &many}, []string{"many_customers"}},
		"what was declared does not count": {declared.With(Change{"answers.undo_hours", 90.0}), Undoing{Hours: value(3)}, []string{}},
		"other rules do not count":         {declared.With(Change{"answers.destroys", "yes"}), Undoing{Hours: value(30)}, []string{"slow_to_undo"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Default().Passed(c.facts, c.was)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if *declared.Answers.UndoHours != 2 || *declared.Answers.UndoCost != 100 {
		t.Error("the facts were changed")
	}
}

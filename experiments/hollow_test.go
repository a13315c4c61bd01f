package experiments

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestHollowWin(t *testing.T) {
	up, down := HollowIf{Direction: "up"}, HollowIf{Direction: "down"}
	beyond := func(h HollowIf, limit float64) HollowIf { h.Limit = &limit; return h }
	for _, c := range []struct {
		name    string
		outcome Outcome
		reason  string
		hollow  HollowIf
		seen    []float64
		end     *float64
		want    bool
	}{
		{"the team says so", Worked, "no", HollowIf{}, nil, nil, true},
		{"nothing speaks for it", Worked, "yes", HollowIf{}, []float64{3, 9}, ptr(9), false},
		{"beyond the limit, whatever the team says", Worked, "yes", beyond(up, 5), nil, ptr(6), true},
		{"at the limit", Worked, "unsure", beyond(up, 5), nil, ptr(5), false},
		{"on the other side", Worked, "yes", beyond(up, 5), nil, ptr(1), false},
		{"down, where down gives it away", Worked, "yes", beyond(down, 5), nil, ptr(4), true},
		{"no limit: worse than at first", Worked, "yes", up, []float64{3, 3}, ptr(4), true},
		{"no limit: as at first", Worked, "yes", up, []float64{3, 9}, ptr(3), false},
		{"the last check-in, where the conclusion says nothing", Worked, "yes", beyond(up, 5), []float64{3, 9}, nil, true},
		{"nothing was seen", Worked, "yes", up, nil, ptr(9), false},
		{"one check-in alone", Worked, "yes", up, []float64{9}, nil, false},
		{"a limit without a way", Worked, "yes", beyond(HollowIf{}, 5), nil, ptr(9), false},
		{"no win", DidNotWork, "no", beyond(up, 5), nil, ptr(9), false},
		{"unclear", Unclear, "no", beyond(up, 5), nil, ptr(9), false},
	} {
		got := Conclusion{Outcome: c.outcome, RightReason: c.reason}.HollowWin(c.hollow.GivenAway(c.seen, c.end))
		if got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// What gives a win away in one direction, does so in the other with every sign
// turned, and further beyond the limit all the more.
func TestTheCounterSignalHasNoFavouriteSide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Float64Range(-100, 100)
		limit, end, seen := value.Draw(t, "limit"), value.Draw(t, "end"), rapid.SliceOf(value).Draw(t, "seen")
		h := HollowIf{Direction: "up", Limit: &limit}
		if rapid.Bool().Draw(t, "from the check-ins") {
			h.Limit = nil
		}
		turned := HollowIf{Direction: "down"}
		if h.Limit != nil {
			turned.Limit = ptr(-limit)
		}
		other := slices.Clone(seen)
		for i := range other {
			other[i] = -other[i]
		}
		given := h.GivenAway(seen, &end)
		if given != turned.GivenAway(other, ptr(-end)) {
			t.Errorf("%v of %v beyond %v: %v, and not when turned", end, seen, limit, given)
		}
		if further := end + 1; given && !h.GivenAway(seen, &further) {
			t.Errorf("%v gives it away and %v does not", end, further)
		}
	})
}

func TestHollowBecause(t *testing.T) {
	for _, c := range []struct {
		reason    string
		givenAway bool
		want      []string
	}{
		{"no", false, []string{"right_reason"}},
		{"no", true, []string{"right_reason", "counter_signal"}},
		{"yes", true, []string{"counter_signal"}},
		{"", true, []string{"counter_signal"}},
		{"yes", false, nil},
	} {
		if diff := cmp.Diff(c.want, Conclusion{Outcome: Worked, RightReason: c.reason}.hollowBecause(c.givenAway)); diff != "" {
			t.Errorf("%q, %v: %s", c.reason, c.givenAway, diff)
		}
	}
}

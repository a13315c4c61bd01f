package lessons

import (
	"testing"

	"github.com/google/uuid"
)

// How sure one may be of a lesson of the desk, in the words of the product.
func TestMaturityFollowsTheEvidence(t *testing.T) {
	desk, calls := uuid.New(), uuid.New()
	same := func(team uuid.UUID) finding { return finding{uuid.New(), team, foundSame} }
	otherwise := finding{uuid.New(), calls, foundOtherwise}
	once := same(calls)
	for _, c := range []struct {
		what       string
		findings   []finding
		superseded bool
		maturity   string
	}{
		{"one team, once", nil, false, "emerging"},
		{"the same team again", []finding{same(desk)}, false, "supported"},
		{"another team too", []finding{same(calls)}, false, "supported"},
		{"twice more, by another team", []finding{same(calls), same(calls)}, false, "supported"},
		{"three times more, by another team", []finding{same(calls), same(desk), same(desk)}, false, "confirmed"},
		{"three times more, all by the team itself", []finding{same(desk), same(desk), same(desk)}, false, "supported"},
		{"one experiment named three times", []finding{once, once, once}, false, "supported"},
		{"somebody found otherwise", []finding{otherwise}, false, "emerging"},
		{"somebody found otherwise, and many the same", []finding{same(calls), same(desk), same(desk), otherwise}, false, "emerging"},
		{"another lesson says it better", []finding{same(calls), same(desk), same(desk)}, true, "superseded"},
	} {
		if got := weigh(desk, c.findings).maturity(c.superseded); got != c.maturity {
			t.Errorf("%s: it is %s, not %s", c.what, got, c.maturity)
		}
	}
}

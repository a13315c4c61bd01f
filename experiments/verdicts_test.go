package experiments

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func yesNo(yes, no int) YesNo { return YesNo{Yes: yes, No: no} }

func TestVerdicts(t *testing.T) {
	score := func(f float64) *float64 { return &f }
	for _, c := range []struct {
		name     string
		outcome  Outcome
		say      *CustomersSay
		says     Saying
		distance *float64
	}{
		{"customers agree", Worked, &CustomersSay{KeptPromise: yesNo(9, 1)}, Close, score(0.1)},
		{"the team sees it better", Worked, &CustomersSay{KeptPromise: yesNo(5, 5), ImprovedLife: yesNo(1, 9)}, TeamHigher, score(0.7)},
		{"customers see it better", DidNotWork, &CustomersSay{Felt: Feelings{Good: 4, Neutral: 2, Bad: 2}}, CustomersHigher, score(-0.625)},
		{"half a step is apart", Worked, &CustomersSay{KeptPromise: yesNo(6, 2)}, TeamHigher, score(0.25)},
		{"unclear is in the middle", Unclear, &CustomersSay{Felt: Feelings{Neutral: 5}}, Close, score(0)},
		{"four are too few", Worked, &CustomersSay{KeptPromise: yesNo(0, 4), Felt: Feelings{Bad: 4}}, TooFew, nil},
		{"a question of few does not count", Worked, &CustomersSay{KeptPromise: yesNo(0, 4), Felt: Feelings{Good: 5}}, Close, score(0)},
		{"nobody was asked", Worked, nil, NotAsked, nil},
		{"nobody answered", Worked, &CustomersSay{Quotes: []string{"Nice"}}, NotAsked, nil},
		{"stopped before it could be judged", StoppedEarly, &CustomersSay{KeptPromise: yesNo(5, 5)}, NoTeamVerdict, nil},
	} {
		v := Conclusion{Outcome: c.outcome, CustomersSay: c.say}.Verdicts()
		if diff := cmp.Diff(c.distance, v.Distance, cmpopts.EquateApprox(0, 1e-12)); v.Says != c.says || diff != "" {
			t.Errorf("%s: %s, %s", c.name, v.Says, diff)
		}
	}
	if v := (Conclusion{Outcome: NotRun}).Verdicts(); v != nil {
		t.Errorf("what never ran has verdicts: %+v", v)
	}
}

// say draws what customers answered, few or many of them.
func say(t *rapid.T) CustomersSay {
	n := func(name string) int { return rapid.IntRange(0, 40).Draw(t, name) }
	return CustomersSay{KeptPromise: yesNo(n("kept"), n("broken")), ImprovedLife: yesNo(n("improved"), n("not")),
		Felt: Feelings{Good: n("good"), Neutral: n("neutral"), Bad: n("bad")}}
}

func (s CustomersSay) mapped(f func(good, neutral, bad int) (int, int, int)) *CustomersSay {
	var m CustomersSay
	m.KeptPromise.Yes, _, m.KeptPromise.No = f(s.KeptPromise.Yes, 0, s.KeptPromise.No)
	m.ImprovedLife.Yes, _, m.ImprovedLife.No = f(s.ImprovedLife.Yes, 0, s.ImprovedLife.No)
	m.Felt.Good, m.Felt.Neutral, m.Felt.Bad = f(s.Felt.Good, s.Felt.Neutral, s.Felt.Bad)
	return &m
}

var mirrored = map[Outcome]Outcome{Worked: DidNotWork, DidNotWork: Worked, Unclear: Unclear, StoppedEarly: StoppedEarly}

// near reports whether two distances are both missing, or alike.
func near(a, b *float64) bool {
	return a == nil && b == nil || a != nil && b != nil && math.Abs(*a-*b) < 1e-9
}

func TestVerdictsHoldForAnyAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := say(t)
		outcome := rapid.SampledFrom([]Outcome{Worked, DidNotWork, Unclear, StoppedEarly}).Draw(t, "outcome")
		v := Conclusion{Outcome: outcome, CustomersSay: &said}.Verdicts()
		if v.Distance != nil && math.Abs(*v.Distance) > 1 {
			t.Errorf("a distance of %v", *v.Distance)
		}
		if (v.Distance == nil) == (v.Says == Close || v.Says == TeamHigher || v.Says == CustomersHigher) {
			t.Errorf("it says %s of %v", v.Says, v.Distance)
		}
		swapped := said.mapped(func(good, neutral, bad int) (int, int, int) { return bad, neutral, good })
		if other := (Conclusion{Outcome: mirrored[outcome], CustomersSay: swapped}).Verdicts(); v.Distance != nil && !near(other.Distance, ptr(-*v.Distance)) {
			t.Errorf("the opposite of %v is %v", *v.Distance, other.Distance)
		}
		if v.Says == TooFew {
			return // more answers may be enough
		}
		if enough := everyQuestionIs(v); enough {
			doubled := said.mapped(func(good, neutral, bad int) (int, int, int) { return 2 * good, 2 * neutral, 2 * bad })
			if other := (Conclusion{Outcome: outcome, CustomersSay: doubled}).Verdicts(); !near(other.Distance, v.Distance) {
				t.Errorf("twice as many answers change %v to %v", v.Distance, other.Distance)
			}
			kinder := said
			kinder.Felt.Good++
			if other := (Conclusion{Outcome: outcome, CustomersSay: &kinder}).Verdicts(); said.Felt != (Feelings{}) && v.Distance != nil && *other.Distance > *v.Distance+1e-9 {
				t.Errorf("one more who felt good takes the customers away: from %v to %v", *v.Distance, *other.Distance)
			}
		}
	})
}

func everyQuestionIs(v *Verdicts) bool {
	for _, a := range v.Questions {
		if a.Score == nil {
			return false
		}
	}
	return len(v.Questions) > 0
}

func ptr(f float64) *float64 { return &f }

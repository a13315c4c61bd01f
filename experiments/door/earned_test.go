package door

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// earnedFor is an earned door of a gate with generous limits.
func earnedFor(gate string) Earned {
	route, _ := Default().RouteOf(gate)
	return Earned{Gate: gate, Route: route, Name: "Tea", Limits: Limits{500, 2000, 800, 48, Later}}
}

func TestEarn(t *testing.T) {
	promise, many := Change{"answers.public_promise", "yes"}, Change{"answers.customers_exposed", int64(400)}
	otherRoute, otherWords := earnedFor("public_promise"), earnedFor("public_promise")
	otherRoute.Route, otherWords.Beyond = "legal", []string{"change"}
	for what, c := range map[string]struct {
		facts  Facts
		doors  []Earned
		door   Door
		grade  UndoGrade
		closed string // rules
		beyond string // fields
	}{
		"nothing closes":          {safe(), []Earned{earnedFor("public_promise")}, TwoWay, Hat, "", ""},
		"its gate":                {safe().With(promise), []Earned{earnedFor("public_promise")}, TwoWay, Hat, "", ""},
		"another gate":            {safe().With(promise), []Earned{earnedFor("destroys")}, OneWay, Tattoo, "public_promise", ""},
		"one gate of two":         {safe().With(promise, many), []Earned{earnedFor("public_promise")}, OneWay, Tattoo, "many_customers", ""},
		"two gates":               {safe().With(promise, many), []Earned{earnedFor("public_promise"), earnedFor("customers_exposed")}, TwoWay, Hat, "", ""},
		"beyond the limit":        {safe().With(promise, Change{"answers.undo_hours", 49.0}), []Earned{earnedFor("public_promise"), earnedFor("undo_hours")}, OneWay, Tattoo, "public_promise slow_to_undo", "answers.undo_hours answers.undo_hours"},
		"other words":             {safe().With(promise), []Earned{otherWords}, OneWay, Tattoo, "public_promise", "change"},
		"the policy names others": {safe().With(promise), []Earned{otherRoute}, OneWay, Tattoo, "public_promise", ""},
		"still to be answered":    {unanswer(safe().With(promise), "destroys"), []Earned{earnedFor("public_promise")}, "", "", "", ""},
		"a measure unanswered":    {unanswer(safe().With(promise), "undo_hours"), []Earned{earnedFor("public_promise")}, OneWay, Tattoo, "public_promise", "answers.undo_hours"},
	} {
		v := Default().Judge(c.facts).Earn(c.facts, c.doors)
		var closed, beyond []string
		for _, r := range v.Reasons {
			closed = append(closed, r.Rule)
		}
		for _, e := range v.Earned {
			beyond = append(beyond, e.Beyond...)
		}
		if v.Door != c.door || v.UndoGrade != c.grade || strings.Join(closed, " ") != c.closed || strings.Join(beyond, " ") != c.beyond {
			t.Errorf("%s: %s, %s, closed by %v, beyond %v", what, v.Door, v.UndoGrade, closed, beyond)
		}
	}
}

// Unfinished copies count against the limits as they do against the policy.
func TestEarnedLimitsCountCopies(t *testing.T) {
	f := safe().With(Change{"answers.customers_exposed", int64(300)})
	doors := []Earned{earnedFor("customers_exposed")}
	if v := Default().Judge(f).Earn(f, doors); v.Door != TwoWay {
		t.Errorf("alone: %+v", v)
	}
	f.AlsoTouch = 201
	if v := Default().Judge(f).Earn(f, doors); v.Door != OneWay || !slices.Equal(v.Earned[0].Beyond, []string{"answers.customers_exposed"}) {
		t.Errorf("with its copies: %+v", v)
	}
}

// A rule that could not tell stays closed, whoever earned its gate.
func TestADoubtIsNotEarnedAway(t *testing.T) {
	f := safe()
	v := Verdict{Reasons: []Reason{{Rule: "season", Gate: "public_promise", Route: "brand", Field: "starts_on", Doubt: true}}}.Earn(f, []Earned{earnedFor("public_promise")})
	if v.Door != OneWay || !slices.Equal(v.Earned[0].Beyond, []string{"starts_on"}) {
		t.Errorf("%+v", v)
	}
}

// Whatever was earned, a door opens only further, never for what its limits do not
// hold, and every opener that is offered opens.
func TestEarningOnlyOpens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts(t)
		var doors []Earned
		for _, gate := range rapid.SliceOfNDistinct(rapid.SampledFrom(questionKeys), 0, 4, rapid.ID).Draw(t, "gates") {
			doors = append(doors, earnedFor(gate))
		}
		before := Default().Judge(f)
		after := before.Earn(f, doors)
		if before.Door == TwoWay && after.Door != TwoWay {
			t.Fatalf("earning closed a door: %+v", after)
		}
		open := after.openGates()
		for _, r := range before.Reasons {
			if slices.Contains(open, r.Gate) == slices.ContainsFunc(after.Reasons, func(o Reason) bool { return o.Rule == r.Rule }) {
				t.Fatalf("%s is neither open nor closed, or both: %+v", r.Rule, after)
			}
		}
		if len(open) > 0 && len(earnedFor("").Limits.passed(f)) > 0 {
			t.Fatalf("opened beyond its limits: %+v", f)
		}
		for _, o := range Default().OpenersBeside(f, after) {
			g := f.With(o.Changes...)
			if v := Default().Judge(g).Earn(g, doors); len(v.Reasons) > 0 {
				t.Fatalf("%v does not open: %+v", o, v)
			}
		}
	})
}

func TestProven(t *testing.T) {
	plan := func(changes ...Change) Answers { return safe().With(changes...).Answers }
	open := unanswer(safe(), "destroys").Answers
	hours := func(h float64) Answers { return plan(Change{"answers.undo_hours", h}) }
	for what, c := range map[string]struct {
		plans []Answers
		want  float64
		ok    bool
	}{
		"two":                  {[]Answers{hours(1), hours(2)}, 0, false},
		"three":                {[]Answers{hours(3), hours(1), hours(2)}, 1, true},
		"five":                 {[]Answers{hours(3), hours(1), hours(2), hours(3), hours(9)}, 3, true},
		"one with an open end": {[]Answers{hours(3), hours(1), open}, 0, false},
	} {
		got, ok := Proven(c.plans)
		if ok != c.ok || got.UndoHours != c.want {
			t.Errorf("%s: %v, %v", what, got, ok)
		}
	}
	far, _ := Proven([]Answers{plan(), plan(), plan()})
	if diff := cmp.Diff(Limits{0, 0, 0, 0, SameDay}, far); diff != "" {
		t.Error(diff)
	}
}

package demo

import (
	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/review"
	"slices"
	"testing"
)

func (e *Experiment) owes() bool {
	return e.Conclusion != nil && slices.Contains([]experiments.Outcome{experiments.DidNotWork, experiments.StoppedEarly}, e.Conclusion.Outcome)
}

func TestEveryOutcomeAndAHollowWinAreShown(t *testing.T) {
	seen, hollow, recovered := map[experiments.Outcome]bool{}, 0, 0
	for _, e := range load(t).Experiments {
		if e.Conclusion == nil {
			continue
		}
		seen[e.Conclusion.Outcome] = true
		if e.Conclusion.HollowWin(false) {
			hollow++
		}
		if e.Conclusion.Recovery != nil {
			recovered++
		}
	}
	if len(seen) != 5 || hollow == 0 || recovered == 0 {
		t.Errorf("outcomes %v, hollow wins %d, recoveries %d", seen, hollow, recovered)
	}
}

// A life goes forward, and has been through what its state tells.
func TestLivesFitTheirStates(t *testing.T) {
	type was struct{ started, paused, concluded, withdrawn, archived bool }
	lives := map[experiments.Status]was{
		experiments.Draft: {}, experiments.InReview: {}, experiments.Ready: {}, experiments.Declined: {},
		experiments.Running:   {started: true},
		experiments.Paused:    {started: true, paused: true},
		experiments.Concluded: {started: true, concluded: true},
		experiments.Archived:  {started: true, concluded: true, archived: true},
		experiments.Withdrawn: {withdrawn: true},
	}
	for _, e := range load(t).Experiments {
		want := lives[e.State]
		if e.Conclusion != nil && e.Conclusion.Outcome == experiments.NotRun {
			want.started = false
		}
		got := was{e.StartedDaysAgo > 0, e.PausedDaysAgo > 0, e.ConcludedDaysAgo > 0, e.WithdrawnDaysAgo > 0, e.ArchivedDaysAgo > 0}
		if got != want {
			t.Errorf("%s, %s: %+v", e.Slug, e.State, got)
		}
		if (e.Conclusion != nil) != want.concluded {
			t.Errorf("%s, %s: conclusion %v", e.Slug, e.State, e.Conclusion)
		}
		if e.State == experiments.Running && e.EndsOn < 0 {
			t.Errorf("%s runs past its last day", e.Slug)
		}
		if e.StartedDaysAgo > 0 && int(e.StartsOn) != -e.StartedDaysAgo {
			t.Errorf("%s started %d days ago and says %d", e.Slug, e.StartedDaysAgo, e.StartsOn)
		}
		forward(t, e)
	}
}

// Somebody of another team has raised a door that waits for its reviewers.
func TestADoorIsRaised(t *testing.T) {
	d, raised := load(t), 0
	for _, e := range d.Experiments {
		if e.Raised == nil {
			continue
		}
		raised++
		if p := d.person(e.Raised.Person); p == nil || p.Team == e.Team || e.State != experiments.Paused || e.Raised.Reason == "" || e.Raised.DaysAgo < 1 || e.Raised.DaysAgo > e.PausedDaysAgo {
			t.Errorf("%s: raised by %q: %+v", e.Slug, e.Raised.Person, e.Raised)
		}
	}
	if raised == 0 {
		t.Error("no door is raised")
	}
}

func forward(t *testing.T, e Experiment) {
	t.Helper()
	last := e.RegisteredDaysAgo
	days := []int{}
	for _, d := range e.Decisions {
		days = append(days, d.DaysAgo)
	}
	for _, day := range append(days, e.StartedDaysAgo, e.PausedDaysAgo, e.ConcludedDaysAgo, e.WithdrawnDaysAgo, e.ArchivedDaysAgo) {
		if day > last {
			t.Errorf("%s goes back in time at %d days ago", e.Slug, day)
		}
		if day > 0 {
			last = day
		}
	}
	if e.RegisteredDaysAgo < 1 || e.RegisteredDaysAgo > 425 {
		t.Errorf("%s was registered %d days ago", e.Slug, e.RegisteredDaysAgo)
	}
}

// What is offered comes from who may decide, and opens something; what is said comes
// from people there are.
func TestOffersAndComments(t *testing.T) {
	d := load(t)
	offers, comments := 0, 0
	for _, e := range d.Experiments {
		for _, o := range e.Offers {
			offers++
			if p := d.person(o.Person); p == nil || p.Team == e.Team || o.Message == "" || o.DaysAgo >= e.RegisteredDaysAgo || e.Door != door.OneWay {
				t.Errorf("%s: the offer of %s", e.Slug, o.Person)
			}
		}
		for _, c := range e.Comments {
			comments++
			for _, mention := range mentionedKey.FindAllStringSubmatch(c.Text, -1) {
				if d.person(mention[1]) == nil {
					t.Errorf("%s mentions %s", e.Slug, mention[1])
				}
			}
			if d.person(c.Person) == nil || c.DaysAgo >= e.RegisteredDaysAgo {
				t.Errorf("%s: the comment of %s", e.Slug, c.Person)
			}
		}
	}
	if offers == 0 || comments == 0 {
		t.Error("the example shows no offer, or no comment")
	}
}

func TestDecisionsAreTheReviewersOwn(t *testing.T) {
	d := load(t)
	routes := map[string]string{}
	for _, q := range door.Questions() {
		routes[q.Key] = q.Route
	}
	for _, e := range d.Experiments {
		open, verdicts := slices.Clone(e.Gates), map[review.Verdict]bool{}
		for _, decision := range e.Decisions {
			verdicts[decision.Verdict] = true
			for _, gate := range decision.Gates {
				route := d.Routes[routes[gate]]
				if !slices.Contains(e.Gates, gate) || !slices.Contains(slices.Concat(route.Members, route.Backups), decision.Person) {
					t.Errorf("%s: %s cannot decide on %s", e.Slug, decision.Person, gate)
				}
				if decision.Verdict.Approves() {
					open = slices.DeleteFunc(open, func(g string) bool { return g == gate })
				}
			}
			if p := d.person(decision.Person); p == nil || p.Team == e.Team {
				t.Errorf("%s: %s is of the team", e.Slug, decision.Person)
			}
			if decision.Reason == "" || (decision.Verdict == review.ApproveWithConditions) != (len(decision.Conditions) > 0) {
				t.Errorf("%s: the decision of %s lacks its reason or its conditions", e.Slug, decision.Person)
			}
			for _, c := range decision.Conditions {
				if c.Text == "" || e.StartedDaysAgo > 0 && c.When == experiments.BeforeStart && c.Met == "" {
					t.Errorf("%s: a condition is empty, or it started without it: %q", e.Slug, c.Text)
				}
			}
		}
		waits := len(open) > 0
		if want := e.State == experiments.InReview || e.State == experiments.Declined; waits != want {
			t.Errorf("%s is %s with %v open", e.Slug, e.State, open)
		}
		if verdicts[review.Decline] != (e.State == experiments.Declined) {
			t.Errorf("%s is %s after %v", e.Slug, e.State, verdicts)
		}
	}
}

func TestConclusionsTellTheWholeStory(t *testing.T) {
	for _, e := range load(t).Experiments {
		c := e.Conclusion
		if c == nil || c.Outcome == experiments.NotRun {
			continue
		}
		if c.Signal == nil || c.CounterSignal == nil || c.CustomersSay == nil || len(c.CustomersSay.Quotes) == 0 || c.Gained == nil || c.Lost == nil || c.Undone == nil {
			t.Errorf("%s: the conclusion has a gap", e.Slug)
		}
		if (c.Recovery != nil) != (c.LoopClosedDaysAgo > 0) || c.LoopClosedDaysAgo > e.ConcludedDaysAgo {
			t.Errorf("%s: a recovery without its loop, or the loop before the conclusion", e.Slug)
		}
	}
}

// Check-ins come while it runs, in order, and never pass what was declared: the
// example shows experiments that go on.
func TestCheckInsAreOfTheirTime(t *testing.T) {
	languages, tripped := map[string]int{}, 0
	for _, e := range load(t).Experiments {
		var reached int64
		last := e.StartedDaysAgo
		for _, c := range e.CheckIns {
			if c.DaysAgo < max(e.ConcludedDaysAgo, 1) || c.DaysAgo > last || e.StartedDaysAgo == 0 {
				t.Errorf("%s was checked in on %d days ago", e.Slug, c.DaysAgo)
			}
			last = c.DaysAgo
			reached += c.CustomersReached
			languages[e.Language]++
			if c.StopRuleTripped {
				tripped++
			}
		}
		if most := e.Answers.CustomersExposed; most != nil && reached > *most {
			t.Errorf("%s reached %d of %d customers", e.Slug, reached, *most)
		}
		if (e.State == experiments.Running || e.State == experiments.Paused) && len(e.CheckIns) < 2 {
			t.Errorf("%s runs and has %d check-ins", e.Slug, len(e.CheckIns))
		}
	}
	if languages["en"] < 5 || languages["es"] < 5 || languages["pl"] < 5 || tripped != 2 {
		t.Errorf("check-ins in %v, %d of them tripped the stop rule", languages, tripped)
	}
}

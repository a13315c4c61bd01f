package demo

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/review"
)

func load(t *testing.T) *Data {
	t.Helper()
	d, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *Data) team(key string) *Team {
	return find(d.Teams, func(t Team) bool { return t.Key == key })
}

func (d *Data) person(key string) *Person {
	return find(d.People, func(p Person) bool { return p.Key == key })
}

func (d *Data) experiment(slug string) *Experiment {
	return find(d.Experiments, func(e Experiment) bool { return e.Slug == slug })
}

func find[T any](all []T, is func(T) bool) *T {
	if i := slices.IndexFunc(all, is); i >= 0 {
		return &all[i]
	}
	return nil
}

func TestTheExampleIsOfOneSize(t *testing.T) {
	d := load(t)
	states, languages, lessonsIn := map[experiments.Status]int{}, map[string]int{}, map[string]int{}
	oneWay, owing := 0, 0
	for _, e := range d.Experiments {
		states[e.State]++
		languages[e.Language]++
		if e.Door == door.OneWay {
			oneWay++
		}
		if e.Lesson != nil {
			lessonsIn[e.Language]++
		} else if e.owes() {
			owing++
		}
	}
	got := map[string]any{
		"teams": len(d.Teams), "people": len(d.People), "routes": len(d.Routes), "moments": len(d.Moments),
		"states": states, "languages": languages, "lessons": lessonsIn, "one-way": oneWay, "owing": owing,
	}
	want := map[string]any{
		"teams": 8, "people": 38, "routes": 10, "moments": 10,
		"states": map[experiments.Status]int{
			experiments.Draft: 1, experiments.InReview: 3, experiments.Ready: 1, experiments.Running: 4, experiments.Paused: 1,
			experiments.Concluded: 27, experiments.Withdrawn: 1, experiments.Declined: 1, experiments.Archived: 1,
		},
		"languages": map[string]int{"en": 14, "es": 13, "pl": 13},
		"lessons":   map[string]int{"en": 9, "es": 9, "pl": 7},
		"one-way":   8,
		"owing":     2,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

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

func TestPeopleAreOfTheirTeams(t *testing.T) {
	d := load(t)
	size := map[string]int{}
	for _, p := range d.People {
		if !strings.HasSuffix(p.Email, "@example.com") {
			t.Errorf("%s has the e-mail %s", p.Key, p.Email)
		}
		if p.Team != "" && d.team(p.Team) == nil {
			t.Errorf("%s is of an unknown team %q", p.Key, p.Team)
		}
		size[p.Team]++
	}
	for _, team := range d.Teams {
		if size[team.Key] < 4 {
			t.Errorf("%s has %d people", team.Key, size[team.Key])
		}
	}
	unique(t, "person", d.People, func(p Person) string { return p.Key })
	unique(t, "e-mail", d.People, func(p Person) string { return p.Email })
	unique(t, "name of a person", d.People, func(p Person) string { return p.Name })
	unique(t, "team", d.Teams, func(p Team) string { return p.Key })
	unique(t, "name of a team", d.Teams, func(p Team) string { return p.Name })
	unique(t, "moment", d.Moments, func(m Moment) string { return m.Key })
	unique(t, "name of a moment", d.Moments, func(m Moment) string { return m.Name.joined(" · ") })
	for _, m := range d.Moments {
		for _, w := range []Words{m.Name, m.Description} {
			if w.English == "" || w.Spanish == "" || w.Polish == "" {
				t.Errorf("the moment %s is not in three languages: %q", m.Key, w.joined(" · "))
			}
		}
		if n := utf8.RuneCountInString(m.Name.joined(" · ")); n > 60 {
			t.Errorf("the name of %s has %d letters, too many for a list on a phone", m.Key, n)
		}
	}
	unique(t, "title", d.Experiments, func(e Experiment) string { return e.Title })
}

func unique[T any](t *testing.T, what string, all []T, key func(T) string) {
	t.Helper()
	seen := map[string]bool{}
	for _, one := range all {
		if k := key(one); k == "" || seen[k] {
			t.Errorf("%s %q is empty or twice", what, k)
		}
		seen[key(one)] = true
	}
}

// Every route can decide on every team's proposals, also while one person is away.
func TestRoutesReachBeyondOneTeam(t *testing.T) {
	d := load(t)
	for _, q := range door.Questions() {
		if _, ok := d.Routes[q.Route]; !ok {
			t.Errorf("the route %s of %s has nobody", q.Route, q.Key)
		}
	}
	for name, route := range d.Routes {
		if len(route.Members) < 2 || len(route.Backups) < 1 {
			t.Errorf("%s: too few", name)
		}
		homes := map[string]bool{}
		for _, key := range slices.Concat(route.Members, route.Backups) {
			p := d.person(key)
			if p == nil || !slices.Contains(p.Roles, "reviewer") {
				t.Fatalf("%s: %q is no reviewer", name, key)
			}
			homes[p.Team] = true
		}
		if len(homes) < 2 {
			t.Errorf("%s: all of one team", name)
		}
	}
}

func TestReferencesHold(t *testing.T) {
	d := load(t)
	for _, e := range d.Experiments {
		if d.team(e.Team) == nil || d.team(e.Team).Language != e.Language {
			t.Errorf("%s: team %q does not write in %q", e.Slug, e.Team, e.Language)
		}
		if p := d.person(e.Proposer); p == nil || p.Team != e.Team {
			t.Errorf("%s: %q is not of the team", e.Slug, e.Proposer)
		}
		if find(d.Moments, func(m Moment) bool { return m.Key == e.Moment }) == nil {
			t.Errorf("%s: no moment %q", e.Slug, e.Moment)
		}
		teams := slices.Clone(e.AffectedTeams)
		built := e.BuildsOn
		if e.Lesson != nil {
			for _, f := range e.Lesson.FollowUps {
				teams = append(teams, f.Team)
			}
			for _, slug := range slices.Concat(e.Lesson.Supporting, e.Lesson.Contradicting) {
				if from := d.experiment(slug); from == nil || from.ConcludedDaysAgo <= e.ConcludedDaysAgo {
					t.Errorf("%s: the lesson leans on %q, which was not concluded before", e.Slug, slug)
				}
			}
		}
		for _, key := range teams {
			if d.team(key) == nil {
				t.Errorf("%s: no team %q", e.Slug, key)
			}
		}
		for _, slug := range built {
			if from := d.experiment(slug); from == nil || from.Lesson == nil || from.ConcludedDaysAgo <= e.RegisteredDaysAgo {
				t.Errorf("%s: builds on %q, whose lesson was not there yet", e.Slug, slug)
			}
		}
	}
}

func TestDoorsUnderTheDefaultPolicy(t *testing.T) {
	policy := door.Default()
	for _, e := range load(t).Experiments {
		verdict := policy.Judge(door.Facts{Answers: e.Answers, StartsOn: e.StartsOn.date(), EndsOn: e.EndsOn.date()})
		if e.State == experiments.Draft {
			continue
		}
		var closed []string
		for _, reason := range verdict.Reasons {
			closed = append(closed, reason.Gate)
		}
		slices.Sort(closed)
		intended := slices.Sorted(slices.Values(e.Gates))
		if len(verdict.Unanswered) > 0 || verdict.Door != e.Door || !slices.Equal(slices.Compact(closed), intended) {
			t.Errorf("%s: %s with %v closed and %v unanswered; meant %s with %v", e.Slug, verdict.Door, closed, verdict.Unanswered, e.Door, e.Gates)
		}
	}
}

func (d Days) date() string {
	return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(d)).Format(time.DateOnly)
}

func TestProposalsAreComplete(t *testing.T) {
	for _, e := range load(t).Experiments {
		if e.State == experiments.Draft {
			continue
		}
		asked := map[string]string{
			"customer_job": e.CustomerJob, "change": e.Change, "effect": e.Effect, "because": e.Because, "strategy_goal": e.StrategyGoal,
			"gaming_risk": e.GamingRisk, "counter_signal": e.CounterSignal, "way_back": e.WayBack, "stop_rule": e.StopRule,
		}
		if e.Door == door.OneWay {
			asked["premortem"] = e.Premortem
		}
		for field, text := range asked {
			if text == "" {
				t.Errorf("%s lacks %s", e.Slug, field)
			}
		}
		s := e.Signal
		if s == nil || s.Name == "" || s.Unit == "" || s.Baseline == nil || s.Target == nil || (*s.Target > *s.Baseline) != (s.Direction == "up") {
			t.Errorf("%s: the signal %+v does not say where it goes", e.Slug, s)
		}
		if e.EndsOn <= e.StartsOn || int(e.EndsOn) < -e.RegisteredDaysAgo {
			t.Errorf("%s ends before it starts, or before it was registered", e.Slug)
		}
		if len(e.Tags) == 0 || len(e.Tags) > 20 {
			t.Errorf("%s: %d tags", e.Slug, len(e.Tags))
		}
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

// words are the values that the API takes; nothing but this test reads the YAML
// against them before a store does.
func TestWordsAreTheContracts(t *testing.T) {
	oneOf := func(slug, got string, allowed ...string) {
		t.Helper()
		if !slices.Contains(allowed, got) {
			t.Errorf("%s: %q is none of %v", slug, got, allowed)
		}
	}
	for _, e := range load(t).Experiments {
		if e.Signal != nil {
			oneOf(e.Slug, e.Signal.Direction, "up", "down")
		}
		for _, d := range e.Decisions {
			oneOf(e.Slug, string(d.Verdict), "approve", "approve_with_conditions", "disagree_and_commit", "request_changes", "decline")
			for _, c := range d.Conditions {
				oneOf(e.Slug, string(c.When), "before_start", "during")
			}
		}
		if c := e.Conclusion; c != nil {
			oneOf(e.Slug, string(c.Outcome), "worked", "did_not_work", "unclear", "stopped_early", "not_run")
			oneOf(e.Slug, c.Next, "keep", "scale", "change", "repeat", "drop")
			if c.Outcome != experiments.NotRun {
				oneOf(e.Slug, c.RightReason, "yes", "no", "unsure")
				oneOf(e.Slug, c.ReversibleAsSaid, "yes", "no", "unsure")
			}
		}
		if e.Lesson == nil {
			continue
		}
		for _, c := range e.Lesson.Conditions {
			oneOf(e.Slug, string(c.Kind), "information", "tools", "rules", "workload", "training", "hand_over", "customer_situation", "environment")
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

func TestLessonsAreWhole(t *testing.T) {
	for _, e := range load(t).Experiments {
		l := e.Lesson
		if l == nil {
			continue
		}
		texts := map[string]string{
			"headline": l.Headline, "happened": l.Happened, "surprise": l.Surprise, "seemed_sensible": l.SeemedSensible, "went_well": l.WentWell,
			"noticed": l.Noticed, "applies": l.Applies, "applies_not": l.AppliesNot, "what_next": l.WhatNext,
		}
		for field, text := range texts {
			if text == "" {
				t.Errorf("%s: the lesson lacks %s", e.Slug, field)
			}
		}
		if n := utf8.RuneCountInString(l.Headline); n > 300 {
			t.Errorf("%s: a headline of %d characters", e.Slug, n)
		}
		if len(l.Conditions) < 2 || len(l.FollowUps) == 0 || len(l.Tags) == 0 {
			t.Errorf("%s: too few conditions, follow-ups or tags", e.Slug)
		}
		for _, f := range l.FollowUps {
			if f.What == "" || f.Due == 0 || f.ended() && (f.Due >= 0 || int(f.Due) <= -e.ConcludedDaysAgo) {
				t.Errorf("%s: a follow-up without a task or a day, or ended before it began: %q", e.Slug, f.What)
			}
		}
	}
}

// A follow-up stands for each thing that becomes of one: also a late one, and one that
// a team waits for.
func TestFollowUpsAreOfEveryKind(t *testing.T) {
	kinds := map[string]int{}
	for _, e := range load(t).Experiments {
		if e.Lesson == nil {
			continue
		}
		for _, f := range e.Lesson.FollowUps {
			kind := "ahead"
			switch {
			case f.Done:
				kind = "done"
			case f.Reason != "":
				kind = "not needed"
			case f.Due < 0:
				kind = "late"
			}
			if f.Team != e.Team {
				kind += ", of another team"
			}
			kinds[kind]++
		}
	}
	for _, kind := range []string{"ahead", "done", "late", "ahead, of another team", "done, of another team", "late, of another team", "not needed, of another team"} {
		if kinds[kind] == 0 {
			t.Errorf("none is %s: %v", kind, kinds)
		}
	}
}

// What came back for lessons comes from other teams, after they were published.
func TestWhatComesBackIsOfOthers(t *testing.T) {
	d := load(t)
	helped, superseded, toLookAt, languages := 0, 0, 0, map[string]bool{}
	for _, e := range d.Experiments {
		if e.Lesson == nil {
			continue
		}
		for _, h := range e.Lesson.Helped {
			helped++
			languages[e.Language] = true
			if p := d.person(h.Person); p == nil || p.Team == "" || p.Team == e.Team || h.DaysAgo >= e.ConcludedDaysAgo || h.DaysAgo < 1 {
				t.Errorf("%s helped %q %d days ago", e.Slug, h.Person, h.DaysAgo)
			}
		}
		if s := e.Lesson.Superseded; s != nil {
			superseded++
			if by := d.experiment(s.By); by == nil || by.Lesson == nil || by.ConcludedDaysAgo <= s.DaysAgo || e.ConcludedDaysAgo <= s.DaysAgo {
				t.Errorf("%s is superseded by %q before that was published", e.Slug, s.By)
			}
		}
		if by := e.Lesson.ReviewBy; by != 0 && int(by) <= -e.ConcludedDaysAgo {
			t.Errorf("%s was to be looked at before it was published", e.Slug)
		} else if by < 0 {
			toLookAt++
		}
	}
	if helped == 0 || len(languages) != 3 || superseded == 0 || toLookAt == 0 {
		t.Errorf("%d marks in %v, %d superseded, %d due for another look", helped, languages, superseded, toLookAt)
	}
}

// Thanks are for what another team did before, in the language of the team that gives
// them or of the one that gets them.
func TestThanksGoFromTeamToTeam(t *testing.T) {
	d, languages := load(t), map[string]int{}
	for _, thanks := range d.Thanks {
		languages[thanks.Language]++
		p, e := d.person(thanks.Person), d.experiment(thanks.For)
		if p == nil || p.Team == "" || e == nil || p.Team == e.Team || thanks.DaysAgo < 1 || thanks.DaysAgo >= e.RegisteredDaysAgo || e.Lesson != nil && thanks.DaysAgo >= e.ConcludedDaysAgo {
			t.Errorf("%q thanks for %q too early, or their own team", thanks.Person, thanks.For)
			continue
		}
		if l := thanks.Language; l != d.team(p.Team).Language && l != e.Language || utf8.RuneCountInString(thanks.Text) > 500 {
			t.Errorf("the thanks of %s are in %q, or too long", thanks.Person, l)
		}
		for _, q := range d.People {
			for _, name := range strings.Fields(q.Name) {
				if strings.Contains(thanks.Text, name) {
					t.Errorf("the thanks of %s name %s", thanks.Person, name)
				}
			}
		}
	}
	if len(languages) != 3 {
		t.Errorf("thanks in %v", languages)
	}
}

// Obstacles are of people there are, in all states and languages; what an experiment
// is to remove was posted before it.
func TestObstaclesAreWhole(t *testing.T) {
	d := load(t)
	tried, states, languages := map[string][]Experiment{}, map[string]int{}, map[string]int{}
	for _, e := range d.Experiments {
		if e.Obstacle != "" {
			tried[e.Obstacle] = append(tried[e.Obstacle], e)
		}
	}
	for _, o := range d.Obstacles {
		languages[o.Language]++
		state := string(o.Ended)
		for _, e := range tried[o.Key] {
			if e.RegisteredDaysAgo >= o.PostedDaysAgo || o.Ended != "" && e.ConcludedDaysAgo <= o.EndedDaysAgo {
				t.Errorf("%s is tried by %s before it was posted, or after it ended", o.Key, e.Slug)
			}
			if o.Ended == "" {
				state = "tried"
			}
		}
		states[state]++
		for _, key := range append([]string{o.Person}, o.MeToo...) {
			if d.person(key) == nil {
				t.Errorf("%s: nobody is called %q", o.Key, key)
			}
		}
		if p := d.person(o.Person); slices.Contains(o.MeToo, o.Person) || o.Team != "" && p.Team != o.Team || o.Text == "" {
			t.Errorf("%s is posted by %s for %q", o.Key, o.Person, o.Team)
		}
		if (o.Ended != "") != (o.Reason != "" && d.person(o.EndedBy) != nil && o.EndedDaysAgo > 0) {
			t.Errorf("%s ended without a reason, or has one and goes on", o.Key)
		}
		for _, p := range d.People {
			for _, name := range strings.Fields(p.Name) {
				if strings.Contains(o.Text+" "+o.Reason, name) {
					t.Errorf("%s names %s", o.Key, name)
				}
			}
		}
	}
	unique(t, "obstacle", d.Obstacles, func(o Obstacle) string { return o.Key })
	if diff := cmp.Diff(map[string]int{"": 4, "tried": 3, "removed": 4, "kept": 2}, states); diff != "" || len(languages) != 3 {
		t.Errorf("%v: %s", languages, diff)
	}
	for key := range tried {
		if find(d.Obstacles, func(o Obstacle) bool { return o.Key == key }) == nil {
			t.Errorf("there is no obstacle %q", key)
		}
	}
}

// Nobody of the example is named in a lesson or in what customers said.
func TestNobodyIsNamed(t *testing.T) {
	d := load(t)
	for _, e := range d.Experiments {
		if e.Lesson == nil {
			continue
		}
		l := e.Lesson
		words := strings.Join([]string{l.Headline, l.Happened, l.Surprise, l.SeemedSensible, l.WentWell, l.Noticed, l.Applies, l.AppliesNot, l.WhatNext}, " ")
		for _, c := range l.Conditions {
			words += " " + c.Text
		}
		for _, f := range l.FollowUps {
			words += " " + f.What + " " + f.Reason
		}
		words += " " + strings.Join(e.Conclusion.CustomersSay.Quotes, " ")
		for _, p := range d.People {
			for _, name := range strings.Fields(p.Name) {
				if strings.Contains(words, name) {
					t.Errorf("%s names %s", e.Slug, name)
				}
			}
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

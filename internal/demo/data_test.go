package demo

import (
	"ajar/experiments"
	"ajar/experiments/door"
	"github.com/google/go-cmp/cmp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
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

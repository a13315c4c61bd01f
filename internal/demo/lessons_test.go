package demo

import (
	"strings"
	"testing"
	"unicode/utf8"
)

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

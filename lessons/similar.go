package lessons

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/search"
)

// Like is something that was tried, or is, and resembles a text: an experiment, told by
// its lesson where the team has published one. For every reader it names no person, of
// days the month alone, and of a team of fewer than four the area.
type Like struct {
	Kind       string             `json:"kind" enum:"lesson,experiment" doc:"A lesson stands for the experiment that it comes from"`
	ID         uuid.UUID          `json:"id" format:"uuid" doc:"Of the lesson, or of the experiment"`
	Experiment Named              `json:"experiment"`
	Title      string             `json:"title" doc:"The lesson's headline, or the experiment's title"`
	Language   string             `json:"language" enum:"en,es,pl"`
	Status     experiments.Status `json:"status" enum:"draft,in_review,ready,running,paused,concluded,withdrawn,declined,archived" doc:"How far the experiment is"`
	Outcome    string             `json:"outcome,omitempty" enum:"worked,did_not_work,unclear,stopped_early,not_run" doc:"Left out until it has ended"`
	HollowWin  bool               `json:"hollow_win" doc:"The number moved while the goal did not"`
	Door       string             `json:"door,omitempty" enum:"two_way,one_way"`
	Gates      []string           `json:"gates" doc:"The gates that closed its door, as the lesson tells"`
	Team       string             `json:"team" doc:"As readers see it: a team of fewer than four as its area, or as the organisation"`
	TeamID     *uuid.UUID         `json:"team_id,omitempty" format:"uuid" doc:"Only where the team is shown"`
	Month      string             `json:"month,omitempty" example:"2026-10" doc:"The month of the conclusion, before it that of the submission"`
	Score      float64            `json:"score" doc:"From 0 to 1: how much of the text's rarest words it has"`

	newer uuid.UUID // the lesson that supersedes it, Nil for none
}

// Alike is what to look for.
type Alike struct {
	Text   string
	Except uuid.UUID // the experiment whose text it is, Nil for none
	Gates  []string  // lessons about one of these come first, as far as they are nearly as alike as the best
	Limit  int
}

const (
	// leastAlike is how much of a text's words something must have to be told at all; what
	// little likeness is worth, the score leaves to the reader.
	leastAlike = 0.08
	// nearlyAlike is how much of the best score a lesson about the same gate must have to
	// come before it.
	nearlyAlike = 0.5
)

// alike are the hits that resemble the text and can be shown.
func alike(hits []search.Hit) []search.Hit {
	return slices.DeleteFunc(slices.Clone(hits), func(h search.Hit) bool {
		return h.Score < leastAlike || h.Kind != documentKind && h.Kind != experimentKind
	})
}

// experimentKind is what the search calls an experiment.
const experimentKind = "experiment"

// gatesFirst puts the hits about the same gate before the others; the order is else as
// it was.
func gatesFirst(hits []search.Hit, same map[uuid.UUID]bool) []search.Hit {
	if len(hits) == 0 {
		return hits
	}
	enough := hits[0].Score * nearlyAlike
	first := func(h search.Hit) int {
		if same[h.ID] && h.Score >= enough {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(hits, func(a, b search.Hit) int { return cmp.Compare(first(a), first(b)) })
	return hits
}

// tried is the row of a submitted experiment among its neighbours.
type tried struct {
	ID          uuid.UUID
	Number      int64
	Title       string
	Language    string
	Status      experiments.Status
	Outcome     string
	HollowWin   bool
	Door        string
	SubmittedAt *time.Time
	ConcludedAt *time.Time
	Setting     setting `gorm:"embedded"`
}

// like tells of an experiment without a lesson.
func (e tried) like() (Like, error) {
	l := Like{Kind: experimentKind, ID: e.ID, Experiment: Named{e.ID, experiments.KeyOf(e.Number), e.Title}, Title: e.Title, Language: e.Language,
		Status: e.Status, Outcome: e.Outcome, HollowWin: e.HollowWin, Door: e.Door, Gates: []string{}, Team: e.Setting.shownAs(), TeamID: e.Setting.shownTeam()}
	at := cmp.Or(e.ConcludedAt, e.SubmittedAt)
	if at == nil {
		return l, nil
	}
	var err error
	l.Month, err = e.Setting.month(*at)
	return l, err
}

// told is the same in the words of its lesson.
func (l Like) told(p *Publication) Like {
	l.Kind, l.ID, l.Experiment, l.Title, l.Language = documentKind, p.ID, p.Experiment, cmp.Or(p.Headline, p.Experiment.Title), p.Language
	l.newer = p.newer()
	l.Outcome, l.HollowWin, l.Door, l.Gates, l.Team, l.TeamID, l.Month = p.Outcome, p.HollowWin, p.Door, p.Gates, p.Team, p.TeamID, p.Month
	return l
}

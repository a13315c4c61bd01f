package lessons

import (
	"slices"

	"github.com/google/uuid"
)

// Evidence is what other experiments found of what a lesson says: those that it names,
// and those whose lessons name its own. An experiment counts once it has ended with
// something to tell.
type Evidence struct {
	Same      []uuid.UUID `json:"same" doc:"Experiments that found the same"`
	Otherwise []uuid.UUID `json:"otherwise" doc:"Experiments that found otherwise"`
	Teams     int         `json:"teams" doc:"How many teams found the same, its own among them"`
}

// Superseding is the lesson that says better what an older one says.
type Superseding struct {
	ID       uuid.UUID `json:"id" format:"uuid"`
	Headline string    `json:"headline"`
	Language string    `json:"language" enum:"en,es,pl"`
	Month    string    `json:"month" example:"2026-10" doc:"The month in which the older one's team said so"`
}

// How much has to be found the same for a lesson to be confirmed.
const (
	confirmedBy      = 3 // other experiments
	confirmedByTeams = 2 // its own team among them
)

// maturity is how sure one may be of a lesson: superseded where its team says that
// another says it better; emerging while no other experiment found the same, or as
// soon as one found otherwise; confirmed where several did, and not all of one team;
// supported between the two.
func (e Evidence) maturity(superseded bool) string {
	switch {
	case superseded:
		return "superseded"
	case len(e.Otherwise) > 0 || len(e.Same) == 0:
		return "emerging"
	case len(e.Same) >= confirmedBy && e.Teams >= confirmedByTeams:
		return "confirmed"
	}
	return "supported"
}

// finding is an experiment that ended with something to tell of a lesson.
type finding struct {
	ID, TeamID uuid.UUID
	Found      string // same or otherwise
}

const (
	foundSame      = "same"
	foundOtherwise = "otherwise"
)

// weigh makes evidence of findings, each experiment once, for a lesson of a team.
func weigh(team uuid.UUID, findings []finding) Evidence {
	e := Evidence{Same: []uuid.UUID{}, Otherwise: []uuid.UUID{}}
	teams := map[uuid.UUID]bool{team: true}
	for _, f := range findings {
		found := &e.Otherwise
		if f.Found == foundSame {
			found, teams[f.TeamID] = &e.Same, true
		}
		if !slices.Contains(*found, f.ID) {
			*found = append(*found, f.ID)
		}
	}
	e.Teams = len(teams)
	for _, ids := range [][]uuid.UUID{e.Same, e.Otherwise} {
		slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	}
	return e
}

// stopped reports whether the lesson is no longer believed as it stands: another says it
// better, or somebody else's says otherwise. What its own team names against it, it knew.
func (p Publication) stopped() bool {
	return p.SupersededBy != nil || slices.ContainsFunc(p.Evidence.Otherwise, func(id uuid.UUID) bool { return !slices.Contains(p.Contradicting, id) })
}

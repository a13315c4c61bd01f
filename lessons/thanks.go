package lessons

import (
	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// Thanks go from a team to a team. As with a lesson, readers see no person and no day,
// and a team of fewer than four as its area; who wrote it is kept nowhere.
type Thanks struct {
	ID           uuid.UUID  `json:"id" format:"uuid"`
	Text         string     `json:"text"`
	Language     string     `json:"language" enum:"en,es,pl"`
	Month        string     `json:"month" example:"2026-10"`
	From         string     `json:"from" gorm:"column:from_shown_as" doc:"The team that thanks, as readers see it"`
	FromTeamID   *uuid.UUID `json:"from_team_id,omitempty" gorm:"column:from_shown_id" format:"uuid" doc:"Only where the team is shown"`
	To           string     `json:"to" gorm:"column:to_shown_as" doc:"The team that is thanked, as readers see it"`
	ToTeamID     *uuid.UUID `json:"to_team_id,omitempty" gorm:"column:to_shown_id" format:"uuid" doc:"Only where the team is shown"`
	LessonID     *uuid.UUID `json:"lesson_id,omitempty" format:"uuid" doc:"The lesson it is for"`
	ExperimentID *uuid.UUID `json:"experiment_id,omitempty" format:"uuid" doc:"The experiment it is for"`
	About        string     `json:"about,omitempty" gorm:"->" doc:"The headline of the lesson, or the title of the experiment"`
	Given        bool       `json:"given" gorm:"-" doc:"Whether a team of yours gave it, which may take it back"`
	Received     bool       `json:"received" gorm:"-" doc:"Whether it is for a team of yours, which may remove it"`
	OfTeam       uuid.UUID  `json:"-" gorm:"column:from_team_id"`
	ForTeam      uuid.UUID  `json:"-" gorm:"column:to_team_id"`
}

// says tells whether other thanks are the same, of the same team to the same.
func (t *Thanks) says(other *Thanks) bool {
	same := func(a, b *uuid.UUID) bool { return a == b || a != nil && b != nil && *a == *b }
	return t.Text == other.Text && t.Language == other.Language && t.OfTeam == other.OfTeam && t.ForTeam == other.ForTeam &&
		same(t.LessonID, other.LessonID) && same(t.ExperimentID, other.ExperimentID)
}

// TableName is where GORM keeps thanks.
func (Thanks) TableName() string { return "thanks" }

// ThanksInput is what somebody of a team writes to another one.
type ThanksInput struct {
	Text         string     `json:"text" minLength:"1" maxLength:"500" doc:"What for, in a few words"`
	Language     string     `json:"language,omitempty" enum:"en,es,pl" doc:"The language it is said to be written in; its words tell when they are plainly of another, or it is left out"`
	FromTeamID   *uuid.UUID `json:"from_team_id,omitempty" format:"uuid" doc:"Your team that thanks; left out: your only one"`
	ToTeamID     *uuid.UUID `json:"to_team_id,omitempty" format:"uuid" doc:"The team that is thanked; or name a lesson or an experiment of it"`
	LessonID     *uuid.UUID `json:"lesson_id,omitempty" format:"uuid" doc:"The lesson whose team is thanked for it"`
	ExperimentID *uuid.UUID `json:"experiment_id,omitempty" format:"uuid" doc:"The experiment whose team is thanked for it"`
}

// dress works out what it is to the actor.
func (t *Thanks) dress(actor accounts.Actor) {
	t.Given, t.Received = actor.MemberOf(t.OfTeam), actor.MemberOf(t.ForTeam)
}

// from is the actor's team that thanks.
func (in ThanksInput) from(actor accounts.Actor) (uuid.UUID, error) {
	switch {
	case in.FromTeamID != nil && actor.MemberOf(*in.FromTeamID):
		return *in.FromTeamID, nil
	case in.FromTeamID != nil || len(actor.Teams) == 0:
		return uuid.Nil, fault.Denied("not-your-team", "Thanks go from team to team. You can thank for a team you belong to.")
	case len(actor.Teams) > 1:
		return uuid.Nil, fault.Bad(fault.Field{Location: "body.from_team_id", Code: "required", Message: "Choose which of your teams thanks."})
	}
	return actor.Teams[0], nil
}

// Faults are what it lacks, and what is too much.
func (in ThanksInput) Faults() []fault.Field {
	bad := fault.Blank(in.Text, "body.text", "Say what for.")
	named := 0
	for _, id := range []*uuid.UUID{in.ToTeamID, in.LessonID, in.ExperimentID} {
		if id != nil {
			named++
		}
	}
	if named != 1 {
		bad = append(bad, fault.Field{Location: "body.to_team_id", Code: "one_of", Message: "Name one: a team, a lesson or an experiment."})
	}
	return bad
}

package lessons

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// Obstacle is something that gets in the way, or a rule that should be killed, in
// the words of who posted it. As with a lesson, readers see no person and no day,
// and a team of fewer than four as its area.
type Obstacle struct {
	ID       uuid.UUID        `json:"id" format:"uuid"`
	Text     string           `json:"text"`
	Language string           `json:"language" enum:"en,es,pl"`
	Team     string           `json:"team" gorm:"column:shown_as" doc:"Whose way it stands in: a team, the area of a small team, or the organisation"`
	TeamID   *uuid.UUID       `json:"team_id,omitempty" gorm:"column:shown_team_id" format:"uuid" doc:"Only where the team is shown"`
	MomentID *uuid.UUID       `json:"moment_id,omitempty" format:"uuid"`
	Month    string           `json:"month" example:"2026-10" doc:"The month in which it was posted"`
	State    ObstacleState    `json:"state" enum:"open,trying,removed,kept" doc:"trying: an experiment against it was submitted and is not over"`
	Reason   string           `json:"reason,omitempty" doc:"How it was removed, or why it is kept"`
	EndedIn  string           `json:"ended_in,omitempty" gorm:"column:ended_month" example:"2026-11" doc:"The month in which it was removed or kept"`
	MeToo    int              `json:"me_too" doc:"How many others say so"`
	MeToos   []TeamCount      `json:"me_toos,omitempty" gorm:"-" doc:"The same by team; read with one obstacle, never in lists"`
	SaidIt   bool             `json:"said_it" gorm:"->" doc:"Whether you are one of them"`
	Mine     bool             `json:"mine" gorm:"-" doc:"Whether you or your team posted it"`
	Actions  []ObstacleAction `json:"actions" gorm:"-" enum:"me_too,take_back,try,remove,keep" doc:"What you may do now"`
	OfTeam   *uuid.UUID       `json:"-" gorm:"column:team_id"`
	Tried    bool             `json:"-" gorm:"->"` // an experiment against it was submitted and is not over
	Posted   bool             `json:"-" gorm:"->"` // by the actor
	Overcome bool             `json:"-" gorm:"->"` // a team of the actor's has an experiment against it that worked, and was no hollow win
	Version  int              `json:"-"`
}

// TeamCount is how many people of a team, as readers see it, say something.
type TeamCount struct {
	Team  string `json:"team"`
	Count int    `json:"count"`
}

// ObstacleState is how far an obstacle is.
type ObstacleState string

// The states of an obstacle. Trying is never written down: it follows from the
// experiments against it.
const (
	ObstacleOpen    ObstacleState = "open"
	ObstacleTrying  ObstacleState = "trying"
	ObstacleRemoved ObstacleState = "removed"
	ObstacleKept    ObstacleState = "kept"
)

// ObstacleAction is what somebody may do about an obstacle.
type ObstacleAction string

// The actions.
const (
	SayMeToo   ObstacleAction = "me_too"
	TakeBack   ObstacleAction = "take_back"
	TryRemoval ObstacleAction = "try"
	Remove     ObstacleAction = "remove"
	Keep       ObstacleAction = "keep"
)

// ObstacleInput is what somebody posts.
type ObstacleInput struct {
	Text     string     `json:"text" minLength:"1" maxLength:"1000" doc:"What gets in your way? Which rule should we kill?"`
	Language string     `json:"language,omitempty" enum:"en,es,pl" doc:"The language it is written in; English when left out"`
	TeamID   *uuid.UUID `json:"team_id,omitempty" format:"uuid" doc:"Your team whose way it stands in; left out: the organisation's"`
	MomentID *uuid.UUID `json:"moment_id,omitempty" format:"uuid" doc:"Where it stands between us and a customer"`
}

// Faults names what posting it lacks.
func (in ObstacleInput) Faults() []fault.Field {
	return fault.Blank(in.Text, "body.text", "Say what gets in your way.")
}

// ObstacleEnd is how an obstacle was removed, or why it stays.
type ObstacleEnd struct {
	Reason string `json:"reason" minLength:"1" maxLength:"4000" doc:"How it was removed, or why it stays; everyone reads it"`
}

// Faults names what ending it lacks.
func (e ObstacleEnd) Faults() []fault.Field {
	return fault.Blank(e.Reason, "body.reason", "Say how it was removed, or why it is kept.")
}

// Attempt is for which team somebody tries to remove an obstacle, and as what.
type Attempt struct {
	TeamID *uuid.UUID `json:"team_id,omitempty" format:"uuid" doc:"The team that tries it; you are a member. Left out: your only team"`
	Title  string     `json:"title,omitempty" maxLength:"200" doc:"What would be different; left out: the obstacle's own words"`
}

// dress works out what the actor sees of it and may do about it.
func (o *Obstacle) dress(actor accounts.Actor) {
	if o.State == ObstacleOpen && o.Tried {
		o.State = ObstacleTrying
	}
	o.Mine = o.Posted || o.OfTeam != nil && actor.MemberOf(*o.OfTeam)
	o.Actions = []ObstacleAction{}
	say := SayMeToo
	if o.SaidIt {
		say = TakeBack
	}
	for _, action := range []ObstacleAction{say, TryRemoval, Remove, Keep} {
		if o.may(actor, action) == nil {
			o.Actions = append(o.Actions, action)
		}
	}
}

// may refuses what the actor may not do about it: who posted an obstacle, their
// team and administrators say what became of it, and also a team whose experiment
// against it worked, which a hollow win did not, may say that it is gone. A kept one
// can still be tried.
func (o *Obstacle) may(actor accounts.Actor, action ObstacleAction) error {
	owner := o.Mine || actor.Is(accounts.Admin)
	switch {
	case o.State == ObstacleRemoved && action != TakeBack:
		return fault.Refused("obstacle-removed", "It has been removed. If it is back, post it again.")
	case action == SayMeToo && o.Posted:
		return fault.Refused("own-obstacle", "You posted it, so it counts for you already.")
	case action == TryRemoval && len(actor.Teams) == 0:
		return fault.Denied("not-your-team", "You can propose only for a team you belong to. Ask an administrator to add you to it.")
	case action == Keep && o.State == ObstacleKept:
		return fault.Refused("obstacle-kept", "It is kept already.")
	case action == Keep && !owner, action == Remove && !owner && !o.Overcome:
		return fault.Denied("not-your-obstacle", "The team that posted it and administrators say what became of it; a team whose experiment against it worked can say that it is removed.")
	}
	return nil
}

// team is for which of the actor's teams the attempt is.
func (a Attempt) team(actor accounts.Actor) (uuid.UUID, error) {
	switch {
	case a.TeamID != nil:
		return *a.TeamID, nil // experiments ask whether it is the actor's
	case len(actor.Teams) == 1:
		return actor.Teams[0], nil
	}
	return uuid.Nil, fault.Bad(fault.Field{Location: "body.team_id", Code: "required", Message: "Choose which of your teams tries it."})
}

// longestTitle is how many characters of an obstacle stand in the title of an
// attempt to remove it.
const longestTitle = 120

// titled are the first words of a text, as a title.
func titled(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	if utf8.RuneCountInString(line) <= longestTitle {
		return line
	}
	short := string([]rune(line)[:longestTitle])
	if at := strings.LastIndexByte(short, ' '); at > longestTitle/2 {
		short = short[:at]
	}
	return strings.TrimRight(short, " ,;:") + "…"
}

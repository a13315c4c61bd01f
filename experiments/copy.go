package experiments

import (
	"github.com/google/uuid"

	"ajar/experiments/door"
	"ajar/experiments/doubt"
	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// Copy is what a clone takes other than its origin has.
type Copy struct {
	TeamID *uuid.UUID `json:"team_id,omitempty" format:"uuid" doc:"The team that tries it; you are a member. Left out: the origin's team if it is yours, else your only team"`
	Title  string     `json:"title,omitempty" maxLength:"200" doc:"Left out: the origin's"`
	As     Purpose    `json:"as,omitempty" enum:"scale,change,repeat" doc:"What follows from its conclusion: do it in more places, change it, repeat it. Left out: just a copy"`
}

// Purpose is what an experiment is cloned for, once it is known how it ended.
type Purpose string

// The purposes of a clone.
const (
	Scale  Purpose = "scale"
	Change Purpose = "change"
	Repeat Purpose = "repeat"
)

// mayFollow refuses to follow what has not ended.
func (c Copy) mayFollow(origin *Experiment) error {
	if c.As != "" && (origin.ConcludedAt == nil || origin.Outcome == NotRun) {
		return fault.Refused("nothing-concluded", "It has not ended yet, so nothing follows from it. Copy it without a purpose, or say first how it ended.")
	}
	return nil
}

// team is for whom the actor copies it.
func (c Copy) team(actor accounts.Actor, origin *Experiment) (uuid.UUID, error) {
	switch {
	case c.TeamID != nil:
		return *c.TeamID, mustBeOf(actor, *c.TeamID)
	case actor.MemberOf(origin.TeamID):
		return origin.TeamID, nil
	case len(actor.Teams) == 1:
		return actor.Teams[0], nil
	case len(actor.Teams) == 0:
		return uuid.Nil, notYourTeam
	}
	return uuid.Nil, fault.Bad(fault.Field{Location: "body.team_id", Code: "required", Message: "Choose which of your teams tries it."})
}

// design is what a clone keeps: the words and the signal, without the answers, and
// without days that have passed. What is concluded leaves none: not everybody reads them.
func (e *Experiment) design(today Day) Proposal {
	p := e.Proposal
	p.Answers, p.ConfirmedDoubts = door.Answers{}, []doubt.Confirmed{}
	for _, day := range []*Day{&p.StartsOn, &p.EndsOn} {
		if *day < today || e.ConcludedAt != nil {
			*day = ""
		}
	}
	return p
}

// stem is what it was cloned or split from; nil when from none.
func (e *Experiment) stem() *uuid.UUID {
	if e.ClonedFrom != nil {
		return e.ClonedFrom
	}
	return e.SplitFrom
}

// Relation is how one experiment is linked to another.
type Relation string

// The relations, as the one whose links they are sees them.
const (
	ClonedFrom Relation = "cloned_from"
	SplitFrom  Relation = "split_from"
	HasClone   Relation = "clone"
	HasPilot   Relation = "pilot"
)

// followed are the relations of a clone that has a purpose: what the origin is to
// it, and what it is to the origin.
var followed = map[Purpose]struct{ origin, clone Relation }{
	"":     {ClonedFrom, HasClone},
	Scale:  {"scaled_from", "scale"},
	Change: {"changed_from", "change"},
	Repeat: {"repeated_from", "repeat"},
}

// Link is an experiment that another was cloned or split from, or into.
type Link struct {
	Relation Relation `json:"relation" enum:"cloned_from,split_from,clone,pilot,scaled_from,scale,changed_from,change,repeated_from,repeat" doc:"What it is to the experiment asked for"`
	Summary
}

package review

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// OfferKind is what accepting an offer does.
type OfferKind string

// The kinds of counter-offer.
const (
	ChangeOffer OfferKind = "change" // the values become the experiment's own, and are judged
	SplitOffer  OfferKind = "split"  // a pilot with the values is split off; the one-way door waits for its decision
)

// OfferState is what became of an offer.
type OfferState string

// The states of a counter-offer.
const (
	OfferOpen       OfferState = "open"
	OfferAccepted   OfferState = "accepted"
	OfferRejected   OfferState = "rejected"
	OfferSuperseded OfferState = "superseded" // by a newer revision, or by the end of the review
	OfferWithdrawn  OfferState = "withdrawn"
)

// Offer is a counter-offer: the values with which a reviewer would see the door
// open. It is bound to the revision of its review. Accepting it is an edit by who
// accepts; who offered it contributes nothing.
type Offer struct {
	ID         uuid.UUID         `json:"id" format:"uuid"` // random: it tells no time
	ReviewID   uuid.UUID         `json:"-"`
	N          int               `json:"n" doc:"Its number within the review"`
	Kind       OfferKind         `json:"kind" enum:"change,split" doc:"change: the values become the experiment's own; split: a pilot with them is split off now, and the one-way door waits for its decision"`
	Changes    experiments.Patch `json:"changes" gorm:"serializer:json" doc:"What would change: a merge patch of the proposal"`
	Message    string            `json:"message"`
	Door       door.Door         `json:"door" enum:"two_way,one_way" doc:"Which door it would give, as judged when it was offered"`
	State      OfferState        `json:"state" enum:"open,accepted,rejected,superseded,withdrawn"`
	PersonID   uuid.UUID         `json:"-"`
	By         string            `json:"by" gorm:"->;-:migration" doc:"The reviewer's name; once it is concluded, readers from outside read no names"`
	CreatedAt  time.Time         `json:"-"`
	At         string            `json:"at" gorm:"-" doc:"A time, or a month where days are not shown"`
	AnsweredBy *uuid.UUID        `json:"-"`
	AnsweredAt *time.Time        `json:"-"`
	Answerer   string            `json:"answered_by,omitempty" gorm:"->;-:migration" doc:"Who accepted, rejected or withdrew it; left out for the system and where persons are not shown"`
	Answered   string            `json:"answered_at,omitempty" gorm:"-" doc:"A time, or a month where days are not shown"`
	Answer     string            `json:"answer,omitempty" doc:"Why the team rejected it"`
	PilotID    *uuid.UUID        `json:"pilot_id,omitempty" format:"uuid" doc:"The pilot that accepting it split off"`

	Differences []experiments.Difference `json:"differences" gorm:"-" doc:"In what it differs from the revision under review"`
	MayAnswer   bool                     `json:"may_answer,omitempty" gorm:"-" doc:"Whether you may accept or reject it"`
	MayWithdraw bool                     `json:"may_withdraw,omitempty" gorm:"-" doc:"Whether you may withdraw it"`
}

// TableName is where GORM keeps offers.
func (Offer) TableName() string { return "counter_offers" }

// OfferInput is what a reviewer offers.
type OfferInput struct {
	Kind    OfferKind         `json:"kind,omitempty" enum:"change,split" default:"change"`
	Changes experiments.Patch `json:"changes" doc:"What shall change: a merge patch of the proposal"`
	Message string            `json:"message" minLength:"1" maxLength:"4000" doc:"Why these values, in a sentence for the team"`
}

// Rejection is the team's no to an offer.
type Rejection struct {
	Reason string `json:"reason" minLength:"1" maxLength:"4000" doc:"Why not, for the reviewer; kept for ever"`
}

// Faults names what the rejection lacks.
func (no Rejection) Faults() []fault.Field {
	return fault.Blank(no.Reason, "body.reason", "Say why not, so that the reviewer can offer something better.")
}

// Accepted is what accepting an offer came to.
type Accepted struct {
	Offer        Offer
	ExperimentID uuid.UUID
}

// maxOffers is how many offers one review takes, whatever became of them.
const maxOffers = 50

// teamsOwn are the fields that no reviewer proposes for a team.
var teamsOwn = []string{"team_id", "template_id", "obstacle_id", "language", "confirmed_doubts"}

// Faults names what the offer lacks.
func (in OfferInput) Faults() []fault.Field {
	return fault.Blank(in.Message, "body.message", "Say why you propose these values.")
}

// applied is the proposal with the offered values. It refuses what is the team's
// own, and what the door is not judged by: that is said in a comment.
func (in OfferInput) applied(p experiments.Proposal) (experiments.Proposal, error) {
	next, err := p.Patched(in.Changes)
	if err != nil {
		return p, fault.Bad(fault.Field{Location: "body.changes", Code: "invalid", Message: "Give values that fit a proposal."})
	}
	changes := p.Compare(next)
	var bad []fault.Field
	for _, name := range changes.Names() {
		if slices.Contains(teamsOwn, name) {
			bad = append(bad, fault.Field{Location: "body.changes." + name, Code: "teams_own", Message: "This is the team's own. Leave it out."})
		}
	}
	if len(bad) == 0 && !changes.Material() {
		bad = append(bad, fault.Field{Location: "body.changes", Code: "not_material", Message: "Change something that the door is judged by; say the rest in a comment."})
	}
	if len(bad) > 0 {
		return p, fault.Bad(bad...)
	}
	return next, nil
}

// within moves the places that a fault names to where the caller wrote them.
func within(place string, err error) error {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || len(f.Fields) == 0 {
		return err
	}
	moved := *f
	moved.Fields = slices.Clone(f.Fields)
	for i := range moved.Fields {
		moved.Fields[i].Location = place + strings.TrimPrefix(moved.Fields[i].Location, "body")
	}
	return &moved
}

// mayOffer refuses who may decide on none of the gates that are closed.
func (s side) mayOffer(gates []Gate) error {
	var refusal error = fault.Refused("review-closed", "No gate is closed in this review.")
	for _, g := range gates {
		if g.State == experiments.Lowered {
			continue
		}
		if refusal = s.mayDecide(g); refusal == nil {
			return nil
		}
	}
	return refusal
}

// mustBeOpen refuses an offer that was answered already, or is no longer possible.
func (o Offer) mustBeOpen() error {
	switch o.State {
	case OfferOpen:
		return nil
	case OfferSuperseded:
		return fault.Refused("offer-superseded", "The proposal or its review has moved on since this was offered. Read the review as it is now.")
	}
	return fault.Refused("offer-answered", "This offer is no longer open: it is %s.", o.State)
}

// mustBeTheTeam refuses everyone who is not of the experiment's team.
func mustBeTheTeam(actor accounts.Actor, e *experiments.Experiment) error {
	if actor.MemberOf(e.TeamID) {
		return nil
	}
	return fault.Denied("not-your-team", "Only the experiment's team can do this. Ask someone of the team.")
}

// outdated says of an offer that could be taken when it was made, and now lacks
// something, what it lacks.
func outdated(err error) error {
	lacks, ok := errors.AsType[*fault.Error](err)
	if !ok || lacks.Kind != fault.Invalid {
		return err
	}
	refusal := fault.Refused("offer-outdated", "This cannot be taken as it was offered any more. Edit the proposal yourselves, or ask for another offer.")
	refusal.Fields = lacks.Fields
	return within("body.changes", refusal)
}

// tell says when and by whom, as far as that is seen.
func (o *Offer) tell(r reader) {
	o.At, o.Answered = r.sight.Moment(o.CreatedAt), r.moment(o.AnsweredAt)
	if !r.sight.Full {
		o.By, o.Answerer = aReviewer[r.language], ""
	}
}

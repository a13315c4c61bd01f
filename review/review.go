// Package review is the short, fair thinking-through of a one-way door.
//
// There is one review for every revision whose door is closed. Each closed gate
// is decided by a member of that gate's route, who is neither a contributor nor
// of the team. A decision names the revision that was read; it never lands on
// another. Silence is never a yes.
package review

import (
	"time"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/fault"
)

// State is how far a review is.
type State string

// The states of a review.
const (
	Open       State = "open"
	Approved   State = "approved"
	Declined   State = "declined"
	Superseded State = "superseded" // a newer revision took its place
	Expired    State = "expired"
	Withdrawn  State = "withdrawn"
)

// Turn is who moves next.
type Turn string

// Whose turn it is: always one of the two.
const (
	TeamTurn  Turn = "team"
	RouteTurn Turn = "route"
)

// Review is one revision of a one-way door before its reviewers.
type Review struct {
	ID           uuid.UUID  `json:"id" format:"uuid"`
	ExperimentID uuid.UUID  `json:"-"`
	Experiment   Named      `json:"experiment" gorm:"-"`
	Revision     int        `json:"revision"`
	State        State      `json:"state" enum:"open,approved,declined,superseded,expired,withdrawn"`
	Gates        []Gate     `json:"gates" gorm:"-"`
	Turn         Turn       `json:"turn" enum:"team,route"`
	WaitingSince time.Time  `json:"waiting_since" doc:"Since when it is their turn"`
	AnsweredAt   *time.Time `json:"-"` // when the team last edited in its turn
	Waiting
	Version  int        `json:"-"`
	OpenedAt time.Time  `json:"opened_at"`
	ClosedAt *time.Time `json:"closed_at,omitempty"`

	MonthsOnly bool `json:"months_only,omitempty" gorm:"-" doc:"You read months and no days: every time and day here is the first of its month"`
}

// Named is the experiment a review is about.
type Named struct {
	ID     uuid.UUID `json:"id" format:"uuid"`
	Key    string    `json:"key" example:"E-42"`
	Title  string    `json:"title"`
	TeamID uuid.UUID `json:"team_id" format:"uuid"`

	sight experiments.Sight
}

// Gate is one closed gate of the review.
type Gate struct {
	Gate  string                       `json:"gate"`
	Route string                       `json:"route"`
	State experiments.RequirementState `json:"state" enum:"not_needed,open,met,dismissed,lowered"`

	decidedFor *uuid.UUID // whom the decision that is being made is made for

	Asked    string `json:"asked,omitempty" enum:"members,person,backups,administrators" doc:"How far it has gone while it is the routes' turn: the route's members are asked, the person it was handed to, its backups, or the administrators"`
	HandedTo string `json:"handed_to,omitempty" doc:"The name of the reviewer it was handed to"`
	Nobody   bool   `json:"nobody,omitempty" doc:"Nobody can decide on it now; the administrators are asked to find somebody"`

	// Read with one review, not in the inbox.
	Rule      string             `json:"rule,omitempty" doc:"The rule that closes it"`
	Message   string             `json:"message,omitempty" doc:"Why it is closed, in a plain sentence"`
	Raised    *experiments.Raise `json:"raised,omitempty" doc:"Who raised it and why, where no rule closes it alone"`
	MayDecide bool               `json:"may_decide,omitempty" doc:"Whether you may decide on it, and lower it; left out where you may not, and in lists"`
	Decisions []Decision         `json:"decisions,omitempty"`
	Lowerings []Lowering         `json:"lowerings,omitempty" doc:"When it was lowered, and why"`
}

// Lowering is a reviewer's word that one gate need not be closed, at exactly the
// revision of its review. Its reason is kept for ever.
type Lowering struct {
	ID        uuid.UUID `json:"-"`
	ReviewID  uuid.UUID `json:"-"`
	Gate      string    `json:"-"`
	PersonID  uuid.UUID `json:"-"`
	By        string    `json:"by" gorm:"->;-:migration" doc:"The reviewer's name; once it is concluded, readers from outside read no names"`
	Reason    string    `json:"reason"`
	CreatedAt time.Time `json:"-"`
	At        string    `json:"at" gorm:"-" doc:"A time, or a month where days are not shown"`
}

// Decision is what a reviewer said of one gate; its reason is kept for ever.
type Decision struct {
	ID          uuid.UUID  `json:"id" format:"uuid" doc:"Where days are not shown, another that tells no time"`
	ReviewID    uuid.UUID  `json:"-"`
	Gate        string     `json:"gate"`
	PersonID    uuid.UUID  `json:"-"`
	By          string     `json:"by" gorm:"->;-:migration" doc:"The reviewer's name; once it is concluded, readers from outside read no names"`
	Verdict     Verdict    `json:"verdict" enum:"approve,approve_with_conditions,disagree_and_commit,request_changes,decline"`
	Reason      string     `json:"reason,omitempty"`
	CreatedAt   time.Time  `json:"created_at"`
	ForPersonID *uuid.UUID `json:"-"`
	For         string     `json:"for,omitempty" gorm:"->;-:migration;column:for_name" doc:"In whose stead it was decided; left out where persons are not shown"`
	DismissedAt *time.Time `json:"dismissed_at,omitempty" doc:"When the system dismissed it, because a newer revision took its place or the gate was lowered"`
}

// Full is a review with the words that were reviewed.
type Full struct {
	Review
	Proposal      experiments.Proposal      `json:"proposal" doc:"The revision under review"`
	Conditions    []experiments.Requirement `json:"conditions"`
	CounterOffers []Offer                   `json:"counter_offers" doc:"In the order they were made"`
	HandOvers     []HandOver                `json:"hand_overs" doc:"Gates that were handed to somebody else, oldest first"`
	UndoDrills    []experiments.UndoDrill   `json:"undo_drills,omitempty" doc:"Tries of the undo, oldest first, also of other revisions"`
	Changes       []experiments.Difference  `json:"changes" doc:"What differs from the last revision that was decided on"`
	Edited        []experiments.Difference  `json:"edited" doc:"What the team has changed since, without a new revision: decisions hold"`
	ChangesFrom   int                       `json:"changes_from,omitempty" doc:"The number of that revision"`
}

// Lower is what a reviewer says to lower one gate of a revision.
type Lower struct {
	Revision int    `json:"revision" minimum:"1" maximum:"2147483647" doc:"The revision you read"`
	Gate     string `json:"gate" minLength:"1" maxLength:"40"`
	Reason   string `json:"reason" minLength:"1" maxLength:"4000" doc:"Why it need not be closed; kept for ever"`
}

// Faults names what lowering lacks.
func (l Lower) Faults() []fault.Field {
	return fault.Blank(l.Reason, "body.reason", "Say why this gate need not be closed; it is kept.")
}

// Answer is what a reviewer decides on one or more gates of a revision.
type Answer struct {
	Revision   int                     `json:"revision" minimum:"1" maximum:"2147483647" doc:"The revision you read"`
	Gates      []string                `json:"gates" minItems:"1" maxItems:"17" uniqueItems:"true"`
	Verdict    Verdict                 `json:"verdict" enum:"approve,approve_with_conditions,disagree_and_commit,request_changes,decline"`
	Reason     string                  `json:"reason,omitempty" maxLength:"4000" doc:"Required to ask for changes and to decline"`
	Conditions []experiments.Condition `json:"conditions,omitempty" maxItems:"20" doc:"Required by approve_with_conditions"`
}

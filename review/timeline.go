package review

import (
	"time"

	"github.com/google/uuid"

	"ajar/experiments/door"
	"ajar/internal/markdown"
)

// EntryKind is what an entry of a timeline tells.
type EntryKind string

// What a timeline tells.
const (
	RevisionEntry  EntryKind = "revision"
	DecisionEntry  EntryKind = "decision"
	DismissedEntry EntryKind = "dismissed" // by the system
	LoweredEntry   EntryKind = "lowered"
	RaisedEntry    EntryKind = "raised"
	OfferEntry     EntryKind = "counter_offer"
	AnswerEntry    EntryKind = "counter_offer_answered"
	ConditionEntry EntryKind = "condition_met"
	HandOverEntry  EntryKind = "handed_over"
	CommentEntry   EntryKind = "comment"
	TurnEntry      EntryKind = "turn"
	EndedEntry     EntryKind = "ended"
)

// Entry is one thing that was said or happened in the reviews of an experiment.
type Entry struct {
	ID       uuid.UUID  `json:"id" format:"uuid" doc:"Names the entry, for links to it; it never changes"`
	Kind     EntryKind  `json:"kind" enum:"revision,decision,dismissed,lowered,raised,counter_offer,counter_offer_answered,condition_met,handed_over,comment,turn,ended"`
	At       string     `json:"at" doc:"A time, or a month where days are not shown"`
	By       string     `json:"by,omitempty" doc:"Who; left out for the system, and where persons are not shown"`
	ReviewID *uuid.UUID `json:"review_id,omitempty" format:"uuid" doc:"The review of that revision, when there was one"`
	Revision int        `json:"revision" doc:"At which revision"`

	Gate    string     `json:"gate,omitempty" doc:"The gate it is about"`
	For     string     `json:"for,omitempty" doc:"In whose stead it was decided; left out where persons are not shown"`
	To      string     `json:"to,omitempty" doc:"To whom the turn was handed; left out for the backups, and where persons are not shown"`
	Verdict Verdict    `json:"verdict,omitempty" enum:"approve,approve_with_conditions,disagree_and_commit,request_changes,decline" doc:"Of a decision, also of one that was dismissed"`
	Door    door.Door  `json:"door,omitempty" enum:"two_way,one_way" doc:"Of a revision, as the policy judged it; of an offer, as it was judged when it was made"`
	Turn    Turn       `json:"turn,omitempty" enum:"team,route" doc:"Whose turn it became"`
	State   string     `json:"state,omitempty" enum:"accepted,rejected,superseded,withdrawn,declined,expired" doc:"What became of an offer, or how the review ended without an approval"`
	N       int        `json:"n,omitempty" doc:"The number of the offer or the condition"`
	Text    string     `json:"text,omitempty" doc:"The reason, the message, or the condition"`
	Note    string     `json:"note,omitempty" doc:"How the team met the condition"`
	PilotID *uuid.UUID `json:"pilot_id,omitempty" format:"uuid" doc:"The pilot that accepting an offer split off"`
	Comment *Comment   `json:"comment,omitempty"`
}

// happening is an entry as it is read from the tables, all in one shape.
type happening struct {
	Kind     EntryKind
	ID       string
	At       time.Time
	PersonID *uuid.UUID
	ReviewID *uuid.UUID
	Revision int
	Gate     string
	What     string // the verdict, the door, the turn or the state, as the kind has one
	N        int
	Text     string
	Note     string
	PilotID  *uuid.UUID
	OtherID  *uuid.UUID // in whose stead it was decided, or to whom it was handed
}

// entryID names an entry for ever. It is made of what it tells of, so that it tells
// no time itself.
func entryID(kind EntryKind, id string) uuid.UUID {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(string(kind)+":"+id))
}

// linkTo is the address of an entry on the review's page.
func (r Review) linkTo(kind EntryKind, id string) string {
	return "/reviews/" + r.ID.String() + "#" + entryID(kind, id).String()
}

// entry is a happening as the reader may see it; names are those of the people in it.
func (h happening) entry(r reader, names markdown.Names) Entry {
	e := Entry{ID: entryID(h.Kind, h.ID), Kind: h.Kind, At: r.sight.Moment(h.At), By: called(names, h.PersonID), ReviewID: h.ReviewID, Revision: h.Revision,
		Gate: h.Gate, N: h.N, Text: h.Text, Note: h.Note, PilotID: h.PilotID}
	switch h.Kind {
	case DecisionEntry, DismissedEntry:
		e.Verdict, e.For = Verdict(h.What), called(names, h.OtherID)
	case HandOverEntry:
		e.To = called(names, h.OtherID)
	case RevisionEntry, OfferEntry:
		e.Door = door.Door(h.What)
	case TurnEntry:
		e.Turn = Turn(h.What)
	case AnswerEntry, EndedEntry:
		e.State = h.What
	}
	if !r.sight.Full {
		e.By, e.For, e.To = h.part(r.language), "", ""
	}
	return e
}

func called(names markdown.Names, id *uuid.UUID) string {
	if id == nil {
		return ""
	}
	return names[*id]
}

// part is who did it, where persons are not shown: a reviewer, the team, or nobody.
func (h happening) part(language string) string {
	switch h.Kind {
	case DecisionEntry, LoweredEntry, OfferEntry, HandOverEntry:
		return aReviewer[language]
	case RevisionEntry, ConditionEntry:
		return theTeam[language]
	}
	return ""
}

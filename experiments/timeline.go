package experiments

import (
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"ajar/internal/audit"
)

// Kind is what an event tells: what it happened to, and what happened.
type Kind string

// Kinds are all that an experiment's timeline may tell, in the order of the
// alphabet: what happens to it, to its review and to its lesson, and an earned door
// that its harm withdraws.
var Kinds = func() (kinds []Kind) {
	for _, kind := range audit.Kinds() {
		noun, _, _ := strings.Cut(kind, ".")
		if slices.Contains([]string{"comment", "counter_offer", "experiment", "lesson", "review"}, noun) || kind == "template.door_withdrawn" {
			kinds = append(kinds, Kind(kind))
		}
	}
	return kinds
}()

// Happening is one entry of an experiment's timeline. To readers from outside
// the team, its routes and the administrators, a concluded experiment tells
// months instead of days and names nobody.
type Happening struct {
	Seq     int64        `json:"-"`
	ID      uuid.UUID    `json:"id" format:"uuid" doc:"Names the entry for ever, and is the same for every reader"`
	Link    string       `json:"link" doc:"Its address on the pages"`
	At      string       `json:"at" doc:"A time, or a month where days are not shown"`
	Kind    Kind         `json:"kind" example:"experiment.started"`
	By      string       `json:"by,omitempty" doc:"Who; left out for the system and where persons are not shown"`
	Data    any          `json:"data" doc:"States, revision and names of changed fields"`
	Made    int          `json:"made,omitempty" doc:"The number of the revision it made, from the second on"`
	Changes []Difference `json:"changes,omitempty" doc:"What differs in that revision from the one before"`
}

// happening is an event as the reader may see it.
func (e *Experiment) happening(event audit.Event, names map[uuid.UUID]string) Happening {
	full := e.Sight.Full
	h := Happening{Seq: event.Seq, ID: e.entryID(event), At: e.Sight.Moment(event.At), Kind: Kind(event.Kind), Data: event.Data}
	h.Link = "/experiments/" + e.Key + "?tab=history&event=" + h.ID.String()
	if full && event.Actor != nil {
		h.By = names[*event.Actor]
	}
	if data, ok := event.Data.(map[string]any); ok && !full {
		maps.DeleteFunc(data, func(name string, _ any) bool { return !slices.Contains(toldToAll, name) })
	}
	return h
}

// toldToAll is what an event keeps that names no person and no day.
var toldToAll = []string{"from", "to", "revision", "fields", "gate", "joined", "stem", "because", "review", "offer", "kind", "pilot", "comment", "edition", "door"}

// entryID names an event in links that outsiders may get, too: its own id would
// tell its millisecond.
func (e *Experiment) entryID(event audit.Event) uuid.UUID { return uuid.NewSHA1(e.ID, event.ID[:]) }

// differ adds what a revision changed.
func (h *Happening) differ(before, after *Revision) (err error) {
	h.Made = after.Number
	h.Changes, err = before.Proposal.Difference(after.Proposal)
	return err
}

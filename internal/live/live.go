// Package live tells open pages what changed, so that they follow.
//
// The truth is the log of events (package audit). Each server reads it once for
// all its streams: when a commit wakes it, and now and then by itself. What it
// read it keeps for a while, so that a stream which comes back goes on where it
// was; one that was away for longer is told that everything may have changed.
//
// A stream says which things changed, never what about them or who did it, and
// only to those who may see them. Telling something twice does no harm: who is
// told reads it again.
package live

import (
	"slices"

	"github.com/google/uuid"
)

// Change is what a stream tells of.
type Change struct {
	What       What       `json:"what" enum:"experiment,review,comment,lesson,template,policy,organisation,route,moment,team,person,you,everything,bye" doc:"The kind of thing that changed. you: what concerns you alone, such as your notifications. everything: the stream missed some changes. bye: you are signed out, and the stream ends"`
	ID         string     `json:"id,omitempty" doc:"Which one: an id, a route's name or a policy's version; left out where there is one alone"`
	Experiment *uuid.UUID `json:"experiment,omitempty" format:"uuid" doc:"The experiment to which it belongs"`
	Key        string     `json:"key,omitempty" example:"E-42" doc:"The key of that experiment"`
	Near       bool       `json:"near,omitempty" doc:"It is of one of your teams, or of what your routes review"`
	Yours      bool       `json:"yours,omitempty" doc:"You changed it yourself"`
}

// What is the kind of a thing that changed.
type What string

// What a stream tells beside the things of the log.
const (
	You        What = "you"
	Everything What = "everything"
	Bye        What = "bye"
)

// Audience says who may be told of an experiment's changes: always its team.
type Audience struct {
	Key      string
	Team     uuid.UUID
	Routes   []string // that review it
	Everyone bool     // everyone signed in
	Routers  bool     // who serves one of the routes, and administrators
}

// Viewer is who follows a stream, as they were when they were last looked up.
type Viewer struct {
	Person uuid.UUID
	Teams  []uuid.UUID
	Routes []string // that they may decide for
	Admin  bool
}

// happening is an event of the log with what is needed to tell it.
type happening struct {
	tx         uint64 // its place: PostgreSQL's transaction, SQLite's number
	kind       string
	what       What
	id         string
	actor      uuid.UUID
	experiment uuid.UUID // Nil: of none
	audience   Audience
	lines      [4][]byte // the messages that tell it, by lineOf
}

// rules say who may be told of each kind of thing; what is not here is told to nobody.
var rules = map[What]func(h *happening, v Viewer) bool{
	"experiment":   (*happening).ofExperiment,
	"review":       (*happening).ofExperiment,
	"comment":      (*happening).ofExperiment,
	"lesson":       (*happening).ofLesson,
	"template":     (*happening).ofTemplate,
	"policy":       anyone,
	"organisation": anyone,
	"route":        anyone,
	"moment":       anyone,
	"team":         anyone,
	"person":       func(_ *happening, v Viewer) bool { return v.Admin },
}

func anyone(*happening, Viewer) bool { return true }

// ofExperiment: what was never submitted is its team's alone. Of what is concluded
// others read months and not days, so they are not told when it changes.
func (h *happening) ofExperiment(v Viewer) bool {
	a := h.audience
	return a.Everyone || slices.Contains(v.Teams, a.Team) || a.Routers && (v.Admin || v.serves(a))
}

// ofLesson: what is not published is the team's alone.
func (h *happening) ofLesson(v Viewer) bool {
	if h.kind == "lesson.saved" {
		return slices.Contains(v.Teams, h.audience.Team)
	}
	return h.ofExperiment(v)
}

// ofTemplate: a door that an experiment's harm withdrew is told to those who may be
// told of that experiment. Others read its month, and to the second is when they
// would be told.
func (h *happening) ofTemplate(v Viewer) bool {
	return h.experiment == uuid.Nil || h.ofExperiment(v)
}

func (v Viewer) serves(a Audience) bool {
	return slices.ContainsFunc(a.Routes, func(route string) bool { return slices.Contains(v.Routes, route) })
}

// toldTo is the message in which a viewer is told of it; nil when it is not theirs to know.
func (h *happening) toldTo(v Viewer) []byte {
	may := rules[h.what]
	if may == nil || !may(h, v) {
		return nil
	}
	near := h.experiment != uuid.Nil && (slices.Contains(v.Teams, h.audience.Team) || v.serves(h.audience))
	return h.lines[lineOf(near, h.actor == v.Person)]
}

func lineOf(near, yours bool) (n int) {
	if near {
		n |= 1
	}
	if yours {
		n |= 2
	}
	return n
}

// write makes the messages once for all viewers, whose streams then need no stack
// to make them.
func (h *happening) write() {
	if rules[h.what] == nil {
		return
	}
	for _, near := range []bool{false, true} {
		for _, yours := range []bool{false, true} {
			c := Change{What: h.what, ID: h.id, Near: near, Yours: yours}
			if h.experiment != uuid.Nil && h.what != "template" { // a template belongs to none
				c.Experiment, c.Key = &h.experiment, h.audience.Key
			}
			h.lines[lineOf(near, yours)] = line(c)
		}
	}
}

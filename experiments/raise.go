package experiments

import (
	"time"

	"github.com/google/uuid"

	"ajar/internal/fault"
)

// Raise is somebody's word that something here is hard to undo: it closes a gate,
// whatever the policy says, at every revision until a reviewer of its route lowers
// it. Anyone who sees the experiment may raise its door; whoever does contributes
// nothing to it by that. To readers from outside the team, its routes and the
// administrators, a concluded experiment tells the month and nobody's name.
type Raise struct {
	ID           uuid.UUID  `json:"-"`
	ExperimentID uuid.UUID  `json:"-"`
	Revision     int        `json:"revision" doc:"The revision at which it was raised"`
	Gate         string     `json:"gate" doc:"The key of an answer, or lead"`
	Route        string     `json:"route" doc:"Whose reviewers may approve or lower it"`
	Reason       string     `json:"reason" doc:"In the words of who raised it"`
	RaisedBy     uuid.UUID  `json:"-"`
	RaisedAt     time.Time  `json:"-"`
	LoweredAt    *time.Time `json:"-"`
	At           string     `json:"at" gorm:"-" doc:"A time, or a month where days are not shown"`
	By           string     `json:"by,omitempty" gorm:"->;-:migration" doc:"Who raised it; left out where persons are not shown"`
}

// Raising is why somebody raises a door.
type Raising struct {
	Reason string `json:"reason" minLength:"1" maxLength:"4000" doc:"What is hard to undo, for the team and the reviewers; kept for ever"`
}

// Faults names what it lacks.
func (r Raising) Faults() []fault.Field {
	return fault.Blank(r.Reason, "body.reason", "Say what is hard to undo; the team and the reviewers need it to go on.")
}

// Tell writes when it was raised and by whom, as far as that is seen.
func (r *Raise) Tell(sight Sight) {
	r.At = sight.Moment(r.RaisedAt)
	if !sight.Full {
		r.By = ""
	}
}

// tell reduces what was read to what is seen of it.
func (e *Experiment) tell(sight Sight) {
	e.Sight = sight
	for i := range e.Raised {
		e.Raised[i].Tell(sight)
	}
	sight.Blur(e)
}

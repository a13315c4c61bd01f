package experiments

import (
	"time"

	"github.com/google/uuid"

	"ajar/internal/accounts"
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

// Tell writes when it was raised, for readers who may see days and persons or not.
func (r *Raise) Tell(full bool) {
	r.At = Moment(r.RaisedAt, full)
	if !full {
		r.By = ""
	}
}

// Moment is a time as readers may see it: in full, or its month alone.
func Moment(at time.Time, full bool) string {
	if full {
		return at.Format(time.RFC3339Nano)
	}
	return at.Format("2006-01")
}

// tell leaves out the days and persons that the reader may not see. It needs the
// requirements that were loaded.
func (e *Experiment) tell(actor accounts.Actor) {
	full := e.fullyShownTo(actor)
	for i := range e.Raised {
		e.Raised[i].Tell(full)
	}
	if !full {
		e.UndoDrills, e.Conclusion = MonthsOf(e.UndoDrills), e.Conclusion.toldByMonth()
	}
}

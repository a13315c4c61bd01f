package review

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/fault"
)

// HandOver is a reviewer's turn on a gate that was handed to another reviewer of its
// route, or to its backups.
type HandOver struct {
	ID        uuid.UUID  `json:"-"`
	ReviewID  uuid.UUID  `json:"-"`
	Gate      string     `json:"gate"`
	FromID    uuid.UUID  `json:"-"`
	From      string     `json:"from" gorm:"->;-:migration;column:from_name" doc:"Whose turn it was; once it is concluded, readers from outside read no names"`
	ToID      *uuid.UUID `json:"-"` // nil: the backups
	To        string     `json:"to,omitempty" gorm:"->;-:migration;column:to_name" doc:"Who has it now; left out: the backups, and where persons are not shown"`
	Note      string     `json:"note,omitempty"`
	CreatedAt time.Time  `json:"-"`
	At        string     `json:"at" gorm:"-" doc:"A time, or a month where days are not shown"`
	EndedAt   *time.Time `json:"-"` // when another took its place
}

// HandingOver is what a reviewer says to hand gates over.
type HandingOver struct {
	Gates []string   `json:"gates,omitempty" maxItems:"17" uniqueItems:"true" doc:"Left out: every gate that is open and yours to decide on"`
	To    *uuid.UUID `json:"to,omitempty" doc:"Another reviewer of the route who can decide; left out: its backups"`
	Note  string     `json:"note,omitempty" maxLength:"2000" doc:"For whoever gets it"`
}

// toThemselves names who hands over to themselves.
func (in HandingOver) toThemselves(person uuid.UUID) []fault.Field {
	if in.To == nil || *in.To != person {
		return nil
	}
	return []fault.Field{{Location: "body.to", Code: "yourself", Message: "It is yours already. Choose somebody else, or leave it to the backups."}}
}

// open picks the gates that are handed over: those named, else those that are open
// and the person's to decide on. What is not open is a bad field.
func (in HandingOver) open(gates []Gate, as side) ([]Gate, error) {
	if len(in.Gates) == 0 {
		return as.open(gates)
	}
	named, err := chosen(gates, in.Gates)
	if err != nil {
		return nil, err
	}
	var bad []fault.Field
	for i, g := range named {
		if err := as.mayDecide(g); err != nil {
			return nil, err
		}
		if g.State != experiments.Open {
			bad = append(bad, fault.Field{Location: fmt.Sprintf("body.gates[%d]", i), Code: "not_open", Message: "This gate is decided on already. Leave it out."})
		}
	}
	return named, fault.Also(nil, bad)
}

// open are the open gates on which the person may decide; when there is none, why.
func (s side) open(gates []Gate) ([]Gate, error) {
	var theirs []Gate
	var refusal error = fault.Refused("review-closed", "No gate is open in this review.")
	for _, g := range gates {
		if g.State != experiments.Open {
			continue
		}
		if err := s.mayDecide(g); err != nil {
			refusal = err
			continue
		}
		theirs = append(theirs, g)
	}
	if len(theirs) == 0 {
		return nil, refusal
	}
	return theirs, nil
}

func (h *HandOver) tell(r reader) {
	h.At = r.sight.Moment(h.CreatedAt)
	if !r.sight.Full {
		h.From, h.To = aReviewer[r.language], ""
	}
}

package review

import (
	"time"

	"github.com/google/uuid"
)

// HandOver is a reviewer's turn on a gate that was handed to another reviewer of its
// route, or to its backups.
type HandOver struct {
	ID        uuid.UUID
	ReviewID  uuid.UUID
	Gate      string
	FromID    uuid.UUID
	ToID      *uuid.UUID // nil: the backups
	Note      string
	CreatedAt time.Time
	EndedAt   *time.Time // when another took its place
}

// HandingOver is what a reviewer says to hand gates over.
type HandingOver struct {
	Gates []string   `json:"gates,omitempty" maxItems:"17" uniqueItems:"true" doc:"Left out: every gate that is open and yours to decide on"`
	To    *uuid.UUID `json:"to,omitempty" doc:"Another reviewer of the route who can decide; left out: its backups"`
	Note  string     `json:"note,omitempty" maxLength:"2000" doc:"For whoever gets it"`
}

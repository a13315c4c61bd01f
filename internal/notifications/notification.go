// Package notifications keeps what people are told: rows that are written in the
// transaction of the change they tell of, one for each person.
//
// A row holds a code, figures and ids, never words: those are made when it is
// read, in the reader's language, by the table in messages.go. Whoever sends a
// new kind adds its code and its sentences there.
package notifications

import (
	"time"

	"github.com/google/uuid"
)

// Notification is one thing that one person is told.
type Notification struct {
	ID         uuid.UUID         `json:"id" format:"uuid"`
	PersonID   uuid.UUID         `json:"-"` // who is told
	Code       Code              `json:"code" example:"review.asked" doc:"What it tells, stable for programs"`
	Params     map[string]string `json:"params" gorm:"serializer:json" doc:"Figures and days that the message names"`
	ActorID    *uuid.UUID        `json:"-"` // whose doing it tells of, nil: the program's own
	By         string            `json:"by,omitempty" gorm:"->;-:migration" doc:"Whose doing it tells of; left out for the registry itself"`
	Experiment *uuid.UUID        `json:"-" gorm:"column:experiment_id"` // what it is about
	Link       string            `json:"link" example:"/reviews/0192f0c0-0000-7000-8000-000000000001" doc:"The page to open"`
	CreatedAt  time.Time         `json:"created_at"`
	ReadAt     *time.Time        `json:"read_at,omitempty" doc:"Left out while it is unread"`
}

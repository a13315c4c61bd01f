// Package notifications keeps what people are told: rows that are written in the
// transaction of the change they tell of, one for each person.
//
// A row holds a code, figures and ids, never words: those are made when it is
// read, in the reader's language, by the table in messages.go. Whoever sends a
// new kind adds its code and its sentences there.
package notifications

import (
	"maps"
	"time"

	"github.com/google/uuid"
)

// Notification is one thing that one person is told.
type Notification struct {
	ID         uuid.UUID         `json:"id" format:"uuid" doc:"May be another once the experiment is concluded; both are understood"`
	PersonID   uuid.UUID         `json:"-"` // who is told
	Code       Code              `json:"code" example:"review.asked" doc:"What it tells, stable for programs"`
	Params     map[string]string `json:"params" gorm:"serializer:json" doc:"Figures and days that the message names"`
	ActorID    *uuid.UUID        `json:"-"` // whose doing it tells of, nil: the program's own
	By         string            `json:"by,omitempty" gorm:"->;-:migration" doc:"Whose doing it tells of; left out for the registry itself"`
	Experiment *uuid.UUID        `json:"-" gorm:"column:experiment_id"` // what it is about
	Link       string            `json:"link" example:"/reviews/0192f0c0-0000-7000-8000-000000000001" doc:"The page to open"`
	CreatedAt  time.Time         `json:"created_at"`
	ReadAt     *time.Time        `json:"read_at,omitempty" doc:"Left out while it is unread"`
	MonthsOnly bool              `json:"months_only,omitempty" gorm:"-" doc:"You read months and no days of what it is about: created_at is the first of its month, and the id tells no time"`
}

// Hide takes out of a notification what a reader of its experiment does not see any more:
// its day, which month stands for, and whose doing it was; id is one that tells no time.
// What follows from a day of the reader's own work stays.
func (n *Notification) Hide(month time.Time, id uuid.UUID) {
	if n.Code == FollowUpDue || n.Code == FollowUpOverdue {
		return
	}
	n.ID, n.CreatedAt, n.By, n.MonthsOnly = id, month, "", true
	n.Params = maps.Clone(n.Params)
	for name, value := range n.Params {
		if _, err := time.Parse(time.DateOnly, value); err == nil {
			n.Params[name] = value[:len("2006-01")]
		}
	}
}

// Package audit keeps the log of what happened. Events are written in the
// transaction of the change they tell of, and are never changed or removed.
package audit

import (
	"time"

	"github.com/google/uuid"
)

// Event is one thing that happened.
type Event struct {
	Seq        int64      `json:"seq" gorm:"->;primaryKey;autoIncrement:false"` // order of writing; set by the database, and nobody waits for it
	ID         uuid.UUID  `json:"id"`
	At         time.Time  `json:"at"`
	Actor      *uuid.UUID `json:"actor_id" nullable:"true" gorm:"column:actor_id"` // nil: the program itself
	Kind       string     `json:"kind"`                                            // "person.created": noun and past participle
	Subject    string     `json:"subject"`                                         // "person:<id>": what it happened to
	Experiment *uuid.UUID `json:"experiment_id" nullable:"true" gorm:"column:experiment_id"`
	Data       any        `json:"data" gorm:"serializer:json"` // an object without personal data; nil: {}
}

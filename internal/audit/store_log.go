package audit

import (
	"context"
	"encoding/hex"

	"github.com/google/uuid"

	"ajar/internal/database"
)

// Logged is an event with its place in the chain.
type Logged struct {
	Event
	By       string `json:"by,omitempty" gorm:"->" doc:"Who; left out for the program itself"`
	Position *int64 `json:"position" gorm:"->" nullable:"true" doc:"Its place in the chain; null until it is chained, a second or two later"`
	Sealed   []byte `json:"-" gorm:"->;column:hash"`
	Hash     string `json:"hash,omitempty" gorm:"-" doc:"The hash of the chain up to here"`
}

// Filter narrows the log; the zero value is its newest part.
type Filter struct {
	Kind       string
	Experiment uuid.UUID // Nil: of every one and of none
	Before     int64     // only events with smaller numbers; 0: from the newest
	Limit      int
}

// List reads the log, newest first, and whether there is more: one statement. It is
// for administrators: it tells days and persons, also where others see neither.
func List(ctx context.Context, db *database.DB, f Filter) ([]Logged, bool, error) {
	q := db.Read(ctx).Table("events").Select("events.*, people.name AS by, c.position, c.hash").
		Joins("LEFT JOIN people ON people.id = events.actor_id").Joins("LEFT JOIN audit_chain c ON c.seq = events.seq")
	switch {
	case f.Kind != "" && f.Experiment != uuid.Nil:
		q = q.Where("(kind = ?) IS TRUE", f.Kind) // by the index of its experiment, of which less happened
	case f.Kind != "":
		q = q.Where("kind = "+database.Literals(f.Kind)+" AND kind = ?", f.Kind)
	}
	if f.Experiment != uuid.Nil {
		q = q.Where("experiment_id = ?", f.Experiment)
	}
	if f.Before > 0 {
		q = q.Where("events.seq < ?", f.Before)
	}
	found, more, err := database.Page[Logged](q.Order("events.seq DESC"), f.Limit)
	for i := range found {
		found[i].Hash = hex.EncodeToString(found[i].Sealed)
	}
	return found, more, err
}

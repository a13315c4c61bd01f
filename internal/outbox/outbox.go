// Package outbox keeps work that is to be done later, or that must not be lost:
// a table of jobs that are put in the transaction of the change that asks for
// them, and workers that run what is due.
//
// A job is run by one worker of one replica at a time, at least once. A worker
// that dies loses it when its lease runs out, and another takes it; so a handler
// must be harmless when it comes late or twice. A job whose handler fails comes
// again, after longer and longer waits, until it is dead: it then stays where it
// is, to be seen.
package outbox

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"
)

// Job is one piece of work.
type Job struct {
	ID       uuid.UUID       // made by Put
	Kind     string          // which handler does it: "experiment.ends"
	Key      string          // Put replaces the job of this kind and key; "": it stands alone
	Data     json.RawMessage `gorm:"serializer:json"` // what the handler needs: ids and figures, no personal data; nil: {}
	RunAt    time.Time       // not before this time
	Attempts int             // how often it was taken; set by the worker
	Lease    *uuid.UUID      // which taking of it is the present one, nil when none is
	DeadAt   *time.Time      // since when it is given up
	Error    string          // why the last attempt failed
}

// Handler does one kind of job. It may come late, twice, or at the same time as
// another of the same key that replaced it. Its context ends before the lease
// does. An error, which must hold no personal data, brings the job back later.
type Handler func(ctx context.Context, job Job) error

// OfID makes a handler of what does jobs whose key is an id.
func OfID(do func(ctx context.Context, id uuid.UUID) error) Handler {
	return func(ctx context.Context, job Job) error {
		id, err := uuid.Parse(job.Key)
		if err != nil {
			return err
		}
		return do(ctx, id)
	}
}

const (
	// lease is how long a worker may take; after it another takes the job.
	lease = 5 * time.Minute
	// margin is left to say how a job ended while the lease still holds.
	margin = 30 * time.Second
	// attempts is how often a job is tried, which with backoff takes about
	// twelve hours.
	attempts = 20
)

// backoff is the wait after a failed attempt: ten seconds, twice as long each
// time, at most an hour.
func backoff(attempt int) time.Duration {
	const doublings = 9 // more than reach the hour, fewer than overflow
	return min(10*time.Second<<min(attempt-1, doublings), time.Hour)
}

package audit

import (
	"context"

	"github.com/google/uuid"

	"ajar/internal/clock"
	"ajar/internal/database"
)

// Written is the note that tells every process, after the commit, that there are
// events to read.
const Written = "events"

// Record writes events with the transaction that ctx carries. ID and Seq are
// made here, and At when it is zero. Data may hold ids, never names, addresses
// or what somebody wrote: the log outlives an erased person.
func Record(ctx context.Context, db *database.DB, events ...Event) error {
	for i := range events {
		e := &events[i]
		e.Seq, e.ID = 0, clock.NewID()
		if e.At.IsZero() {
			e.At = clock.Clock{}.Now()
		}
		if e.Data == nil {
			e.Data = struct{}{}
		}
	}
	if err := db.Write(ctx).Create(&events).Error; err != nil {
		return err
	}
	db.Tell(ctx, Written)
	return nil
}

// Timeline is what happened to an experiment after the event seq (0: from the
// start), oldest first, at most limit events; of these kinds alone where any are
// named.
func Timeline(ctx context.Context, db *database.DB, experiment uuid.UUID, after int64, limit int, kinds ...string) ([]Event, error) {
	q, events := db.Read(ctx).Where("experiment_id = ? AND seq > ?", experiment, after), []Event{}
	if len(kinds) > 0 {
		q = q.Where("kind IN ?", kinds)
	}
	err := q.Order("seq").Limit(limit).Find(&events).Error
	return events, err
}

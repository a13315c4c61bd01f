package audit

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/clock"
	"ajar/internal/database"
)

// Written is the note that tells every process, after the commit, that there are
// events to read.
const Written = "events"

// Record writes events with the transaction that ctx carries. ID is
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
	if err := db.Later(ctx).Create(&events).Error; err != nil {
		return err
	}
	db.Tell(ctx, Written)
	return nil
}

// Timeline is what happened to an experiment after the event seq (0: from the
// start), oldest first, at most limit events, and whether there is more; of these
// kinds alone where any are named.
func Timeline(ctx context.Context, db *database.DB, experiment uuid.UUID, after int64, limit int, kinds ...string) ([]Event, bool, error) {
	return database.Page[Event](of(ctx, db, experiment, kinds).Where("seq > ?", after).Order("seq"), limit)
}

// IDs names every event of an experiment, oldest first: what else they hold is not read.
func IDs(ctx context.Context, db *database.DB, experiment uuid.UUID) ([]Event, error) {
	events := []Event{}
	err := of(ctx, db, experiment, nil).Select("seq", "id").Order("seq").Find(&events).Error
	return events, err
}

// Newest is the last that happened to an experiment, oldest first, at most limit
// events; of these kinds alone where any are named.
func Newest(ctx context.Context, db *database.DB, experiment uuid.UUID, limit int, kinds ...string) ([]Event, error) {
	events := []Event{}
	err := of(ctx, db, experiment, kinds).Order("seq DESC").Limit(limit).Find(&events).Error
	slices.Reverse(events)
	return events, err
}

func of(ctx context.Context, db *database.DB, experiment uuid.UUID, kinds []string) *gorm.DB {
	q := db.Read(ctx).Where("experiment_id = ?", experiment)
	if len(kinds) > 0 {
		q = q.Where("kind IN ?", kinds)
	}
	return q
}

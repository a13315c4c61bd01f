package accounts

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ajar/internal/audit"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
	"ajar/internal/live"
)

// Store keeps everything of this package in the registry's database.
type Store struct {
	db       *database.DB
	clock    clock.Clock
	watchers []func(context.Context, Staffing) error
}

// New makes a store; it holds no state of its own.
func New(db *database.DB, clock clock.Clock) *Store { return &Store{db: db, clock: clock} }

// record leaves an event in the transaction of ctx.
func (s *Store) record(ctx context.Context, actor Actor, kind, subject string, data any) error {
	return audit.Record(ctx, s.db, audit.Event{At: s.clock.Now(), Actor: actor.id(), Kind: kind, Subject: subject, Data: data})
}

// recordOf leaves an event of a person, whose open pages follow.
func (s *Store) recordOf(ctx context.Context, actor Actor, kind string, person uuid.UUID, data any) error {
	live.Touch(ctx, s.db, person)
	return s.record(ctx, actor, kind, subject("person", person), data)
}

func subject(noun string, id uuid.UUID) string { return noun + ":" + id.String() }

// Rows are locked until the transaction ends: forUpdate for who will change the
// row, forShare for who relies on it. SQLite has one writer and needs neither.
var (
	forUpdate = clause.Locking{Strength: "UPDATE"}
	forShare  = clause.Locking{Strength: "SHARE"}
)

// take answers the one row of the query, or fault.NotFound for the thing.
func take[T any](query *gorm.DB, thing string) (T, error) {
	var row T
	err := query.Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.Missing(thing)
	}
	return row, err
}

// list reads a page of the query's rows in the order of their ids, behind the one given
// (Nil: from the first), and whether there is more.
func list[T any](query *gorm.DB, after uuid.UUID, limit int) ([]T, bool, error) {
	return database.Page[T](query.Where("id > ?", after).Order("id"), limit)
}

// taken makes a fault of a text that must be unique and is not.
func taken(err error, code, message string) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.Refused(code, message).Because(err)
	}
	return err
}

package notifications

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
	"ajar/internal/live"
)

// Send tells people, with the transaction that ctx carries: set PersonID, Code,
// Link, and what fits of Experiment, ActorID and Params. ID is made here, and
// CreatedAt when it is zero. Params hold figures, days and names of gates, never
// names of persons or what somebody wrote. Nothing to send is no error. Their open
// pages follow.
func Send(ctx context.Context, db *database.DB, all ...Notification) error {
	if len(all) == 0 {
		return nil
	}
	for i := range all {
		n := &all[i]
		n.ID = clock.NewID()
		if n.CreatedAt.IsZero() {
			n.CreatedAt = clock.Clock{}.Now()
		}
		if n.Params == nil {
			n.Params = map[string]string{}
		}
	}
	if err := db.Later(ctx).Omit("by").CreateInBatches(all, 500).Error; err != nil {
		return err
	}
	for _, n := range all {
		live.Touch(ctx, db, n.PersonID)
	}
	return nil
}

// Store reads what people were told. Everyone reads their own alone.
type Store struct {
	db    *database.DB
	clock clock.Clock
}

// New makes the store; it holds no state of its own.
func New(db *database.DB, clock clock.Clock) *Store { return &Store{db, clock} }

// Inbox narrows a person's notifications.
type Inbox struct {
	Unread bool
	Before uuid.UUID // keyset: only what is older than it; Nil: from the newest
	Limit  int
}

// Of reads a page of what a person was told, newest first, and whether there is more.
func (s *Store) Of(ctx context.Context, person uuid.UUID, in Inbox) ([]Notification, bool, error) {
	q := s.db.Read(ctx).Select("notifications.*, people.name AS by").Joins("LEFT JOIN people ON people.id = notifications.actor_id").
		Where("person_id = ?", person)
	if in.Unread {
		q = q.Where("read_at IS NULL")
	}
	if in.Before != uuid.Nil {
		q = q.Where("notifications.id < ?", in.Before)
	}
	return database.Page[Notification](q.Order("notifications.id DESC"), in.Limit)
}

// ManyUnread is as far as Unread counts.
const ManyUnread = 100

// Unread is how many a person has not read, at most ManyUnread.
func (s *Store) Unread(ctx context.Context, person uuid.UUID) (int64, error) {
	var n int64
	few := s.unread(s.db.Read(ctx), person).Select("id").Limit(ManyUnread)
	err := s.db.Read(ctx).Table("(?) few", few).Count(&n).Error
	return n, err
}

func (s *Store) unread(q *gorm.DB, person uuid.UUID) *gorm.DB {
	return q.Model(&Notification{}).Where("person_id = ? AND read_at IS NULL", person)
}

// Read marks one of a person's own as read; the first time stays.
// fault.NotFound for any other.
func (s *Store) Read(ctx context.Context, person, id uuid.UUID) error {
	res := s.db.Write(ctx).Model(&Notification{}).Where("person_id = ? AND id = ?", person, id).
		Update("read_at", gorm.Expr("COALESCE(read_at, ?)", s.clock.Now()))
	if res.Error == nil && res.RowsAffected == 0 {
		return fault.Missing("notification")
	}
	live.Touch(ctx, s.db, person)
	return res.Error
}

// ReadAll marks a person's own as read: all, or those up to one that they saw.
func (s *Store) ReadAll(ctx context.Context, person uuid.UUID, upTo *uuid.UUID) error {
	q := s.unread(s.db.Write(ctx), person)
	if upTo != nil {
		q = q.Where("id <= ?", *upTo)
	}
	defer live.Touch(ctx, s.db, person)
	return q.Update("read_at", s.clock.Now()).Error
}

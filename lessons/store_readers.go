package lessons

import (
	"context"
	"crypto/rand"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/outbox"
)

// CountReader counts the actor among those who opened a lesson, once a month; not its own
// team. Everyone signed in may. Who is counted already writes nothing.
func (s *Store) CountReader(ctx context.Context, actor accounts.Actor, id uuid.UUID) error {
	w, err := s.counted(ctx, actor, id)
	if err != nil || actor.MemberOf(w.TeamID) {
		return err
	}
	if done, err := s.hasRead(ctx, actor, id); err != nil || done {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		month, key, err := s.readingKey(ctx)
		if err != nil {
			return err
		}
		row := map[string]any{"lesson_id": id, "reader": reader(key, id, actor.PersonID), "month": month}
		opened := s.db.Write(ctx).Table("lesson_readers").Clauses(clause.OnConflict{DoNothing: true}).Create(row)
		if opened.Error != nil || opened.RowsAffected == 0 {
			return opened.Error
		}
		err = s.db.Write(ctx).Exec("INSERT INTO lesson_reads (lesson_id, month, readers) VALUES (?, ?, 1) ON CONFLICT (lesson_id, month) DO UPDATE SET readers = lesson_reads.readers + 1", id, month).Error
		if err != nil {
			return err
		}
		err = s.db.Write(ctx).Exec("INSERT INTO lesson_returns (lesson_id, readers) VALUES (?, 1) ON CONFLICT (lesson_id) DO UPDATE SET readers = lesson_returns.readers + 1", id).Error
		if err != nil {
			return err
		}
		return s.tellLater(ctx, w.TeamID)
	})
}

// hasRead reports whether the actor is counted among a lesson's readers of this month.
func (s *Store) hasRead(ctx context.Context, actor accounts.Actor, id uuid.UUID) (bool, error) {
	month, err := s.thisMonth(ctx)
	if err != nil {
		return false, err
	}
	key, err := s.keyOf(ctx, month)
	if err != nil || len(key) == 0 {
		return false, err
	}
	var n int64
	err = s.db.Read(ctx).Table("lesson_readers").Where("lesson_id = ? AND reader = ?", id, reader(key, id, actor.PersonID)).Count(&n).Error
	return n > 0, err
}

// keyOf is the key of a month, nil where nobody has read yet.
func (s *Store) keyOf(ctx context.Context, month string) ([]byte, error) {
	var kept struct{ Key []byte }
	err := s.db.Read(ctx).Table("reading_keys").Where("month = ?", month).Scan(&kept).Error
	return kept.Key, err
}

// readingKey is the key of this month, made by its first reader.
func (s *Store) readingKey(ctx context.Context) (month string, key []byte, err error) {
	zone, err := s.zone(ctx)
	if err != nil {
		return "", nil, err
	}
	now := s.clock.Now()
	month = clock.Month(now, zone)
	if key, err = s.keyOf(ctx, month); err != nil || len(key) > 0 {
		return month, key, err
	}
	made := make([]byte, 32)
	_, _ = rand.Read(made) // never fails
	row := map[string]any{"month": month, "key": made}
	if err := s.db.Write(ctx).Table("reading_keys").Clauses(clause.OnConflict{DoNothing: true}).Create(row).Error; err != nil {
		return "", nil, err
	}
	if err := outbox.Put(ctx, s.db, outbox.Job{Kind: readersJob, Key: month, RunAt: clock.MonthBegins(now, 1, zone)}); err != nil {
		return "", nil, err
	}
	key, err = s.keyOf(ctx, month) // another replica's, if that was sooner
	return month, key, err
}

// forgetReaders destroys the key of a month that is over and the hashes under it: what is
// left is how many they were.
func (s *Store) forgetReaders(ctx context.Context, job outbox.Job) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.db.Write(ctx).Exec("DELETE FROM reading_keys WHERE month <= ?", job.Key).Error; err != nil {
			return err
		}
		return s.db.Write(ctx).Exec("DELETE FROM lesson_readers WHERE month <= ?", job.Key).Error
	})
}

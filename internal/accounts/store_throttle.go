package accounts

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ajar/internal/fault"
)

// brakeRow counts what failed under one key, NextAt is when the next try may come; or how
// often something costly was called since BeganAt; or notes until NextAt that an account
// signed in from a place.
type brakeRow struct {
	Key     []byte `gorm:"primaryKey"`
	N       int
	BeganAt time.Time
	NextAt  time.Time
}

// TableName is the table of brakes.
func (brakeRow) TableName() string { return "brakes" }

// brakes are those that this try meets.
func (s *Store) brakes(ctx context.Context, t try) ([]brake, error) {
	var known int64
	err := s.db.Read(ctx).Model(&brakeRow{}).Where("key = ? AND next_at > ?", t.known(), s.clock.Now()).Count(&known).Error
	if err != nil || known > 0 {
		return []brake{t.pair()}, err
	}
	return append(t.wide(), t.pair()), nil
}

// count counts a try as failed before it is made, so that parallel tries cannot
// outrun the count; passed takes it back. While a brake holds it answers
// fault.Throttled and counts nothing.
func (s *Store) count(ctx context.Context, brakes []brake) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		now := s.clock.Now()
		rows, err := s.lockBrakes(ctx, sorted(brakes), now)
		if err != nil {
			return err
		}
		if wait := longest(rows, now); wait > 0 {
			f := fault.New(fault.Throttled, "too-many-tries", "Too many tries. Wait a little, then try again.")
			f.After = wait
			return f
		}
		for i, b := range brakes {
			rows[i].N++
			rows[i].NextAt = now.Add(b.delay(rows[i].N))
		}
		counted := clause.OnConflict{
			Columns:   []clause.Column{{Name: "key"}},
			DoUpdates: clause.AssignmentColumns([]string{"n", "began_at", "next_at"}),
		}
		return s.db.Write(ctx).Clauses(counted).Create(&rows).Error
	})
}

// lockBrakes answers the brakes' rows in their order, made anew where they
// were missing or are forgotten.
func (s *Store) lockBrakes(ctx context.Context, brakes []brake, now time.Time) ([]brakeRow, error) {
	rows := make([]brakeRow, len(brakes))
	keys := make([][]byte, len(brakes))
	for i, b := range brakes {
		rows[i] = brakeRow{b.key, 0, now, now}
		keys[i] = b.key
	}
	lock := clause.OnConflict{
		Columns:   []clause.Column{{Name: "key"}},
		DoUpdates: clause.Assignments(map[string]any{"n": gorm.Expr("brakes.n")}),
	}
	if err := s.db.Write(ctx).Clauses(lock).Create(&rows).Error; err != nil {
		return nil, err
	}
	err := s.db.Write(ctx).Where("key IN ?", keys).Order("key").Find(&rows).Error
	for i := range rows {
		if rows[i].NextAt.Add(forgetAfter).Before(now) {
			rows[i] = brakeRow{rows[i].Key, 0, now, now}
		}
	}
	return rows, err
}

func longest(rows []brakeRow, now time.Time) time.Duration {
	var wait time.Duration
	for _, row := range rows {
		wait = max(wait, row.NextAt.Sub(now))
	}
	return wait
}

// release forgets the failures of the pair.
func (s *Store) release(ctx context.Context, t try) error {
	return s.db.Write(ctx).Where("key = ?", t.pair().key).Delete(&brakeRow{}).Error
}

// passed forgets the failures of the pair, takes the try back from the other
// brakes and notes that the account has signed in from the place.
func (s *Store) passed(ctx context.Context, t try) error {
	db, now := s.db.Write(ctx), s.clock.Now()
	if err := s.release(ctx, t); err != nil {
		return err
	}
	for _, b := range sorted(t.wide()) {
		err := db.Model(&brakeRow{}).Where("key = ? AND n > 0", b.key).
			Update("n", gorm.Expr("n - 1")).Error
		if err != nil {
			return err
		}
	}
	known := brakeRow{Key: t.known(), BeganAt: now, NextAt: now.Add(knownFor)}
	again := clause.OnConflict{Columns: []clause.Column{{Name: "key"}}, DoUpdates: clause.AssignmentColumns([]string{"next_at"})}
	return db.Clauses(again).Create(&known).Error
}

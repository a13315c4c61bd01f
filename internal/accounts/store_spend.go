package accounts

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ajar/internal/fault"
)

// Spend counts one call of something costly, by a name of it, and answers
// fault.Throttled "too-many-tries" when the actor called it more than so often within a
// minute. All replicas count together; it is one statement.
func (s *Store) Spend(ctx context.Context, actor Actor, what string, most int) error {
	now := s.clock.Now()
	row := brakeRow{digest("call:" + what + " " + actor.PersonID.String()), 1, now, now}
	over := func(then, otherwise string, values ...any) clause.Expr {
		return gorm.Expr("CASE WHEN brakes.began_at <= ? THEN "+then+" ELSE "+otherwise+" END", append([]any{now.Add(-time.Minute)}, values...)...)
	}
	again := clause.OnConflict{Columns: []clause.Column{{Name: "key"}}, DoUpdates: clause.Assignments(map[string]any{
		"n": over("1", "brakes.n + 1"), "began_at": over("?", "brakes.began_at", now), "next_at": now,
	})}
	err := s.db.Write(ctx).Clauses(again, clause.Returning{}).Create(&row).Error
	if err != nil || row.N <= most {
		return err
	}
	f := fault.New(fault.Throttled, "too-many-tries", "Too many tries. Wait a minute, then try again.")
	f.After = row.BeganAt.Add(time.Minute).Sub(now)
	return f
}

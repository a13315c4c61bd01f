package lessons

import (
	"bytes"
	"context"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/notifications"
)

// countUses follows which lessons an experiment builds on, as soon as others may see it,
// and tells the team of a lesson when another team builds on it for the first time. All
// counts are held before anybody is told, so that no two who count wait in a circle.
func (s *Store) countUses(ctx context.Context, before, after *experiments.Experiment) error {
	if after.Revision == 0 {
		return nil
	}
	var old, added []uuid.UUID
	if before.Revision > 0 {
		old = before.BuildsOn
	}
	for _, lesson := range differing(after.BuildsOn, old) {
		count, by := s.noLongerUse, -1
		if slices.Contains(after.BuildsOn, lesson) {
			count, by = s.use, 1
			added = append(added, lesson)
		}
		if err := s.lockReturn(ctx, lesson); err != nil {
			return err
		}
		n, err := count(ctx, lesson, after.ID)
		if err == nil {
			err = s.db.Write(ctx).Exec("UPDATE lesson_returns SET used_in = used_in + ? WHERE lesson_id = ?", n*int64(by), lesson).Error
		}
		if err != nil {
			return err
		}
	}
	for _, lesson := range added {
		if err := s.tellOfUse(ctx, lesson, after); err != nil {
			return err
		}
	}
	return nil
}

// differing are those that are in one list and not in the other, in the order in which all
// who count take their locks.
func differing(a, b []uuid.UUID) []uuid.UUID {
	all := slices.DeleteFunc(slices.Concat(a, b), func(id uuid.UUID) bool { return slices.Contains(a, id) && slices.Contains(b, id) })
	slices.SortFunc(all, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(all)
}

// use says that an experiment builds on a lesson, and how many there are more now.
func (s *Store) use(ctx context.Context, lesson, experiment uuid.UUID) (int64, error) {
	month, err := s.thisMonth(ctx)
	if err != nil {
		return 0, err
	}
	row := map[string]any{"lesson_id": lesson, "experiment_id": experiment, "month": month}
	added := s.db.Write(ctx).Table("lesson_uses").Clauses(clause.OnConflict{DoNothing: true}).Create(row)
	return added.RowsAffected, added.Error
}

// noLongerUse takes it back, and says how many there are fewer now.
func (s *Store) noLongerUse(ctx context.Context, lesson, experiment uuid.UUID) (int64, error) {
	gone := s.db.Write(ctx).Exec("DELETE FROM lesson_uses WHERE lesson_id = ? AND experiment_id = ?", lesson, experiment)
	return gone.RowsAffected, gone.Error
}

// tellOfUse tells a lesson's team that another one builds on it.
func (s *Store) tellOfUse(ctx context.Context, lesson uuid.UUID, e *experiments.Experiment) error {
	c, err := s.counted(ctx, accounts.System(), lesson)
	if err != nil || c.TeamID == e.TeamID {
		return err
	}
	return s.tellFirst(ctx, c, c.FirstUsed, "first_used", notifications.LessonUsed)
}

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
// and tells the team of a lesson when another team builds on it for the first time.
func (s *Store) countUses(ctx context.Context, before, after *experiments.Experiment) error {
	if after.Revision == 0 {
		return nil
	}
	var old []uuid.UUID
	if before.Revision > 0 {
		old = before.BuildsOn
	}
	for _, lesson := range differing(after.BuildsOn, old) {
		use := s.use
		if !slices.Contains(after.BuildsOn, lesson) {
			use = s.noLongerUse
		}
		if err := use(ctx, lesson, after); err != nil {
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

func (s *Store) use(ctx context.Context, lesson uuid.UUID, e *experiments.Experiment) error {
	here, err := s.setting(ctx, nil)
	if err != nil {
		return err
	}
	month, err := here.month(s.clock.Now())
	if err != nil {
		return err
	}
	if err := s.lockReturn(ctx, lesson); err != nil {
		return err
	}
	row := map[string]any{"lesson_id": lesson, "experiment_id": e.ID, "month": month}
	added := s.db.Write(ctx).Table("lesson_uses").Clauses(clause.OnConflict{DoNothing: true}).Create(row)
	if added.Error != nil || added.RowsAffected == 0 {
		return added.Error
	}
	if err := s.db.Write(ctx).Exec("UPDATE lesson_returns SET used_in = used_in + 1 WHERE lesson_id = ?", lesson).Error; err != nil {
		return err
	}
	w, err := s.counted(ctx, accounts.System(), lesson)
	if err != nil || w.TeamID == e.TeamID {
		return err
	}
	return s.tellFirst(ctx, w, w.FirstUsed, "first_used", notifications.LessonUsed)
}

func (s *Store) noLongerUse(ctx context.Context, lesson uuid.UUID, e *experiments.Experiment) error {
	gone := s.db.Write(ctx).Exec("DELETE FROM lesson_uses WHERE lesson_id = ? AND experiment_id = ?", lesson, e.ID)
	if gone.Error != nil {
		return gone.Error
	}
	return s.db.Write(ctx).Exec("UPDATE lesson_returns SET used_in = used_in - ? WHERE lesson_id = ?", gone.RowsAffected, lesson).Error
}

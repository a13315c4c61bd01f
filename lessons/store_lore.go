package lessons

import (
	"context"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/search"
)

// lore is what experiments ask of this room.
func (s *Store) lore() experiments.Lore {
	count := func(table, only string) func(context.Context, []uuid.UUID) (int64, error) {
		return func(ctx context.Context, ids []uuid.UUID) (found int64, err error) {
			err = s.db.Read(ctx).Table(table).Where("id IN ?", ids).Where(only).Count(&found).Error
			return found, err
		}
	}
	return experiments.Lore{Lessons: count("lessons", "edition > 0"), Obstacles: count("obstacles", ""), Learned: s.learned}
}

// learned are the published lessons of an experiment.
func (s *Store) learned(ctx context.Context, experiment uuid.UUID) (ids []uuid.UUID, err error) {
	err = s.db.Read(ctx).Table("lessons").Where("experiment_id = ? AND edition > 0", experiment).Pluck("id", &ids).Error
	return ids, err
}

// BuildsOn narrows experiments to the submitted ones that build on a lesson, or on the
// lesson of an experiment.
func BuildsOn(id uuid.UUID) search.Condition {
	return search.Condition{SQL: "id IN (SELECT experiment_id FROM lesson_uses WHERE lesson_id = ? UNION SELECT u.experiment_id FROM lessons l JOIN lesson_uses u ON u.lesson_id = l.id WHERE l.experiment_id = ?)", Args: []any{id, id}}
}

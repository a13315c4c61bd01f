package lessons

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// lockLesson reads a lesson under the lock of its experiment, which everything that
// changes a lesson takes first; gorm.ErrRecordNotFound where there is none.
func (s *Store) lockLesson(ctx context.Context, id uuid.UUID) (*lesson, *experiments.Experiment, error) {
	var l lesson
	if err := s.db.Read(ctx).Select("experiment_id").Where("id = ?", id).Take(&l).Error; err != nil {
		return nil, nil, err
	}
	e, err := s.experiments.Lock(ctx, accounts.System(), experiments.ByID(l.ExperimentID))
	if err != nil {
		return nil, nil, err
	}
	l = lesson{}
	err = s.db.Read(ctx).Where("id = ?", id).Take(&l).Error
	return &l, e, err
}

// lockOwn is lockLesson for a published lesson that only its own team may change: an actor
// of another team is answered denied. ifVersion nil means whatever is there.
func (s *Store) lockOwn(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, denied error) (*lesson, *experiments.Experiment, error) {
	l, e, err := s.lockLesson(ctx, id)
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound), err == nil && l.Edition == 0:
		return nil, nil, fault.Missing("lesson")
	case err != nil:
		return nil, nil, err
	case !actor.MemberOf(l.TeamID):
		return nil, nil, denied
	}
	return l, e, fault.Unchanged(l.Shown, ifVersion)
}

package accounts

import (
	"context"

	"github.com/google/uuid"

	"ajar/internal/clock"
	"ajar/internal/fault"
)

// Moments reads a page of all moments of truth, behind the one given (Nil: from the
// first), and whether there is more. Everyone signed in.
func (s *Store) Moments(ctx context.Context, after uuid.UUID, limit int) ([]Moment, bool, error) {
	return list[Moment](s.db.Read(ctx), after, limit)
}

// Moment is one of them; fault.NotFound when there is none. Everyone signed in.
func (s *Store) Moment(ctx context.Context, id uuid.UUID) (Moment, error) {
	return take[Moment](s.db.Read(ctx).Where("id = ?", id), "moment")
}

// CreateMoment adds a moment. A name that is in use answers fault.Conflict
// "name-taken". Administrators.
func (s *Store) CreateMoment(ctx context.Context, actor Actor, in MomentInput) (Moment, error) {
	if err := actor.mustBeAdmin(); err != nil {
		return Moment{}, err
	}
	var f form
	in = in.checked(&f)
	if err := f.fault(); err != nil {
		return Moment{}, err
	}
	m := Moment{ID: clock.NewID(), Name: in.Name, Description: in.Description, Version: 1, CreatedAt: s.clock.Now()}
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.db.Write(ctx).Create(&m).Error; err != nil {
			return nameTaken(err)
		}
		return s.record(ctx, actor, "moment.created", subject("moment", m.ID), nil)
	})
	return m, err
}

// PatchMoment changes a moment's name and description. Administrators.
func (s *Store) PatchMoment(ctx context.Context, actor Actor, id uuid.UUID, version *int, patch MomentPatch) (Moment, error) {
	if err := actor.mustBeAdmin(); err != nil {
		return Moment{}, err
	}
	var m Moment
	err := s.db.InTx(ctx, func(ctx context.Context) (err error) {
		if m, err = take[Moment](s.db.Write(ctx).Clauses(forUpdate).Where("id = ?", id), "moment"); err != nil {
			return err
		}
		if err := fault.Unchanged(m.Version, version); err != nil {
			return err
		}
		var f form
		in := patch.changed(m).checked(&f)
		if err := f.fault(); err != nil {
			return err
		}
		m.Name, m.Description = in.Name, in.Description
		m.Version++
		if err := s.db.Write(ctx).Select("name", "description", "version").Updates(&m).Error; err != nil {
			return nameTaken(err)
		}
		return s.record(ctx, actor, "moment.changed", subject("moment", id), nil)
	})
	return m, err
}

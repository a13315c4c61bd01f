package experiments

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/accounts"
	"ajar/internal/database"
	"ajar/internal/fault"
)

// Revision reads one revision; the caller has checked who may see it.
func (s *Store) Revision(ctx context.Context, id uuid.UUID, number int) (*Revision, error) {
	var r Revision
	err := s.db.Read(ctx).Where("experiment_id = ? AND number = ?", id, number).Take(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.Missing("revision")
	}
	return &r, err
}

// ComparedRevision is a revision with what differs from another.
type ComparedRevision struct {
	Revision
	Changes []Difference `json:"changes,omitempty" doc:"What differs from the revision asked for with diff"`
}

// Compare reads one revision of an experiment that the actor may see and, unless other is
// 0, what differs from the one with that number.
func (s *Store) Compare(ctx context.Context, actor accounts.Actor, ref Ref, number, other int) (*ComparedRevision, error) {
	e, err := s.One(ctx, actor, ref, "en")
	if err != nil {
		return nil, err
	}
	r, err := s.Revision(ctx, e.ID, number)
	if err != nil {
		return nil, err
	}
	compared := &ComparedRevision{Revision: *r}
	if other > 0 {
		old, err := s.Revision(ctx, e.ID, other)
		if err != nil {
			return nil, err
		}
		if compared.Changes, err = old.Proposal.Difference(r.Proposal); err != nil {
			return nil, err
		}
	}
	e.Sight.Blur(compared)
	return compared, nil
}

// Revisions reads the revisions of an experiment that the actor may see, behind the one
// with the number given (0: from the first), at most limit, and whether there are more.
func (s *Store) Revisions(ctx context.Context, actor accounts.Actor, ref Ref, after, limit int) ([]Revision, bool, error) {
	e, err := s.One(ctx, actor, ref, "en")
	if err != nil {
		return nil, false, err
	}
	revisions, more, err := database.Page[Revision](s.db.Read(ctx).Where("experiment_id = ? AND number > ?", e.ID, after).Order("number"), limit)
	e.Sight.Blur(&revisions)
	return revisions, more, err
}

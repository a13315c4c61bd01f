package lessons

import (
	"context"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// EndFollowUp says that a follow-up is done or not needed, or open again, in its lesson
// too: readers see what became of it. Names of people in the reason become roles. The
// other of its two teams is told. Members of either may, the one that does it once the
// lesson is published; ifVersion nil means whatever is there.
func (s *Store) EndFollowUp(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, end FollowUpEnd) (*TeamFollowUp, error) {
	var ended *TeamFollowUp
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		f, l, e, err := s.lockFollowUp(ctx, id)
		switch {
		case err != nil:
			return err
		case !f.visibleTo(actor):
			return fault.Missing("follow-up")
		}
		if err := fault.Unchanged(f.Version, ifVersion); err != nil {
			return err
		}
		if err := fault.Also(nil, end.Faults()); err != nil {
			return err
		}
		if end, err = s.namelessEnd(ctx, f, e, end); err != nil {
			return err
		}
		ended = f
		if f.State == end.State && f.Reason == end.Reason {
			return nil
		}
		f.State, f.Reason = end.State, end.Reason
		return s.keepEnd(ctx, actor, f, l, end)
	})
	return ended, err
}

// namelessEnd is what is kept of an end: in its reason, roles stand for people, those of
// its two teams among them.
func (s *Store) namelessEnd(ctx context.Context, f *TeamFollowUp, e *experiments.Experiment, end FollowUpEnd) (FollowUpEnd, error) {
	end = end.tidy()
	if end.Reason == "" {
		return end, nil
	}
	roles, err := s.roles(ctx, e.ID, []uuid.UUID{f.FromTeamID, f.TeamID}, end.Reason)
	if err != nil {
		return end, err
	}
	replace(roles, e.Language, &end.Reason)
	return end, nil
}

// keepEnd writes what became of a follow-up, in its lesson too, under its lock.
func (s *Store) keepEnd(ctx context.Context, actor accounts.Actor, f *TeamFollowUp, l *lesson, end FollowUpEnd) error {
	f.Version++
	zone, err := s.zone(ctx)
	if err != nil {
		return err
	}
	if err := s.awaitChase(zone, f); err != nil {
		return err
	}
	if err := s.chaseLater(ctx, *f); err != nil {
		return err
	}
	if err := s.db.Write(ctx).Select("state", "reason", "chased", "chase_at", "version").Updates(f).Error; err != nil {
		return err
	}
	l.Draft.told(f.ID, end)
	l.Version++
	if l.Published != nil {
		l.Published.told(f.ID, end)
		l.Shown++
	}
	if err := s.db.Write(ctx).Select("draft", "version", "published", "shown").Updates(l).Error; err != nil {
		return err
	}
	return s.tellOfFollowUpEnd(ctx, actor, f)
}

// lockFollowUp reads a follow-up and its lesson under the lesson's lock.
func (s *Store) lockFollowUp(ctx context.Context, id uuid.UUID) (*TeamFollowUp, *lesson, *experiments.Experiment, error) {
	f, err := s.followUp(ctx, id)
	if err != nil {
		return nil, nil, nil, err
	}
	l, e, err := s.lockLesson(ctx, f.LessonID)
	if err != nil {
		return nil, nil, nil, err
	}
	f, err = s.followUp(ctx, id) // as it stands now
	return f, l, e, err
}

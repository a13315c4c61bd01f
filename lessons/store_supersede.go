package lessons

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
)

var notToSupersede = fault.Denied("not-your-lesson", "Only the team of a lesson says which one supersedes it. Write your own lesson, and name this one's experiment as one that found otherwise.")

// Supersede says which published lesson says better what one of the actor's team says;
// by nil takes it back. Only the team of the older one may: others write their own, and
// name its experiment as one that found otherwise. No lesson supersedes itself, not even
// over others. ifVersion nil means whatever is there.
func (s *Store) Supersede(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, by *uuid.UUID) (*Publication, error) {
	var told *Publication
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.oneChainAtATime(ctx); err != nil {
			return err
		}
		l, e, err := s.lockOwn(ctx, actor, id, ifVersion, notToSupersede)
		if err != nil {
			return err
		}
		if err := s.maySupersede(ctx, id, by); err != nil {
			return err
		}
		if err := s.supersede(ctx, actor, l, e, by); err != nil {
			return err
		}
		told = l.told()
		return nil
	})
	return told, err
}

// oneChainAtATime lets nobody else say at the same moment what supersedes what: two
// could close a circle together.
func (s *Store) oneChainAtATime(ctx context.Context) error {
	var one []int
	return s.db.Write(ctx).Table("organisation").Clauses(database.Held).Select("1").Scan(&one).Error
}

// maySupersede refuses what is no published lesson, and circles.
func (s *Store) maySupersede(ctx context.Context, id uuid.UUID, by *uuid.UUID) error {
	for next := by; next != nil; {
		if *next == id {
			return fault.Refused("superseded-by-itself", "It would supersede itself, if only over others. Choose a lesson that does not lead back to this one.")
		}
		var l lesson
		err := s.db.Read(ctx).Select("superseded_by").Where("id = ? AND edition > 0", *next).Take(&l).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return fault.Bad(fault.Unknown("body.lesson_id"))
		}
		if err != nil {
			return err
		}
		next = l.SupersededBy
	}
	return nil
}

// supersede writes by which lesson a locked one is superseded since this month.
func (s *Store) supersede(ctx context.Context, actor accounts.Actor, l *lesson, e *experiments.Experiment, by *uuid.UUID) error {
	if by == nil && l.SupersededBy == nil || by != nil && l.SupersededBy != nil && *by == *l.SupersededBy {
		return nil
	}
	kind := "lesson.restored"
	l.SupersededBy, l.SupersededIn = by, ""
	zone, err := s.zone(ctx)
	if err != nil {
		return err
	}
	if by != nil {
		l.SupersededIn, kind = clock.Month(s.clock.Now(), zone), "lesson.superseded"
	}
	if err := s.awaitLook(ctx, l, zone); err != nil {
		return err
	}
	if err := s.record(ctx, actor, l, kind); err != nil {
		return err
	}
	return s.restate(ctx, l, e)
}

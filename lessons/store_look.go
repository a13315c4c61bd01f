package lessons

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/fault"
	"ajar/internal/notifications"
	"ajar/internal/outbox"
)

// lookJob is the kind of job that asks a team to look at its lesson again.
const lookJob = "lesson.look"

// awaitLook sets when the team is asked to look at its lesson again. The caller writes
// the row.
func (s *Store) awaitLook(ctx context.Context, l *lesson, zone *time.Location) error {
	l.Asked, l.AskAt = 0, nil
	if !l.looks() {
		return nil
	}
	first, err := firstChase(l.lookBy(), s.clock.Now(), zone)
	if err != nil {
		return err
	}
	l.AskAt = &first
	return s.lookLater(ctx, l)
}

func (s *Store) lookLater(ctx context.Context, l *lesson) error {
	return outbox.Put(ctx, s.db, outbox.Job{Kind: lookJob, Key: l.ID.String(), RunAt: *l.AskAt})
}

// look does the job lookJob: it asks the team whether the lesson is still true, and comes
// again in a month, until it is answered or was asked often enough. It may come late or
// twice.
func (s *Store) look(ctx context.Context, id uuid.UUID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		l, _, err := s.lockLesson(ctx, id)
		if errors.Is(err, gorm.ErrRecordNotFound) || err == nil && (!l.looks() || l.AskAt == nil) {
			return nil
		}
		if err != nil {
			return err
		}
		now := s.clock.Now()
		if l.AskAt.After(now) {
			return s.lookLater(ctx, l)
		}
		zone, err := s.zone(ctx)
		if err != nil {
			return err
		}
		n := notifications.Notification{Code: notifications.LessonLook, Link: "/lessons/" + l.ID.String(), Experiment: &l.ExperimentID}
		if err := s.tellTeam(ctx, l.TeamID, uuid.Nil, n); err != nil {
			return err
		}
		next := clock.HourAfter(now.In(zone).AddDate(0, 1, 0), 0, clock.Morning, zone)
		l.Asked, l.AskAt = l.Asked+1, &next
		if err := s.db.Write(ctx).Select("asked", "ask_at").Updates(l).Error; err != nil || !l.looks() {
			return err
		}
		return s.lookLater(ctx, l)
	})
}

var notToConfirm = fault.Denied("not-yours-to-confirm", "Only the team of a lesson says that it is still true. Write your own lesson, and name this one's experiment.")

// StillTrue says that a published lesson of the actor's team holds, until it is looked at
// again: on the day given, or in a year. Readers see the month. Only its team may;
// ifVersion nil means whatever is there.
func (s *Store) StillTrue(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, until experiments.Day) (*Publication, error) {
	var told *Publication
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		l, _, err := s.lockOwn(ctx, actor, id, ifVersion, notToConfirm)
		if err != nil {
			return err
		}
		if err := s.lookedAt(ctx, l, until); err != nil {
			return err
		}
		told = l.told()
		return s.record(ctx, actor, l, "lesson.confirmed")
	})
	return told, err
}

// LookFaults names a day of the next look that has come already. Everyone may.
func (s *Store) LookFaults(ctx context.Context, until experiments.Day) ([]fault.Field, error) {
	zone, err := s.zone(ctx)
	if err != nil {
		return nil, err
	}
	return mustCome(until, dayOf(s.clock.Now(), zone)), nil
}

// lookedAt writes until when a lesson holds, in the draft too.
func (s *Store) lookedAt(ctx context.Context, l *lesson, until experiments.Day) error {
	zone, err := s.zone(ctx)
	if err != nil {
		return err
	}
	if until == "" {
		until = inAYear(s.clock.Now(), zone)
	}
	if err := fault.Also(nil, mustCome(until, dayOf(s.clock.Now(), zone))); err != nil {
		return err
	}
	l.Draft.ReviewBy, l.Published.ReviewIn = until, monthOf(until)
	if l.Draft.Hidden != nil {
		l.Draft.Hidden.ReviewBy = until
	}
	if err := s.awaitLook(ctx, l, zone); err != nil {
		return err
	}
	l.Version++
	l.Shown++
	return s.db.Write(ctx).Select("draft", "published", "version", "shown", "asked", "ask_at").Updates(l).Error
}

// lookAgain is what publishing does to the day of the next look: whoever publishes has
// just looked, so a day that has come becomes one in a year. It keeps what readers do not
// see of what is published.
func (s *Store) lookAgain(ctx context.Context, l *lesson) error {
	zone, err := s.zone(ctx)
	if err != nil {
		return err
	}
	if by := l.Draft.ReviewBy; by != "" && mustCome(by, dayOf(s.clock.Now(), zone)) != nil {
		l.Draft.ReviewBy = inAYear(s.clock.Now(), zone)
	}
	l.Published.ReviewIn, l.Draft.Hidden = monthOf(l.Draft.ReviewBy), l.Draft.hidden()
	return s.awaitLook(ctx, l, zone)
}

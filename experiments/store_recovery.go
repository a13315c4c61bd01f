package experiments

import (
	"context"
	"time"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/notifications"
	"ajar/internal/outbox"
)

// Recover says how far the team is with making whole the customers who were hurt,
// also those it learned of after the conclusion. Once the loop is closed with
// them, it stays as it was said. Only the team may; ifVersion nil means whatever
// is there. Answers a fault that names every field that cannot be.
func (s *Store) Recover(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int, r Recovery) (*Experiment, error) {
	return s.change(ctx, actor, ref, ifVersion, Recover, func(ctx context.Context, e *Experiment) error {
		zone, err := s.zone(ctx)
		if err != nil {
			return err
		}
		if err := incomplete(nil, r.wrong("body", e.startedIn(zone), dayIn(zone, s.clock.Now()))); err != nil {
			return err
		}
		told := *e.Conclusion
		harmed := told.Harmed()
		told.Recovery = &r
		e.Conclusion = &told
		if err := s.awaitRecovery(ctx, e, zone); err != nil || harmed {
			return err
		}
		return s.withdrawAfter(ctx, e)
	})
}

// recoveryJob is the kind of job that reminds a team of customers who were hurt.
const recoveryJob = "experiment.recovery"

// awaitRecovery notes whether a recovery is owed, and from when on to remind of it.
func (s *Store) awaitRecovery(ctx context.Context, e *Experiment, zone *time.Location) error {
	owed := e.OwesRecovery
	if e.OwesRecovery = !e.Conclusion.Recovery.closed(); owed || !e.OwesRecovery {
		return nil
	}
	return s.remindOn(ctx, e.ID, firstReminder, zone)
}

func (s *Store) remindOn(ctx context.Context, id uuid.UUID, days int, zone *time.Location) error {
	return outbox.Put(ctx, s.db, outbox.Job{Kind: recoveryJob, Key: id.String(), RunAt: clock.HourAfter(s.clock.Now(), days, clock.Morning, zone)})
}

// remindOfRecovery does the job recoveryJob: it tells the team that customers who were
// hurt still wait, and comes again in a week, until their loop is closed. It may
// come late or twice.
func (s *Store) remindOfRecovery(ctx context.Context, id uuid.UUID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		e, err := s.locked(ctx, accounts.System(), ByID(id))
		if err != nil || !e.OwesRecovery {
			return err
		}
		zone, err := s.zone(ctx)
		if err != nil {
			return err
		}
		if err := s.tellTeam(ctx, e, uuid.Nil, notifications.RecoveryOwed); err != nil {
			return err
		}
		return s.remindOn(ctx, id, nextReminder, zone)
	})
}

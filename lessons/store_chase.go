package lessons

import (
	"context"
	"time"

	"github.com/google/uuid"

	"ajar/internal/clock"
	"ajar/internal/fault"
	"ajar/internal/outbox"
)

// chaseJob is the kind of job that chases a follow-up.
const chaseJob = "follow_up.chase"

// awaitChase sets when a follow-up is chased first.
func (s *Store) awaitChase(zone *time.Location, f *TeamFollowUp) error {
	f.Chased, f.ChaseAt = 0, nil
	if !f.isChased() {
		return nil
	}
	first, err := firstChase(f.Due, s.clock.Now(), zone)
	if err != nil {
		return err
	}
	f.ChaseAt = &first
	return nil
}

// chaseLater lets follow-ups be chased when they are next, those that are at all.
func (s *Store) chaseLater(ctx context.Context, all ...TeamFollowUp) error {
	var jobs []outbox.Job
	for _, f := range all {
		if f.ChaseAt != nil {
			jobs = append(jobs, outbox.Job{Kind: chaseJob, Key: f.ID.String(), RunAt: *f.ChaseAt})
		}
	}
	if len(jobs) == 0 {
		return nil
	}
	return outbox.Put(ctx, s.db, jobs...)
}

// chase does the job chaseJob: it reminds the team that does it, and comes again in a
// week; at last it tells the lesson's team. Whether the experiment is archived does
// not matter. It may come late or twice.
func (s *Store) chase(ctx context.Context, id uuid.UUID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		f, _, _, err := s.lockFollowUp(ctx, id)
		if fault.Is(err, fault.NotFound) {
			return nil // it is no longer in its lesson
		}
		if err != nil || !f.isChased() || f.ChaseAt == nil {
			return err
		}
		if now := s.clock.Now(); f.ChaseAt.After(now) {
			return s.chaseLater(ctx, *f)
		}
		if err := s.remind(ctx, f); err != nil {
			return err
		}
		zone, err := s.zone(ctx)
		if err != nil {
			return err
		}
		f.Chased++
		if f.ChaseAt = nil; f.Chased < f.chase() {
			next := clock.HourAfter(s.clock.Now(), between, clock.Morning, zone)
			f.ChaseAt = &next
			if err := s.chaseLater(ctx, *f); err != nil {
				return err
			}
		}
		return s.db.Write(ctx).Select("chased", "chase_at").Updates(f).Error
	})
}

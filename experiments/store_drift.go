package experiments

import (
	"context"
	"time"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/notifications"
	"ajar/internal/outbox"
)

// keepsToPlan refuses to run what has passed what it declared: nothing extends itself.
func (s *Store) keepsToPlan(ctx context.Context, e *Experiment) error {
	zone, err := s.zone(ctx)
	if err != nil {
		return err
	}
	return drifted(e.drift(dayIn(zone, s.clock.Now())))
}

// pauseFor pauses a running experiment by itself: the event names no actor.
func (s *Store) pauseFor(ctx context.Context, e *Experiment, why Because) error {
	before := *e
	e.Status, e.PausedBecause = Paused, why
	return s.save(ctx, nil, &before, e, event(Pause))
}

// whyPaused is why it is paused after a change of this kind. A door that closes on
// what is paused already is what keeps it from running, unless drift does as well.
func (s *Store) whyPaused(ctx context.Context, before, after *Experiment, kind string) (Because, error) {
	why := after.pausedBecause(kind)
	if after.Status != Paused || why == ByDoor || !after.closedSince(before) {
		return why, nil
	}
	zone, err := s.zone(ctx)
	if err != nil || len(after.drift(dayIn(zone, s.clock.Now()))) > 0 {
		return why, err
	}
	return ByDoor, nil
}

// endJob is the kind of job that looks at an experiment when its last day has ended.
const endJob = "experiment.ends"

// awaitEnd puts the job for the end of the last day, when an experiment starts to
// run or its last day moves after that. What was judged knows the time zone.
func (s *Store) awaitEnd(ctx context.Context, before, after *Experiment, judged *judgement) error {
	moved, starts := before.EndsOn != after.EndsOn, after.Status == Running && before.Status != Running
	if !starts && (!moved || after.Status != Running && after.Status != Paused) {
		return nil
	}
	var zone *time.Location
	if judged != nil {
		zone = judged.zone
	} else {
		var err error
		if zone, err = s.zone(ctx); err != nil {
			return err
		}
	}
	return s.putEnd(ctx, after, zone)
}

func (s *Store) putEnd(ctx context.Context, e *Experiment, zone *time.Location) error {
	at, err := endOf(e.EndsOn, zone)
	if err != nil {
		return err
	}
	return outbox.Put(ctx, s.db, outbox.Job{Kind: endJob, Key: e.ID.String(), RunAt: at})
}

// lastDayOver does the job endJob: once the last day is over it pauses what runs, and asks the
// team of what runs or is paused how it goes on. It may come late or twice; when it
// comes early, because the time zone or the day has changed, it puts itself off.
func (s *Store) lastDayOver(ctx context.Context, id uuid.UUID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		e, err := s.locked(ctx, accounts.System(), ByID(id))
		if err != nil || e.Status != Running && e.Status != Paused {
			return err
		}
		zone, err := s.zone(ctx)
		if err != nil {
			return err
		}
		if today := dayIn(zone, s.clock.Now()); today <= e.EndsOn {
			return s.putEnd(ctx, e, zone)
		} else if e.Drift = e.drift(today); e.Status == Running {
			if err := s.pauseFor(ctx, e, ByDrift); err != nil {
				return err
			}
		}
		return s.tellTeam(ctx, e, uuid.Nil, notifications.LastDayOver)
	})
}

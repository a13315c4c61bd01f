package experiments

import (
	"context"
	"time"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/fault"
	"ajar/internal/notifications"
)

// Stop ends it at once, whoever of the team asks and whatever the state; nobody
// approves. Before the start it withdraws; after it, the experiment is concluded
// as stopped early, and its conclusion may follow.
func (s *Store) Stop(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int) (*Experiment, error) {
	return s.change(ctx, actor, ref, ifVersion, Stop, func(_ context.Context, e *Experiment) error {
		if e.Status == Running || e.Status == Paused {
			s.end(e, StoppedEarly)
			return nil
		}
		e.Status = Withdrawn
		return nil
	})
}

func (s *Store) end(e *Experiment, o Outcome) {
	now := s.clock.Now()
	e.Status, e.Outcome, e.OwesLesson = Concluded, o, o.owesLesson()
	if e.ConcludedAt == nil {
		e.ConcludedAt = &now
	}
}

// Conclude records what the team found and ends a running or paused experiment.
// What was stopped may be completed later, once. "not_run" is for what never
// started, and only for that. Answers that contradict each other are refused, all
// of them named. A recovery that is not finished is owed from then on.
func (s *Store) Conclude(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int, c Conclusion) (*Experiment, error) {
	return s.change(ctx, actor, ref, ifVersion, Conclude, func(ctx context.Context, e *Experiment) error {
		if (e.StartedAt == nil) != (c.Outcome == NotRun) {
			return fault.Refused("wrong-outcome", "\"not_run\" is the outcome of what never started, and of nothing else. Choose another outcome.")
		}
		zone, err := s.zone(ctx)
		if err != nil {
			return err
		}
		if err := incomplete(nil, c.wrong(e.startedIn(zone), dayIn(zone, s.clock.Now()))); err != nil {
			return err
		}
		stopped, owed := e.Status == Concluded, e.OwesLesson
		e.Conclusion = &c
		s.end(e, c.Outcome)
		if stopped {
			e.OwesLesson = owed // until it is written, whatever the outcome is called by then
		}
		if err := s.findHollow(ctx, e); err != nil {
			return err
		}
		if err := s.awaitRecovery(ctx, e, zone); err != nil {
			return err
		}
		return s.withdrawAfter(ctx, e)
	})
}

// startedIn is the day it started in a zone, "" when it never did.
func (e *Experiment) startedIn(zone *time.Location) Day {
	if e.StartedAt == nil {
		return ""
	}
	return dayIn(zone, *e.StartedAt)
}

// findHollow holds the conclusion against the counter-signal of the check-ins.
func (s *Store) findHollow(ctx context.Context, e *Experiment) error {
	if e.Outcome != Worked {
		e.HollowWin = false
		return nil
	}
	given, err := s.givenAway(ctx, e)
	e.HollowWin = e.Conclusion.HollowWin(given)
	return err
}

// givenAway reports whether the counter-signal gives a hollow win away: the first
// and the last check-in that tell it are read, two statements, and none where nobody
// said which way it would go.
func (s *Store) givenAway(ctx context.Context, e *Experiment) (bool, error) {
	if e.hollowIf().Direction == "" {
		return false, nil
	}
	var seen []float64
	for _, order := range []string{"day, n", "day DESC, n DESC"} {
		var one []float64
		err := s.db.Read(ctx).Model(&CheckIn{}).Where("experiment_id = ? AND counter_signal IS NOT NULL", e.ID).
			Order(order).Limit(1).Pluck("counter_signal", &one).Error
		if err != nil {
			return false, err
		}
		seen = append(seen, one...)
	}
	return e.hollowIf().GivenAway(seen, e.Conclusion.CounterSignal), nil
}

// tellTeam tells every active member of its team but one, whose doing it is: once,
// until they have read it.
func (s *Store) tellTeam(ctx context.Context, e *Experiment, but uuid.UUID, code notifications.Code) error {
	var members []uuid.UUID
	err := s.db.Read(ctx).Raw(`SELECT m.person_id FROM memberships m JOIN people p ON p.id = m.person_id AND p.active
		WHERE m.team_id = @team AND m.person_id <> @but AND NOT EXISTS (SELECT 1 FROM notifications n
			WHERE n.person_id = m.person_id AND n.experiment_id = @it AND n.code = @code AND n.read_at IS NULL)
		ORDER BY m.person_id`, map[string]any{"team": e.TeamID, "but": but, "it": e.ID, "code": code}).Scan(&members).Error
	if err != nil {
		return err
	}
	all := make([]notifications.Notification, len(members))
	for i, person := range members {
		all[i] = notifications.Notification{PersonID: person, Code: code, Experiment: &e.ID, Link: "/experiments/" + e.ID.String(), CreatedAt: s.clock.Now()}
	}
	return notifications.Send(ctx, s.db, all...)
}

// PaidLesson notes that a lesson was published; nothing is owed any more. It
// runs inside the transaction that publishes.
func (s *Store) PaidLesson(ctx context.Context, actor accounts.Actor, e *Experiment) error {
	if !e.OwesLesson {
		return nil
	}
	before := *e
	e.OwesLesson = false
	return s.save(ctx, &actor.PersonID, &before, e, "experiment.lesson_paid")
}

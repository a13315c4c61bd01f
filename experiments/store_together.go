package experiments

import (
	"context"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/database"
)

// line is the first experiment of the line.
func (e *Experiment) line() uuid.UUID {
	if e.OriginID != nil {
		return *e.OriginID
	}
	return e.ID
}

// together holds the line of a locked experiment until the transaction ends, and
// reads what its others expose. The order is always the experiment, then the first
// of its line, so that nobody waits in a circle.
func (s *Store) together(ctx context.Context, e *Experiment) (Together, error) {
	if e.Number == 0 && e.OriginID == nil {
		return Together{}, nil // registered just now: nothing can stem from it
	}
	if e.OriginID != nil {
		first := s.db.Write(ctx).Clauses(database.Held).Select("id").Where("id = ?", *e.OriginID)
		if err := first.Take(&Experiment{}).Error; err != nil {
			return Together{}, err
		}
	}
	return s.exposed(ctx, e.line(), e.ID)
}

// exposed adds up what the line exposes beside one of it: what each declares, or has
// reached where that is more.
func (s *Store) exposed(ctx context.Context, line, beside uuid.UUID) (Together, error) {
	var sum struct{ Touch, Risk float64 }
	err := s.db.Read(ctx).Model(&Experiment{}).
		Select(`COALESCE(SUM(CASE WHEN CAST(answers->>'customers_exposed' AS DOUBLE PRECISION) > customers_reached
				THEN CAST(answers->>'customers_exposed' AS DOUBLE PRECISION) ELSE customers_reached END), 0) AS touch,
			COALESCE(SUM(CAST(answers->>'money_at_risk' AS DOUBLE PRECISION)), 0) AS risk`).
		Where("(id = ? OR origin_id = ?) AND id <> ? AND status IN ?", line, line, beside, []Status{Ready, Running, Paused}).Find(&sum).Error
	return Together{int64(sum.Touch), sum.Risk}, err
}

// closeTogether closes the gates that the revision's own policy closes because of
// what the line exposes now and that are no gates of the revision yet; it names
// them.
func (s *Store) closeTogether(ctx context.Context, e *Experiment) (joined []string, err error) {
	also, err := s.together(ctx, e)
	if err != nil || also == (Together{}) {
		return nil, err
	}
	r, err := s.Revision(ctx, e.ID, e.Revision)
	if err != nil {
		return nil, err
	}
	policy, err := s.policies.version(ctx, r.PolicyVersion)
	if err != nil {
		return nil, err
	}
	_, today, err := s.policies.current(ctx, s.clock.Now())
	if err != nil {
		return nil, err
	}
	v, err := s.verdict(ctx, policy, today, r.Proposal, also)
	if err != nil {
		return nil, err
	}
	for _, reason := range v.Reasons {
		earned := indexOfGate(e.Requirements, reason.Gate) >= 0 // and no longer, when nobody is asked
		if e.asked(reason.Gate) || !reason.Together && !earned {
			continue
		}
		if err := s.closeGate(ctx, e, reason.Gate, reason.Route, policy.Compiled.Message(reason, e.Language)); err != nil {
			return nil, err
		}
		joined = append(joined, reason.Gate)
	}
	return joined, nil
}

// Beside is what a change of an experiment, or a pilot split from it, would be
// judged on: the proposal as it stands, and what others of the line expose.
// Nothing is held, so the answer holds for now only.
func (s *Store) Beside(ctx context.Context, actor accounts.Actor, ref Ref, pilot bool) (uuid.UUID, Proposal, Together, error) {
	e, err := s.find(s.db.Read(ctx), actor, ref)
	if err != nil {
		return uuid.Nil, Proposal{}, Together{}, err
	}
	beside := e.ID
	if pilot {
		beside = uuid.Nil
	}
	also, err := s.exposed(ctx, e.line(), beside)
	return e.ID, e.Proposal, also, err
}

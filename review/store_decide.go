package review

import (
	"context"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/fault"
)

// Decide records a reviewer's answer on gates of exactly the revision that was
// read. Only a member of each gate's route may, who is no contributor and not of
// the team. When every gate is met the experiment is ready, and the next move is
// the team's. ifVersion nil means whatever is there.
func (s *Store) Decide(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, a Answer) (*Review, error) {
	var decided *Review
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		r, e, err := s.held(ctx, actor, id, ifVersion, a.Revision)
		if err != nil {
			return err
		}
		gates, err := s.mayDecideAll(ctx, actor, e, a.Gates)
		if err := fault.Also(err, a.Faults()); err != nil {
			return err
		}
		if err := s.record(ctx, actor, r, gates, a); err != nil {
			return err
		}
		decided = r
		return s.apply(ctx, actor, r, e, a)
	})
	return decided, err
}

func (s *Store) mayDecideAll(ctx context.Context, actor accounts.Actor, e *experiments.Experiment, named []string) ([]Gate, error) {
	requirements, err := s.experiments.RequirementsOf(ctx, e.ID, e.Revision)
	if err != nil {
		return nil, err
	}
	gates, err := chosen(gatesOf(requirements), named)
	if err != nil {
		return nil, err
	}
	as, err := s.sideOf(ctx, actor, e.ID, e.TeamID)
	if err != nil {
		return nil, err
	}
	for i, g := range gates {
		if err := as.mayDecide(g); err != nil {
			return nil, err
		}
		gates[i].decidedFor = as.standsInFor(g)
	}
	return gates, nil
}

// sideOf is how the actor, and those for whom they stand in, stand to an experiment.
func (s *Store) sideOf(ctx context.Context, actor accounts.Actor, experiment, team uuid.UUID) (side, error) {
	contributed, err := s.experiments.Contributed(ctx, experiment, actor.PersonID)
	if err != nil {
		return side{}, err
	}
	parties, err := s.experiments.Parties(ctx, experiment, team, actor.StoodInFor())
	return side{actor, contributed, actor.MemberOf(team), parties}, err
}

func (s *Store) record(ctx context.Context, actor accounts.Actor, r *Review, gates []Gate, a Answer) error {
	rows := make([]Decision, len(gates))
	for i, g := range gates {
		rows[i] = Decision{ID: clock.NewID(), ReviewID: r.ID, Gate: g.Gate, PersonID: actor.PersonID, ForPersonID: g.decidedFor,
			Verdict: a.Verdict, Reason: a.Reason, CreatedAt: s.clock.Now()}
	}
	return s.db.Write(ctx).Create(&rows).Error
}

// apply moves the experiment and the review as the answer says.
func (s *Store) apply(ctx context.Context, actor accounts.Actor, r *Review, e *experiments.Experiment, a Answer) error {
	switch {
	case a.Verdict == Decline:
		if err := s.experiments.Decline(ctx, actor.PersonID, e); err != nil {
			return err
		}
		return s.move(ctx, r, Declined, r.Turn)
	case a.Verdict.Approves():
		if err := s.experiments.Settle(ctx, actor.PersonID, e, a.Gates, experiments.Met, a.Conditions); err != nil {
			return err
		}
	default:
		if err := s.experiments.Settle(ctx, actor.PersonID, e, a.Gates, experiments.Open, nil); err != nil {
			return err
		}
	}
	if e.EveryGateMet() {
		return s.move(ctx, r, Approved, TeamTurn)
	}
	return s.goOn(ctx, r)
}

func (s *Store) decisions(ctx context.Context, review uuid.UUID) ([]Decision, error) {
	decisions := []Decision{}
	err := s.db.Read(ctx).Select("decisions.*, people.name AS by, f.name AS for_name").Joins("JOIN people ON people.id = decisions.person_id").
		Joins("LEFT JOIN people f ON f.id = decisions.for_person_id").
		Where("review_id = ?", review).Order("decisions.created_at, decisions.id").Find(&decisions).Error
	return decisions, err
}

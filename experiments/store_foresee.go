package experiments

import (
	"context"

	"ajar/experiments/door"
	"ajar/internal/accounts"
)

// Foresee judges what the team's edit of a locked, submitted experiment to these
// words would come to now, and refuses what the edit would be refused for. It
// keeps nothing.
func (s *Store) Foresee(ctx context.Context, e *Experiment, next Proposal) (door.Door, error) {
	after, changes := *e, e.Proposal.Compare(next.tidy())
	after.Proposal = next.tidy()
	if err := after.mayChange(e.Proposal, changes); err != nil {
		return "", err
	}
	return s.foresee(ctx, &after, e.Proposal)
}

// ForeseePilot judges what a pilot with these words, split from a locked
// experiment, would come to now, and refuses what the split would be refused for.
// It keeps nothing.
func (s *Store) ForeseePilot(ctx context.Context, actor accounts.Actor, e *Experiment, next Proposal) (door.Door, error) {
	if err := e.May(Split); err != nil {
		return "", err
	}
	pilot := s.stemming(actor, e, next)
	if err := s.inherit(ctx, pilot, e); err != nil {
		return "", err
	}
	return s.foresee(ctx, pilot, e.Proposal)
}

func (s *Store) foresee(ctx context.Context, after *Experiment, before Proposal) (door.Door, error) {
	wrong, err := s.misfits(ctx, after.Proposal, before)
	if err != nil {
		return "", err
	}
	j, err := s.weigh(ctx, after)
	if err != nil {
		return "", err
	}
	return j.door(), j.complete(after.Proposal, wrong)
}

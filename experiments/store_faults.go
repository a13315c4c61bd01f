package experiments

import (
	"context"

	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// What follows names what is wrong with an input that is refused already, for its form. It
// changes nothing, and tells nothing to who is not of the team.

// CheckInFaults names what cannot be of a check-in.
func (s *Store) CheckInFaults(ctx context.Context, actor accounts.Actor, ref Ref, on Day, seen Seen) ([]fault.Field, error) {
	return s.faultsOf(ctx, actor, ref, CheckIn{On: on, Seen: seen.tidy()}.wrong)
}

// ConclusionFaults names what cannot be of a conclusion.
func (s *Store) ConclusionFaults(ctx context.Context, actor accounts.Actor, ref Ref, c Conclusion) ([]fault.Field, error) {
	return s.faultsOf(ctx, actor, ref, c.wrong)
}

// RecoveryFaults names what cannot be of a recovery.
func (s *Store) RecoveryFaults(ctx context.Context, actor accounts.Actor, ref Ref, r Recovery) ([]fault.Field, error) {
	return s.faultsOf(ctx, actor, ref, func(started, today Day) []fault.Field { return r.wrong("body", started, today) })
}

func (s *Store) faultsOf(ctx context.Context, actor accounts.Actor, ref Ref, wrong func(started, today Day) []fault.Field) ([]fault.Field, error) {
	e, err := s.find(s.db.Read(ctx), actor, ref)
	if err != nil || !actor.MemberOf(e.TeamID) {
		return nil, err
	}
	zone, err := s.zone(ctx)
	if err != nil {
		return nil, err
	}
	return wrong(e.startedIn(zone), dayIn(zone, s.clock.Now())), nil
}

// ProposalFaults names what does not exist of what a proposal refers to, and its tags that
// are too long. Everyone may.
func (s *Store) ProposalFaults(ctx context.Context, p Proposal) ([]fault.Field, error) {
	return s.misfits(ctx, p, Proposal{})
}

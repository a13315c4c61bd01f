package experiments

import (
	"context"

	"ajar/internal/accounts"
)

// TryUndo records that the team has tried the undo: what it took replaces the
// guess in the answers, which after submitting makes a new revision that is
// judged again. A longer undo may close the door, a shorter one open it. What was
// measured is never refused because a door that closes now asks for more words:
// those the reviewers can ask for. Only the team may; ifVersion nil means
// whatever is there.
func (s *Store) TryUndo(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int, u Undoing) (*Experiment, error) {
	return s.change(ctx, actor, ref, ifVersion, TryUndo, func(ctx context.Context, e *Experiment) error {
		zone, err := s.zone(ctx)
		if err != nil {
			return err
		}
		before := e.Proposal
		if err := e.measured(dayIn(zone, s.clock.Now()), u); err != nil {
			return err
		}
		if err := s.contribute(ctx, e, actor); err != nil {
			return err
		}
		if e.isOverwritten() {
			return nil
		}
		if before.Compare(e.Proposal).Material() {
			err = s.reviseAsItIs(ctx, actor, e)
		}
		e.UndoDrills[len(e.UndoDrills)-1].Revision = e.Revision
		return err
	})
}

// reviseAsItIs makes the next revision, whatever it lacks.
func (s *Store) reviseAsItIs(ctx context.Context, actor accounts.Actor, e *Experiment) error {
	if err := s.dismiss(ctx, e); err != nil {
		return err
	}
	j, err := s.weigh(ctx, e)
	if err != nil {
		return err
	}
	e.judged(j.door(), j.at)
	return s.keepJudgement(ctx, actor, e, j)
}

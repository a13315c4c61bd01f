package experiments

import (
	"context"
	"errors"
	"slices"

	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// runIfOpen starts or resumes an experiment. When the door policy is newer than
// the revision's kept verdict, or an earned door that it rests on has ended, the
// door is judged again first, in the transaction
// of the start. One that closes goes to its reviewers instead of running, and one
// that the newer policy alone opens runs: both as the next revision, so the old
// one keeps the policy that judged it.
func (s *Store) runIfOpen(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int, a Action) (*Experiment, error) {
	var e *Experiment
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		again := false
		var err error
		e, err = s.change(ctx, actor, ref, ifVersion, a, func(ctx context.Context, e *Experiment) (err error) {
			if err = s.keepsToPlan(ctx, e); err != nil {
				return err
			}
			if again, err = s.judgedOtherwise(ctx, e); err != nil {
				return err
			}
			if again {
				return s.reviseAnew(ctx, actor, e)
			}
			if e.Status == InReview {
				return fault.Refused("wrong-state", "It waits for its reviewers; see its requirements.")
			}
			return s.run(ctx, e)
		})
		if err == nil && again && *e.Door == door.TwoWay {
			e, err = s.change(ctx, actor, ByID(e.ID), nil, a, s.run)
		}
		return err
	})
	return e, err
}

// judgedOtherwise reports whether the kept verdict says too little or too much: an
// earned door that it rests on has ended, the newest policy closes a gate that
// nobody was asked about, or it opens a door that only the older policy keeps
// closed. What reviewers declined is not judged again: the team edits it first.
func (s *Store) judgedOtherwise(ctx context.Context, e *Experiment) (bool, error) {
	newest, today, err := s.policies.current(ctx, s.clock.Now())
	if err != nil {
		return false, err
	}
	ended, err := s.restsOnEnded(ctx, e, today)
	if err != nil {
		return false, err
	}
	kept, err := s.Revision(ctx, e.ID, e.Revision)
	if err != nil || !ended && kept.PolicyVersion == newest.Version {
		return false, err
	}
	if declined, err := s.declined(ctx, e); err != nil || declined {
		return false, err
	}
	if ended && e.Status != InReview {
		return true, nil
	}
	if e.Requirements, err = s.RequirementsOf(ctx, e.ID, e.Revision); err != nil {
		return false, err
	}
	also, err := s.together(ctx, e)
	if err != nil {
		return false, err
	}
	now, err := s.verdict(ctx, newest, today, e.Proposal, also)
	if err != nil {
		return false, err
	}
	if e.Status != InReview && slices.ContainsFunc(now.Gates(), func(gate string) bool { return !e.asked(gate) }) {
		return true, nil
	}
	raised, err := s.standing(ctx, e)
	return err == nil && e.opensBy(now, kept.Verdict, raised), err
}

// opensBy reports whether this verdict opens a door that only the kept one keeps
// closed. Where somebody's word stands it does not: that outlives a revision, and
// the approvals of the other gates would be lost for nothing.
func (e *Experiment) opensBy(now, kept door.Verdict, raised []Raise) bool {
	return now.Door == door.TwoWay && !e.opened() && !e.heldByPeople(kept) && len(raised) == 0
}

// observePolicy finds out whether the newest policy opens what waits before a door
// that an older one closed. It reads what was loaded, and holds nothing: the start
// asks again.
func (s *Store) observePolicy(ctx context.Context, e *Experiment, kept door.Verdict) error {
	newest, today, err := s.policies.current(ctx, s.clock.Now())
	if err != nil {
		return err
	}
	if declined, err := s.declined(ctx, e); err != nil || declined {
		return err
	}
	also, err := s.exposed(ctx, e.line(), e.ID)
	if err != nil {
		return err
	}
	now, err := s.verdict(ctx, newest, today, e.Proposal, also)
	e.OpensAnew = err == nil && e.opensBy(now, kept, e.Raised)
	return err
}

// asked reports whether the loaded requirements ask somebody about the gate.
func (e *Experiment) asked(gate string) bool {
	at := indexOfGate(e.Requirements, gate)
	return at >= 0 && e.Requirements[at].State != NotNeeded
}

// heldByPeople reports whether a gate that is still closed was closed by somebody
// and not by a rule: no policy opens that.
func (e *Experiment) heldByPeople(kept door.Verdict) bool {
	return slices.ContainsFunc(e.Requirements, func(r Requirement) bool {
		return r.Kind == GateRequirement && r.blocks() && !slices.Contains(kept.Gates(), r.Gate)
	})
}

// declined reports whether reviewers turned this revision down, which no policy
// undoes: it may only be edited, stopped or concluded.
func (s *Store) declined(ctx context.Context, e *Experiment) (bool, error) {
	var n int64
	err := s.db.Read(ctx).Table("reviews").Where("experiment_id = ? AND revision = ? AND state = 'declined'", e.ID, e.Revision).Count(&n).Error
	return n > 0, err
}

// reviseAnew makes the next revision by the newest policy. What it asks for now
// is refused under a code of its own: nobody has edited anything.
func (s *Store) reviseAnew(ctx context.Context, actor accounts.Actor, e *Experiment) error {
	err := s.revise(ctx, actor, e, nil)
	lacks, ok := errors.AsType[*fault.Error](err)
	if !ok || lacks.Kind != fault.Invalid {
		return err
	}
	refusal := fault.Refused("judged-again", "What the door was judged by has changed since this was submitted, and it asks for more now. Add what is missing, then start again.")
	refusal.Fields = lacks.Fields
	return refusal
}

package experiments

import (
	"context"

	"gorm.io/gorm/clause"

	"ajar/internal/accounts"
	"ajar/internal/fault"
	"ajar/internal/notifications"
)

// Edit changes the proposal: edit is given it as it stands and returns it as it
// shall be. A draft is overwritten. After submitting, a material change makes a
// new revision that is judged again: what was approved is dismissed, and a
// running experiment pauses whose door closes, or whose check-ins have passed
// what it declares now. Only the team may; ifVersion nil means whatever is there.
func (s *Store) Edit(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int, edit func(Proposal) (Proposal, error)) (*Experiment, error) {
	var edited *Experiment
	err := s.db.InTx(ctx, func(ctx context.Context) (err error) {
		if edited, err = s.edit(ctx, actor, ref, ifVersion, edit); err != nil || edited.Status != Running {
			return err
		}
		if edited.Drift = edited.drift(""); len(edited.Drift) == 0 { // the last day has its job
			return nil
		}
		if err := s.pauseFor(ctx, edited, ByDrift); err != nil {
			return err
		}
		return s.tellTeam(ctx, edited, actor.PersonID, notifications.CapReached)
	})
	return edited, err
}

func (s *Store) edit(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int, edit func(Proposal) (Proposal, error)) (*Experiment, error) {
	return s.change(ctx, actor, ref, ifVersion, Edit, func(ctx context.Context, e *Experiment) error {
		before := e.Proposal
		next, err := edit(before)
		if err != nil {
			return err
		}
		e.Proposal = next.tidy()
		if err := mayPropose(actor, e.Proposal, before); err != nil {
			return err
		}
		wrong, err := s.misfits(ctx, e.Proposal, before)
		if err != nil {
			return err
		}
		changes := before.Compare(e.Proposal)
		if err := e.mayChange(before, changes); err != nil {
			return err
		}
		if err := s.contribute(ctx, e, actor); err != nil {
			return err
		}
		if err := s.keepTags(ctx, e, before.Tags); err != nil {
			return err
		}
		return s.rejudge(ctx, actor, e, before, changes, wrong)
	})
}

// mayChange refuses to rewrite what the first start has frozen. What was never said
// may still be: a door that closes later asks for it.
func (e *Experiment) mayChange(before Proposal, changes Changes) error {
	frozen := changes.Frozen(before)
	if e.StartedAt == nil || len(frozen) == 0 {
		return nil
	}
	refusal := fault.Refused("frozen", "What we expected stays as it was said before the start. Note what you learned in a check-in instead.")
	for _, name := range frozen {
		refusal.Fields = append(refusal.Fields, fault.Field{Location: "body." + name, Code: "frozen", Message: "This was frozen by the first start."})
	}
	return refusal
}

func (s *Store) contribute(ctx context.Context, e *Experiment, actor accounts.Actor) error {
	return s.db.Write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&contributor{e.ID, actor.PersonID}).Error
}

// isOverwritten reports whether an edit makes no revision: submitting will.
func (e *Experiment) isOverwritten() bool {
	return e.Status == Draft || e.Status == Withdrawn || e.Status == Declined
}

// rejudge judges a submitted proposal again after a material change, and refuses
// what would leave it incomplete.
func (s *Store) rejudge(ctx context.Context, actor accounts.Actor, e *Experiment, before Proposal, changes Changes, wrong []fault.Field) error {
	switch {
	case e.isOverwritten():
		return e.mayBeDraft(wrong)
	case !changes.Material():
		return incomplete(e.newlyMissing(before), wrong)
	}
	return s.revise(ctx, actor, e, wrong)
}

// dismiss takes back what the present revision has been given.
func (s *Store) dismiss(ctx context.Context, e *Experiment) error {
	return s.db.Write(ctx).Model(&Requirement{}).Where("experiment_id = ? AND revision = ? AND state = ?", e.ID, e.Revision, Met).
		Update("state", Dismissed).Error
}

// revise dismisses what the last revision had been given and makes the next.
func (s *Store) revise(ctx context.Context, actor accounts.Actor, e *Experiment, wrong []fault.Field) error {
	if err := s.dismiss(ctx, e); err != nil {
		return err
	}
	judged, err := s.judge(ctx, e, wrong)
	if err != nil {
		return err
	}
	return s.keepJudgement(ctx, actor, e, judged)
}

// Submit makes the next revision, judges its door, and, when start is asked and
// the door is two-way, starts it in the same transaction.
func (s *Store) Submit(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int, start bool) (*Experiment, error) {
	var submitted *Experiment
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		var err error
		submitted, err = s.change(ctx, actor, ref, ifVersion, Submit, func(ctx context.Context, e *Experiment) error {
			if err := s.contribute(ctx, e, actor); err != nil {
				return err
			}
			return s.revise(ctx, actor, e, nil)
		})
		if err == nil && start && submitted.Status == Ready {
			submitted, err = s.Start(ctx, actor, ByID(submitted.ID), nil)
		}
		return err
	})
	return submitted, err
}

// Start runs a ready experiment. The guard of the door stands in the statement
// that starts it: a one-way door needs an approval of exactly this revision for
// every closed gate, and every before-start condition met. Under a newer policy
// the door is judged again first; one that closes is in review in the answer.
func (s *Store) Start(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int) (*Experiment, error) {
	return s.runIfOpen(ctx, actor, ref, ifVersion, Start)
}

// Resume runs a paused experiment again, under the same guards as Start; under a
// newer policy that closes its door it stays paused, with a new review.
func (s *Store) Resume(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int) (*Experiment, error) {
	return s.runIfOpen(ctx, actor, ref, ifVersion, Resume)
}

func (s *Store) run(_ context.Context, e *Experiment) error {
	e.Status = Running
	if e.StartedAt == nil {
		now := s.clock.Now()
		e.StartedAt = &now
	}
	return nil
}

// Pause halts a running experiment; it may resume.
func (s *Store) Pause(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int) (*Experiment, error) {
	return s.become(ctx, actor, ref, ifVersion, Pause, Paused)
}

// Withdraw takes back what has not started; it may be edited and submitted again.
func (s *Store) Withdraw(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int) (*Experiment, error) {
	return s.become(ctx, actor, ref, ifVersion, Withdraw, Withdrawn)
}

// Archive puts away what has ended and owes no lesson; it stays findable.
func (s *Store) Archive(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int) (*Experiment, error) {
	return s.change(ctx, actor, ref, ifVersion, Archive, func(_ context.Context, e *Experiment) error {
		e.ArchivedFrom, e.Status = e.Status, Archived
		return nil
	})
}

// Unarchive brings it back to where it was.
func (s *Store) Unarchive(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int) (*Experiment, error) {
	return s.change(ctx, actor, ref, ifVersion, Unarchive, func(_ context.Context, e *Experiment) error {
		e.Status, e.ArchivedFrom = e.ArchivedFrom, ""
		return nil
	})
}

func (s *Store) become(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int, a Action, to Status) (*Experiment, error) {
	return s.change(ctx, actor, ref, ifVersion, a, func(_ context.Context, e *Experiment) error {
		e.Status = to
		return nil
	})
}

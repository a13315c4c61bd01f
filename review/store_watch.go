package review

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/clock"
)

// follow keeps the review in step with its experiment.
func (s *Store) follow(ctx context.Context, before, after *experiments.Experiment) error {
	if err := s.tellWhoDecided(ctx, before, after); err != nil {
		return err
	}
	switch {
	case before.Revision != after.Revision:
		return s.replace(ctx, after)
	case len(after.Raised) > len(before.Raised):
		return s.reopen(ctx, after)
	case before.Status != after.Status && ended(after.Status):
		return s.end(ctx, after)
	case before.Status != after.Status && after.Status == experiments.Draft:
		return s.close(ctx, after.ID, Expired)
	case after.Revision > 0 && len(before.Proposal.Compare(after.Proposal)) > 0:
		if err := s.tellOfEdit(ctx, after); err != nil {
			return err
		}
		return s.edited(ctx, after)
	case after.ConditionsMet() > before.ConditionsMet():
		return s.acted(ctx, after)
	case before.Status != after.Status && !decided(before.Status, after.Status) && (oneWay(before) || oneWay(after)):
		return s.settleOf(ctx, after)
	}
	return nil
}

// decided reports whether a decision moved it: the review moves too, after this.
func decided(before, after experiments.Status) bool {
	return before == experiments.InReview && (after == experiments.Ready || after == experiments.Declined)
}

func oneWay(e *experiments.Experiment) bool { return e.Door != nil && *e.Door == door.OneWay }

// edited goes on after the team has edited, which may also have made a reviewer a
// contributor.
func (s *Store) edited(ctx context.Context, e *experiments.Experiment) error {
	if err := s.answered(ctx, e.ID); err != nil {
		return err
	}
	return s.acted(ctx, e)
}

// acted goes on after the team did something about what it was asked for.
func (s *Store) acted(ctx context.Context, e *experiments.Experiment) error {
	if err := s.teamActed(ctx, e.ID); err != nil {
		return err
	}
	return s.settleOf(ctx, e)
}

func ended(s experiments.Status) bool {
	return s == experiments.Withdrawn || s == experiments.Concluded
}

// replace ends the review of the last revision and opens one for this, if its
// door is closed.
func (s *Store) replace(ctx context.Context, e *experiments.Experiment) error {
	if e.Revision > 1 {
		if err := s.dismiss(ctx, e.ID); err != nil {
			return err
		}
		if err := s.close(ctx, e.ID, Superseded); err != nil {
			return err
		}
	}
	if *e.Door != door.OneWay {
		return nil
	}
	return s.open(ctx, e)
}

// open opens the review of the present revision.
func (s *Store) open(ctx context.Context, e *experiments.Experiment) error {
	now := s.clock.Now()
	r := Review{ID: clock.NewID(), ExperimentID: e.ID, Revision: e.Revision, State: Open,
		Turn: RouteTurn, WaitingSince: now, Version: 1, OpenedAt: now}
	r.begin(now)
	if err := s.db.Write(ctx).Create(&r).Error; err != nil {
		return err
	}
	return s.settle(ctx, r.ID)
}

// dismiss marks the decisions on earlier revisions: by the system, never by the
// person who edited. They are kept.
func (s *Store) dismiss(ctx context.Context, experiment uuid.UUID) error {
	return s.db.Write(ctx).Model(&Decision{}).
		Where("dismissed_at IS NULL AND review_id IN (SELECT id FROM reviews WHERE experiment_id = ?)", experiment).
		Update("dismissed_at", s.clock.Now()).Error
}

// close ends what is open of an experiment's reviews, and what is still offered in
// it; nobody has a next move in any.
func (s *Store) close(ctx context.Context, experiment uuid.UUID, state State) error {
	if err := s.supersede(ctx, experiment); err != nil {
		return err
	}
	tx := s.db.Write(ctx)
	err := tx.Model(&Review{}).Where("experiment_id = ? AND state = ?", experiment, Open).
		Updates(map[string]any{"state": state, "closed_at": s.clock.Now(), "version": gorm.Expr("version + 1")}).Error
	if err != nil {
		return err
	}
	if err := tx.Model(&Review{}).Where("experiment_id = ? AND waits", experiment).Update("waits", false).Error; err != nil {
		return err
	}
	return tx.Where("review_id IN (SELECT id FROM reviews WHERE experiment_id = ?)", experiment).Delete(&Ask{}).Error
}

// end ends the reviews of what has ended. Those of a concluded experiment stand in lists
// by when they were opened, which their ids tell: where the last turn began would tell
// outsiders a day by what stands beside them.
func (s *Store) end(ctx context.Context, e *experiments.Experiment) error {
	if err := s.close(ctx, e.ID, Withdrawn); err != nil || e.Status != experiments.Concluded {
		return err
	}
	return s.db.Write(ctx).Model(&Review{}).Where("experiment_id = ?", e.ID).Update("waiting_since", gorm.Expr("opened_at")).Error
}

// answered notes that the team has edited in its turn: what was asked for until now
// is answered, and the turn goes back unless something is still offered.
func (s *Store) answered(ctx context.Context, experiment uuid.UUID) error {
	var waiting []Review
	err := s.db.Write(ctx).Where("experiment_id = ? AND state = ? AND turn = ?", experiment, Open, TeamTurn).Find(&waiting).Error
	if err != nil || len(waiting) == 0 {
		return err
	}
	r, now := &waiting[0], s.clock.Now()
	r.AnsweredAt = &now
	return s.goOn(ctx, r)
}

package review

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/database"
	"ajar/internal/fault"
	"ajar/internal/outbox"
)

// waits is true of a review in which somebody has the next move: an open one, or
// one that approved with conditions which the team has not met yet.
const waits = `state = 'open' OR state = 'approved'
	AND EXISTS (SELECT 1 FROM requirements q WHERE q.experiment_id = reviews.experiment_id AND q.revision = reviews.revision
		AND q.kind = 'condition' AND q.due = 'before_start' AND q.state = 'open')
	AND experiment_id IN (SELECT id FROM experiments WHERE status IN ('ready', 'paused'))`

// settle finds out anew who has the next move in a review, after anything that may
// change it, and puts the job that tells those who do not know yet and winds the
// clock. It belongs into the transaction of the change.
func (s *Store) settle(ctx context.Context, id uuid.UUID) error {
	if err := s.db.Write(ctx).Exec("UPDATE reviews SET waits = ("+waits+") WHERE id = ?", id).Error; err != nil {
		return err
	}
	news, err := s.ask(ctx, "r.id = @review", map[string]any{"review": id})
	if err != nil || !news {
		return err
	}
	return outbox.Put(ctx, s.db, outbox.Job{Kind: turnJob, Key: id.String(), RunAt: s.clock.Now()})
}

// settleOf settles the review of an experiment's present revision, if there is one.
func (s *Store) settleOf(ctx context.Context, e *experiments.Experiment) error {
	var ids []uuid.UUID
	err := s.db.Read(ctx).Model(&Review{}).Where("experiment_id = ? AND revision = ?", e.ID, e.Revision).Pluck("id", &ids).Error
	if err != nil || len(ids) == 0 {
		return err
	}
	return s.settle(ctx, ids[0])
}

// teamActed restarts the clock of the team's own turn: whoever edits, comments,
// meets a condition or answers an offer is not silent. In the routes' turn it does
// nothing.
func (s *Store) teamActed(ctx context.Context, experiment uuid.UUID) error {
	return s.db.Write(ctx).Model(&Review{}).Where("experiment_id = ? AND waits AND turn = ?", experiment, TeamTurn).
		Updates(anew(s.clock.Now())).Error
}

// anew begins a clock.
func anew(now time.Time) map[string]any {
	return map[string]any{"clock_from": now, "taken": 0, "taken_at": nil}
}

// teamSpoke restarts the clock of the team's own turn when the actor is of the team.
func (s *Store) teamSpoke(ctx context.Context, actor accounts.Actor, experiment uuid.UUID) error {
	if len(actor.Teams) == 0 {
		return nil
	}
	return s.db.Write(ctx).Model(&Review{}).Where("experiment_id = ? AND waits AND turn = ? AND experiment_id IN (SELECT id FROM experiments WHERE team_id IN ?)",
		experiment, TeamTurn, actor.Teams).Updates(anew(s.clock.Now())).Error
}

// moves are the next moves in reviews r that fit a condition: one of the team, or one
// on each open gate, with the seats from which somebody can decide on it.
const moves = `SELECT r.id AS review_id, r.experiment_id, e.team_id, r.turn, r.waiting_since, r.taken,
		COALESCE(q.gate, '') AS gate, COALESCE(q.route, '') AS route, h.id IS NOT NULL AS handed, h.to_id,
		(SELECT string_agg(CASE WHEN s.backup THEN 'backup' ELSE 'member' END || '/' || CAST(s.person_id AS TEXT), ',') %s) AS able
	FROM reviews r JOIN experiments e ON e.id = r.experiment_id
	LEFT JOIN requirements q ON r.turn = 'route' AND q.experiment_id = r.experiment_id AND q.revision = r.revision AND q.kind = 'gate' AND q.state = 'open'
	LEFT JOIN hand_overs h ON h.review_id = r.id AND h.gate = q.gate AND h.ended_at IS NULL
	WHERE r.waits AND (r.turn = 'team' OR q.gate IS NOT NULL) AND `

// ask makes asks true again for the reviews r that fit a condition, and reports
// whether there is somebody who is still to be told: it was not their turn before,
// or the turn began again.
func (s *Store) ask(ctx context.Context, scope string, args map[string]any) (news bool, err error) {
	kept, err := s.heldAsks(ctx, scope, args)
	if err != nil {
		return false, err
	}
	today, err := s.today(ctx)
	if err != nil {
		return false, err
	}
	all := map[string]any{"today": today, "proposer": uuid.Nil}
	maps.Copy(all, args)
	var next []nextMove
	err = s.db.Write(ctx).Raw(fmt.Sprintf(moves, experiments.AbleSQL("e.id", "e.team_id", "q.route"))+scope, all).Find(&next).Error
	if err != nil {
		return false, err
	}
	fresh, gone := settled(kept, next)
	if err := s.drop(ctx, gone); err != nil {
		return false, err
	}
	return slices.ContainsFunc(fresh, func(a Ask) bool { return !a.Told }), s.keep(ctx, fresh)
}

// heldAsks holds the reviews r that fit a condition until the transaction ends, and
// reads who is asked in them.
func (s *Store) heldAsks(ctx context.Context, scope string, args map[string]any) ([]Ask, error) {
	var ids []uuid.UUID
	err := s.db.Write(ctx).Table("reviews AS r").Clauses(database.Held).Where(scope, args).Order("r.id").Pluck("r.id", &ids).Error
	if err != nil {
		return nil, err
	}
	var kept []Ask
	for some := range slices.Chunk(ids, batch) {
		var more []Ask
		if err := s.db.Write(ctx).Where("review_id IN ?", some).Find(&more).Error; err != nil {
			return nil, err
		}
		kept = append(kept, more...)
	}
	return kept, nil
}

// batch is how many rows one statement names.
const batch = 500

func (s *Store) drop(ctx context.Context, gone []Ask) error {
	for some := range slices.Chunk(gone, batch) {
		keys := make([][]any, len(some))
		for i, a := range some {
			keys[i] = []any{a.ReviewID, a.Gate, a.Who}
		}
		if err := s.db.Write(ctx).Where("(review_id, gate, who) IN ?", keys).Delete(&Ask{}).Error; err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) keep(ctx context.Context, fresh []Ask) error {
	if len(fresh) == 0 {
		return nil
	}
	return s.db.Write(ctx).Clauses(clause.OnConflict{UpdateAll: true}).CreateInBatches(&fresh, batch).Error
}

// today is the organisation's day.
func (s *Store) today(ctx context.Context) (string, error) {
	_, zone, err := s.experiments.Working(ctx)
	if err != nil {
		return "", err
	}
	return s.clock.Now().In(zone).Format(time.DateOnly), nil
}

// hours are the organisation's.
func (s *Store) hours(ctx context.Context) (workingHours, error) {
	calendar, zone, err := s.experiments.Working(ctx)
	if err != nil {
		return workingHours{}, err
	}
	return newHours(calendar, zone), nil
}

// goOn leaves the review open, with whoever has the next move.
func (s *Store) goOn(ctx context.Context, r *Review) error {
	turn, err := s.turn(ctx, r)
	if err != nil {
		return err
	}
	return s.move(ctx, r, Open, turn)
}

// turn is the team's while something is offered to it, or the last word on any gate
// asks for changes and the team has not answered it by an edit since.
func (s *Store) turn(ctx context.Context, r *Review) (Turn, error) {
	offered, err := s.openOffers(ctx, r.ID)
	if err != nil || offered > 0 {
		return TeamTurn, err
	}
	decisions, err := s.decisions(ctx, r.ID)
	if err != nil {
		return "", err
	}
	asks := map[string]bool{}
	for _, d := range decisions {
		answered := r.AnsweredAt != nil && d.CreatedAt.Before(*r.AnsweredAt)
		asks[d.Gate] = d.Verdict == RequestChanges && !answered && d.DismissedAt == nil
	}
	if slices.Contains(slices.Collect(maps.Values(asks)), true) {
		return TeamTurn, nil
	}
	return RouteTurn, nil
}

func (s *Store) move(ctx context.Context, r *Review, state State, turn Turn) error {
	now := s.clock.Now()
	written := []string{"state", "turn", "answered_at", "closed_at", "version"}
	if turn != r.Turn {
		r.WaitingSince = now
		if err := s.recordTurn(ctx, r, state, turn); err != nil {
			return err
		}
		r.begin(now)
		written = append(written, "waiting_since", "clock_from", "taken", "taken_at")
	}
	if state != Open {
		r.ClosedAt = &now
		if err := s.supersede(ctx, r.ExperimentID); err != nil {
			return err
		}
	}
	was := r.Version
	r.State, r.Turn, r.Version = state, turn, was+1
	res := s.db.Write(ctx).Model(r).Where("id = ? AND version = ?", r.ID, was).
		Select(written).Updates(r)
	switch {
	case res.Error != nil:
		return res.Error
	case res.RowsAffected == 0:
		return fault.Outdated()
	}
	return s.settle(ctx, r.ID)
}

// recordTurn writes that the turn of a review that goes on has changed, for its
// timeline; nobody did that, it follows from what was done.
func (s *Store) recordTurn(ctx context.Context, r *Review, state State, turn Turn) error {
	if state != Open {
		return nil
	}
	return s.happened(ctx, r, nil, "review.turn_"+string(turn), told{Review: r.ID, Revision: r.Revision})
}

package review

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/outbox"
)

// waits is true of a review in which somebody has the next move: an open one, or
// one that approved with conditions which the team has not met yet.
const waits = `state = 'open' OR state = 'approved'
	AND EXISTS (SELECT 1 FROM requirements q WHERE q.experiment_id = reviews.experiment_id AND q.revision = reviews.revision
		AND q.kind = 'condition' AND q.due = 'before_start' AND q.state = 'open')
	AND experiment_id IN (SELECT id FROM experiments WHERE status IN ('ready', 'paused'))`

// settle finds out anew who has the next move in a review, after anything that may
// change it, and puts the job that tells them and winds the clock. It belongs into
// the transaction of the change.
func (s *Store) settle(ctx context.Context, id uuid.UUID) error {
	if err := s.db.Write(ctx).Exec("UPDATE reviews SET waits = ("+waits+") WHERE id = ?", id).Error; err != nil {
		return err
	}
	if err := s.ask(ctx, "r.id = @review", map[string]any{"review": id}); err != nil {
		return err
	}
	return outbox.Put(ctx, s.db, outbox.Job{Kind: TurnJob, Key: id.String(), RunAt: s.clock.Now()})
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

// wanted are the rows that asks shall have for reviews r that fit %[1]s. A gate that
// was handed to somebody who cannot decide any more is its members' again. The
// backups are asked when the members have been silent, or when no member can
// decide; the administrators when the backups were silent too, or nobody can.
const wanted = `WITH g AS (SELECT r.id, r.experiment_id, e.team_id, r.waiting_since, r.taken, q.gate, q.route, h.id AS handed, h.to_id,
		EXISTS (SELECT 1 %[2]s AND NOT s.backup) AS member,
		EXISTS (SELECT 1 %[2]s AND s.backup) AS backup,
		EXISTS (SELECT 1 %[2]s AND s.person_id = h.to_id) AS receiver
	FROM reviews r JOIN experiments e ON e.id = r.experiment_id
	JOIN requirements q ON q.experiment_id = r.experiment_id AND q.revision = r.revision AND q.kind = 'gate' AND q.state = 'open'
	LEFT JOIN hand_overs h ON h.review_id = r.id AND h.gate = q.gate AND h.ended_at IS NULL
	WHERE r.waits AND r.turn = 'route' AND %[1]s),
o AS (SELECT g.*, receiver AS to_person, handed IS NOT NULL AND to_id IS NULL AND backup AS to_backups FROM g)
SELECT r.id AS review_id, '' AS gate, 'team:' || CAST(e.team_id AS TEXT) AS who, 'turn' AS why, r.experiment_id, e.team_id, r.waiting_since
	FROM reviews r JOIN experiments e ON e.id = r.experiment_id WHERE r.waits AND r.turn = 'team' AND %[1]s
UNION ALL SELECT id, gate, 'members:' || route, 'turn', experiment_id, team_id, waiting_since FROM o WHERE member AND NOT to_person AND NOT to_backups
UNION ALL SELECT id, gate, 'person:' || CAST(to_id AS TEXT), 'handed_over', experiment_id, team_id, waiting_since FROM o WHERE to_person
UNION ALL SELECT id, gate, 'backups:' || route, CASE WHEN taken >= @backups THEN 'late' WHEN to_backups THEN 'handed_over' ELSE 'nobody' END,
	experiment_id, team_id, waiting_since FROM o WHERE backup AND (taken >= @backups OR to_backups OR NOT member AND NOT to_person)
UNION ALL SELECT id, gate, 'administrators', CASE WHEN member OR backup THEN 'late' ELSE 'nobody' END,
	experiment_id, team_id, waiting_since FROM o WHERE taken >= @administrators OR NOT member AND NOT backup`

// ask makes asks true again for the reviews r that fit a condition. Who is asked
// anew, because it was nobody's turn before or the turn began again, is still to be
// told.
func (s *Store) ask(ctx context.Context, scope string, args map[string]any) error {
	today, err := s.today(ctx)
	if err != nil {
		return err
	}
	all := map[string]any{"today": today, "proposer": uuid.Nil, "backups": after(AskBackups), "administrators": after(AskAdministrators)}
	maps.Copy(all, args)
	rows := fmt.Sprintf(wanted, scope, experiments.AbleSQL("e.id", "e.team_id", "q.route"))
	tx := s.db.Write(ctx)
	err = tx.Exec("DELETE FROM asks WHERE review_id IN (SELECT r.id FROM reviews r WHERE "+scope+
		") AND (review_id, gate, who) NOT IN (SELECT review_id, gate, who FROM ("+rows+") w)", all).Error
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO asks (review_id, gate, who, why, experiment_id, team_id, waiting_since, told)
		SELECT review_id, gate, who, why, experiment_id, team_id, waiting_since, FALSE FROM (`+rows+`) w WHERE TRUE
		ON CONFLICT (review_id, gate, who) DO UPDATE SET why = excluded.why, team_id = excluded.team_id,
			told = asks.told AND asks.waiting_since = excluded.waiting_since, waiting_since = excluded.waiting_since`, all).Error
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
func (s *Store) hours(ctx context.Context) (Hours, error) {
	calendar, zone, err := s.experiments.Working(ctx)
	if err != nil {
		return Hours{}, err
	}
	return NewHours(calendar, zone), nil
}

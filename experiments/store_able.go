package experiments

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"ajar/experiments/door"
)

// AbleSQL is the part of a statement from FROM on that finds who can decide on the
// gates of a route now: seats s, of s.person_id and for s.for_id (the same person,
// or whom they stand in for), with s.backup. Experiment, team and route are SQL
// expressions: the experiment's id and team, and the gate's route; @today is the
// organisation's day, @proposer somebody who is about to contribute.
//
// Nobody can who is not active or no reviewer, is away (somebody stands in for them
// today), contributed to it or to what it stems from, or is of its team. Who stands
// in can only where both could.
func AbleSQL(experiment, team, route string) string {
	return fmt.Sprintf(ableSQL, experiment, team, route)
}

const ableSQL = `FROM (SELECT route, backup, person_id, person_id AS for_id FROM route_people
		UNION ALL SELECT l.route, l.backup, d.delegate_id, d.person_id FROM delegations d JOIN route_people l ON l.person_id = d.person_id
			WHERE d.from_on <= @today AND d.until_on >= @today) s
	JOIN people p ON p.id = s.person_id AND p.active AND p.roles LIKE '%%reviewer%%'
	JOIN people f ON f.id = s.for_id AND f.active AND f.roles LIKE '%%reviewer%%'
	WHERE s.route = %[3]s AND s.person_id <> @proposer AND s.for_id <> @proposer
		AND NOT EXISTS (SELECT 1 FROM delegations w WHERE w.person_id = s.person_id AND w.from_on <= @today AND w.until_on >= @today)
		AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.team_id = %[2]s AND m.person_id IN (s.person_id, s.for_id))
		AND NOT EXISTS (SELECT 1 FROM contributors c WHERE c.experiment_id = %[1]s AND c.person_id IN (s.person_id, s.for_id))
		AND NOT EXISTS (SELECT 1 FROM ancestors x JOIN contributors c ON c.experiment_id = x.ancestor_id
			WHERE x.experiment_id = %[1]s AND c.person_id IN (s.person_id, s.for_id))`

// Parties are those of the people named who contributed to an experiment, or to what
// it stems from, or are of its team. Nobody named takes no statement.
func (s *Store) Parties(ctx context.Context, experiment, team uuid.UUID, named []uuid.UUID) ([]uuid.UUID, error) {
	if len(named) == 0 {
		return nil, nil
	}
	var parties []uuid.UUID
	err := s.db.Read(ctx).Table("people").Where("id IN ?", named).Where(`id IN (SELECT person_id FROM memberships WHERE team_id = ?) OR id IN (SELECT person_id FROM contributors
		WHERE experiment_id = ? OR experiment_id IN (SELECT ancestor_id FROM ancestors WHERE experiment_id = ?))`, team, experiment, experiment).Pluck("id", &parties).Error
	return parties, err
}

// Working is the newest policy's calendar, and the organisation's time zone.
func (s *Store) Working(ctx context.Context) (door.Calendar, *time.Location, error) {
	policy, zone, err := s.policies.newest(ctx)
	if err != nil {
		return door.Calendar{}, nil, err
	}
	return policy.Compiled.Calendar(), zone, nil
}

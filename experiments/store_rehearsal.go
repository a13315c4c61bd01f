package experiments

import (
	"context"

	"ajar/experiments/door"
)

// Rehearse judges the last experiments that were submitted by another policy and
// by the present one, and tells which doors would change; the sentences are in
// the language asked for. Nothing is kept. A document that cannot be a policy
// answers a fault that names everything wrong with it. Administrators.
func (s *Store) Rehearse(ctx context.Context, source string, last int, language string) (*Rehearsal, error) {
	compiled, err := door.Parse([]byte(source))
	if err != nil {
		return nil, err
	}
	now, zone, err := s.policies.newest(ctx)
	if err != nil {
		return nil, err
	}
	var all []submitted
	err = s.db.Read(ctx).Raw(`SELECT e.id, e.number, e.title, e.team_id, e.submitted_at, r.proposal -> 'answers' AS answers,
		COALESCE(r.proposal ->> 'starts_on', '') AS starts_on, COALESCE(r.proposal ->> 'ends_on', '') AS ends_on
		FROM experiments e JOIN revisions r ON r.experiment_id = e.id AND r.number = e.revision
		WHERE e.revision > 0 ORDER BY e.number DESC LIMIT ?`, last).Scan(&all).Error
	if err != nil {
		return nil, err
	}
	r := rehearsal{now: now, then: &PolicyVersion{Compiled: compiled}, language: language, zone: zone}
	found := r.rehearse(all)
	return &found, nil
}

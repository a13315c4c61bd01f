package experiments

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"ajar/internal/live"
)

// audienceRow is what decides who may be told of an experiment's changes.
type audienceRow struct {
	ID        uuid.UUID
	Number    int64
	TeamID    uuid.UUID
	Submitted bool
	Concluded bool
	Routes    *string
}

// Audiences says who may be told when something changes of these experiments: of
// what was never submitted its team; of what is concluded also those who read its
// days (Timeline); else everyone. One statement.
func (s *Store) Audiences(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]live.Audience, error) {
	var rows []audienceRow
	err := s.db.Read(ctx).Raw(`SELECT e.id, e.number, e.team_id, e.revision > 0 AS submitted, e.concluded_at IS NOT NULL AS concluded,
			(SELECT string_agg(r.route, ',') FROM (SELECT DISTINCT q.route FROM requirements q WHERE q.experiment_id = e.id) AS r) AS routes
		FROM experiments e WHERE e.id IN ?`, ids).Scan(&rows).Error
	audiences := make(map[uuid.UUID]live.Audience, len(rows))
	for _, r := range rows {
		a := live.Audience{Key: KeyOf(r.Number), Team: r.TeamID,
			Everyone: r.Submitted && !r.Concluded, Routers: r.Submitted && r.Concluded}
		if r.Routes != nil {
			a.Routes = strings.Split(*r.Routes, ",")
		}
		audiences[r.ID] = a
	}
	return audiences, err
}

package experiments

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/search"
)

const (
	// remembered is how many past one-way doors are looked through, newest first:
	// one in a hundred, they stand for 200,000 experiments.
	remembered = 2000
	// compared is how many of them, those with the most of the same gates, are
	// compared word by word.
	compared = 150
	// leastAlike is how much of the words those must have that share no gate.
	leastAlike = 0.2
)

// Similar finds past one-way doors that resemble a proposal whose door these gates
// close: those with the most of the same gates first and, of equals, those with
// most of its rarest words. Doors that never ran tell nothing and are left out, and
// so is the experiment itself. It takes four statements.
func (s *Store) Similar(ctx context.Context, to uuid.UUID, p Proposal, gates []string, limit int) ([]Similar, error) {
	doors, err := s.pastDoors(ctx, to, gates)
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, len(doors))
	for i, d := range doors {
		ids[i] = d.ID
	}
	hits, err := s.search.Among(ctx, search.Query{Text: p.Words()}, ids)
	if err != nil {
		return nil, err
	}
	best := mostAlike(doors, hits)
	best = best[:min(limit, len(best))]
	return s.tellOf(ctx, best)
}

// pastDoor is a one-way door, how many gates it shares with another, and how much
// of its words.
type pastDoor struct {
	ID     uuid.UUID
	Shared int
	score  float64
}

func (s *Store) pastDoors(ctx context.Context, to uuid.UUID, gates []string) ([]pastDoor, error) {
	var doors []pastDoor
	err := s.db.Read(ctx).Raw(`SELECT e.id, (SELECT COUNT(*) FROM requirements q
			WHERE q.experiment_id = e.id AND q.revision = e.revision AND q.kind = ? AND q.state <> ? AND q.gate IN ?) AS shared
		FROM (SELECT id, number, revision FROM experiments WHERE door = 'one_way' AND outcome NOT IN ('', ?) AND id <> ? ORDER BY number DESC LIMIT ?) AS e
		ORDER BY shared DESC, e.number DESC LIMIT ?`,
		GateRequirement, NotNeeded, gates, NotRun, to, remembered, compared).Scan(&doors).Error
	return doors, err
}

// mostAlike puts the doors in order and leaves out those that share nothing.
func mostAlike(doors []pastDoor, hits []search.Hit) []pastDoor {
	scores := make(map[uuid.UUID]float64, len(hits))
	for _, h := range hits {
		scores[h.ID] = h.Score
	}
	for i := range doors {
		doors[i].score = scores[doors[i].ID]
	}
	doors = slices.DeleteFunc(doors, func(d pastDoor) bool { return d.Shared == 0 && d.score < leastAlike })
	slices.SortStableFunc(doors, func(a, b pastDoor) int {
		return cmp.Or(cmp.Compare(b.Shared, a.Shared), cmp.Compare(b.score, a.score))
	})
	return doors
}

func (s *Store) tellOf(ctx context.Context, doors []pastDoor) ([]Similar, error) {
	ids := make([]uuid.UUID, len(doors))
	for i, d := range doors {
		ids[i] = d.ID
	}
	past, err := s.Past(ctx, ids)
	similar := []Similar{}
	for _, d := range doors {
		if p, ok := past[d.ID]; ok {
			similar = append(similar, Similar{p, d.score})
		}
	}
	return similar, err
}

// Past tells what became of the concluded ones of these experiments: two
// statements. Everyone signed in may read it.
func (s *Store) Past(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]Past, error) {
	var rows []concluded
	if err := s.db.Read(ctx).Select("experiments.*, "+accounts.TimeZone+" AS time_zone").Where("id IN ? AND concluded_at IS NOT NULL", ids).Find(&rows).Error; err != nil {
		return nil, err
	}
	gates, err := s.GatesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	past := make(map[uuid.UUID]Past, len(rows))
	for _, row := range rows {
		p, err := row.past()
		if err != nil {
			return nil, err
		}
		for _, g := range gates {
			if g.ExperimentID == row.ID && g.Revision == row.Revision && g.State != NotNeeded {
				p.Gates = append(p.Gates, g.Gate)
			}
		}
		past[row.ID] = p
	}
	return past, nil
}

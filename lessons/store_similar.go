package lessons

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/google/uuid"

	"ajar/internal/search"
)

// Similar finds what was tried, or is, and resembles a text, best first; each
// experiment once, and none that was never submitted. Everyone signed in may; it takes
// two statements beside the search, and one more for gates.
func (s *Store) Similar(ctx context.Context, a Alike) ([]Like, error) {
	found, err := s.search.Find(ctx, search.Query{Text: a.Text, Exact: true})
	if err != nil {
		return nil, err
	}
	hits := alike(found.Hits)
	if len(a.Gates) > 0 {
		same, err := s.aboutGates(ctx, idsOf(hits), a.Gates)
		if err != nil {
			return nil, err
		}
		hits = gatesFirst(hits, same)
	}
	// Two of an experiment and its lesson may be there, and what is excepted.
	return s.tellOf(ctx, hits[:min(2*a.Limit+2, len(hits))], a)
}

// aboutGates are those of the lessons whose door one of the gates closed.
func (s *Store) aboutGates(ctx context.Context, lessons []uuid.UUID, gates []string) (map[uuid.UUID]bool, error) {
	var ids []uuid.UUID
	err := s.db.Read(ctx).Table("lesson_facets").Where("facet = 'gate' AND value IN ? AND lesson_id IN ?", gates, lessons).Pluck("lesson_id", &ids).Error
	about := make(map[uuid.UUID]bool, len(ids))
	for _, id := range ids {
		about[id] = true
	}
	return about, err
}

// tellOf tells of the first experiments of the hits, by their lessons where there are
// some; none stands above the one that supersedes it.
func (s *Store) tellOf(ctx context.Context, hits []search.Hit, a Alike) ([]Like, error) {
	likes := []Like{}
	if len(hits) == 0 {
		return likes, nil
	}
	ids := idsOf(hits)
	lessonOf, of, err := s.lessonsAmong(ctx, ids)
	if err != nil {
		return nil, err
	}
	experiments, err := s.tried(ctx, slices.AppendSeq(ids, maps.Values(of)))
	if err != nil {
		return nil, err
	}
	for _, h := range hits {
		id := cmp.Or(of[h.ID], h.ID)
		e, ok := experiments[id]
		known := slices.ContainsFunc(likes, func(l Like) bool { return l.Experiment.ID == id })
		if !ok || known || id == a.Except {
			continue
		}
		l, err := e.like()
		if err != nil {
			return nil, err
		}
		if p := lessonOf[id]; p != nil {
			l = l.told(p)
		}
		l.Score = h.Score
		likes = append(likes, l)
	}
	likes = belowNewer(likes, func(l Like) (id, by uuid.UUID) { return l.ID, l.newer })
	return likes[:min(a.Limit, len(likes))], nil
}

// lessonsAmong are the published lessons that ids name, by their own id or their
// experiment's: each lesson by its experiment, and the experiment of each by its own id.
func (s *Store) lessonsAmong(ctx context.Context, ids []uuid.UUID) (lessonOf map[uuid.UUID]*Publication, of map[uuid.UUID]uuid.UUID, err error) {
	var published []lesson
	err = s.db.Read(ctx).Select("id, experiment_id, published").Where("edition > 0 AND (id IN @ids OR experiment_id IN @ids)", map[string]any{"ids": ids}).Find(&published).Error
	lessonOf, of = map[uuid.UUID]*Publication{}, map[uuid.UUID]uuid.UUID{}
	for _, l := range published {
		lessonOf[l.ExperimentID], of[l.ID] = l.Published, l.ExperimentID
	}
	return lessonOf, of, err
}

// tried reads those of the experiments that were submitted.
func (s *Store) tried(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]tried, error) {
	var rows []struct {
		Tried tried `gorm:"embedded"`
	}
	err := s.db.Read(ctx).Raw(`SELECT e.id, e.number, e.title, e.language, e.status, e.outcome, e.hollow_win, COALESCE(e.door, '') AS door, e.submitted_at, e.concluded_at, `+settingOfTeam+`
		FROM experiments e JOIN teams t ON t.id = e.team_id JOIN organisation o ON 1 = 1 WHERE e.id IN ? AND e.revision > 0`, ids).Scan(&rows).Error
	all := make(map[uuid.UUID]tried, len(rows))
	for _, row := range rows {
		all[row.Tried.ID] = row.Tried
	}
	return all, err
}

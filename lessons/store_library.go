package lessons

import (
	"context"
	"errors"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/database"
	"ajar/internal/fault"
	"ajar/internal/search"
)

// Shelf narrows the library; empty fields do not.
type Shelf struct {
	Query  string
	Facets map[string]string // by the names in facetNames
	Of     []uuid.UUID       // teams; nil for all
	After  *Place            // without a query: where the page before ended
	Cursor string            // with a query: the same, as the search wrote it
	Exact  bool              // the words as they are written
	Limit  int
}

// Place is where a page of the library ended: no finer than a month.
type Place struct {
	Month    string    `json:"m"`
	Contrary bool      `json:"c"`
	ID       uuid.UUID `json:"i"`
}

// Count is how many lessons have a value.
type Count struct {
	Value string `json:"value"`
	Count int64  `json:"count"`
}

// One reads a published lesson. Everyone signed in may.
func (s *Store) One(ctx context.Context, id uuid.UUID) (*Publication, error) {
	var l lesson
	err := s.db.Read(ctx).Where("id = ? AND edition > 0", id).Take(&l).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.Missing("lesson")
	}
	if err != nil {
		return nil, err
	}
	return l.told(), nil
}

// Of answers the published lessons of these experiments, by experiment. Everyone
// signed in may.
func (s *Store) Of(ctx context.Context, experiments []uuid.UUID) (map[uuid.UUID]uuid.UUID, error) {
	var rows []lesson
	err := s.db.Read(ctx).Select("id, experiment_id").Where("experiment_id IN ? AND edition > 0", experiments).Find(&rows).Error
	of := make(map[uuid.UUID]uuid.UUID, len(rows))
	for _, l := range rows {
		of[l.ExperimentID] = l.ID
	}
	return of, err
}

// facetNames are the facets of the library, in the order the page shows them.
var facetNames = []string{"outcome", "moment", "team", "door", "gate", "kind", "maturity", "language", "belief"}

// FacetNames are the facets of the library.
func FacetNames() []string { return slices.Clone(facetNames) }

// Found is a page of the library. Exactly one of Next and Cursor is set when
// there is more, as Shelf takes them.
type Found struct {
	Items  []Publication
	Next   *Place
	Cursor string
	search.Told

	all []uuid.UUID // with a query: what it finds on every page
}

// Library reads a page of published lessons: latest month first and, within a
// month, what speaks against trying the same, then in random order; with a query, best
// match first.
func (s *Store) Library(ctx context.Context, shelf Shelf) (*Found, error) {
	if shelf.Query != "" {
		return s.find(ctx, shelf)
	}
	q := s.narrow(ctx, shelf)
	rows, more, err := database.Page[lesson](inOrder(q, shelf.After), shelf.Limit)
	if err != nil {
		return nil, err
	}
	found := &Found{Items: []Publication{}}
	if more {
		last := rows[shelf.Limit-1]
		found.Next = &Place{last.Month, last.Contrary, last.ID}
	}
	for _, l := range rows {
		found.Items = append(found.Items, *l.told())
	}
	return found, nil
}

// inOrder is the library's order, from a place on. The bound on the month alone lets an
// index begin there: PostgreSQL reads everything before it otherwise.
func inOrder(q *gorm.DB, after *Place) *gorm.DB {
	if after != nil {
		q = q.Where("month <= @month AND (month < @month OR contrary < @contrary OR contrary = @contrary AND id > @id)",
			map[string]any{"month": after.Month, "contrary": after.Contrary, "id": after.ID})
	}
	return q.Order("month DESC, contrary DESC, id")
}

// find reads a page of what fits the words, in the search's order, but for what is superseded.
func (s *Store) find(ctx context.Context, shelf Shelf) (*Found, error) {
	hits, err := s.search.Find(ctx, shelf.query())
	if err != nil {
		return nil, err
	}
	found := &Found{Cursor: hits.Next, Told: hits.Told, all: idsOf(hits.All)}
	if found.Items, err = s.inTurn(ctx, idsOf(hits.Hits)); err != nil {
		return nil, err
	}
	found.Items = belowNewer(found.Items, func(p Publication) (id, by uuid.UUID) { return p.ID, p.newer() })
	return found, nil
}

// inTurn reads published lessons in the order of their ids; those that are gone by now
// are left out.
func (s *Store) inTurn(ctx context.Context, ids []uuid.UUID) ([]Publication, error) {
	var rows []lesson
	err := s.db.Read(ctx).Where("id IN ? AND edition > 0", ids).Find(&rows).Error
	all := make([]Publication, 0, len(rows))
	for _, id := range ids {
		for _, l := range rows {
			if l.ID == id {
				all = append(all, *l.told())
			}
		}
	}
	return all, err
}

func (shelf Shelf) query() search.Query {
	q := search.Query{Text: shelf.Query, Language: shelf.Facets["language"], Typing: true, Exact: shelf.Exact, Limit: shelf.Limit, Cursor: shelf.Cursor,
		Kind: documentKind}
	if shelf.Of != nil {
		q.Only = search.Condition{SQL: "d.id IN (SELECT id FROM lessons WHERE team_id IN ?)", Args: []any{shelf.Of}}
	}
	for _, name := range facetNames {
		if v := shelf.Facets[name]; v != "" && name != "language" {
			q.Tags = append(q.Tags, search.Tag{Name: facetTag(name), Value: v})
		}
	}
	return q
}

func idsOf(hits []search.Hit) []uuid.UUID {
	ids := make([]uuid.UUID, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	return ids
}

// narrow is the shelf in SQL. Where few lessons have all that is asked for, or two facets of
// it, these are found from the rarest facet on; where many have it, each facet is looked up of
// lessons in the library's order.
func (s *Store) narrow(ctx context.Context, shelf Shelf) *gorm.DB {
	q := s.db.Read(ctx).Model(&lesson{}).Where("edition > 0")
	if shelf.Of != nil {
		q = q.Where("team_id IN ?", shelf.Of)
	}
	asked, few, err := s.rarestFirst(ctx, shelf)
	if _ = q.AddError(err); len(asked) == 0 {
		return q
	}
	const has = "SELECT 1 FROM lesson_facets f WHERE f.facet = ? AND f.value = ? AND f.lesson_id = "
	if !few {
		for _, of := range asked {
			q = q.Where(database.LookedUp(has+"lessons.id"), of...)
		}
		return q
	}
	among, values := "SELECT r.lesson_id FROM lesson_facets r WHERE r.facet = ? AND r.value = ?", asked[0]
	for _, of := range asked[1:] {
		among, values = among+" AND "+database.LookedUp(has+"r.lesson_id"), append(values, of...)
	}
	return q.Where("id IN (SELECT lesson_id FROM "+database.Apart(among)+" AS few)", values...)
}

// rarestFirst are the facets that the shelf is narrowed to, each with its value, and whether
// few lessons have them: any of them, or two.
func (s *Store) rarestFirst(ctx context.Context, shelf Shelf) (asked [][]any, few bool, err error) {
	for _, name := range facetNames {
		if v := shelf.Facets[name]; v != "" {
			asked = append(asked, []any{name, v})
		}
	}
	if len(asked) == 0 {
		return nil, false, nil
	}
	var pairs []tally
	err = s.db.Read(ctx).Table("facet_pairs").Where("(facet, value) IN ? AND (other, other_value) IN ?", asked, asked).Find(&pairs).Error
	few = len(pairs) < len(asked)*len(asked) // each has a row with each, unless no lesson has both
	alone := map[any]int{}
	for _, t := range pairs {
		few = few || t.N < database.Few
		if t.Facet == t.Other {
			alone[t.Facet] = t.N
		}
	}
	slices.SortStableFunc(asked, func(a, b []any) int { return alone[a[0]] - alone[b[0]] })
	return asked, few, err
}

// Count counts the values of every facet among what the shelf holds; with a
// query, among all that it found. The whole library is counted already, and what has one
// facet.
func (s *Store) Count(ctx context.Context, shelf Shelf, found *Found) (map[string][]Count, error) {
	q := s.db.Read(ctx)
	switch among := q.Table("lesson_facets").Select("facet, value, COUNT(*) AS count").Group("facet, value"); {
	case shelf.Query != "":
		q = among.Where("lesson_id IN ?", found.all)
	case shelf.narrows() == 1 && shelf.Of == nil:
		q = q.Table("facet_pairs").Select("other AS facet, other_value AS value, n AS count").Where("n > 0")
		for name, v := range shelf.Facets {
			if v != "" {
				q = q.Where("facet_pairs.facet = ? AND facet_pairs.value = ?", name, v)
			}
		}
	case shelf.narrows() > 0:
		// CROSS: SQLite reads the lessons first.
		q = s.narrow(ctx, shelf).Joins("CROSS JOIN lesson_facets n").Where("n.lesson_id = lessons.id").
			Select("n.facet, n.value, COUNT(*) AS count").Group("n.facet, n.value")
	default:
		q = q.Table("facet_counts").Select("facet, value, n AS count").Where("n > 0")
	}
	var rows []struct {
		Facet, Value string
		Count        int64
	}
	if err := q.Order("facet, count DESC, value").Scan(&rows).Error; err != nil {
		return nil, err
	}
	counts := map[string][]Count{}
	for _, name := range facetNames {
		counts[name] = []Count{}
	}
	for _, r := range rows {
		counts[r.Facet] = append(counts[r.Facet], Count{r.Value, r.Count})
	}
	return counts, nil
}

// narrows is by how much the shelf is narrowed to.
func (shelf Shelf) narrows() (n int) {
	for _, v := range shelf.Facets {
		if v != "" {
			n++
		}
	}
	if shelf.Of != nil {
		n++
	}
	return n
}

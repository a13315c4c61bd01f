package search

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"ajar/internal/database"
)

// Store is the index in the registry's database.
type Store struct{ db *database.DB }

// NewStore looks into a migrated database.
func NewStore(db *database.DB) *Store { return &Store{db} }

// Index makes a document findable, in place of what was known of its id. It
// belongs into the transaction of the change that it follows.
func (s *Store) Index(ctx context.Context, d Document) error {
	e := d.entry()
	result := s.db.Write(ctx).Exec(`
		INSERT INTO search_documents (seq, kind, id, head, words, terms) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (seq) DO UPDATE SET head = excluded.head, words = excluded.words, terms = excluded.terms
		WHERE search_documents.id = excluded.id`, e.Seq, e.Kind, e.ID, e.Head, e.Words, e.Terms)
	if result.Error == nil && result.RowsAffected == 0 {
		return fmt.Errorf("search: the place of %s %s is taken by another id", d.Kind, d.ID)
	}
	return result.Error
}

// Remove makes a document unfindable; it need not be known.
func (s *Store) Remove(ctx context.Context, id uuid.UUID) error {
	return s.db.Write(ctx).Exec("DELETE FROM search_documents WHERE seq = ? AND id = ?", place(id), id).Error
}

// Find answers the documents that fit the query best, best first; none when it
// has no words. The order is the same on every database.
func (s *Store) Find(ctx context.Context, q Query) (Found, error) {
	if s.db.Dialect() == database.Postgres {
		return find(ctx, postgres{s.db}, q)
	}
	return find(ctx, sqlite{s.db}, q)
}

func all(ctx context.Context, db *database.DB, n int) (places []int64, err error) {
	err = db.Read(ctx).Raw("SELECT seq FROM search_documents ORDER BY seq LIMIT ?", n).Scan(&places).Error
	return places, err
}

// load reads entries; places names the places in the dialect's way.
func load(ctx context.Context, db *database.DB, places string, list string) ([]entry, error) {
	var entries []entry
	err := db.Read(ctx).Raw("SELECT seq, kind, id, head, words FROM search_documents WHERE seq "+places, list).Scan(&entries).Error
	return entries, err
}

// sqlite looks terms up in FTS5, whose rows come in the fixed order by
// themselves: it stops at the n-th.
type sqlite struct{ db *database.DB }

func (x sqlite) all(ctx context.Context, n int) ([]int64, error) { return all(ctx, x.db, n) }

func (x sqlite) first(ctx context.Context, within Condition, all [][]clause, n int) ([][]int64, error) {
	sql := "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid LIMIT ?"
	if within.SQL != "" {
		sql = "SELECT d.seq FROM search_index i CROSS JOIN search_documents d ON d.seq = i.rowid" +
			" WHERE search_index MATCH ? AND (" + within.SQL + ") ORDER BY i.rowid LIMIT ?"
	}
	lists := make([][]int64, len(all))
	for i, clauses := range all {
		args := slices.Concat([]any{fts(clauses)}, within.Args, []any{n})
		if err := x.db.Read(ctx).Raw(sql, args...).Scan(&lists[i]).Error; err != nil {
			return nil, err
		}
	}
	return lists, nil
}

func (x sqlite) load(ctx context.Context, places []int64) ([]entry, error) {
	list, err := json.Marshal(places)
	if err != nil {
		return nil, err
	}
	return load(ctx, x.db, "IN (SELECT value FROM json_each(?))", string(list))
}

// fts writes clauses in FTS5's query language (sqlite.org/fts5.html, section 3).
func fts(clauses []clause) string {
	return query(clauses, " AND ", " OR ", func(term string) string { return `"` + term + `"` }, " *")
}

// query joins clauses in a query language.
func query(clauses []clause, and, or string, quote func(string) string, prefix string) string {
	all := make([]string, len(clauses))
	for i, c := range clauses {
		var any []string
		for _, t := range c.terms {
			any = append(any, quote(t))
		}
		if c.prefix != "" {
			any = append(any, quote(c.prefix)+prefix)
		}
		all[i] = "(" + strings.Join(any, or) + ")"
	}
	return strings.Join(all, and)
}

// postgres looks terms up in a GIN index, which finds all documents of a term in
// no order. So that a frequent term costs no more than a rare one, it is asked
// for together with a depth term first: "in the first 1/2ⁿ of the order".
type postgres struct{ db *database.DB }

// window is how many documents the first, deepest question is about, at least.
const window = 1024

func (x postgres) all(ctx context.Context, n int) ([]int64, error) { return all(ctx, x.db, n) }

func (x postgres) first(ctx context.Context, within Condition, all [][]clause, n int) ([][]int64, error) {
	level, err := x.deepest(ctx)
	if err != nil {
		return nil, err
	}
	lists := make([][]int64, len(all))
	levels := slices.Repeat([]int{level}, len(all))
	open := make([]int, len(all))
	for i := range open {
		open[i] = i
	}
	for len(open) > 0 {
		queries := make([]string, len(open))
		for k, i := range open {
			queries[k] = tsquery(atLevel(all[i], levels[i]))
		}
		answers, err := x.lookup(ctx, within, queries, n)
		if err != nil {
			return nil, err
		}
		var again []int
		for k, i := range open {
			lists[i] = answers[k]
			if len(lists[i]) < n && levels[i] > 0 {
				levels[i] = wider(levels[i], len(lists[i]), n)
				again = append(again, i)
			}
		}
		open = again
	}
	return lists, nil
}

// deepest is the level whose share of the documents is the smallest that has a window of them.
func (x postgres) deepest(ctx context.Context) (int, error) {
	var last []int64
	err := x.db.Read(ctx).Raw("SELECT seq FROM search_documents ORDER BY seq OFFSET ? LIMIT 1", window-1).Scan(&last).Error
	if err != nil || len(last) == 0 {
		return 0, err
	}
	return levelOf(last[0]), nil
}

// wider is the next level to ask after one that had too few of the n wanted:
// where twice as many are to be expected.
func wider(level, had, n int) int {
	for expected := max(had, 1); level > 0 && expected < 2*n; level-- {
		expected *= 2
	}
	return level
}

func atLevel(clauses []clause, level int) []clause {
	if level == 0 {
		return clauses
	}
	return append(slices.Clone(clauses), clause{terms: []string{depthTerm(level)}})
}

// lookup asks all queries in one statement of one shape, whose plan never
// depends on their words: the inner select reads the GIN index (OFFSET 0 keeps
// the planner from walking the documents in order instead).
func (x postgres) lookup(ctx context.Context, within Condition, queries []string, n int) ([][]int64, error) {
	list, err := json.Marshal(queries)
	if err != nil {
		return nil, err
	}
	where := ""
	if within.SQL != "" {
		where = " AND (" + within.SQL + ")"
	}
	var rows []struct {
		List int
		Seq  int64
	}
	err = x.db.Read(ctx).Raw(`
		SELECT q.list - 1 AS list, m.seq
		FROM jsonb_array_elements_text(?::jsonb) WITH ORDINALITY AS q (terms, list)
		CROSS JOIN LATERAL (
			SELECT f.seq FROM (
				SELECT d.seq FROM search_documents d
				WHERE array_to_tsvector(string_to_array(d.terms, ' ')) @@ q.terms::tsquery`+where+` OFFSET 0
			) AS f ORDER BY f.seq LIMIT ?
		) AS m ORDER BY 1, 2`, slices.Concat([]any{string(list)}, within.Args, []any{n})...).Scan(&rows).Error
	lists := make([][]int64, len(queries))
	for _, r := range rows {
		lists[r.List] = append(lists[r.List], r.Seq)
	}
	return lists, err
}

func (x postgres) load(ctx context.Context, places []int64) ([]entry, error) {
	list, err := json.Marshal(places)
	if err != nil {
		return nil, err
	}
	return load(ctx, x.db, "IN (SELECT value::bigint FROM jsonb_array_elements_text(?::jsonb))", string(list))
}

// tsquery writes clauses in PostgreSQL's query language (manual, section 8.11.2).
func tsquery(clauses []clause) string {
	return query(clauses, " & ", " | ", func(term string) string { return `'` + term + `'` }, ":*")
}

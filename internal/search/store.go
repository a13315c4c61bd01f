package search

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/database"
)

// Store is the index in the registry's database.
type Store struct{ db *database.DB }

// NewStore looks into a migrated database.
func NewStore(db *database.DB) *Store { return &Store{db} }

// Index makes a document findable, in place of what was known of its id. It
// belongs into the transaction of the change that it follows, and fails that when
// another document has its place: no document is without an id.
func (s *Store) Index(ctx context.Context, d Document) error {
	e := d.entry()
	return s.db.Later(ctx).Exec(`
		INSERT INTO search_documents (seq, kind, id, head, words, terms) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (seq) DO UPDATE SET head = excluded.head, words = excluded.words, terms = excluded.terms,
			id = CASE WHEN search_documents.id = excluded.id THEN excluded.id END`, e.Seq, e.Kind, e.ID, e.Head, e.Words, e.Terms).Error
}

// Remove makes a document unfindable; it need not be known.
func (s *Store) Remove(ctx context.Context, id uuid.UUID) error {
	return s.db.Write(ctx).Exec("DELETE FROM search_documents WHERE seq = ? AND id = ?", place(id), id).Error
}

// Find answers the documents that fit the query best, best first; none when it
// has no words. The order is the same on every database.
func (s *Store) Find(ctx context.Context, q Query) (Found, error) {
	return find(ctx, s.index(), q)
}

func (s *Store) index() index {
	if s.db.Dialect() == database.Postgres {
		return postgres{stored{s.db}}
	}
	return sqlite{stored{s.db}}
}

// stored is what both databases do alike. Lists of places come as one text: a row for
// each would take longer than finding them.
type stored struct{ db *database.DB }

func (x stored) sample(ctx context.Context, kind string, n int) (all, ofKind run, err error) {
	var runs struct {
		All    run `gorm:"embedded;embeddedPrefix:all_"`
		OfKind run `gorm:"embedded;embeddedPrefix:kind_"`
	}
	err = x.db.Query(ctx, `
		SELECT a.n AS all_count, a.last AS all_last, k.n AS kind_count, k.last AS kind_last
		FROM (SELECT COUNT(*) AS n, COALESCE(MAX(f.seq), 0) AS last FROM (SELECT seq FROM search_documents ORDER BY seq LIMIT ?) AS f) AS a,
			(SELECT COUNT(*) AS n, COALESCE(MAX(o.seq), 0) AS last FROM (
				SELECT f.seq FROM (SELECT seq, kind FROM search_documents WHERE ? <> '' ORDER BY seq LIMIT ?) AS f WHERE f.kind = ? ORDER BY f.seq LIMIT ?) AS o) AS k`,
		n, kind, n, kind, reach).Scan(&runs).Error
	return runs.All, runs.OfKind, err
}

// lists reads what a query answers as one text: the places of each question's
// documents, with commas between them and semicolons between the questions; a dash where there
// are none, as SQLite takes a lone empty text for nothing.
func (x stored) lists(ctx context.Context, within Condition, query string, args ...any) ([][]int64, error) {
	ask := x.db.Query
	if within.SQL != "" {
		ask = func(ctx context.Context, sql string, args ...any) *gorm.DB { return x.db.Read(ctx).Raw(sql, args...) }
	}
	var text string
	if err := ask(ctx, query, args...).Scan(&text).Error; err != nil {
		return nil, err
	}
	var lists [][]int64
	for places := range strings.SplitSeq(text, ";") {
		list, err := parsePlaces(places)
		if err != nil {
			return nil, err
		}
		lists = append(lists, list)
	}
	return lists, nil
}

func parsePlaces(text string) ([]int64, error) {
	if text == "-" {
		return nil, nil
	}
	list := make([]int64, 0, strings.Count(text, ",")+1)
	for place := range strings.SplitSeq(text, ",") {
		n, err := strconv.ParseInt(place, 10, 64)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}

// load reads the entries whose places a condition picks out of a JSON list.
func (x stored) load(ctx context.Context, condition string, places []int64) ([]entry, error) {
	if len(places) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(places)
	if err != nil {
		return nil, err
	}
	var entries []entry
	err = x.db.Read(ctx).Raw("SELECT seq, kind, id, head, words FROM search_documents WHERE "+condition, string(list)).Find(&entries).Error
	return entries, err
}

// write puts clauses down in a query language: its "and", its "or", and how it
// quotes a term and marks a beginning. Terms hold nothing to be escaped.
func write(clauses []clause, and, or, quote, beginning string) string {
	all := make([]string, len(clauses))
	for i, c := range clauses {
		either := make([]string, 0, len(c.terms)+1)
		for _, t := range c.terms {
			either = append(either, quote+t+quote)
		}
		if c.prefix != "" {
			either = append(either, quote+c.prefix+quote+beginning)
		}
		all[i] = "(" + strings.Join(either, or) + ")"
	}
	return strings.Join(all, and)
}

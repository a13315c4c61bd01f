package search

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/google/uuid"

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

// stored is what both databases do alike. Lists of numbers come and go as one
// JSON text: a row for each number would take longer than finding them.
type stored struct{ db *database.DB }

func (x stored) sample(ctx context.Context, n int) ([]int64, error) {
	var places []int64
	err := x.numbers(ctx, &places, x.jsonOf("SELECT seq FROM search_documents ORDER BY seq LIMIT ?"), n)
	return places, err
}

// jsonOf makes one JSON array of a query that answers seq.
func (x stored) jsonOf(query string) string {
	array := "json_group_array(f.seq ORDER BY f.seq)"
	if x.db.Dialect() == database.Postgres {
		array = "coalesce(json_agg(f.seq ORDER BY f.seq), '[]'::json)"
	}
	return "SELECT " + array + " FROM (" + query + ") AS f"
}

// numbers reads the JSON text that a query answers.
func (x stored) numbers(ctx context.Context, into any, query string, args ...any) error {
	var text string
	if err := x.db.Read(ctx).Raw(query, args...).Scan(&text).Error; err != nil {
		return err
	}
	return json.Unmarshal([]byte(text), into)
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

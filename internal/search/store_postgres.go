package search

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// postgres looks terms up in a GIN index, which finds all documents of a term in
// no order. So that a frequent term costs no more than a rare one, the documents
// lie in partitions that are the parts of the order, and a question is asked of the
// first ones, and of more of them while these have not enough.
type postgres struct{ stored }

func (x postgres) byKind() bool { return false }

func (x postgres) first(ctx context.Context, within Condition, asked []question, n int) ([][]int64, error) {
	return inParts(asked, n, func(open []asking) ([][]int64, error) { return x.lookUp(ctx, within, open, n) })
}

// lookUp asks all questions in one statement whose shape and plan do not depend on
// them. A partition that a question does not ask is left out while the statement
// runs, as its condition names no document.
func (x postgres) lookUp(ctx context.Context, within Condition, asked []asking, n int) ([][]int64, error) {
	type row struct {
		Number int    `json:"number"`
		Query  string `json:"query"`
		Kind   string `json:"kind"`
		First  int    `json:"first"`
		Last   int    `json:"last"`
	}
	rows := make([]row, len(asked))
	for i, a := range asked {
		clauses := a.clauses
		if len(clauses) == 0 {
			clauses = a.terms()
		}
		// PostgreSQL's manual, section 8.11.2
		rows[i] = row{i, write(clauses, " & ", " | ", "'", ":*"), a.kind, a.first, a.last}
	}
	list, err := json.Marshal(rows)
	if err != nil {
		return nil, err
	}
	places, args := x.places(within)
	return x.lists(ctx, within, `
		SELECT string_agg(a.places, ';' ORDER BY a.number) FROM (
			SELECT q.number, (`+places+`) AS places
			FROM jsonb_to_recordset(?::jsonb) AS q (number integer, query text, kind text, first integer, last integer)
		) AS a`, slices.Concat(args, []any{n, string(list)})...)
}

// places makes the query for what one row q asks, but for its limit. The kind is no term, unless
// it is rare: GIN would step through the list of all documents of it. OFFSET 0 keeps the planner from walking through the documents in order instead of reading the GIN index.
func (x postgres) places(within Condition) (query string, args []any) {
	where := ""
	if within.SQL != "" {
		where = " AND (" + within.SQL + ")"
	}
	of := make([]string, len(parts))
	for i := range parts {
		of[i] = fmt.Sprintf("SELECT d.seq FROM search_documents_%d d WHERE %d BETWEEN q.first AND q.last"+
			" AND search_terms(d.terms) @@ q.query::tsquery AND (q.kind = '' OR d.kind = q.kind)%s", i, i, where)
		args = append(args, within.Args...)
	}
	return "SELECT coalesce(string_agg(f.seq::text, ',' ORDER BY f.seq), '-') FROM (" +
		"SELECT m.seq FROM (" + strings.Join(of, " UNION ALL ") + " OFFSET 0) AS m ORDER BY m.seq LIMIT ?) AS f", args
}

func (x postgres) load(ctx context.Context, places []int64) ([]entry, error) {
	return x.stored.load(ctx, "seq IN (SELECT value::bigint FROM jsonb_array_elements_text(?::jsonb))", places)
}

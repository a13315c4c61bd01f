package search

import (
	"context"
	"slices"
)

// sqlite looks terms up in FTS5, whose rows come in the fixed order by
// themselves: it stops at the n-th.
type sqlite struct{ stored }

func (x sqlite) first(ctx context.Context, within Condition, asked []question, n int) ([][]int64, error) {
	query := "SELECT rowid AS seq FROM search_index WHERE search_index MATCH ? AND rowid < ? ORDER BY rowid LIMIT ?"
	if within.SQL != "" {
		query = "SELECT d.seq FROM search_index i CROSS JOIN search_documents d ON d.seq = i.rowid" +
			" WHERE search_index MATCH ? AND i.rowid < ? AND (" + within.SQL + ") ORDER BY i.rowid LIMIT ?"
	}
	query = x.jsonOf(query)
	lists := make([][]int64, len(asked))
	for i, q := range asked {
		// sqlite.org/fts5.html, section 3
		match := write(q.terms(), " AND ", " OR ", `"`, " *")
		if err := x.numbers(ctx, &lists[i], query, slices.Concat([]any{match, q.end()}, within.Args, []any{n})...); err != nil {
			return nil, err
		}
	}
	return lists, nil
}

func (x sqlite) load(ctx context.Context, places []int64) ([]entry, error) {
	return x.stored.load(ctx, "seq IN (SELECT value FROM json_each(?))", places)
}

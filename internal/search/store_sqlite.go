package search

import (
	"context"
	"encoding/json"
	"slices"
)

// sqlite looks terms up in FTS5, whose rows come in the fixed order by
// themselves: it stops at the n-th.
type sqlite struct{ stored }

func (x sqlite) stops() bool { return true }

// first asks all questions in one statement.
func (x sqlite) first(ctx context.Context, within Condition, asked []question, n int) ([][]int64, error) {
	if len(asked) == 0 {
		return nil, nil
	}
	type row struct {
		Match string `json:"match"`
		End   int64  `json:"end"`
	}
	rows := make([]row, len(asked))
	for i, q := range asked {
		// sqlite.org/fts5.html, section 3
		rows[i] = row{write(q.terms(), " AND ", " OR ", `"`, " *"), q.end()}
	}
	list, err := json.Marshal(rows)
	if err != nil {
		return nil, err
	}
	query := "SELECT rowid AS seq FROM search_index WHERE search_index MATCH q.value ->> 'match' AND rowid < q.value ->> 'end' ORDER BY rowid LIMIT ?"
	if within.SQL != "" {
		query = "SELECT d.seq FROM search_index i CROSS JOIN search_documents d ON d.seq = i.rowid" +
			" WHERE search_index MATCH q.value ->> 'match' AND i.rowid < q.value ->> 'end' AND (" + within.SQL + ") ORDER BY i.rowid LIMIT ?"
	}
	return x.lists(ctx, within, "SELECT group_concat(a.places, ';' ORDER BY a.number) FROM ("+
		"SELECT q.key AS number, (SELECT coalesce(group_concat(f.seq), '-') FROM ("+query+") AS f) AS places FROM json_each(?) AS q) AS a",
		slices.Concat(within.Args, []any{n, string(list)})...)
}

func (x sqlite) load(ctx context.Context, places []int64) ([]entry, error) {
	return x.stored.load(ctx, "seq IN (SELECT value FROM json_each(?))", places)
}

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
	matches, end := make([]string, len(asked)), int64(0)
	for i, q := range asked {
		// sqlite.org/fts5.html, section 3
		matches[i], end = write(q.terms(), " AND ", " OR ", `"`, " *"), max(end, q.end())
	}
	list, err := json.Marshal(matches)
	if err != nil {
		return nil, err
	}
	query := "SELECT rowid AS seq FROM search_index WHERE search_index MATCH q.value AND rowid < ? ORDER BY rowid LIMIT ?"
	if within.SQL != "" {
		query = "SELECT d.seq FROM search_index i CROSS JOIN search_documents d ON d.seq = i.rowid" +
			" WHERE search_index MATCH q.value AND i.rowid < ? AND (" + within.SQL + ") ORDER BY i.rowid LIMIT ?"
	}
	lists, err := x.lists(ctx, within, "SELECT group_concat(a.places, ';' ORDER BY a.number) FROM ("+
		"SELECT q.key AS number, (SELECT coalesce(group_concat(f.seq), '-') FROM ("+query+") AS f) AS places FROM json_each(?) AS q) AS a",
		slices.Concat([]any{end}, within.Args, []any{n, string(list)})...)
	for i, list := range lists {
		inside, _ := slices.BinarySearch(list, asked[i].end())
		lists[i] = list[:inside]
	}
	return lists, err
}

func (x sqlite) load(ctx context.Context, places []int64) ([]entry, error) {
	return x.stored.load(ctx, "seq IN (SELECT value FROM json_each(?))", places)
}

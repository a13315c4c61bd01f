package search

import (
	"context"
	"encoding/json"
	"slices"
)

// sqlite looks terms up in FTS5, whose rows come in the fixed order by themselves. It
// puts the lists of all terms that have a prefix together, to their end, so there
// is an index of its own for all up to the end of each part.
type sqlite struct{ stored }

// upTo are these indexes.
var upTo = [len(parts)]string{"search_index_0", "search_index_1", "search_index_2", "search_index"}

func (x sqlite) byKind() bool { return true }

func (x sqlite) first(ctx context.Context, within Condition, asked []question, n int) ([][]int64, error) {
	return inParts(asked, n, func(open []asking) ([][]int64, error) { return x.lookUp(ctx, within, open, n) })
}

// lookUp asks each index in one statement for all that want it.
func (x sqlite) lookUp(ctx context.Context, within Condition, open []asking, n int) ([][]int64, error) {
	answers := make([][]int64, len(open))
	for part, index := range upTo {
		var of []int
		var matches []string
		for i, a := range open {
			if a.last == part {
				// sqlite.org/fts5.html, section 3
				of, matches = append(of, i), append(matches, write(a.terms(), " AND ", " OR ", `"`, " *"))
			}
		}
		lists, err := x.match(ctx, within, index, matches, n)
		if err != nil {
			return nil, err
		}
		for k, i := range of {
			known, _ := slices.BinarySearch(lists[k], endOf(open[i].first-1))
			answers[i] = lists[k][known:]
		}
	}
	return answers, nil
}

// match asks an index in one statement for the first n places that fulfil each of the matches.
func (x sqlite) match(ctx context.Context, within Condition, index string, matches []string, n int) ([][]int64, error) {
	if len(matches) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(matches)
	if err != nil {
		return nil, err
	}
	query := "SELECT rowid AS seq FROM " + index + " WHERE " + index + " MATCH q.value ORDER BY rowid LIMIT ?"
	if within.SQL != "" {
		query = "SELECT d.seq FROM " + index + " i CROSS JOIN search_documents d ON d.seq = i.rowid" +
			" WHERE " + index + " MATCH q.value AND (" + within.SQL + ") ORDER BY i.rowid LIMIT ?"
	}
	return x.lists(ctx, within, "SELECT group_concat(a.places, ';' ORDER BY a.number) FROM ("+
		"SELECT q.key AS number, (SELECT coalesce(group_concat(f.seq), '-') FROM ("+query+") AS f) AS places FROM json_each(?) AS q) AS a",
		slices.Concat(within.Args, []any{n, string(list)})...)
}

func (x sqlite) load(ctx context.Context, places []int64) ([]entry, error) {
	return x.stored.load(ctx, "seq IN (SELECT value FROM json_each(?))", places)
}

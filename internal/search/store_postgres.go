package search

import (
	"context"
	"encoding/json"
	"slices"
)

// postgres looks terms up in a GIN index, which finds all documents of a term in
// no order. So that a frequent term costs no more than a rare one, it is asked
// for in the beginning of the order first, and in more of it while that is not
// enough.
type postgres struct{ stored }

func (x postgres) first(ctx context.Context, within Condition, asked []question, n int) ([][]int64, error) {
	lists := make([][]int64, len(asked))
	open := slices.Clone(asked)
	of := make([]int, len(asked)) // which question an open one is
	for i := range of {
		of[i] = i
	}
	for len(open) > 0 {
		answers, err := x.lookUp(ctx, within, open, n)
		if err != nil {
			return nil, err
		}
		var again []question
		var ofAgain []int
		for k, q := range open {
			lists[of[k]] = answers[k]
			if len(answers[k]) < n && q.level > 0 {
				q.level = wider(q.level, len(answers[k]), n)
				again, ofAgain = append(again, q), append(ofAgain, of[k])
			}
		}
		open, of = again, ofAgain
	}
	return lists, nil
}

// wider is the next level to ask at after one that had too few of the n wanted:
// where twice as many are to be expected.
func wider(level, had, n int) int {
	for expected := max(had, 1); level > 0 && expected < 2*n; level-- {
		expected *= 2
	}
	return level
}

// lookUp asks all questions at their levels, in one statement whose shape and
// plan do not depend on them. OFFSET 0 keeps the planner from walking through the
// documents in order instead of reading the GIN index.
func (x postgres) lookUp(ctx context.Context, within Condition, asked []question, n int) ([][]int64, error) {
	queries := make([]string, len(asked))
	for i, q := range asked {
		// PostgreSQL's manual, section 8.11.2
		queries[i] = write(slices.Concat(q.clauses, inFirst(q.level)), " & ", " | ", "'", ":*")
	}
	list, err := json.Marshal(queries)
	if err != nil {
		return nil, err
	}
	where := ""
	if within.SQL != "" {
		where = " AND (" + within.SQL + ")"
	}
	places := x.jsonOf(`
		SELECT m.seq FROM (
			SELECT d.seq FROM search_documents d
			WHERE array_to_tsvector(string_to_array(d.terms, ' ')) @@ q.query::tsquery` + where + ` OFFSET 0
		) AS m ORDER BY m.seq LIMIT ?`)
	var lists [][]int64
	err = x.numbers(ctx, &lists, `
		SELECT json_agg(a.places ORDER BY a.number) FROM (
			SELECT q.number, (`+places+`) AS places
			FROM jsonb_array_elements_text(?::jsonb) WITH ORDINALITY AS q (query, number)
		) AS a`, slices.Concat(within.Args, []any{n, string(list)})...)
	return lists, err
}

func (x postgres) load(ctx context.Context, places []int64) ([]entry, error) {
	return x.stored.load(ctx, "seq IN (SELECT value::bigint FROM jsonb_array_elements_text(?::jsonb))", places)
}

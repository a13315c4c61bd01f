package search

import "context"

// Found is one page of a query's hits.
type Found struct {
	Hits []Hit  // this page, best first
	Next string // the cursor of the next page, empty after the last
	All  []Hit  // of every page: what facets are counted over
}

func find(ctx context.Context, ix index, q Query) (Found, error) {
	words := q.words()
	if len(words) == 0 {
		return Found{}, nil
	}
	after, err := parseCursor(q.Cursor, len(words))
	if err != nil {
		return Found{}, err
	}
	c := candidates{ix: ix, within: q.Only, filter: q.filter(), words: words, weights: after.Weights}
	if err := c.gather(ctx); err != nil {
		return Found{}, err
	}
	entries, err := ix.load(ctx, c.best())
	if err != nil {
		return Found{}, err
	}
	return after.page(rank(words, c.weights, entries), c.weights, q.Limit), nil
}

func (q Query) filter() []clause {
	var all []clause
	for _, t := range q.Tags {
		all = append(all, clause{terms: []string{t.term()}})
	}
	if q.Language != "" {
		all = append(all, clause{terms: []string{Tag{languageTag, q.Language}.term()}})
	}
	return all
}

package search

import "context"

// Found is one page of a query's hits.
type Found struct {
	Hits []Hit  // this page, best first
	Next string // the cursor of the next page, empty after the last
	All  []Hit  // of every page: what facets are counted over
	Told
}

// Told is what a reader is told about how was searched.
type Told struct {
	Instead string   `json:"instead,omitempty" doc:"What was looked for instead, as nothing has some of the words as they are written; ask with exact to have them looked for"`
	Words   []string `json:"words,omitempty" doc:"The words of these items that were found, other forms and words that mean the same among them: in lower case, without accents"`
}

func find(ctx context.Context, ix index, q Query) (Found, error) {
	after, err := parseCursor(q.Cursor)
	if err != nil {
		return Found{}, err
	}
	instead := after.Instead
	s, err := q.instead(instead).searched(ctx, ix, after.Weights)
	if err == nil && q.Cursor == "" && !q.Exact {
		if instead, err = s.mend(ctx); instead != "" {
			s, err = q.instead(instead).searched(ctx, ix, nil)
		}
	}
	if err != nil || len(s.words) == 0 {
		return Found{}, err
	}
	entries, err := s.load(ctx)
	if err != nil {
		return Found{}, err
	}
	f := after.page(rank(s.words, s.weights, entries), cursor{Weights: s.weights, Instead: instead}, q.Limit)
	f.Told = Told{instead, newMatcher(s.words).found(f.Hits, entries)}
	return f, nil
}

// instead is the query with another text, if there is one.
func (q Query) instead(text string) Query {
	if text != "" {
		q.Text = text
	}
	return q
}

// searched gathers the candidates for a query; weights are those of its first page.
func (q Query) searched(ctx context.Context, ix index, weights []float64) (*candidates, error) {
	c := &candidates{query: q, ix: ix, within: q.Only, filter: q.filter(), words: q.words(), weights: weights}
	if len(c.words) == 0 {
		return c, nil
	}
	if weights != nil && len(weights) != len(c.words) {
		return nil, errCursor
	}
	return c, c.gather(ctx)
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

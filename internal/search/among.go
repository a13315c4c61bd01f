package search

import (
	"context"

	"github.com/google/uuid"
)

// Among scores documents of the caller's choice for a text, best first, by how much
// they have of the words that the fewest of them have; what has none, and what is
// not known, is left out. Of the query only Text, Language and Typing count. It
// takes one statement.
func (s *Store) Among(ctx context.Context, q Query, ids []uuid.UUID) ([]Hit, error) {
	return among(ctx, s.index(), q, ids)
}

func among(ctx context.Context, ix index, q Query, ids []uuid.UUID) ([]Hit, error) {
	places := make([]int64, len(ids))
	for i, id := range ids {
		places[i] = place(id)
	}
	entries, err := ix.load(ctx, places)
	if err != nil {
		return nil, err
	}
	words := q.words()
	return rank(words, weigh(float64(len(entries)), frequencies(words, entries)), entries), nil
}

// frequencies are how many of the documents have each word.
func frequencies(words []word, entries []entry) []float64 {
	m, df := newMatcher(words), make([]float64, len(words))
	for _, e := range entries {
		c := m.count(e)
		for i := range words {
			if c.title[i]+c.body[i] > 0 {
				df[i]++
			}
		}
	}
	return df
}

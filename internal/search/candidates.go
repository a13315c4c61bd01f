package search

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"
)

// index is what looks terms up: a database, or memory.
type index interface {
	// all answers the places of the first n documents in the fixed order.
	all(ctx context.Context, n int) ([]int64, error)
	// first answers, for each clause list, those of the first n that fulfil every clause.
	first(ctx context.Context, within Condition, all [][]clause, n int) ([][]int64, error)
	// load answers the documents at these places, in any order; those that are
	// gone by now are left out.
	load(ctx context.Context, places []int64) ([]entry, error)
}

// clause is fulfilled by a document with one of the terms, or with a word that
// begins with the prefix.
type clause struct {
	terms  []string
	prefix string
}

const (
	// reach is how many documents are looked up for one word or combination. A
	// word in fewer is known exactly; how far one must go for this many tells how
	// frequent the others are, within 1/√reach.
	reach = Depth
	// combined is how many of the words that are in more than reach documents are looked up together.
	combined = 4
	// titleBonus is what standing in the title adds when candidates are chosen.
	titleBonus = 0.5
)

func (w word) anywhere() clause { return w.clause("") }
func (w word) inTitle() clause  { return w.clause(titleMark) }

// clause asks for the word's stems. While it is being typed they are those of
// its beginnings too, as the index has no word but its stem: "refundi" finds
// what has "refunding".
func (w word) clause(mark string) clause {
	c := clause{}
	for _, stem := range w.stems {
		c.terms = append(c.terms, mark+stem)
	}
	if w.prefix {
		c.prefix = mark + w.text
		for n := range w.text {
			if n >= max(minPrefix, len(w.text)-longestEnding) {
				c.terms = append(c.terms, mark+w.text[:n])
			}
		}
	}
	return c
}

// frequency is how many documents there are in all when the first n ≤ reach of
// them in the fixed order are at these places. With n = reach it is the estimate
// of Bar-Yossef and others, Counting Distinct Elements in a Data Stream (2002),
// section 2: the places are as good as random numbers.
func frequency(places []int64) float64 {
	n := len(places)
	if n < reach {
		return float64(n)
	}
	return math.Round(float64(n-1) / (float64(places[n-1]+1) / (1 << placeBits)))
}

// candidates gathers what may be among the best documents for the words.
type candidates struct {
	ix      index
	within  Condition
	filter  []clause
	words   []word
	weights []float64 // of the words; nil: not known yet
	found   map[int64]*candidate
}

// candidate is what is known of a document before it is read.
type candidate struct {
	words uint64 // bit i: it has word i
	title uint64
}

func (c *candidates) add(places []int64, words, title uint64) {
	for _, p := range places {
		known := c.found[p]
		if known == nil {
			known = &candidate{}
			c.found[p] = known
		}
		known.words |= words
		known.title |= title
	}
}

// gather looks every word up, weighs them, and goes on with those that are too
// frequent to be known by themselves.
func (c *candidates) gather(ctx context.Context) error {
	asked := make([][]clause, 0, len(c.words)+1)
	for _, w := range c.words {
		asked = append(asked, c.with(w.anywhere()))
	}
	if c.filter != nil {
		asked = append(asked, c.filter)
	}
	lists, err := c.ix.first(ctx, c.within, asked, reach)
	if err == nil && c.filter == nil {
		var all []int64
		all, err = c.ix.all(ctx, reach)
		lists = append(lists, all)
	}
	if err != nil {
		return err
	}
	all, lists := lists[len(c.words)], lists[:len(c.words)]
	if c.weights == nil {
		c.weights = weigh(frequency(all), lists)
	}
	var frequent []int
	for i, list := range lists {
		if c.weights[i] > 0 {
			c.add(list, 1<<i, 0)
			if len(list) == reach {
				frequent = append(frequent, i)
			}
		}
	}
	slices.SortStableFunc(frequent, func(a, b int) int { return cmp.Compare(c.weights[b], c.weights[a]) })
	frequent = frequent[:min(combined, len(frequent))]
	if err := c.titles(ctx, frequent); err != nil {
		return err
	}
	return c.combine(ctx, frequent)
}

func (c *candidates) with(more ...clause) []clause { return slices.Concat(c.filter, more) }

// titles looks frequent words up in the titles.
func (c *candidates) titles(ctx context.Context, frequent []int) error {
	asked := make([][]clause, len(frequent))
	for k, i := range frequent {
		asked[k] = c.with(c.words[i].inTitle())
	}
	lists, err := c.ix.first(ctx, c.within, asked, reach)
	for k, list := range lists {
		c.add(list, 1<<frequent[k], 1<<frequent[k])
	}
	return err
}

// combine looks frequent words up together, as long as a combination is too
// frequent too. Sets of words are bits over frequent.
func (c *candidates) combine(ctx context.Context, frequent []int) error {
	var sets []uint64
	for i := range frequent {
		sets = append(sets, 1<<i)
	}
	for len(sets) > 0 {
		var next []uint64
		var asked [][]clause
		for _, set := range sets {
			for i := bits.Len64(set); i < len(frequent); i++ { // each once: only words after the last
				next = append(next, set|1<<i)
				asked = append(asked, c.together(frequent, set|1<<i))
			}
		}
		lists, err := c.ix.first(ctx, c.within, asked, reach)
		if err != nil {
			return err
		}
		sets = nil
		for k, list := range lists {
			c.add(list, spread(frequent, next[k]), 0)
			if len(list) == reach {
				sets = append(sets, next[k])
			}
		}
	}
	return nil
}

func (c *candidates) together(frequent []int, set uint64) []clause {
	all := c.with()
	for i, w := range frequent {
		if set>>i&1 == 1 {
			all = append(all, c.words[w].anywhere())
		}
	}
	return all
}

func spread(frequent []int, set uint64) uint64 {
	var words uint64
	for i, w := range frequent {
		if set>>i&1 == 1 {
			words |= 1 << w
		}
	}
	return words
}

// best are the places of the Depth most promising candidates.
func (c *candidates) best() []int64 {
	type promise struct {
		place int64
		score float64
	}
	all := make([]promise, 0, len(c.found))
	for place, known := range c.found {
		p := promise{place: place}
		for i, weight := range c.weights {
			if known.words>>i&1 == 1 {
				p.score += weight
			}
			if known.title>>i&1 == 1 {
				p.score += weight * titleBonus
			}
		}
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b promise) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.place, b.place))
	})
	places := make([]int64, 0, Depth)
	for _, p := range all[:min(Depth, len(all))] {
		places = append(places, p.place)
	}
	return places
}

package search

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"
)

const (
	// sampled is how many documents tell how many there are, within 1/√sampled.
	sampled = 1024
	// reach is how many documents are looked up for one word or combination. A
	// word in fewer is known exactly; how far one must go for this many tells how
	// frequent the others are, within 1/√reach.
	reach = 128
	// combined is how many of the words that are in more than reach documents are looked up together.
	combined = 3
	// rareKind is one in how many documents is of a kind that is looked up as a term: among
	// all that have a frequent word, those of it would be too few.
	rareKind = 32
	// titleBonus is what standing in the title adds when candidates are chosen.
	titleBonus = 0.5
)

// candidates gathers what may be among the best documents for the words.
type candidates struct {
	query   Query
	ix      index
	within  Condition
	filter  []clause
	words   []word
	weights []float64 // of the words, 0: not used; nil: not known yet

	all     float64 // how many documents there are, of those asked for
	counted bool    // all is known
	level   int     // the deepest that has a sample of them
	rare    bool    // hardly any document is of the kind asked for
	df      []float64
	none    []bool // which words no document has itself; of one being typed, see [candidates.looksTyped]
	found   map[int64]candidate
	entries []entry // the best, once they are read
}

// candidate is what is known of a document before it is read: bit i is set when
// it has word i or what means about the same, at all and in its title, and when
// it has the word itself.
type candidate struct{ words, title, itself uint64 }

func (c *candidates) add(places []int64, more candidate) {
	for _, p := range places {
		known := c.found[p]
		c.found[p] = candidate{known.words | more.words, known.title | more.title, known.itself | more.itself}
	}
}

// gather looks every word up, weighs them, and goes on with those that are too
// frequent to be known by themselves.
func (c *candidates) gather(ctx context.Context) error {
	c.df, c.none, c.found = make([]float64, len(c.words)), make([]bool, len(c.words)), map[int64]candidate{}
	if err := c.sample(ctx); err != nil {
		return err
	}
	used, err := c.choose(ctx)
	if err != nil {
		return err
	}
	frequent, err := c.lookUp(ctx, used)
	if err != nil {
		return err
	}
	if err := c.titles(ctx, frequent); err != nil {
		return err
	}
	return c.combine(ctx, frequent)
}

// sample finds out how many documents there are and at which level to begin, as far as
// somebody wants to know: that level alone is known from fewer.
func (c *candidates) sample(ctx context.Context) error {
	n := sampled
	if c.narrowed() && c.ix.byKind() && len(c.words) <= tried {
		n = reach
	}
	all, ofKind, err := c.ix.sample(ctx, c.query.Kind, n)
	if err != nil {
		return err
	}
	if all.Count == n {
		c.level = max(0, levelOf(all.Last)-bits.TrailingZeros(uint(sampled/n)))
		c.rare = c.query.Kind != "" && !c.ix.byKind() && ofKind.Count < sampled/rareKind
	}
	switch {
	case !c.narrowed():
		c.all, c.counted = all.frequency(sampled), true
	case c.filter == nil && c.within.SQL == "" && (ofKind.Count == reach || all.Count < n):
		c.all, c.counted = ofKind.frequency(reach), true
	}
	return nil
}

// choose answers the words to look up: all of a short query; of a long one those
// that the fewest documents of a sample have and, of equals, the longest; and
// those that have a weight when weights are known.
func (c *candidates) choose(ctx context.Context) ([]int, error) {
	var used []int
	var asked []question
	for i, w := range c.words {
		if c.weights == nil || c.weights[i] > 0 {
			used = append(used, i)
			asked = append(asked, c.ask(c.level, true, w.anywhere()))
		}
	}
	if len(used) <= tried {
		return used, nil
	}
	lists, err := c.ix.first(ctx, c.within, asked, reach)
	if err != nil {
		return nil, err
	}
	times := make([]int, len(c.words))
	for k, i := range used {
		times[i] = len(lists[k])
	}
	slices.SortStableFunc(used, func(a, b int) int {
		return cmp.Or(cmp.Compare(times[a], times[b]), cmp.Compare(len(c.words[b].text), len(c.words[a].text)))
	})
	return used[:tried], nil
}

// lookUp finds the documents of each word, and answers the words that are in
// more than reach, rarest first.
func (c *candidates) lookUp(ctx context.Context, used []int) (frequent []int, err error) {
	lists, err := c.lists(ctx, used)
	if err != nil {
		return nil, err
	}
	for _, i := range used {
		itself := runOf(lists.itself[i]).frequency(reach)
		c.none[i] = itself == 0
		c.df[i] = math.Round(itself + nearFrequency*max(0, runOf(lists.meant[i]).frequency(reach)-itself))
	}
	if c.weights == nil {
		c.weights = weigh(c.all, c.df)
	}
	for _, i := range used {
		if c.weights[i] == 0 {
			continue
		}
		c.add(lists.meant[i], candidate{words: 1 << i})
		c.add(lists.itself[i], candidate{words: 1 << i, itself: 1 << i})
		if len(lists.meant[i]) == reach {
			frequent = append(frequent, i)
		}
	}
	slices.SortStableFunc(frequent, func(a, b int) int { return cmp.Compare(c.weights[b], c.weights[a]) })
	return frequent[:min(combined, len(frequent))], nil
}

// byWord are the places of each word's documents, and of those with the word itself.
type byWord struct{ meant, itself map[int][]int64 }

// lists asks for the documents of each word in one go, and for all that the
// filter lets through.
func (c *candidates) lists(ctx context.Context, used []int) (byWord, error) {
	var asked []question
	ask := func(clauses ...clause) { asked = append(asked, c.ask(c.level, false, clauses...)) }
	for _, i := range used {
		ask(c.words[i].itself())
		if c.words[i].near != nil {
			ask(c.words[i].anywhere())
		}
	}
	if !c.counted {
		ask()
	}
	lists, err := c.ix.first(ctx, c.within, asked, reach)
	if err != nil {
		return byWord{}, err
	}
	of := byWord{map[int][]int64{}, map[int][]int64{}}
	next := func() []int64 {
		list := lists[0]
		lists = lists[1:]
		return list
	}
	for _, i := range used {
		list := next()
		of.itself[i], of.meant[i] = list, list
		if c.words[i].near != nil {
			of.meant[i] = next()
		}
	}
	if !c.counted {
		c.all, c.counted = runOf(next()).frequency(reach), true
	}
	return of, nil
}

// weigh gives the rarest words their weight among all documents, in thousandths,
// and the others 0, as those that no document has.
func weigh(all float64, df []float64) []float64 {
	weights := make([]float64, len(df))
	order := make([]int, len(df))
	for i := range df {
		order[i] = i
		if df[i] > 0 {
			weights[i] = max(0.001, math.Round(idf(all, df[i])*1000)/1000)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(weights[b], weights[a]) })
	for _, i := range order[min(rarest, len(order)):] {
		weights[i] = 0
	}
	return weights
}

// ask asks for documents that the query lets through.
func (c *candidates) ask(level int, only bool, clauses ...clause) question {
	if c.rare {
		clauses = append(clauses, ofKind(c.query.Kind))
	}
	return question{c.query.Kind, slices.Concat(c.filter, clauses), level, only}
}

func (c *candidates) narrowed() bool { return c.filter != nil || c.query.Kind != "" }

// start is the level to begin at for what is thought to have so many documents.
func (c *candidates) start(expected float64) int {
	return min(c.level, max(0, math.Ilogb(expected/(2*reach))))
}

// titles looks frequent words up in the titles.
func (c *candidates) titles(ctx context.Context, frequent []int) error {
	const share = 0.1 // of a word's documents, about, have it there
	asked := make([]question, len(frequent))
	for k, i := range frequent {
		asked[k] = c.ask(c.start(c.df[i]*share), false, c.words[i].inTitle())
	}
	lists, err := c.ix.first(ctx, c.within, asked, reach)
	for k, list := range lists {
		c.add(list, candidate{words: 1 << frequent[k], title: 1 << frequent[k]})
	}
	return err
}

// combine looks frequent words up together, as long as a combination is too
// frequent too. Sets of words are bits.
func (c *candidates) combine(ctx context.Context, frequent []int) error {
	sets := make([]uint64, len(frequent))
	for k := range frequent {
		sets[k] = 1 << k
	}
	for len(sets) > 0 {
		var larger []uint64
		var asked []question
		for _, set := range sets {
			for k := bits.Len64(set); k < len(frequent); k++ { // each once: only words after the last
				larger = append(larger, set|1<<k)
				asked = append(asked, c.together(pick(frequent, set|1<<k)))
			}
		}
		lists, err := c.ix.first(ctx, c.within, asked, reach)
		if err != nil {
			return err
		}
		sets = nil
		for k, list := range lists {
			var have candidate
			for _, i := range pick(frequent, larger[k]) {
				have.words |= 1 << i
			}
			c.add(list, have)
			if len(list) == reach {
				sets = append(sets, larger[k])
			}
		}
	}
	return nil
}

// together asks for documents with all of these words. They are thought to be
// more than chance would have, for words of one subject go together.
func (c *candidates) together(words []int) question {
	var all []clause
	chance, rarest := c.all, c.all
	for _, i := range words {
		all = append(all, c.words[i].anywhere())
		chance *= c.df[i] / c.all
		rarest = min(rarest, c.df[i])
	}
	return c.ask(c.start(math.Sqrt(chance*rarest)), false, all...)
}

func pick(from []int, set uint64) []int {
	var picked []int
	for k, i := range from {
		if set>>k&1 == 1 {
			picked = append(picked, i)
		}
	}
	return picked
}

// looksTyped finds out whether any document has the word that is being typed as far as
// it is written: until now only what has it or one of its beginnings is known.
func (c *candidates) looksTyped(ctx context.Context) error {
	i := slices.IndexFunc(c.words, func(w word) bool { return w.prefix })
	if i < 0 || c.none[i] || c.df[i] == 0 {
		return nil
	}
	entries, err := c.load(ctx)
	if err != nil || slices.ContainsFunc(entries, c.words[i].writtenIn) {
		return err
	}
	lists, err := c.ix.first(ctx, c.within, []question{c.ask(c.level, false, c.words[i].written())}, 1)
	if err == nil {
		c.none[i] = len(lists[0]) == 0
	}
	return err
}

// load reads the best candidates, once.
func (c *candidates) load(ctx context.Context) ([]entry, error) {
	if c.entries != nil || len(c.found) == 0 {
		return c.entries, nil
	}
	var err error
	c.entries, err = c.ix.load(ctx, c.best())
	return c.entries, err
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
			switch {
			case known.itself>>i&1 == 1:
				p.score += weight
			case known.words>>i&1 == 1:
				p.score += weight * nearShare
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

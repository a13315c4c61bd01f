package search

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"ajar/internal/meaning"
	"ajar/internal/text"
)

const (
	// twoSlips is from which length on a word may have two slips, if documents with the
	// query's other words have what was meant and it begins alike, and twoSlipsCost what
	// they cost. In shorter words other ones are as near: "turistas", "taxistas".
	twoSlips     = 10
	twoSlipsCost = 2.2
	// rewritten is what it costs to write one word as two, or two as one.
	rewritten = 0.8
	// formless is the cost of a guess that documents have in other forms only.
	formless = 0.3
	// likely is what a guess costs at most about a word that may be half written only.
	likely = 0.6
	// shortestPart is the shortest of two words that were written as one.
	shortestPart = 3
	// mostSplits is in how many ways a word is taken for two.
	mostSplits = 3
)

// typo is a word that may be misspelt, and what may have been meant.
type typo struct {
	word      int // of the query
	text      string
	languages []string
	most      float64          // what a guess costs at most
	typing    bool             // it may be the beginning of a word,
	begins    bool             // and is of one that a document has
	forms     map[string]guess // by the word that may have been meant
	stems     map[string]guess // by its stem: the cheapest
	splits    []split
	told      map[string]*guess // that documents have, by what it puts in place
}

// guess is that somebody meant to write something else.
type guess struct {
	from, to string // folded words
	cost     float64
	evidence float64 // documents that have it, each the more the better it fits the query
}

// split is a word taken for two, by their stems in any of the languages.
type split struct {
	guess
	left, right []string
}

func newTypo(place int, w word, languages []string) *typo {
	t := &typo{word: place, text: w.text, languages: languages, most: math.Inf(1), typing: w.prefix, forms: map[string]guess{}, stems: map[string]guess{}}
	if w.prefix && slices.ContainsFunc(languages, func(l string) bool { return meaning.Begins(l, w.text) }) {
		t.most = likely
	}
	return t
}

func (t *typo) add(g guess) {
	if g.cost > t.most {
		return
	}
	if known, ok := t.forms[g.to]; !ok || g.cost < known.cost {
		t.forms[g.to] = g
	}
	for _, language := range t.languages {
		stem := text.Stem(language, g.to)
		if known, ok := t.stems[stem]; !ok || g.cost < known.cost {
			t.stems[stem] = g
		}
	}
}

// slips guesses one slip, and a space left out.
func (t *typo) slips() {
	for _, s := range text.Slips(t.text) {
		t.add(guess{from: t.text, to: s.Word, cost: s.Cost})
	}
	for i := shortestPart; i <= len(t.text)-shortestPart && len(t.splits) < mostSplits; i++ {
		left, right := t.text[:i], t.text[i:]
		if slices.ContainsFunc(t.languages, func(l string) bool { return meaning.Known(l, left) && meaning.Known(l, right) }) {
			t.splits = append(t.splits, split{guess{from: t.text, to: left + " " + right, cost: rewritten}, t.stemsOf(left), t.stemsOf(right)})
		}
	}
}

func (t *typo) stemsOf(token string) []string {
	var stems []string
	for _, l := range t.languages {
		stems = append(stems, text.Stem(l, token))
	}
	slices.Sort(stems)
	return slices.Compact(stems)
}

// joins guesses that the word and a neighbour were meant to be one.
func (t *typo) joins(words []word) {
	for i := max(0, t.word-1); i <= t.word && i+1 < len(words); i++ {
		left, right := words[i].text, words[i+1].text
		t.add(guess{from: left + " " + right, to: left + right, cost: rewritten})
	}
}

// clauses ask the index for documents with any of the guesses, at most so many, the
// likeliest of them.
func (t *typo) clauses(most int) [][]clause {
	var all [][]clause
	if terms := t.likeliest(most); len(terms) > 0 {
		all = append(all, []clause{{terms: terms}})
	}
	for _, s := range t.splits {
		all = append(all, []clause{{terms: s.left}, {terms: s.right}})
	}
	return all
}

// likeliest are the stems that may be of a word, in order, but no more than so many.
func (t *typo) likeliest(most int) []string {
	terms := slices.DeleteFunc(slices.Sorted(maps.Keys(t.stems)), t.isUnsayable)
	if len(terms) > most {
		slices.SortStableFunc(terms, func(a, b string) int { return cmp.Compare(t.stems[a].cost, t.stems[b].cost) })
		terms = terms[:most]
		slices.Sort(terms)
	}
	return terms
}

// isUnsayable tells that a stem is none of a word of the languages: most guesses are
// none, and every one that is looked up costs time.
func (t *typo) isUnsayable(stem string) bool {
	return !slices.ContainsFunc(t.languages, func(l string) bool { return meaning.Sayable(l, stem) })
}

// read counts the guesses that a document has, each once.
func (t *typo) read(e entry, weight float64) {
	here, stems := map[string]guess{}, map[string]bool{}
	for word := range e.words() {
		form, stem := formOf(word)
		stems[stem] = true
		t.begins = t.begins || t.typing && strings.HasPrefix(form, t.text)
		if g, ok := t.meant(form, stem); ok {
			if known, ok := here[stem]; !ok || g.cost < known.cost {
				here[stem] = g
			}
		}
	}
	for _, s := range t.splits {
		has := func(stem string) bool { return stems[stem] }
		if slices.ContainsFunc(s.left, has) && slices.ContainsFunc(s.right, has) {
			here[s.to] = s.guess
		}
	}
	for stem, g := range here {
		t.count(stem, g, weight)
	}
}

// meant is the guess that a word of a document bears out.
func (t *typo) meant(form, stem string) (guess, bool) {
	if g, ok := t.forms[form]; ok {
		return g, true
	}
	g, ok := t.stems[stem]
	g.cost += formless
	if !(ok && g.cost < twoSlipsCost) && len(t.text) >= twoSlips && form[0] == t.text[0] && text.Distance(t.text, form, 2) == 2 {
		return guess{from: t.text, to: form, cost: twoSlipsCost}, true
	}
	return g, ok
}

// count adds a document that bears a guess out to those with other forms of it.
func (t *typo) count(key string, g guess, weight float64) {
	known, ok := t.told[key]
	switch {
	case !ok:
		if t.told == nil {
			t.told = map[string]*guess{}
		}
		known = &g
		t.told[key] = known
	case g.cost < known.cost || g.cost == known.cost && g.to < known.to:
		g.evidence = known.evidence
		*known = g
	}
	known.evidence += weight
}

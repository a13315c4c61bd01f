package search

import (
	"context"
	"math"
	"slices"
	"strings"
)

// index is what looks terms up: a database, or memory.
type index interface {
	// sample tells of the first n documents in the fixed order, and of those of a kind
	// among them, reach at most; of no kind where none is named.
	sample(ctx context.Context, kind string, n int) (all, ofKind run, err error)
	// byKind tells whether a kind is looked up as any other term, however many have it.
	byKind() bool
	// first answers, for each question, the first n places that fulfil it.
	first(ctx context.Context, within Condition, asked []question, n int) ([][]int64, error)
	// load answers the documents at these places, in any order; those that are
	// gone by now are left out.
	load(ctx context.Context, places []int64) ([]entry, error)
}

// question asks for the documents of a kind, or of any, that fulfil every clause.
type question struct {
	kind    string
	clauses []clause
	// level is where an index had better begin: the first 1/2ˡᵉᵛᵉˡ of the order is
	// thought to hold enough.
	level int
	// only asks for what is in the parts of the order that this takes, be it enough or
	// not; without it the level changes no answer.
	only bool
}

// terms are the question's clauses, the kind among them.
func (q question) terms() []clause {
	if q.kind == "" {
		return q.clauses
	}
	return append([]clause{ofKind(q.kind)}, q.clauses...)
}

func ofKind(kind string) clause { return clause{terms: []string{Tag{kindTag, kind}.term()}} }

// lastPart is the part in which the answers end.
func (q question) lastPart() int {
	if q.only {
		return partOf(q.level)
	}
	return len(parts) - 1
}

// end is the place before which all answers are.
func (q question) end() int64 { return endOf(q.lastPart()) }

// clause is fulfilled by a document with one of the terms, or with a term that
// begins with the prefix.
type clause struct {
	terms  []string
	prefix string
}

func (w word) anywhere() clause { return w.meant("") }
func (w word) inTitle() clause  { return w.meant(titleMark) }
func (w word) itself() clause   { return w.clause("") }

// meant asks for the word or for what means about the same.
func (w word) meant(mark string) clause {
	c := w.clause(mark)
	for _, n := range w.near {
		c.or(mark + n.stem)
	}
	return c
}

// written asks for the word as far as it is written, without the stems of its
// beginnings.
func (w word) written() clause { return clause{terms: w.stems, prefix: w.beginning()} }

// writtenIn tells whether a document fulfils what [word.written] asks for.
func (w word) writtenIn(e entry) bool {
	for word := range e.words() {
		_, stem := formOf(word)
		if strings.HasPrefix(stem, w.text) && w.prefix || slices.Contains(w.stems, stem) {
			return true
		}
	}
	return false
}

// beginning is what a word of a document may begin with instead.
func (w word) beginning() string {
	if w.prefix {
		return w.text
	}
	return ""
}

// clause asks for the word's stems. While it is being typed they are those of
// its beginnings too, as the index has no word but its stem: "refundi" finds
// what has "refunding".
func (w word) clause(mark string) clause {
	c := clause{}
	if w.prefix {
		c.prefix = mark + w.text
	}
	for _, stem := range w.stems {
		c.or(mark + stem)
	}
	if w.prefix {
		for n := range w.text {
			if n >= max(minPrefix, len(w.text)-longestEnding) {
				c.or(mark + w.text[:n])
			}
		}
	}
	return c
}

// or adds a term that the clause has not: every one is looked up.
func (c *clause) or(term string) {
	if !slices.Contains(c.terms, term) && (c.prefix == "" || !strings.HasPrefix(term, c.prefix)) {
		c.terms = append(c.terms, term)
	}
}

// run is the first documents of some sort in the fixed order: how many, and the place
// of the last.
type run struct {
	Count int   `json:"count"`
	Last  int64 `json:"last"`
}

func runOf(places []int64) run {
	r := run{Count: len(places)}
	if r.Count > 0 {
		r.Last = places[r.Count-1]
	}
	return r
}

// frequency is how many documents of the sort there are in all when n of them were
// asked for. With n of them it is the estimate of Bar-Yossef and others, Counting
// Distinct Elements in a Data Stream (2002), section 2: the places are as good as
// random numbers.
func (r run) frequency(n int) float64 {
	if r.Count < n {
		return float64(r.Count)
	}
	return math.Round(float64(n-1) / (float64(r.Last+1) / (1 << placeBits)))
}

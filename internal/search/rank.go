package search

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// Hit is a document that was found.
type Hit struct {
	Kind  string
	ID    uuid.UUID
	Score float64 // from 0 to 1: how much of what was asked for is in it

	seq int64
}

// Parameters of [bm25f]. Lengths are those of a lesson with its experiment,
// function words left out.
const (
	saturation   = 1.6 // k1
	titleWeight  = 2.0
	titleLength  = 12.0
	titleB       = 0.5
	bodyLength   = 90.0
	bodyB        = 0.5
	stemShare    = 0.9 // of a word's weight for another form of it
	scoreQuantum = 1e6 // scores are whole millionths, so that a cursor holds them exactly
)

// rank scores documents for words with weights, best first; equals stand in the
// fixed order. Documents without any of the words are left out.
func rank(words []word, weights []float64, entries []entry) []Hit {
	m := newMatcher(words)
	total := 0.0
	for _, w := range weights {
		total += w
	}
	var hits []Hit
	for _, e := range entries {
		score := math.Round(bm25f(m.count(e), weights)/total*scoreQuantum) / scoreQuantum
		if score > 0 {
			hits = append(hits, Hit{Kind: e.Kind, ID: e.ID, Score: score, seq: e.Seq})
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.seq, b.seq))
	})
	return hits
}

// bm25f is the weighting of Robertson and Zaragoza, The Probabilistic Relevance
// Framework: BM25 and Beyond (2009), section 3.6: the frequencies of a word are
// added up over the fields, each with its weight and its length normalisation,
// before they saturate.
func bm25f(c counts, weights []float64) float64 {
	title := titleWeight / (1 - titleB + titleB*float64(c.titleLen)/titleLength)
	body := 1 / (1 - bodyB + bodyB*float64(c.bodyLen)/bodyLength)
	sum := 0.0
	for i, weight := range weights {
		tf := c.title[i]*title + c.body[i]*body
		sum += weight * tf / (saturation + tf)
	}
	return sum
}

// idf is how much a word tells that stands in df of n documents: the
// Robertson-Sparck Jones weight without relevance information, kept above 0.
func idf(n, df float64) float64 { return math.Log(1 + (max(n, df)-df+0.5)/(df+0.5)) }

// counts are the frequencies of a query's words in one document.
type counts struct {
	title, body       []float64
	titleLen, bodyLen int
}

// matcher tells which of a query's words a word of a document is.
type matcher struct {
	words  []word
	stems  map[string][]standIn // what a stem stands for in the query
	typing int                  // the word that may be a beginning, -1: none
}

// standIn is a word of the query, by its place, and how much a stem counts for it.
type standIn struct {
	word  int
	share float64
}

func newMatcher(words []word) matcher {
	m := matcher{words: words, stems: map[string][]standIn{}, typing: -1}
	for i, w := range words {
		for _, stem := range w.stems {
			m.stems[stem] = append(m.stems[stem], standIn{i, stemShare})
		}
		for _, n := range w.near {
			m.stems[n.stem] = append(m.stems[n.stem], standIn{i, n.share})
		}
		if w.prefix {
			m.typing = i
		}
	}
	return m
}

func (m matcher) count(e entry) counts {
	c := counts{title: make([]float64, len(m.words)), body: make([]float64, len(m.words))}
	n := 0
	for word := range e.words() {
		field := c.body
		if n++; n <= e.Head {
			field = c.title
		}
		word, stem := formOf(word)
		typed := m.typing >= 0 && strings.HasPrefix(word, m.words[m.typing].text)
		for _, s := range m.stems[stem] {
			if typed && s.word == m.typing {
				s.share, typed = max(s.share, stemShare), false
			}
			field[s.word] += m.share(word, s)
		}
		if typed {
			field[m.typing] += stemShare
		}
	}
	c.titleLen = min(n, e.Head)
	c.bodyLen = n - c.titleLen
	return c
}

// share is how much a word counts for one of the query that its stem stands for.
func (m matcher) share(word string, s standIn) float64 {
	if word == m.words[s.word].text {
		return 1
	}
	return s.share
}

// found are the distinct words of the hits' documents that are one of the query's.
func (m matcher) found(hits []Hit, entries []entry) []string {
	shown := make(map[int64]bool, len(hits))
	for _, h := range hits {
		shown[h.seq] = true
	}
	set := map[string]bool{}
	for _, e := range entries {
		if !shown[e.Seq] {
			continue
		}
		for word := range e.words() {
			if form, stem := formOf(word); m.stands(form, stem) {
				set[form] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// stands tells whether a word of a document is one of the query's.
func (m matcher) stands(form, stem string) bool {
	return len(m.stems[stem]) > 0 || m.typing >= 0 && strings.HasPrefix(form, m.words[m.typing].text)
}

// formOf is a word of an entry and its stem.
func formOf(word string) (form, stem string) {
	form, stem, inflected := strings.Cut(word, stemMark)
	if !inflected {
		stem = form
	}
	return form, stem
}

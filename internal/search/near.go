package search

import (
	"slices"

	"ajar/internal/meaning"
	"ajar/internal/text"
)

const (
	// widened is how many words a query may have for words near them to be looked for
	// too: a text that is longer has words enough of its own.
	widened = 8
	// nearest is how many words of each language stand in for one of a query.
	nearest = 6
	// leastLikeness is from which cosine on another word stands in for one of a query.
	leastLikeness = 0.5
	// nearShare is how much a word counts that only means the same.
	nearShare = 0.8
	// nearFrequency is how much a document with only such words counts when a query's
	// word is weighed by how many documents have it.
	nearFrequency = 0.5
)

// near is a stem that means about the same as a word, and how much it counts for it.
type near struct {
	stem  string
	share float64
}

// widen gives the words of a short query those that mean about the same, in the
// languages asked in.
func (q Query) widen(words []word, among []string) {
	if len(words) > widened {
		return
	}
	spoken := q.spoken(words)
	for i, w := range words {
		words[i].near = w.nearIn(spoken, among)
	}
}

func (w word) nearIn(spoken, among []string) []near {
	var all []near
	for _, language := range spoken {
		for _, other := range meaning.Near(language, w.text, among, leastLikeness, nearest) {
			if !slices.Contains(w.stems, other.Stem) && !slices.ContainsFunc(all, func(n near) bool { return n.stem == other.Stem }) {
				all = append(all, near{other.Stem, shareOf(other.Likeness)})
			}
		}
	}
	return all
}

// spoken are the languages that the words may be in: those that know the most of
// them, and of these the one that is asked for.
func (q Query) spoken(words []word) []string {
	known := map[string]int{}
	most := 0
	for _, language := range text.Languages {
		for _, w := range words {
			if meaning.Known(language, w.text) {
				known[language]++
			}
		}
		most = max(most, known[language])
	}
	if q.Language != "" && known[q.Language] == most {
		return []string{q.Language}
	}
	return slices.DeleteFunc(slices.Clone(text.Languages), func(l string) bool { return known[l] < most })
}

// shareOf is how much a word of such a likeness counts.
func shareOf(likeness float64) float64 {
	return nearShare * (likeness - leastLikeness) / (1 - leastLikeness)
}

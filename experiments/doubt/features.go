package doubt

import (
	"maps"
	"slices"
	"strings"

	"ajar/internal/families"
	"ajar/internal/text"
)

// feature is something that the model sees at a word: the word ("en:delete"), how it
// begins ("en:dele*"), how it and one of the next two begin ("en:delet" and "ticke"), a
// family that begins there ("destroy", or "no-destroy" where it is denied), a frame
// ("frame destroys"), or a family with another one near it.
type feature [2]string

// heft is how much a feature counts beside others that are as rare: a whole word twice,
// as it says more than how it begins, and a pair of families half, as there are many.
func (f feature) heft() float64 {
	pair, word := f[1] != "", strings.Contains(f[0], ":")
	switch {
	case pair && !word:
		return 0.5
	case word && !pair && !strings.HasSuffix(f[0], "*"):
		return 2
	}
	return 1
}

// reading is a proposal's words as frames and model see them.
type reading struct {
	language string
	words    []text.Word
	finds    finds
	places   [][]families.Find // where each frame stands
	risks    []string          // of each frame
	features [][]feature       // at each word
}

func (k *knowledge) read(texts []Text, saidToBe string) *reading {
	words := wordsOf(texts)
	r := &reading{language: text.LanguageOf(words, saidToBe), words: words, features: make([][]feature, len(words))}
	found, meanings := findIn(k.lexicons[r.language], words)
	r.finds = found
	for i := range words {
		r.word(i, meanings[i])
	}
	r.families()
	for _, f := range k.frames {
		places := f.in(words, found)
		for _, p := range places {
			r.see(p.First, feature{"frame " + f.risk})
		}
		r.places, r.risks = append(r.places, places), append(r.risks, f.risk)
	}
	return r
}

func (r *reading) see(i int, f feature) { r.features[i] = append(r.features[i], f) }

// beginnings are how many letters of a word stand for its forms: few for all of them,
// more for those that mean alike. Polish has the most forms, and gains the most.
var beginnings = []int{4, 5, 6}

// word sees a word, unless what it names stays as it is.
func (r *reading) word(i int, m said) {
	language, word := r.language+":", r.words[i].Folded
	switch m {
	case kept:
		return
	case denied:
		language = deny + language
	}
	r.see(i, feature{language + word})
	for _, n := range beginnings {
		if n == beginnings[0] || n < len(word) {
			r.see(i, feature{language + begin(word, n) + "*"})
		}
	}
	for j := i + 1; j <= i+2 && j < len(r.words) && r.words[j].Sentence == r.words[i].Sentence; j++ {
		r.see(i, feature{language + begin(word, 5), begin(r.words[j].Folded, 5)})
	}
}

// begin is how a word begins, in so many bytes: folded, most letters are one.
func begin(word string, n int) string { return word[:min(n, len(word))] }

// families sees the families, and each with the others that begin near it in its
// sentence: these all languages share.
func (r *reading) families() {
	at := make([][]string, len(r.words))
	for _, family := range slices.Sorted(maps.Keys(r.finds)) {
		for _, f := range r.finds[family] {
			if n := len(at[f.First]); n == 0 || at[f.First][n-1] != family {
				at[f.First] = append(at[f.First], family)
				r.see(f.First, feature{family})
			}
		}
	}
	for i, families := range at {
		for j := i + 1; j <= i+apart && j < len(at) && r.words[j].Sentence == r.words[i].Sentence; j++ {
			for _, one := range families {
				for _, other := range at[j] {
					r.see(i, feature{min(one, other), max(one, other)})
				}
			}
		}
	}
}

// in are the features of some words, each once.
func (r *reading) in(windows ...window) []feature {
	var all []feature
	seen := map[feature]bool{}
	for _, w := range windows {
		for _, features := range r.features[w.from:w.to] {
			for _, f := range features {
				if !seen[f] {
					seen[f] = true
					all = append(all, f)
				}
			}
		}
	}
	return all
}

// window is some words that follow each other.
type window struct{ from, to int }

func (w window) has(i int) bool { return i >= w.from && i < w.to }

// length is how many words some windows have.
func length(windows []window) (n int) {
	for _, w := range windows {
		n += w.to - w.from
	}
	return n
}

// wide is how many words a window has at least, where there are as many: about a
// small proposal, which is what the model has seen.
const wide = 45

// windows are the whole sentences of a text, taken together until they are wide. A
// short rest goes with the last one.
func (r *reading) windows(text int) []window {
	var all []window
	for starts := r.sentences(text); len(starts) > 1; {
		end, last := 1, len(starts)-1
		for end < last && (starts[end]-starts[0] < wide || starts[last]-starts[end] < wide/2) {
			end++
		}
		all = append(all, window{starts[0], starts[end]})
		starts = starts[end:]
	}
	return all
}

// sentences are where the sentences of a text begin, and where the last one ends.
// A sentence without end is parted.
func (r *reading) sentences(text int) []int {
	var starts []int
	for i, w := range r.words {
		if w.Text != text {
			continue
		}
		if n := len(starts); n == 0 || w.Sentence != r.words[i-1].Sentence || i-starts[n-1] >= wide {
			starts = append(starts, i)
		}
		if i == len(r.words)-1 || r.words[i+1].Text != text {
			starts = append(starts, i+1)
		}
	}
	return starts
}

package meaning

import (
	"cmp"
	"slices"
	"strings"

	"ajar/internal/text"
)

// Word is a stem of a language that means about the same as another.
type Word struct {
	Language string
	Stem     string
	Likeness float64 // the cosine of their vectors, at most 1
}

// Near answers the words in the languages whose likeness to a token of the
// language is least or more, the likest first, and at most limit of each language.
// Other forms of the token itself are not among those of its own language. An
// unknown token has none.
func Near(language, token string, among []string, least float64, limit int) []Word {
	t := words()
	own := language + text.Stem(language, token)
	place := t.find(own)
	if place < 0 {
		return nil
	}
	var near []Word
	for _, l := range among {
		near = append(near, answers.of(question{place, l, least, limit}, t.nearest)...)
	}
	slices.SortFunc(near, likest)
	return near
}

// nearest are the likest words of one language.
func (t table) nearest(q question) []Word {
	found := t.scan(q.place, q.among, q.least)
	found = slices.DeleteFunc(found, func(w Word) bool { return w.Language+w.Stem == t.name(q.place) })
	slices.SortFunc(found, likest)
	return slices.Clone(found[:min(q.limit, len(found))])
}

func likest(a, b Word) int {
	return cmp.Or(cmp.Compare(b.Likeness, a.Likeness), strings.Compare(a.Language, b.Language), strings.Compare(a.Stem, b.Stem))
}

// slack keeps the rounding of a bound from hiding a word.
const slack = 0.01

// scan compares a word with all of a language. Sums are whole numbers, so that
// they are the same on every processor; each pair of numbers of the word is
// multiplied with every byte there can be beforehand, as product quantisation does
// (Jégou, Douze and Schmid, 2011, section III). Where the heads are so unlike that
// no tail can make up for it (Cauchy and Schwarz) the tails are not compared.
func (t table) scan(own int, language string, least float64) []Word {
	products, length, tail := t.products(own), t.lengths[own], t.tails[own]
	wanted := float32(least) * length
	var found []Word
	end := t.place(language + "\xff")
	for i := t.place(language); i < end; i++ {
		v := t.vector(i)
		sum := products.sum(0, v[:head])
		if float32(sum)+tail*t.tails[i]+slack < wanted*t.lengths[i] {
			continue
		}
		sum += products.sum(head, v[head:])
		likeness := float64(sum) / (float64(length) * float64(t.lengths[i]))
		if likeness >= least {
			found = append(found, Word{language, t.name(i)[len(language):], min(1, likeness)})
		}
	}
	return found
}

// products are those of each pair of a word's numbers with those of every byte.
type products [width][256]int8

func (t table) products(place int) *products {
	var p products
	for k, own := range []byte(t.vector(place)) {
		for b := range p[k] {
			p[k][b] = int8(low(own)*low(byte(b)) + high(own)*high(byte(b)))
		}
	}
	return &p
}

// sum adds up the products with a part of a vector that begins at a byte.
func (p *products) sum(from int, part string) int {
	sum := 0
	for k := range len(part) {
		sum += int(p[from+k][part[k]])
	}
	return sum
}

// low and high are the two numbers of a byte, which are stored 8 higher.
func low(b byte) int  { return int(b&15) - 8 }
func high(b byte) int { return int(b>>4) - 8 }

// Known tells whether a token of the language has a meaning here.
func Known(language, token string) bool {
	return words().find(language+text.Stem(language, token)) >= 0
}

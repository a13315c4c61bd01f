package text

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Word is a word, a number or a sign such as € of a text. Offsets are UTF-16 code
// units of its text, as browsers count, half-open. Sentences and clauses count from
// 1 through all texts, so that words of two texts are never in one.
type Word struct {
	Folded     string // without apostrophes
	Text       int    // its place among the texts
	Start, End int
	Sentence   int
	Clause     int
	Gap        string // what stands between it and the word before, cut short
	Loud       bool   // written in capitals
	Capital    bool   // begins with a capital letter
	Quoted     bool   // stands between quotation marks that open and close in one paragraph
}

// longestWord is where a word is cut off, in bytes: no word of a language is longer.
const longestWord = 48

// kind is what a rune is part of.
type kind int

const (
	between kind = iota
	letter
	digit
	sign
)

func kindOf(c rune) kind {
	switch {
	case unicode.IsLetter(c) || unicode.Is(unicode.M, c):
		return letter
	case unicode.IsDigit(c):
		return digit
	case strings.ContainsRune("€$£%", c):
		return sign
	}
	return between
}

// Words cuts texts into words. An apostrophe inside a word does not part it
// ("don't"); letters and digits do ("20k").
func Words(texts ...string) []Word {
	c := cutter{}
	for i, t := range texts {
		c = cutter{words: c.words, text: i, sentence: c.sentence + 1, clause: c.clause + 1}
		c.cut(t)
	}
	return c.words
}

type cutter struct {
	words            []Word
	text             int
	unit             int // UTF-16 code units read
	sentence, clause int
	gap              string
	quoted           bool
	quoteEnd         int            // how many bytes are left where the quotation ends
	hopeless         map[string]int // by closing mark: it does not come before so many bytes are left
}

func (c *cutter) cut(s string) {
	for s != "" {
		if c.quoted && len(s) <= c.quoteEnd {
			c.quoted = false
		}
		first, size := utf8.DecodeRuneInString(s)
		k := kindOf(first)
		if k == between {
			c.part(first, s[size:])
			s = s[size:]
			continue
		}
		n, units := extent(s, k)
		if folded := FoldWord(s[:n]); folded != "" { // marks alone fold to nothing
			c.words = append(c.words, Word{Folded: folded, Text: c.text, Start: c.unit, End: c.unit + units, Sentence: c.sentence, Clause: c.clause,
				Gap: c.gap, Loud: IsLoud(s[:n]), Capital: unicode.IsUpper(first), Quoted: c.quoted})
			c.gap = ""
		}
		c.unit += units
		s = s[n:]
	}
}

// extent is how far the word at the beginning of s goes, in bytes and in UTF-16
// code units.
func extent(s string, k kind) (n, units int) {
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if kindOf(r) != k && !(k == letter && (r == '\'' || r == '’') && beginsWithLetter(s[n+size:])) {
			return n, units
		}
		n += size
		units += utf16.RuneLen(r)
		if k == sign {
			return n, units
		}
	}
	return n, units
}

func beginsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// FoldWord is a word as lists of words know it: folded, without apostrophes.
func FoldWord(s string) string {
	if len(s) > longestWord {
		s = strings.ToValidUTF8(s[:longestWord], "")
	}
	return noApostrophes.Replace(Fold(s))
}

var noApostrophes = strings.NewReplacer("'", "", "’", "")

// IsLoud reports whether a word is written in capitals, as short names are.
func IsLoud(s string) bool {
	return len(s) > 1 && len(s) <= longestWord && s == strings.ToUpper(s) && s != strings.ToLower(s)
}

// part takes a rune between words: it may end a sentence or a clause, or open a
// quotation.
func (c *cutter) part(r rune, rest string) {
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case r == '.' && kindOf(next) != between && rest != "": // 1.200, a.m.
	case strings.ContainsRune(".!?\n…", r):
		c.sentence++
		c.clause++
	case strings.ContainsRune(",;:()–—«»„”“\"", r):
		c.clause++
	}
	if closing := closings[r]; closing != "" && !c.quoted {
		c.open(closing, rest)
	}
	if len(c.gap) < utf8.UTFMax {
		c.gap += string(r)
	}
	c.unit += max(1, utf16.RuneLen(r))
}

// closings are the marks that may close what a mark opens.
var closings = map[rune]string{'"': `"`, '“': `”"`, '„': `”“"`, '«': "»", '»': "«"}

// longestQuotation is within how many bytes a quotation has to close.
const longestQuotation = 1000

// open begins a quotation if it also closes. Nothing is searched twice.
func (c *cutter) open(closing, rest string) {
	if from, ok := c.hopeless[closing]; ok && len(rest) > from {
		return
	}
	near := rest[:min(len(rest), longestQuotation)]
	if i := strings.IndexByte(near, '\n'); i >= 0 {
		near = near[:i]
	}
	if n := strings.IndexAny(near, closing); n >= 0 {
		c.quoted, c.quoteEnd = true, len(rest)-n
		return
	}
	if c.hopeless == nil {
		c.hopeless = map[string]int{}
	}
	c.hopeless[closing] = len(rest) - len(near)
}

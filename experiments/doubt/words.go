package doubt

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"ajar/internal/text"
)

// Text is one field of a proposal, as the API calls it, and what stands in it.
type Text struct {
	Field string
	Words string
}

// word is a word, a number or a sign such as € of a text. Offsets are UTF-16
// code units of its text, as browsers count. Sentences count through all texts,
// so that words of two texts are never in one.
type word struct {
	folded     string
	text       int // its place among the texts
	start, end int
	sentence   int
	clause     int
	gap        string // what stands between it and the word before, cut short
	loud       bool   // written in capitals
}

// longest is where a word is cut off, in bytes: no word of a language is longer.
const longest = 48

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

// wordsOf cuts texts into words. An apostrophe inside a word does not part it
// ("don't"); letters and digits do ("20k").
func wordsOf(texts []Text) []word {
	c := cutter{}
	for i, t := range texts {
		c.text, c.unit, c.gap = i, 0, ""
		c.sentence++
		c.clause++
		c.cut(t.Words)
	}
	return c.words
}

type cutter struct {
	words            []word
	text             int
	unit             int // UTF-16 code units read of this text
	sentence, clause int
	gap              string
}

func (c *cutter) cut(s string) {
	for s != "" {
		first, size := utf8.DecodeRuneInString(s)
		k := kindOf(first)
		if k == between {
			c.part(first, s[size:])
			s = s[size:]
			continue
		}
		n, units := extent(s, k)
		c.words = append(c.words, word{folded: fold(s[:n]), text: c.text, start: c.unit, end: c.unit + units,
			sentence: c.sentence, clause: c.clause, gap: c.gap, loud: isLoud(s[:n])})
		c.unit += units
		c.gap = ""
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

// fold is the word as families know it: plain, in lower case, without apostrophes.
func fold(s string) string {
	if len(s) > longest {
		s = strings.ToValidUTF8(s[:longest], "")
	}
	return noApostrophes.Replace(text.Fold(s))
}

var noApostrophes = strings.NewReplacer("'", "", "’", "")

// isLoud reports whether a word is written in capitals, as short names are.
func isLoud(s string) bool {
	return len(s) > 1 && len(s) <= longest && s == strings.ToUpper(s) && s != strings.ToLower(s)
}

// part takes a rune between words: it may end a sentence or a clause.
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
	if len(c.gap) < utf8.UTFMax {
		c.gap += string(r)
	}
	c.unit += max(1, utf16.RuneLen(r))
}

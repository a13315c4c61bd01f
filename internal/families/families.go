// Package families finds words that mean alike. A list of families is data that
// anyone can read: a name, a colon, and the ways of saying it with commas between.
package families

import (
	"fmt"
	"strings"

	"ajar/internal/text"
)

// Find is where a way of saying stands: its first and its last word.
type Find struct{ First, Last int }

// entry is one way of saying what a family means.
type entry struct {
	family string
	loud   bool
	rest   []pattern // what follows its first word
}

// pattern is one word of an entry: a stem, or how the word begins.
type pattern struct {
	stem   string
	prefix string
	gap    int  // how many words may stand before it
	loud   bool // written in capitals: "IT" is not "it"
}

// Lexicon is the families of one language, by the first words of their entries.
type Lexicon struct {
	language string
	stems    map[string][]entry
	prefixes map[string][]entry
	families map[string]bool
	longest  int // the longest prefix
}

// maxGap is how many words ".." stands for at most.
const maxGap = 3

// Read reads the families of a language ("en", "es", "pl"): a family is its name, a
// colon, and entries with commas between, on as many lines as they take. In an
// entry a word stands for its forms, "*" ends the beginning of a word, ".." is up to
// three words, and "@family" is all entries of a family above; # begins a comment.
func Read(language, source string) (*Lexicon, error) {
	x := &Lexicon{language: language, stems: map[string][]entry{}, prefixes: map[string][]entry{}, families: map[string]bool{}}
	entries := map[string][]string{}
	family := ""
	for line := range strings.Lines(source) {
		line, _, _ = strings.Cut(line, "#")
		if name, rest, begins := strings.Cut(line, ":"); begins {
			if family, line = name, rest; x.families[family] {
				return nil, fmt.Errorf("%s: the family %s stands there twice", language, family)
			}
			x.families[family] = true
		}
		more, err := x.more(entries, entries[family], line)
		if err != nil {
			return nil, err
		}
		entries[family] = more
	}
	for family, all := range entries {
		for _, e := range all {
			x.add(family, e)
		}
	}
	return x, nil
}

// Has reports whether there is a family of a name.
func (x *Lexicon) Has(family string) bool { return x.families[family] }

// Stems are what the words are compared by; the same word is looked at once.
func (x *Lexicon) Stems(words []text.Word) []string {
	stems, known := make([]string, len(words)), map[string]string{}
	for i, w := range words {
		stem, ok := known[w.Folded]
		if !ok {
			stem = x.stem(w.Folded)
			known[w.Folded] = stem
		}
		stems[i] = stem
	}
	return stems
}

// Each tells every place of every family in the order of the words, whose stems are
// given. An entry never reaches over the end of a sentence.
func (x *Lexicon) Each(words []text.Word, stems []string, tell func(family string, place Find)) {
	try := func(i int, entries []entry) {
		for _, e := range entries {
			if last, ok := e.ends(words, stems, i); ok {
				tell(e.family, Find{i, last})
			}
		}
	}
	for i, w := range words {
		try(i, x.stems[stems[i]])
		for n := min(x.longest, len(w.Folded)); n > 0; n-- {
			try(i, x.prefixes[w.Folded[:n]])
		}
	}
}

// more adds the entries of a line; "@family" stands for all entries of a family
// above it.
func (x *Lexicon) more(known map[string][]string, entries []string, line string) ([]string, error) {
	for one := range strings.SplitSeq(line, ",") {
		one = strings.TrimSpace(one)
		other, isFamily := strings.CutPrefix(one, "@")
		switch {
		case isFamily && known[other] == nil:
			return nil, fmt.Errorf("%s: there is no family %s above", x.language, other)
		case isFamily:
			entries = append(entries, known[other]...)
		case one != "":
			entries = append(entries, one)
		}
	}
	return entries, nil
}

func (x *Lexicon) add(family, entryText string) {
	var all []pattern
	gap := 0
	for one := range strings.FieldsSeq(entryText) {
		if one == ".." {
			gap = maxGap
			continue
		}
		p := pattern{gap: gap, loud: text.IsLoud(one)}
		if prefix, ok := strings.CutSuffix(one, "*"); ok {
			p.prefix = text.FoldWord(prefix)
		} else {
			p.stem = x.stem(text.FoldWord(one))
		}
		all, gap = append(all, p), 0
	}
	e := entry{family, all[0].loud, all[1:]}
	if first := all[0]; first.prefix != "" {
		x.prefixes[first.prefix] = append(x.prefixes[first.prefix], e)
		x.longest = max(x.longest, len(first.prefix))
	} else {
		x.stems[first.stem] = append(x.stems[first.stem], e)
	}
}

// stem is what the forms of a plain word share. English has few; the stems of
// Spanish and Polish are made for search and join words that mean different things
// ("dosis", "dos"), so there only a plural is taken off, and stars do the rest.
func (x *Lexicon) stem(folded string) string {
	switch x.language {
	case "en":
		return text.Stem(x.language, folded)
	case "es":
		if len(folded) > 4 {
			return strings.TrimSuffix(folded, "s")
		}
	}
	return folded
}

// ends tells where the entry that begins with word i ends.
func (e entry) ends(words []text.Word, stems []string, i int) (int, bool) {
	at := i
	if e.loud && !words[i].Loud {
		return 0, false
	}
	for _, p := range e.rest {
		next := -1
		for j := at + 1; j <= at+1+p.gap && j < len(words) && words[j].Sentence == words[i].Sentence; j++ {
			if p.fits(words[j].Folded, stems[j]) {
				next = j
				break
			}
		}
		if next < 0 {
			return 0, false
		}
		at = next
	}
	return at, true
}

func (p pattern) fits(folded, stem string) bool {
	if p.prefix != "" {
		return strings.HasPrefix(folded, p.prefix)
	}
	return p.stem == stem
}

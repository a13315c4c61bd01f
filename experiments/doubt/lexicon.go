package doubt

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"ajar/internal/text"
)

//go:embed data
var data embed.FS

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

// lexicon is the families of one language, by the first words of their entries.
type lexicon struct {
	language string
	stems    map[string][]entry
	prefixes map[string][]entry
	families map[string]bool
	longest  int // the longest prefix
}

// maxGap is how many words ".." stands for at most.
const maxGap = 3

// readLexicon reads data/families.<language>.txt: a family is its name, a colon,
// and entries with commas between, on as many lines as they take.
func readLexicon(language string) (*lexicon, error) {
	source, err := fs.ReadFile(data, "data/families."+language+".txt")
	if err != nil {
		return nil, err
	}
	x := &lexicon{language: language, stems: map[string][]entry{}, prefixes: map[string][]entry{}, families: map[string]bool{}}
	entries := map[string][]string{}
	family := ""
	for line := range strings.Lines(string(source)) {
		line, _, _ = strings.Cut(line, "#")
		if name, rest, begins := strings.Cut(line, ":"); begins {
			if family, line = name, rest; x.families[family] {
				return nil, fmt.Errorf("%s: the family %s stands there twice", language, family)
			}
			x.families[family] = true
		}
		if entries[family], err = x.more(entries, entries[family], line); err != nil {
			return nil, err
		}
	}
	for family, all := range entries {
		for _, e := range all {
			x.add(family, e)
		}
	}
	return x, nil
}

// more adds the entries of a line; "@family" stands for all entries of a family
// above it.
func (x *lexicon) more(known map[string][]string, entries []string, line string) ([]string, error) {
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

func (x *lexicon) add(family, entryText string) {
	var all []pattern
	gap := 0
	for one := range strings.FieldsSeq(entryText) {
		if one == ".." {
			gap = maxGap
			continue
		}
		p := pattern{gap: gap, loud: isLoud(one)}
		if prefix, ok := strings.CutSuffix(one, "*"); ok {
			p.prefix = fold(prefix)
		} else {
			p.stem = x.stem(fold(one))
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
func (x *lexicon) stem(folded string) string {
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

// find is where an entry of a family stands: its first and its last word.
type find struct{ first, last int }

// finds are all places of every family, in the order of the words.
type finds map[string][]find

// read finds the families in words. What is denied ("we do not delete") is set
// apart, and what stays as it is ("the prices stay the same") is left out.
func (x *lexicon) read(words []word) (finds, []said) {
	stems, known := make([]string, len(words)), map[string]string{}
	for i, w := range words {
		stem, ok := known[w.folded]
		if !ok {
			stem = x.stem(w.folded)
			known[w.folded] = stem
		}
		stems[i] = stem
	}
	all := finds{}
	for i, w := range words {
		x.try(all, words, stems, i, x.stems[stems[i]])
		for n := min(x.longest, len(w.folded)); n > 0; n-- {
			x.try(all, words, stems, i, x.prefixes[w.folded[:n]])
		}
	}
	meanings := all.meanings(words)
	return all.meant(meanings), meanings
}

func (x *lexicon) try(all finds, words []word, stems []string, i int, entries []entry) {
	for _, e := range entries {
		if last, ok := e.ends(words, stems, i); ok {
			all[e.family] = append(all[e.family], find{i, last})
		}
	}
}

// ends tells where the entry that begins with word i ends.
func (e entry) ends(words []word, stems []string, i int) (int, bool) {
	at := i
	if e.loud && !words[i].loud {
		return 0, false
	}
	for _, p := range e.rest {
		next := -1
		for j := at + 1; j <= at+1+p.gap && j < len(words) && words[j].sentence == words[i].sentence; j++ {
			if p.fits(words[j].folded, stems[j]) {
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

// Families with a meaning of their own, in every language.
const (
	denial     = "denial"     // before a word: it does not happen
	unchanged  = "unchanged"  // in its clause: it stays as it is
	clauseWord = "clauseword" // begins a clause
)

// reach is how many words a denial reaches.
const reach = 4

// deny is put before a family's name for the places where it is denied.
const deny = "no-"

// said is what the words around a word make of it.
type said int

const (
	meant  said = iota
	denied      // it does not happen
	kept        // it stays as it is
)

// meanings tells what becomes of each word.
func (all finds) meanings(words []word) []said {
	clause := clauses(words, all[clauseWord])
	meanings, same := make([]said, len(words)), map[int]bool{}
	for _, d := range all[denial] {
		for i := d.last + 1; i <= d.last+reach && i < len(words) && clause[i] == clause[d.last]; i++ {
			meanings[i] = denied
		}
	}
	for _, u := range all[unchanged] {
		same[clause[u.first]] = true
	}
	for i := range words {
		if same[clause[i]] {
			meanings[i] = kept
		}
	}
	return meanings
}

// meant sets apart what is denied, and leaves out what stays as it is.
func (all finds) meant(meanings []said) finds {
	left := finds{}
	for family, places := range all {
		for _, f := range places {
			switch {
			case meanings[f.first] == denied:
				left[deny+family] = append(left[deny+family], f)
			case meanings[f.first] == meant || family == unchanged:
				left[family] = append(left[family], f)
			}
		}
	}
	return left
}

// clauses numbers the clauses of words, which also begin at some words.
func clauses(words []word, begin []find) []int {
	starts := make([]int, len(words))
	for _, b := range begin {
		starts[b.first] = 1
	}
	all, more := make([]int, len(words)), 0
	for i, w := range words {
		more += starts[i]
		all[i] = w.clause + more
	}
	return all
}

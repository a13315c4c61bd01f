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
	said := map[string][]string{}
	family := ""
	for line := range strings.Lines(string(source)) {
		line, _, _ = strings.Cut(line, "#")
		if name, rest, begins := strings.Cut(line, ":"); begins {
			if family, line = name, rest; x.families[family] {
				return nil, fmt.Errorf("%s: the family %s stands there twice", language, family)
			}
			x.families[family] = true
		}
		if said[family], err = x.more(said, said[family], line); err != nil {
			return nil, err
		}
	}
	for family, entries := range said {
		for _, e := range entries {
			x.add(family, e)
		}
	}
	return x, nil
}

// more adds the entries of a line; "@family" stands for all entries of a family
// above it.
func (x *lexicon) more(said map[string][]string, entries []string, line string) ([]string, error) {
	for one := range strings.SplitSeq(line, ",") {
		one = strings.TrimSpace(one)
		other, isFamily := strings.CutPrefix(one, "@")
		switch {
		case isFamily && said[other] == nil:
			return nil, fmt.Errorf("%s: there is no family %s above", x.language, other)
		case isFamily:
			entries = append(entries, said[other]...)
		case one != "":
			entries = append(entries, one)
		}
	}
	return entries, nil
}

func (x *lexicon) add(family, said string) {
	var all []pattern
	gap := 0
	for one := range strings.FieldsSeq(said) {
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

// read finds the families in words. What is denied ("we do not delete") or stays
// as it is ("the prices stay the same") is left out.
func (x *lexicon) read(words []word) finds {
	stems := make([]string, len(words))
	for i, w := range words {
		stems[i] = x.stem(w.folded)
	}
	all := finds{}
	for i, w := range words {
		x.try(all, words, stems, i, x.stems[stems[i]])
		for n := min(x.longest, len(w.folded)); n > 0; n-- {
			x.try(all, words, stems, i, x.prefixes[w.folded[:n]])
		}
	}
	return all.meant(words)
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

// meant sets apart what is denied, and leaves out what stays as it is. Words of
// denial that belong to what is said ("no cash") deny nothing of it.
func (all finds) meant(words []word) finds {
	clause := clauses(words, all[clauseWord])
	denied, kept := make([]bool, len(words)), map[int]bool{}
	for _, d := range all[denial] {
		for i := d.last + 1; i <= d.last+reach && i < len(words) && clause[i] == clause[d.last]; i++ {
			denied[i] = true
		}
	}
	for _, u := range all[unchanged] {
		kept[clause[u.first]] = true
	}
	meant := finds{}
	for family, places := range all {
		for _, f := range places {
			switch {
			case kept[clause[f.first]] && family != unchanged:
			case denied[f.first]:
				meant[deny+family] = append(meant[deny+family], f)
			default:
				meant[family] = append(meant[family], f)
			}
		}
	}
	return meant
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

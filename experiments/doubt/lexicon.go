package doubt

import (
	"embed"
	"io/fs"

	"ajar/internal/families"
	"ajar/internal/text"
)

//go:embed data
var data embed.FS

// readLexicon reads data/families.<language>.txt.
func readLexicon(language string) (*families.Lexicon, error) {
	source, err := fs.ReadFile(data, "data/families."+language+".txt")
	if err != nil {
		return nil, err
	}
	return families.Read(language, string(source))
}

// finds are all places of every family, in the order of the words.
type finds map[string][]families.Find

// findIn finds the families in words. What is denied ("we do not delete") is set
// apart, and what stays as it is ("the prices stay the same") is left out.
func findIn(x *families.Lexicon, words []text.Word) (finds, []said) {
	all := finds{}
	x.Each(words, x.Stems(words), func(family string, f families.Find) { all[family] = append(all[family], f) })
	meanings := all.meanings(words)
	return all.meant(meanings), meanings
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
func (all finds) meanings(words []text.Word) []said {
	clause := clauses(words, all[clauseWord])
	meanings, same := make([]said, len(words)), map[int]bool{}
	for _, d := range all[denial] {
		for i := d.Last + 1; i <= d.Last+reach && i < len(words) && clause[i] == clause[d.Last]; i++ {
			meanings[i] = denied
		}
	}
	for _, u := range all[unchanged] {
		same[clause[u.First]] = true
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
			case meanings[f.First] == denied:
				left[deny+family] = append(left[deny+family], f)
			case meanings[f.First] == meant || family == unchanged:
				left[family] = append(left[family], f)
			}
		}
	}
	return left
}

// clauses numbers the clauses of words, which also begin at some words.
func clauses(words []text.Word, begin []families.Find) []int {
	starts := make([]int, len(words))
	for _, b := range begin {
		starts[b.First] = 1
	}
	all, more := make([]int, len(words)), 0
	for i, w := range words {
		more += starts[i]
		all[i] = w.Clause + more
	}
	return all
}

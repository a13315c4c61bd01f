package blameless

import (
	"strings"

	"ajar/internal/text"
)

// names are the folded words of people's names, with how each begins where its
// ending changes ("Marta", "Martę").
type names map[string]bool

// shortestName is the fewest letters that a name's beginning keeps.
const shortestName = 3

// namesOf are the words of people's names, also with the beginning that is left where a
// vowel goes before an ending ("Marek", "Marka").
func namesOf(people []string) names {
	n := names{}
	for _, person := range people {
		for _, w := range text.Words(person) {
			n.add(w.Folded)
			if bare := text.BareName(w.Folded); len(bare) >= shortestName {
				n[rootOf(bare)] = true
			}
		}
	}
	return n
}

func (n names) add(folded string) {
	if len(folded) >= shortestName {
		n[folded] = true
		n[rootOf(folded)] = true
	}
}

// has reports whether a folded word of a language is a form of a name. Names change
// their endings in Polish alone.
func (n names) has(language, folded string) bool {
	return n[folded] || language == "pl" && len(n) > 0 && n[rootOf(folded)]
}

// hasOf is has for people who are known: in English also what is somebody's, and in
// Polish where a consonant changes before the ending ("Marta", "Marcie").
func (n names) hasOf(language, folded string) bool {
	switch language {
	case "en":
		return n.has(language, folded) || n[strings.TrimSuffix(folded, "s")]
	case "pl":
		return n.has(language, folded) || n.has(language, text.HardName(folded))
	}
	return n.has(language, folded)
}

// nameEndings are what a name may end in, without marks: its own vowel, and the
// endings of the Polish cases.
var nameEndings = []string{"owi", "iem", "owie", "em", "ie", "ia", "ii", "om", "a", "e", "y", "i", "o", "u"}

// surnameEndings are those of the surnames that are adjectives, behind "sk", "ck" or "zk".
var surnameEndings = []string{"iego", "iemu", "iej", "im", "ich", "imi"}

// rootOf is a name without its ending, marked so that it is no name by itself. A word
// that stands alone is no name because another form of it could be, so that only the
// commonest endings are taken off; compare [text.NameRoot].
func rootOf(folded string) string {
	for _, e := range surnameEndings {
		if root, ok := strings.CutSuffix(folded, e); ok && (strings.HasSuffix(root, "sk") || strings.HasSuffix(root, "ck") || strings.HasSuffix(root, "zk")) {
			return root + "-"
		}
	}
	for _, e := range nameEndings {
		if root, ok := strings.CutSuffix(folded, e); ok && len(root) >= shortestName {
			return root + "-"
		}
	}
	return folded + "-"
}

// isName reports whether a word names a person: somebody known, a first name, or
// within a sentence a word with a capital letter that is no abbreviation, day or month.
func (k *knowledge) isName(language string, words []text.Word, i int, people names) bool {
	w := words[i]
	switch {
	case !w.Capital:
		return false
	case people.hasOf(language, w.Folded) || k.first.has(language, w.Folded):
		return true
	case i == 0 || w.Loud || len(w.Folded) < shortestName || k.noNames[w.Folded]:
		return false
	}
	return !strings.ContainsAny(w.Gap, "\"“„«:") && !k.places[language][words[i-1].Folded]
}

package text

import (
	"regexp"
	"slices"
	"strings"
)

// NameRoot is what the forms of a name have in common, of a folded word: it is without
// the endings of the Polish cases and knows the changes before them ("Marek", "Markiem";
// "Marta", "Marcie"; "Kowalska", "Kowalskiej"). Names that have nothing to do with each
// other may share one, so it is for names of several words, which are compared word by
// word.
//
// The endings are those of the tables of the Gramatyka współczesnego języka polskiego
// (Grzegorczykowa, Laskowski, Wróbel 1998).
func NameRoot(folded string) string {
	root := HardName(folded)
	for {
		shorter := withoutCase(root)
		if shorter == root {
			return BareName(root)
		}
		root = shorter // "Andrzeja", "Andrzej": what looks like an ending may be the name's own
	}
}

// shortestNameRoot is how many bytes are left of a name at least.
const shortestNameRoot = 2

// nameEndings are those of nouns and adjectives, without their marks, longer ones before
// what they end in.
var nameEndings = strings.Fields("iego iemu iej ich imi ego emu ej ych ymi im ym owie owi iem em om ami ach ia ie ii io iu a e i o u y")

// The vowel that goes before an ending ("Marek", "Marka"; "Paweł", "Pawła"; "Kacper", "Kacpra").
var nameFleeting = []replacement{{"iec", "c"}, {"ek", "k"}, {"el", "l"}, {"er", "r"}}

// Consonants that soften before an ending ("Kinga", "Kindze"; "Magda", "Magdzie"; "Piotr", "Piotrze").
var nameSoft = []replacement{{"dzie", "d"}, {"dze", "g"}, {"rze", "r"}, {"cie", "t"}, {"ce", "k"}}

// BareName is a folded name without the vowel that goes before an ending; a name may
// have it in all cases ("Daniel", "Daniela").
func BareName(folded string) string { return replaceEnd(folded, nameFleeting) }

// HardName is a folded word with the consonant that its name has in other cases.
func HardName(folded string) string { return replaceEnd(folded, nameSoft) }

func withoutCase(folded string) string {
	for _, ending := range nameEndings {
		if root, ok := strings.CutSuffix(folded, ending); ok && len(root) >= shortestNameRoot {
			return root
		}
	}
	return folded
}

// NameKey is by what a name of several words is looked up, whatever case a text has it
// in: the roots of its first two words; "" for a name of one word. See [NameKeys].
func NameKey(name string) string {
	words := Words(name)
	if len(words) < 2 {
		return ""
	}
	return nameKey(words[0].Folded, words[1].Folded)
}

func nameKey(first, second string) string { return NameRoot(first) + " " + NameRoot(second) }

// NameKeys are the keys of all names that texts may hold, each once, in their order: of
// each two neighbouring words that begin with capital letters, the second also without
// what makes it somebody's in English.
func NameKeys(texts ...string) []string {
	words := Words(texts...)
	keys := []string{}
	for i := 1; i < len(words); i++ {
		first, second := words[i-1], words[i]
		if !first.Capital || !second.Capital {
			continue
		}
		keys = append(keys, nameKey(first.Folded, second.Folded))
		if owner, ok := strings.CutSuffix(second.Folded, "s"); ok {
			keys = append(keys, nameKey(first.Folded, owner))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

var address = regexp.MustCompile(`[\pL\pN._%+'-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)+`)

// Addresses are the e-mail addresses that texts may hold, each once and in lower case, in
// their order.
func Addresses(texts ...string) []string {
	var found []string
	for _, t := range texts {
		found = append(found, address.FindAllString(strings.ToLower(t), -1)...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

package text

import "github.com/kljensen/snowball/english"

// Languages are those that the registry speaks, and that [Stem] and [IsStop] know.
var Languages = []string{"en", "es", "pl"}

// Stem returns the common stem of a token's inflected forms in the language
// ("en", "es", "pl"); it is a key for comparing, not always a word. A token with
// anything but a to z, or of another language, is its own stem. Stems are made
// of folded tokens, so that a word and its spelling without marks share one.
//
// English is Porter's second algorithm (snowballstem.org/algorithms/english).
// Spanish and Polish are our own: Snowball's lean on the accents that people
// leave out.
func Stem(language, token string) string {
	if len(token) < minStem || !isLatin(token) {
		return token
	}
	switch language {
	case "en":
		return english.Stem(token, true)
	case "es":
		return stemSpanish(token)
	case "pl":
		return stemPolish(token)
	}
	return token
}

// minStem is the shortest stem that an ending may be taken from.
const minStem = 3

func isLatin(token string) bool {
	for i := range len(token) {
		if c := token[i]; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// endings finds the longest of a set of endings on a token, in time that does
// not depend on how many there are.
type endings struct {
	set     map[string]bool
	longest int
}

func newEndings(lists ...[]string) endings {
	e := endings{set: map[string]bool{}}
	for _, list := range lists {
		for _, s := range list {
			e.set[s] = true
			e.longest = max(e.longest, len(s))
		}
	}
	return e
}

// strip takes the longest ending off that leaves at least minStem letters, one
// of them a vowel; it reports whether there was one.
func (e endings) strip(token string) (string, bool) {
	for n := min(e.longest, len(token)-minStem); n > 0; n-- {
		stem := token[:len(token)-n]
		if e.set[token[len(stem):]] && hasVowel(stem) {
			return stem, true
		}
	}
	return token, false
}

func hasVowel(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			return true
		}
	}
	return false
}

// replacement is a change of the letters that a stem ends in.
type replacement struct{ from, to string }

// each joins every beginning with every ending.
func each(beginnings, endings []string) []string {
	joined := make([]string, 0, len(beginnings)*len(endings))
	for _, b := range beginnings {
		for _, e := range endings {
			joined = append(joined, b+e)
		}
	}
	return joined
}

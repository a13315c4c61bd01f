package meaning

import (
	"strings"
	"sync"

	"ajar/internal/text"
)

// threes has, for each language, a mark for every three letters that follow each
// other in one of its stems; a stem begins with a letter of its own.
var threes = sync.OnceValue(func() map[string]*[27 * 27 * 27]bool {
	seen := map[string]*[27 * 27 * 27]bool{}
	for _, language := range text.Languages {
		seen[language] = new([27 * 27 * 27]bool)
	}
	t := words()
	for i := range t.lengths {
		name := t.name(i)
		for _, language := range text.Languages {
			if stem, ok := strings.CutPrefix(name, language); ok {
				eachThree(stem, func(three int) bool {
					seen[language][three] = true
					return true
				})
			}
		}
	}
	return seen
})

// eachThree goes through every three letters of a word that follow each other while
// do says so; it reports whether it went through all.
func eachThree(word string, do func(three int) bool) bool {
	three := 26
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return true
		}
		three = (three*27 + int(word[i]-'a')) % (27 * 27 * 27)
		if !do(three) {
			return false
		}
	}
	return true
}

// Sayable tells whether every three letters in a row stand so in some stem of the
// language: words of a language nearly all do, and most of what is made by changing
// a letter at random does not. Of a word with anything but a to z only what comes
// before that is looked at.
func Sayable(language, stem string) bool {
	seen := threes()[language]
	return seen != nil && eachThree(stem, func(three int) bool { return seen[three] })
}

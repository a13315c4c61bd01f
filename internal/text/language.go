package text

import (
	"slices"
	"strings"
)

// LanguageOf is the language that words are in, by counting the function words of
// each and the endings that only it has: the one they are said to be in, unless
// another has plainly more. Said to be in none of [Languages], they are in the one
// with the most, and in English where that settles nothing.
func LanguageOf(words []Word, said string) string {
	count := map[string]int{}
	for _, w := range words[:min(len(words), enough)] {
		for _, language := range Languages {
			if IsStop(language, w.Folded) {
				count[language]++
			}
			if endsLike(language, w.Folded) {
				count[language]++
			}
		}
	}
	known := slices.Contains(Languages, said)
	if !known {
		said = Languages[0]
	}
	best := said
	for _, language := range Languages {
		if plainly := count[language] > 2*count[said]+1 || !known; plainly && count[language] > count[best] {
			best = language
		}
	}
	return best
}

// enough is how many words settle a language.
const enough = 300

// telling are endings that common words of one language have and those of the other
// two have not, and some short words, folded.
var telling = map[string][]string{
	"en": {"ing", "tion", "ght", "ould", "ness", "ful", "ck", "ly", "th", "sh", "ed", "ee", "ss", "never", "after", "before"},
	"es": {"cion", "cciones", "ando", "iendo", "aron", "ieron", "aba", "aban", "mente", "dad", "ado", "idos", "illa", "ero", "nte", "ente", "no", "ni", "nunca", "hasta", "culpa"},
	"pl": {"ego", "emu", "cie", "ial", "nik", "ych", "ach", "owi", "ali", "ala", "alo", "yla", "yli", "iec", "sci", "cze", "rze", "sze", "nie", "nia", "cja", "cji", "zmu", "wina", "wine", "winy", "ynu", "ow", "sz", "cz", "rz", "dz", "nikt"},
}

func endsLike(language, folded string) bool {
	return slices.ContainsFunc(telling[language], func(ending string) bool { return strings.HasSuffix(folded, ending) })
}

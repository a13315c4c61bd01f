// Package text turns what people write into words that can be compared: folded
// to plain lower case, cut into tokens, and brought to a common stem in
// English, Spanish and Polish. Every function is pure, and linear in its input.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plain maps the letters that carry no mark that Unicode could take off.
var plain = map[rune]string{
	'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'ħ': "h", 'ŧ': "t", 'ı': "i", 'ȷ': "j",
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ĸ': "k", 'ŋ': "n",
}

// Fold returns s in lower case without diacritics, ligatures and other
// compatibility forms: "Łódź" and "lodz", "ﬁn" and "fin" become the same.
// Folding twice changes nothing. What is not a letter stays as it is, apart
// from its compatibility form.
func Fold(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, string(utf8.RuneError))) {
		if unicode.Is(unicode.M, r) {
			continue
		}
		r = unicode.ToLower(r)
		if p, ok := plain[r]; ok {
			b.WriteString(p)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

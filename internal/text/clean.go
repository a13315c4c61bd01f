package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean is a text as it is kept: composed (NFC), with "\n" alone between its lines, and
// without invisible characters. What comes from a PDF or a word processor holds some, which
// nobody has typed and nobody could find to take them out.
func Clean(s string) string {
	if norm.NFC.IsNormalString(s) && !strings.ContainsFunc(s, isUnclean) {
		return s
	}
	return norm.NFC.String(strings.Map(visible, strings.ReplaceAll(s, "\r\n", "\n")))
}

// Invisible reports whether a character shows nothing and changes what others show: control
// characters, line breaks among them, and those that turn the direction of what follows, so
// that a text reads other than it is (Unicode Technical Report 36, section 2.5).
func Invisible(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

func isUnclean(r rune) bool { return Invisible(r) && r != '\n' && r != '\t' }

// visible is what is kept of a character; less than 0 is nothing.
func visible(r rune) rune {
	switch {
	case !isUnclean(r):
		return r
	case strings.ContainsRune("\r\v\f\u0085\u2028\u2029", r): // each ends a line (UAX 14)
		return '\n'
	}
	return -1
}

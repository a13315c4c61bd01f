package text

import (
	"unicode"
	"unicode/utf8"
)

// maxToken is the length of the longest token, in code points; what is longer
// is cut off, so that no input makes an index entry that a database refuses.
const maxToken = 40

// Tokens returns the words of s in their order: the runs of letters and digits
// of the folded text, each at most [maxToken] long. Everything else separates.
func Tokens(s string) []string {
	folded := Fold(s)
	tokens := make([]string, 0, len(folded)/6)
	start := -1
	for i, r := range folded {
		inWord := unicode.IsLetter(r) || unicode.IsNumber(r)
		if inWord && start < 0 {
			start = i
		}
		if !inWord && start >= 0 {
			tokens = append(tokens, cut(folded[start:i]))
			start = -1
		}
	}
	if start >= 0 {
		tokens = append(tokens, cut(folded[start:]))
	}
	return tokens
}

// Runs are where the words of s stand, as half-open ranges of bytes: its runs of
// letters with their marks and of digits, not folded.
func Runs(s string) [][2]int {
	var runs [][2]int
	start := -1
	for i, r := range s {
		inWord := unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r)
		if inWord && start < 0 {
			start = i
		}
		if !inWord && start >= 0 {
			runs = append(runs, [2]int{start, i})
			start = -1
		}
	}
	if start >= 0 {
		runs = append(runs, [2]int{start, len(s)})
	}
	return runs
}

func cut(token string) string {
	if len(token) <= maxToken || utf8.RuneCountInString(token) <= maxToken {
		return token
	}
	n := 0
	for i := range token {
		if n == maxToken {
			return token[:i]
		}
		n++
	}
	return token
}

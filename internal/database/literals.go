package database

import "strings"

// Literals are words of the program for SQL, without what is no small letter, "_" or ".".
// A plan that is made for any word does not know how rare one is, and walks through all
// rows for a page of few.
func Literals[T ~string](words ...T) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = "'" + strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r == '_' || r == '.' {
				return r
			}
			return -1
		}, string(w)) + "'"
	}
	return strings.Join(all, ", ")
}

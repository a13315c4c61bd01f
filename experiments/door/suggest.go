package door

import (
	"fmt"
	"slices"
)

// didYouMean suggests the choice that was probably meant, as the end of a
// sentence; "" when none is near.
func didYouMean(word string, choices []string) string {
	if meant, ok := nearestWord(word, choices); ok {
		return fmt.Sprintf("; did you mean %s?", meant)
	}
	return ""
}

// nearestWord finds the choice within the fewest slips of the pen, about one in
// three letters at most; the first of equally near ones.
func nearestWord(word string, choices []string) (string, bool) {
	nearest, fewest := "", (len(word)+2)/3+1
	for _, choice := range choices {
		if n := slips(word, choice); n < fewest {
			nearest, fewest = choice, n
		}
	}
	return nearest, nearest != ""
}

// slips counts the letters to change, add or leave out between two words: their
// Levenshtein distance, in bytes (keys are ASCII).
func slips(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		last := slices.Clone(row)
		row[0] = i + 1
		for j := range b {
			differs := 1
			if a[i] == b[j] {
				differs = 0
			}
			row[j+1] = min(last[j]+differs, last[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}

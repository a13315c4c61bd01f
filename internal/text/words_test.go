package text

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// shown are words with where they stand and what else is known of them.
func shown(words []Word) []string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = fmt.Sprintf("%d-%d %d.%d %s", w.Start, w.End, w.Sentence, w.Clause, w.Folded)
		if w.Quoted {
			all[i] += " quoted"
		}
	}
	return all
}

func TestWords(t *testing.T) {
	for words, want := range map[string][]string{
		"Łódź, don't!":           {"0-4 1.1 lodz", "6-11 1.2 dont"},
		"A 1.200 b. C":           {"0-1 1.1 a", "2-3 1.1 1", "4-7 1.1 200", "8-9 1.1 b", "11-12 2.2 c"},
		"😀 ok":                   {"3-5 1.1 ok"},
		"20k€":                   {"0-2 1.1 20", "2-3 1.1 k", "3-4 1.1 €"},
		"he said \"it is\" so":   {"0-2 1.1 he", "3-7 1.1 said", "9-11 1.2 it quoted", "12-14 1.2 is quoted", "16-18 1.3 so"},
		"„to wina” kasy":         {"1-3 1.2 to quoted", "4-8 1.2 wina quoted", "10-14 1.3 kasy"},
		"«es culpa» suya":        {"1-3 1.2 es quoted", "4-9 1.2 culpa quoted", "11-15 1.3 suya"},
		"never \"closed\nbefore": {"0-5 1.1 never", "7-13 1.2 closed", "14-20 2.3 before"},
	} {
		if diff := cmp.Diff(want, shown(Words(words))); diff != "" {
			t.Errorf("%q: %s", words, diff)
		}
	}
}

func TestWordsOfTwoTextsAreInNoSentenceTogether(t *testing.T) {
	if diff := cmp.Diff([]string{"0-3 1.1 one", "0-3 2.2 two"}, shown(Words("one", "two"))); diff != "" {
		t.Error(diff)
	}
}

func FuzzWords(f *testing.F) {
	for _, seed := range []string{"", "\"", strings.Repeat("„“", 40), "it's\xff’s", "1.2.3", "\u0313"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		length, at := len(utf16.Encode([]rune(s))), 0
		for _, w := range Words(s) {
			if w.Start < at || w.End <= w.Start || w.End > length || w.Folded == "" {
				t.Errorf("%+v in %q", w, s)
			}
			at = w.End
		}
	})
}

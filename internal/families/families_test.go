package families

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ajar/internal/text"
)

const list = `# a comment
fruit: apple, pears
hurt: bruis*, fall .. apart, IT
both: @fruit, plum
`

func TestEach(t *testing.T) {
	x, err := Read("en", list)
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string][]string{
		"Apples and a pear":                  {"fruit 0-0", "both 0-0", "fruit 3-3", "both 3-3"},
		"bruised, it fell apart":             {"hurt 0-0"},
		"They fall all quickly apart":        {"hurt 1-4"},
		"They fall one two three four apart": nil,
		"They fall. Apart":                   nil,
		"IT, it":                             {"hurt 0-0"},
	} {
		var found []string
		cut := text.Words(words)
		x.Each(cut, x.Stems(cut), func(family string, at Find) {
			found = append(found, family+" "+string(rune('0'+at.First))+"-"+string(rune('0'+at.Last)))
		})
		if diff := cmp.Diff(count(want), count(found)); diff != "" {
			t.Errorf("%q: %s", words, diff)
		}
	}
	if !x.Has("both") || x.Has("stone") {
		t.Error("the families are not known by name")
	}
}

// count forgets the order of places that begin at one word.
func count(places []string) map[string]int {
	all := map[string]int{}
	for _, p := range places {
		all[p]++
	}
	return all
}

func TestWhatIsWrongWithAListIsSaid(t *testing.T) {
	for _, source := range []string{"a: b\na: c\n", "a: @b\n"} {
		if _, err := Read("en", source); err == nil {
			t.Errorf("%q is read", source)
		}
	}
}

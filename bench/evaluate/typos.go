package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/google/uuid"

	"ajar/internal/demo"
	"ajar/internal/search"
	"ajar/internal/text"
)

const (
	// typedEach is how many typos are made of each language in each way.
	typedEach = 250
	// mostMistaken is the greatest share of them that may be mended to another word.
	mostMistaken = 0.05
)

// waysToType are how a misspelt word is asked for.
var waysToType = []struct {
	name string
	ask  func(typo, other, language string) search.Query
}{
	{"alone", func(typo, _, _ string) search.Query { return search.Query{Text: typo} }},
	{"alone, in its language", func(typo, _, language string) search.Query { return search.Query{Text: typo, Language: language} }},
	{"beside another word", func(typo, other, _ string) search.Query { return search.Query{Text: typo + " " + other} }},
}

// typos makes slips of the pen at random in words of the example organisation's
// experiments, or of a corpus's, asks the search for them, and prints how often the
// right word, or another form of it, is looked for. It fails when too many are
// mended to another word; -v lists all that are not mended to the right one.
func typos(corpusDir string, verbose bool, out io.Writer) error {
	docs, err := documents(corpusDir)
	if err != nil {
		return err
	}
	t := typist{rand.New(rand.NewPCG(7, 7)), search.NewMemory(docs), out, verbose}
	var tooMany []string
	for _, language := range text.Languages {
		own := slices.DeleteFunc(slices.Clone(docs), func(d search.Document) bool { return d.Language != language })
		for _, way := range waysToType {
			var count tally
			for range typedEach {
				if err := t.try(own[t.IntN(len(own))], way.ask, &count); err != nil {
					return err
				}
			}
			fmt.Fprintf(out, "%s, %-22s right %.2f  left as it is %.2f  another word %.3f\n", language, way.name, count.share(count.right), count.share(count.left), count.share(count.mistaken))
			if count.share(count.mistaken) > mostMistaken {
				tooMany = append(tooMany, language+", "+way.name)
			}
		}
	}
	if len(tooMany) > 0 {
		return fmt.Errorf("too many are mended to another word: %v", tooMany)
	}
	return nil
}

type tally struct{ right, left, mistaken int }

func (t tally) share(n int) float64 { return float64(n) / float64(t.right+t.left+t.mistaken) }

type typist struct {
	*rand.Rand
	index   *search.Memory
	out     io.Writer
	verbose bool
}

// try misspells a word of the document and looks what becomes of it.
func (t typist) try(d search.Document, ask func(typo, other, language string) search.Query, count *tally) error {
	words := slices.DeleteFunc(text.Tokens(d.Title+" "+d.Body), func(w string) bool {
		return len(w) < 4 || text.Slips(w) == nil || text.IsStop(d.Language, w)
	})
	word, other := words[t.IntN(len(words))], words[t.IntN(len(words))]
	typo := t.slip(word)
	found, err := t.index.Find(context.Background(), ask(typo, other, d.Language))
	if err != nil {
		return err
	}
	got := typo
	if instead := text.Tokens(found.Instead); len(instead) > 0 {
		got = instead[0]
	}
	switch {
	case text.Stem(d.Language, got) == text.Stem(d.Language, word):
		count.right++
		return nil
	case got == typo:
		count.left++
	default:
		count.mistaken++
	}
	if t.verbose {
		fmt.Fprintf(t.out, "%s %q, beside %s, is taken for %q, not %q\n", d.Language, typo, other, got, word)
	}
	return nil
}

// slip is a word with a slip of the pen at random: a letter left out, one doubled,
// that of a key beside it too or instead, any other, or two swapped.
func (t typist) slip(word string) string {
	for {
		i := t.IntN(len(word))
		before, letter, after := word[:i], word[i:i+1], word[i+1:]
		typo := [...]string{
			before + after,
			before + letter + letter + after,
			before + t.beside(letter) + letter + after,
			before + t.beside(letter) + after,
			before + string(rune('a'+t.IntN(26))) + after,
			before + after[:min(1, len(after))] + letter + after[min(1, len(after)):],
		}[t.IntN(6)]
		if typo != word {
			return typo
		}
	}
}

func (t typist) beside(letter string) string {
	for _, row := range []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"} {
		if i := strings.Index(row, letter); i >= 0 {
			keys := row[max(0, i-1):i] + row[i+1:min(len(row), i+2)]
			at := t.IntN(len(keys))
			return keys[at : at+1]
		}
	}
	return letter
}

// documents are those of the corpus, or of the example organisation.
func documents(corpusDir string) ([]search.Document, error) {
	if corpusDir != "" {
		records, err := rows[record](corpusDir, "experiments.jsonl")
		docs := make([]search.Document, len(records))
		for i, c := range records {
			docs[i] = c.document()
		}
		return docs, err
	}
	example, err := demo.Load()
	if err != nil {
		return nil, err
	}
	docs := make([]search.Document, len(example.Experiments))
	for i, e := range example.Experiments {
		docs[i] = search.Document{Kind: "experiment", ID: uuid.NewSHA1(uuid.Nil, []byte(e.Title)), Language: e.Language, Title: e.Title,
			Body: strings.Join([]string{e.Change, e.Effect, e.Because, e.WayBack}, "\n")}
	}
	return docs, nil
}

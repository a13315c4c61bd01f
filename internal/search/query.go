package search

import (
	"slices"
	"strings"

	"ajar/internal/text"
)

// Depth is how many hits a query has at most; nobody reads on, and facets are
// counted over these.
const Depth = 200

// Query asks for documents that have some of the words, the more and the rarer
// the better. A long text works too: its rarest words are taken, so that the
// same query finds what is similar to a draft.
type Query struct {
	Text     string
	Kind     string // only documents of this kind; empty: of any
	Language string // only documents in it; empty: in any
	Tags     []Tag  // only documents with all of them
	Typing   bool   // the last word may be the beginning of one
	Exact    bool   // words are looked for as they are written, none is mended
	Only     Condition
	Limit    int    // hits of a page; 0: Depth
	Cursor   string // where the page before ended; empty: the first page
}

// Condition narrows a query in SQL, over the alias d with the columns kind and
// id: "d.id IN (SELECT id FROM experiments WHERE status = ?)". Prefer Tags,
// which the index knows; conditions are tried on each candidate.
type Condition struct {
	SQL  string
	Args []any
}

const (
	maxWords = 64 // distinct words of a text that are looked at
	tried    = 24 // of these, how many are looked up
	rarest   = 12 // of these, how many a query is made of
	// minPrefix keeps the last word of a query that is being typed from meaning half the vocabulary.
	minPrefix = 3
	// longestEnding is the most of an ending that may be typed already.
	longestEnding = 5
)

// word is one word of a query, with the stems that stand for it in the languages
// asked in; a word of a document in another language is its own.
type word struct {
	text   string
	stems  []string
	near   []near // what means about the same
	prefix bool   // it may be the beginning of a word
}

// words are the distinct words of the query in their order, without function
// words unless there is nothing else.
func (q Query) words() []word {
	tokens := text.Tokens(q.Text)
	languages := text.Languages
	if q.Language != "" {
		languages = []string{q.Language}
	}
	typing := ""
	if q.Typing && len(tokens) > 0 && !strings.HasSuffix(q.Text, " ") {
		typing = tokens[len(tokens)-1]
	}
	words := distinct(tokens, languages, typing, func(token string) bool {
		return token != typing && slices.ContainsFunc(languages, func(l string) bool { return text.IsStop(l, token) })
	})
	if len(words) == 0 {
		words = distinct(tokens, languages, typing, func(string) bool { return false })
	}
	q.widen(words, languages)
	return words
}

func distinct(tokens, languages []string, typing string, skip func(string) bool) []word {
	var words []word
	seen := map[string]bool{}
	for _, token := range tokens {
		if len(words) == maxWords || skip(token) {
			continue
		}
		w := newWord(token, languages)
		if key := strings.Join(w.stems, " "); !seen[key] {
			seen[key] = true
			w.prefix = token == typing && len(token) >= minPrefix
			words = append(words, w)
		}
	}
	return words
}

func newWord(token string, languages []string) word {
	w := word{text: token}
	for _, language := range languages {
		w.stems = append(w.stems, text.Stem(language, token))
	}
	if len(languages) > 1 {
		w.stems = append(w.stems, token)
	}
	slices.Sort(w.stems)
	w.stems = slices.Compact(w.stems)
	return w
}

package search

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"ajar/internal/meaning"
	"ajar/internal/text"
)

const (
	// mendable is how long a text is whose words are mended, in bytes: a longer one has words enough.
	mendable = 150
	// shortestMended is the shortest word that is mended: shorter ones are one slip from too many others.
	shortestMended = 4
	// longestMended is the longest, in bytes: hardly a word is longer, and each letter makes some fifty guesses more.
	longestMended = 20
	// mostGuesses is how many stems the index is asked for about a query, shared among its words.
	mostGuesses = 1500
	// mostMended is how many words of a query are mended.
	mostMended = 3
	// company is how much more a document tells for each other word of the query that it has.
	company = 4.0
	// perCost is how much less likely a slip is than one that costs 1 less, in powers of e.
	perCost = 3
	// trusted is the cost up to which a word is taken at once that stands in documents with the query's other words.
	trusted = 1.0
	// elsewhere is how many documents that are not asked for make a word one that exists.
	elsewhere = 3
)

// mend answers the query's text with other words in place of those that no document
// has and no language knows, when documents have what was probably meant; empty
// when there is nothing to mend. Of all guesses (see [typo]) the one is taken that
// explains best what was typed: the more documents have it, the more of the query's
// other words these have, and the likelier the slip, the better. It takes at most
// four questions to the index, however many documents there are.
func (c *candidates) mend(ctx context.Context) (string, error) {
	if len(c.query.Text) > mendable {
		return "", nil
	}
	if err := c.looksTyped(ctx); err != nil {
		return "", err
	}
	typos, err := c.nowhere(ctx, c.typos())
	if err != nil || len(typos) == 0 {
		return "", err
	}
	if err := c.askCompany(ctx, typos); err != nil {
		return "", err
	}
	if err := c.askIndex(ctx, typos); err != nil {
		return "", err
	}
	mended := c.query.Text
	for _, t := range typos {
		if best := t.best(); best != nil {
			mended = replaceWords(mended, best.from, best.to)
		}
	}
	if mended == c.query.Text {
		return "", nil
	}
	return mended, nil
}

// typos are the words of the query that may be misspelt.
func (c *candidates) typos() []*typo {
	var typos []*typo
	spoken := c.query.spoken(c.certain())
	for i, w := range c.words {
		if !c.none[i] || len(typos) == mostMended {
			continue
		}
		t := newTypo(i, w, c.languages(spoken))
		if len(w.text) >= shortestMended && len(w.text) <= longestMended && !w.knownIn(spoken) {
			t.slips()
		}
		t.joins(c.words)
		if len(t.stems) > 0 {
			typos = append(typos, t)
		}
	}
	return typos
}

// certain are the words that tell which language is spoken: those that documents
// have, and all where they have none.
func (c *candidates) certain() []word {
	var had []word
	for i, w := range c.words {
		if !c.none[i] {
			had = append(had, w)
		}
	}
	if had == nil {
		return c.words
	}
	return had
}

// languages are those whose stems a misspelt word may have in the documents asked for.
func (c *candidates) languages(spoken []string) []string {
	if c.query.Language != "" {
		return []string{c.query.Language}
	}
	return spoken
}

// knownIn tells whether a word is one of a language.
func (w word) knownIn(languages []string) bool {
	return slices.ContainsFunc(languages, func(l string) bool { return meaning.Known(l, w.text) })
}

// askCompany looks for guesses in the documents that have the query's other words.
func (c *candidates) askCompany(ctx context.Context, typos []*typo) error {
	if len(c.found) == 0 {
		return nil
	}
	entries, err := c.load(ctx)
	if err != nil {
		return err
	}
	c.tally(typos, entries)
	return nil
}

// askIndex looks for the guesses about words that no document in company explains.
func (c *candidates) askIndex(ctx context.Context, typos []*typo) error {
	var asked []question
	var open []*typo
	for _, t := range typos {
		if best := t.best(); t.begins || best != nil && best.cost <= trusted {
			continue
		}
		open = append(open, t)
	}
	for _, t := range open {
		for _, clauses := range t.clauses(mostGuesses / len(open)) {
			asked = append(asked, c.ask(c.level, false, clauses...))
		}
	}
	if len(asked) == 0 {
		return nil
	}
	lists, err := c.ix.first(ctx, c.within, asked, reach)
	if err != nil {
		return err
	}
	places := slices.Concat(lists...)
	slices.Sort(places)
	entries, err := c.ix.load(ctx, slices.Compact(places))
	if err != nil {
		return err
	}
	inCompany := make([]map[string]*guess, len(open))
	for i, t := range open {
		inCompany[i], t.told = t.told, nil
	}
	c.tally(open, entries)
	for i, t := range open {
		if t.told == nil { // two slips, which the index is not asked for
			t.told = inCompany[i]
		}
	}
	return nil
}

// tally counts the guesses that documents have.
func (c *candidates) tally(typos []*typo, entries []entry) {
	m := newMatcher(c.words)
	for _, e := range entries {
		counts, weight := m.count(e), 1.0
		for i := range c.words {
			if counts.title[i]+counts.body[i] > 0 {
				weight += company
			}
		}
		for _, t := range typos {
			t.read(e, weight)
		}
	}
}

// nowhere keeps the words that do not exist in documents that are not asked for
// either.
func (c *candidates) nowhere(ctx context.Context, typos []*typo) ([]*typo, error) {
	if len(typos) == 0 {
		return nil, nil
	}
	asked := make([]question, len(typos))
	for i, t := range typos {
		asked[i] = question{clauses: []clause{c.words[t.word].written()}, level: c.level}
	}
	lists, err := c.ix.first(ctx, Condition{}, asked, elsewhere)
	var rest []*typo
	for i, list := range lists {
		if len(list) < elsewhere {
			rest = append(rest, typos[i])
		}
	}
	return rest, err
}

// likelihood is the logarithm of how well a guess explains what was typed.
func (g guess) likelihood() float64 { return math.Log(g.evidence) - perCost*g.cost }

// best is the guess that explains the word best; nil without any, and where the word
// is one that is still being typed.
func (t *typo) best() *guess {
	var best *guess
	if t.begins {
		return nil
	}
	for _, g := range t.told {
		if best == nil || cmp.Or(cmp.Compare(g.likelihood(), best.likelihood()), strings.Compare(best.to, g.to)) > 0 {
			best = g
		}
	}
	return best
}

// replaceWords puts words in place of others in a text, as whole words; what stays
// of a word keeps its marks.
func replaceWords(s, from, to string) string {
	wanted := strings.Fields(from)
	runs := text.Runs(s)
	var b strings.Builder
	end := 0
	for i := 0; i+len(wanted) <= len(runs); i++ {
		if !slices.EqualFunc(runs[i:i+len(wanted)], wanted, func(r [2]int, w string) bool { return text.Fold(s[r[0]:r[1]]) == w }) {
			continue
		}
		start, stop := runs[i][0], runs[i+len(wanted)-1][1]
		b.WriteString(s[end:start])
		b.WriteString(dressed(s[start:stop], to))
		end, i = stop, i+len(wanted)-1
	}
	return b.String() + s[end:]
}

// dressed is a folded word with the marks of what was typed where they agree.
func dressed(typed, word string) string {
	raw, plain := []rune(typed), []rune(text.Fold(typed))
	if len(raw) != len(plain) {
		return word
	}
	to := []rune(word)
	head := 0
	for head < min(len(plain), len(to)) && plain[head] == to[head] {
		head++
	}
	tail := 0
	for tail < min(len(plain), len(to))-head && plain[len(plain)-1-tail] == to[len(to)-1-tail] {
		tail++
	}
	return string(raw[:head]) + string(to[head:len(to)-tail]) + string(raw[len(raw)-tail:])
}

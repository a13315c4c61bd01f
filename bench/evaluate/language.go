package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"ajar/internal/text"
	"ajar/lessons/blameless"
)

// sentence is a row of blame-*.jsonl. Spans are code points, half-open.
type sentence struct {
	ID       string               `json:"id"`
	Language string               `json:"lang"`
	Text     string               `json:"text"`
	Blames   bool                 `json:"blame"`
	Labels   []blameless.Category `json:"labels"`
	Spans    [][2]int             `json:"spans"`
}

// The least precision and recall by sentence in each language, and the largest share
// of blameless sentences of real reports that are found.
const (
	wantedPrecision = 0.95
	wantedRecall    = 0.85
	mostFalse       = 0.05
)

// realReports is the file of sentences from public reports.
const realReports = "en-real"

// blame counts sentences that blame or do not, and were found or not.
type blame struct {
	blaming, found, blameless, falselyFound int
	labelled, named                         map[blameless.Category]int
	spans, overlapped                       int
	language                                int // found in the language they are in
}

// language checks every sentence of the corpus without telling its language.
func language(corpusDir string, verbose bool, out io.Writer) error {
	var wrong []string
	for _, name := range append(slices.Clone(text.Languages), realReports) {
		sentences, err := rows[sentence](corpusDir, "blame-"+name+".jsonl")
		if err != nil {
			return err
		}
		b := blame{labelled: map[blameless.Category]int{}, named: map[blameless.Category]int{}}
		for _, s := range sentences {
			is, found := blameless.Check(blameless.Text{Words: s.Text})
			b.count(s, is, found)
			if verbose && s.Blames != (len(found) > 0) {
				fmt.Fprintf(out, "%s %v: found %d in %s\n", s.ID, s.Labels, len(found), is)
			}
		}
		wrong = append(wrong, b.report(name, len(sentences), out)...)
		fmt.Fprintf(out, "    %.1f MB of it a second\n", speed(sentences))
	}
	if len(wrong) > 0 {
		return fmt.Errorf("the language check misses its aims: %s", strings.Join(wrong, ", "))
	}
	return nil
}

// timed is how many bytes of the sentences, one after the other and again, are checked
// to tell the speed.
const timed = 500_000

// speed is how many million bytes of these sentences are checked in a second.
func speed(sentences []sentence) float64 {
	var words strings.Builder
	for i := 0; words.Len() < timed; i++ {
		words.WriteString(sentences[i%len(sentences)].Text + "\n")
	}
	began := time.Now()
	blameless.Check(blameless.Text{Words: words.String()})
	return float64(words.Len()) / 1e6 / time.Since(began).Seconds()
}

func (b *blame) count(s sentence, is string, found []blameless.Finding) {
	if is == s.Language {
		b.language++
	}
	switch {
	case s.Blames && len(found) > 0:
		b.blaming++
		b.found++
	case s.Blames:
		b.blaming++
	case len(found) > 0:
		b.blameless++
		b.falselyFound++
	default:
		b.blameless++
	}
	for _, label := range s.Labels {
		b.labelled[label]++
		if slices.ContainsFunc(found, func(f blameless.Finding) bool { return f.Category == label }) {
			b.named[label]++
		}
	}
	for _, span := range s.Spans {
		b.spans++
		if slices.ContainsFunc(found, func(f blameless.Finding) bool { return overlap(s.Text, span, f) }) {
			b.overlapped++
		}
	}
}

// overlap compares a span in code points with a finding in UTF-16 code units.
func overlap(words string, span [2]int, f blameless.Finding) bool {
	runes := []rune(words)
	start := len(utf16.Encode(runes[:span[0]]))
	end := len(utf16.Encode(runes[:span[1]]))
	return f.Start < end && start < f.End
}

// report prints the figures and answers what misses its aim.
func (b *blame) report(name string, all int, out io.Writer) (wrong []string) {
	precision, recall := share(b.found, b.found+b.falselyFound), share(b.found, b.blaming)
	fmt.Fprintf(out, "language check, %-7s precision %.2f, recall %.2f: %d of %d that blame found, %d of %d that do not; %d of %d spans; language known in %d of %d\n",
		name, precision, recall, b.found, b.blaming, b.falselyFound, b.blameless, b.overlapped, b.spans, b.language, all)
	for _, c := range blameless.Categories {
		if b.labelled[c] > 0 {
			fmt.Fprintf(out, "    %-15s named in %d of %d\n", c, b.named[c], b.labelled[c])
		}
	}
	if name == realReports {
		if falsely := share(b.falselyFound, b.blameless); falsely > mostFalse {
			return []string{fmt.Sprintf("%.2f of the blameless sentences of real reports found", falsely)}
		}
		return nil
	}
	if precision < wantedPrecision {
		wrong = append(wrong, fmt.Sprintf("%s precision %.2f", name, precision))
	}
	if recall < wantedRecall {
		wrong = append(wrong, fmt.Sprintf("%s recall %.2f", name, recall))
	}
	return wrong
}

// share is a part of a whole; of nothing, it is all.
func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

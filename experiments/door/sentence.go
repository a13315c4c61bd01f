package door

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// sentence is a text with places for figures: {limits.customers} is filled with
// that number, {limits.share_of_base%} with it as a percentage, {to} with the
// value that an opener proposes.
type sentence []piece

type piece struct {
	text    string // when name is ""
	name    string
	percent bool
}

var placeholder = regexp.MustCompile(`\{([a-z_.]+)(%?)\}`)

// sentenceOf reads a text; its placeholders must be among known.
func sentenceOf(text string, known []string) (sentence, error) {
	var s sentence
	rest := text
	for rest != "" {
		m := placeholder.FindStringSubmatchIndex(rest)
		plain := rest
		if m != nil {
			plain = rest[:m[0]]
		}
		if strings.ContainsAny(plain, "{}") {
			return nil, fmt.Errorf("a brace that opens no placeholder such as {limits.customers}")
		}
		s = append(s, piece{text: plain})
		if m == nil {
			break
		}
		p := piece{name: rest[m[2]:m[3]], percent: m[4] != m[5]}
		if !slices.Contains(known, p.name) {
			return nil, fmt.Errorf("there is no figure {%s}: says takes limits.<limit>, answers.<measure> and days; opens takes to and limits.<limit>%s", p.name, didYouMean(p.name, known))
		}
		s = append(s, p)
		rest = rest[m[1]:]
	}
	return s, nil
}

// fill renders the sentence with a value for each placeholder.
func (s sentence) fill(value func(piece) string) string {
	var b strings.Builder
	for _, p := range s {
		if p.name == "" {
			b.WriteString(p.text)
			continue
		}
		b.WriteString(value(p))
	}
	return b.String()
}

var printers = map[string]*message.Printer{
	"en": message.NewPrinter(language.English),
	"es": message.NewPrinter(language.Spanish),
	"pl": message.NewPrinter(language.Polish),
}

// missingFigure stands where a figure is not known.
const missingFigure = "…"

// figure writes a number as the language does, with at most two decimals.
func figure(lang string, v float64, percent bool) string {
	if percent {
		return printers[lang].Sprint(number.Percent(v, number.MaxFractionDigits(2)))
	}
	how := []number.Option{number.MaxFractionDigits(2)}
	if lang != "en" && math.Abs(v) < 10_000 {
		how = append(how, number.NoSeparator()) // as Spanish and Polish do, and the pages beside it
	}
	return printers[lang].Sprint(number.Decimal(v, how...))
}

// spoken is the language to speak: English when lang is not among [Languages].
func spoken(lang string) string {
	if _, ok := printers[lang]; ok {
		return lang
	}
	return "en"
}

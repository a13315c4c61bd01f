package doubt

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"ajar/internal/families"
	"ajar/internal/text"
)

// frame is what has to come together in the words for a risk:
//
//	personal_data: send + people_data unless no_names
//
// "+" asks for both in one sentence, ">" that the second follows soon, "&" that
// it stands anywhere; "a|b" is either. What is named after "unless", in the same
// sentence or beside it, takes the doubt away.
type frame struct {
	risk   string
	steps  []step
	unless []string
}

type step struct {
	families []string
	how      string // how it is bound to the first step
}

// Steps of one sentence are at most this many words apart.
const (
	apart = 7
	soon  = 6
)

// readFrames reads data/frames.txt; every family has to be in every lexicon.
func readFrames(lexicons map[string]*families.Lexicon) ([]frame, error) {
	source, err := fs.ReadFile(data, "data/frames.txt")
	if err != nil {
		return nil, err
	}
	var all []frame
	for line := range strings.Lines(string(source)) {
		line, _, _ = strings.Cut(line, "#")
		risk, rest, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		what, unless, _ := strings.Cut(rest, " unless ")
		f := frame{risk: strings.TrimSpace(risk), unless: strings.Fields(unless)}
		how := "+"
		for _, one := range strings.Fields(what) {
			if strings.Contains("+ > & !>", one) {
				how = one
				continue
			}
			f.steps = append(f.steps, step{strings.Split(one, "|"), how})
		}
		if err := f.check(lexicons); err != nil {
			return nil, fmt.Errorf("frames: %q: %w", strings.TrimSpace(line), err)
		}
		all = append(all, f)
	}
	return all, nil
}

func (f frame) check(lexicons map[string]*families.Lexicon) error {
	named := f.unless
	for _, s := range f.steps {
		named = append(named, s.families...)
	}
	for _, name := range named {
		for language, x := range lexicons {
			if !x.Has(strings.TrimPrefix(name, deny)) {
				return fmt.Errorf("there is no family %s in %s", name, language)
			}
		}
	}
	return nil
}

// in are the places where the frame stands, in the order of the words.
func (f frame) in(words []text.Word, all finds) []families.Find {
	var places []families.Find
	for _, name := range f.steps[0].families {
		for _, first := range all[name] {
			if place, ok := f.from(first, words, all); ok && !f.defused(place, words, all) {
				places = append(places, place)
			}
		}
	}
	slices.SortFunc(places, func(a, b families.Find) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last))
	})
	return places
}

// from follows the steps of the frame from where its first one stands.
func (f frame) from(first families.Find, words []text.Word, all finds) (families.Find, bool) {
	place, at := first, first
	for _, s := range f.steps[1:] {
		next, ok := s.beside(at, words, all)
		if ok == (s.how == "!>") {
			return families.Find{}, false
		}
		if ok && s.how != "&" {
			place = families.Find{First: min(place.First, next.First), Last: max(place.Last, next.Last)}
			at = next
		}
	}
	return place, true
}

// beside finds the step near another one.
func (s step) beside(at families.Find, words []text.Word, all finds) (families.Find, bool) {
	for _, name := range s.families {
		if s.how == "&" && len(all[name]) > 0 {
			return all[name][0], true
		}
		from, to := at.Last+1, at.Last+soon
		if s.how == "+" {
			from, to = at.First-apart, at.Last+apart
		}
		for _, next := range within(all[name], from, to) {
			apart := next.First > at.Last || next.Last < at.First
			if apart && words[next.First].Sentence == words[at.First].Sentence {
				return next, true
			}
		}
	}
	return families.Find{}, false
}

// within are the places that begin from one word to another.
func within(places []families.Find, from, to int) []families.Find {
	i, _ := slices.BinarySearchFunc(places, from, func(f families.Find, n int) int { return cmp.Compare(f.First, n) })
	j := i
	for j < len(places) && places[j].First <= to {
		j++
	}
	return places[i:j]
}

// defused reports whether what takes the doubt away stands in the same sentence
// or in one beside it.
func (f frame) defused(place families.Find, words []text.Word, all finds) bool {
	for _, name := range f.unless {
		for _, d := range all[name] {
			if away := words[d.First].Sentence - words[place.First].Sentence; away >= -1 && away <= 1 {
				return true
			}
		}
	}
	return false
}

package blameless

import (
	"slices"

	"ajar/internal/families"
	"ajar/internal/text"
)

// speaking are the families that speak of a way of blaming, the plainest first.
var speaking = map[Category][]family{
	Counterfactual: {plainOnly, ifOnly},
	Judgement:      {plainJudged, judged, unwilling},
	HumanError:     {plainError, humanError, fail},
	Fault:          {plainGuilt, guilt},
}

// evidence is where a sentence blames in a way: where a family speaks of it, and
// otherwise the words that say most. Who is named is found already: besides them it
// is only somebody else, with what they did, who is singled out.
func (s *sentence) evidence(c Category, says []weights, column int, named []families.Find) (families.Find, bool) {
	if c == Person {
		if at, ok := s.deed(named); ok || len(named) > 0 {
			return at, ok
		}
	}
	for _, f := range speaking[c] {
		if at, ok := s.longest(f); ok {
			return at, true
		}
	}
	return s.loudest(says, column), true
}

// saysPlainly reports whether a sentence leaves little room for another reading than
// a way of blaming: by its words, or because of somebody it is said what they should have done.
func (s *sentence) saysPlainly(c Category) bool {
	if c == Person {
		return false
	}
	if _, ok := s.longest(speaking[c][0]); ok {
		return true
	}
	return c == Counterfactual && s.somebodyShouldHave()
}

// somebodyShouldHave reports whether what should have been follows somebody at once.
func (s *sentence) somebodyShouldHave() bool {
	for _, p := range s.places {
		if p.family == who && !s.words[p.First].Quoted && p.Last+1 < len(s.words) && s.begins[p.Last+1].has(ifOnly) {
			return true
		}
	}
	return false
}

// longest is the longest place of a family outside quotations.
func (s *sentence) longest(f family) (best families.Find, ok bool) {
	for _, p := range s.places {
		if p.family == f && !s.words[p.First].Quoted && (!ok || p.Last-p.First > best.Last-best.First) {
			best, ok = p.Find, true
		}
	}
	return best, ok
}

// deed is somebody who is not named and, soon after, what they are said to have
// done; where nobody is named, somebody alone will do.
func (s *sentence) deed(named []families.Find) (best families.Find, ok bool) {
	for _, p := range s.places {
		if p.family != who && p.family != self || s.words[p.First].Quoted {
			continue
		}
		if last := s.next(ill, p.Last); last > 0 && !overlap(named, p.First, last) {
			return families.Find{First: p.First, Last: last}, true
		}
		if !ok && len(named) == 0 {
			best, ok = p.Find, true
		}
	}
	return best, ok
}

// overlap reports whether one of the places has a word from first to last.
func overlap(places []families.Find, first, last int) bool {
	return slices.ContainsFunc(places, func(at families.Find) bool { return at.First <= last && at.Last >= first })
}

// reach is how many words after somebody a deed begins at most.
const reach = 6

// next is the last word of the family's place that begins soonest after a word, 0:
// there is none soon.
func (s *sentence) next(f family, after int) int {
	last, first := 0, after+reach+1
	for _, p := range s.places {
		if p.family == f && p.First > after && (p.First < first || p.First == first && p.Last > last) {
			first, last = p.First, p.Last
		}
	}
	return last
}

// longestMark is how many words are marked at most where no family speaks.
const longestMark = 5

// loudest are the words that say most for a column, without function words at
// their ends.
func (s *sentence) loudest(says []weights, column int) families.Find {
	best, most := families.Find{Last: len(s.words) - 1}, float32(-1e9)
	for i := range s.words {
		sum := float32(0)
		for j := i; j < min(i+longestMark, len(s.words)); j++ {
			sum += says[j][column]
			if sum > most && !s.isStop(i) && !s.isStop(j) {
				best, most = families.Find{First: i, Last: j}, sum
			}
		}
	}
	return best
}

func (s *sentence) isStop(i int) bool { return text.IsStop(s.language, s.words[i].Folded) }

package blameless

import (
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
// otherwise the words that say most.
func (s *sentence) evidence(c Category, says []weights, column int) families.Find {
	if c == Person {
		if at, ok := s.deed(); ok {
			return at
		}
	}
	for _, f := range speaking[c] {
		if at, ok := s.longest(f); ok {
			return at
		}
	}
	return s.loudest(says, column)
}

// saysPlainly reports whether a sentence leaves little room for another reading than
// a way of blaming.
func (s *sentence) saysPlainly(c Category) bool {
	if c == Person {
		return false
	}
	_, ok := s.longest(speaking[c][0])
	return ok
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

// deed is somebody and, soon after, what they are said to have done.
func (s *sentence) deed() (best families.Find, ok bool) {
	for _, p := range s.places {
		if p.family != who && p.family != self || s.words[p.First].Quoted {
			continue
		}
		if !ok {
			best, ok = p.Find, true
		}
		if last := s.next(ill, p.Last); last > 0 {
			return families.Find{First: p.First, Last: last}, true
		}
	}
	return best, ok
}

// next is the last word of the family's place that begins soonest after a word, 0:
// there is none soon.
func (s *sentence) next(f family, after int) int {
	last, first := 0, after+soon+1
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

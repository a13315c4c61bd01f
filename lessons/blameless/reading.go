package blameless

import (
	"iter"
	"math/bits"

	"ajar/internal/families"
	"ajar/internal/text"
)

// family is a family of words, in the order of the bits of a set.
type family uint8

const (
	staff family = iota
	group
	outside
	someone
	nobody
	self
	we
	fail
	unwilling
	harm
	wrongly
	judged
	guilt
	humanError
	ifOnly
	advice
	good
	speech
	turning
	irony
	thing
	because
	deny
	innocent
	rule
	plainError
	plainGuilt
	plainOnly
	plainJudged
	plainFail
	name
	who // any of those who can be singled out
	ill // any of what they can have done
	numberOfFamilies
)

var familyNames = [numberOfFamilies]string{"staff", "group", "outside", "someone", "nobody", "self", "we", "fail", "unwilling", "harm", "wrongly",
	"judged", "guilt", "human_error", "if_only", "advice", "good", "speech", "turning", "irony", "thing", "because", "deny", "innocent", "rule", "plain_error", "plain_guilt", "plain_only", "plain_judged", "plain_fail",
	"name", "who", "ill"}

// set is some families.
type set uint32

func (s set) has(f family) bool { return s&(1<<f) != 0 }

// each tells the families of a set in their order.
func (s set) each(tell func(family)) {
	for ; s != 0; s &= s - 1 {
		tell(family(bits.TrailingZeros32(uint32(s))))
	}
}

// place is where a family stands.
type place struct {
	family family
	families.Find
}

// sentence is a sentence, or a part of one that is too long to be taken at once.
type sentence struct {
	language string
	words    []text.Word
	stems    []string
	begins   []set // the families that begin at each word
	within   []set // the families that each word is part of
	places   []place
}

// longestSentence is how many words are taken at once at most.
const longestSentence = 60

// sentences are those of words, one after the other.
func (k *knowledge) sentences(language string, words []text.Word, people names) iter.Seq[*sentence] {
	return func(yield func(*sentence) bool) {
		stems := k.lexicons[language].Stems(words)
		for from := 0; from < len(words); {
			to := from + 1
			for to < len(words) && words[to].Sentence == words[from].Sentence && to-from < longestSentence {
				to++
			}
			if !yield(k.read(language, words[from:to], stems[from:to], people)) {
				return
			}
			from = to
		}
	}
}

// read finds the families in a sentence, whose stems are given, and the names.
func (k *knowledge) read(language string, words []text.Word, stems []string, people names) *sentence {
	s := &sentence{language: language, words: words, stems: stems, begins: make([]set, len(words)), within: make([]set, len(words))}
	k.lexicons[language].Each(words, stems, func(name string, at families.Find) { s.see(k.bits[name], at) })
	for i := range words {
		if k.isName(language, words, i, people) {
			s.see(name, families.Find{First: i, Last: i})
		}
	}
	return s
}

func (s *sentence) see(f family, at families.Find) {
	switch f {
	case staff, group, outside, someone, name:
		s.see(who, at)
	case fail, unwilling, judged:
		s.see(ill, at)
	}
	s.begins[at.First] |= 1 << f
	for i := at.First; i <= at.Last; i++ {
		s.within[i] |= 1 << f
	}
	s.places = append(s.places, place{f, at})
}

package doubt

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"

	"ajar/experiments/door"
	"ajar/internal/text"
)

// Doubt is words that speak of a risk which the answers deny. Start and End are
// UTF-16 code units of the field's text, half-open.
type Doubt struct {
	Risk    string `json:"risk" doc:"The key of the answer that is doubted"`
	Field   string `json:"field" doc:"Where the words stand"`
	Start   int    `json:"start" doc:"Where they begin, in UTF-16 code units"`
	End     int    `json:"end" doc:"Where they end, in UTF-16 code units"`
	Message string `json:"message" doc:"One question, in the language asked for"`
	Words   string `json:"-"`

	text int // the place of its field among the texts
}

// Confirmed is a doubt that the team has answered with "yes, I am sure": it is
// not raised again while its words stand.
type Confirmed struct {
	Risk  string `json:"risk" maxLength:"50" doc:"The key of the answer that was doubted"`
	Words string `json:"words" minLength:"1" maxLength:"500" doc:"The words that were marked"`
}

// Proposal is what is cross-checked: the texts in the order they are read, the
// language they are said to be in, the answers, and what was confirmed.
type Proposal struct {
	Texts     []Text
	Language  string
	Answers   door.Answers
	Confirmed []Confirmed
}

// knowledge is what data/ says, read once.
type knowledge struct {
	lexicons  map[string]*lexicon
	frames    []frame
	questions map[string]map[string]string
}

var known = sync.OnceValue(func() *knowledge {
	k, err := read()
	if err != nil {
		panic(err)
	}
	return k
})

func read() (*knowledge, error) {
	k := &knowledge{lexicons: map[string]*lexicon{}}
	for _, language := range door.Languages {
		x, err := readLexicon(language)
		if err != nil {
			return nil, err
		}
		k.lexicons[language] = x
	}
	var err error
	if k.frames, err = readFrames(k.lexicons); err != nil {
		return nil, err
	}
	k.questions, err = readQuestions()
	return k, err
}

// Find lists the doubts about a proposal, at most one for each answer, in the
// order of the texts, with a question in the language asked for (English when
// it is none of the three). Only a safe answer is doubted: "no" to a risk, "yes"
// to an assurance, a figure that is below what the words say.
func Find(p Proposal, asked string) []Doubt {
	k := known()
	words := wordsOf(p.Texts)
	x := k.lexicons[languageOf(words, p.Language)]
	s := search{proposal: p, words: words, finds: x.read(words), doubts: []Doubt{}}
	settled := s.settled(x)
	for _, f := range k.frames {
		if s.open(f.risk) && !(settled && f.risk == "customers_exposed") {
			s.raise(f.risk, s.heard(f.risk, f.in(words, s.finds)))
		}
	}
	s.figures(x)
	for i := range s.doubts {
		s.doubts[i].Message = k.question(s.doubts[i].Risk, asked)
	}
	slices.SortStableFunc(s.doubts, func(a, b Doubt) int {
		return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.Start, b.Start))
	})
	return s.doubts
}

// search is the looking for doubts in one proposal.
type search struct {
	proposal Proposal
	words    []word
	finds    finds
	doubts   []Doubt
}

// heard leaves out what stands in a field that says nothing about the risk: the way
// back tells how the team undoes, not what it does.
func (s *search) heard(risk string, places []find) []find {
	return slices.DeleteFunc(places, func(p find) bool {
		return s.proposal.Texts[s.words[p.first].text].Field == WayBack && !slices.Contains(undoing, risk)
	})
}

// undoing are the answers that the way back speaks of.
var undoing = []string{"can_stop_early", "own_hands", "undo_cost", "undo_hours"}

// few is up to how many customers an answer is doubted beside words that mean
// everybody ("all our guests").
const few = 200

// open reports whether an answer may be doubted and is not yet.
func (s *search) open(risk string) bool {
	figure, isFigure := s.proposal.Answers.Figure(risk)
	return !s.has(risk) && (isFigure && figure <= few || s.proposal.Answers.Safe(risk))
}

// settled reports whether the words say the very figure that was answered: then
// "all customers" are all that there are here.
func (s *search) settled(x *lexicon) bool {
	answered, _ := s.proposal.Answers.Figure("customers_exposed")
	return agree(s.customers(s.amounts(x)), answered)
}

func (s *search) has(risk string) bool {
	return slices.ContainsFunc(s.doubts, func(d Doubt) bool { return d.Risk == risk })
}

// raise takes the first place that was not confirmed.
func (s *search) raise(risk string, places []find) {
	for _, place := range places {
		d := s.doubt(risk, place)
		if !s.confirmed(d) {
			s.doubts = append(s.doubts, d)
			return
		}
	}
}

// confirmed reports whether the team was sure of these words, or of what they
// are part of, and those words still stand.
func (s *search) confirmed(d Doubt) bool {
	words := s.proposal.Texts[d.text].Words
	return slices.ContainsFunc(s.proposal.Confirmed, func(c Confirmed) bool {
		return c.Risk == d.Risk && strings.Contains(words, c.Words) && (strings.Contains(c.Words, d.Words) || strings.Contains(d.Words, c.Words))
	})
}

func (s *search) doubt(risk string, place find) Doubt {
	first, last := s.words[place.first], s.words[place.last]
	t := s.proposal.Texts[first.text]
	return Doubt{Risk: risk, Field: t.Field, Start: first.start, End: last.end, Words: cut(t.Words, first.start, last.end), text: first.text}
}

// cut is the part of a text between two offsets in UTF-16 code units.
func cut(s string, start, end int) string {
	unit, from := 0, 0
	for i, r := range s {
		if unit == start {
			from = i
		}
		if unit == end {
			return s[from:i]
		}
		unit += max(1, utf16.RuneLen(r))
	}
	return s[from:]
}

// languageOf is the language that words are in: the one they are said to be in,
// unless another one has plainly more of their function words.
func languageOf(words []word, said string) string {
	if !slices.Contains(door.Languages, said) {
		said = door.Languages[0]
	}
	count := map[string]int{}
	for _, w := range words {
		for _, language := range door.Languages {
			if text.IsStop(language, w.folded) {
				count[language]++
			}
		}
	}
	best := said
	for _, language := range door.Languages {
		if count[language] > 2*count[said]+1 && count[language] > count[best] {
			best = language
		}
	}
	return best
}

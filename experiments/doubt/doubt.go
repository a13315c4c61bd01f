package doubt

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"

	"ajar/experiments/door"
	"ajar/internal/families"
	"ajar/internal/packed"
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

	text     int    // the place of its field among the texts
	question string // what Message asks, as data/questions.yaml names it
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
	lexicons  map[string]*families.Lexicon
	frames    []frame
	questions map[string]map[string]string
	model     *model
}

var known = sync.OnceValue(func() *knowledge {
	k, err := readKnowledge()
	if err == nil {
		k.model, err = readModel(packed.MustUnpack(trained))
	}
	if err != nil {
		panic(err)
	}
	return k
})

//go:embed data/model.tsv.gz
var trained []byte

// readKnowledge reads what people wrote; the model is learned from it.
func readKnowledge() (*knowledge, error) {
	k := &knowledge{lexicons: map[string]*families.Lexicon{}}
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
func Find(p Proposal, asked string) []Doubt { return known().find(p, asked) }

func (k *knowledge) find(p Proposal, asked string) []Doubt {
	s := search{proposal: p, reading: k.read(p.Texts, p.Language), doubts: []Doubt{}}
	s.suspect(k.model)
	s.figures()
	for i := range s.doubts {
		s.doubts[i].Message = k.question(s.doubts[i].question, asked)
	}
	slices.SortStableFunc(s.doubts, func(a, b Doubt) int {
		return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.Start, b.Start))
	})
	return s.doubts
}

// search is the looking for doubts in one proposal.
type search struct {
	*reading
	proposal Proposal
	doubts   []Doubt
}

// suspect raises what the frames say wherever the model is sure that there is some
// risk, and where no frame speaks of the risk that it sees, the model's own words.
func (s *search) suspect(m *model) {
	windows := s.risky(m)
	settled := s.settled()
	for i, risk := range s.risks {
		if s.open(risk) && !(settled && risk == "customers_exposed") {
			s.raise(risk, s.believed(windows, risk, s.places[i]))
		}
	}
	for _, w := range windows {
		if column, risk := w.score.risk(); w.certainty > sure && s.open(risk) && len(s.doubts) == 0 {
			s.raise(risk, m.mark(s.reading, w.window, column))
		}
	}
}

// scored is a window and what the model says of it beside the title.
type scored struct {
	window
	score     weights
	certainty float64
}

// fewWords are too few for the model; the frames alone judge them.
const fewWords = 14

// risky are the windows of which the model is sure, the riskiest first, and those that
// are too short for it. The title is read beside each.
func (s *search) risky(m *model) []scored {
	var title, windows []window
	for i, t := range s.proposal.Texts {
		switch t.Field {
		case WayBack:
		case "title":
			title = s.windows(i)
		default:
			windows = append(windows, s.windows(i)...)
		}
	}
	if len(windows) == 0 {
		windows = []window{{}}
	}
	var all []scored
	for _, w := range windows {
		beside := append(title[:len(title):len(title)], w)
		if length(beside) < fewWords {
			all = append(all, scored{window: w})
			continue
		}
		score := m.score(s.in(beside...))
		if certainty := score.certainty(); certainty > sure {
			all = append(all, scored{w, score, certainty})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.certainty, a.certainty) })
	return all
}

// believed are the places of a frame that the model does not gainsay. It knows
// nothing of the answers that it was not taught.
func (s *search) believed(windows []scored, risk string, places []families.Find) []families.Find {
	places = s.heard(risk, places)
	if !slices.Contains(Risks, risk) {
		return places
	}
	return slices.DeleteFunc(places, func(p families.Find) bool {
		inTitle := s.proposal.Texts[s.words[p.First].Text].Field == "title"
		return !slices.ContainsFunc(windows, func(w scored) bool { return inTitle || w.has(p.First) })
	})
}

// heard leaves out what stands in a field that says nothing about the risk: the way
// back tells how the team undoes, not what it does.
func (s *search) heard(risk string, places []families.Find) []families.Find {
	return slices.DeleteFunc(slices.Clone(places), func(p families.Find) bool {
		return s.proposal.Texts[s.words[p.First].Text].Field == WayBack && !slices.Contains(undoing, risk)
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
func (s *search) settled() bool {
	answered, _ := s.proposal.Answers.Figure("customers_exposed")
	return agree(s.customers(s.amounts()), answered)
}

func (s *search) has(risk string) bool {
	return slices.ContainsFunc(s.doubts, func(d Doubt) bool { return d.Risk == risk })
}

// raise takes the first place that was not confirmed.
func (s *search) raise(risk string, places []families.Find) { s.ask(risk, risk, places) }

// ask does it with a question of its own.
func (s *search) ask(question, risk string, places []families.Find) {
	for _, place := range places {
		d := s.doubt(risk, place)
		d.question = question
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

func (s *search) doubt(risk string, place families.Find) Doubt {
	first, last := s.words[place.First], s.words[place.Last]
	t := s.proposal.Texts[first.Text]
	return Doubt{Risk: risk, Field: t.Field, Start: first.Start, End: last.End, Words: cut(t.Words, first.Start, last.End), text: first.Text}
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

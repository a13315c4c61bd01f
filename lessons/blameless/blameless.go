package blameless

import (
	"cmp"
	"slices"

	"ajar/internal/families"
	"ajar/internal/text"
)

// Finding is words that blame, or a name. Start and End are UTF-16 code units of the
// text, half-open.
type Finding struct {
	Start     int      `json:"start" doc:"Where the words begin, in UTF-16 code units"`
	End       int      `json:"end" doc:"Where they end, in UTF-16 code units"`
	Category  Category `json:"category" enum:"person,counterfactual,judgement,human_error,fault"`
	Question  string   `json:"question" doc:"A better question, in the language asked for"`
	ReplaceBy string   `json:"replace_by,omitempty" doc:"What may stand there instead: a role for a name"`
}

// Text is what is checked: the language it is said to be in, if any, the names of
// people who are known, and the language to ask in.
type Text struct {
	Words    string
	Language string
	People   []string
	Asked    string
}

// Check lists the words that blame in the order of the text, and tells its language.
// Names of people who are known are found in any sentence, other names where they
// are blamed. It is for warning only: a sentence may be found that blames nobody.
func Check(t Text) (language string, findings []Finding) {
	k := known()
	words := text.Words(t.Words)
	c := checker{knowledge: k, language: text.LanguageOf(words, t.Language), text: newUnits(t.Words), people: namesOf(t.People), findings: []Finding{}}
	c.asked = t.Asked
	if !slices.Contains(text.Languages, c.asked) {
		c.asked = c.language
	}
	for s := range k.sentences(c.language, words, c.people) {
		c.sentence(s)
	}
	return c.language, c.findings
}

// checker is the checking of one text.
type checker struct {
	*knowledge
	language, asked string
	text            units
	people          names
	findings        []Finding
}

// sure is from which score on a sentence of a language is found to blame: where about nine
// of ten that are found do in cross-validation (docs/decisions/blameless.md).
var sure = map[string]float32{"en": 0.55, "es": 0.4, "pl": 0.3}

// likely is from which score on a way of blaming is named in a sentence that is found.
var likely = map[Category]float32{Person: -0.5, Counterfactual: -1.25, Judgement: -1.5, HumanError: -1.5, Fault: -1.5}

func (c *checker) sentence(s *sentence) {
	score, says := c.model.score(s)
	blames := score[anyBlame] > sure[c.language]
	named := c.names(s, blames)
	found := make([]Finding, len(named))
	for i, at := range named {
		found[i] = c.name(s, at, blames)
	}
	if blames {
		for i, category := range Categories {
			if i+1 != score.category() && score[i+1] <= likely[category] && !s.saysPlainly(category) {
				continue
			}
			if at, ok := s.evidence(category, says, i+1, named); ok {
				found = append(found, c.finding(s, category, at))
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Finding) int { return cmp.Compare(a.Start, b.Start) })
	c.findings = append(c.findings, found...)
}

// category is the column of the way of blaming that a score speaks of most.
func (w weights) category() int {
	best := anyBlame + 1
	for i := best; i < len(w); i++ {
		if w[i] > w[best] {
			best = i
		}
	}
	return best
}

// finding asks the question of a category at a place.
func (c *checker) finding(s *sentence, category Category, at families.Find) Finding {
	return Finding{Start: s.words[at.First].Start, End: s.words[at.Last].End, Category: category, Question: c.questions[c.asked][string(category)]}
}

// names finds the names in a sentence: of people who are known, and where it blames
// any other. Words of one name that follow each other are one, and a first name before
// the name of somebody known is theirs, however it is said ("Kate" of "Katherine").
func (c *checker) names(s *sentence, blames bool) (named []families.Find) {
	end := 0
	for i := 0; i < len(s.words); i++ {
		isKnown := c.people.hasOf(c.language, s.words[i].Folded) && s.words[i].Capital && !s.isStop(i)
		if !isKnown && !(blames && s.begins[i].has(name) && !s.words[i].Quoted) {
			continue
		}
		last := i
		for last+1 < len(s.words) && s.words[last+1].Capital && s.words[last+1].Gap == " " && s.begins[last+1].has(name) {
			last++
		}
		first := i
		if i > end && s.words[i].Gap == " " && s.words[i-1].Capital && c.first.has(c.language, s.words[i-1].Folded) {
			first--
		}
		named = append(named, families.Find{First: first, Last: last})
		i, end = last, last+1
	}
	return named
}

func (c *checker) name(s *sentence, at families.Find, blames bool) Finding {
	first, last := s.words[at.First], s.words[at.Last]
	written := func(w text.Word) string { return c.text.cut(w.Start, w.End) }
	asNamed := c.people[first.Folded] || c.first[first.Folded]
	f := Finding{Start: first.Start, End: last.End, Category: Person, Question: c.questions[c.asked][aboutName],
		ReplaceBy: c.roleFor(c.language, written(first), written(last), asNamed, at.First == 0)}
	if blames {
		f.Question = c.questions[c.asked][string(Person)]
	}
	return f
}

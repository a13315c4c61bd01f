package blameless

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"ajar/internal/text"
)

// Example is a sentence and how it blames; no category means not at all. Theme is
// what it is about: sentences of one theme are taught or asked together. Those of a
// subtle theme mostly blame without a word of blame, or have one and do not blame.
type Example struct {
	Language   string
	Theme      string
	Subtle     bool
	Categories []Category
	Text       string
}

// letters are how the examples name the categories.
var letters = map[rune]Category{'p': Person, 'c': Counterfactual, 'j': Judgement, 'h': HumanError, 'f': Fault}

// ReadExamples reads "# theme" lines, "# theme ~" if it is subtle, and lines of category letters ("-" for no
// blame), a tab and a sentence.
func ReadExamples(language, source string) ([]Example, error) {
	var all []Example
	theme, subtle := "", false
	for line := range strings.Lines(source) {
		line = strings.TrimSuffix(line, "\n")
		if next, isTheme := strings.CutPrefix(line, "# "); isTheme {
			theme, subtle = strings.CutSuffix(next, " ~")
			continue
		}
		how, sentence, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("%s: %q has no tab", language, line)
		}
		e := Example{Language: language, Theme: theme, Subtle: subtle, Text: sentence}
		for _, letter := range strings.TrimPrefix(how, "-") {
			if letters[letter] == "" {
				return nil, fmt.Errorf("%s: there is no category %q", language, letter)
			}
			e.Categories = append(e.Categories, letters[letter])
		}
		all = append(all, e)
	}
	return all, nil
}

// lesson is an example as the model sees it: features by number.
type lesson struct {
	features []int32
	scale    float64
	weigh    float64
	is       [len(weights{})]bool
}

// school is the features that were met, and the lessons.
type school struct {
	k       *knowledge
	number  map[string]int32
	names   []string
	lessons []lesson
}

func (s *school) take(e Example) {
	l := lesson{weigh: 1}
	if e.Subtle {
		l.weigh = subtleWeighs
	}
	for i, c := range Categories {
		l.is[i+1] = slices.Contains(e.Categories, c)
	}
	l.is[anyBlame] = len(e.Categories) > 0
	words := text.Words(e.Text)
	one := s.k.read(e.Language, words, s.k.lexicons[e.Language].Stems(words), nil)
	l.scale = float64(scaleOf(len(words)))
	one.features(func(_ int, key []byte) { l.features = append(l.features, s.numberOf(key)) })
	s.lessons = append(s.lessons, l)
}

func (s *school) numberOf(key []byte) int32 {
	n, ok := s.number[string(key)]
	if !ok {
		n = int32(len(s.names))
		s.names = append(s.names, string(key))
		s.number[string(key)] = n
	}
	return n
}

// How the model learns: stochastic gradient descent on the logistic loss, with the
// rare answer weighed more. The same examples make the same model.
const (
	rounds  = 40
	step0   = 0.5
	slowing = 0.15
	shrink  = 0.01

	subtleWeighs = 0.5 // so that what is said plainly stays found
)

type learner struct {
	bias    [6]float64
	weights [][6]float64
	weigh   [2][6]float64
}

func (s *school) teach() *model {
	t := learner{weights: make([][6]float64, len(s.names)), weigh: balance(s.lessons)}
	order := rand.New(rand.NewPCG(1, 2))
	for round := range rounds {
		rate := step0 / (1 + slowing*float64(round))
		for _, i := range order.Perm(len(s.lessons)) {
			t.learn(&s.lessons[i], rate)
		}
	}
	m := &model{feature: map[string]weights{}}
	for i, w := range t.weights {
		m.feature[s.names[i]] = narrow(w)
	}
	m.bias = narrow(t.bias)
	return m
}

func narrow(wide [6]float64) (w weights) {
	for i, v := range wide {
		w[i] = float32(v)
	}
	return w
}

// balance is the weight of an example without and with each way of blaming.
func balance(lessons []lesson) (weigh [2][6]float64) {
	var with [6]float64
	for _, l := range lessons {
		for i, is := range l.is {
			if is {
				with[i]++
			}
		}
	}
	for i, n := range with {
		all := float64(len(lessons))
		weigh[0][i], weigh[1][i] = math.Sqrt(all/(2*max(1, all-n))), math.Sqrt(all/(2*max(1, n)))
	}
	return weigh
}

func (t *learner) learn(l *lesson, rate float64) {
	score := t.bias
	for _, f := range l.features {
		for i, w := range t.weights[f] {
			score[i] += w * l.scale
		}
	}
	var slope [6]float64
	for i, is := range l.is {
		target, weigh := 0.0, t.weigh[0][i]
		if is {
			target, weigh = 1, t.weigh[1][i]
		}
		slope[i] = (target - 1/(1+math.Exp(-score[i]))) * weigh * l.weigh
		t.bias[i] += rate * slope[i] * 0.1
	}
	for _, f := range l.features {
		for i := range slope {
			t.weights[f][i] += rate * (slope[i]*l.scale - shrink*t.weights[f][i])
		}
	}
}

// write writes a model as a table, a feature a line. Features that say next to nothing
// are left out.
func (m *model) write(out io.Writer) error {
	all := maps.Clone(m.feature)
	all[bias] = m.bias
	if _, err := fmt.Fprintln(out, "#\tWritten by lessons/blameless/train: hundredths of log odds of any blame, person, counterfactual, judgement, human_error, fault."); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if line, says := written(all[name]); says {
			if _, err := fmt.Fprintf(out, "%s%s\n", name, line); err != nil {
				return err
			}
		}
	}
	return nil
}

// least is how much a feature has to say of any blame to be kept, leastWay how much of
// a way of blaming, and both are kept in steps: all in hundredths.
const (
	least, step       = 20, 2
	leastWay, stepWay = 100, 20
)

func written(w weights) (line string, says bool) {
	for i, v := range w {
		least, step := least, step
		if i != anyBlame {
			least, step = leastWay, stepWay
		}
		hundredths := step * int(math.Round(float64(v)*100/float64(step)))
		line += fmt.Sprintf("\t%d", hundredths)
		says = says || hundredths >= least || hundredths <= -least
	}
	return line, says
}

// AskedThemes are never taught: their sentences tell how well the model does.
var AskedThemes = []string{"bank", "travel", "library", "cinema", "vet"}

// Train teaches a model all examples but those of the themes that are only asked,
// and answers it as data/model.tsv.gz holds it, packed.
func Train(examples []Example) ([]byte, error) {
	m, err := taught(examples, AskedThemes)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	err = m.write(&file)
	return file.Bytes(), err
}

func taught(examples []Example, but []string) (*model, error) {
	k, err := readKnowledge()
	if err != nil {
		return nil, err
	}
	s := school{k: k, number: map[string]int32{}}
	for _, e := range examples {
		if !slices.Contains(but, e.Theme) {
			s.take(e)
		}
	}
	return s.teach(), nil
}

// Judged is how a model does on sentences that it was not taught.
type Judged struct{ Blaming, Found, Blameless, FalselyFound int }

// Judge teaches a model as [Train] does and asks it about the themes that it was not
// taught, by language.
func Judge(examples []Example) (map[string]*Judged, error) {
	m, err := taught(examples, AskedThemes)
	if err != nil {
		return nil, err
	}
	k, err := readKnowledge()
	if err != nil {
		return nil, err
	}
	judged := map[string]*Judged{}
	for _, e := range examples {
		if !slices.Contains(AskedThemes, e.Theme) {
			continue
		}
		if judged[e.Language] == nil {
			judged[e.Language] = &Judged{}
		}
		found := false
		for s := range k.sentences(e.Language, text.Words(e.Text), nil) {
			score, _ := m.score(s)
			found = found || score[anyBlame] > sure[e.Language]
		}
		judged[e.Language].count(len(e.Categories) > 0, found)
	}
	return judged, nil
}

func (j *Judged) count(blames, found bool) {
	switch {
	case blames && found:
		j.Blaming++
		j.Found++
	case blames:
		j.Blaming++
	case found:
		j.Blameless++
		j.FalselyFound++
	default:
		j.Blameless++
	}
}

package doubt

import (
	"fmt"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// Example is a small proposal and the risks that a careful reader sees in it.
type Example struct {
	Language      string
	Risks         []string
	Title, Change string
}

// ReadExamples reads lines of risks ("-" for none), title and change, with tabs
// between; # begins a comment.
func ReadExamples(language, source string) ([]Example, error) {
	var all []Example
	for line := range strings.Lines(source) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 3 {
			return nil, fmt.Errorf("%s: %q has %d cells", language, line, len(cells))
		}
		e := Example{Language: language, Title: cells[1], Change: cells[2]}
		if cells[0] != "-" {
			e.Risks = strings.Split(cells[0], ",")
		}
		all = append(all, e)
	}
	return all, nil
}

// Texts are the example as a proposal's texts.
func (e Example) Texts() []Text { return []Text{{"title", e.Title}, {"change", e.Change}} }

// lesson is an example as the model sees it.
type lesson struct {
	features []feature
	is       [len(weights{})]bool
}

func (k *knowledge) lesson(e Example) lesson {
	r := k.read(e.Texts(), e.Language)
	l := lesson{features: r.in(window{0, len(r.words)})}
	for i, risk := range Risks {
		l.is[i+1] = slices.Contains(e.Risks, risk)
	}
	l.is[anyRisk] = len(e.Risks) > 0
	return l
}

// How the model learns: stochastic gradient descent on the logistic loss, with
// the rare answer weighed as much as the common one.
const (
	rounds  = 30
	step0   = 0.3
	slowing = 0.2
	shrink  = 0.01
)

// train learns a model; the same lessons make the same model.
func train(lessons []lesson) *model {
	m := &model{feature: map[feature]weights{}}
	weigh := balance(lessons)
	order := rand.New(rand.NewPCG(1, 2))
	for round := range rounds {
		rate := step0 / (1 + slowing*float64(round))
		for _, i := range order.Perm(len(lessons)) {
			m.learn(&lessons[i], weigh, rate)
		}
	}
	return m
}

// balance is the weight of an example with and without each risk.
func balance(lessons []lesson) (weigh [2]weights) {
	var with weights
	for _, l := range lessons {
		for i, is := range l.is {
			if is {
				with[i]++
			}
		}
	}
	for i, n := range with {
		all := float64(len(lessons))
		weigh[0][i], weigh[1][i] = all/(2*max(1, all-n)), all/(2*max(1, n))
	}
	return weigh
}

func (m *model) learn(l *lesson, weigh [2]weights, rate float64) {
	scale := 1 / math.Sqrt(float64(max(1, len(l.features))))
	score, slope := m.bias, weights{}
	for _, f := range l.features {
		for i, w := range m.feature[f] {
			score[i] += w * scale
		}
	}
	for i, is := range l.is {
		target, w := 0.0, weigh[0][i]
		if is {
			target, w = 1, weigh[1][i]
		}
		slope[i] = (target - 1/(1+math.Exp(-score[i]))) * w
		m.bias[i] += rate * slope[i] * 0.1
	}
	for _, f := range l.features {
		w := m.feature[f]
		for i := range w {
			w[i] += rate * (slope[i]*scale - shrink*w[i])
		}
		m.feature[f] = w
	}
}

// Judgement is how a model does on examples that it was not taught.
type Judgement struct{ Risky, Found, Safe, FalselyDoubted int }

// Judge teaches the model four fifths of the examples and asks it about the rest,
// five times.
func Judge(examples []Example) (j Judgement, err error) {
	lessons, err := lessonsOf(examples)
	const parts = 5
	for part := range parts {
		var taught, asked []lesson
		for i, l := range lessons {
			if i%parts == part {
				asked = append(asked, l)
			} else {
				taught = append(taught, l)
			}
		}
		m := train(taught)
		for _, l := range asked {
			j.count(l.is[anyRisk], m.score(l.features)[anyRisk] > sure)
		}
	}
	return j, err
}

func (j *Judgement) count(risky, doubted bool) {
	switch {
	case risky && doubted:
		j.Risky++
		j.Found++
	case risky:
		j.Risky++
	case doubted:
		j.Safe++
		j.FalselyDoubted++
	default:
		j.Safe++
	}
}

func lessonsOf(examples []Example) ([]lesson, error) {
	k, err := readKnowledge()
	if err != nil {
		return nil, err
	}
	lessons := make([]lesson, len(examples))
	for i, e := range examples {
		lessons[i] = k.lesson(e)
	}
	return lessons, nil
}

// Train learns a model from examples and writes it as data/model.tsv holds it.
// Features that say next to nothing are left out.
func Train(examples []Example, out io.Writer) error {
	lessons, err := lessonsOf(examples)
	if err != nil {
		return err
	}
	m := train(lessons)
	m.feature[feature{bias}] = m.bias
	fmt.Fprintf(out, "# Written by experiments/doubt/train: hundredths of log odds.\n# feature\tany\t%s\n", strings.Join(Risks, "\t"))
	for _, f := range slices.SortedFunc(maps.Keys(m.feature), func(a, b feature) int { return slices.Compare(a[:], b[:]) }) {
		if line, says := written(m.feature[f]); says {
			fmt.Fprintf(out, "%s%s\n", strings.TrimSuffix(f[0]+and+f[1], and), line)
		}
	}
	return nil
}

func written(w weights) (line string, says bool) {
	for _, v := range w {
		hundredths := int(math.Round(v * 100))
		line += fmt.Sprintf("\t%d", hundredths)
		says = says || hundredths > 9 || hundredths < -9
	}
	return line, says
}

package blameless

import (
	"bufio"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Category is a way of blaming.
type Category string

// The ways of blaming: somebody singled out, what should have been done, a judgement
// of character, "human error", and guilt.
const (
	Person         Category = "person"
	Counterfactual Category = "counterfactual"
	Judgement      Category = "judgement"
	HumanError     Category = "human_error"
	Fault          Category = "fault"
)

// Categories are all of them, in the order of the model's columns, after the first
// one: whether there is any blame at all.
var Categories = []Category{Person, Counterfactual, Judgement, HumanError, Fault}

const anyBlame = 0

// weights are what one feature says of any blame, and of each way of blaming.
type weights [6]float32

// model is a logistic regression for any blame and for each way. It is taught by
// lessons/blameless/train from examples/, and kept in data/model.tsv.gz.
type model struct {
	bias    weights
	feature map[string]weights
}

const bias = "(bias)"

func readModel(source string) (*model, error) {
	m := &model{feature: make(map[string]weights, strings.Count(source, "\n"))}
	lines := bufio.NewScanner(strings.NewReader(source))
	for lines.Scan() {
		name, rest, _ := strings.Cut(lines.Text(), "\t")
		if name == "#" {
			continue
		}
		w, err := readWeights(rest)
		if err != nil {
			return nil, fmt.Errorf("model: %q: %w", name, err)
		}
		if name == bias {
			m.bias = w
		} else {
			m.feature[name] = w
		}
	}
	return m, lines.Err()
}

func readWeights(cells string) (w weights, err error) {
	for i := range w {
		cell, rest, _ := strings.Cut(cells, "\t")
		hundredths, err := strconv.Atoi(cell)
		if err != nil {
			return w, err
		}
		w[i], cells = float32(hundredths)/100, rest
	}
	return w, nil
}

// score is what a sentence says, as log odds, and what each of its words adds.
func (m *model) score(s *sentence) (sum weights, says []weights) {
	says = make([]weights, len(s.words))
	scale := scaleOf(len(s.words))
	s.features(func(at int, key []byte) {
		if w, ok := m.feature[string(key)]; ok {
			says[at].add(w, scale)
		}
	})
	sum = m.bias
	for _, w := range says {
		sum.add(w, 1)
	}
	return sum, says
}

func (w *weights) add(more weights, scale float32) {
	for i := range w {
		w[i] += more[i] * scale
	}
}

// scaleOf is how much a feature counts: a long sentence has more of them, and shall
// not say more for being long.
func scaleOf(words int) float32 { return float32(0.4 / math.Sqrt(float64(max(1, words)))) }

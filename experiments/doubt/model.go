package doubt

import (
	"bufio"
	"fmt"
	"math"
	"strconv"
	"strings"

	"ajar/internal/families"
	"ajar/internal/text"
)

// Risks are the answers that the model knows, in the order of its columns, after
// the first one: whether there is any risk at all.
var Risks = []string{"health_or_safety", "vulnerable_customers", "legal_or_contract", "binds_others", "personal_data", "destroys", "public_promise", "colleagues"}

const anyRisk = 0

// weights are what one feature says of any risk, and of each.
type weights [9]float64

// model is a logistic regression for any risk and for each. It is trained by
// experiments/doubt/train from examples/, and kept in data/model.tsv.gz.
type model struct {
	bias    weights
	feature map[feature]evidence
}

// evidence is how much a feature counts beside others, the more the rarer it is, and
// what it says.
type evidence struct {
	heft float64
	says weights
}

// bias is the name of the bias in the file; and stands between two families.
const (
	bias = "(bias)"
	and  = " & "
)

func readModel(source string) (*model, error) {
	m := &model{feature: map[feature]evidence{}}
	lines := bufio.NewScanner(strings.NewReader(source))
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		name, e, err := readEvidence(lines.Text())
		if err != nil {
			return nil, fmt.Errorf("model: %q: %w", lines.Text(), err)
		}
		if name == bias {
			m.bias = e.says
			continue
		}
		one, other, _ := strings.Cut(name, and)
		m.feature[feature{one, other}] = e
	}
	return m, lines.Err()
}

// readEvidence reads a line: a feature, and hundredths of its heft and of what it says.
func readEvidence(line string) (name string, e evidence, err error) {
	cells := strings.Split(line, "\t")
	if len(cells) != len(e.says)+2 {
		return "", e, fmt.Errorf("it has %d columns", len(cells))
	}
	for i, cell := range cells[1:] {
		hundredths, err := strconv.Atoi(cell)
		if err != nil {
			return "", e, err
		}
		if i == 0 {
			e.heft = float64(hundredths) / 100
		} else {
			e.says[i-1] = float64(hundredths) / 100
		}
	}
	return cells[0], e, nil
}

// score is what the features say, as log odds. Those of a long text count together
// as much as those of a short one, and unknown ones count nothing.
func (m *model) score(features []feature) weights {
	sum, squares := weights{}, 0.0
	for _, f := range features {
		e := m.feature[f]
		squares += e.heft * e.heft
		for i, w := range e.says {
			sum[i] += e.heft * w
		}
	}
	scale := evenly(squares)
	for i := range sum {
		sum[i] = m.bias[i] + sum[i]*scale
	}
	return sum
}

// evenly is what features are multiplied with whose hefts have this sum of squares.
func evenly(squares float64) float64 { return 1 / math.Sqrt(max(1, squares)) }

// sure is from which certainty on the words are doubted: see docs/decisions/doubts.md.
const sure = 0.55

// certainty is how much a score speaks for some risk: for any at all, and for the
// eight together, which may each be little.
func (w weights) certainty() float64 {
	odds := 0.0
	for _, v := range w[anyRisk+1:] {
		odds += math.Exp(v)
	}
	return w[anyRisk] + math.Log(odds)
}

// risk is the one that a score speaks of most.
func (w weights) risk() (column int, key string) {
	column = anyRisk + 1
	for i := column; i < len(w); i++ {
		if w[i] > w[column] {
			column = i
		}
	}
	return column, Risks[column-1]
}

// longestMark is how many words the model marks at most.
const longestMark = 5

// mark is the words of a window that say most for a risk, without function words
// at their ends.
func (m *model) mark(r *reading, w window, column int) []families.Find {
	var best []families.Find
	most := math.Inf(-1)
	for i := w.from; i < w.to; i++ {
		sum := 0.0
		for j := i; j < min(i+longestMark, w.to) && r.words[j].Clause == r.words[i].Clause; j++ {
			for _, f := range r.features[j] {
				sum += m.feature[f].heft * m.feature[f].says[column]
			}
			if sum > most && !text.IsStop(r.language, r.words[i].Folded) && !text.IsStop(r.language, r.words[j].Folded) {
				best, most = []families.Find{{First: i, Last: j}}, sum
			}
		}
	}
	return best
}

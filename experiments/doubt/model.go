package doubt

import (
	"bufio"
	"bytes"
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
// experiments/doubt/train from examples/, and kept in data/model.tsv.
type model struct {
	bias    weights
	feature map[feature]weights
}

// bias is the name of the bias in the file; and stands between two families.
const (
	bias = "(bias)"
	and  = " & "
)

func readModel(source []byte) (*model, error) {
	m := &model{feature: map[feature]weights{}}
	lines := bufio.NewScanner(bytes.NewReader(source))
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		cells := strings.Split(lines.Text(), "\t")
		var w weights
		if len(cells) != len(w)+1 {
			return nil, fmt.Errorf("model: %q has %d columns", lines.Text(), len(cells))
		}
		for i := range w {
			hundredths, err := strconv.Atoi(cells[i+1])
			if err != nil {
				return nil, fmt.Errorf("model: %q: %w", lines.Text(), err)
			}
			w[i] = float64(hundredths) / 100
		}
		if cells[0] == bias {
			m.bias = w
		} else {
			one, other, _ := strings.Cut(cells[0], and)
			m.feature[feature{one, other}] = w
		}
	}
	return m, lines.Err()
}

// score is what the features say, as log odds.
func (m *model) score(features []feature) weights {
	sum := weights{}
	for _, f := range features {
		heft := f.heft()
		for i, w := range m.feature[f] {
			sum[i] += heft * w
		}
	}
	scale := evenly(features)
	for i := range sum {
		sum[i] = m.bias[i] + sum[i]*scale
	}
	return sum
}

// evenly is what makes the features of a long text count as much as those of a short one.
func evenly(features []feature) float64 {
	squares := 0.0
	for _, f := range features {
		squares += f.heft() * f.heft()
	}
	return 1 / math.Sqrt(max(1, squares))
}

// sure is from which score on the words are doubted: see docs/decisions/doubts.md.
const sure = 0.5

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
				sum += f.heft() * m.feature[f][column]
			}
			if sum > most && !text.IsStop(r.language, r.words[i].Folded) && !text.IsStop(r.language, r.words[j].Folded) {
				best, most = []families.Find{{First: i, Last: j}}, sum
			}
		}
	}
	return best
}

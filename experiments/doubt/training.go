package doubt

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// Learned is what the program knows with a model that has just been trained. File is
// the model as data/model.tsv holds it.
type Learned struct {
	*knowledge
	File []byte
}

// Learn trains a model on examples. The same examples make the same model.
func Learn(examples []Example) (Learned, error) {
	k, err := readKnowledge()
	if err != nil {
		return Learned{}, err
	}
	c := class{places: map[feature]int{}}
	for _, e := range examples {
		c.attend(k, e)
	}
	var file bytes.Buffer
	c.train().write(&file)
	k.model, err = readModel(file.Bytes())
	return Learned{k, file.Bytes()}, err
}

// lesson is an example as the model sees it: the places of its features.
type lesson struct {
	features []int
	scale    float64
	is       [len(weights{})]bool
}

// class is all lessons, and their features by place.
type class struct {
	lessons  []lesson
	features []feature
	hefts    []float64
	seen     []int // in how many lessons
	places   map[feature]int
}

// attend adds an example.
func (c *class) attend(k *knowledge, e Example) {
	r := k.read(e.Texts(), e.Language)
	features := r.in(window{0, len(r.words)})
	l := lesson{scale: evenly(features)}
	for _, f := range features {
		place, known := c.places[f]
		if !known {
			place = len(c.features)
			c.places[f] = place
			c.features, c.hefts, c.seen = append(c.features, f), append(c.hefts, f.heft()), append(c.seen, 0)
		}
		c.seen[place]++
		l.features = append(l.features, place)
	}
	for i, risk := range Risks {
		l.is[i+1] = slices.Contains(e.Risks, risk)
	}
	l.is[anyRisk] = len(e.Risks) > 0
	c.lessons = append(c.lessons, l)
}

// How the model learns: stochastic gradient descent on the logistic loss, with
// the rare answer weighed as much as the common one. What was seen in one lesson
// only teaches nothing that the next proposal could use.
const (
	rounds  = 30
	step0   = 0.3
	slowing = 0.2
	shrink  = 0.01
	seldom  = 1
)

func (c *class) train() *model {
	for i := range c.lessons {
		l := &c.lessons[i]
		l.features = slices.DeleteFunc(l.features, func(f int) bool { return c.seen[f] <= seldom })
	}
	t := training{class: c, weights: make([]weights, len(c.features)), weigh: c.balance()}
	order := rand.New(rand.NewPCG(1, 2))
	for round := range rounds {
		rate := step0 / (1 + slowing*float64(round))
		for _, i := range order.Perm(len(c.lessons)) {
			t.learn(&c.lessons[i], rate)
		}
	}
	m := &model{bias: t.bias, feature: map[feature]weights{}}
	for i, f := range c.features {
		m.feature[f] = t.weights[i]
	}
	return m
}

// balance is the weight of an example without and with each risk.
func (c *class) balance() (weigh [2]weights) {
	var with weights
	for _, l := range c.lessons {
		for i, is := range l.is {
			if is {
				with[i]++
			}
		}
	}
	for i, n := range with {
		all := float64(len(c.lessons))
		weigh[0][i], weigh[1][i] = all/(2*max(1, all-n)), all/(2*max(1, n))
	}
	return weigh
}

// training is a model on its way.
type training struct {
	*class
	bias    weights
	weights []weights
	weigh   [2]weights
}

func (t *training) learn(l *lesson, rate float64) {
	score, slope := t.bias, weights{}
	for _, f := range l.features {
		for i, w := range &t.weights[f] {
			score[i] += w * t.hefts[f] * l.scale
		}
	}
	for i, is := range l.is {
		target, w := 0.0, t.weigh[0][i]
		if is {
			target, w = 1, t.weigh[1][i]
		}
		slope[i] = (target - 1/(1+math.Exp(-score[i]))) * w
		t.bias[i] += rate * slope[i] * 0.1
	}
	for _, f := range l.features {
		w, heft := &t.weights[f], t.hefts[f]*l.scale
		for i := range w {
			w[i] += rate * (slope[i]*heft - shrink*w[i])
		}
	}
}

// write writes the model as data/model.tsv holds it. Features that say next to
// nothing are left out.
func (m *model) write(out *bytes.Buffer) {
	m.feature[feature{bias}] = m.bias
	fmt.Fprintf(out, "# Written by experiments/doubt/train: hundredths of log odds.\n# feature\tany\t%s\n", strings.Join(Risks, "\t"))
	for _, f := range slices.SortedFunc(maps.Keys(m.feature), func(a, b feature) int { return slices.Compare(a[:], b[:]) }) {
		if line, says := written(m.feature[f]); says {
			fmt.Fprintf(out, "%s%s\n", strings.TrimSuffix(f[0]+and+f[1], and), line)
		}
	}
}

func written(w weights) (line string, says bool) {
	for _, v := range w {
		hundredths := int(math.Round(v * 100))
		line += fmt.Sprintf("\t%d", hundredths)
		says = says || hundredths > 9 || hundredths < -9
	}
	return line, says
}

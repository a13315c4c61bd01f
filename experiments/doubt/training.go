package doubt

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"ajar/internal/packed"
)

// Learned is what the program knows with a model that has just been trained. File is
// the model as data/model.tsv.gz holds it.
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
	if k.model, err = readModel(file.String()); err != nil {
		return Learned{}, err
	}
	small, err := packed.Pack(file.Bytes())
	return Learned{k, small}, err
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
	seen     []int // in how many lessons
	hefts    []float64
	places   map[feature]int
}

// attend adds an example.
func (c *class) attend(k *knowledge, e Example) {
	r := k.read(e.Texts(), e.Language)
	l := lesson{}
	for _, f := range r.in(window{0, len(r.words)}) {
		place, known := c.places[f]
		if !known {
			place = len(c.features)
			c.places[f] = place
			c.features, c.seen = append(c.features, f), append(c.seen, 0)
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
	shrink  = 0.003
	seldom  = 1
)

func (c *class) train() *model {
	c.weigh()
	t := training{class: c, says: make([]weights, len(c.features)), balance: c.balance()}
	order := rand.New(rand.NewPCG(1, 2))
	for round := range rounds {
		rate := step0 / (1 + slowing*float64(round))
		for _, i := range order.Perm(len(c.lessons)) {
			t.learn(&c.lessons[i], rate)
		}
	}
	m := &model{bias: t.bias, feature: map[feature]evidence{}}
	for i, f := range c.features {
		if c.seen[i] > seldom {
			m.feature[f] = evidence{c.hefts[i], t.says[i]}
		}
	}
	return m
}

// weigh gives every feature its heft, leaves out those that were seen too seldom, and
// brings the lessons to one length.
func (c *class) weigh() {
	for i, f := range c.features {
		c.hefts = append(c.hefts, f.heft()*math.Log(float64(len(c.lessons))/float64(c.seen[i])))
	}
	for i := range c.lessons {
		l, squares := &c.lessons[i], 0.0
		l.features = slices.DeleteFunc(l.features, func(f int) bool { return c.seen[f] <= seldom })
		for _, f := range l.features {
			squares += c.hefts[f] * c.hefts[f]
		}
		l.scale = evenly(squares)
	}
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
	says    []weights
	balance [2]weights
}

func (t *training) learn(l *lesson, rate float64) {
	score, slope := t.bias, weights{}
	for _, f := range l.features {
		heft := t.hefts[f] * l.scale
		for i, w := range &t.says[f] {
			score[i] += w * heft
		}
	}
	for i, is := range l.is {
		target, w := 0.0, t.balance[0][i]
		if is {
			target, w = 1, t.balance[1][i]
		}
		slope[i] = (target - 1/(1+math.Exp(-score[i]))) * w
		t.bias[i] += rate * slope[i] * 0.1
	}
	for _, f := range l.features {
		w, heft := &t.says[f], t.hefts[f]*l.scale
		for i := range w {
			w[i] += rate * (slope[i]*heft - shrink*w[i])
		}
	}
}

// write writes the model as a table, a feature a line.
func (m *model) write(out *bytes.Buffer) {
	fmt.Fprintf(out, "# Written by experiments/doubt/train, in hundredths.\n# feature\theft\tany\t%s\n", strings.Join(Risks, "\t"))
	evidence{says: m.bias}.write(out, bias)
	for _, f := range slices.SortedFunc(maps.Keys(m.feature), func(a, b feature) int { return slices.Compare(a[:], b[:]) }) {
		m.feature[f].write(out, strings.TrimSuffix(f[0]+and+f[1], and))
	}
}

func (e evidence) write(out *bytes.Buffer, name string) {
	fmt.Fprint(out, name)
	for _, v := range append([]float64{e.heft}, e.says[:]...) {
		fmt.Fprintf(out, "\t%.0f", v*100)
	}
	fmt.Fprintln(out)
}

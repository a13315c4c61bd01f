package door

import (
	"math"
	"math/bits"
	"slices"
	"time"
)

// lever is one thing about a plan that a team can move to open a door: an answer,
// or the last day. Its positions are whole numbers: a measure's value times per, a
// word's place among the options, the number of days.
type lever struct {
	field   string
	slots   []slot   // the variables that it moves
	measure bool     // a figure, which one click can change
	words   []string // the positions of a word; nil for figures
	ordered bool     // the positions lie on a line; otherwise only "unsure" is no goal
	per     float64
	bottom  int64
	top     int64
	at      func(*Facts) (float64, bool) // the position, which need not be whole
	set     func(*Facts, int64)
	to      func(*Facts) any       // the value as a change names it
	put     func(*Facts, any) bool // sets such a value; false when there is none such
}

// longest is how many days an opener may propose.
const longest = 3650

var levers = func() []lever {
	all := make([]lever, 0, len(questions)+1)
	for i := range questions {
		q := &questions[i]
		if q.Kind == Measure {
			all = append(all, measureLever(slot(i), q))
		} else {
			all = append(all, wordLever(slot(i), q))
		}
	}
	return append(all, lastDay)
}()

func measureLever(s slot, q *Question) lever {
	per := math.Round(1 / q.step)
	return lever{field: "answers." + q.Key, slots: []slot{s}, measure: true, ordered: true, per: per, top: int64(Largest * per),
		at: func(f *Facts) (float64, bool) {
			if !q.answered(&f.Answers) {
				return 0, false
			}
			return tidy(*q.get(&f.Answers) * per), true
		},
		set: func(f *Facts, position int64) { q.set(&f.Answers, float64(position)/per) },
		to: func(f *Facts) any {
			if q.step == 1 {
				return int64(*q.get(&f.Answers))
			}
			return *q.get(&f.Answers)
		},
		put: func(f *Facts, to any) bool {
			v, ok := to.(float64)
			if n, whole := to.(int64); whole {
				v, ok = float64(n), true
			}
			if ok = ok && v >= 0 && v <= Largest && (per > 1 || v == math.Trunc(v)); ok {
				q.set(&f.Answers, v)
			}
			return ok
		},
	}
}

// tidy takes away the noise of binary fractions: 1000.01 × 100 is a whole number.
func tidy(v float64) float64 {
	if whole := math.Round(v); math.Abs(v-whole) < 1e-4 {
		return whole
	}
	return v
}

func wordLever(s slot, q *Question) lever {
	return lever{field: "answers." + q.Key, slots: []slot{s}, words: q.Options, ordered: q.Kind == Choice, per: 1, top: int64(len(q.Options) - 1),
		at: func(f *Facts) (float64, bool) {
			i := slices.Index(q.Options, *q.word(&f.Answers))
			return float64(i), i >= 0
		},
		set: func(f *Facts, position int64) { *q.word(&f.Answers) = q.Options[position] },
		to:  func(f *Facts) any { return *q.word(&f.Answers) },
		put: func(f *Facts, to any) bool {
			word, _ := to.(string)
			ok := slices.Contains(q.Options, word)
			if ok {
				*q.word(&f.Answers) = word
			}
			return ok
		},
	}
}

// lastDay moves the end of an experiment whose days are both set.
var lastDay = lever{field: "ends_on", slots: []slot{endsOn, days}, measure: true, ordered: true, per: 1, bottom: 1, top: longest,
	at: func(f *Facts) (float64, bool) { return f.days() },
	set: func(f *Facts, position int64) {
		from, _ := day(f.StartsOn)
		f.EndsOn = from.AddDate(0, 0, int(position)-1).Format(time.DateOnly)
	},
	to: func(f *Facts) any { return f.EndsOn },
	put: func(f *Facts, to any) bool {
		s, _ := to.(string)
		_, ok := day(s)
		if ok {
			f.EndsOn = s
		}
		return ok
	},
}

// leverSet is a set of levers, by their places in levers.
type leverSet uint32

func (s leverSet) has(l int) bool { return s&(1<<l) != 0 }

func (s leverSet) with(l int) leverSet { return s | 1<<l }

// each yields the members in their order.
func (s leverSet) each(yield func(int) bool) {
	for ; s != 0; s &= s - 1 {
		if !yield(bits.TrailingZeros32(uint32(s))) {
			return
		}
	}
}

// leversOf are the levers that move what a condition reads.
func leversOf(c *condition) leverSet {
	var set leverSet
	for i := range levers {
		if slices.ContainsFunc(levers[i].slots, func(s slot) bool { return slices.Contains(c.reads, s) }) {
			set = set.with(i)
		}
	}
	return set
}

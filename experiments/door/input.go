package door

import (
	"math"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// slot is the place of a variable of conditions: the sixteen answers first, in
// the questions' order, then the days.
type slot int

var (
	startsOn = slot(len(questions))
	endsOn   = startsOn + 1
	days     = startsOn + 2
	slots    = int(startsOn + 3)
)

type variable struct {
	name string
	kind *cel.Type
}

// variables are what conditions see beside the limits. A variable that is not
// answered or not set is unknown, and CEL carries the unknown through: a condition
// that hangs on it is neither true nor false.
var variables = func() []variable {
	all := make([]variable, 0, slots)
	for _, q := range questions {
		kind := cel.StringType
		if q.Kind == Measure {
			kind = cel.DoubleType
		}
		all = append(all, variable{"answers." + q.Key, kind})
	}
	return append(all, variable{"starts_on", cel.StringType}, variable{"ends_on", cel.StringType}, variable{"days", cel.DoubleType})
}()

var slotOf = func() map[string]slot {
	all := make(map[string]slot, slots)
	for i, v := range variables {
		all[v.name] = slot(i)
	}
	return all
}()

// wordValues are the answers as CEL sees them, made once.
var wordValues = func() map[string]ref.Val {
	all := map[string]ref.Val{}
	for _, q := range questions {
		for _, option := range q.Options {
			all[option] = types.String(option)
		}
	}
	return all
}()

var unknown ref.Val = types.NewUnknown(0, nil)

// input is the facts as conditions see them.
type input struct{ values []ref.Val }

// ResolveName is how CEL reads a variable.
func (in *input) ResolveName(name string) (any, bool) {
	s, ok := slotOf[name]
	if !ok {
		return nil, false
	}
	return in.values[s], true
}

// Parent is nil: there is nothing else to see.
func (in *input) Parent() cel.Activation { return nil }

func newInput(f *Facts) *input {
	in := &input{make([]ref.Val, slots)}
	for s := range in.values {
		in.set(slot(s), f)
	}
	return in
}

func (in *input) set(s slot, f *Facts) {
	in.values[s] = unknown
	switch s {
	case startsOn:
		if _, ok := day(f.StartsOn); ok {
			in.values[s] = types.String(f.StartsOn)
		}
	case endsOn:
		if _, ok := day(f.EndsOn); ok {
			in.values[s] = types.String(f.EndsOn)
		}
	case days:
		if n, ok := f.days(); ok {
			in.values[s] = types.Double(n)
		}
	default:
		q := &questions[s]
		if v, ok := q.total(f); ok {
			in.values[s] = types.Double(v)
		} else if q.Kind != Measure && q.answered(&f.Answers) {
			in.values[s] = wordValues[*q.word(&f.Answers)]
		}
	}
}

// total is an answered measure with what unfinished clones and splits add to it.
func (q *Question) total(f *Facts) (float64, bool) {
	if q.Kind != Measure || !q.answered(&f.Answers) {
		return 0, false
	}
	v := *q.get(&f.Answers) + f.also(q.Key)
	return v, !math.IsNaN(v) && !math.IsInf(v, 0)
}

// also is what unfinished clones and splits add to a measure.
func (f *Facts) also(key string) float64 {
	switch key {
	case "customers_exposed":
		return max(0, float64(f.AlsoTouch))
	case "money_at_risk":
		return max(0, f.AlsoRisk)
	}
	return 0
}

// days counts the days from the first to the last, both included.
func (f *Facts) days() (float64, bool) {
	from, ok1 := day(f.StartsOn)
	to, ok2 := day(f.EndsOn)
	if !ok1 || !ok2 || to.Before(from) {
		return 0, false
	}
	return to.Sub(from).Hours()/24 + 1, true
}

func day(s string) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, s)
	return t, err == nil
}

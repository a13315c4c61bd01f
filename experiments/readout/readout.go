package readout

import (
	"math"
	"slices"
	"strings"
)

// Reading is what one check-in measured of the signal: a value alone (N is 0), as
// a share (Hits of N) or as the mean of N with its standard deviation.
type Reading struct {
	On    string // the day it is about
	Value float64
	N     int64
	Hits  *int64
	SD    *float64
}

// Plan is what the proposal says of the signal, in its unit.
type Plan struct {
	Unit             string
	Baseline, Target *float64
	Down             bool  // less is better
	Customers        int64 // the most it may reach; 0: not said
}

// Kind is what was measured.
type Kind string

// The kinds. Of a value nothing is known but the value.
const (
	Share Kind = "share"
	Mean  Kind = "mean"
	Value Kind = "value"
)

// Says is what can be concluded, in one word.
type Says string

// What a readout says. All but the first two rest on the interval.
const (
	Nothing  Says = "nothing"   // nothing was measured
	Values   Says = "values"    // values alone: nobody can tell chance from change
	TooEarly Says = "too_early" // the truth may lie on either side
	Reached  Says = "reached"   // all of the interval is where the target is, or beyond
	Better   Says = "better"    // all of it is better than the baseline
	Worse    Says = "worse"     // all of it is worse than the baseline, or short of the target without one
	Same     Says = "same"      // all that was planned is there, and no change is to be seen
)

// Point is the state of knowledge after one look.
type Point struct {
	On       string   `json:"on" doc:"The day, or its month where days are not shown"`
	N        int64    `json:"n" doc:"How many were counted or measured up to then; 0 for values alone"`
	Estimate float64  `json:"estimate" doc:"In the signal's unit"`
	Low      *float64 `json:"low,omitempty"`
	High     *float64 `json:"high,omitempty"`
}

// Readout is what the readings tell, in the signal's unit.
type Readout struct {
	Says    Says     `json:"says" enum:"nothing,values,too_early,reached,better,worse,same" doc:"What can be concluded"`
	Kind    Kind     `json:"kind,omitempty" enum:"share,mean,value"`
	Points  []Point  `json:"points" doc:"What was known after each day with a check-in, the last being now. All intervals together miss the truth in at most 5 % of experiments, however often one looks"`
	Better  *float64 `json:"better,omitempty" doc:"The chance that it is better than the baseline"`
	Reached *float64 `json:"reached,omitempty" doc:"The chance that it is at the target or beyond"`
	Planned int64    `json:"planned,omitempty" doc:"How many tell the target from the baseline four times in five; else how many customers it may reach"`
	More    int64    `json:"more,omitempty" doc:"How many of these are still to come"`
}

// Read says what readings, in the order of their days, tell of a plan's signal.
// The kind of the last one decides; readings of another kind are left out. The same
// question is thought about once.
func Read(plan Plan, readings []Reading) Readout { return readouts.of(plan, readings) }

func read(plan Plan, readings []Reading) Readout {
	if len(readings) == 0 {
		return Readout{Says: Nothing, Points: []Point{}}
	}
	unit := scale(plan, readings)
	kind := readings[len(readings)-1].kind(unit)
	readings = slices.DeleteFunc(slices.Clone(readings), func(r Reading) bool { return r.kind(unit) != kind })
	if kind == Value {
		return Readout{Says: Values, Kind: Value, Points: values(readings)}
	}
	looks := gather(readings, unit)
	now := looks[len(looks)-1]
	r := Readout{Kind: kind, Points: make([]Point, len(looks)), Planned: plan.size(now.evidence)}
	for i, width := range bounds(shares(looks, r.Planned)) {
		r.Points[i] = looks[i].point(tail(width))
	}
	r.More = max(r.Planned-now.size(), 0)
	r.Better = plan.beyond(now.evidence, plan.Baseline)
	r.Reached = plan.beyond(now.evidence, plan.Target)
	r.Says = plan.says(r.Points[len(looks)-1], r.More)
	return r
}

// kind is what a reading measured, where all is worth so many of the signal's
// unit, or 0 when hits are not what it counts in.
func (r Reading) kind(scale float64) Kind {
	switch {
	case r.N > 0 && r.Hits != nil && scale > 0:
		return Share
	case r.N > 1 && r.Hits == nil && r.SD != nil && *r.SD > 0:
		return Mean
	}
	return Value
}

func values(readings []Reading) []Point {
	points := make([]Point, len(readings))
	for i, r := range readings {
		points[i] = Point{On: r.On, Estimate: r.Value}
	}
	return points
}

// look is all that was measured up to the end of a day.
type look struct {
	evidence
	on string
}

// gather adds readings of one kind up; those of one day are one look.
func gather(readings []Reading, unit float64) []look {
	var looks []look
	counted, measured := share{scale: unit}, mean{}
	for _, r := range readings {
		now := look{on: r.On}
		if r.Hits != nil {
			counted.n, counted.hits = counted.n+r.N, counted.hits+*r.Hits
			now.evidence = counted
		} else {
			measured = measured.with(r.N, r.Value, *r.SD)
			now.evidence = measured
		}
		if last := len(looks) - 1; last >= 0 && looks[last].on == r.On {
			looks[last] = now
		} else {
			looks = append(looks, now)
		}
	}
	return looks
}

// rounded is how far a value may be from its share, as a part of all: people round.
const rounded = 0.05

// scale is what all stands for in the signal's unit: 100 for percent, 1, or 1000
// for per mille, whichever fits the values best and is no less than the baseline
// and the target. It is 0 when none fits: the values are no shares then.
func scale(plan Plan, readings []Reading) float64 {
	scales := []float64{1, 100, 1000}
	if strings.Contains(plan.Unit, "%") {
		scales = []float64{100}
	}
	best, least := 0.0, math.Inf(1)
	for _, all := range scales {
		off, counted := apart(readings, all)
		if !plan.above(all) && off < least && off <= rounded*all*counted {
			best, least = all, off
		}
	}
	return best
}

// apart is how far the values are from their shares on a scale, and of how many.
func apart(readings []Reading, all float64) (off, counted float64) {
	for _, r := range readings {
		if r.N > 0 && r.Hits != nil {
			off += math.Abs(r.Value - all*float64(*r.Hits)/float64(r.N))
			counted++
		}
	}
	return off, counted
}

// above reports whether a share on this scale could not be what the plan says.
func (p Plan) above(scale float64) bool {
	return p.Baseline != nil && *p.Baseline > scale || p.Target != nil && *p.Target > scale
}

func (l look) point(side float64) Point {
	low, high := l.interval(side)
	return Point{On: l.on, N: l.size(), Estimate: l.estimate(), Low: &low, High: &high}
}

// shares are how much of the planned information each look had. Without a plan
// as much again as is there is still to come.
func shares(looks []look, planned int64) []float64 {
	if planned == 0 {
		planned = 2 * looks[len(looks)-1].size()
	}
	all := make([]float64, len(looks))
	for i, l := range looks {
		all[i] = float64(l.size()) / float64(planned)
	}
	return all
}

// size is how many observations the plan takes.
func (p Plan) size(e evidence) int64 {
	if p.Baseline != nil && p.Target != nil && *p.Baseline != *p.Target {
		if n := e.needs(*p.Baseline, *p.Target); n > 0 {
			return n
		}
	}
	return p.Customers
}

// beyond is the chance that the truth is on the better side of a value.
func (p Plan) beyond(e evidence, value *float64) *float64 {
	if value == nil {
		return nil
	}
	chance := e.above(*value)
	if p.Down {
		chance = 1 - chance
	}
	return &chance
}

func (p Plan) says(now Point, more int64) Says {
	worst, best := *now.Low, *now.High
	if p.Down {
		worst, best = -best, -worst
	}
	beyond := func(value *float64) bool { return value != nil && worst >= p.good(*value) }
	short := func(value *float64) bool { return value != nil && best < p.good(*value) }
	switch {
	case beyond(p.Target):
		return Reached
	case beyond(p.Baseline):
		return Better
	case short(p.Baseline), p.Baseline == nil && short(p.Target):
		return Worse
	case more > 0 || p.Baseline == nil && p.Target == nil:
		return TooEarly
	}
	return Same
}

// good is a value turned so that more is better.
func (p Plan) good(value float64) float64 {
	if p.Down {
		return -value
	}
	return value
}

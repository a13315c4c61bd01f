package readout

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func near(margin float64) cmp.Option { return cmpopts.EquateApprox(0, margin) }

// The bounds of five and ten equal steps, two-sided 5 %, of the O'Brien-Fleming
// type, as in Lan and DeMets (1983) and the tables of D. M. Reboussin, D. L.
// DeMets, K. Kim, K. K. G. Lan, "Computations for Group Sequential Boundaries
// Using the Lan-DeMets Spending Function Method" (2000).
func TestBoundsArePublished(t *testing.T) {
	for steps, want := range map[int][]float64{
		1: {1.9600},
		2: {2.9626, 1.9686},
		3: {3.7103, 2.5114, 1.9930},
		4: {4.3326, 2.9631, 2.3590, 2.0141},
		5: {4.8769, 3.3569, 2.6803, 2.2898, 2.0310},
	} {
		shares := make([]float64, steps)
		for i := range shares {
			shares[i] = float64(i+1) / float64(steps)
		}
		if diff := cmp.Diff(want, bounds(shares), near(0.0005)); diff != "" {
			t.Errorf("%d steps (-published +ours):\n%s", steps, diff)
		}
	}
}

// Intervals of Jeffreys for n = 10, as in table 5 of Brown, Cai and DasGupta (2001).
func TestSharesArePublished(t *testing.T) {
	for hits, want := range [][2]float64{{0, 0.217}, {0.011, 0.381}, {0.044, 0.503}, {0.093, 0.606}, {0.153, 0.696}, {0.224, 0.776}} {
		low, high := share{n: 10, hits: int64(hits), scale: 1}.interval(0.025)
		if diff := cmp.Diff(want, [2]float64{low, high}, near(0.0006)); diff != "" {
			t.Errorf("%d of 10 (-published +ours):\n%s", hits, diff)
		}
	}
}

// Student's own sleep data: the mean of ten differences is 1.58, and the 95 %
// interval from 0.70 to 2.46. In parts or at once, it is the same.
func TestMeansArePublished(t *testing.T) {
	extra := []float64{1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4}
	of := func(values []float64) (n int64, value, sd float64) {
		for _, v := range values {
			value += v / float64(len(values))
		}
		for _, v := range values {
			sd += (v - value) * (v - value) / float64(len(values)-1)
		}
		return int64(len(values)), value, math.Sqrt(sd)
	}
	for parts, m := range map[string]mean{
		"at once":  mean{}.with(of(extra)),
		"in parts": mean{}.with(of(extra[:3])).with(of(extra[3:7])).with(of(extra[7:])),
	} {
		low, high := m.interval(0.025)
		if diff := cmp.Diff([3]float64{1.58, 0.70, 2.46}, [3]float64{m.estimate(), low, high}, near(0.005)); diff != "" {
			t.Errorf("%s (-published +ours):\n%s", parts, diff)
		}
	}
}

// Whoever looks every day, is missed by any of the intervals in about one
// experiment of twenty, as promised.
func TestCoverage(t *testing.T) {
	for _, c := range Coverage(4_000) {
		t.Run(c.What, func(t *testing.T) {
			if c.Covered < 0.93 || c.Covered > 0.97 {
				t.Errorf("%.1f %% of experiments are covered at every look; promised are 95 %%", 100*c.Covered)
			}
		})
	}
}

func counted(on string, hits, n int64) Reading {
	return Reading{On: on, Value: math.Round(1000*float64(hits)/float64(n)) / 10, N: n, Hits: &hits}
}

func measured(on string, value, sd float64, n int64) Reading {
	return Reading{On: on, Value: value, N: n, SD: &sd}
}

// What is said of typical weeks.
func TestSays(t *testing.T) {
	at := func(v float64) *float64 { return &v }
	fewer := Plan{Baseline: at(30), Target: at(15), Down: true, Customers: 200}
	quicker := Plan{Baseline: at(12), Target: at(9), Down: true}
	for name, c := range map[string]struct {
		plan     Plan
		readings []Reading
		want     string
	}{
		"nothing measured":                     {fewer, nil, "nothing, 0 to come"},
		"one figure alone":                     {fewer, []Reading{{On: "d1", Value: 17}}, "values, 0 to come"},
		"a good first day":                     {fewer, []Reading{counted("d1", 0, 6)}, "too_early, 58 to come"},
		"three good days":                      {fewer, []Reading{counted("d1", 0, 6), counted("d2", 3, 20), counted("d3", 4, 38)}, "better, 0 to come"},
		"as before":                            {fewer, []Reading{counted("d1", 20, 60), counted("d2", 17, 60)}, "same, 0 to come"},
		"worse":                                {fewer, []Reading{counted("d1", 30, 60), counted("d2", 33, 60)}, "worse, 0 to come"},
		"far better":                           {fewer, []Reading{counted("d1", 2, 60), counted("d2", 1, 60)}, "reached, 0 to come"},
		"no target, no plan: an interval only": {Plan{}, []Reading{counted("d1", 2, 60)}, "too_early, 0 to come"},
		"a target alone, far away":             {Plan{Target: at(90), Customers: 50}, []Reading{counted("d1", 10, 40)}, "worse, 10 to come"},
		"minutes, few":                         {quicker, []Reading{measured("d1", 9, 5, 4)}, "too_early, 18 to come"},
		"minutes, enough":                      {quicker, []Reading{measured("d1", 9, 5, 30), measured("d2", 8, 5, 30)}, "better, 0 to come"},
		"a figure alone among counts is left out": {fewer, []Reading{{On: "d1", Value: 99}, counted("d2", 33, 60), counted("d3", 40, 60)}, "worse, 0 to come"},
		"two readings of one day are one look":    {fewer, []Reading{counted("d1", 10, 32), counted("d1", 10, 32)}, "same, 0 to come"},
	} {
		t.Run(name, func(t *testing.T) {
			r := Read(c.plan, c.readings)
			if got := fmt.Sprintf("%s, %d to come", r.Says, r.More); got != c.want {
				t.Errorf("says %s, want %s: %+v", got, c.want, r.Points)
			}
		})
	}
}

// Percent, per mille and plain shares are told apart by their values; a count of
// calls is none of them.
func TestUnits(t *testing.T) {
	hits := int64(3)
	for value, want := range map[float64]float64{0.12: 0.12, 12: 12, 120: 120} {
		r := Read(Plan{Customers: 100}, []Reading{{On: "d1", Value: value, N: 25, Hits: &hits}})
		if math.Abs(r.Points[0].Estimate-want) > 1e-9 {
			t.Errorf("3 of 25 said as %g are %g, want %g", value, r.Points[0].Estimate, want)
		}
	}
	if r := Read(Plan{Customers: 100}, []Reading{{On: "d1", Value: 3, N: 25, Hits: &hits}}); r.Kind != Value || r.Points[0].Estimate != 3 {
		t.Errorf("3 of 25 said as 3 are %+v", r)
	}
}

// More evidence for a change never makes it less likely, whatever else there is.
func TestMoreHitsAreNoWorse(t *testing.T) {
	for range 300 {
		n := 2 + rand.Int64N(200)
		h := rand.Int64N(n)
		base := 100 * rand.Float64()
		a := Read(Plan{Baseline: &base}, []Reading{counted("d1", h, n)})
		b := Read(Plan{Baseline: &base}, []Reading{counted("d1", h+1, n)})
		if *b.Better < *a.Better || *b.Points[0].Low < *a.Points[0].Low || *b.Points[0].High < *a.Points[0].High {
			t.Fatalf("%d and %d of %d against %g: %+v, %+v", h, h+1, n, base, a, b)
		}
	}
}

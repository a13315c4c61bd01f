package readout

import (
	"fmt"
	"math/rand/v2"
)

// Covered is how often all intervals of an experiment held the truth, with a look
// every day.
type Covered struct {
	What      string  // the experiment
	Covered   float64 // the part of simulations in which every interval did
	AtTheEnd  float64 // in which the last one did
	Unguarded float64 // in which every usual 95 % interval would have
}

// days of a simulated experiment.
const days = 28

// Coverage simulates experiments of four weeks with a check-in a day, the same
// every time: shares and means, with few and with many observations.
func Coverage(times int) []Covered {
	var all []Covered
	for _, daily := range []int64{5, 20, 100} {
		for _, p := range []float64{0.1, 0.3, 0.5} {
			all = append(all, simulate(fmt.Sprintf("share of %g, %d a day", p, daily), times, p, shareADay(p, daily)))
		}
		all = append(all, simulate(fmt.Sprintf("mean, %d a day", daily), times, 0, meanADay(daily)))
	}
	return all
}

// day adds a day to the evidence so far; nil is the first.
type day func(random *rand.Rand, before evidence) evidence

func shareADay(p float64, daily int64) day {
	return func(random *rand.Rand, before evidence) evidence {
		s, _ := before.(share)
		s.scale = 1
		for range daily {
			s.n++
			if random.Float64() < p {
				s.hits++
			}
		}
		return s
	}
}

func meanADay(daily int64) day {
	return func(random *rand.Rand, before evidence) evidence {
		m, _ := before.(mean)
		for range daily {
			m = m.with(1, random.NormFloat64(), 0)
		}
		return m
	}
}

func simulate(what string, times int, truth float64, next day) Covered {
	widths := make([]float64, days)
	for i := range widths {
		widths[i] = float64(i+1) / days
	}
	widths = bounds(widths)
	random := rand.New(rand.NewPCG(1, 2))
	var guarded, last, usual int
	for range times {
		held, heldUsually, end := true, true, true
		var e evidence
		for _, width := range widths {
			e = next(random, e)
			above := e.above(truth)
			side := min(above, 1-above)
			end = side >= tail(width)
			held, heldUsually = held && end, heldUsually && side >= miss/2
		}
		guarded, last, usual = guarded+count(held), last+count(end), usual+count(heldUsually)
	}
	of := func(n int) float64 { return float64(n) / float64(times) }
	return Covered{what, of(guarded), of(last), of(usual)}
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

package readout

import (
	"math"
	"slices"
)

// miss is the chance that any interval of a plan misses the truth.
const miss = 0.05

// widest bounds an early look, in standard errors: it spends nothing.
const widest = 8.0

// spent is the part of miss that may be used up when a share t of the planned
// information is there: Lan and DeMets' α₁* of the O'Brien-Fleming type, for two
// sides.
func spent(t float64) float64 {
	return 4 * tail(beyond(miss/4)/math.Sqrt(min(t, 1)))
}

// bounds are how many standard errors wide each interval is, to both sides, when
// one looks at these ascending shares of the planned information. What is over
// the plan keeps the last bound.
func bounds(shares []float64) []float64 {
	all := make([]float64, 0, len(shares))
	var before path
	done, used := 0.0, 0.0
	for _, t := range shares {
		if len(all) > 0 && (t <= done || done >= 1) {
			all = append(all, all[len(all)-1])
			continue
		}
		t = min(t, 1)
		step := math.Sqrt(t - done)
		c := before.bound(spent(t)-used, step, math.Sqrt(t))
		before = before.on(c*math.Sqrt(t), step)
		all, done, used = append(all, c), t, spent(t)
	}
	return all
}

// path is where a Brownian motion can be that has not left the bounds so far: its
// density on a grid, with the weights of Simpson's rule. The zero value is the
// beginning, where all of it is at 0. The recursion is that of P. Armitage,
// C. K. McPherson, B. C. Rowe, JRSS A 132 (1969).
type path struct{ at, mass []float64 }

// leaves is the chance to be beyond ±edge after a step of this standard deviation.
func (p path) leaves(edge, step float64) float64 {
	if p.at == nil {
		return 2 * tail(edge/step)
	}
	sum := 0.0
	for i, x := range p.at {
		sum += p.mass[i] * (tail((edge-x)/step) + tail((edge+x)/step))
	}
	return sum
}

// bound is the number of standard errors beyond which a path goes with the given
// chance.
func (p path) bound(chance, step, scale float64) float64 {
	low, high := 0.0, widest
	if p.leaves(high*scale, step) >= chance {
		return high
	}
	for range 44 {
		if middle := (low + high) / 2; p.leaves(middle*scale, step) > chance {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// on is the path one step further, of those that stay within ±edge.
func (p path) on(edge, step float64) path {
	at := grid(edge, step)
	mass := make([]float64, len(at))
	for i, x := range at {
		mass[i] = p.density(x, step) * simpson(i, len(at)) * (at[1] - at[0])
	}
	return path{at, mass}
}

func (p path) density(x, step float64) float64 {
	if p.at == nil {
		return density(x/step) / step
	}
	sum := 0.0
	for i, u := range p.at {
		sum += p.mass[i] * density((x-u)/step) / step
	}
	return sum
}

// grid is an odd number of places from -edge to edge, fine enough for the step.
func grid(edge, step float64) []float64 {
	half := min(max(int(math.Ceil(4*edge/step)), 100), 1000)
	at := make([]float64, 2*half+1)
	for i := range at {
		at[i] = edge * float64(i-half) / float64(half)
	}
	return slices.Clip(at)
}

func simpson(i, n int) float64 {
	switch {
	case i == 0 || i == n-1:
		return 1. / 3
	case i%2 == 1:
		return 4. / 3
	}
	return 2. / 3
}

package readout

import "math"

// evidence is all that was measured up to a look: a share or a mean.
type evidence interface {
	size() int64
	estimate() float64
	// interval is how far the truth may lie to both sides, when each side misses
	// it with the given chance.
	interval(side float64) (low, high float64)
	// above is the chance that the truth is above x.
	above(x float64) float64
	// needs is how many observations tell the one value from the other.
	needs(from, to float64) int64
}

// power is what chance a plan gives itself to see its target, when it is there.
const power = 0.8

// share is hits of n, in a unit in which all are scale.
type share struct {
	n, hits int64
	scale   float64
}

func (s share) posterior() beta { return beta{float64(s.hits) + 0.5, float64(s.n-s.hits) + 0.5} }

func (s share) size() int64       { return s.n }
func (s share) estimate() float64 { return s.scale * float64(s.hits) / float64(s.n) }

func (s share) interval(side float64) (low, high float64) {
	low, high = s.posterior().quantile(side), 1-s.swapped().quantile(side)
	if s.hits == 0 {
		low = 0
	}
	if s.hits == s.n {
		high = 1
	}
	return s.scale * low, s.scale * high
}

// swapped counts the misses: the far tail of a quantile near 1 is lost in rounding.
func (s share) swapped() beta { return share{n: s.n, hits: s.n - s.hits}.posterior() }

func (s share) above(x float64) float64 {
	return 1 - s.posterior().below(min(max(x/s.scale, 0), 1))
}

func (s share) needs(from, to float64) int64 {
	p, q := from/s.scale, to/s.scale
	if p <= 0 || p >= 1 || q <= 0 || q >= 1 {
		return 0
	}
	spread := beyond(miss/2)*math.Sqrt(p*(1-p)) + beyond(1-power)*math.Sqrt(q*(1-q))
	return atLeast(math.Pow(spread/(q-p), 2))
}

// mean is the mean of n values; squares is the sum of their squared distances to it.
type mean struct {
	n              int64
	value, squares float64
}

func (m mean) with(n int64, value, sd float64) mean {
	all, apart := float64(m.n+n), value-m.value
	return mean{
		n:       m.n + n,
		value:   m.value + apart*float64(n)/all,
		squares: m.squares + sd*sd*float64(n-1) + apart*apart*float64(m.n)*float64(n)/all,
	}
}

func (m mean) size() int64       { return m.n }
func (m mean) estimate() float64 { return m.value }
func (m mean) sd() float64       { return math.Sqrt(m.squares / float64(m.n-1)) }
func (m mean) error() float64    { return m.sd() / math.Sqrt(float64(m.n)) }

func (m mean) posterior() student { return student(m.n - 1) }

func (m mean) interval(side float64) (low, high float64) {
	far := m.posterior().beyond(side) * m.error()
	return m.value - far, m.value + far
}

func (m mean) above(x float64) float64 {
	return m.posterior().above((x - m.value) / m.error())
}

func (m mean) needs(from, to float64) int64 {
	spread := (beyond(miss/2) + beyond(1-power)) * m.sd()
	return atLeast(math.Pow(spread/(to-from), 2))
}

func atLeast(n float64) int64 {
	return int64(math.Ceil(min(n, 1e12)))
}

package readout

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// tail is the chance of a standard normal to be above z.
func tail(z float64) float64 { return math.Erfc(z/math.Sqrt2) / 2 }

// density is that of a standard normal at z.
func density(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }

// beyond is the z that a standard normal is above with this chance.
func beyond(chance float64) float64 { return -mathext.NormalQuantile(chance) }

// beta is a Beta distribution.
type beta struct{ a, b float64 }

func (d beta) below(x float64) float64    { return mathext.RegIncBeta(d.a, d.b, x) }
func (d beta) quantile(p float64) float64 { return mathext.InvRegIncBeta(d.a, d.b, p) }

// student is Student's t with so many degrees of freedom. Its distribution follows
// from that of Beta: M. Abramowitz, I. A. Stegun, "Handbook of Mathematical
// Functions", 26.7.1.
type student float64

// above is the chance to be above t.
func (nu student) above(t float64) float64 {
	far := mathext.RegIncBeta(float64(nu)/2, 0.5, float64(nu)/(float64(nu)+t*t)) / 2
	if t < 0 {
		return 1 - far
	}
	return far
}

// beyond is the t, above 0, that it is above with this chance of less than one half.
func (nu student) beyond(chance float64) float64 {
	x := mathext.InvRegIncBeta(float64(nu)/2, 0.5, 2*chance)
	return math.Sqrt(float64(nu) * (1 - x) / x)
}

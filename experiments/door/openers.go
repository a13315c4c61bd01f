package door

import (
	"cmp"
	"slices"
)

// Opener is a smallest change that makes a closed door two-way: of its changes
// none can be left out, and no figure can stay nearer to what it was.
type Opener struct {
	Changes  []Change `json:"changes"`
	OneClick bool     `json:"one_click" doc:"Only figures change: it can be applied at once"`
}

// Change sets one field to another value: a word, a number (int64 for customers,
// float64 otherwise), or a day for ends_on.
type Change struct {
	Field string `json:"field" example:"answers.customers_exposed"`
	To    any    `json:"to"`
}

// maxOpeners is how many ways out are worth reading.
const maxOpeners = 5

// Openers are the smallest changes after which no rule closes the door: fewest
// changes first, then smallest; at most five, and empty when the door is not
// closed or no change opens it. They are found by searching the compiled policy,
// whatever its rules are, and only ever change what is answered. No opener asks
// for "unsure". The search is exact where a rule has one boundary per measure;
// it stops after a fixed number of evaluations, so no policy can hang it. Gates
// that are open already, because they were earned, are passed over.
func (p *Policy) Openers(f Facts, open ...string) []Opener {
	s := newSearch(p, f, open)
	if !s.closed() {
		return []Opener{}
	}
	found := s.run()
	slices.SortStableFunc(found, func(a, b solution) int {
		return cmp.Or(len(a.changes)-len(b.changes), cmp.Compare(a.size, b.size), cmp.Compare(a.moved, b.moved))
	})
	openers := make([]Opener, 0, min(len(found), maxOpeners))
	for _, sol := range found[:min(len(found), maxOpeners)] {
		openers = append(openers, sol.opener())
	}
	return openers
}

// With returns the facts after the changes. A change of a field or to a value
// that there is none of is left out.
func (f Facts) With(changes ...Change) Facts {
	for _, c := range changes {
		for i := range levers {
			if l := &levers[i]; l.field == c.Field {
				l.put(&f, c.To)
			}
		}
	}
	return f
}

// solution is a set of moved levers that leaves no rule firing.
type solution struct {
	moved   leverSet
	changes []Change
	size    float64
}

func (s solution) opener() Opener {
	o := Opener{Changes: s.changes, OneClick: true}
	for l := range s.moved.each {
		o.OneClick = o.OneClick && levers[l].measure
	}
	return o
}

package door

import (
	"math"
	"slices"
)

// maxEvaluations is after how many evaluations of a condition a search for openers
// looks no further. All sixteen gates closed by the default policy take 313.
const maxEvaluations = 5_000

// search looks for the smallest moves of levers that open a door. Every solution
// moves at least one lever of each firing rule, so it branches over the levers of
// the first one, and deepens the number of moved levers until one is enough.
type search struct {
	policy   *Policy
	open     []string // gates that close nothing
	start    state
	movable  leverSet
	complete bool // every question is answered
	left     int  // evaluations
	found    []solution
}

// state is the facts with some levers moved, and which rules close the door then.
type state struct {
	facts  Facts
	in     *input
	closed []bool
	moved  leverSet
}

func newSearch(p *Policy, f Facts, open []string) *search {
	s := &search{policy: p, open: open, complete: len(f.Answers.Unanswered()) == 0, left: maxEvaluations}
	for i := range levers {
		if _, ok := levers[i].at(&f); ok {
			s.movable = s.movable.with(i)
		}
	}
	s.start = state{facts: f, in: newInput(&f), closed: make([]bool, len(p.rules))}
	for i := range p.rules {
		s.start.closed[i] = s.closes(i, s.start.in)
	}
	return s
}

func (s *search) closed() bool { return slices.Contains(s.start.closed, true) }

func (s *search) closes(rule int, in *input) bool {
	if slices.Contains(s.open, s.policy.rules[rule].Gate) {
		return false
	}
	s.left--
	o := s.policy.rules[rule].on(in)
	return o == fires || o == breaks || o == waits && s.complete
}

// run deepens until it has found solutions, and once more for those that change
// one thing more but another way.
func (s *search) run() []solution {
	for k, last := s.atLeast(s.start), len(levers); k <= last && s.left > 0; k++ {
		s.deepen(s.start, k)
		if len(s.found) > 0 {
			last = min(last, len(s.found[0].changes)+1)
		}
	}
	return s.found
}

// deepen moves at most so many more levers; moving one again, further, is free.
func (s *search) deepen(st state, more int) {
	rule := slices.Index(st.closed, true)
	switch {
	case s.left <= 0:
		return
	case rule < 0:
		s.keep(st)
		return
	case s.atLeast(st) > more:
		return
	}
	for l := range (s.policy.rules[rule].levers & s.movable).each {
		left := more
		if !st.moved.has(l) {
			left--
		} else if !levers[l].ordered {
			continue
		}
		if left < 0 {
			continue
		}
		for _, position := range s.goals(st, rule, l) {
			s.deepen(s.move(st, l, position), left)
		}
	}
}

// atLeast is a lower bound of the levers still to be moved: firing rules that
// share no lever, with each other or with the moved, need one each.
func (s *search) atLeast(st state) int {
	used, n := st.moved, 0
	for i, closed := range st.closed {
		if its := s.policy.rules[i].levers & s.movable; closed && its&used == 0 {
			used, n = used|its, n+1
		}
	}
	return n
}

func (s *search) move(st state, l int, position int64) state {
	next := state{st.facts, &input{slices.Clone(st.in.values)}, slices.Clone(st.closed), st.moved.with(l)}
	levers[l].set(&next.facts, position)
	next.in.refresh(l, &next.facts)
	for _, slot := range levers[l].slots {
		for _, rule := range s.policy.readers[slot] {
			next.closed[rule] = s.closes(rule, next.in)
		}
	}
	return next
}

func (in *input) refresh(l int, f *Facts) {
	for _, slot := range levers[l].slots {
		in.set(slot, f)
	}
}

// keep draws every moved figure back as near to where it was as the door allows,
// and keeps the solution when none of its moves can be left out.
func (s *search) keep(st state) {
	for l := range st.moved.each {
		if s.openWithout(st, l) {
			return
		}
		if levers[l].ordered {
			st = s.drawBack(st, l)
		}
	}
	sol := s.solution(st)
	for i, other := range s.found {
		if other.moved == sol.moved && sol.size < other.size {
			s.found[i] = sol
		}
		if other.moved&^sol.moved == 0 {
			return
		}
	}
	s.found = append(s.found, sol)
}

func (s *search) openWithout(st state, l int) bool {
	facts := st.facts
	levers[l].put(&facts, levers[l].to(&s.start.facts))
	in := &input{slices.Clone(st.in.values)}
	in.refresh(l, &facts)
	for _, slot := range levers[l].slots {
		if slices.ContainsFunc(s.policy.readers[slot], func(rule int) bool { return s.closes(rule, in) }) {
			return false
		}
	}
	return true
}

func (s *search) drawBack(st state, l int) state {
	origin, _ := levers[l].at(&s.start.facts)
	now, _ := levers[l].at(&st.facts)
	shut := beside(origin, -1)
	if now > origin {
		shut = beside(origin, 1)
	}
	opens := func(position int64) bool { return !slices.Contains(s.move(st, l, position).closed, true) }
	if float64(shut) != origin && opens(shut) {
		return s.move(st, l, shut)
	}
	return s.move(st, l, boundary(int64(now), shut, opens))
}

func (s *search) solution(st state) solution {
	sol := solution{moved: st.moved}
	for l := range st.moved.each {
		sol.changes = append(sol.changes, Change{levers[l].field, levers[l].to(&st.facts)})
		sol.size += s.distance(st, &levers[l])
	}
	return sol
}

// distance is how far a lever moved, from 0 to 1: a share of the figure, of the
// way along the options, or the whole for yes and no.
func (s *search) distance(st state, l *lever) float64 {
	from, _ := l.at(&s.start.facts)
	to, _ := l.at(&st.facts)
	switch {
	case !l.ordered:
		return 1
	case l.words != nil:
		return math.Abs(to-from) / float64(l.top)
	}
	return math.Abs(to-from) / max(from, to)
}

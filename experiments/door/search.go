package door

import (
	"math"
	"slices"
	"strings"
)

// maxEvaluations bounds a search for openers, whatever the policy: about ten
// milliseconds.
const maxEvaluations = 20_000

// search looks for the smallest moves of levers that open a door. Every solution
// moves at least one lever of each firing rule, so it branches over the levers of
// the first one, and deepens the number of moved levers until one is enough.
type search struct {
	policy   *Policy
	start    state
	complete bool // every question is answered
	left     int  // evaluations
	found    []solution
}

// state is the facts with some levers moved, and which rules close the door then.
type state struct {
	facts  Facts
	in     *input
	closed []bool
	moved  []*lever
}

func newSearch(p *Policy, f Facts) *search {
	s := &search{policy: p, complete: len(f.Answers.Unanswered()) == 0, left: maxEvaluations}
	s.start = state{facts: f, in: newInput(&f), closed: make([]bool, len(p.rules))}
	for i := range p.rules {
		s.start.closed[i] = s.closes(i, s.start.in)
	}
	return s
}

func (s *search) closed() bool { return slices.Contains(s.start.closed, true) }

func (s *search) closes(rule int, in *input) bool {
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
			last = min(last, len(s.found[0].moved)+1)
		}
	}
	return s.found
}

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
	for _, l := range leversOf(&s.policy.rules[rule], &st.facts) {
		again := slices.Contains(st.moved, l)
		switch {
		case again && l.ordered:
			for _, position := range s.goals(st, rule, l) {
				s.deepen(s.move(st, l, position), more)
			}
		case !again && more > 0:
			for _, position := range s.goals(st, rule, l) {
				s.deepen(s.move(st, l, position), more-1)
			}
		}
	}
}

// atLeast is a lower bound of the levers still to be moved: firing rules that
// share no lever, with each other or with the moved, need one each.
func (s *search) atLeast(st state) int {
	used, n := slices.Clone(st.moved), 0
	for i, closed := range st.closed {
		if !closed {
			continue
		}
		its := leversOf(&s.policy.rules[i], &st.facts)
		if slices.ContainsFunc(its, func(l *lever) bool { return slices.Contains(used, l) }) {
			continue
		}
		used, n = append(used, its...), n+1
	}
	return n
}

func (s *search) move(st state, l *lever, position int64) state {
	next := state{st.facts, &input{slices.Clone(st.in.values)}, slices.Clone(st.closed), st.moved}
	if !slices.Contains(st.moved, l) {
		next.moved = append(slices.Clone(st.moved), l)
	}
	l.set(&next.facts, position)
	for _, slot := range l.slots {
		next.in.set(slot, &next.facts)
	}
	for _, slot := range l.slots {
		for _, rule := range s.policy.readers[slot] {
			next.closed[rule] = s.closes(rule, next.in)
		}
	}
	return next
}

// goals are the positions of a lever that are worth trying to satisfy a rule: for
// yes and no the other words, on a line the nearest position below and above
// where the rule no longer fires, or the bottom where no position is enough.
func (s *search) goals(st state, rule int, l *lever) []int64 {
	now, _ := l.at(&st.facts)
	if !l.ordered {
		var others []int64
		for i, word := range l.words {
			if word != string(Unsure) && i != int(now) {
				others = append(others, int64(i))
			}
		}
		return others
	}
	var goals []int64
	for _, direction := range s.directions(st, l, now) {
		if position, ok := s.nearest(st, rule, l, now, direction); ok {
			goals = append(goals, position)
		}
	}
	if len(goals) == 0 && now > float64(l.bottom) && len(leversOf(&s.policy.rules[rule], &st.facts)) > 1 {
		goals = append(goals, l.bottom)
	}
	return goals
}

// directions keeps a lever that was moved before moving the same way.
func (s *search) directions(st state, l *lever, now float64) []int64 {
	origin, _ := l.at(&s.start.facts)
	switch {
	case !slices.Contains(st.moved, l):
		return []int64{-1, 1}
	case now < origin:
		return []int64{-1}
	}
	return []int64{1}
}

// nearest finds the position nearest to now, in a direction, where a rule does
// not fire: first among the likely boundaries, then by bisection.
func (s *search) nearest(st state, rule int, l *lever, now float64, direction int64) (int64, bool) {
	shut := int64(math.Floor(now))
	if direction > 0 {
		shut = int64(math.Ceil(now))
	}
	scratch := state{facts: st.facts, in: &input{slices.Clone(st.in.values)}}
	opens := func(position int64) bool {
		l.set(&scratch.facts, position)
		for _, slot := range l.slots {
			scratch.in.set(slot, &scratch.facts)
		}
		return !s.closes(rule, scratch.in)
	}
	if float64(shut) != now && opens(shut) {
		return shut, true
	}
	for _, probe := range s.probes(st, l, shut, direction) {
		if opens(probe) {
			return boundary(probe, shut, opens), true
		}
		shut = probe
	}
	return 0, false
}

// boundary bisects to the position nearest to shut that is open.
func boundary(open, shut int64, opens func(int64) bool) int64 {
	for max(open-shut, shut-open) > 1 {
		middle := open + (shut-open)/2
		if opens(middle) {
			open = middle
		} else {
			shut = middle
		}
	}
	return open
}

// probes are the positions beyond now, nearest first, between which a rule is
// taken to change its mind at most once: the numbers in the policy, a step to
// either side of them, and the end of the line.
func (s *search) probes(st state, l *lever, now, direction int64) []int64 {
	var all []int64
	add := func(position int64) {
		if position >= l.bottom && position <= l.top && (position-now)*direction > 0 {
			all = append(all, position)
		}
	}
	if l.words != nil {
		for i := range l.words {
			add(int64(i))
		}
	} else {
		also := st.facts.also(strings.TrimPrefix(l.field, "answers."))
		for _, v := range s.policy.probes {
			position := int64(math.Floor(tidy((min(v, Largest) - also) * l.per)))
			add(position - 1)
			add(position)
			add(position + 1)
		}
		add(l.bottom)
		add(l.top)
	}
	slices.Sort(all)
	if direction < 0 {
		slices.Reverse(all)
	}
	return slices.Compact(all)
}

// keep draws every moved figure back as near to where it was as the door allows,
// and keeps the solution when none of its moves can be left out.
func (s *search) keep(st state) {
	for _, l := range st.moved {
		if s.openWithout(st, l) {
			return
		}
		if l.ordered {
			st = s.drawBack(st, l)
		}
	}
	sol := s.solution(st)
	for i, other := range s.found {
		if !subset(other, sol) {
			continue
		}
		if len(other.moved) == len(sol.moved) && sol.size < other.size {
			s.found[i] = sol
		}
		return
	}
	s.found = append(s.found, sol)
}

func (s *search) openWithout(st state, l *lever) bool {
	facts := st.facts
	l.put(&facts, l.to(&s.start.facts))
	in := &input{slices.Clone(st.in.values)}
	for _, slot := range l.slots {
		in.set(slot, &facts)
	}
	return s.open(l, in)
}

// open reports whether no rule about a lever fires; those about others are the
// caller's to know.
func (s *search) open(l *lever, in *input) bool {
	for _, slot := range l.slots {
		for _, rule := range s.policy.readers[slot] {
			if s.closes(rule, in) {
				return false
			}
		}
	}
	return true
}

func (s *search) drawBack(st state, l *lever) state {
	origin, _ := l.at(&s.start.facts)
	now, _ := l.at(&st.facts)
	shut := int64(math.Floor(origin))
	if now > origin {
		shut = int64(math.Ceil(origin))
	}
	opens := func(position int64) bool { return !slices.Contains(s.move(st, l, position).closed, true) }
	if float64(shut) != origin && opens(shut) {
		return s.move(st, l, shut)
	}
	return s.move(st, l, boundary(int64(now), shut, opens))
}

func (s *search) solution(st state) solution {
	var sol solution
	for i := range levers {
		l := &levers[i]
		if !slices.Contains(st.moved, l) {
			continue
		}
		sol.moved = append(sol.moved, move{l, l.to(&st.facts)})
		sol.size += s.distance(st, l)
	}
	return sol
}

// distance is how far a lever moved, from 0 to 1: a share of the figure, of the
// way along the options, or the whole for yes and no.
func (s *search) distance(st state, l *lever) float64 {
	if !l.ordered {
		return 1
	}
	from, _ := l.at(&s.start.facts)
	to, _ := l.at(&st.facts)
	if l.words != nil {
		return math.Abs(to-from) / float64(l.top)
	}
	return math.Abs(to-from) / max(from, to)
}

func subset(a, b solution) bool {
	for _, m := range a.moved {
		if !slices.ContainsFunc(b.moved, func(other move) bool { return other.lever == m.lever }) {
			return false
		}
	}
	return true
}

package door

import (
	"math"
	"slices"
	"strings"
)

// goals are the positions of a lever that are worth trying to satisfy a rule: for
// yes and no the other words, on a line the nearest position below and above
// where the rule no longer fires, or the bottom where no position is enough.
func (s *search) goals(st state, rule, l int) []int64 {
	lever := &levers[l]
	now, _ := lever.at(&st.facts)
	var goals []int64
	if !lever.ordered {
		for i, word := range lever.words {
			if word != string(Unsure) && i != int(now) {
				goals = append(goals, int64(i))
			}
		}
		return goals
	}
	for _, direction := range s.directions(st, l, now) {
		if position, ok := s.nearest(st, rule, l, now, direction); ok {
			goals = append(goals, position)
		}
	}
	alone := s.policy.rules[rule].levers&s.movable == leverSet(0).with(l)
	if len(goals) == 0 && !alone && now > float64(lever.bottom) {
		goals = append(goals, lever.bottom)
	}
	return goals
}

// directions keeps a lever that was moved before moving the same way.
func (s *search) directions(st state, l int, now float64) []int64 {
	origin, _ := levers[l].at(&s.start.facts)
	switch {
	case !st.moved.has(l):
		return []int64{-1, 1}
	case now < origin:
		return []int64{-1}
	}
	return []int64{1}
}

// nearest finds the position nearest to now, in a direction, where a rule does
// not fire: first among the likely boundaries, then by bisection.
func (s *search) nearest(st state, rule, l int, now float64, direction int64) (int64, bool) {
	scratch := state{facts: st.facts, in: &input{slices.Clone(st.in.values)}}
	opens := func(position int64) bool {
		levers[l].set(&scratch.facts, position)
		scratch.in.refresh(l, &scratch.facts)
		return !s.closes(rule, scratch.in)
	}
	shut := beside(now, direction)
	if float64(shut) != now && opens(shut) {
		return shut, true
	}
	for _, probe := range s.probes(st, &levers[l], shut, direction) {
		if opens(probe) {
			return boundary(probe, shut, opens), true
		}
		shut = probe
	}
	return 0, false
}

// beside is the whole position at now, or the next one in a direction.
func beside(now float64, direction int64) int64 {
	if direction < 0 {
		return int64(math.Floor(now))
	}
	return int64(math.Ceil(now))
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
	add := func(positions ...int64) {
		for _, position := range positions {
			if position >= l.bottom && position <= l.top && (position-now)*direction > 0 {
				all = append(all, position)
			}
		}
	}
	add(l.bottom, l.top)
	if l.words != nil {
		for i := range l.words {
			add(int64(i))
		}
	} else {
		also := st.facts.also(strings.TrimPrefix(l.field, "answers."))
		for _, v := range s.policy.probes {
			position := beside(tidy((min(v, Largest)-also)*l.per), -1)
			add(position-1, position, position+1)
		}
	}
	slices.Sort(all)
	if direction < 0 {
		slices.Reverse(all)
	}
	return slices.Compact(all)
}

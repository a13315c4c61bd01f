package search

import "slices"

// parts are the levels at which the parts of the order end: each is eight times as
// large as all before it.
var parts = [...]int{9, 6, 3, 0}

// partOf is the part in which the first 1/2ˡᵉᵛᵉˡ of the order ends.
func partOf(level int) int {
	return slices.IndexFunc(parts[:], func(end int) bool { return end <= level })
}

// endOf is the place before which a part ends; the one before the first ends where the order begins.
func endOf(part int) int64 {
	if part < 0 {
		return 0
	}
	return 1 << (placeBits - parts[part])
}

// asking is a question on its way through the parts.
type asking struct {
	question
	first, last int // the parts that are asked next
	found       *[]int64
}

// inParts asks each question of the first parts, and of more of them while these have too
// few of the n wanted; lookUp answers the places in the parts that are asked next, n at
// most, in order.
func inParts(asked []question, n int, lookUp func([]asking) ([][]int64, error)) ([][]int64, error) {
	lists := make([][]int64, len(asked))
	open := make([]asking, len(asked))
	for i, q := range asked {
		open[i] = asking{q, 0, partOf(q.level), &lists[i]}
	}
	for len(open) > 0 {
		answers, err := lookUp(open)
		if err != nil {
			return nil, err
		}
		var again []asking
		for i, a := range open {
			if a.take(answers[i], n) {
				again = append(again, a)
			}
		}
		open = again
	}
	return lists, nil
}

// take adds what was found, and tells whether there is more to be asked for, and where.
func (a *asking) take(places []int64, n int) bool {
	*a.found = append(*a.found, places...)
	if len(*a.found) >= n || a.last == a.lastPart() {
		*a.found = (*a.found)[:min(n, len(*a.found))]
		return false
	}
	a.first, a.last = a.last+1, partOf(wider(parts[a.last], len(*a.found), n))
	return true
}

// wider is the next level to ask at after one that had too few of the n wanted:
// where twice as many are to be expected.
func wider(level, had, n int) int {
	for expected := max(had, 1); level > 0 && expected < 2*n; level-- {
		expected *= 2
	}
	return level
}

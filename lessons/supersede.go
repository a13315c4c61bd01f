package lessons

import "github.com/google/uuid"

// belowNewer is what was found, best first, but for lessons that another one supersedes
// which was found too: that takes the older one's place, and the older one follows it.
// Nothing supersedes itself, not even over others.
func belowNewer[T any](found []T, of func(T) (id, by uuid.UUID)) []T {
	places := make(map[uuid.UUID]int, len(found))
	for i, one := range found {
		id, _ := of(one)
		places[id] = i
	}
	ordered, put := make([]T, 0, len(found)), make([]bool, len(found))
	var add func(i int)
	add = func(i int) {
		if put[i] {
			return
		}
		put[i] = true
		_, by := of(found[i])
		if newer, ok := places[by]; ok {
			add(newer)
		}
		ordered = append(ordered, found[i])
	}
	for i := range found {
		add(i)
	}
	return ordered
}

// newer is the lesson that says better what a publication says, Nil for none.
func (p Publication) newer() uuid.UUID {
	if p.SupersededBy == nil {
		return uuid.Nil
	}
	return p.SupersededBy.ID
}

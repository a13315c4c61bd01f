package meaning

import "sync"

// question is what words of a language are near the word at a place.
type question struct {
	place int
	among string
	least float64
	limit int
}

// memo remembers answers: who types a query asks for the same words at every key.
type memo struct {
	mu    sync.Mutex
	known map[question][]Word
}

// remembered is how many answers are kept; one more, and all are forgotten.
const remembered = 3000

var answers = memo{known: map[question][]Word{}}

// of answers a question, and thinks about it when it is not remembered. What it
// answers is shared and must not be changed.
func (m *memo) of(q question, think func(question) []Word) []Word {
	m.mu.Lock()
	found, ok := m.known[q]
	m.mu.Unlock()
	if ok {
		return found
	}
	found = think(q)
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.known) >= remembered {
		clear(m.known)
	}
	m.known[q] = found
	return found
}

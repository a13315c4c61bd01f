package readout

import (
	"encoding/json"
	"slices"
	"sync"
)

// memo remembers readouts: an experiment is looked at many times between two
// check-ins, and its bounds take tens of milliseconds to find.
type memo struct {
	mu    sync.Mutex
	known map[string]Readout
}

// remembered is how many readouts are kept; one more, and all are forgotten.
const remembered = 1000

var readouts = memo{known: map[string]Readout{}}

// of answers what was read of the same before, or reads it.
func (m *memo) of(plan Plan, readings []Reading) Readout {
	asked, err := json.Marshal([]any{plan, readings})
	if err != nil {
		return read(plan, readings) // a figure that is no number
	}
	m.mu.Lock()
	found, ok := m.known[string(asked)]
	m.mu.Unlock()
	if !ok {
		found = read(plan, readings)
		m.keep(string(asked), found)
	}
	found.Points = slices.Clone(found.Points)
	return found
}

func (m *memo) keep(asked string, found Readout) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.known) >= remembered {
		clear(m.known)
	}
	m.known[asked] = found
}

package api

import (
	"sync"
	"time"

	"github.com/google/uuid"

	"ajar/internal/fault"
)

// mostExports is how many exports one server writes at once: each keeps a reader of the
// database busy, and a processor with packing.
const mostExports = 4

// exports are those under way in this server, by who asked: one for each person, so that
// nobody has all of them.
type exports struct {
	mu      sync.Mutex
	persons map[uuid.UUID]bool
}

// begin begins an export, which lasts until end is called. fault.Throttled "exporting" when
// the person has one under way, and "too-many-exports" when others have as many as may be.
func (e *exports) begin(person uuid.UUID) (end func(), err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	var refusal *fault.Error
	switch {
	case e.persons[person]:
		refusal = fault.New(fault.Throttled, "exporting", "You are saving the library already. Wait until that has ended.")
	case len(e.persons) >= mostExports:
		refusal = fault.New(fault.Throttled, "too-many-exports", "%d people are saving the library at the moment. Try again in a minute.", mostExports)
	case e.persons == nil:
		e.persons = map[uuid.UUID]bool{}
	}
	if refusal != nil {
		refusal.After = time.Minute
		return nil, refusal
	}
	e.persons[person] = true
	return func() { e.end(person) }, nil
}

func (e *exports) end(person uuid.UUID) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.persons, person)
}

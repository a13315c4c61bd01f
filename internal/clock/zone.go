package clock

import (
	"sync"
	"time"
	_ "time/tzdata" // zones are known on machines without them too
)

var zones sync.Map // of *time.Location by name

// Zone is the time zone of a name such as "Europe/Madrid". It remembers those
// that exist: Go itself reads a file each time it is asked.
func Zone(name string) (*time.Location, error) {
	if known, ok := zones.Load(name); ok {
		return known.(*time.Location), nil
	}
	zone, err := time.LoadLocation(name)
	if err == nil {
		zones.Store(name, zone)
	}
	return zone, err
}

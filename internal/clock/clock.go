// Package clock is the one source of time and of time-ordered ids.
package clock

import (
	"time"

	"github.com/google/uuid"
)

// Clock tells the time. The zero value is the machine's clock; tests set Fixed.
type Clock struct {
	// Fixed, when set, replaces the machine's clock.
	Fixed func() time.Time
}

// Now is the present in UTC, in whole microseconds: what both databases keep.
func (c Clock) Now() time.Time {
	if c.Fixed != nil {
		return c.Fixed().UTC().Truncate(time.Microsecond)
	}
	return time.Now().UTC().Truncate(time.Microsecond)
}

// NewID makes a UUIDv7: unique, and ordered by the time it was made.
func NewID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

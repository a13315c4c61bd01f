package accounts

import (
	"time"

	"github.com/google/uuid"
)

// A session ends after idleLife without a call, because front lines share their
// PCs, and after sessionLife in any case. seenEvery is how often its last use is
// written down, so that reading does not become writing.
const (
	idleLife    = 12 * time.Hour
	sessionLife = 30 * 24 * time.Hour
	seenEvery   = 5 * time.Minute
)

// Session is one browser that a person signed in with.
type Session struct {
	ID        uuid.UUID `json:"id"`
	Device    string    `json:"device"` // as the browser calls itself
	Current   bool      `json:"current" gorm:"-"`
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"seen_at"`    // to about five minutes
	ExpiresAt time.Time `json:"expires_at"` // moves with use
}

// expiry is when a session that is used now ends.
func expiry(created, now time.Time) time.Time {
	idle, last := now.Add(idleLife), created.Add(sessionLife)
	if last.Before(idle) {
		return last
	}
	return idle
}

// Token lets a program act as the person who made it.
type Token struct {
	ID        uuid.UUID  `json:"id"`
	Name      string     `json:"name"`
	CreatedAt time.Time  `json:"created_at"`
	SeenAt    *time.Time `json:"seen_at"`    // to about five minutes; null: never used
	ExpiresAt *time.Time `json:"expires_at"` // null: until it is revoked
}

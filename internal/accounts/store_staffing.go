package accounts

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// Staffing tells that who can decide on the gates of routes changes, or will.
type Staffing struct {
	Routes []string
	At     time.Time // now, or when a delegation begins or has ended
}

// Watch adds somebody who is told of each Staffing, inside the transaction that
// brings it; an error undoes the change. It is for wiring, before the first call.
func (s *Store) Watch(w func(ctx context.Context, change Staffing) error) {
	s.watchers = append(s.watchers, w)
}

func (s *Store) staffed(ctx context.Context, routes []string, at ...time.Time) error {
	if len(routes) == 0 {
		return nil
	}
	for _, watch := range s.watchers {
		for _, t := range at {
			if err := watch(ctx, Staffing{routes, t}); err != nil {
				return err
			}
		}
	}
	return nil
}

// staffedBy tells of the routes that a person serves, or stands in on.
func (s *Store) staffedBy(ctx context.Context, person uuid.UUID, at ...time.Time) error {
	routes, err := s.routesOf(ctx, person)
	if err != nil {
		return err
	}
	return s.staffed(ctx, routes, at...)
}

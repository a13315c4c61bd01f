package experiments

import "context"

// Expire takes a locked experiment in review back to draft, because its team has
// been silent in its turn: the event names no actor. Nothing is lost; what was
// approved is dismissed when it is submitted again, as at every new revision. The
// caller has checked the clock.
func (s *Store) Expire(ctx context.Context, e *Experiment) error {
	before := *e
	e.Status, e.Door = Draft, nil
	return s.save(ctx, nil, &before, e, "experiment.expired")
}

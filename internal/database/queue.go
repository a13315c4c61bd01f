package database

import "context"

// queue lets as many in at once as it has places, and the others in the order they came,
// as those who wait for a channel are. database/sql lends a connection to any of those who
// wait, so that some wait several times as long as the rest. nil lets everybody in.
type queue chan struct{}

// enter waits for a place, which leave gives back; the error is that ctx is over.
func (q queue) enter(ctx context.Context) error {
	if q == nil {
		return nil
	}
	select {
	case q <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (q queue) leave() {
	if q != nil {
		<-q
	}
}

package database

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
)

// Who came first is let in first, and who gave up waiting takes no place.
func TestAQueueKeepsTheOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := make(queue, 1)
		mustBe(t, q.enter(t.Context()))
		var order []int
		for i := range 50 {
			ctx, giveUp := context.WithCancel(t.Context())
			go func() {
				if err := q.enter(ctx); err != nil {
					if !errors.Is(err, context.Canceled) {
						t.Error(err)
					}
					return
				}
				order = append(order, i)
				q.leave()
			}()
			synctest.Wait()
			if i%10 == 0 {
				giveUp()
				synctest.Wait()
			}
			defer giveUp()
		}
		q.leave()
		synctest.Wait()
		if len(order) != 45 || !slices.IsSorted(order) || len(q) != 0 {
			t.Errorf("%v, %d places taken; want the 45 who waited, in their order", order, len(q))
		}
	})
}

package lessons

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// What is the same for many mails is gathered once, and not for long.
func TestABatchIsGatheredOnce(t *testing.T) {
	now := time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)
	week, longer := span{"2026-11-16", "2026-11-23", "UTC"}, span{"2026-11-09", "2026-11-23", "UTC"}
	away := errors.New("away")
	var b batch
	gathered := 0
	for i, c := range []struct {
		after time.Duration
		of    span
		fails error
		want  int // gathered so far
	}{
		{0, week, nil, 1},
		{time.Second, week, nil, 1},
		{time.Second, longer, away, 2},
		{time.Second, longer, nil, 3},
		{time.Second, longer, nil, 3},
		{time.Second, week, nil, 3},
		{lasting, week, nil, 4},
	} {
		now = now.Add(c.after)
		_, err := b.of(now, c.of, func(of span) (digest, error) {
			gathered++
			if of != c.of {
				t.Errorf("%d: it gathers of %v", i, of)
			}
			return digest{}, c.fails
		})
		if !errors.Is(err, c.fails) || gathered != c.want {
			t.Errorf("%d: gathered %d times, %v", i, gathered, err)
		}
	}
}

// What was gathered does not stay in memory, also when no other mail comes.
func TestABatchIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b batch
		week := span{"2026-11-16", "2026-11-23", "UTC"}
		gather := func(span) (digest, error) { return digest{}, nil }
		for range 2 {
			if _, err := b.of(time.Now(), week, gather); err != nil || len(b.found) != 1 {
				t.Fatalf("%d are held, %v", len(b.found), err)
			}
			time.Sleep(lasting)
			synctest.Wait()
			if b.found != nil {
				t.Errorf("%d are held after %s", len(b.found), lasting)
			}
		}
	})
}

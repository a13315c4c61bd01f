package idempotency

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
)

var (
	somebody = uuid.MustParse("01890a5d-ac96-774b-bcce-b302099a8057")
	first    = Claim{PersonID: somebody, Method: "POST", Path: "/experiments", Key: "one", BodyHash: []byte("tea")}
	answer   = Answer{Status: 201, Header: http.Header{"Etag": {`"1"`}}, Body: []byte("made")}
)

// once claims and keeps in one transaction, as a request does, and answers what
// the first was answered, nil when it is the first.
func once(t *testing.T, db *database.DB, s *Store, c Claim) (kept *Answer, err error) {
	t.Helper()
	return kept, db.InTx(t.Context(), func(ctx context.Context) error {
		if kept, err = s.Claim(ctx, c); err != nil || kept != nil {
			return err
		}
		return s.Keep(ctx, c, answer)
	})
}

func TestAClaimIsOfOnePersonMethodPathAndKey(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := New(db, clock.Clock{})
		if kept, err := once(t, db, s, first); kept != nil || err != nil {
			t.Fatalf("the first: %v, %v", kept, err)
		}
		kept, err := once(t, db, s, first)
		if diff := cmp.Diff(&answer, kept); diff != "" || err != nil {
			t.Errorf("a repeat: %v %s", err, diff)
		}
		for _, other := range []Claim{
			{clock.NewID(), first.Method, first.Path, first.Key, first.BodyHash},
			{first.PersonID, "PUT", first.Path, first.Key, first.BodyHash},
			{first.PersonID, first.Method, "/lessons", first.Key, first.BodyHash},
			{first.PersonID, first.Method, first.Path, "One", first.BodyHash},
		} {
			if kept, err := once(t, db, s, other); kept != nil || err != nil {
				t.Errorf("%+v: %v, %v", other, kept, err)
			}
		}
		reused := first
		reused.BodyHash = []byte("coffee")
		if _, err := once(t, db, s, reused); !fault.Is(err, fault.Invalid) {
			t.Errorf("the same key for another body: %v", err)
		}
	})
}

func TestAClaimEndsWithItsTransactionOrAfterADay(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
		s := New(db, clock.Clock{Fixed: func() time.Time { return now }})
		undone := errors.New("undone")
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			_, err := s.Claim(ctx, first)
			return errors.Join(err, undone)
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		for _, c := range []struct {
			after  time.Duration
			repeat bool
		}{{0, false}, {lifetime, true}, {time.Microsecond, false}, {0, true}} {
			now = now.Add(c.after)
			if kept, err := once(t, db, s, first); (kept != nil) != c.repeat || err != nil {
				t.Errorf("after %v: %v, %v", c.after, kept, err)
			}
		}
		now = now.Add(lifetime)
		forgetting(t, db, s, 1)
		now = now.Add(time.Microsecond)
		forgetting(t, db, s, 0)
	})
}

// forgetting leaves so many.
func forgetting(t *testing.T, db *database.DB, s *Store, left int64) {
	t.Helper()
	if err := s.Forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	var n int64
	if err := db.Read(t.Context()).Model(&row{}).Count(&n).Error; err != nil || n != left {
		t.Errorf("%d are left, %v; want %d", n, err, left)
	}
}

// Who comes while the first is under way waits for what it is answered.
func TestOneOfManyIsTheFirst(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := New(db, clock.Clock{})
		var firsts atomic.Int64
		done := make(chan struct{})
		const n = 20
		for range n {
			go func() {
				defer func() { done <- struct{}{} }()
				kept, err := once(t, db, s, first)
				switch {
				case err != nil:
					t.Error(err)
				case kept == nil:
					firsts.Add(1)
				case !cmp.Equal(answer, *kept):
					t.Errorf("a repeat was answered %+v", kept)
				}
			}()
		}
		for range n {
			<-done
		}
		if firsts.Load() != 1 {
			t.Errorf("%d were the first", firsts.Load())
		}
	})
}

package database

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"ajar/internal/fault"
)

var errSecondThoughts = errors.New("second thoughts")

func TestATransactionHoldsWholeOrNotAtAll(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		two := func(result error) func(context.Context) error {
			return func(ctx context.Context) error {
				if err := db.Write(ctx).Create(newBox("outer")).Error; err != nil {
					return err
				}
				return db.InTx(ctx, func(ctx context.Context) error {
					if err := db.Write(ctx).Create(newBox("joined")).Error; err != nil {
						return err
					}
					var seen int64
					if err := db.Read(ctx).Model(&box{}).Count(&seen).Error; err != nil || seen != 2 {
						t.Errorf("inside, %d boxes are seen, %v; want 2", seen, err)
					}
					return result
				})
			}
		}
		if err := db.InTx(t.Context(), two(errSecondThoughts)); !errors.Is(err, errSecondThoughts) {
			t.Errorf("answered %v; want its own error", err)
		}
		if n := count(t, db); n != 0 {
			t.Errorf("%d boxes after a rollback; want none", n)
		}
		if err := db.InTx(t.Context(), two(nil)); err != nil {
			t.Error(err)
		}
		if n := count(t, db); n != 2 {
			t.Errorf("%d boxes after a commit; want 2", n)
		}
	})
}

func TestAPanicRollsBack(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = db.InTx(t.Context(), func(ctx context.Context) error {
				mustBe(t, db.Write(ctx).Create(newBox("doomed")).Error)
				panic("on purpose")
			})
		}()
		if n := count(t, db); n != 0 {
			t.Errorf("%d boxes after a panic; want none", n)
		}
		mustCreate(t, db, newBox("afterwards"))
	})
}

func TestReadersDoNotSeeOrWaitForAnOpenTransaction(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		mustBe(t, db.InTx(t.Context(), func(ctx context.Context) error {
			if err := db.Write(ctx).Create(newBox("unfinished")).Error; err != nil {
				return err
			}
			if n := count(t, db); n != 0 {
				t.Errorf("outside, %d boxes are seen; want none", n)
			}
			return nil
		}))
	})
}

// Two transactions that take two rows in opposite order: PostgreSQL gives one
// up, which runs again. SQLite has one writer, so they follow each other.
func TestADeadlockedTransactionRunsAgain(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		a, b := newBox("a"), newBox("b")
		mustCreate(t, db, a)
		mustCreate(t, db, b)
		bothHoldOne := make(chan struct{})
		var holding sync.WaitGroup
		holding.Add(2)
		go func() { holding.Wait(); close(bothHoldOne) }()

		take := func(first, second *box) error {
			var once sync.Once
			return db.InTx(t.Context(), func(ctx context.Context) error {
				if err := db.Write(ctx).Model(first).Update("fragile", true).Error; err != nil {
					return err
				}
				if db.Dialect() == Postgres {
					once.Do(holding.Done)
					<-bothHoldOne
				}
				return db.Write(ctx).Model(second).Update("fragile", true).Error
			})
		}
		results := make(chan error, 2)
		go func() { results <- take(a, b) }()
		go func() { results <- take(b, a) }()
		mustBe(t, errors.Join(<-results, <-results))
	})
}

func TestAHopelessTransactionIsGivenUpAsUnavailable(t *testing.T) {
	db := postgresWithBoxes(t)
	runs := 0
	err := db.InTx(t.Context(), func(ctx context.Context) error {
		runs++
		return db.Write(ctx).Exec("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$").Error
	})
	if !fault.Is(err, fault.Unavailable) || runs != tries {
		t.Errorf("%d runs, %v; want %d runs and fault.Unavailable", runs, err, tries)
	}
	f, _ := errors.AsType[*fault.Error](err)
	if f.After < time.Second {
		t.Errorf("try again after %s; want a few seconds", f.After)
	}
}

func TestWritersQueue(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		const writers = 32
		var all sync.WaitGroup
		for i := range writers {
			all.Go(func() {
				err := db.InTx(t.Context(), func(ctx context.Context) error {
					return db.Write(ctx).Create(newBox(fmt.Sprint(i))).Error
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := count(t, db); n != writers {
			t.Errorf("%d boxes; want %d", n, writers)
		}
	})
}

func mustBe(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

package database

import (
	"context"
	"errors"
	"testing"

	"gorm.io/gorm"
)

// Whatever a transaction begins with fails before BEGIN has run, or after it: what
// follows is undone either way.
func TestNothingIsKeptAfterAFailedBeginning(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		for name, begin := range map[string]func(*gorm.DB) error{
			"no such table": func(tx *gorm.DB) error { return tx.Exec("UPDATE no_boxes SET label = ''").Error },
			"no such value": func(tx *gorm.DB) error { return tx.Exec("UPDATE boxes SET label = ?", make(chan int)).Error },
			"read":          func(tx *gorm.DB) error { return tx.Table("no_boxes").Find(&[]box{}).Error },
			"refused":       func(tx *gorm.DB) error { return tx.Create(newBox("")).Error },
		} {
			err := db.InTx(t.Context(), func(ctx context.Context) error {
				if err := begin(db.Write(ctx)); err == nil {
					t.Errorf("%s: it did not fail", name)
				}
				err := db.Write(ctx).Create(newBox("after")).Error
				if db.Dialect() == Postgres && err == nil {
					t.Errorf("%s: the next statement ran", name)
				}
				_ = db.Read(ctx).Find(&[]box{})
				if db.Dialect() == Postgres {
					return nil
				}
				return errSecondThoughts
			})
			if err == nil {
				t.Errorf("%s: the transaction held", name)
			}
			if n := count(t, db); n != 0 {
				t.Fatalf("%s: %d boxes; want none", name, n)
			}
		}
		mustAllBeIdle(t, db)
	})
}

// mustAllBeIdle tells connections, or places in the queue for them, that were kept.
func mustAllBeIdle(t *testing.T, db *DB) {
	t.Helper()
	places := len(db.writers)
	if lent, ok := db.writer.ConnPool.(nativePool); ok {
		places += len(lent.waiting)
	}
	if places != 0 {
		t.Errorf("%d places were kept", places)
	}
	for name, pool := range db.Stats() {
		if pool.InUse != 0 {
			t.Errorf("%s: %d connections were kept", name, pool.InUse)
		}
	}
}

func TestARowAnswersWhatWaitedForIt(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		mustCreate(t, db, newBox("taken"))
		runs, kept := 0, int64(0)
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			runs++
			if err := db.Later(ctx).Create(newBox("taken")).Error; err != nil {
				return err
			}
			return db.Read(ctx).Raw("SELECT count(*) FROM boxes").Row().Scan(&kept)
		})
		if !errors.Is(err, gorm.ErrDuplicatedKey) && sqlState(err) != "23505" || runs != 1 {
			t.Errorf("%d runs, %v; want one, and that the key is there already", runs, err)
		}
		mustAllBeIdle(t, db)
	})
}

// Who goes away between statements leaves nothing, is no failure, and costs no connection.
func TestCancellingBetweenStatements(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		more := func(ctx context.Context) error { return db.Write(ctx).Create(newBox("more")).Error }
		for name, then := range map[string]func(context.Context) error{
			"write":  more,
			"read":   func(ctx context.Context) error { return db.Read(ctx).Find(&[]box{}).Error },
			"count":  func(ctx context.Context) error { return db.Read(ctx).Model(&box{}).Count(new(int64)).Error },
			"commit": func(context.Context) error { return nil },
			"commit with what was put off": func(ctx context.Context) error {
				_ = db.Later(ctx).Create(newBox("later")).Error
				return nil
			},
		} {
			open := db.Stats()["connections"].OpenConnections
			ctx, cancel := context.WithCancel(t.Context())
			err := db.InTx(ctx, func(ctx context.Context) error {
				mustBe(t, more(ctx))
				cancel()
				return then(ctx)
			})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v; want that the caller has gone", name, err)
			}
			if n := count(t, db); n != 0 {
				t.Errorf("%s: %d boxes; want none", name, n)
			}
			if now := db.Stats()["connections"].OpenConnections; now != open {
				t.Errorf("%s: %d connections of %d are left", name, now, open)
			}
		}
		mustAllBeIdle(t, db)
	})
}

// A statement's own time may run out; the transaction goes on with all that waits.
func TestCancellingOneStatementKeepsWhatWaits(t *testing.T) {
	db := postgresWithBoxes(t)
	mustBe(t, db.InTx(t.Context(), func(ctx context.Context) error {
		mustBe(t, db.Later(ctx).Create(newBox("later")).Error)
		gone, cancel := context.WithCancel(ctx)
		cancel()
		if err := db.Write(gone).Create(newBox("never")).Error; !errors.Is(err, context.Canceled) {
			t.Errorf("%v; want that its caller has gone", err)
		}
		if err := db.Read(gone).Raw("SELECT 1").Row().Scan(new(int)); !errors.Is(err, context.Canceled) {
			t.Errorf("row: %v; want that its caller has gone", err)
		}
		return nil
	}))
	if found := labels(t.Context(), t, db); len(found) != 1 || found[0] != "later" {
		t.Errorf("%q; want what was put off", found)
	}
}

// PostgreSQL answers one statement at a time on a connection: another one fails, and
// waits for nothing.
func TestAStatementWhileRowsAreOpen(t *testing.T) {
	db := postgresWithBoxes(t)
	err := db.InTx(t.Context(), func(ctx context.Context) error {
		rows, err := db.Read(ctx).Raw("SELECT generate_series(1, 3)").Rows()
		mustBe(t, err)
		defer func() { _ = rows.Close() }()
		if !rows.Next() {
			t.Error("no row")
		}
		if err := db.Write(ctx).Create(newBox("meanwhile")).Error; err == nil || lost(err) {
			t.Errorf("%v; want that the connection is busy", err)
		}
		mustBe(t, rows.Close())
		return db.Write(ctx).Create(newBox("after")).Error
	})
	if err != nil || count(t, db) != 1 {
		t.Errorf("%v, %d boxes; want the one after the rows", err, count(t, db))
	}
	mustAllBeIdle(t, db)
}

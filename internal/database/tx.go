package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"math/rand/v2"
	"time"

	"gorm.io/gorm"
)

// tries is how often InTx runs a transaction that the database gave up.
const tries = 4

type txKey struct{ db *DB }

// transaction is what ctx carries.
type transaction struct {
	*gorm.DB
	notes []string // told once it has committed
}

// InTx runs fn in one transaction, which commits when fn answers nil. The
// context handed to fn carries the transaction: Write and Read use it. When ctx
// carries one already, fn joins it, and its error must be returned by whoever
// began. A panic rolls back.
//
// When the database gave up the transaction (a deadlock, a serialization
// failure, a connection lost before the commit) it runs again from the start,
// so fn must change nothing but the database. After a connection lost in the
// commit itself nobody knows whether it holds: that is fault.Unavailable, and an
// idempotency key makes the caller's next try safe.
func (d *DB) InTx(ctx context.Context, fn func(ctx context.Context) error) error {
	if _, joined := ctx.Value(txKey{d}).(*transaction); joined {
		return fn(ctx)
	}
	for try := 1; ; try++ {
		again, err := d.attempt(ctx, fn)
		if !again || try == tries || !wait(ctx, try) {
			return err
		}
	}
}

func (d *DB) attempt(ctx context.Context, fn func(ctx context.Context) error) (again bool, err error) {
	if err := d.writers.enter(ctx); err != nil {
		return false, d.translate(ctx, err)
	}
	defer d.writers.leave()
	committing, mine := false, &transaction{}
	err = d.writer.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		mine.DB = tx
		err := fn(context.WithValue(ctx, txKey{d}, mine))
		committing = err == nil
		return err
	})
	if err == nil {
		d.passOn(mine.notes)
		return false, nil
	}
	again = d.dialect == Postgres && (gaveUp(err) || lost(err) && !committing)
	return again, d.translate(ctx, err)
}

// Snapshot runs fn with a context whose reads all see the database as it is at one
// moment. Nothing can be written with it. When ctx carries a transaction, fn joins that.
func (d *DB) Snapshot(ctx context.Context, fn func(ctx context.Context) error) error {
	if _, joined := ctx.Value(txKey{d}).(*transaction); joined {
		return fn(ctx)
	}
	return d.translate(ctx, d.readers.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if d.dialect == Postgres {
			if err := tx.Exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY").Error; err != nil {
				return err
			}
		}
		return fn(context.WithValue(ctx, txKey{d}, &transaction{DB: tx}))
	}))
}

// wait spreads the tries of racing transactions; false when ctx ends first.
func wait(ctx context.Context, try int) bool {
	pause := time.Duration(try*try) * (5*time.Millisecond + rand.N(10*time.Millisecond))
	select {
	case <-ctx.Done():
		return false
	case <-time.After(pause):
		return true
	}
}

// Write is the transaction in ctx, else the writer.
func (d *DB) Write(ctx context.Context) *gorm.DB { return d.session(ctx, d.writer) }

// Read is the transaction in ctx, else the pool of readers, which on SQLite
// never waits for the writer and refuses to write.
func (d *DB) Read(ctx context.Context) *gorm.DB { return d.session(ctx, d.readers) }

func (d *DB) session(ctx context.Context, otherwise *gorm.DB) *gorm.DB {
	if tx, ok := ctx.Value(txKey{d}).(*transaction); ok {
		return tx.WithContext(ctx)
	}
	return otherwise.WithContext(ctx)
}

// translate is for errors that did not pass through GORM. A transaction that
// ended because its context did says so, and so does a connection.
func (d *DB) translate(ctx context.Context, err error) error {
	if (errors.Is(err, sql.ErrTxDone) || errors.Is(err, driver.ErrBadConn)) && ctx.Err() != nil {
		err = ctx.Err()
	}
	return asFault(err)
}

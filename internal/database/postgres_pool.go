package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/gorm"
)

// connectionTries is how often database/sql tries when a pooled connection turns
// out to be broken before anything was sent; so do we.
const connectionTries = 3

// nativePool is the pool of database/sql, whose connections can also be spoken to
// through pgx itself.
type nativePool struct{ *sql.DB }

// nativeTx is a transaction, and the one connection that it runs on.
type nativeTx struct {
	*sql.Tx
	conn *sql.Conn
}

// native is what speaks to PostgreSQL through pgx itself.
type native interface {
	native(ctx context.Context, do func(*pgx.Conn) error) error
}

func (p nativePool) native(ctx context.Context, do func(*pgx.Conn) error) error {
	return p.onConnection(ctx, func(conn *sql.Conn) error {
		return errors.Join(raw(conn, do), conn.Close())
	})
}

func (t *nativeTx) native(_ context.Context, do func(*pgx.Conn) error) error { return raw(t.conn, do) }

// BeginTx begins a transaction on a connection of its own, which ending it gives back.
func (p nativePool) BeginTx(ctx context.Context, opts *sql.TxOptions) (tx gorm.ConnPool, err error) {
	err = p.onConnection(ctx, func(conn *sql.Conn) error {
		begun, err := conn.BeginTx(ctx, opts)
		if err != nil {
			return errors.Join(err, conn.Close())
		}
		tx = &nativeTx{begun, conn}
		return nil
	})
	return tx, err
}

// Commit ends the transaction.
func (t *nativeTx) Commit() error { return t.ended(t.Tx.Commit()) }

// Rollback ends the transaction.
func (t *nativeTx) Rollback() error { return t.ended(t.Tx.Rollback()) }

func (t *nativeTx) ended(err error) error {
	if lost := t.conn.Close(); err == nil && !errors.Is(lost, sql.ErrConnDone) {
		return lost
	}
	return err
}

func (p nativePool) onConnection(ctx context.Context, do func(*sql.Conn) error) error {
	for try := 1; ; try++ {
		conn, err := p.Conn(ctx)
		if err == nil {
			err = do(conn)
		}
		if try == connectionTries || !errors.Is(err, driver.ErrBadConn) {
			return err
		}
	}
}

// raw hands out the connection. One that broke is not used again.
func raw(conn *sql.Conn, do func(*pgx.Conn) error) error {
	return conn.Raw(func(driven any) error {
		c := driven.(*stdlib.Conn).Conn() // as openPostgres made it
		if c.IsClosed() {
			return driver.ErrBadConn
		}
		err := do(c)
		if err != nil && pgconn.SafeToRetry(err) {
			return driver.ErrBadConn
		}
		return err
	})
}

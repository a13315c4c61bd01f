package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"

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
type nativePool struct {
	*sql.DB
	log     statementLog
	waiting queue // with a place for each connection
}

// loan is a connection that Close gives back.
type loan struct {
	*sql.Conn
	back func() // does so once
}

// Close gives the connection back, in whatever state; sql.ErrConnDone where it broke.
func (l *loan) Close() error {
	defer l.back()
	return l.Conn.Close()
}

func (p nativePool) borrow(ctx context.Context) (*loan, error) {
	if err := p.waiting.enter(ctx); err != nil {
		return nil, err
	}
	conn, err := p.Conn(ctx)
	if err != nil {
		p.waiting.leave()
		return nil, err
	}
	return &loan{conn, sync.OnceFunc(p.waiting.leave)}, nil
}

// GetDBConn is the pool of database/sql, for who asks GORM for it.
func (p nativePool) GetDBConn() (*sql.DB, error) { return p.DB, nil }

// native is what reads through pgx itself.
type native interface {
	read(ctx context.Context, statement string, args []any, take func(*pgx.Conn, pgx.Rows) error) error
}

func (p nativePool) read(ctx context.Context, statement string, args []any, take func(*pgx.Conn, pgx.Rows) error) error {
	return p.onConnection(ctx, func(conn *loan) (err error) {
		defer func() { err = errors.Join(err, conn.Close()) }()
		return raw(ctx, conn, func(c *pgx.Conn) error {
			rows, err := c.Query(ctx, statement, args...)
			if err != nil {
				return err
			}
			defer rows.Close()
			return take(c, rows)
		})
	})
}

// BeginTx begins a transaction on a connection of its own, which ending it gives back.
// BEGIN waits for the first statement, and goes with it.
func (p nativePool) BeginTx(ctx context.Context, opts *sql.TxOptions) (tx gorm.ConnPool, err error) {
	if opts != nil {
		return nil, errors.New("a transaction of ours takes no options")
	}
	err = p.onConnection(ctx, func(conn *loan) error {
		tx = &nativeTx{conn: conn, ctx: ctx, log: p.log, waiting: []change{{sql: "BEGIN"}}}
		return nil
	})
	return tx, err
}

func (p nativePool) onConnection(ctx context.Context, do func(*loan) error) error {
	for try := 1; ; try++ {
		conn, err := p.borrow(ctx)
		if err == nil {
			err = do(conn)
		}
		if try == connectionTries || !errors.Is(err, driver.ErrBadConn) {
			return err
		}
	}
}

// raw hands out the connection. One that broke is not used again; one whose caller has
// gone before anything was sent is as good as ever.
func raw(ctx context.Context, conn *loan, do func(*pgx.Conn) error) error {
	return conn.Raw(func(driven any) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		c := nativeOf(driven)
		if c.IsClosed() {
			return driver.ErrBadConn
		}
		err := do(c)
		if err == nil || !pgconn.SafeToRetry(err) {
			return err
		}
		if gone := ctx.Err(); gone != nil {
			return gone
		}
		if c.IsClosed() {
			return driver.ErrBadConn
		}
		return err
	})
}

// nativeOf is pgx's own connection in one of database/sql, as openPostgres made it.
func nativeOf(driven any) *pgx.Conn { return driven.(*stdlib.Conn).Conn() }

package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// nativeTx is a transaction: the one connection that it runs on, and what waits to be
// sent. It is for one goroutine at a time.
type nativeTx struct {
	conn    *sql.Conn
	ctx     context.Context // of its beginning, which has no other way to Commit
	waiting []change
	sent    bool // BEGIN, so that there is something to end
	ended   bool
}

// change is a statement that answers no rows.
type change struct {
	sql  string
	args []any
}

// send sends what waits and one statement more, all at once, and hands out the answer
// to the last.
func (t *nativeTx) send(ctx context.Context, last change, take func(*pgx.Conn, pgx.BatchResults) error) error {
	if t.ended {
		return sql.ErrTxDone
	}
	changes := t.waiting
	t.waiting, t.sent = nil, true
	return raw(t.conn, func(conn *pgx.Conn) (err error) {
		batch := &pgx.Batch{}
		for _, c := range append(changes, last) {
			batch.Queue(c.sql, c.args...)
		}
		answers := conn.SendBatch(ctx, batch)
		defer func() {
			if closing := answers.Close(); err == nil {
				err = closing
			}
		}()
		for range changes {
			if _, err := answers.Exec(); err != nil {
				return err
			}
		}
		return take(conn, answers)
	})
}

func (t *nativeTx) exec(ctx context.Context, c change) (done pgconn.CommandTag, err error) {
	err = t.send(ctx, c, func(_ *pgx.Conn, answers pgx.BatchResults) (err error) {
		done, err = answers.Exec()
		return err
	})
	return done, err
}

func (t *nativeTx) read(ctx context.Context, statement string, args []any, take func(*pgx.Conn, pgx.Rows) error) error {
	return t.send(ctx, change{statement, args}, func(conn *pgx.Conn, answers pgx.BatchResults) error {
		rows, err := answers.Query()
		if err != nil {
			return err
		}
		defer rows.Close()
		return take(conn, rows)
	})
}

// ExecContext changes, after what waits.
func (t *nativeTx) ExecContext(ctx context.Context, statement string, args ...any) (sql.Result, error) {
	done, err := t.exec(ctx, change{statement, args})
	return driver.RowsAffected(done.RowsAffected()), err
}

// QueryContext reads, after what waits.
func (t *nativeTx) QueryContext(ctx context.Context, statement string, args ...any) (*sql.Rows, error) {
	if err := t.flush(ctx); err != nil {
		return nil, err
	}
	return t.conn.QueryContext(ctx, statement, args...)
}

// QueryRowContext reads a row, after what waits.
func (t *nativeTx) QueryRowContext(ctx context.Context, statement string, args ...any) *sql.Row {
	if err := t.flush(ctx); err != nil {
		failed, cancel := context.WithCancelCause(ctx)
		cancel(err) // a sql.Row of ours cannot say so itself
		return t.conn.QueryRowContext(failed, statement, args...)
	}
	return t.conn.QueryRowContext(ctx, statement, args...)
}

// PrepareContext prepares a statement, after what waits.
func (t *nativeTx) PrepareContext(ctx context.Context, statement string) (*sql.Stmt, error) {
	if err := t.flush(ctx); err != nil {
		return nil, err
	}
	return t.conn.PrepareContext(ctx, statement)
}

// flush sends what waits.
func (t *nativeTx) flush(ctx context.Context) error {
	if len(t.waiting) == 0 {
		return nil
	}
	last := t.waiting[len(t.waiting)-1]
	t.waiting = t.waiting[:len(t.waiting)-1]
	_, err := t.exec(ctx, last)
	return err
}

// Commit ends the transaction, with what waits. After an error the caller rolls back.
func (t *nativeTx) Commit() error {
	if !t.sent && len(t.waiting) == 1 {
		return t.end() // nothing but BEGIN
	}
	done, err := t.exec(t.ctx, change{sql: "COMMIT"})
	if err != nil {
		return err
	}
	if done.String() == "ROLLBACK" {
		err = pgx.ErrTxCommitRollback
	}
	return errors.Join(err, t.end())
}

// Rollback ends the transaction, unless Commit has. A connection that cannot even do
// that is not used again.
func (t *nativeTx) Rollback() error {
	if t.ended {
		return sql.ErrTxDone
	}
	t.waiting = nil
	if !t.sent {
		return t.end()
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(t.ctx), connectTimeout)
	defer cancel()
	err := t.conn.Raw(func(driven any) error {
		if _, err := nativeOf(driven).Exec(last, "ROLLBACK"); err != nil {
			return driver.ErrBadConn
		}
		return nil
	})
	return errors.Join(err, t.end())
}

func (t *nativeTx) end() error {
	t.ended = true
	if err := t.conn.Close(); !errors.Is(err, sql.ErrConnDone) {
		return err
	}
	return nil
}

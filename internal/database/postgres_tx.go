package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// nativeTx is a transaction: the one connection that it runs on, and what waits to be
// sent. It is for one goroutine at a time.
type nativeTx struct {
	conn    *loan
	log     statementLog
	ctx     context.Context // of its beginning, which has no other way to Commit
	waiting []change
	sent    bool  // BEGIN, so that there is something to end
	failed  error // for which nothing can be done but Rollback
	ended   bool
}

// change is a statement that answers no rows.
type change struct {
	sql      string
	args     []any
	unlogged bool // by GORM, which does not know when it runs
}

// ready answers why nothing may be sent.
func (t *nativeTx) ready(ctx context.Context) error {
	if t.ended {
		return sql.ErrTxDone
	}
	if t.failed != nil {
		return t.failed
	}
	return ctx.Err()
}

// send sends changes all at once, what waits among them, and hands out the answer to
// the last. What fails may have failed before BEGIN: what came after it would be kept,
// whatever becomes of the transaction. So nothing does.
func (t *nativeTx) send(ctx context.Context, changes []change, take func(*pgx.Conn, pgx.BatchResults) error) error {
	if err := t.ready(ctx); err != nil {
		return err
	}
	t.waiting, t.sent = nil, true
	began, answered, going := time.Now(), 0, false
	err := raw(ctx, t.conn, func(conn *pgx.Conn) (err error) {
		answered, err = sendAll(ctx, conn, changes, take)
		going = answered == len(changes)-1 && !conn.IsClosed() && conn.PgConn().TxStatus() == inTransaction
		return err
	})
	if err != nil && !going {
		t.failed = err
	}
	t.trace(ctx, began, changes, answered, err)
	return err
}

// inTransaction is what PostgreSQL says of a transaction in which nothing failed.
const inTransaction = 'T'

// sendAll tells how many were done before the last, too.
func sendAll(ctx context.Context, conn *pgx.Conn, changes []change, take func(*pgx.Conn, pgx.BatchResults) error) (answered int, err error) {
	batch := &pgx.Batch{}
	for _, c := range changes {
		batch.Queue(c.sql, c.args...)
	}
	answers := conn.SendBatch(ctx, batch)
	defer func() {
		if closing := answers.Close(); err == nil {
			err = closing
		}
	}()
	for range len(changes) - 1 {
		if _, err := answers.Exec(); err != nil {
			return answered, err
		}
		answered++
	}
	return answered, take(conn, answers)
}

// trace logs what GORM cannot: that changes which were put off, or COMMIT, were slow or
// failed. Which of them was slow PostgreSQL does not say, so they are one entry; one that
// failed is its own.
func (t *nativeTx) trace(ctx context.Context, began time.Time, changes []change, answered int, err error) {
	if err == nil && time.Since(began) <= slow {
		return
	}
	if early, ok := errors.AsType[pgx.ErrPreprocessingBatch](err); ok {
		answered = max(0, slices.IndexFunc(changes, func(c change) bool { return c.sql == early.SQL() }))
	}
	if err != nil {
		changes = changes[answered : answered+1]
	}
	var texts []string
	for _, c := range changes {
		if c.unlogged {
			texts = append(texts, c.sql)
		}
	}
	if len(texts) > 0 {
		const unknown = -1 // as GORM says it
		t.log.Trace(ctx, began, func() (string, int64) { return strings.Join(texts, ";\n"), unknown }, asFault(err))
	}
}

func (t *nativeTx) exec(ctx context.Context, changes []change) (done pgconn.CommandTag, err error) {
	err = t.send(ctx, changes, func(_ *pgx.Conn, answers pgx.BatchResults) (err error) {
		done, err = answers.Exec()
		return err
	})
	return done, err
}

func (t *nativeTx) read(ctx context.Context, statement string, args []any, take func(*pgx.Conn, pgx.Rows) error) error {
	return t.send(ctx, append(t.waiting, change{sql: statement, args: args}), func(conn *pgx.Conn, answers pgx.BatchResults) error {
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
	done, err := t.exec(ctx, append(t.waiting, change{sql: statement, args: args}))
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
		return noRow(err)
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
		return t.ready(ctx)
	}
	_, err := t.exec(ctx, t.waiting)
	return err
}

// Commit ends the transaction, with what waits. After an error the caller rolls back.
func (t *nativeTx) Commit() error {
	if err := t.ready(t.ctx); err != nil {
		return err
	}
	if !t.sent && len(t.waiting) == 1 {
		return t.end() // nothing but BEGIN
	}
	done, err := t.exec(t.ctx, append(t.waiting, change{sql: "COMMIT", unlogged: true}))
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

// noRow is a row whose Scan answers an error: nobody but database/sql can make one.
func noRow(err error) *sql.Row {
	none := sql.OpenDB(noConnection{err})
	defer func() { _ = none.Close() }()
	return none.QueryRowContext(context.Background(), "")
}

type noConnection struct{ error }

// Connect answers the error.
func (n noConnection) Connect(context.Context) (driver.Conn, error) { return nil, n.error }

// Driver is none.
func (noConnection) Driver() driver.Driver { return nil }

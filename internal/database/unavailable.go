package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	sqlite3 "modernc.org/sqlite/lib"

	"ajar/internal/fault"
)

// tryAgainAfter is what callers are told while the database is away.
const tryAgainAfter = 5 * time.Second

// asFault makes fault.Unavailable of an error that means "not now": away,
// restarting, full, too many connections, locked or deadlocked, out of the
// request's time. Faults and all other errors stay what they are; a caller who
// went away (context.Canceled) is no failure of the database.
func asFault(err error) error {
	if _, already := errors.AsType[*fault.Error](err); already || !notNow(err) {
		return err
	}
	f := fault.New(fault.Unavailable, "database-unavailable",
		"The registry cannot reach its database at the moment. Try again in a few seconds.")
	f.After = tryAgainAfter
	return f.Because(err)
}

func notNow(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || gaveUp(err) || lost(err) || busyOrFull(err)
}

// SQLSTATE, PostgreSQL's manual, appendix A.
const (
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
)

// gaveUp tells a transaction that PostgreSQL rolled back so that others could go on.
func gaveUp(err error) bool {
	code := sqlState(err)
	return code == serializationFailure || code == deadlockDetected
}

// lostStates are classes or codes after which the connection is gone or was never made.
var lostStates = []string{
	"08",    // connection exception
	"57P",   // shutdown, crash, starting up, database dropped, idle for too long
	"25P03", // idle in a transaction for too long
	"25P04", // transaction for too long
}

// lost tells a connection that broke or could not be made.
func lost(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	if code := sqlState(err); code != "" {
		return hasPrefix(code, lostStates)
	}
	_, connecting := errors.AsType[*pgconn.ConnectError](err)
	_, network := errors.AsType[net.Error](err)
	return connecting || network ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// busyStates are classes or codes of a server that is there and cannot.
var busyStates = []string{
	"53",    // disk full, out of memory, too many connections
	"55P03", // lock not available
	"57014", // statement timeout (a caller's own cancelling is context.Canceled)
	"58",    // input or output failed
	"25006", // read-only: a standby, or a disk that is kept from filling
	"28",    // the password or the access rules are being changed
	"3D000", // the database is being restored
}

var busyCodes = map[int]bool{
	sqlite3.SQLITE_BUSY: true, sqlite3.SQLITE_LOCKED: true, sqlite3.SQLITE_FULL: true, sqlite3.SQLITE_IOERR: true,
	sqlite3.SQLITE_NOMEM: true, sqlite3.SQLITE_READONLY: true, sqlite3.SQLITE_CANTOPEN: true, sqlite3.SQLITE_PROTOCOL: true,
}

func busyOrFull(err error) bool {
	const primary = 0xff // the low byte of an extended result code
	return hasPrefix(sqlState(err), busyStates) || busyCodes[sqliteCode(err)&primary]
}

// sqlState is PostgreSQL's code within err, "" when there is none.
func sqlState(err error) string {
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return pg.Code
	}
	return ""
}

func hasPrefix(code string, prefixes []string) bool {
	for _, p := range prefixes {
		if code != "" && strings.HasPrefix(code, p) {
			return true
		}
	}
	return false
}

package database

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/libtnb/sqlite"
	"gorm.io/gorm"
	sqlite3 "modernc.org/sqlite/lib"
)

// Every connection: wait 5 s for a foreign lock, check references, and keep
// times as UTC text that sorts ("2026-11-22 10:00:00.123456+00:00").
const everyConnection = "_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&_time_format=sqlite&_timezone=UTC"

// synchronous(FULL) waits for the disk at every commit, so that a power cut
// loses nothing acknowledged; NORMAL would survive only the end of the process.
const (
	writing = "_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate"
	reading = "_pragma=query_only(1)"
)

// statementCache bounds the prepared statements of a pool, which make a read
// take 31 µs instead of 71.
const statementCache = 512

func openSQLite(path string, opts Options) (_ *DB, err error) {
	if path == "" || strings.ContainsAny(path, "?#") || strings.HasPrefix(path, ":") {
		return nil, fmt.Errorf("sqlite:// takes the path of a file and no parameters, as in sqlite://data/ajar.db, not %q", path)
	}
	if err := makePrivate(path); err != nil {
		return nil, err
	}
	d := &DB{dialect: SQLite, name: path, unlock: func() error { return nil }, writers: make(queue, 1)}
	if !opts.Beside {
		if d.unlock, err = lockFile(path + ".lock"); err != nil {
			return nil, fmt.Errorf("cannot open the database %s: %w", path, err)
		}
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("cannot open the database %s: %w", path, err), d.Close())
		}
	}()
	// One writer: SQLite has one anyway, and queueing in Go never meets SQLITE_BUSY.
	if d.writer, err = d.pool("writer", path, writing, 1, opts); err != nil {
		return nil, err
	}
	d.readers, err = d.pool("readers", path, reading, max(4, runtime.GOMAXPROCS(0)), opts)
	return d, err
}

var errInUse = errors.New("it is in use by another ajar; stop that one first, or give this one another file")

// makePrivate makes the folder and an empty file for their owner alone: the
// registry holds personal data, and SQLite gives its side files the same mode.
func makePrivate(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("cannot make the folder of the database: %w", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("cannot make the database: %w", err)
	}
	return f.Close()
}

func (d *DB) pool(name, path, settings string, size int, opts Options) (*gorm.DB, error) {
	file := url.URL{Path: path}
	db, err := sql.Open(sqlite.DriverName, "file:"+file.EscapedPath()+"?"+everyConnection+"&"+settings)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	d.pools = append(d.pools, pool{name, db})
	return openGORM(sqliteDialect{sqlite.Dialector{Conn: db}}, opts, statementCache)
}

// sqliteDialect adds the errors that libtnb/sqlite leaves out.
type sqliteDialect struct{ sqlite.Dialector }

var sqliteConstraints = map[int]error{
	sqlite3.SQLITE_CONSTRAINT_UNIQUE:     gorm.ErrDuplicatedKey,
	sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: gorm.ErrDuplicatedKey,
	sqlite3.SQLITE_CONSTRAINT_ROWID:      gorm.ErrDuplicatedKey,
	sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: gorm.ErrForeignKeyViolated,
	sqlite3.SQLITE_CONSTRAINT_CHECK:      gorm.ErrCheckConstraintViolated,
}

// Explain leaves the values out: Scan logs past the statement log's filter.
func (sqliteDialect) Explain(sql string, _ ...any) string { return sql }

// Translate makes a driver's error one of gorm's or a fault.
func (sqliteDialect) Translate(err error) error {
	if kind := sqliteConstraints[sqliteCode(err)]; kind != nil && !errors.Is(err, kind) {
		return fmt.Errorf("%w: %w", kind, err)
	}
	return asFault(err)
}

// sqliteCode is the extended result code within err, 0 when there is none.
func sqliteCode(err error) int {
	if e, ok := errors.AsType[interface {
		error
		Code() int
	}](err); ok {
		return e.Code()
	}
	return sqlite3.SQLITE_OK
}

// Package database opens the registry's database, embedded SQLite or
// PostgreSQL, and gives stores their transactions. It knows no domain: the
// tables are the numbered SQL files of migrations/.
//
// Errors that mean "the database is away" reach every caller as
// fault.Unavailable, whichever store ran the statement.
package database

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"

	"ajar/internal/clock"
)

// Dialect is which of the two databases is open.
type Dialect string

// The dialects.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

//go:embed migrations/*.sql
var embedded embed.FS

// Migrations are the program's own, as files of both databases.
func Migrations() fs.FS {
	folder, err := fs.Sub(embedded, "migrations")
	if err != nil {
		panic(err) // the name above is a valid path
	}
	return folder
}

// Options are what a caller may set; the zero value is a server's.
type Options struct {
	// Beside opens an SQLite file next to the server that owns it, for a
	// backup or one command: it takes no file lock and may not migrate.
	Beside bool
	// Clock fills created and updated times.
	Clock clock.Clock
	// Log takes slow and failed statements at Warn and Error, without their
	// values, and every statement at Debug; nil: slog.Default().
	Log *slog.Logger
	// Migrations replaces the program's own, in tests of this package.
	Migrations fs.FS
}

// DB is an open database, safe for concurrent use.
type DB struct {
	dialect    Dialect
	name       string // for messages: the file, or host and database; no password
	writer     *gorm.DB
	readers    *gorm.DB // on PostgreSQL the writer's pool
	writers    queue    // of transactions, on SQLite; PostgreSQL's pool has one of its own
	pools      []pool
	migrations fs.FS
	log        *slog.Logger
	beside     bool
	unlock     func() error // gives up the SQLite file
	notes      notes
	texts      sync.Map        // of Query, as PostgreSQL takes them
	listener   *pgx.ConnConfig // for the connection that hears, on PostgreSQL
}

type pool struct {
	name string
	db   *sql.DB
}

// Open opens sqlite://PATH (sqlite:///PATH when absolute) or postgres://….
// It answers only when the database does, and never migrates. An SQLite file is
// made with its folder when it is not there, and belongs to one process: a
// second Open of it fails with an error that names the file.
//
// Beside libpq's own parameters a postgres:// URL takes pool_max_conns
// (connections of this process, 16).
func Open(ctx context.Context, url string, opts Options) (*DB, error) {
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	if opts.Migrations == nil {
		opts.Migrations = Migrations()
	}
	d, err := dial(url, opts)
	if err != nil {
		return nil, err
	}
	d.migrations, d.log, d.beside = opts.Migrations, opts.Log, opts.Beside
	if err := d.Ping(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("cannot open the database %s: %w", d.name, err), d.Close())
	}
	return d, nil
}

func dial(url string, opts Options) (*DB, error) {
	scheme, path, _ := strings.Cut(url, "://")
	switch scheme {
	case "sqlite":
		return openSQLite(path, opts)
	case "postgres", "postgresql":
		return openPostgres(url, opts)
	}
	return nil, errors.New("the database address takes sqlite://data/ajar.db, sqlite:///srv/ajar.db or postgres://user:password@host/name")
}

// Dialect is which database is open.
func (d *DB) Dialect() Dialect { return d.dialect }

// Ping reports whether the database answers, writer and readers alike;
// fault.Unavailable when it does not.
func (d *DB) Ping(ctx context.Context) error {
	for _, p := range d.pools {
		if err := p.db.PingContext(ctx); err != nil {
			return d.translate(ctx, err)
		}
	}
	return nil
}

// Stats are the connection pools' figures by name ("writer", "readers"; on
// PostgreSQL one pool, "connections").
func (d *DB) Stats() map[string]sql.DBStats {
	stats := make(map[string]sql.DBStats, len(d.pools))
	for _, p := range d.pools {
		stats[p.name] = p.db.Stats()
	}
	return stats
}

// Close waits for running statements and for notes under way, closes every
// connection and gives up an SQLite file.
func (d *DB) Close() error {
	d.notes.running.Wait()
	var errs []error
	for _, p := range d.pools {
		errs = append(errs, p.db.Close())
	}
	return errors.Join(append(errs, d.unlock())...)
}

// openGORM keeps up to this many prepared statements; 0: none.
func openGORM(dialect gorm.Dialector, opts Options, statements int) (*gorm.DB, error) {
	db, err := gorm.Open(dialect, &gorm.Config{
		SkipDefaultTransaction: true, // a third of create throughput; InTx is the only transaction
		TranslateError:         true,
		QueryFields:            true, // named columns survive another replica's ADD COLUMN
		DisableAutomaticPing:   true,
		NowFunc:                opts.Clock.Now,
		Logger:                 statementLog{opts.Log},
		PrepareStmt:            statements > 0,
		PrepareStmtMaxSize:     statements,
	})
	if err != nil {
		return nil, err
	}
	// Raw(…).Scan and Rows set their error past the dialect's Translate.
	return db, db.Callback().Row().After("gorm:row").Register("ajar:fault", func(tx *gorm.DB) { tx.Error = asFault(tx.Error) })
}

// Package databasetest gives a test fresh, migrated databases of both kinds.
//
// PostgreSQL's address comes from TEST_DATABASE_URL, which scripts/with-postgres
// sets; without it the test fails, because a suite that passes on one database
// alone says nothing about the other.
package databasetest

import (
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"ajar/internal/database"
)

// Dialects are what every suite runs on.
var Dialects = []database.Dialect{database.SQLite, database.Postgres}

// Each runs f as the subtests "sqlite" and "postgres".
func Each(t *testing.T, f func(t *testing.T, db *database.DB)) {
	t.Helper()
	for _, dialect := range Dialects {
		t.Run(string(dialect), func(t *testing.T) { f(t, New(t, dialect)) })
	}
}

// New opens a migrated database of its own, which is gone after the test.
func New(t testing.TB, dialect database.Dialect) *database.DB {
	t.Helper()
	return migrated(t, dialect).New(t)
}

// URL is the address of a migrated database of the test's own, not yet open.
func URL(t testing.TB, dialect database.Dialect) string {
	t.Helper()
	return migrated(t, dialect).URL(t)
}

// Source is a database that stands still and of which tests get copies.
type Source struct {
	dialect  database.Dialect
	file     []byte // of SQLite
	template string // the name of PostgreSQL's
}

// Filled is a Source that fill has written into, for what many tests begin with.
// It stays until Drop.
func Filled(t *testing.T, dialect database.Dialect, fill func(t *testing.T, db *database.DB)) Source {
	t.Helper()
	from := migrated(t, dialect)
	address := from.copy(t, t.TempDir())
	if !t.Run("fill", func(t *testing.T) { fill(t, open(t, address)) }) {
		t.FailNow()
	}
	filled := Source{dialect: dialect}
	var err error
	if dialect == database.Postgres {
		filled.template = nameIn(address)
	} else if filled.file, err = os.ReadFile(strings.TrimPrefix(address, "sqlite://")); err != nil {
		t.Fatal(err)
	}
	return filled
}

// Drop removes what a Filled source keeps on the server.
func (s Source) Drop() error {
	if s.template == "" {
		return nil
	}
	return onServer("DROP DATABASE " + s.template + " WITH (FORCE)")
}

// New opens a copy, which is gone after the test.
func (s Source) New(t testing.TB) *database.DB {
	t.Helper()
	return open(t, s.URL(t))
}

// URL is the address of a copy, not yet open, which is gone after the test.
func (s Source) URL(t testing.TB) string {
	t.Helper()
	address := s.copy(t, t.TempDir())
	if s.dialect == database.Postgres {
		t.Cleanup(func() {
			if err := onServer("DROP DATABASE " + nameIn(address) + " WITH (FORCE)"); err != nil {
				t.Error(err)
			}
		})
	}
	return address
}

// copy makes a copy, in the folder or on the server, and answers its address.
func (s Source) copy(t testing.TB, folder string) string {
	t.Helper()
	if s.dialect == database.Postgres {
		return copyPostgres(t, s.template)
	}
	path := filepath.Join(folder, "ajar.db")
	if err := os.WriteFile(path, s.file, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite://" + path
}

func open(t testing.TB, address string) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), address, database.Options{Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func migrated(t testing.TB, dialect database.Dialect) Source {
	t.Helper()
	s := Source{dialect: dialect}
	var err error
	if dialect == database.Postgres {
		s.template, err = postgresTemplate()
	} else {
		s.file, err = sqliteTemplate()
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelError}))

var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "ajar-template")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	path := filepath.Join(folder, "ajar.db")
	if err := migrate("sqlite://" + path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func migrate(url string) error {
	ctx := context.Background()
	db, err := database.Open(ctx, url, database.Options{Log: quiet})
	if err != nil {
		return err
	}
	err = db.Migrate(ctx)
	if closed := db.Close(); err == nil {
		err = closed
	}
	return err
}

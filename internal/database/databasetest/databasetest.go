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
	"sync"
	"testing"

	"ajar/internal/database"
)

// Each runs f as the subtests "sqlite" and "postgres".
func Each(t *testing.T, f func(t *testing.T, db *database.DB)) {
	t.Helper()
	for _, dialect := range []database.Dialect{database.SQLite, database.Postgres} {
		t.Run(string(dialect), func(t *testing.T) { f(t, New(t, dialect)) })
	}
}

// New opens a migrated database of its own, which is gone after the test.
func New(t testing.TB, dialect database.Dialect) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), URL(t, dialect), database.Options{Log: quiet})
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

// URL is the address of a migrated database of the test's own, not yet open.
func URL(t testing.TB, dialect database.Dialect) string {
	t.Helper()
	if dialect == database.Postgres {
		return copyPostgres(t)
	}
	template, err := sqliteTemplate()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ajar.db")
	if err := os.WriteFile(path, template, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite://" + path
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

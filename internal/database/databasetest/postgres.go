package databasetest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"ajar/internal/database"
)

// copyPostgres makes a database from the template and answers its address.
func copyPostgres(t testing.TB, template string) string {
	t.Helper()
	name := "ajar_test_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	manner, err := copying()
	if err != nil {
		t.Fatal(err)
	}
	if err := onServer(fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s %s", name, template, manner)); err != nil {
		t.Fatal(err)
	}
	return address(name)
}

// copying is how the server is told to copy a database. File by file takes two thirds of the
// time, but waits for each file where the server waits for the disk.
var copying = sync.OnceValues(func() (manner string, err error) {
	ctx := context.Background()
	server, err := pgx.Connect(ctx, os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		return "", err
	}
	defer func() { _ = server.Close(ctx) }()
	const sql = `SELECT CASE WHEN current_setting('fsync') = 'off' AND current_setting('server_version_num')::int >= 150000
		THEN 'STRATEGY FILE_COPY' ELSE '' END`
	err = server.QueryRow(ctx, sql).Scan(&manner)
	return manner, err
})

// postgresTemplate is the name of a migrated database on the server. Test
// programs share it; the first that needs it makes it.
var postgresTemplate = sync.OnceValues(func() (string, error) {
	if os.Getenv("TEST_DATABASE_URL") == "" {
		return "", errors.New("this test needs PostgreSQL: run `make test`, or `scripts/with-postgres go test ./…` for one package")
	}
	sum, err := fingerprint(database.Migrations())
	if err != nil {
		return "", err
	}
	name := "ajar_template_" + sum
	ctx := context.Background()
	server, err := pgx.Connect(ctx, os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		return "", err
	}
	defer func() { _ = server.Close(ctx) }() // ends the advisory lock too
	if _, err := server.Exec(ctx, "SELECT pg_advisory_lock(7465737473)"); err != nil {
		return "", err
	}
	var exists bool
	err = server.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name).Scan(&exists)
	if err != nil || exists {
		return name, err
	}
	return name, build(ctx, server, name)
})

// build migrates under another name first, so that a template is never half made.
func build(ctx context.Context, server *pgx.Conn, name string) error {
	const unfinished = "ajar_template_unfinished"
	for _, sql := range []string{"DROP DATABASE IF EXISTS " + unfinished + " WITH (FORCE)", "CREATE DATABASE " + unfinished} {
		if _, err := server.Exec(ctx, sql); err != nil {
			return err
		}
	}
	if err := migrate(address(unfinished)); err != nil {
		return err
	}
	_, err := server.Exec(ctx, "ALTER DATABASE "+unfinished+" RENAME TO "+name)
	return err
}

func fingerprint(folder fs.FS) (string, error) {
	sum := sha256.New()
	names, err := fs.Glob(folder, "*.sql")
	if err != nil {
		return "", err
	}
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s\n%s\n", name, text)
	}
	return fmt.Sprintf("%x", sum.Sum(nil)[:8]), nil
}

func onServer(sql string) error {
	ctx := context.Background()
	server, err := pgx.Connect(ctx, os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		return err
	}
	defer func() { _ = server.Close(ctx) }()
	_, err = server.Exec(ctx, sql)
	return err
}

// address is TEST_DATABASE_URL with another database's name.
func address(name string) string {
	u, err := url.Parse(os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		panic(err) // it connected before
	}
	u.Path = "/" + name
	return u.String()
}

// nameIn is the database that an address names.
func nameIn(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		panic(err) // address made it
	}
	return strings.TrimPrefix(u.Path, "/")
}

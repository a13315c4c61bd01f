package database

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"

	"ajar/internal/clock"
	"ajar/internal/fault"
)

const boxes = `-- +goose Up
CREATE TABLE boxes (
    number  {{seq}},
    id      {{uuid}} NOT NULL UNIQUE,
    label   TEXT NOT NULL UNIQUE CHECK (label <> ''),
    packed  {{time}} NOT NULL,
    opened  {{time}},
    things  {{json}} NOT NULL,
    seal    {{bytes}} NOT NULL,
    fragile BOOLEAN NOT NULL,
    inside  {{uuid}} REFERENCES boxes (id)
);`

type box struct {
	Number  int64 `gorm:"->"`
	ID      uuid.UUID
	Label   string
	Packed  time.Time
	Opened  *time.Time
	Things  []string `gorm:"serializer:json"`
	Seal    []byte
	Fragile bool
	Inside  *uuid.UUID
}

var now = time.Date(2026, 11, 22, 10, 0, 0, 123456000, time.UTC)

func newBox(label string) *box {
	return &box{ID: clock.NewID(), Label: label, Packed: now, Things: []string{"żółć"}, Seal: []byte{0, 255}}
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func folder(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

var oneMigration = folder(map[string]string{"0001_boxes.sql": boxes})

// address is an empty database of the test's own. It cannot come from
// databasetest, which imports this package.
func address(t *testing.T, dialect Dialect) string {
	t.Helper()
	if dialect == SQLite {
		return "sqlite://" + filepath.Join(t.TempDir(), "boxes.db")
	}
	name := "ajar_test_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	onServer(t, "CREATE DATABASE "+name)
	t.Cleanup(func() { onServer(t, "DROP DATABASE "+name+" WITH (FORCE)") })
	u, err := url.Parse(os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func onServer(t *testing.T, sql string, args ...any) {
	t.Helper()
	if os.Getenv("TEST_DATABASE_URL") == "" {
		t.Fatal("this test needs PostgreSQL: run `make test`, or `scripts/with-postgres go test ./internal/database`")
	}
	ctx := context.Background()
	server, err := pgx.Connect(ctx, os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close(ctx) }()
	if _, err := server.Exec(ctx, sql, args...); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, url string, opts Options) *DB {
	t.Helper()
	if opts.Log == nil {
		opts.Log = quiet
	}
	if opts.Migrations == nil {
		opts.Migrations = oneMigration
	}
	db, err := Open(t.Context(), url, opts)
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

// each runs f on a fresh database of both kinds, with the table of boxes.
func each(t *testing.T, f func(t *testing.T, db *DB)) {
	t.Helper()
	for _, dialect := range []Dialect{SQLite, Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			db := open(t, address(t, dialect), Options{})
			if err := db.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			f(t, db)
		})
	}
}

func mustCreate(t *testing.T, db *DB, b *box) {
	t.Helper()
	if err := db.Write(t.Context()).Create(b).Error; err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, db *DB) (n int64) {
	t.Helper()
	if err := db.Read(t.Context()).Model(&box{}).Count(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func TestValuesComeBackAsTheyWent(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		outer := newBox("outer")
		mustCreate(t, db, outer)
		opened := now.Add(time.Microsecond)
		warsaw := time.FixedZone("Warsaw", 3600)
		want := &box{ID: clock.NewID(), Label: "inner", Packed: now.In(warsaw), Opened: &opened,
			Things: []string{`"`, "ł", ""}, Seal: []byte("\x00\xff"), Fragile: true, Inside: &outer.ID}
		mustCreate(t, db, want)

		var got box
		if err := db.Read(t.Context()).First(&got, "id = ?", want.ID).Error; err != nil {
			t.Fatal(err)
		}
		want.Number, want.Packed = outer.Number+2, now
		if got.Number == 0 {
			t.Error("the database gave no number")
		}
		want.Number = got.Number
		if diff := cmp.Diff(*want, got); diff != "" {
			t.Error(diff)
		}
		if zone := got.Packed.Location(); zone != time.UTC {
			t.Errorf("times are in %s; want UTC", zone)
		}
	})
}

// A time is text in SQLite: with and without a fraction, it must sort.
func TestTimesSortAndCompare(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		second := now.Truncate(time.Second)
		for i, after := range []time.Duration{time.Second, 0, 120 * time.Millisecond, time.Microsecond, 123456 * time.Microsecond} {
			b := newBox(fmt.Sprint(i))
			b.Packed = second.Add(after)
			mustCreate(t, db, b)
		}
		var labels []string
		err := db.Read(t.Context()).Model(&box{}).Where("packed < ?", second.Add(time.Second)).Order("packed").Pluck("label", &labels).Error
		if diff := cmp.Diff([]string{"1", "3", "2", "4"}, labels); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

func TestConstraintsHaveOneErrorOnBoth(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		mustCreate(t, db, newBox("taken"))
		stranger := clock.NewID()
		orphan := newBox("orphan")
		orphan.Inside = &stranger
		for name, c := range map[string]struct {
			box  *box
			want error
		}{
			"duplicate": {newBox("taken"), gorm.ErrDuplicatedKey},
			"reference": {orphan, gorm.ErrForeignKeyViolated},
			"check":     {newBox(""), gorm.ErrCheckConstraintViolated},
		} {
			if err := db.Write(t.Context()).Create(c.box).Error; !errors.Is(err, c.want) {
				t.Errorf("%s: %v; want %v", name, err, c.want)
			}
		}
		if err := db.Read(t.Context()).First(&box{}, "label = 'nobody'").Error; !errors.Is(err, gorm.ErrRecordNotFound) {
			t.Errorf("missing: %v", err)
		}
	})
}

func TestReadersRefuseToWriteOnSQLite(t *testing.T) {
	db := open(t, address(t, SQLite), Options{})
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.Read(t.Context()).Create(newBox("no")).Error; err == nil {
		t.Error("a reader wrote")
	}
}

func TestCancellingEndsAStatementAndIsNoFailure(t *testing.T) {
	endless := map[Dialect]string{
		SQLite:   "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
		Postgres: "SELECT 1 FROM pg_sleep(3600)",
	}
	each(t, func(t *testing.T, db *DB) {
		for name, c := range map[string]struct {
			ctx  func() (context.Context, context.CancelFunc)
			good func(error) bool
		}{
			"the caller went away": {
				func() (context.Context, context.CancelFunc) {
					ctx, cancel := context.WithCancel(t.Context())
					time.AfterFunc(50*time.Millisecond, cancel)
					return ctx, cancel
				},
				func(err error) bool { return errors.Is(err, context.Canceled) && !fault.Is(err, fault.Unavailable) },
			},
			"its time ran out": {
				func() (context.Context, context.CancelFunc) {
					return context.WithTimeout(t.Context(), 50*time.Millisecond)
				},
				func(err error) bool { return fault.Is(err, fault.Unavailable) },
			},
		} {
			ctx, cancel := c.ctx()
			var n int64
			if err := db.Read(ctx).Raw(endless[db.Dialect()]).Scan(&n).Error; !c.good(err) {
				t.Errorf("%s: %v", name, err)
			}
			err := db.InTx(ctx, func(ctx context.Context) error { return db.Write(ctx).Exec(endless[db.Dialect()]).Error })
			if !c.good(err) {
				t.Errorf("%s, in a transaction: %v", name, err)
			}
			cancel()
		}
		mustCreate(t, db, newBox("afterwards"))
	})
}

func TestOneProcessOwnsAnSQLiteFile(t *testing.T) {
	url := "sqlite://" + filepath.Join(t.TempDir(), "new folder", "100%", "boxes.db")
	first := open(t, url, Options{})
	if err := first.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), url, Options{Log: quiet})
	if err == nil || !strings.Contains(err.Error(), strings.TrimPrefix(url, "sqlite://")) || !strings.Contains(err.Error(), "another ajar") {
		t.Fatalf("second open: %v; want a refusal that names the file", err)
	}

	beside := open(t, url, Options{Beside: true})
	mustCreate(t, first, newBox("one"))
	mustCreate(t, beside, newBox("two"))
	if n := count(t, beside); n != 2 {
		t.Errorf("beside the server: %d boxes; want 2", n)
	}

	mode := func(path string) os.FileMode {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	for _, suffix := range []string{"", "-wal", ".lock"} {
		if m := mode(strings.TrimPrefix(url, "sqlite://") + suffix); m != 0o600 {
			t.Errorf("%q has mode %o; want 600", suffix, m)
		}
	}
}

func TestClosingGivesTheFileUp(t *testing.T) {
	url := address(t, SQLite)
	for range 3 {
		db, err := Open(t.Context(), url, Options{Log: quiet, Migrations: oneMigration})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(db.Migrate(t.Context()), db.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWrongAddressesSayWhatTheyTake(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("this is no database, and it is long enough to say so"), 0o600); err != nil {
		t.Fatal(err)
	}
	for url, want := range map[string]string{
		"":                                "sqlite://data/ajar.db",
		"mysql://localhost/ajar":          "postgres://user:password@host/name",
		"data/ajar.db":                    "sqlite://data/ajar.db",
		"sqlite://":                       "the path of a file",
		"sqlite://:memory:":               "the path of a file",
		"sqlite://a.db?mode=ro":           "no parameters",
		"sqlite://" + file:                file,
		"sqlite://" + file + "/ajar.db":   "folder",
		"postgres://u:secret@h/d?port=x":  "cannot read the database address",
		"postgres://h/d?pool_max_conns=x": "pool_max_conns",
		"postgres://u:secret@localhost:1/ajar?connect_timeout=2": "localhost:1/ajar",
	} {
		db, err := Open(t.Context(), url, Options{Log: quiet})
		if err == nil {
			t.Errorf("%q opened", url)
			_ = db.Close()
			continue
		}
		if text := err.Error(); !strings.Contains(text, want) || strings.Contains(text, "secret") {
			t.Errorf("%q: %s; want %q in it and no password", url, text, want)
		}
	}
}

func TestTheLogHoldsStatementsAndNoValues(t *testing.T) {
	for _, dialect := range []Dialect{SQLite, Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			var out bytes.Buffer
			db := open(t, address(t, dialect), Options{Log: slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))})
			if err := db.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			out.Reset()
			mustCreate(t, db, newBox("Ada Lovelace"))
			_ = db.Write(t.Context()).Create(newBox("Ada Lovelace"))
			_ = db.Write(t.Context()).Exec("UPDATE boxes SET fragile = NULL WHERE label = ?", "Ada Lovelace")
			_ = db.Read(t.Context()).First(&box{}, "label = ?", "Grace Hopper")
			_ = db.Read(t.Context()).Raw("SELECT id FROM boxes WHERE label = ?", "Grace Hopper").Scan(&[]string{})

			levels := map[string]int{}
			for line := range strings.Lines(out.String()) {
				var entry struct{ Level, SQL string }
				if err := json.Unmarshal([]byte(line), &entry); err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(entry.SQL, "boxes") {
					t.Errorf("no statement in %s", line)
				}
				levels[entry.Level]++
			}
			if diff := cmp.Diff(map[string]int{"DEBUG": 4, "ERROR": 1}, levels); diff != "" {
				t.Error(diff)
			}
			for _, value := range []string{"Ada", "Grace", "żółć"} {
				if strings.Contains(out.String(), value) {
					t.Errorf("the log holds %q:\n%s", value, out.String())
				}
			}
		})
	}
}

package main

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

// onBoth runs f on a migrated database of each kind.
func onBoth(t *testing.T, f func(t *testing.T, url string)) {
	t.Helper()
	for _, dialect := range databasetest.Dialects {
		t.Run(string(dialect), func(t *testing.T) { f(t, databasetest.URL(t, dialect)) })
	}
}

// makeNewer marks a database as of a later program's schema.
func makeNewer(t *testing.T, url string) {
	t.Helper()
	db, err := database.Open(t.Context(), url, database.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Write(t.Context()).Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, ?)", true).Error; err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// line is the way to a PostgreSQL server, which can be cut and mended.
type line struct {
	listener net.Listener
	network  string
	address  string
	mu       sync.Mutex
	cut      bool
	open     []net.Conn
}

// newLine answers an address by which the database is reached over the line.
func newLine(t *testing.T, database string) (*line, string) {
	t.Helper()
	config, err := pgx.ParseConfig(database)
	if err != nil {
		t.Fatal(err)
	}
	l := &line{}
	l.network, l.address = pgconn.NetworkAddress(config.Host, config.Port)
	if l.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.listener.Close() })
	go l.carry()
	over := url.URL{Scheme: "postgres", User: url.UserPassword(config.User, config.Password), Host: l.listener.Addr().String(), Path: config.Database, RawQuery: "sslmode=disable"}
	return l, over.String()
}

func (l *line) carry() {
	for {
		in, err := l.listener.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial(l.network, l.address)
		l.mu.Lock()
		if err != nil || l.cut {
			_ = in.Close()
			l.mu.Unlock()
			continue
		}
		l.open = append(l.open, in, out)
		l.mu.Unlock()
		go func() { _, _ = io.Copy(out, in); _ = out.Close() }()
		go func() { _, _ = io.Copy(in, out); _ = in.Close() }()
	}
}

func (l *line) set(cut bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = cut
	if cut {
		for _, c := range l.open {
			_ = c.Close()
		}
		l.open = nil
	}
}

func TestADatabaseThatIsAwayIsSaidAndComesBack(t *testing.T) {
	t.Parallel()
	way, database := newLine(t, databasetest.URL(t, database.Postgres))
	s := start(t, database)
	token, team := s.setUp(t)
	s.must(t, http.StatusOK, "GET", "/readyz", "", nil)
	way.set(true)
	for _, c := range []struct {
		method, path, token string
		body                any
	}{
		{"GET", "/readyz", "", nil},
		{"POST", "/api/v1/experiments", token, twoWay(team, "while it is away")},
		{"GET", "/api/v1/experiments", token, nil},
	} {
		got := s.must(t, http.StatusServiceUnavailable, c.method, c.path, c.token, c.body)
		if got.header.Get("Retry-After") == "" {
			t.Errorf("%s %s does not say when to try again", c.method, c.path)
		}
	}
	s.must(t, http.StatusOK, "GET", "/healthz", "", nil)
	way.set(false)
	for {
		if got, err := s.call("GET", "/readyz", "", "", nil); err == nil && got.status == http.StatusOK {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.must(t, http.StatusCreated, "POST", "/api/v1/experiments", token, twoWay(team, "when it is back"))
}

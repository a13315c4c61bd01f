package api_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"ajar/api"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/idempotency"
)

// logged is a log that a test reads.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// A fault of ours is logged once, with the request's id, and answered without a
// word of what it was: also under an idempotency key, which it leaves free.
func TestOurOwnFaults(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		log := &logged{}
		slog.SetDefault(slog.New(slog.NewTextHandler(log, nil)))
		t.Cleanup(func() { slog.SetDefault(quiet) })
		broken := api.New(api.Deps{Database: db, Accounts: h.accounts, Experiments: h.experiments, Idempotency: idempotency.New(db, clock.Clock{}), Log: quiet}) // it has no reviews
		server := httptest.NewServer(broken)
		t.Cleanup(server.Close)
		admin := h.admin
		admin.house = &house{api: broken, address: server.URL}
		answer := object{"revision": 1, "gates": []string{"destroys"}, "verdict": "approve"}
		for _, key := range []string{"", "one", "one"} {
			r := admin.post(t, "/reviews/01890a5d-ac96-774b-bcce-b302099a8057/decisions", answer, keyHeader, key).refused(500, "internal")
			id := r.header.Get("X-Request-ID")
			if r.text("request_id") != id || strings.Count(log.String(), id) != 1 || strings.Contains(string(r.raw), "nil") || r.header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("answered %s; logged %s", r.raw, log)
			}
		}
	})
}

// Who goes away in the middle of a request is no fault of ours.
func TestWhoGoesAwayIsNotLogged(t *testing.T) {
	db := databasetest.New(t, database.SQLite)
	h := build(t, db)
	log := &logged{}
	slog.SetDefault(slog.New(slog.NewTextHandler(log, nil)))
	t.Cleanup(func() { slog.SetDefault(quiet) })
	r := h.admin.request(t, "POST", "/api/v1/teams", []byte(`{"name": "Half`))
	r.Body, r.ContentLength = io.NopCloser(io.MultiReader(r.Body, failing{})), -1
	w := httptest.NewRecorder()
	h.api.ServeHTTP(w, r)
	if log.String() != "" {
		t.Errorf("logged %s", log)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

package api_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/uuid"
	"go.uber.org/goleak"

	"ajar/api"
	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/idempotency"
	"ajar/internal/live"
	"ajar/internal/notifications"
	"ajar/internal/outbox"
	"ajar/internal/search"
	"ajar/lessons"
	"ajar/review"
)

const password = "correct horse battery"

// house is a registry that is set up, behind its public door. Nothing in these
// tests goes past that door but the making of people, whose passwords would
// take most of the time.
type house struct {
	db          *database.DB
	api         *api.API
	address     string
	accounts    *accounts.Store
	experiments *experiments.Store
	jobs        *outbox.Worker
	hub         *live.Hub
	digests     *lessons.Digests
	following   sync.Once
	watch       *watch
	admin       guest
}

// each runs f in a house on every database.
func each(t *testing.T, f func(t *testing.T, h *house)) {
	t.Helper()
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		f(t, h)
		h.hasWordsForEveryKind(t)
	})
}

// build sets a house up on an empty database.
func build(t *testing.T, db *database.DB) *house {
	t.Helper()
	h := furnish(t, db, newWatch())
	admin, err := h.accounts.Setup(t.Context(), accounts.SetupInput{Organisation: "Harbour Hotels", Name: "Ada Admin",
		Email: "ada@example.org", Password: password, TimeZone: "Europe/Madrid"})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.experiments.InstallPolicy(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.admin = h.token(t, admin.Name, admin.ID)
	return h
}

// hasWordsForEveryKind looks for kinds of events that the log of the pages cannot tell.
func (h *house) hasWordsForEveryKind(t *testing.T) {
	t.Helper()
	var kinds []string
	if err := h.db.Read(context.Background()).Raw("SELECT DISTINCT kind FROM events").Scan(&kinds).Error; err != nil {
		t.Error(err)
	}
	for _, kind := range kinds {
		if !slices.Contains(audit.Kinds(), kind) {
			t.Errorf("the kind of event %q is not in internal/audit/kinds.go; put it there, and its words into the pages", kind)
		}
	}
}

// furnish opens the public door of a database, whatever it holds.
func furnish(t *testing.T, db *database.DB, w *watch) *house {
	t.Helper()
	c := clock.Clock{Fixed: w.now}
	index := search.NewStore(db)
	exps := experiments.New(db, c, index)
	h := &house{db: db, accounts: accounts.New(db, c), experiments: exps, jobs: outbox.NewWorker(db, c, quiet),
		hub: live.New(db, quiet, exps.Audiences), watch: w}
	reviews := review.New(db, c, exps)
	h.accounts.Watch(reviews.Restaff)
	kept := lessons.New(db, c, exps, index)
	h.digests = lessons.NewDigests(db, c, kept, quiet)
	for _, room := range []interface{ Work(*outbox.Worker) }{exps, reviews, kept, h.digests} {
		room.Work(h.jobs)
	}
	h.api = api.New(api.Deps{
		Live: h.hub, Database: db, Digests: h.digests, Accounts: h.accounts, Experiments: exps, Reviews: reviews,
		Lessons: kept, Idempotency: idempotency.New(db, c), Notifications: notifications.New(db, c),
		Pages: fstest.MapFS{}, Log: quiet, ListenLoopback: true, Version: "test",
	})
	server := httptest.NewServer(h.api)
	t.Cleanup(server.Close)
	h.address = server.URL
	return h
}

// follows lets pages follow the house, from now to the end of the test; until then
// nobody reads its database but the test.
func (h *house) follows(t *testing.T) {
	t.Helper()
	h.following.Do(func() {
		ctx, end := context.WithCancel(context.WithoutCancel(t.Context()))
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			h.hub.Run(ctx)
		}()
		t.Cleanup(func() {
			end()
			<-ended
		})
		for h.admin.get(t, "/events").status == http.StatusServiceUnavailable {
			time.Sleep(time.Millisecond)
		}
	})
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// TestMain looks for goroutines that outlive the tests: an answered request, a
// closed registry leaves none.
func TestMain(m *testing.M) {
	slog.SetDefault(quiet)
	debug.SetGCPercent(400) // what many small houses leave behind took a fifth of the time to gather
	code := m.Run()
	for _, f := range foundations {
		if err := f.ground.Drop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	client.CloseIdleConnections()
	gorms := goleak.IgnoreAnyFunction("gorm.io/gorm/internal/lru.NewLRU[...].func1") // its cache of statements never ends
	if err := goleak.Find(gorms); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// watch is a clock that ticks a millisecond whenever it is looked at, so that
// what happens later is later, and that a test can set.
type watch struct{ at atomic.Int64 }

func newWatch() *watch {
	w := &watch{}
	w.at.Store(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC).UnixMicro())
	return w
}

func (w *watch) now() time.Time       { return time.UnixMicro(w.at.Add(1000)) }
func (w *watch) pass(d time.Duration) { w.at.Add(d.Microseconds()) }
func (w *watch) day(after int) string {
	return w.now().AddDate(0, 0, after).UTC().Format(time.DateOnly)
}
func (w *watch) month() string { return w.now().UTC().Format("2006-01") }

// guest is nobody in particular.
func (h *house) guest() guest { return guest{house: h} }

// person adds somebody with these roles, signed in by a token.
func (h *house) person(t *testing.T, name string, roles ...accounts.Role) guest {
	t.Helper()
	email := strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@example.org"
	p, _, err := h.accounts.CreatePerson(t.Context(), accounts.System(), accounts.PersonInput{Name: name, Email: email, Roles: roles})
	if err != nil {
		t.Fatal(err)
	}
	return h.token(t, name, p.ID)
}

func (h *house) token(t *testing.T, name string, id uuid.UUID) guest {
	t.Helper()
	secret, _, err := h.accounts.CreateToken(t.Context(), accounts.Actor{PersonID: id}, "test", nil)
	if err != nil {
		t.Fatal(err)
	}
	return guest{house: h, name: name, id: id.String(), bearer: secret}
}

// team makes a team of these people and answers its id.
func (h *house) team(t *testing.T, name, area string, members ...guest) string {
	t.Helper()
	id := h.admin.post(t, "/teams", object{"name": name, "area": area}).want(201).text("id")
	for _, m := range append(members, h.admin) {
		if m.id != h.admin.id {
			h.join(t, id, m)
		}
	}
	h.leave(t, id, h.admin) // who makes their first team is put into it
	return id
}

func (h *house) join(t *testing.T, team string, g guest) {
	t.Helper()
	h.admin.put(t, "/teams/"+team+"/members/"+g.id, nil).want(200)
}

func (h *house) leave(t *testing.T, team string, g guest) {
	t.Helper()
	h.admin.call(t, "DELETE", "/teams/"+team+"/members/"+g.id, nil).want(204)
}

// staff chooses who serves a route.
func (h *house) staff(t *testing.T, route string, members ...guest) {
	t.Helper()
	ids := []string{}
	for _, m := range members {
		ids = append(ids, m.id)
	}
	h.admin.put(t, "/routes/"+route, object{"members": ids, "backups": []string{}}, "If-Match", "*").want(200)
}

// town is a house with people in it: two teams, reviewers, and those who have
// no part in anything.
type town struct {
	*house
	desk, calls string // teams
	pia, paul   guest  // of the desk
	cora        guest  // of the calls
	rosa        guest  // reviews safety and brand
	leo         guest  // reviews lead and care
	nora        guest  // a reviewer whom no route has chosen
}

func inTown(t *testing.T, f func(t *testing.T, v *town)) {
	t.Helper()
	t.Parallel()
	for _, dialect := range databasetest.Dialects {
		t.Run(string(dialect), func(t *testing.T) {
			v := foundations[dialect].found(t, dialect)
			f(t, v)
			v.hasWordsForEveryKind(t)
		})
	}
}

// foundation is a town as it stood when it was settled. Settling takes longer than most tests.
type foundation struct {
	once   sync.Once
	ground databasetest.Source
	town   *town
}

var foundations = map[database.Dialect]*foundation{database.SQLite: {}, database.Postgres: {}}

// found is a town of the test's own, in which nothing has happened yet.
func (o *foundation) found(t *testing.T, dialect database.Dialect) *town {
	t.Helper()
	o.once.Do(func() {
		o.ground = databasetest.Filled(t, dialect, func(t *testing.T, db *database.DB) { o.town = build(t, db).settle(t) })
	})
	if o.town == nil {
		t.Fatal("the town was not settled: see the first test that needed it")
	}
	v, w := *o.town, newWatch()
	w.at.Store(o.town.watch.at.Load())
	v.house = furnish(t, o.ground.New(t), w)
	v.admin = o.town.admin
	for _, g := range []*guest{&v.admin, &v.pia, &v.paul, &v.cora, &v.rosa, &v.leo, &v.nora} {
		g.house = v.house
	}
	return &v
}

func (h *house) settle(t *testing.T) *town {
	t.Helper()
	v := &town{house: h}
	v.pia, v.paul, v.cora = h.person(t, "Pia Proposer"), h.person(t, "Paul Partner"), h.person(t, "Cora Caller")
	v.rosa, v.leo, v.nora = h.person(t, "Rosa Review", "reviewer"), h.person(t, "Leo Lead", "reviewer"), h.person(t, "Nora Norout", "reviewer")
	v.desk, v.calls = h.team(t, "Front desk", "Guests", v.pia, v.paul), h.team(t, "Call centre", "Guests", v.cora)
	h.staff(t, "safety", v.rosa)
	h.staff(t, "brand", v.rosa)
	h.staff(t, "lead", v.leo)
	h.staff(t, "care", v.leo)
	return v
}

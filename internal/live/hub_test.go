package live

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/audit"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
)

func record(t *testing.T, ctx context.Context, db *database.DB, subject string) {
	t.Helper()
	if err := audit.Record(ctx, db, audit.Event{Kind: "moment.changed", Subject: "moment:" + subject}); err != nil {
		t.Error(err)
	}
}

// A smaller number may commit after a greater one, and is read all the same, once.
func TestNothingIsMissedThatCommitsLate(t *testing.T) {
	db := databasetest.New(t, database.Postgres)
	s, ctx := store{db}, t.Context()
	recorded, commit := make(chan struct{}), make(chan struct{})
	var late sync.WaitGroup
	late.Go(func() {
		if err := db.InTx(ctx, func(ctx context.Context) error {
			record(t, ctx, db, "first")
			err := db.Write(ctx).Exec("SELECT 1").Error // the event goes with it, and waits no longer
			close(recorded)
			<-commit
			return err
		}); err != nil {
			t.Error(err)
		}
	})
	<-recorded
	record(t, ctx, db, "second")
	seen, at := s.ids(t, place{})
	if diff := cmp.Diff([]string{"second"}, seen); diff != "" {
		t.Error(diff)
	}
	again, at2 := s.ids(t, at)
	if len(again) > 0 {
		t.Errorf("read twice: %v", again)
	}
	close(commit)
	late.Wait()
	seen, _ = s.ids(t, at2)
	if diff := cmp.Diff([]string{"first"}, seen); diff != "" {
		t.Error(diff)
	}
	// Another replica that goes on from the horizon is told at least what was missing.
	if at.horizon > firstTx(t, s) {
		t.Errorf("the horizon %d leaves out what had not committed", at.horizon)
	}
}

func firstTx(t *testing.T, s store) uint64 {
	t.Helper()
	all, _, err := s.read(t.Context(), place{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	return all[0].tx
}

// ids are those of what is new since a place.
func (s store) ids(t *testing.T, from place) (ids []string, to place) {
	t.Helper()
	happened, to, err := s.read(t.Context(), from, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range happened {
		ids = append(ids, h.id)
	}
	return ids, to
}

// Many write at once, some undo what they wrote; one reader sees each event once,
// and one that goes on from any horizon sees at least all that came after it.
func TestEveryEventIsReadOnceBesideManyWriters(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		const writers, each = 8, 25
		var writing sync.WaitGroup
		var mu sync.Mutex
		want := []string{}
		for w := range writers {
			writing.Go(func() {
				for i := range each {
					one, undone := fmt.Sprint(w, "-", i), rand.IntN(5) == 0
					_ = db.InTx(t.Context(), func(ctx context.Context) error {
						record(t, ctx, db, one)
						time.Sleep(rand.N(time.Millisecond))
						if undone {
							return context.Canceled
						}
						return nil
					})
					if !undone {
						mu.Lock()
						want = append(want, one)
						mu.Unlock()
					}
				}
			})
		}
		done := make(chan struct{})
		go func() { writing.Wait(); close(done) }()
		s := store{db}
		got, places, counts := []string{}, []place{{}}, []int{0}
		for last := false; !last; {
			select {
			case <-done:
				last = true
			default:
			}
			ids, to := s.ids(t, places[len(places)-1])
			got, places = append(got, ids...), append(places, to)
			counts = append(counts, len(got))
		}
		after := slices.Clone(got)
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		all, _, err := s.read(t.Context(), place{}, 10_000)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range places {
			told := map[string]bool{}
			for _, h := range all {
				if h.tx >= p.horizon {
					told[h.id] = true
				}
			}
			for _, id := range after[counts[i]:] {
				if !told[id] {
					t.Errorf("who goes on from horizon %d misses %s", p.horizon, id)
				}
			}
		}
	})
}

// server is a hub that runs.
func server(t *testing.T, db *database.DB, kept int) (h *Hub, end func()) {
	t.Helper()
	h = New(db, slog.New(slog.DiscardHandler), func(context.Context, []uuid.UUID) (map[uuid.UUID]Audience, error) { return nil, nil })
	h.kept = kept
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		h.Run(ctx)
	}()
	end = func() {
		cancel()
		<-ended
	}
	t.Cleanup(end)
	return h, end
}

// page is the other side of a stream.
type page struct {
	t    *testing.T
	conn net.Conn
	read *bufio.Scanner
	id   string // of the last message
}

// follow opens a stream as soon as the hub has read where the log stands.
func follow(t *testing.T, h *Hub, v Viewer, again func(context.Context) (Viewer, error), id string) *page {
	t.Helper()
	s, err := h.Open(v, again, id)
	for fault.Is(err, fault.Unavailable) {
		time.Sleep(time.Millisecond)
		s, err = h.Open(v, again, id)
	}
	if err != nil {
		t.Fatal(err)
	}
	ours, theirs := net.Pipe()
	s.Serve(theirs, []byte("head\n\n"))
	t.Cleanup(func() { _ = ours.Close() })
	return &page{t: t, conn: ours, read: bufio.NewScanner(ours), id: id}
}

// next is what the next message tells, "" when the stream has ended. It has
// understood how far it is when the next message begins.
func (p *page) next() string {
	p.t.Helper()
	for p.read.Scan() {
		text := p.read.Text()
		if id, ok := strings.CutPrefix(text, "id: "); ok {
			p.id = id
		}
		data, ok := strings.CutPrefix(text, "data: ")
		if !ok || data == "{}" {
			continue
		}
		var c Change
		if err := json.Unmarshal([]byte(data), &c); err != nil {
			p.t.Fatal(err)
		}
		return strings.Trim(string(c.What)+" "+c.ID, " ")
	}
	return ""
}

// mark reads on until the stream says how far it is.
func (p *page) mark() {
	p.t.Helper()
	for p.read.Scan() {
		if id, ok := strings.CutPrefix(p.read.Text(), "id: "); ok {
			p.id = id
			return
		}
	}
	p.t.Fatal("the stream has ended")
}

func (p *page) wants(messages ...string) {
	p.t.Helper()
	for _, want := range messages {
		if got := p.next(); got != want {
			p.t.Fatalf("told %q, not %q", got, want)
		}
	}
}

func same(v Viewer) func(context.Context) (Viewer, error) {
	return func(context.Context) (Viewer, error) { return v, nil }
}

func TestAStreamGoesOnWhereAnotherEnded(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := Viewer{Person: uuid.New()}
		one, endOne := server(t, db, kept)
		first := follow(t, one, v, same(v), "")
		record(t, t.Context(), db, "a")
		first.wants("moment a")
		first.mark()
		endOne()
		first.wants("")
		record(t, t.Context(), db, "b")
		record(t, t.Context(), db, "c")
		// Another server, which was not there when it happened.
		two, _ := server(t, db, kept)
		second := follow(t, two, v, same(v), first.id)
		for _, want := range []string{"moment b", "moment c"} {
			got := second.next()
			for got == "moment a" { // to be told again does no harm
				got = second.next()
			}
			if got != want {
				t.Fatalf("told %q, not %q", got, want)
			}
		}
		record(t, t.Context(), db, "d")
		second.wants("moment d")
	})
}

func TestWhoWasAwayForLongIsToldThatEverythingMayHaveChanged(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := Viewer{Person: uuid.New()}
		h, _ := server(t, db, 3)
		p := follow(t, h, v, same(v), "")
		record(t, t.Context(), db, "first")
		p.wants("moment first")
		p.mark()
		other := follow(t, h, v, same(v), "")
		other.wants("moment first") // of the last minute
		for i := range 4 {
			record(t, t.Context(), db, fmt.Sprint(i))
			got := other.next()
			for got != "moment "+fmt.Sprint(i) {
				got = other.next()
			}
		}
		late := follow(t, h, v, same(v), p.id)
		late.wants("everything")
		forged := follow(t, h, v, same(v), "made-up")
		forged.wants("everything")
		record(t, t.Context(), db, "new")
		late.wants("moment new")
		forged.wants("moment new")
	})
}

func TestWhoIsSignedOutIsToldSoAndNothingMore(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := Viewer{Person: uuid.New()}
		var mu sync.Mutex
		out := false
		again := func(context.Context) (Viewer, error) {
			mu.Lock()
			defer mu.Unlock()
			if out {
				return Viewer{}, fault.New(fault.Unauthenticated, "not-signed-in", "Sign in.")
			}
			return v, nil
		}
		h, _ := server(t, db, kept)
		p := follow(t, h, v, again, "")
		stays := follow(t, h, Viewer{Person: uuid.New()}, same(v), "")
		Touch(t.Context(), db, v.Person)
		p.wants("you")
		mu.Lock()
		out = true
		mu.Unlock()
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			record(t, ctx, db, "secret")
			return audit.Record(ctx, db, audit.Event{Kind: "person.changed", Subject: "person:" + v.Person.String()})
		})
		if err != nil {
			t.Fatal(err)
		}
		p.wants("bye", "")
		stays.wants("moment secret")
	})
}

// What a batch takes from a viewer is not told to them as they were before, also
// when they cannot be looked up at once.
func TestNothingIsToldToWhoCannotBeLookedUp(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		was := Viewer{Person: uuid.New(), Admin: true}
		var failed atomic.Bool
		again := func(context.Context) (Viewer, error) {
			if failed.CompareAndSwap(false, true) {
				return Viewer{}, errors.New("the database is away")
			}
			return Viewer{Person: was.Person}, nil
		}
		h, _ := server(t, db, kept)
		p := follow(t, h, was, again, "")
		p.mark()
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			record(t, ctx, db, "for all")
			return audit.Record(ctx, db, audit.Event{Kind: "person.changed", Subject: "person:" + was.Person.String()})
		})
		if err != nil {
			t.Fatal(err)
		}
		p.wants("you", "moment for all")
		record(t, t.Context(), db, "next")
		p.wants("moment next")
	})
}

// A database that hangs keeps nobody: who leaves is gone at once, and so are all when
// the hub ends.
func TestWhoIsLookedUpCanLeave(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		var looks atomic.Int64
		again := func(ctx context.Context) (Viewer, error) {
			looks.Add(1)
			<-ctx.Done()
			if !errors.Is(ctx.Err(), context.Canceled) {
				t.Error("a look was not ended by leaving")
			}
			return Viewer{}, ctx.Err()
		}
		h, end := server(t, db, kept)
		v := Viewer{Person: uuid.New()}
		pages := make([]*page, lookAtOnce+2)
		for i := range pages {
			pages[i] = follow(t, h, v, again, "")
			pages[i].mark()
		}
		Touch(t.Context(), db, v.Person)
		open := func() int {
			h.mu.Lock()
			defer h.mu.Unlock()
			return len(h.streams[v.Person])
		}
		for looks.Load() < lookAtOnce {
			time.Sleep(time.Millisecond)
		}
		for _, p := range pages { // those that look and those that wait
			_ = p.conn.Close()
		}
		for open() > 0 {
			time.Sleep(time.Millisecond)
		}
		p := follow(t, h, v, again, "")
		p.mark()
		before := looks.Load()
		Touch(t.Context(), db, v.Person)
		for looks.Load() == before {
			time.Sleep(time.Millisecond)
		}
		end()
		p.wants("")
	})
}

func TestOnePersonHasSoManyStreams(t *testing.T) {
	db := databasetest.New(t, database.SQLite)
	v := Viewer{Person: uuid.New()}
	h, _ := server(t, db, kept)
	var last *page
	for range ownStreams {
		last = follow(t, h, v, same(v), "")
	}
	if _, err := h.Open(v, same(v), ""); !fault.Is(err, fault.Throttled) {
		t.Errorf("one more answers %v", err)
	}
	if s, err := h.Open(Viewer{Person: uuid.New()}, same(v), ""); err != nil {
		t.Error(err)
	} else {
		s.Close()
	}
	_ = last.conn.Close() // who has gone makes room at once
	for {
		if s, err := h.Open(v, same(v), ""); err == nil {
			s.Close()
			break
		}
		time.Sleep(time.Millisecond)
	}
}

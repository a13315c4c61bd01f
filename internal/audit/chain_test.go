package audit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

var (
	quiet = slog.New(slog.NewTextHandler(io.Discard, nil))
	nine  = time.Date(2026, 11, 22, 9, 0, 0, 120000000, time.UTC)
)

func chainer(db *database.DB) *Chainer { return NewChainer(db, clock.Clock{}, quiet) }

// write puts five events with numbers between which others would fit.
func write(t *testing.T, db *database.DB) {
	t.Helper()
	actor := uuid.MustParse("0192f0c0-0000-7000-8000-000000000001")
	for n := range int64(5) {
		must(t, db.Write(t.Context()).Table("events").Create(map[string]any{
			"seq": 10 * (n + 1), "id": uuid.NewSHA1(actor, []byte{byte(n)}), "at": nine.Add(time.Duration(n) * time.Second), "actor_id": actor,
			"kind": "experiment.paused", "subject": "experiment:1", "experiment_id": actor,
			"data": fmt.Sprintf(`{"revision": %d, "to": "paused", "drift": [{"field": "customers", "most": 0.1, "is": 1e21}], "because": "żółć\u2028"}`, n),
		}).Error)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// verify checks in parts of three.
func verify(ctx context.Context, t *testing.T, db *database.DB) *Report {
	t.Helper()
	checked := int64(0)
	for behind := int64(0); ; {
		r, err := Verify(ctx, db, behind, 3)
		must(t, err)
		behind, checked = r.Position(), checked+r.Checked
		if r.End() {
			r.Checked = checked
			return r
		}
	}
}

func chained(ctx context.Context, t *testing.T, db *database.DB) *Report {
	t.Helper()
	must(t, chainer(db).Chain(ctx))
	return verify(ctx, t, db)
}

// The head below was computed from the page of the decision alone, by another program.
func TestTheChainIsTheSameOnBothDatabases(t *testing.T) {
	const want = "5:1d3254433f5060f0c44d67e7bb85909f5632348eedbd60b14a2d0e8efe350ede"
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		write(t, db)
		r := verify(t.Context(), t, db)
		if r.Checked != 0 || r.Unchained != 5 || !r.Since.Equal(nine) || !r.Whole {
			t.Errorf("before: %+v", r)
		}
		if r = chained(t.Context(), t, db); !r.Whole || r.Checked != 5 || r.Length != 5 || r.Unchained != 0 || r.Head != want {
			t.Errorf("after: %+v", r)
		}
		if again := chained(t.Context(), t, db); again.Head != r.Head {
			t.Errorf("again: %+v", again)
		}
	})
}

// unguarded lets an attacker past the guards of the tables.
func unguarded(ctx context.Context, t *testing.T, db *database.DB) {
	t.Helper()
	statements := map[database.Dialect][]string{
		database.SQLite: {"DROP TRIGGER events_only_grow_update", "DROP TRIGGER events_only_grow_delete",
			"DROP TRIGGER audit_chain_only_grows_update", "DROP TRIGGER audit_chain_only_grows_delete"},
		database.Postgres: {"DROP TRIGGER events_only_grow ON events", "DROP TRIGGER audit_chain_only_grows ON audit_chain"},
	}
	attack(ctx, t, db, statements[db.Dialect()])
}

func attack(ctx context.Context, t *testing.T, db *database.DB, statements []string) {
	t.Helper()
	for _, sql := range statements {
		must(t, db.Write(ctx).Exec(sql).Error)
	}
}

func insertion(seq int) string {
	return fmt.Sprintf(`INSERT INTO events (seq, id, at, actor_id, kind, subject, experiment_id, data)
		SELECT %d, '0192f0c0-0000-7000-8000-0000000000aa', at, actor_id, kind, subject, experiment_id, data FROM events WHERE seq = 20`, seq)
}

func TestWhatIsDoneToTheLogIsFound(t *testing.T) {
	type found struct {
		Position, Seq int64
		What          Flaw
	}
	altered, removed := found{3, 30, Altered}, found{3, 30, Removed}
	attacks := map[string]struct {
		statements []string
		want       found
	}{
		"another kind":       {[]string{"UPDATE events SET kind = 'experiment.resumed' WHERE seq = 30"}, altered},
		"another actor":      {[]string{"UPDATE events SET actor_id = '0192f0c0-0000-7000-8000-0000000000aa' WHERE seq = 30"}, altered},
		"no actor":           {[]string{"UPDATE events SET actor_id = NULL WHERE seq = 30"}, altered},
		"another time":       {[]string{"UPDATE events SET at = '2026-11-22 09:00:02.120001+00:00' WHERE seq = 30"}, altered},
		"another subject":    {[]string{"UPDATE events SET subject = 'experiment:2' WHERE seq = 30"}, altered},
		"another experiment": {[]string{"UPDATE events SET experiment_id = NULL WHERE seq = 30"}, altered},
		"another id":         {[]string{"UPDATE events SET id = '0192f0c0-0000-7000-8000-0000000000aa' WHERE seq = 30"}, altered},
		"other data":         {[]string{`UPDATE events SET data = '{"revision": 1, "to": "paused"}' WHERE seq = 30`}, altered},
		"another hash":       {[]string{"UPDATE audit_chain SET hash = (SELECT hash FROM audit_chain WHERE position = 2) WHERE position = 3"}, altered},
		"another genesis":    {[]string{"UPDATE audit_chain SET hash = (SELECT hash FROM audit_chain WHERE position = 2) WHERE position = 0"}, found{0, 0, Cut}},
		"no genesis":         {[]string{"DELETE FROM audit_chain WHERE position = 0"}, found{0, 0, Cut}},
		"no chain":           {[]string{"DELETE FROM audit_chain"}, found{0, 0, Cut}},
		"no log":             {[]string{"DELETE FROM audit_chain", "DELETE FROM events"}, found{0, 0, Cut}},
		"the first removed":  {[]string{"DELETE FROM events WHERE seq = 10"}, found{1, 10, Removed}},
		"one removed":        {[]string{"DELETE FROM events WHERE seq = 30"}, removed},
		"the last removed":   {[]string{"DELETE FROM events WHERE seq = 50"}, found{5, 50, Removed}},
		"all removed":        {[]string{"DELETE FROM events"}, found{1, 10, Removed}},
		"removed with link":  {[]string{"DELETE FROM events WHERE seq = 30", "DELETE FROM audit_chain WHERE seq = 30"}, found{3, 0, Cut}},
		"removed, closed up": {[]string{"DELETE FROM events WHERE seq = 30", "DELETE FROM audit_chain WHERE seq = 30",
			"UPDATE audit_chain SET position = 3 WHERE position = 4", "UPDATE audit_chain SET position = 4 WHERE position = 5"}, found{3, 40, Altered}},
		"put before all":   {[]string{insertion(5)}, found{1, 5, Inserted}},
		"put in between":   {[]string{insertion(25)}, found{3, 25, Inserted}},
		"moved to the end": {[]string{"UPDATE events SET seq = 60 WHERE seq = 30"}, removed},
		"moved further":    {[]string{"UPDATE events SET seq = 25 WHERE seq = 30"}, found{3, 25, Inserted}},
		"two swapped":      {[]string{"UPDATE events SET seq = 1 WHERE seq = 30", "UPDATE events SET seq = 30 WHERE seq = 40", "UPDATE events SET seq = 40 WHERE seq = 1"}, altered},
		"two links swapped": {[]string{"UPDATE audit_chain SET seq = 1 WHERE seq = 30", "UPDATE audit_chain SET seq = 30 WHERE seq = 40", "UPDATE audit_chain SET seq = 40 WHERE seq = 1"},
			found{3, 30, Inserted}},
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		write(t, db)
		if r := chained(t.Context(), t, db); !r.Whole {
			t.Fatalf("before: %+v", r.Broken)
		}
		for name, a := range attacks {
			undone(t, db, func(ctx context.Context) {
				attack(ctx, t, db, a.statements)
				r := verify(ctx, t, db)
				if r.Broken == nil || r.Whole {
					t.Errorf("%s: it was not found", name)
				} else if diff := cmp.Diff(a.want, found{r.Broken.Position, r.Broken.Seq, r.Broken.What}); diff != "" {
					t.Errorf("%s: %s", name, diff)
				}
			})
		}
	})
}

// Who chains says so when there is nothing to chain to, which is not the same as
// that somebody else is at it.
func TestChainingSaysThatTheBeginningIsGone(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		write(t, db)
		chained(t.Context(), t, db)
		attack(t.Context(), t, db, []string{insertion(60)}) // as any writer would
		for name, sql := range map[string]string{"no genesis": "DELETE FROM audit_chain WHERE position = 0", "no chain": "DELETE FROM audit_chain"} {
			undone(t, db, func(ctx context.Context) {
				attack(ctx, t, db, []string{sql})
				if err := chainer(db).Chain(ctx); !errors.Is(err, errCut) {
					t.Errorf("%s: %v", name, err)
				}
			})
		}
		if r := chained(t.Context(), t, db); !r.Whole || r.Unchained != 0 {
			t.Errorf("afterwards: %+v", r)
		}
	})
}

// undone lets an attacker past the guards, and then takes back what was done.
func undone(t *testing.T, db *database.DB, do func(ctx context.Context)) {
	t.Helper()
	end := errors.New("the end")
	err := db.InTx(t.Context(), func(ctx context.Context) error {
		unguarded(ctx, t, db)
		do(ctx)
		return end
	})
	if !errors.Is(err, end) {
		t.Fatal(err)
	}
}

// Who may write to the database can make the whole chain anew, or take away its end.
// Then it is whole in itself, and a head that was noted elsewhere is not in it.
func TestANotedHeadFindsAChainMadeAnew(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		write(t, db)
		noted, err := ParseHead(chained(t.Context(), t, db).Head)
		must(t, err)
		if gone, err := CheckHead(t.Context(), db, noted); err != nil || gone != nil {
			t.Fatalf("before: %+v, %v", gone, err)
		}
		for name, forge := range map[string][]string{
			"made anew": {"DELETE FROM audit_chain WHERE position > 0", "UPDATE events SET kind = 'experiment.resumed' WHERE seq = 30"},
			"cut short": {"DELETE FROM audit_chain WHERE position > 3", "DELETE FROM events WHERE seq > 30"},
		} {
			undone(t, db, func(ctx context.Context) {
				attack(ctx, t, db, forge)
				if links := chained(ctx, t, db); !links.Whole {
					t.Errorf("%s: in itself: %+v", name, links.Broken)
				}
				if gone, err := CheckHead(ctx, db, noted); err != nil || gone == nil || gone.What != Replaced {
					t.Errorf("%s: the noted head: %+v, %v", name, gone, err)
				}
			})
		}
	})
}

func TestTheTablesOnlyGrow(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		write(t, db)
		before := chained(t.Context(), t, db)
		for _, sql := range []string{"UPDATE events SET kind = 'experiment.resumed' WHERE seq = 30", "DELETE FROM events WHERE seq = 30",
			"UPDATE audit_chain SET position = 9 WHERE position = 5", "DELETE FROM audit_chain WHERE position = 5"} {
			if err := db.Write(t.Context()).Exec(sql).Error; err == nil {
				t.Errorf("it was done: %s", sql)
			}
		}
		if diff := cmp.Diff(before.Head, verify(t.Context(), t, db).Head); diff != "" {
			t.Error(diff)
		}
	})
}

func TestHeadsAreReadAsTheyAreWritten(t *testing.T) {
	h := Head{12, make([]byte, 32)}
	if got, err := ParseHead(" " + h.String() + "\n"); err != nil || got.String() != h.String() {
		t.Errorf("%v, %v", got, err)
	}
	for _, text := range []string{"", "12", "12:", ":00", "-1:" + h.String()[3:], "12:zz", h.String() + "00"} {
		if got, err := ParseHead(text); err == nil {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}

// An event whose number is smaller than one that is there already still gets its
// place: nothing is chained before it is known.
func TestWhatCommitsLateIsChainedInItsPlace(t *testing.T) {
	db := databasetest.New(t, database.Postgres)
	c := chainer(db)
	one := func(ctx context.Context) error {
		return Record(ctx, db, Event{Kind: "policy.saved", Subject: "policy:1"})
	}
	must(t, one(t.Context()))
	must(t, c.Chain(t.Context()))
	err := db.InTx(t.Context(), func(late context.Context) error {
		must(t, one(late))
		must(t, db.Write(late).Exec("SELECT 1").Error) // the event goes with it, and waits no longer
		must(t, one(t.Context()))
		for range 3 {
			must(t, c.Chain(t.Context()))
			if r := verify(t.Context(), t, db); r.Length != 1 || r.Unchained != 1 {
				t.Errorf("while it is written: %+v", r)
			}
		}
		return nil
	})
	must(t, err)
	must(t, c.Chain(t.Context()))
	if r := verify(t.Context(), t, db); !r.Whole || r.Length != 3 || r.Unchained != 0 {
		t.Errorf("afterwards: %+v", r)
	}
}

// Several servers, some of which end in the middle, and others who write: every event
// is chained once, in the order of its number.
func TestCompetingChainersShareOneChain(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		const writers, each = 4, 60
		var writing, chaining sync.WaitGroup
		done := make(chan struct{})
		for range writers {
			writing.Go(func() {
				for range each {
					err := db.InTx(t.Context(), func(ctx context.Context) error {
						return Record(ctx, db, Event{Kind: "policy.saved", Subject: "policy:1"}, Event{Kind: "policy.saved", Subject: "policy:2"})
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		for range 3 {
			chaining.Go(func() {
				for c := chainer(db); ; {
					select {
					case <-done:
						return
					default:
						ctx, end := context.WithTimeout(t.Context(), 20*time.Millisecond)
						_ = c.Chain(ctx) // what ends in the middle has done nothing
						end()
					}
				}
			})
		}
		writing.Wait()
		close(done)
		chaining.Wait()
		r := chained(t.Context(), t, db)
		for look := 0; r.Unchained > 0 && look < 1000; look++ { // who ended in the middle may hold its locks a little longer
			time.Sleep(10 * time.Millisecond)
			r = chained(t.Context(), t, db)
		}
		if !r.Whole || r.Length != 2*writers*each || r.Unchained != 0 {
			t.Errorf("%+v %+v", r, r.Broken)
		}
	})
}

func TestTheLogIsReadNewestFirst(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		mine := clock.NewID()
		must(t, Record(t.Context(), db, Event{Kind: "experiment.started", Subject: "experiment:1", Experiment: &mine}, Event{Kind: "policy.saved", Subject: "policy:2"}))
		must(t, chainer(db).Chain(t.Context()))
		must(t, Record(t.Context(), db, Event{Kind: "experiment.paused", Subject: "experiment:1", Experiment: &mine}))
		seen := func(f Filter) (kinds []string, more bool) {
			t.Helper()
			found, more, err := List(t.Context(), db, f)
			must(t, err)
			for _, e := range found {
				kinds = append(kinds, fmt.Sprint(e.Kind, " ", e.Position != nil, " ", len(e.Hash)))
			}
			return kinds, more
		}
		paused, saved, started := "experiment.paused false 0", "policy.saved true 64", "experiment.started true 64"
		for _, c := range []struct {
			filter Filter
			want   []string
			more   bool
		}{
			{Filter{Limit: 9}, []string{paused, saved, started}, false},
			{Filter{Limit: 2}, []string{paused, saved}, true},
			{Filter{Limit: 9, Before: 2}, []string{started}, false},
			{Filter{Limit: 9, Kind: "policy.saved"}, []string{saved}, false},
			{Filter{Limit: 9, Experiment: mine}, []string{paused, started}, false},
			{Filter{Limit: 9, Experiment: mine, Kind: "experiment.paused"}, []string{paused}, false},
		} {
			got, more := seen(c.filter)
			if diff := cmp.Diff(c.want, got); diff != "" || more != c.more {
				t.Errorf("%+v: %v %s", c.filter, more, diff)
			}
		}
	})
}

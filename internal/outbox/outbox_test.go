package outbox_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/outbox"
)

// bench is a database, a clock that a test sets, and what was done.
type bench struct {
	t    *testing.T
	db   *database.DB
	at   atomic.Int64
	mu   sync.Mutex
	done []string
}

func each(t *testing.T, f func(b *bench)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := &bench{t: t, db: db}
		b.at.Store(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC).UnixMicro())
		f(b)
	})
}

func (b *bench) now() time.Time       { return time.UnixMicro(b.at.Load()) }
func (b *bench) pass(d time.Duration) { b.at.Add(d.Microseconds()) }

// worker notes the key and the data of each "note" that it does.
func (b *bench) worker() *outbox.Worker {
	w := outbox.NewWorker(b.db, clock.Clock{Fixed: b.now}, slog.New(slog.NewTextHandler(io.Discard, nil)))
	w.Handle("note", func(_ context.Context, job outbox.Job) error {
		b.note(job.Key + " " + strings.ReplaceAll(string(job.Data), " ", "")) // PostgreSQL writes JSON its way
		return nil
	})
	return w
}

func (b *bench) note(what string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done = append(b.done, what)
}

// did answers what was done since it was asked last.
func (b *bench) did() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	did := b.done
	b.done = nil
	return did
}

func (b *bench) put(kind, key, data string, in time.Duration) {
	b.t.Helper()
	b.must(outbox.Put(b.t.Context(), b.db, outbox.Job{Kind: kind, Key: key, Data: json.RawMessage(data), RunAt: b.now().Add(in)}))
}

func (b *bench) run(w *outbox.Worker) {
	b.t.Helper()
	b.must(w.RunDue(b.t.Context()))
}

func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) wantDone(when string, want ...string) {
	b.t.Helper()
	if diff := cmp.Diff(want, b.did()); diff != "" {
		b.t.Errorf("%s: %s", when, diff)
	}
}

func TestAJobRunsOnceWhenItIsDue(t *testing.T) {
	each(t, func(b *bench) {
		w := b.worker()
		b.put("note", "later", `{"n":2}`, time.Hour)
		b.put("note", "now", `{"n":1}`, 0)
		b.run(w)
		b.wantDone("at once", `now {"n":1}`)
		b.pass(time.Hour - time.Microsecond)
		b.run(w)
		b.wantDone("just before")
		b.pass(time.Microsecond)
		b.run(w)
		b.wantDone("when due", `later {"n":2}`)
		b.pass(24 * time.Hour)
		b.run(w)
		b.wantDone("afterwards")
	})
}

func TestTheOldestRunsFirstAndOthersKindsAreLeft(t *testing.T) {
	each(t, func(b *bench) {
		b.put("of a newer program", "", "{}", -time.Hour)
		b.put("note", "second", "{}", -time.Minute)
		b.put("note", "first", "{}", -time.Hour)
		b.run(b.worker())
		b.wantDone("in order", "first {}", "second {}")
		newer := b.worker()
		newer.Handle("of a newer program", func(context.Context, outbox.Job) error {
			b.note("newer")
			return nil
		})
		b.run(newer)
		b.wantDone("by who can", "newer")
	})
}

func TestAJobLivesWithItsChange(t *testing.T) {
	each(t, func(b *bench) {
		undone := errors.New("undone")
		err := b.db.InTx(b.t.Context(), func(ctx context.Context) error {
			if err := outbox.Put(ctx, b.db, outbox.Job{Kind: "note", Key: "a", RunAt: b.now()}); err != nil {
				return err
			}
			return undone
		})
		if !errors.Is(err, undone) {
			b.t.Fatal(err)
		}
		b.run(b.worker())
		b.wantDone("after the change was undone")
	})
}

func TestAKeyReplacesWhatWaits(t *testing.T) {
	each(t, func(b *bench) {
		w := b.worker()
		b.put("note", "a", `{"n":1}`, 0)
		b.put("note", "a", `{"n":2}`, time.Hour)
		b.run(w)
		b.wantDone("at the first time")
		b.pass(time.Hour)
		b.run(w)
		b.wantDone("at the second", `a {"n":2}`)
		b.put("note", "", "1", 0)
		b.put("note", "", "2", 0)
		b.run(w)
		if n := len(b.did()); n != 2 {
			b.t.Errorf("of two without a key %d ran", n)
		}
	})
}

// What was put while its older self ran is not forgotten with it.
func TestAJobThatReplacesOneBeingRunRunsToo(t *testing.T) {
	each(t, func(b *bench) {
		w := b.worker()
		w.Handle("again", func(_ context.Context, job outbox.Job) error {
			b.note(string(job.Data))
			if string(job.Data) == "1" {
				b.put("again", job.Key, "2", time.Minute)
			}
			return nil
		})
		b.put("again", "a", "1", 0)
		b.run(w)
		b.pass(time.Minute)
		b.run(w)
		b.wantDone("both", "1", "2")
	})
}

// Two workers on one database: each job is done once.
func TestCompetingWorkersShare(t *testing.T) {
	each(t, func(b *bench) {
		const jobs = 60
		want := []string{}
		for i := range jobs {
			key := string(rune('A' + i))
			b.put("note", key, "{}", 0)
			want = append(want, key+" {}")
		}
		var all sync.WaitGroup
		for range 4 {
			w := b.worker()
			all.Go(func() {
				if err := w.RunDue(b.t.Context()); err != nil {
					b.t.Error(err)
				}
			})
		}
		all.Wait()
		got := b.did()
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			b.t.Error(diff)
		}
	})
}

// A worker that dies says nothing: here one whose context ends in the middle, so
// that it cannot even say that it failed.
func TestACrashedWorkersJobIsTakenWhenItsLeaseRunsOut(t *testing.T) {
	each(t, func(b *bench) {
		ctx, crash := context.WithCancel(b.t.Context())
		crashed := b.worker()
		crashed.Handle("note", func(context.Context, outbox.Job) error {
			crash()
			return nil
		})
		b.put("note", "a", "{}", 0)
		if err := crashed.RunDue(ctx); err == nil {
			b.t.Fatal("it did not crash")
		}
		other := b.worker()
		b.pass(5*time.Minute - time.Microsecond)
		b.run(other)
		b.wantDone("while the lease holds")
		b.pass(time.Microsecond)
		b.run(other)
		b.wantDone("when it ran out", "a {}")
	})
}

// Whose lease ran out has no say any more: neither in the end nor in a failure.
func TestASlowWorkerDoesNotEndWhatAnotherTook(t *testing.T) {
	each(t, func(b *bench) {
		for _, result := range []error{nil, errors.New("too late")} {
			slow := b.worker()
			slow.Handle("note", func(context.Context, outbox.Job) error {
				b.pass(6 * time.Minute)
				failing := b.worker()
				failing.Handle("note", func(context.Context, outbox.Job) error { return errors.New("not yet") })
				b.run(failing)
				return result
			})
			b.put("note", "a", "{}", 0)
			b.run(slow)
			b.pass(20 * time.Second)
			b.run(b.worker())
			b.wantDone("after the other's wait", "a {}")
		}
	})
}

func TestAFailingJobComesBackLaterAndLater(t *testing.T) {
	each(t, func(b *bench) {
		w := b.worker()
		tries := 0
		w.Handle("hard", func(context.Context, outbox.Job) error {
			if tries++; tries%2 == 0 {
				panic("a bug")
			}
			return errors.New("the mail server is away")
		})
		b.put("hard", "a", "{}", 0)
		waits := []time.Duration{}
		for tries < 20 {
			before, waited := tries, time.Duration(0)
			for b.run(w); tries == before; b.run(w) {
				b.pass(10 * time.Second)
				waited += 10 * time.Second
			}
			waits = append(waits, waited)
		}
		want := []time.Duration{0, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600, 3600, 3600, 3600, 3600, 3600, 3600, 3600}
		for i := range want {
			want[i] *= time.Second
		}
		if diff := cmp.Diff(want, waits); diff != "" {
			b.t.Error(diff)
		}
		b.pass(48 * time.Hour)
		b.run(w)
		if tries != 20 {
			b.t.Errorf("it was tried %d times", tries)
		}
		b.measures(w, "ajar_jobs_dead 1", `ajar_job_seconds_count{kind="hard",result="failed"} 19`, `ajar_job_seconds_count{kind="hard",result="dead"} 1`)
		b.put("hard", "a", "{}", 0)
		b.run(w)
		if tries != 21 {
			b.t.Error("a dead job that is put again does not run")
		}
		b.measures(w, "ajar_jobs_dead 0")
	})
}

// A job that takes the program down with it must not do so for ever.
func TestAJobThatKillsItsWorkersIsGivenUp(t *testing.T) {
	each(t, func(b *bench) {
		taken := 0
		for range 25 {
			ctx, crash := context.WithCancel(b.t.Context())
			w := b.worker()
			w.Handle("note", func(context.Context, outbox.Job) error {
				taken++
				crash()
				return nil
			})
			if taken == 0 {
				b.put("note", "a", "{}", 0)
			}
			_ = w.RunDue(ctx)
			crash()
			b.pass(time.Hour)
		}
		if taken != 20 {
			b.t.Errorf("it killed %d workers", taken)
		}
		b.measures(b.worker(), "ajar_jobs_dead 1")
	})
}

func TestOneFailureDoesNotHoldOthersUp(t *testing.T) {
	each(t, func(b *bench) {
		w := b.worker()
		w.Handle("hard", func(context.Context, outbox.Job) error { return errors.New("no") })
		b.put("hard", "", "{}", -time.Hour)
		b.put("note", "a", "{}", 0)
		b.run(w)
		b.wantDone("behind it", "a {}")
	})
}

func TestHowFarBehindTheWorkIs(t *testing.T) {
	each(t, func(b *bench) {
		w := b.worker()
		b.measures(w, "ajar_jobs_late_seconds 0", "ajar_jobs_dead 0")
		b.put("note", "", "{}", 0)
		b.pass(90 * time.Second)
		b.measures(w, "ajar_jobs_late_seconds 90")
		b.run(w)
		b.measures(w, "ajar_jobs_late_seconds 0", `ajar_job_seconds_count{kind="note",result="done"} 1`)
	})
}

func (b *bench) measures(w *outbox.Worker, lines ...string) {
	b.t.Helper()
	registry, page := prometheus.NewRegistry(), httptest.NewRecorder()
	registry.MustRegister(w)
	promhttp.HandlerFor(registry, promhttp.HandlerOpts{}).ServeHTTP(page, httptest.NewRequest("GET", "/metrics", nil))
	text := page.Body.String()
	for _, line := range lines {
		if !strings.Contains(text, line+"\n") {
			b.t.Errorf("%q is not in\n%s", line, text)
		}
	}
}

// A worker looks at once and at every tick; told to end it takes no more, and
// finishes what it does.
func TestAWorkerEndsCleanly(t *testing.T) {
	each(t, func(b *bench) {
		ctx, end := context.WithCancel(b.t.Context())
		w, tick, inside, finish, ended := b.worker(), make(chan time.Time, 1), make(chan bool), make(chan bool), make(chan bool)
		w.Handle("long", func(ctx context.Context, _ outbox.Job) error {
			inside <- true
			<-finish
			b.note("finished")
			return ctx.Err()
		})
		b.put("long", "first", "{}", 0)
		go func() {
			w.Run(ctx, tick, time.Hour)
			close(ended)
		}()
		<-inside
		finish <- true
		b.put("long", "second", "{}", time.Hour)
		b.put("note", "a", "{}", 2*time.Hour)
		b.pass(2 * time.Hour)
		tick <- b.now()
		<-inside
		end()
		finish <- true
		<-ended
		b.wantDone("what was under way", "finished", "finished")
		b.run(b.worker())
		b.wantDone("the rest, by another", "a {}")
	})
}

// What waits for another machine holds nothing else up.
func TestASlowJobHoldsNothingUp(t *testing.T) {
	each(t, func(b *bench) {
		ctx, end := context.WithCancel(b.t.Context())
		w, tick, inside, finish := b.worker(), make(chan time.Time), make(chan bool), make(chan bool)
		w.HandleSlow("mail", func(context.Context, outbox.Job) error {
			inside <- true
			<-finish
			b.note("mailed")
			return nil
		})
		b.put("mail", "a", "{}", 0)
		var all sync.WaitGroup
		all.Go(func() { w.RunSlow(ctx, nil, time.Hour) })
		<-inside
		b.put("note", "b", "{}", 0)
		all.Go(func() { w.Run(ctx, tick, time.Hour) })
		tick <- b.now()
		tick <- b.now() // so the look before has ended
		b.wantDone("while the mail is on its way", "b {}")
		end()
		finish <- true
		all.Wait()
		b.wantDone("at the end", "mailed")
	})
}

// Whoever does not finish within the grace is told to stop, and comes again.
func TestAWorkerDoesNotWaitForever(t *testing.T) {
	each(t, func(b *bench) {
		ctx, end := context.WithCancel(b.t.Context())
		w := b.worker()
		w.Handle("endless", func(ctx context.Context, _ outbox.Job) error {
			end()
			<-ctx.Done()
			b.note("stopped")
			return ctx.Err()
		})
		b.put("endless", "", "{}", 0)
		w.Run(ctx, nil, 0)
		b.wantDone("at the end of the grace", "stopped")
		again := b.worker()
		again.Handle("endless", func(context.Context, outbox.Job) error {
			b.note("again")
			return nil
		})
		b.pass(5 * time.Minute)
		b.run(again)
		b.wantDone("when the lease ran out", "again")
	})
}

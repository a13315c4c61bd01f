package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ajar/internal/clock"
	"ajar/internal/database"
)

// Worker runs due jobs, one after the other. Any number of workers may share a
// database. A worker leaves jobs of kinds it has no handler for to others, which
// may be of a newer program.
type Worker struct {
	db       *database.DB
	clock    clock.Clock
	log      *slog.Logger
	handlers map[string]Handler
	slow     map[string]bool // kinds with a loop of their own
	took     *prometheus.HistogramVec
}

// NewWorker makes a worker without handlers.
func NewWorker(db *database.DB, clock clock.Clock, log *slog.Logger) *Worker {
	return &Worker{db: db, clock: clock, log: log, handlers: map[string]Handler{}, slow: map[string]bool{}, took: newTook()}
}

// Handle chooses who does a kind of job. It is for wiring, before the first run.
func (w *Worker) Handle(kind string, h Handler) { w.handlers[kind] = h }

// HandleSlow is Handle for what waits for other machines, such as a mail server: RunSlow
// does it, so that it holds nothing else up.
func (w *Worker) HandleSlow(kind string, h Handler) {
	w.Handle(kind, h)
	w.slow[kind] = true
}

// lane are the kinds of one of the two loops.
func (w *Worker) lane(slow bool) (kinds []string) {
	for kind := range w.handlers {
		if w.slow[kind] == slow {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// Run runs what is due now and at every tick, until ctx ends: then it takes no
// more, and the job under way may finish within grace. A database that is away
// is tried again at the next tick.
func (w *Worker) Run(ctx context.Context, tick <-chan time.Time, grace time.Duration) {
	w.loop(ctx, tick, grace, w.lane(false))
}

// RunSlow is Run for the kinds of HandleSlow.
func (w *Worker) RunSlow(ctx context.Context, tick <-chan time.Time, grace time.Duration) {
	w.loop(ctx, tick, grace, w.lane(true))
}

func (w *Worker) loop(ctx context.Context, tick <-chan time.Time, grace time.Duration, kinds []string) {
	working, cancel := outliving(ctx, grace)
	defer cancel()
	var outage database.Outage
	for {
		outage.Note(ctx, w.log, "cannot look for jobs; trying again", w.drain(ctx, working, kinds))
		select {
		case <-ctx.Done():
			return
		case <-tick:
		}
	}
}

// outliving is a context that ends grace after ctx does, or when it is cancelled.
func outliving(ctx context.Context, grace time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })
	return longer, func() {
		stop()
		cancel()
	}
}

// RunDue runs everything that is due now, and answers only that the database was
// away: jobs that fail come back by themselves.
func (w *Worker) RunDue(ctx context.Context) error {
	return errors.Join(w.drain(ctx, ctx, w.lane(false)), w.drain(ctx, ctx, w.lane(true)))
}

// drain takes jobs until none is due or taking ends; they run in working.
func (w *Worker) drain(taking, working context.Context, kinds []string) error {
	for taking.Err() == nil {
		job, err := w.claim(working, kinds)
		if err != nil || job == nil {
			return err
		}
		if err := w.run(working, job); err != nil {
			return err
		}
	}
	return nil
}

// errLost is of a job whose workers died each time they ran it.
var errLost = errors.New("the program ended during each attempt, or took longer than the lease")

func (w *Worker) run(ctx context.Context, job *Job) error {
	began := time.Now()
	err := errLost
	if job.Attempts <= attempts {
		err = w.try(ctx, job)
	}
	result, kept := w.settle(ctx, job, err)
	w.took.WithLabelValues(job.Kind, result).Observe(time.Since(began).Seconds())
	return kept
}

// try runs the handler; a panic is an error like others.
func (w *Worker) try(ctx context.Context, job *Job) (err error) {
	ctx, cancel := context.WithTimeout(ctx, lease-margin)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return w.handlers[job.Kind](ctx, *job)
}

// settle keeps how an attempt ended, and says it.
func (w *Worker) settle(ctx context.Context, job *Job, err error) (result string, kept error) {
	about := w.log.With("kind", job.Kind, "job", job.ID, "attempt", job.Attempts)
	switch {
	case err == nil:
		about.Debug("a job is done")
		return "done", w.done(ctx, job)
	case job.Attempts >= attempts:
		about.Error("a job is given up", "error", err)
		return "dead", w.bury(ctx, job, err)
	}
	again := w.clock.Now().Add(backoff(job.Attempts))
	about.Warn("a job failed and comes again", "error", err, "at", again)
	return "failed", w.later(ctx, job, again, err)
}

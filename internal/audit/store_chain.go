package audit

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ajar/internal/clock"
	"ajar/internal/database"
)

// TableName is where GORM keeps the links.
func (link) TableName() string { return "audit_chain" }

// TableName is where GORM reads the events.
func (entry) TableName() string { return "events" }

const (
	// batch is how many events are chained, or checked, at once.
	batch = 512
	// between is how much time lies between two heads in the program's log.
	between = time.Hour
)

// Chainer binds events into the chain, after the transactions that wrote them: so
// nobody who writes waits for it. Any number of chainers may share a database; each
// event is bound once, in the order of the numbers.
type Chainer struct {
	db    *database.DB
	clock clock.Clock
	log   *slog.Logger
	horizon
	said time.Time // when a head was last written to the log
}

// NewChainer makes a chainer. It is for one goroutine.
func NewChainer(db *database.DB, clock clock.Clock, log *slog.Logger) *Chainer {
	return &Chainer{db: db, clock: clock, log: log}
}

// Run chains what is there at every tick, until ctx ends. A database that is away is
// tried again at the next tick.
func (c *Chainer) Run(ctx context.Context, tick <-chan time.Time) {
	var outage database.Outage
	for {
		outage.Note(ctx, c.log, "cannot chain events; trying again", c.Chain(ctx))
		select {
		case <-ctx.Done():
			return
		case <-tick:
		}
	}
}

// Chain binds every event of which it is known that no earlier one can still appear.
// On PostgreSQL, while others write, these are the ones of the call before.
func (c *Chainer) Chain(ctx context.Context) error {
	last, err := lastLink(c.db.Read(ctx))
	if err != nil {
		return err
	}
	settled, err := c.settled(ctx, c.db, last.Seq)
	for more := true; more && err == nil; {
		more, err = c.bindUpTo(ctx, settled)
	}
	return err
}

// bindUpTo binds the next events up to the number given, and reports whether there
// may be more. The hashes are made before the transaction, which is short so.
func (c *Chainer) bindUpTo(ctx context.Context, settled int64) (more bool, err error) {
	last, err := lastLink(c.db.Read(ctx))
	if err != nil || last.Seq >= settled {
		return false, err
	}
	events := []entry{}
	if err := c.db.Read(ctx).Where("seq > ? AND seq <= ?", last.Seq, settled).Order("seq").Limit(batch).Find(&events).Error; err != nil {
		return false, err
	}
	links, err := bind(last, events)
	if err != nil || len(links) == 0 {
		return false, err
	}
	bound := false
	err = c.db.InTx(ctx, func(ctx context.Context) (err error) {
		bound, err = c.keep(ctx, last, links)
		return err
	})
	if err == nil && bound {
		c.say(links[len(links)-1].head())
	}
	return bound && len(links) == batch, err
}

// sizes are in how many rows links are written: few, so that few statements are
// prepared.
var sizes = []int{128, 16, 1}

// keep writes the links if the chain still ends where they begin and nobody else is
// at it, which whoever holds the genesis is.
func (c *Chainer) keep(ctx context.Context, last link, links []link) (kept bool, err error) {
	tx := c.db.Write(ctx)
	var held []link
	skipping := clause.Locking{Strength: clause.LockingStrengthUpdate, Options: clause.LockingOptionsSkipLocked}
	if err := tx.Clauses(skipping).Where("position = 0").Find(&held).Error; err != nil {
		return false, err
	}
	if len(held) == 0 {
		return false, begun(tx)
	}
	now, err := lastLink(tx)
	if err != nil || now.Position != last.Position {
		return false, err
	}
	for _, size := range sizes {
		for ; len(links) >= size; links = links[size:] {
			if err := tx.Create(links[:size]).Error; err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// errCut is that nothing can be chained, because there is nothing to chain it to.
var errCut = errors.New("the beginning of the audit log's chain has been removed: see ajar audit verify, and bring the table audit_chain back from a backup")

// begun answers errCut when there is no genesis, and nil when there is: also when
// somebody else holds it.
func begun(q *gorm.DB) error {
	var n int64
	if err := q.Model(&link{}).Where("position = 0").Count(&n).Error; err != nil || n > 0 {
		return err
	}
	return errCut
}

// lastLink is the end of a chain; errCut when there is none.
func lastLink(q *gorm.DB) (link, error) {
	var last link
	err := q.Order("position DESC").Limit(1).Take(&last).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = errCut
	}
	return last, err
}

// say writes a head to the log now and then: there it is out of reach of who can
// write to the database.
func (c *Chainer) say(h Head) {
	if now := c.clock.Now(); now.Sub(c.said) >= between {
		c.said = now
		c.log.Info("the head of the audit log", "head", h.String())
	}
}

// horizon finds up to which number all events are there. Numbers are given before
// the commit, so on PostgreSQL a smaller one may appear after a greater one.
type horizon struct {
	sure    int64    // no event up to this number is still to appear
	newest  int64    // the greatest number there was
	writers []string // the transactions that may have held smaller ones then
}

// settled is the number up to which no event is still to appear. When the newest
// event is already behind the number given, it does not look further.
func (h *horizon) settled(ctx context.Context, db *database.DB, behind int64) (int64, error) {
	var newest int64
	err := db.Read(ctx).Raw("SELECT coalesce(max(seq), 0) FROM events").Scan(&newest).Error
	if err != nil || newest <= behind || db.Dialect() == database.SQLite { // one writer at a time
		return newest, err
	}
	var now []string
	if err := db.Read(ctx).Raw(writing).Scan(&now).Error; err != nil {
		return 0, err
	}
	if !slices.ContainsFunc(h.writers, func(w string) bool { return slices.Contains(now, w) }) {
		h.sure, h.newest, h.writers = h.newest, newest, now
	}
	if len(h.writers) == 0 {
		h.sure = h.newest
	}
	return h.sure, nil
}

// writing finds the transactions that may have written events and are under way. Each
// holds this lock on the table from before it is given a number until its events can
// be seen; CREATE INDEX CONCURRENTLY waits in the same way.
const writing = `SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND granted AND mode = 'RowExclusiveLock'
	AND relation = 'events'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`

package database

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// gather is how long notes gather before they are passed on together again: a
	// NOTIFY holds a lock of the whole PostgreSQL server while it commits.
	gather = 20 * time.Millisecond
	// perNotice keeps the notes of one NOTIFY below PostgreSQL's 8,000 bytes.
	perNotice = 100
	// listenAgain is the wait before a lost connection that listened is made anew.
	listenAgain = time.Second
	// channel is the name under which replicas hear each other.
	channel = "ajar"
)

// notes are told after commits, and passed on by a goroutine that lives only
// while there are some.
type notes struct {
	mu      sync.Mutex
	waiting map[string]bool
	passing bool
	hearers map[*func([]string)]bool // of this process, on SQLite
	running sync.WaitGroup
}

// Tell passes a short note (at most 60 bytes, without a line break) to everyone who
// hears this database, in every process, once the transaction in ctx has
// committed; at once when there is none. Equal notes that wait are passed on once,
// and those of a transaction that is undone never.
//
// A note may be lost, with a connection or a process that ends right after its
// commit. It only wakes: who must miss nothing also looks by itself.
func (d *DB) Tell(ctx context.Context, note string) {
	if tx, ok := ctx.Value(txKey{d}).(*transaction); ok {
		tx.notes = append(tx.notes, note)
		return
	}
	d.passOn([]string{note})
}

func (d *DB) passOn(told []string) {
	if len(told) == 0 {
		return
	}
	n := &d.notes
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.waiting == nil {
		n.waiting = map[string]bool{}
	}
	for _, note := range told {
		n.waiting[note] = true
	}
	if !n.passing {
		n.passing = true
		n.running.Go(d.passAll)
	}
}

func (d *DB) passAll() {
	for {
		batch := d.notes.take()
		if len(batch) == 0 {
			return
		}
		if err := d.pass(batch); err != nil {
			d.log.Debug("could not wake the others; they look by themselves", "error", err)
		}
		time.Sleep(gather)
	}
}

func (n *notes) take() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	batch := slices.Sorted(maps.Keys(n.waiting))
	n.waiting, n.passing = nil, len(batch) > 0
	return batch
}

func (d *DB) pass(batch []string) error {
	if d.dialect == SQLite {
		d.notes.heard(batch)
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), connectTimeout)
	defer cancel()
	for some := range slices.Chunk(batch, perNotice) {
		// Past GORM: it is no statement of a request, to be logged or counted as one.
		if _, err := d.pools[0].db.ExecContext(ctx, "SELECT pg_notify($1, $2)", channel, strings.Join(some, "\n")); err != nil {
			return err
		}
	}
	return nil
}

func (n *notes) heard(batch []string) {
	n.mu.Lock()
	hearers := slices.Collect(maps.Keys(n.hearers))
	n.mu.Unlock()
	for _, heard := range hearers {
		(*heard)(batch)
	}
}

// Hear calls heard with the notes that are told on this database, by whichever
// process, until ctx ends; with none whenever some may have been missed: when it
// begins to listen, and after a lost connection. Heard must not take long. On
// PostgreSQL it keeps one connection beside the pool's.
func (d *DB) Hear(ctx context.Context, heard func(notes []string)) {
	if d.dialect == SQLite {
		d.notes.hear(ctx, heard)
		return
	}
	for ctx.Err() == nil {
		if err := d.listen(ctx, heard); err != nil && ctx.Err() == nil {
			d.log.Debug("cannot hear what others change; looking now and then, and trying again", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(listenAgain):
		}
	}
}

func (n *notes) hear(ctx context.Context, heard func([]string)) {
	n.mu.Lock()
	if n.hearers == nil {
		n.hearers = map[*func([]string)]bool{}
	}
	n.hearers[&heard] = true
	n.mu.Unlock()
	heard(nil)
	<-ctx.Done()
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.hearers, &heard)
}

func (d *DB) listen(ctx context.Context, heard func([]string)) error {
	conn, err := pgx.ConnectConfig(ctx, d.listener.Copy())
	if err != nil {
		return err
	}
	defer func() {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = conn.Close(last)
	}()
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	heard(nil)
	for {
		notice, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		heard(strings.Split(notice.Payload, "\n"))
	}
}

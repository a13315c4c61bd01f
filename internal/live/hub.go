package live

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/fault"
)

const (
	// kept is how many of the last happenings a server keeps for who comes back.
	kept = 4096
	// lookEvery is the slow look, for what a lost note would have told.
	lookEvery = 2 * time.Second
	// lookAtOnce is how many viewers are looked up at once: fewer than there are
	// connections to the database.
	lookAtOnce = 4
	// ownStreams is how many streams one person may have open on one server.
	ownStreams = 20
	// fresh is how far back a stream begins that names no place: a page reads
	// before it follows, and nothing may fall in between.
	fresh = time.Minute
)

// Audiences says who may be told of these experiments.
type Audiences func(ctx context.Context, experiments []uuid.UUID) (map[uuid.UUID]Audience, error)

// Hub reads what happens and hands it to every stream of this server. It is safe
// for concurrent use.
type Hub struct {
	store     store
	log       *slog.Logger
	audiences Audiences
	kept      int

	mu      sync.Mutex
	open    bool                           // it runs, and has read where the log stands
	seal    seal                           // of the ids
	at      place                          // how far the log was read
	mark    []byte                         // the same, sealed
	last    []happening                    // the newest, in the order they became visible; what is in it never changes
	since   []time.Time                    // when each was read
	first   uint64                         // the position of last[0], counted from the start
	floor   uint64                         // what has a place from here on is in last
	news    chan struct{}                  // closed when there is more
	streams map[uuid.UUID]map[*Stream]bool // by person
	running sync.WaitGroup                 // counts the streams
	looking chan struct{}                  // taken by who looks a viewer up
}

// New makes a hub; Run lets it hear.
func New(db *database.DB, log *slog.Logger, audiences Audiences) *Hub {
	return &Hub{store: store{db}, log: log, audiences: audiences, kept: kept,
		news: make(chan struct{}), streams: map[uuid.UUID]map[*Stream]bool{}, looking: make(chan struct{}, lookAtOnce)}
}

// Run follows the log until ctx ends; then it ends every stream and opens no more.
// A database that is away is tried again.
func (h *Hub) Run(ctx context.Context) {
	wake := make(chan struct{}, 1)
	var hearing sync.WaitGroup
	hearing.Go(func() { h.store.db.Hear(ctx, func(notes []string) { h.heard(notes, wake) }) })
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var outage database.Outage
	for {
		select { // the first comes when it hears, so that no stream begins before
		case <-ctx.Done():
		case <-wake:
		case <-tick.C:
		}
		if ctx.Err() != nil {
			break
		}
		outage.Note(ctx, h.log, "cannot read what changed; trying again", h.look(ctx))
	}
	h.end()
	hearing.Wait()
	h.running.Wait()
}

// heard wakes the streams of who was touched before it wakes the reader: what
// follows is told to who they are now. After notes that were missed anybody may
// have been.
func (h *Hub) heard(notes []string, wake chan<- struct{}) {
	if len(notes) == 0 {
		h.touchAll()
	}
	for _, note := range notes {
		if text, ok := strings.CutPrefix(note, touched); ok {
			if person, err := uuid.Parse(text); err == nil {
				h.touch(person)
			}
		}
	}
	select {
	case wake <- struct{}{}:
	default:
	}
}

func (h *Hub) touch(person uuid.UUID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.streams[person] {
		s.touch()
	}
}

func (h *Hub) touchAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, mine := range h.streams {
		for s := range mine {
			s.touch()
		}
	}
}

// look reads what is new, once for all streams.
func (h *Hub) look(ctx context.Context) error {
	h.mu.Lock()
	opening, at := !h.open, h.at
	h.mu.Unlock()
	if opening {
		s, err := h.store.seal(ctx)
		if err != nil {
			return err
		}
		h.seal = s
	}
	happened, to, err := h.store.read(ctx, at, h.kept)
	if err != nil {
		return err
	}
	if err := h.dress(ctx, happened); err != nil {
		return err
	}
	h.publish(happened, to)
	return nil
}

// dress adds who may be told, and in which words.
func (h *Hub) dress(ctx context.Context, happened []happening) error {
	var ids []uuid.UUID
	for _, one := range happened {
		if one.experiment != uuid.Nil {
			ids = append(ids, one.experiment)
		}
	}
	var audiences map[uuid.UUID]Audience
	if len(ids) > 0 {
		slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
		var err error
		if audiences, err = h.audiences(ctx, slices.Compact(ids)); err != nil {
			return err
		}
	}
	for i := range happened {
		happened[i].audience = audiences[happened[i].experiment]
		happened[i].write()
	}
	return nil
}

// publish hands on what was read, and forgets the oldest.
func (h *Hub) publish(happened []happening, to place) {
	h.mu.Lock()
	defer h.mu.Unlock()
	opening := !h.open
	h.at, h.mark, h.open = to, mark(h.seal.close(to.horizon)), true
	if len(happened) >= h.kept { // there was more than could be read: nobody goes on from before
		h.first += uint64(len(h.last)) + 1
		h.last, h.since = nil, nil
		h.floor = lowest(happened) + 1
	}
	read := time.Now()
	if opening {
		read = time.Time{} // it happened at some time before
	}
	h.last = append(h.last, happened...)
	for range happened {
		h.since = append(h.since, read)
	}
	for len(h.last) > h.kept {
		h.floor = max(h.floor, h.last[0].tx+1)
		h.last, h.since = h.last[1:], h.since[1:]
		h.first++
	}
	if len(happened) > 0 || opening {
		close(h.news)
		h.news = make(chan struct{})
	}
}

func lowest(happened []happening) uint64 {
	least := happened[0].tx
	for _, one := range happened {
		least = min(least, one.tx)
	}
	return least
}

// batch is what has happened since a position, and where it leads.
type batch struct {
	happened []happening
	next     uint64
	mark     []byte        // the message that says so
	more     chan struct{} // closed when there is more
}

// concerns reports whether it may have taken something from what the viewer may see.
func (b batch) concerns(v Viewer) bool {
	return slices.ContainsFunc(b.happened, func(h happening) bool {
		switch h.what {
		case "person":
			return h.id == v.Person.String()
		case "team":
			return slices.ContainsFunc(v.Teams, func(team uuid.UUID) bool { return team.String() == h.id })
		case "route":
			return slices.Contains(v.Routes, h.id)
		}
		return false
	})
}

// after is what a stream at a position has still to be told; false when it has
// fallen behind what is kept.
func (h *Hub) after(position uint64) (batch, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	b := batch{next: h.first + uint64(len(h.last)), mark: h.mark, more: h.news}
	if position < h.first {
		return b, false
	}
	b.happened = h.last[position-h.first:]
	return b, true
}

var notYet = func() *fault.Error {
	f := fault.New(fault.Unavailable, "not-following", "Changes cannot be followed at the moment. Read again now and then, and try later.")
	f.After = 5 * time.Second
	return f
}()

// Open makes a stream for a viewer, which begins where the id says that an earlier
// one ended, else with the last minute. Again looks the viewer up anew: it answers
// fault.Unauthenticated when they are not signed in any more, which ends the
// stream. Whoever opens a stream calls Serve or Close.
//
// Answers fault.Throttled when the person has too many, and fault.Unavailable
// while the log cannot be read.
func (h *Hub) Open(v Viewer, again func(context.Context) (Viewer, error), id string) (*Stream, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case !h.open:
		return nil, notYet
	case len(h.streams[v.Person]) >= ownStreams:
		f := fault.New(fault.Throttled, "too-many-streams", "You follow changes in %d places already. Close some of them.", ownStreams)
		f.After = time.Minute
		return nil, f
	}
	s := &Stream{hub: h, viewer: v, again: again, poke: make(chan struct{}, 1)}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.position, s.missed = h.begin(id)
	if h.streams[v.Person] == nil {
		h.streams[v.Person] = map[*Stream]bool{}
	}
	h.streams[v.Person][s] = true
	h.running.Add(1)
	return s, nil
}

// begin is the position that an id stands for, and whether changes since then are
// kept no more.
func (h *Hub) begin(id string) (position uint64, missed bool) {
	end := h.first + uint64(len(h.last))
	if id == "" {
		at, _ := slices.BinarySearchFunc(h.since, time.Now().Add(-fresh), time.Time.Compare)
		return h.first + uint64(at), false
	}
	horizon, ours := h.seal.open(id)
	if !ours || horizon < h.floor {
		return end, true
	}
	at := slices.IndexFunc(h.last, func(one happening) bool { return one.tx >= horizon })
	if at < 0 {
		return end, false
	}
	return h.first + uint64(at), false
}

// forget is called once for each stream that was opened.
func (h *Hub) forget(s *Stream) {
	s.leave()
	h.mu.Lock()
	defer h.mu.Unlock()
	mine := h.streams[s.viewer.Person]
	delete(mine, s)
	if len(mine) == 0 {
		delete(h.streams, s.viewer.Person)
	}
	h.running.Done()
}

// end closes every stream.
func (h *Hub) end() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.open = false
	for _, mine := range h.streams {
		for s := range mine {
			s.leave()
		}
	}
}

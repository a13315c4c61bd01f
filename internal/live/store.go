package live

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"ajar/internal/database"
	sealing "ajar/internal/seal"
	"github.com/google/uuid"
)

// Touch wakes the streams of a person: what concerns them alone has changed, or
// whether they are signed in, or what they may see. It is told once the
// transaction in ctx has committed.
func Touch(ctx context.Context, db *database.DB, people ...uuid.UUID) {
	for _, id := range people {
		db.Tell(ctx, touched+id.String())
	}
}

// touched begins the note that wakes the streams of a person.
const touched = "person:"

// store reads the log of events.
type store struct{ db *database.DB }

// place is how far the log was read: what has happened by then is below its
// horizon or in sight of its snapshot.
type place struct {
	snapshot string // PostgreSQL: which transactions were in sight; SQLite: the last number
	horizon  uint64 // everything below it was in sight, for ever
}

// eventRow is an event, or an empty one that brings the place alone.
type eventRow struct {
	Snapshot     string
	Tx           *uint64
	Kind         string
	Subject      string
	ActorID      *uuid.UUID
	ExperimentID *uuid.UUID
}

// A number says nothing of when its row commits: on PostgreSQL a smaller one may
// come later than a greater one. So what is new since the last reading is found by
// what is seen: rows whose transaction was not in sight then and is now. One
// statement has one snapshot. What a dump brought from another server has
// transactions that are still to come here; it is left out.
const newPostgres = `SELECT CAST(s.now AS text) AS snapshot, e.tx, COALESCE(e.kind, '') AS kind, COALESCE(e.subject, '') AS subject, e.actor_id, e.experiment_id
	FROM (SELECT pg_current_snapshot() AS now) s
	LEFT JOIN LATERAL (SELECT CAST(CAST(tx AS text) AS bigint) AS tx, seq, kind, subject, actor_id, experiment_id FROM events
		WHERE tx >= pg_snapshot_xmin(CAST(@from AS pg_snapshot)) AND NOT pg_visible_in_snapshot(tx, CAST(@from AS pg_snapshot))
			AND tx < pg_snapshot_xmax(s.now) ORDER BY events.tx DESC, seq DESC LIMIT @limit) e ON true
	ORDER BY e.seq`

const newSQLite = `SELECT CAST(s.now AS text) AS snapshot, e.seq AS tx, COALESCE(e.kind, '') AS kind, COALESCE(e.subject, '') AS subject, e.actor_id, e.experiment_id
	FROM (SELECT COALESCE(MAX(seq), 0) AS now FROM events) s
	LEFT JOIN (SELECT * FROM events WHERE seq > CAST(@from AS integer) ORDER BY seq DESC LIMIT @limit) e ON true
	ORDER BY e.seq`

// beginning is the place before everything.
var beginning = map[database.Dialect]string{database.Postgres: "1:1:", database.SQLite: "0"}

// read answers what has become visible since a place, in the order of the log, at
// most the newest of a limit, and the new place.
func (s store) read(ctx context.Context, from place, limit int) ([]happening, place, error) {
	sql := newSQLite
	if s.db.Dialect() == database.Postgres {
		sql = newPostgres
	}
	if from.snapshot == "" {
		from.snapshot = beginning[s.db.Dialect()]
	}
	var rows []eventRow
	err := s.db.Read(ctx).Raw(sql, map[string]any{"from": from.snapshot, "limit": limit}).Find(&rows).Error
	if err != nil {
		return nil, from, err
	}
	if len(rows) == 0 {
		return nil, from, fmt.Errorf("reading the log answered nothing, not even its place")
	}
	to, err := s.placeOf(rows[0].Snapshot)
	if err != nil || rows[0].Tx == nil {
		return nil, to, err
	}
	happened := make([]happening, len(rows))
	for i, row := range rows {
		happened[i] = row.happening()
	}
	return happened, to, nil
}

// placeOf reads the horizon of a snapshot: xmin in "xmin:xmax:list".
func (s store) placeOf(snapshot string) (place, error) {
	first, _, _ := strings.Cut(snapshot, ":")
	n, err := strconv.ParseUint(first, 10, 64)
	if err == nil && s.db.Dialect() == database.SQLite {
		n++ // the last number is in sight
	}
	return place{snapshot, n}, err
}

func (r eventRow) happening() happening {
	what, id, _ := strings.Cut(r.Subject, ":")
	h := happening{tx: *r.Tx, kind: r.Kind, what: What(what), id: id}
	if r.ActorID != nil {
		h.actor = *r.ActorID
	}
	if r.ExperimentID != nil {
		h.experiment = *r.ExperimentID
	}
	return h
}

// seal closes by the key that all replicas share.
func (s store) seal(ctx context.Context) (seal, error) {
	key, err := sealing.Key(ctx, s.db, sealing.Pages)
	if err != nil {
		return seal{}, err
	}
	return newSeal(key)
}

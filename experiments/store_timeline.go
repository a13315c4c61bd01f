package experiments

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/fault"
)

// Timeline reads what happened to an experiment after the entry with the number
// given, oldest first, of these kinds alone where any are named, and whether there
// is more. Everyone who may read the experiment may.
func (s *Store) Timeline(ctx context.Context, actor accounts.Actor, ref Ref, after int64, limit int, kinds ...Kind) ([]Happening, bool, error) {
	e, err := s.One(ctx, actor, ref, "en")
	if err != nil {
		return nil, false, err
	}
	return s.timelineOf(ctx, e, after, limit, kinds...)
}

func (s *Store) timelineOf(ctx context.Context, e *Experiment, after int64, limit int, kinds ...Kind) ([]Happening, bool, error) {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = string(kind)
	}
	events, more, err := audit.Timeline(ctx, s.db, e.ID, after, limit, names...)
	if err != nil {
		return nil, false, err
	}
	people, err := accounts.NamesOf(ctx, s.db, actors(events))
	if err != nil {
		return nil, false, err
	}
	timeline := make([]Happening, len(events))
	for i, event := range events {
		timeline[i] = e.happening(event, people)
	}
	err = s.compareRevisions(ctx, e, timeline)
	e.Sight.Blur(&timeline)
	return timeline, more, err
}

// Entry reads one entry of the timeline by the id that links name it by. As that is a digest
// (entryID), the ids of all that happened to the experiment are read, in one statement; of
// the rest, the entry alone. Everyone who may read the experiment may. fault.NotFound where it has no such entry.
func (s *Store) Entry(ctx context.Context, actor accounts.Actor, ref Ref, id uuid.UUID) (*Happening, error) {
	e, err := s.One(ctx, actor, ref, "en")
	if err != nil {
		return nil, err
	}
	events, err := audit.IDs(ctx, s.db, e.ID)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(events, func(event audit.Event) bool { return e.entryID(event) == id })
	if at < 0 {
		return nil, fault.Missing("entry of the history")
	}
	found, _, err := s.timelineOf(ctx, e, events[at].Seq-1, 1)
	if err != nil {
		return nil, err
	}
	return &found[0], nil
}

// compareRevisions adds to the events that made a revision what it changed: two
// statements, however many there are.
func (s *Store) compareRevisions(ctx context.Context, e *Experiment, timeline []Happening) error {
	made, err := s.makers(ctx, e.ID, timeline)
	if err != nil {
		return err
	}
	needed := []int{0}
	for _, n := range made {
		needed = append(needed, n-1, n)
	}
	var revisions []Revision
	if err := s.db.Read(ctx).Select("number", "proposal").Where("experiment_id = ? AND number IN ?", e.ID, needed).Find(&revisions).Error; err != nil {
		return err
	}
	numbered := map[int]*Revision{}
	for i := range revisions {
		numbered[revisions[i].Number] = &revisions[i]
	}
	for i := range timeline {
		before, after := numbered[made[timeline[i].Seq]-1], numbered[made[timeline[i].Seq]]
		if before == nil || after == nil {
			continue
		}
		if err := timeline[i].differ(before, after); err != nil {
			return err
		}
	}
	return nil
}

// makers are the revisions from the second on that events of a part of the timeline
// made, by the event's number. The first event that tells of a revision made it;
// the last one before the part tells which were made by then.
func (s *Store) makers(ctx context.Context, experiment uuid.UUID, timeline []Happening) (map[int64]int, error) {
	var first, last int64
	if len(timeline) > 0 {
		first, last = timeline[0].Seq, timeline[len(timeline)-1].Seq
	}
	var makers []struct {
		Number int
		Seq    int64
	}
	err := s.db.Read(ctx).Raw(`SELECT CAST(data->>'revision' AS INTEGER) AS number, MIN(seq) AS seq FROM events
		WHERE experiment_id = @of AND kind LIKE 'experiment.%' AND seq BETWEEN @first AND @last
		GROUP BY CAST(data->>'revision' AS INTEGER)
		HAVING CAST(data->>'revision' AS INTEGER) > COALESCE((SELECT CAST(data->>'revision' AS INTEGER) FROM events
			WHERE experiment_id = @of AND kind LIKE 'experiment.%' AND data->>'revision' IS NOT NULL AND seq < @first ORDER BY seq DESC LIMIT 1), 1)`,
		map[string]any{"of": experiment, "first": first, "last": last}).Scan(&makers).Error
	made := make(map[int64]int, len(makers))
	for _, m := range makers {
		if m.Number > 1 {
			made[m.Seq] = m.Number
		}
	}
	return made, err
}

// actors are those whose doing the events are, each as often as they did something.
func actors(events []audit.Event) (ids []uuid.UUID) {
	for _, e := range events {
		if e.Actor != nil {
			ids = append(ids, *e.Actor)
		}
	}
	return ids
}

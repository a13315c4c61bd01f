package experiments

import (
	"context"

	"github.com/google/uuid"

	"ajar/internal/audit"
	"ajar/internal/fault"
)

// save writes the changed experiment under its version guard, records the event
// and tells the watchers. A nil actor is the system.
func (s *Store) save(ctx context.Context, actor *uuid.UUID, before, after *Experiment, kind string) error {
	return s.saveAs(ctx, actor, before, after, kind, happened{})
}

// saveAs is save with more to tell in the event.
func (s *Store) saveAs(ctx context.Context, actor *uuid.UUID, before, after *Experiment, kind string, told happened) error {
	after.Version, after.ChangedAt = before.Version+1, s.clock.Now()
	why, err := s.whyPaused(ctx, before, after, kind)
	if err != nil {
		return err
	}
	after.PausedBecause, after.NearCap = why, after.nearsCap()
	if err := s.write(ctx, before, after); err != nil {
		return err
	}
	err = audit.Record(ctx, s.db, audit.Event{At: after.ChangedAt, Actor: actor, Kind: kind, Subject: "experiment:" + after.ID.String(), Experiment: &after.ID,
		Data: told.of(before, after)})
	if err != nil {
		return err
	}
	if err := s.index(ctx, before, after); err != nil {
		return err
	}
	if err := s.awaitEnd(ctx, before, after, nil); err != nil {
		return err
	}
	return s.tell(ctx, before, after)
}

// write writes the row of a locked experiment. A start is refused here while its door is
// not open.
func (s *Store) write(ctx context.Context, before, after *Experiment) error {
	q := s.db.Write(ctx).Model(after).Where("id = ? AND version = ?", after.ID, before.Version).Omit("number", "id", "proposer_id", "created_at")
	if after.Status == Running && before.Status != Running {
		q = q.Where(doorIsOpen)
	}
	written := q.Select("*").Updates(after)
	if written.Error == nil && written.RowsAffected == 0 {
		return fault.Refused("door-closed", "The door is not open yet: see the requirements of this revision.")
	}
	return written.Error
}

// doorIsOpen guards every start. At exactly this revision nothing that is due
// before a start may be left: no closed gate without its approval, no condition
// that is not met. And the door is two-way (which it also is when every gate was
// lowered or earned), or at least one approval is there. And no earned door that the
// revision rests on was withdrawn.
const doorIsOpen = `NOT EXISTS (SELECT 1 FROM requirements r WHERE r.experiment_id = experiments.id AND r.revision = experiments.revision
		AND r.due = 'before_start' AND r.state IN ('open', 'dismissed'))
	AND (door = 'two_way' OR EXISTS (SELECT 1 FROM requirements r WHERE r.experiment_id = experiments.id AND r.revision = experiments.revision
		AND r.kind = 'gate' AND r.state = 'met'))
	AND NOT EXISTS (SELECT 1 FROM requirements r JOIN earned_doors d ON d.id = r.earned_door_id
		WHERE r.experiment_id = experiments.id AND r.revision = experiments.revision AND r.state = 'not_needed' AND d.withdrawn_on <> '')`

func (s *Store) tell(ctx context.Context, before, after *Experiment) error {
	for _, watch := range s.watchers {
		if err := watch(ctx, before, after); err != nil {
			return err
		}
	}
	return nil
}

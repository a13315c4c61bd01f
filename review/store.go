package review

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
	"ajar/internal/outbox"
)

// Store keeps reviews. It watches the experiments: a revision whose door is
// closed opens a review in the same transaction.
type Store struct {
	db          *database.DB
	clock       clock.Clock
	experiments *experiments.Store
}

// New makes the store of reviews and lets it watch the experiments.
func New(db *database.DB, clock clock.Clock, exps *experiments.Store) *Store {
	s := &Store{db, clock, exps}
	exps.Watch(s.follow)
	return s
}

// Work lets a worker do the jobs of reviews. It is for wiring, before the first run.
func (s *Store) Work(w *outbox.Worker) {
	w.Handle(turnJob, outbox.OfID(s.tick))
	w.Handle(peopleJob, s.FollowPeople)
}

// held is an open review of exactly the revision that was read, with its experiment
// held until the transaction ends.
func (s *Store) held(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, read int) (*Review, *experiments.Experiment, error) {
	r, err := s.find(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	e, err := s.experiments.Lock(ctx, actor, experiments.ByID(r.ExperimentID))
	if err != nil {
		return nil, nil, err
	}
	if err := s.current(ctx, r, e, read); err != nil {
		return nil, nil, err
	}
	return r, e, fault.Unchanged(r.Version, ifVersion)
}

// heldAsItIs is like held for whoever names no revision.
func (s *Store) heldAsItIs(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int) (*Review, *experiments.Experiment, error) {
	named, err := s.find(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	return s.held(ctx, actor, id, ifVersion, named.Revision)
}

func (s *Store) find(ctx context.Context, id uuid.UUID) (*Review, error) {
	var r Review
	err := s.db.Read(ctx).Where("id = ?", id).Take(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.Missing("review")
	}
	return &r, err
}

// current refuses a decision on another revision than the one that is under
// review, and names what has changed since the one that was read.
func (s *Store) current(ctx context.Context, r *Review, e *experiments.Experiment, read int) error {
	if fresh, err := s.find(ctx, r.ID); err != nil {
		return err
	} else if *r = *fresh; read == e.Revision && r.Revision == e.Revision {
		if r.State != Open {
			return fault.Refused("review-closed", "This review has ended as %q.", r.State)
		}
		return nil
	}
	refusal := fault.Refused("stale-revision", "The team changed the proposal: it is at revision %d now. Read what changed, then decide.", e.Revision)
	old, err := s.experiments.Revision(ctx, e.ID, read)
	if fault.Is(err, fault.NotFound) {
		return refusal
	}
	if err != nil {
		return err
	}
	for _, name := range old.Proposal.Compare(e.Proposal).Names() {
		refusal.Fields = append(refusal.Fields, fault.Field{Location: "body.revision", Code: "changed", Message: name})
	}
	return refusal
}

// happened keeps an event of a review; a nil actor is the system. Data holds ids and
// figures, never words.
func (s *Store) happened(ctx context.Context, r *Review, actor *uuid.UUID, kind string, data any) error {
	return audit.Record(ctx, s.db, audit.Event{At: s.clock.Now(), Actor: actor, Kind: kind, Subject: "review:" + r.ID.String(), Experiment: &r.ExperimentID, Data: data})
}

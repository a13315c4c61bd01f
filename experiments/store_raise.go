package experiments

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/fault"
)

// raises reads raised gates with the names of who raised them, oldest first.
func (s *Store) raises(ctx context.Context, condition string, args ...any) ([]Raise, error) {
	var found []Raise
	err := s.db.Read(ctx).Select("raises.*, people.name AS by").Joins("JOIN people ON people.id = raises.raised_by").
		Where(condition, args...).Order("raised_at, raises.id").Find(&found).Error
	return found, err
}

// standing are the raised gates of an experiment that nobody has lowered. One that
// is being registered has those that it was given, one that was never submitted
// has none.
func (s *Store) standing(ctx context.Context, e *Experiment) ([]Raise, error) {
	if e.Revision == 0 {
		return e.Raised, nil
	}
	return s.raises(ctx, "experiment_id = ? AND lowered_at IS NULL", e.ID)
}

// inherit gives a pilot the raised gates that stand at its origin: the team and the
// plan are the same, so nobody gets round somebody's word by splitting.
func (s *Store) inherit(ctx context.Context, pilot, origin *Experiment) error {
	raised, err := s.standing(ctx, origin)
	for i := range raised {
		raised[i].ID, raised[i].ExperimentID, raised[i].Revision = clock.NewID(), pilot.ID, 1
	}
	pilot.Raised = raised
	return err
}

func (s *Store) keepRaised(ctx context.Context, e *Experiment) error {
	if len(e.Raised) == 0 {
		return nil
	}
	return s.db.Later(ctx).Omit("by").Create(&e.Raised).Error
}

// RaiseDoor closes a gate of a submitted experiment with a reason that is kept:
// the one named, or lead. Whoever sees the experiment may, and does not become a
// contributor. What was ready is in review again, what runs pauses. The proposal
// did not change, so neither does the revision: decisions on its other gates hold.
// A gate that is closed already is refused; ifVersion nil means whatever is there.
func (s *Store) RaiseDoor(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int, gate string, said Raising) (*Experiment, error) {
	if err := fault.Also(nil, said.Faults()); err != nil {
		return nil, err
	}
	gate, reason := cmp.Or(gate, door.LeadGate), strings.TrimSpace(said.Reason)
	var raised *Experiment
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		e, err := s.locked(ctx, actor, ref)
		if err != nil {
			return err
		}
		if err := fault.Unchanged(e.Version, ifVersion); err != nil {
			return err
		}
		if err := e.May(RaiseDoor); err != nil {
			return err
		}
		before := *e
		if err := s.raise(ctx, actor, e, gate, reason); err != nil {
			return err
		}
		raised = e
		return s.saveAs(ctx, &actor.PersonID, &before, e, event(RaiseDoor), happened{Gate: gate})
	})
	return raised, err
}

func (s *Store) raise(ctx context.Context, actor accounts.Actor, e *Experiment, gate, reason string) error {
	policy, err := s.Policy(ctx)
	if err != nil {
		return err
	}
	route, known := policy.Compiled.RouteOf(gate)
	if !known {
		return fault.Bad(fault.Field{Location: "body.gate", Code: "unknown", Message: "There is no such gate. Leave it out, and lead looks at it."})
	}
	if e.Requirements, err = s.RequirementsOf(ctx, e.ID, e.Revision); err != nil {
		return err
	}
	if at := indexOfGate(e.Requirements, gate); at >= 0 && !slices.Contains(notClosed, e.Requirements[at].State) {
		return fault.Refused("gate-closed", "The gate %q is closed already: the reviewers of the route %q look at it. Raise another gate, or tell them.", gate, e.Requirements[at].Route)
	}
	if err := s.closeGate(ctx, e, gate, route, ""); err != nil {
		return err
	}
	r := Raise{ID: clock.NewID(), ExperimentID: e.ID, Revision: e.Revision, Gate: gate, Route: route, Reason: reason, RaisedBy: actor.PersonID, RaisedAt: s.clock.Now()}
	e.Raised = append(e.Raised, r)
	e.raised()
	return s.db.Write(ctx).Omit("by").Create(&r).Error
}

// raised moves the experiment before a one-way door.
func (e *Experiment) raised() {
	oneWay := door.OneWay
	e.Door = &oneWay
	switch e.Status {
	case Ready:
		e.Status = InReview
	case Running:
		e.Status = Paused
	}
}

// closeGate closes a gate of the present revision: one that was lowered or earned
// again, or one more. It reads the requirements that were loaded.
func (s *Store) closeGate(ctx context.Context, e *Experiment, gate, route, text string) error {
	if at := indexOfGate(e.Requirements, gate); at >= 0 {
		r := &e.Requirements[at]
		r.Route, r.Text, r.State, r.MetAt, r.EarnedDoorID, r.Note = route, text, Open, nil, nil, ""
		return s.db.Write(ctx).Select("route", "text", "state", "met_at", "earned_door_id", "note").Updates(r).Error
	}
	e.Requirements = e.closed(e.Requirements, gate, route)
	last := &e.Requirements[len(e.Requirements)-1]
	last.Text = text
	return s.db.Write(ctx).Create(last).Error
}

// LowerGate takes a closed gate of a locked experiment's present revision away, and
// the raise that closed it. Without a closed gate left, the door is two-way and
// its conditions are not needed; with every gate met or lowered, an experiment in
// review becomes ready. The next revision is judged anew. The caller has checked
// who lowers.
func (s *Store) LowerGate(ctx context.Context, by uuid.UUID, e *Experiment, gate string) error {
	tx, now, before := s.db.Write(ctx), s.clock.Now(), *e
	err := tx.Model(&Requirement{}).Where("experiment_id = ? AND revision = ? AND kind = ? AND gate = ?", e.ID, e.Revision, GateRequirement, gate).
		Updates(map[string]any{"state": Lowered, "met_at": now}).Error
	if err != nil {
		return err
	}
	if err := tx.Model(&Raise{}).Where("experiment_id = ? AND gate = ? AND lowered_at IS NULL", e.ID, gate).Update("lowered_at", now).Error; err != nil {
		return err
	}
	if e.Requirements, err = s.RequirementsOf(ctx, e.ID, e.Revision); err != nil {
		return err
	}
	joined, err := s.ready(ctx, e)
	if err != nil {
		return err
	}
	if err := s.openDoor(ctx, e); err != nil {
		return err
	}
	return s.saveAs(ctx, &by, &before, e, "experiment.door_lowered", happened{Gate: gate, Joined: joined})
}

// notClosed are the states of gates that close nothing: lowered, or earned.
var notClosed = []RequirementState{Lowered, NotNeeded}

// openDoor makes the door two-way when every gate of the loaded requirements was
// lowered or earned.
func (s *Store) openDoor(ctx context.Context, e *Experiment) error {
	if slices.ContainsFunc(e.Requirements, func(r Requirement) bool { return r.Kind == GateRequirement && !slices.Contains(notClosed, r.State) }) {
		return nil
	}
	twoWay := door.TwoWay
	e.Door = &twoWay
	return s.db.Write(ctx).Model(&Requirement{}).
		Where("experiment_id = ? AND revision = ? AND kind = ? AND state = ?", e.ID, e.Revision, ConditionRequirement, Open).Update("state", NotNeeded).Error
}

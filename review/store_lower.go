package review

import (
	"context"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/fault"
)

// reopen makes sure that a gate which somebody raised is looked at: the review of
// the present revision goes on, one that had approved is open again, and where
// there was none, because the door was two-way, one opens. One that declined stays
// as it is: the team edits or stops, and the raised gate is at the next revision
// too.
func (s *Store) reopen(ctx context.Context, e *experiments.Experiment) error {
	found := s.db.Write(ctx).Model(&Review{}).Where("experiment_id = ? AND revision = ?", e.ID, e.Revision)
	var n int64
	if err := found.Session(&gorm.Session{}).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return s.open(ctx, e)
	}
	now := s.clock.Now()
	// A change of turn to the routes begins their clock; all conditions see the row as it was.
	unlessRoutes := func(column string, begun any) any {
		return gorm.Expr("CASE WHEN state = ? AND turn <> ? THEN ? ELSE "+column+" END", Approved, RouteTurn, begun)
	}
	err := found.Session(&gorm.Session{}).Where("state IN ?", []State{Open, Approved}).Updates(map[string]any{
		"version": gorm.Expr("version + 1"), "state": Open, "closed_at": nil,
		"turn":          gorm.Expr("CASE state WHEN ? THEN ? ELSE turn END", Approved, RouteTurn),
		"waiting_since": unlessRoutes("waiting_since", now), "clock_from": unlessRoutes("clock_from", now), "taken": unlessRoutes("taken", 0), "taken_at": unlessRoutes("taken_at", nil),
	}).Error
	if err != nil {
		return err
	}
	return s.settleOf(ctx, e)
}

// Lower takes one closed gate of exactly the revision that was read away, with a
// reason that is kept. Only a member of the gate's route may, who is no contributor
// and not of the team. What had been decided on that gate is dismissed. When every
// gate is met or lowered the review ends as approved, and the next move is the
// team's; without a closed gate left the door is two-way. ifVersion nil means
// whatever is there.
func (s *Store) Lower(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, l Lower) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		r, e, err := s.held(ctx, actor, id, ifVersion, l.Revision)
		if err != nil {
			return err
		}
		if err := fault.Also(s.mayLower(ctx, actor, e, l.Gate), l.Faults()); err != nil {
			return err
		}
		if err := s.keepLowering(ctx, actor, r, l); err != nil {
			return err
		}
		if err := s.experiments.LowerGate(ctx, actor.PersonID, e, l.Gate); err != nil {
			return err
		}
		if e.EveryGateMet() {
			return s.move(ctx, r, Approved, TeamTurn)
		}
		return s.goOn(ctx, r)
	})
}

func (s *Store) mayLower(ctx context.Context, actor accounts.Actor, e *experiments.Experiment, gate string) error {
	_, err := s.mayDecideAll(ctx, actor, e, []string{gate})
	if fault.Is(err, fault.Invalid) {
		return fault.Bad(fault.Field{Location: "body.gate", Code: "unknown", Message: "This gate is not closed in this review."})
	}
	return err
}

func (s *Store) keepLowering(ctx context.Context, actor accounts.Actor, r *Review, l Lower) error {
	now := s.clock.Now()
	err := s.db.Write(ctx).Model(&Decision{}).Where("review_id = ? AND gate = ? AND dismissed_at IS NULL", r.ID, l.Gate).Update("dismissed_at", now).Error
	if err != nil {
		return err
	}
	return s.db.Write(ctx).Omit("by").Create(&Lowering{ID: clock.NewID(), ReviewID: r.ID, Gate: l.Gate, PersonID: actor.PersonID,
		Reason: strings.TrimSpace(l.Reason), CreatedAt: now}).Error
}

func (s *Store) lowerings(ctx context.Context, review uuid.UUID) ([]Lowering, error) {
	var found []Lowering
	err := s.db.Read(ctx).Select("lowerings.*, people.name AS by").Joins("JOIN people ON people.id = lowerings.person_id").
		Where("review_id = ?", review).Order("lowerings.created_at, lowerings.id").Find(&found).Error
	return found, err
}

package review

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/fault"
	"ajar/internal/notifications"
)

// HandOver gives the actor's turn on open gates to another reviewer of their routes
// who can decide, or to the backups. Only who may decide on a gate may hand it over,
// in the routes' turn. The clock goes on: the team has waited as long. ifVersion nil
// means whatever is there.
func (s *Store) HandOver(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, in HandingOver) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		r, e, err := s.heldAsItIs(ctx, actor, id, ifVersion)
		if err != nil {
			return err
		}
		if r.Turn != RouteTurn {
			return fault.Refused("teams-turn", "It is the team's turn now, so there is nothing to hand over. Wait for their answer.")
		}
		gates, err := s.handable(ctx, actor, e, in)
		if err := fault.Also(err, in.toThemselves(actor.PersonID)); err != nil {
			return err
		}
		if err := s.mayReceive(ctx, actor, e, in.To, gates); err != nil {
			return err
		}
		if err := s.keepHandOver(ctx, actor, r, gates, in); err != nil {
			return err
		}
		return s.move(ctx, r, Open, RouteTurn)
	})
}

// handable are the gates that the actor hands over.
func (s *Store) handable(ctx context.Context, actor accounts.Actor, e *experiments.Experiment, in HandingOver) ([]Gate, error) {
	requirements, err := s.experiments.RequirementsOf(ctx, e.ID, e.Revision)
	if err != nil {
		return nil, err
	}
	as, err := s.sideOf(ctx, actor, e.ID, e.TeamID)
	if err != nil {
		return nil, err
	}
	return in.open(gatesOf(requirements), as)
}

// mayReceive refuses a receiver who cannot decide on every gate, and backups where a
// route has none but the actor who can.
func (s *Store) mayReceive(ctx context.Context, actor accounts.Actor, e *experiments.Experiment, to *uuid.UUID, gates []Gate) error {
	var routes []string
	for _, g := range gates {
		routes = append(routes, g.Route)
	}
	seats, err := s.able(ctx, e, routes)
	if err != nil {
		return err
	}
	for _, route := range routes {
		found := false
		for _, seat := range seats {
			found = found || seat.Route == route && (to != nil && seat.PersonID == *to || to == nil && seat.Backup && seat.PersonID != actor.PersonID)
		}
		switch {
		case found:
		case to == nil:
			return fault.Refused("no-backup", "The route %q has no other backup who can decide on this. Choose one of its reviewers.", route)
		default:
			return fault.Bad(fault.Field{Location: "body.to", Code: "cannot_decide", Message: "This person cannot decide on it: they do not serve the route, are away, or have a part in it. Choose somebody else."})
		}
	}
	return nil
}

// keepHandOver writes who has the gates now, instead of whoever had them.
func (s *Store) keepHandOver(ctx context.Context, actor accounts.Actor, r *Review, gates []Gate, in HandingOver) error {
	now := s.clock.Now()
	names, rows := make([]string, len(gates)), make([]HandOver, len(gates))
	for i, g := range gates {
		names[i] = g.Gate
		rows[i] = HandOver{ID: clock.NewID(), ReviewID: r.ID, Gate: g.Gate, FromID: actor.PersonID, ToID: in.To, Note: strings.TrimSpace(in.Note), CreatedAt: now}
	}
	tx := s.db.Write(ctx)
	if err := tx.Model(&HandOver{}).Where("review_id = ? AND gate IN ? AND ended_at IS NULL", r.ID, names).Update("ended_at", now).Error; err != nil {
		return err
	}
	if err := tx.Create(&rows).Error; err != nil {
		return err
	}
	return s.happened(ctx, r, &actor.PersonID, "review.handed_over", handedOver{r.ID, r.Revision, names, in.To == nil})
}

// handedOver is what the event keeps: not to whom, which only the review tells.
type handedOver struct {
	Review   uuid.UUID `json:"review"`
	Revision int       `json:"revision"`
	Gates    []string  `json:"gates"`
	Backups  bool      `json:"backups,omitempty"`
}

// handOvers reads every hand-over of a review with the names, oldest first.
func (s *Store) handOvers(ctx context.Context, review uuid.UUID) ([]HandOver, error) {
	found := []HandOver{}
	err := s.db.Read(ctx).Select("hand_overs.*, f.name AS from_name, t.name AS to_name").Joins("JOIN people f ON f.id = hand_overs.from_id").
		Joins("LEFT JOIN people t ON t.id = hand_overs.to_id").Where("review_id = ?", review).Order("hand_overs.created_at, hand_overs.id").Find(&found).Error
	return found, err
}

// signed names who handed it over in what is told of it, and sends all.
func (s *Store) signed(ctx context.Context, r *Review, all []notifications.Notification) error {
	var standing []HandOver
	err := s.db.Read(ctx).Select("gate, from_id").Where("review_id = ? AND ended_at IS NULL", r.ID).Find(&standing).Error
	if err != nil {
		return err
	}
	for i := range all {
		for _, h := range standing {
			if all[i].Code == notifications.ReviewHandedOver && all[i].Params["gate"] == h.Gate {
				all[i].ActorID = &h.FromID
			}
		}
	}
	return notifications.Send(ctx, s.db, all...)
}

package experiments

import (
	"context"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/audit"
)

// Happening is one entry of an experiment's timeline. To readers from outside
// the team, its routes and the administrators, a concluded experiment tells
// months instead of days and names nobody.
type Happening struct {
	Seq  int64     `json:"-"`
	ID   uuid.UUID `json:"id" format:"uuid"`
	At   string    `json:"at" doc:"A time, or a month where days are not shown"`
	Kind string    `json:"kind" example:"experiment.started"`
	By   string    `json:"by,omitempty" doc:"Who; left out for the system and where persons are not shown"`
	Data any       `json:"data" doc:"States, revision and names of changed fields"`
}

// Timeline reads what happened to an experiment after the entry with the number
// given, oldest first, and whether there is more.
func (s *Store) Timeline(ctx context.Context, actor accounts.Actor, ref Ref, after int64, limit int) ([]Happening, bool, error) {
	e, err := s.One(ctx, actor, ref, "en")
	if err != nil {
		return nil, false, err
	}
	events, err := audit.Timeline(ctx, s.db, e.ID, after, limit+1)
	if err != nil {
		return nil, false, err
	}
	more := len(events) > limit
	if more {
		events = events[:limit]
	}
	names, err := s.names(ctx, events)
	if err != nil {
		return nil, false, err
	}
	timeline := make([]Happening, len(events))
	for i, event := range events {
		timeline[i] = e.happening(event, names, e.fullyShownTo(actor))
	}
	return timeline, more, nil
}

func (e *Experiment) happening(event audit.Event, names map[uuid.UUID]string, full bool) Happening {
	h := Happening{Seq: event.Seq, ID: event.ID, At: Moment(event.At, full), Kind: event.Kind, Data: event.Data}
	if !full {
		// What drifted tells days. The id of the event tells its millisecond; one made of it tells nothing.
		if data, ok := event.Data.(map[string]any); ok {
			delete(data, "drift")
		}
		h.ID = uuid.NewSHA1(e.ID, event.ID[:])
		return h
	}
	if event.Actor != nil {
		h.By = names[*event.Actor]
	}
	return h
}

// fullyShownTo reports whether the reader may see days and persons.
func (e *Experiment) fullyShownTo(actor accounts.Actor) bool {
	if e.ConcludedAt == nil || actor.MemberOf(e.TeamID) || actor.Is(accounts.Admin) {
		return true
	}
	for _, r := range e.Requirements {
		if actor.Serves(r.Route) {
			return true
		}
	}
	return false
}

func (s *Store) names(ctx context.Context, events []audit.Event) (map[uuid.UUID]string, error) {
	var ids []uuid.UUID
	for _, e := range events {
		if e.Actor != nil {
			ids = append(ids, *e.Actor)
		}
	}
	var people []struct {
		ID   uuid.UUID
		Name string
	}
	err := s.db.Read(ctx).Table("people").Where("id IN ?", ids).Find(&people).Error
	names := map[uuid.UUID]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	return names, err
}

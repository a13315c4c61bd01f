package accounts

import (
	"slices"

	"github.com/google/uuid"
)

// Seat is a place from which somebody reviews the gates of a route. Who stands in
// for another has that one's seats while it lasts.
type Seat struct {
	Route  string
	Backup bool
	For    uuid.UUID // who is stood in for; Nil: the seat is their own
}

// Delegation says who stands in for somebody on their routes, from a day until a
// day, both included, in the organisation's time zone.
type Delegation struct {
	To    Colleague `json:"to" doc:"Who stands in"`
	For   Colleague `json:"for" doc:"Who is stood in for"`
	From  string    `json:"from" format:"date" doc:"The first day"`
	Until string    `json:"until" format:"date" doc:"The last day"`
}

// Delegations are a person's own, and those in which others named them; what is
// over is in neither.
type Delegations struct {
	Items   []Delegation `json:"items" doc:"Who stands in for you, earliest first"`
	For     []Delegation `json:"for" doc:"For whom you stand in, earliest first"`
	Version int          `json:"-"`
}

// DelegationInput is one delegation as a person wishes it.
type DelegationInput struct {
	To    uuid.UUID `json:"to" doc:"An active reviewer"`
	From  string    `json:"from" format:"date" doc:"The first day"`
	Until string    `json:"until" format:"date" doc:"The last day"`
}

// StandsInFor are those for whom alone the actor serves a route; none when the
// seat is the actor's own, too.
func (a Actor) StandsInFor(route string) []uuid.UUID {
	var people []uuid.UUID
	for _, s := range a.Seats {
		switch {
		case s.Route == route && s.For == uuid.Nil:
			return nil
		case s.Route == route:
			people = append(people, s.For)
		}
	}
	return people
}

// StoodInFor are all for whom the actor stands in today.
func (a Actor) StoodInFor() []uuid.UUID {
	var people []uuid.UUID
	for _, s := range a.Seats {
		if s.For != uuid.Nil && !slices.Contains(people, s.For) {
			people = append(people, s.For)
		}
	}
	return people
}

// checkDelegations names every delegation that cannot be; able are the active
// reviewers among those named.
func checkDelegations(f *form, own uuid.UUID, in []DelegationInput, able map[uuid.UUID]bool, today string) {
	for i, d := range in {
		place := at("body.items", i)
		switch {
		case d.To == own:
			f.bad(place+".to", "yourself", "Choose somebody else; you cannot stand in for yourself.")
		case !able[d.To]:
			f.bad(place+".to", "not_a_reviewer", "Choose an active person with the role reviewer.")
		}
		switch {
		case d.Until < d.From:
			f.bad(place+".from", "after_end", "The first day is after the last. Choose an earlier one.")
		case d.Until < today:
			f.bad(place+".until", "in_the_past", "These days have passed. Leave them out.")
		case slices.ContainsFunc(in[:i], func(o DelegationInput) bool { return o.From <= d.Until && d.From <= o.Until }):
			f.bad(place+".from", "overlaps", "Somebody stands in on one of these days already. Choose other days.")
		}
	}
}

package accounts

import (
	"slices"

	"github.com/google/uuid"

	"ajar/internal/fault"
)

// Actor is the signed-in person on whose behalf a call runs, as they were when
// it began. Exactly one of SessionID and TokenID is set, neither for [System].
type Actor struct {
	PersonID  uuid.UUID   `json:"person_id"`
	Name      string      `json:"name"`
	Email     string      `json:"email"`
	Roles     Roles       `json:"roles" enum:"member,reviewer,admin"`
	Teams     []uuid.UUID `json:"teams"`
	Routes    []string    `json:"routes"` // member or backup of, or standing in for one
	Seats     []Seat      `json:"-"`      // from which they serve these routes
	SessionID uuid.UUID   `json:"-"`
	TokenID   uuid.UUID   `json:"-"`
}

// System is the program itself, when somebody runs a command on its machine: it
// may what an administrator may, and its events name no person.
func System() Actor {
	return Actor{Name: "ajar", Roles: Roles{Admin}, Teams: []uuid.UUID{}, Routes: []string{}}
}

// MemberOf reports whether the actor is a member of the team.
func (a Actor) MemberOf(team uuid.UUID) bool { return slices.Contains(a.Teams, team) }

// Is reports whether the actor has the role.
func (a Actor) Is(r Role) bool { return a.Roles.Has(r) }

// Serves reports whether the actor may decide on gates of the route: a member or
// backup of it, or who stands in for one, with the role reviewer.
func (a Actor) Serves(route string) bool {
	return a.Is(Reviewer) && slices.Contains(a.Routes, route)
}

// mustBeAdmin refuses everyone but administrators.
func (a Actor) mustBeAdmin() error {
	if a.Is(Admin) {
		return nil
	}
	return fault.Denied("administrators-only", "Only an administrator can do this. Ask one of yours.")
}

// id is who the events name.
func (a Actor) id() *uuid.UUID {
	if a.PersonID == uuid.Nil {
		return nil
	}
	return &a.PersonID
}

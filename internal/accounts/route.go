package accounts

import "github.com/google/uuid"

// RouteNames are the routes, in the order of the gates they serve.
var RouteNames = []string{"safety", "care", "legal", "partners", "privacy", "data", "brand", "people", "money", "lead"}

// Route is who reviews the gates of one kind. Members and Backups are those who
// can serve now, active and with the role reviewer, by name.
type Route struct {
	Name    string      `json:"name"`
	Members []Colleague `json:"members" gorm:"-"`
	Backups []Colleague `json:"backups" gorm:"-"`
	Version int         `json:"-"`
}

// RouteInput replaces the people of a route. Each must be active and have the
// role reviewer, and stand in it once.
type RouteInput struct {
	Members []uuid.UUID `json:"members"`
	Backups []uuid.UUID `json:"backups"`
}

// maxInRoute bounds each of the two lists.
const maxInRoute = 100

// people are everyone named, members first.
func (in RouteInput) people() []uuid.UUID {
	return append(append([]uuid.UUID{}, in.Members...), in.Backups...)
}

// check names every place that cannot be in a route; eligible are those of
// in.people() who are active reviewers.
func (in RouteInput) check(f *form, eligible map[uuid.UUID]bool) {
	seen := map[uuid.UUID]bool{}
	for _, list := range []struct {
		location string
		people   []uuid.UUID
	}{{"body.members", in.Members}, {"body.backups", in.Backups}} {
		if len(list.people) > maxInRoute {
			f.bad(list.location, "max_length", "A route takes at most %d people here.", maxInRoute)
			continue
		}
		for i, id := range list.people {
			switch {
			case seen[id]:
				f.bad(at(list.location, i), "duplicate", "This person stands in the route already.")
			case !eligible[id]:
				f.bad(at(list.location, i), "not_a_reviewer", "A route takes active people with the role reviewer.")
			}
			seen[id] = true
		}
	}
}

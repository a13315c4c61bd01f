package accounts

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ajar/internal/fault"
	"ajar/internal/live"
)

type routePersonRow struct {
	Route    string
	PersonID uuid.UUID
	Backup   bool
}

// TableName is the table of who serves which route.
func (routePersonRow) TableName() string { return "route_people" }

// canServe is who may be in a route: people p.
const canServe = "p.active AND p.roles LIKE '%reviewer%'"

// Routes are all ten, in the order of RouteNames. Everyone signed in.
func (s *Store) Routes(ctx context.Context) ([]Route, error) {
	return routes(s.db.Read(ctx), RouteNames)
}

// Route is one of them; fault.NotFound when there is none. Everyone signed in.
func (s *Store) Route(ctx context.Context, name string) (Route, error) {
	return route(s.db.Read(ctx), name)
}

func route(db *gorm.DB, name string) (Route, error) {
	if !slices.Contains(RouteNames, name) {
		return Route{}, fault.Missing("route")
	}
	one, err := routes(db, []string{name})
	if err != nil {
		return Route{}, err
	}
	return one[0], nil
}

// routes answers the named ones with their people, in two statements.
func routes(db *gorm.DB, names []string) ([]Route, error) {
	var stored []Route
	if err := db.Where("name IN ?", names).Find(&stored).Error; err != nil {
		return nil, err
	}
	var people []struct {
		Route     string
		Backup    bool
		Colleague `gorm:"embedded"`
	}
	err := db.Table("route_people r").Select("r.route, r.backup, r.person_id, p.name").
		Joins("JOIN people p ON p.id = r.person_id AND "+canServe).
		Where("r.route IN ?", names).Order("p.name, p.id").Find(&people).Error
	if err != nil {
		return nil, err
	}
	slices.SortFunc(stored, func(a, b Route) int {
		return slices.Index(RouteNames, a.Name) - slices.Index(RouteNames, b.Name)
	})
	for i := range stored {
		r := &stored[i]
		r.Members, r.Backups = []Colleague{}, []Colleague{}
		for _, p := range people {
			switch {
			case p.Route == r.Name && p.Backup:
				r.Backups = append(r.Backups, p.Colleague)
			case p.Route == r.Name:
				r.Members = append(r.Members, p.Colleague)
			}
		}
	}
	return stored, nil
}

// PutRoute replaces who serves a route; everyone who cannot is named by their
// place. Who stops being active or a reviewer serves no longer, without a call.
// Administrators.
func (s *Store) PutRoute(ctx context.Context, actor Actor, name string, version *int, in RouteInput) (Route, error) {
	if err := actor.mustBeAdmin(); err != nil {
		return Route{}, err
	}
	var after Route
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		stored, err := take[Route](s.db.Write(ctx).Clauses(forUpdate).Where("name = ?", name), "route")
		if err != nil {
			return err
		}
		if err := fault.Unchanged(stored.Version, version); err != nil {
			return err
		}
		bad, err := s.RouteFaults(ctx, in)
		if err != nil {
			return err
		}
		if err := fault.Also(nil, bad); err != nil {
			return err
		}
		if err := s.replaceRoute(ctx, stored, in); err != nil {
			return err
		}
		if err := s.record(ctx, actor, "route.changed", "route:"+name, in); err != nil {
			return err
		}
		if err := s.staffed(ctx, []string{name}, s.clock.Now()); err != nil {
			return err
		}
		after, err = route(s.db.Write(ctx), name)
		return err
	})
	return after, err
}

// RouteFaults names who cannot serve a route.
func (s *Store) RouteFaults(ctx context.Context, in RouteInput) ([]fault.Field, error) {
	eligible, err := s.reviewers(ctx, in.people())
	return faultsOf(func(f *form) { in.check(f, eligible) }), err
}

// reviewers are those of the people named who can serve a route.
func (s *Store) reviewers(ctx context.Context, named []uuid.UUID) (map[uuid.UUID]bool, error) {
	var able []uuid.UUID
	err := s.db.Write(ctx).Table("people p").Where(canServe).Where("p.id IN ?", named).Pluck("p.id", &able).Error
	eligible := map[uuid.UUID]bool{}
	for _, id := range able {
		eligible[id] = true
	}
	return eligible, err
}

// routesOf are the routes that a person serves, or may stand in on.
func (s *Store) routesOf(ctx context.Context, person uuid.UUID) ([]string, error) {
	var routes []string
	err := s.db.Write(ctx).Model(&routePersonRow{}).Distinct().
		Where("person_id = ? OR person_id IN (SELECT person_id FROM delegations WHERE delegate_id = ?)", person, person).Pluck("route", &routes).Error
	return routes, err
}

func (s *Store) replaceRoute(ctx context.Context, stored Route, in RouteInput) error {
	db := s.db.Write(ctx)
	rows := []routePersonRow{}
	if err := db.Clauses(clause.Returning{}).Where("route = ?", stored.Name).Delete(&rows).Error; err != nil {
		return err
	}
	for _, served := range rows {
		live.Touch(ctx, s.db, served.PersonID)
	}
	live.Touch(ctx, s.db, in.people()...)
	rows = rows[:0]
	for _, id := range in.Members {
		rows = append(rows, routePersonRow{stored.Name, id, false})
	}
	for _, id := range in.Backups {
		rows = append(rows, routePersonRow{stored.Name, id, true})
	}
	if len(rows) > 0 {
		if err := db.Create(&rows).Error; err != nil {
			return err
		}
	}
	return db.Model(&Route{}).Where("name = ?", stored.Name).Update("version", stored.Version+1).Error
}

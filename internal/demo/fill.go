package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/notifications"
	"ajar/internal/search"
	"ajar/lessons"
	"ajar/review"
)

// filler makes the example through the same use cases that people call, with a
// clock that walks from the first registration to today.
type filler struct {
	data        *Data
	today       time.Time
	now         time.Time
	accounts    *accounts.Store
	experiments *experiments.Store
	reviews     *review.Store
	lessons     *lessons.Store
	told        *notifications.Store

	founder    accounts.Actor
	password   string
	people     map[string]accounts.Actor
	teams      map[string]uuid.UUID
	moments    map[string]uuid.UUID
	experiment map[string]uuid.UUID
	lesson     map[string]uuid.UUID
	obstacle   map[string]uuid.UUID
	followUps  map[string][]uuid.UUID // of the lesson of an experiment
}

// Fill puts the example organisation into a registry that is set up and has
// nothing else. The founder, an administrator, is put into the first team and
// serves every route, so that there is something to do. With a password everyone
// of the example can sign in with it; without one they are invited. Fill joins
// the transaction of ctx, if there is one.
func Fill(ctx context.Context, db *database.DB, now time.Time, founder accounts.Person, password string) error {
	data, err := Load()
	if err != nil {
		return err
	}
	f := &filler{data: data, today: now, now: now, password: password,
		founder: accounts.Actor{PersonID: founder.ID, Name: founder.Name, Email: founder.Email, Roles: founder.Roles},
		people:  map[string]accounts.Actor{}, teams: map[string]uuid.UUID{}, moments: map[string]uuid.UUID{},
		experiment: map[string]uuid.UUID{}, lesson: map[string]uuid.UUID{}, obstacle: map[string]uuid.UUID{}, followUps: map[string][]uuid.UUID{}}
	walking := clock.Clock{Fixed: func() time.Time { return f.now }}
	index := search.NewStore(db)
	f.accounts = accounts.New(db, walking)
	f.experiments = experiments.New(db, walking, index)
	f.reviews = review.New(db, walking, f.experiments)
	f.lessons = lessons.New(db, walking, f.experiments, index)
	f.told = notifications.New(db, walking)
	return db.InTx(ctx, func(ctx context.Context) error {
		if err := f.experiments.InstallPolicy(ctx); err != nil {
			return err
		}
		if err := f.organise(ctx); err != nil {
			return fmt.Errorf("the example's people: %w", err)
		}
		return f.live(ctx)
	})
}

// organise makes teams, people, moments and routes.
func (f *filler) organise(ctx context.Context) error {
	for _, t := range f.data.Teams {
		made, err := f.accounts.CreateTeam(ctx, f.founder, accounts.TeamInput{Name: t.Name, Area: t.Area})
		if err != nil {
			return err
		}
		f.teams[t.Key] = made.ID
	}
	for _, p := range f.data.People {
		if err := f.hire(ctx, p); err != nil {
			return err
		}
	}
	for _, m := range f.data.Moments {
		made, err := f.accounts.CreateMoment(ctx, f.founder, accounts.MomentInput{Name: m.Name.joined(" · "), Description: m.Description.joined("\n")})
		if err != nil {
			return err
		}
		f.moments[m.Key] = made.ID
	}
	if err := f.staffRoutes(ctx); err != nil {
		return err
	}
	_, err := f.accounts.AddMember(ctx, f.founder, f.teams[f.data.Teams[0].Key], f.founder.PersonID)
	return err
}

// hire adds a person; whoever set the registry up as one of them stays.
func (f *filler) hire(ctx context.Context, p Person) error {
	actor := accounts.Actor{PersonID: f.founder.PersonID, Name: p.Name, Email: p.Email}
	for _, r := range p.Roles {
		actor.Roles = append(actor.Roles, accounts.Role(r))
	}
	if p.Email != f.founder.Email {
		made, _, err := f.accounts.CreatePerson(ctx, f.founder, accounts.PersonInput{Name: p.Name, Email: p.Email, Password: f.password, Roles: actor.Roles})
		if err != nil {
			return err
		}
		actor.PersonID = made.ID
	}
	if p.Team != "" {
		actor.Teams = []uuid.UUID{f.teams[p.Team]}
		if _, err := f.accounts.AddMember(ctx, f.founder, f.teams[p.Team], actor.PersonID); err != nil {
			return err
		}
	}
	f.people[p.Key] = actor
	return nil
}

func (f *filler) staffRoutes(ctx context.Context) error {
	for _, name := range accounts.RouteNames {
		var in accounts.RouteInput
		for _, key := range f.data.Routes[name].Members {
			in.Members = append(in.Members, f.serving(key, name))
		}
		for _, key := range f.data.Routes[name].Backups {
			in.Backups = append(in.Backups, f.serving(key, name))
		}
		if !slices.Contains(append(in.Members, in.Backups...), f.founder.PersonID) {
			in.Backups = append(in.Backups, f.founder.PersonID)
		}
		if _, err := f.accounts.PutRoute(ctx, f.founder, name, nil, in); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) serving(key, route string) uuid.UUID {
	actor := f.people[key]
	actor.Routes = append(actor.Routes, route)
	f.people[key] = actor
	return actor.PersonID
}

// Sign-in addresses for a person who wants to look around: one who runs the
// registry, one who only proposes.
func (d *Data) lookAround() (admin, proposer Person) {
	for _, p := range d.People {
		switch {
		case admin.Key == "" && slices.Contains(p.Roles, string(accounts.Admin)):
			admin = p
		case proposer.Key == "" && len(p.Roles) == 1 && p.Team != "":
			proposer = p
		}
	}
	return admin, proposer
}

// Founder is who sets an empty registry up for the example, and Proposer is
// somebody of a team to look around as.
func Founder() (setup accounts.SetupInput, proposer Person, err error) {
	d, err := Load()
	if err != nil {
		return setup, proposer, err
	}
	admin, proposer := d.lookAround()
	o := d.Organisation
	return accounts.SetupInput{Organisation: o.Name, Currency: o.Currency, TimeZone: o.TimeZone, Languages: o.Languages,
		Name: admin.Name, Email: admin.Email}, proposer, nil
}

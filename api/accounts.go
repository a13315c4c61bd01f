package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/fault"
)

func (a *API) listPeople(ctx context.Context, in *Paged) (*answer[Page[accounts.Person]], error) {
	place := func(one accounts.Person) identified { return identified{one.ID} }
	return paged(*in, place, func(last identified, limit int) ([]accounts.Person, bool, error) {
		return a.Accounts.People(ctx, last.ID, limit)
	})
}

// newPerson is a person and, when they have no password yet, the link that lets
// them choose one.
type newPerson struct {
	accounts.Person
	Invitation *invitation `json:"invitation,omitempty"`
}

// invitation is a link to hand to the person; it works once, for seven days.
type invitation struct {
	accounts.Invitation
	Link string `json:"link" doc:"The address to open"`
}

func (a *API) linkTo(ctx context.Context, i accounts.Invitation) *invitation {
	return &invitation{i, a.origin(callerOf(ctx).request) + "/invitation/" + i.Code}
}

func (a *API) createPerson(ctx context.Context, in *told[accounts.PersonInput]) (*created[newPerson], error) {
	p, invited, err := a.Accounts.CreatePerson(ctx, actorOf(ctx), in.Body)
	if err != nil {
		return nil, err
	}
	made := newPerson{Person: p}
	if invited != nil {
		made.Invitation = a.linkTo(ctx, *invited)
	}
	return createdAt("/people/", p.ID, p.Version, made), nil
}

func (a *API) invitePerson(ctx context.Context, in *ByID) (*answer[invitation], error) {
	id, err := known(in.ID, "person")
	if err != nil {
		return nil, err
	}
	i, err := a.Accounts.Invite(ctx, actorOf(ctx), id)
	if err != nil {
		return nil, err
	}
	return &answer[invitation]{*a.linkTo(ctx, i)}, nil
}

func (a *API) readPerson(ctx context.Context, in *ByID) (*tagged[accounts.Person], error) {
	id, err := known(in.ID, "person")
	if err != nil {
		return nil, err
	}
	p, err := a.Accounts.Person(ctx, id)
	return withTag(p, p.Version, err)
}

type personChange struct {
	ByID
	Guarded
	Body patched[accounts.PersonPatch]
}

func (a *API) changePerson(ctx context.Context, in *personChange) (*tagged[accounts.Person], error) {
	id, version, err := in.target("person", in.Guarded)
	if err != nil {
		return nil, err
	}
	p, err := a.Accounts.PatchPerson(ctx, actorOf(ctx), id, version, in.Body.To)
	return withTag(p, p.Version, err)
}

func (a *API) listTeams(ctx context.Context, in *Paged) (*answer[Page[accounts.Team]], error) {
	place := func(one accounts.Team) identified { return identified{one.ID} }
	return paged(*in, place, func(last identified, limit int) ([]accounts.Team, bool, error) {
		return a.Accounts.Teams(ctx, last.ID, limit)
	})
}

func (a *API) createTeam(ctx context.Context, in *told[accounts.TeamInput]) (*created[accounts.Team], error) {
	t, err := a.Accounts.CreateTeam(ctx, actorOf(ctx), in.Body)
	if err != nil {
		return nil, err
	}
	return createdAt("/teams/", t.ID, t.Version, t), nil
}

func (a *API) readTeam(ctx context.Context, in *ByID) (*tagged[accounts.Team], error) {
	id, err := known(in.ID, "team")
	if err != nil {
		return nil, err
	}
	t, err := a.Accounts.Team(ctx, id)
	return withTag(t, t.Version, err)
}

type teamChange struct {
	ByID
	Guarded
	Body patched[accounts.TeamPatch]
}

func (a *API) changeTeam(ctx context.Context, in *teamChange) (*tagged[accounts.Team], error) {
	id, version, err := in.target("team", in.Guarded)
	if err != nil {
		return nil, err
	}
	t, err := a.Accounts.PatchTeam(ctx, actorOf(ctx), id, version, in.Body.To)
	return withTag(t, t.Version, err)
}

type membership struct {
	ByID
	PersonID string `path:"person_id" maxLength:"64"`
}

func (m membership) ids() (team, person uuid.UUID, err error) {
	if team, err = known(m.ID, "team"); err != nil {
		return
	}
	person, err = known(m.PersonID, "person")
	return
}

func (a *API) addMember(ctx context.Context, in *membership) (*tagged[accounts.Team], error) {
	team, person, err := in.ids()
	if err != nil {
		return nil, err
	}
	t, err := a.Accounts.AddMember(ctx, actorOf(ctx), team, person)
	return withTag(t, t.Version, err)
}

func (a *API) removeMember(ctx context.Context, in *membership) (*nothing, error) {
	team, person, err := in.ids()
	if err != nil {
		return nil, err
	}
	_, err = a.Accounts.RemoveMember(ctx, actorOf(ctx), team, person)
	return nil, err
}

func (a *API) listMoments(ctx context.Context, in *Paged) (*answer[Page[accounts.Moment]], error) {
	place := func(one accounts.Moment) identified { return identified{one.ID} }
	return paged(*in, place, func(last identified, limit int) ([]accounts.Moment, bool, error) {
		return a.Accounts.Moments(ctx, last.ID, limit)
	})
}

func (a *API) createMoment(ctx context.Context, in *told[accounts.MomentInput]) (*created[accounts.Moment], error) {
	m, err := a.Accounts.CreateMoment(ctx, actorOf(ctx), in.Body)
	if err != nil {
		return nil, err
	}
	return createdAt("/moments/", m.ID, m.Version, m), nil
}

func (a *API) readMoment(ctx context.Context, in *ByID) (*tagged[accounts.Moment], error) {
	id, err := known(in.ID, "moment")
	if err != nil {
		return nil, err
	}
	m, err := a.Accounts.Moment(ctx, id)
	return withTag(m, m.Version, err)
}

type momentChange struct {
	ByID
	Guarded
	Body patched[accounts.MomentPatch]
}

func (a *API) changeMoment(ctx context.Context, in *momentChange) (*tagged[accounts.Moment], error) {
	id, version, err := in.target("moment", in.Guarded)
	if err != nil {
		return nil, err
	}
	m, err := a.Accounts.PatchMoment(ctx, actorOf(ctx), id, version, in.Body.To)
	return withTag(m, m.Version, err)
}

func (a *API) listRoutes(ctx context.Context, _ *nothing) (*answer[Page[accounts.Route]], error) {
	return unpaged(a.Accounts.Routes(ctx))
}

// ByRoute names a route in the path.
type ByRoute struct {
	Route string `path:"route" maxLength:"40"`
}

func (a *API) readRoute(ctx context.Context, in *ByRoute) (*tagged[accounts.Route], error) {
	r, err := a.Accounts.Route(ctx, in.Route)
	return withTag(r, r.Version, err)
}

type routeInput struct {
	ByRoute
	Guarded
	Body accounts.RouteInput
}

// Resolve names, beside what the document finds, who cannot serve it.
func (in *routeInput) Resolve(c huma.Context) []error {
	return alsoAsk(c, func(ctx context.Context, a *API) ([]fault.Field, error) { return a.Accounts.RouteFaults(ctx, in.Body) })
}

func (a *API) setRoute(ctx context.Context, in *routeInput) (*tagged[accounts.Route], error) {
	version, err := in.required()
	if err != nil {
		return nil, err
	}
	r, err := a.Accounts.PutRoute(ctx, actorOf(ctx), in.Route, version, in.Body)
	return withTag(r, r.Version, err)
}

func (a *API) readOrganisation(ctx context.Context, _ *nothing) (*tagged[accounts.Organisation], error) {
	o, err := a.Accounts.Organisation(ctx)
	return withTag(o, o.Version, err)
}

type organisationInput struct {
	Guarded
	Body accounts.OrganisationInput
}

// Resolve names the input's own faults beside the document's.
func (in *organisationInput) Resolve(c huma.Context) []error { return also(c, in.Body) }

func (a *API) setOrganisation(ctx context.Context, in *organisationInput) (*tagged[accounts.Organisation], error) {
	version, err := in.required()
	if err != nil {
		return nil, err
	}
	o, err := a.Accounts.PutOrganisation(ctx, actorOf(ctx), version, in.Body)
	return withTag(o, o.Version, err)
}

package accounts

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
)

func TestRoutes(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		bo := r.add(t, "bo@example.org", Member, Reviewer)
		in := RouteInput{Members: []uuid.UUID{bo.ID}, Backups: []uuid.UUID{r.admin.PersonID}}
		put, err := r.PutRoute(t.Context(), r.admin, "legal", ptr(1), in)
		must(t, err)
		want := Route{"legal", []Colleague{{bo.ID, bo.Name}}, []Colleague{{r.admin.PersonID, "Ada"}}, 2}
		if diff := cmp.Diff(want, put); diff != "" {
			t.Error(diff)
		}
		all, err := r.Routes(t.Context())
		must(t, err)
		names := []string{}
		for _, route := range all {
			names = append(names, route.Name)
		}
		if diff := cmp.Diff(RouteNames, names); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want, all[2]); diff != "" {
			t.Error(diff)
		}
		if !r.signedIn(t, "bo@example.org").Serves("legal") || !r.signedIn(t, "ada@example.org").Serves("legal") {
			t.Error("a member or a backup does not serve")
		}
		_, err = r.PutRoute(t.Context(), r.admin, "legal", ptr(1), in)
		refused(t, err, fault.Stale, "stale")
		_, err = r.PutRoute(t.Context(), r.signedIn(t, "bo@example.org"), "legal", nil, in)
		refused(t, err, fault.Forbidden, "administrators-only")

		// Who is no reviewer any more serves no longer.
		_, err = r.PatchPerson(t.Context(), r.admin, bo.ID, nil, PersonPatch{Roles: &Roles{Member}})
		must(t, err)
		now, err := r.Route(t.Context(), "legal")
		must(t, err)
		if len(now.Members) != 0 || len(now.Backups) != 1 || r.signedIn(t, "bo@example.org").Serves("legal") {
			t.Errorf("still there: %+v", now)
		}
		for _, name := range []string{"", "marketing"} {
			_, err = r.Route(t.Context(), name)
			refused(t, err, fault.NotFound, "not-found")
			_, err = r.PutRoute(t.Context(), r.admin, name, nil, in)
			refused(t, err, fault.NotFound, "not-found")
		}
	})
}

func TestPutRouteNamesWhoCannotServe(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		member, gone := r.add(t, "member@example.org"), r.add(t, "gone@example.org", Reviewer)
		_, err := r.PatchPerson(t.Context(), r.admin, gone.ID, nil, PersonPatch{Active: ptr(false)})
		must(t, err)
		_, err = r.PutRoute(t.Context(), r.admin, "care", nil, RouteInput{
			Members: []uuid.UUID{r.admin.PersonID, member.ID, gone.ID},
			Backups: []uuid.UUID{r.admin.PersonID, uuid.New()},
		})
		want := map[string]string{
			"body.members[1]": "not_a_reviewer", "body.members[2]": "not_a_reviewer",
			"body.backups[0]": "duplicate", "body.backups[1]": "not_a_reviewer",
		}
		if diff := cmp.Diff(want, places(t, err)); diff != "" {
			t.Error(diff)
		}
		_, err = r.PutRoute(t.Context(), r.admin, "care", nil, RouteInput{Backups: make([]uuid.UUID, maxInRoute+1)})
		if diff := cmp.Diff(map[string]string{"body.backups": "max_length"}, places(t, err)); diff != "" {
			t.Error(diff)
		}
		empty, err := r.PutRoute(t.Context(), r.admin, "care", nil, RouteInput{})
		must(t, err)
		if diff := cmp.Diff(Route{"care", []Colleague{}, []Colleague{}, 2}, empty); diff != "" {
			t.Error(diff)
		}
	})
}

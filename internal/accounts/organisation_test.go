package accounts

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
	"ajar/internal/text"
)

func TestSetup(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := emptyRegistry(db)
		done, err := r.IsSetUp(t.Context())
		must(t, err)
		if done {
			t.Fatal("set up before the setup")
		}
		_, err = r.Setup(t.Context(), SetupInput{Email: "nobody", Password: "short", Currency: "Q", TimeZone: "Local", Languages: []string{"de"}})
		want := map[string]string{
			"body.organisation": "required", "body.name": "required", "body.email": "format", "body.password": "min_length",
			"body.currency": "unknown", "body.time_zone": "unknown", "body.languages[0]": "unknown",
		}
		if diff := cmp.Diff(want, places(t, err)); diff != "" {
			t.Error(diff)
		}

		first, err := r.Setup(t.Context(), setupInput("Ada@Example.org"))
		must(t, err)
		if diff := cmp.Diff(allRoles, first.Roles); diff != "" || first.Email != "ada@example.org" || first.Invited {
			t.Errorf("first person %+v", first)
		}
		o, err := r.Organisation(t.Context())
		must(t, err)
		if diff := cmp.Diff(Organisation{"Harbour Hotels", "EUR", "UTC", text.Languages, 1}, o); diff != "" {
			t.Error(diff)
		}
		_, err = r.Setup(t.Context(), setupInput("eve@example.org"))
		refused(t, err, fault.Conflict, "already-set-up")
	})
}

func TestSetupOnceInARace(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := emptyRegistry(db)
		emails := []string{"a@example.org", "b@example.org", "c@example.org", "d@example.org"}
		errs := together(len(emails), func(i int) error {
			_, err := r.Setup(t.Context(), setupInput(emails[i]))
			return err
		})
		people, _, err := r.People(t.Context(), uuid.Nil, 50)
		must(t, err)
		if n := won(t, errs, fault.Conflict); n != 1 || len(people) != 1 {
			t.Errorf("%d setups won and made %d people", n, len(people))
		}
	})
}

func TestPutOrganisation(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		in := OrganisationInput{"Harbour Hotels & Spa", "pln", "Europe/Warsaw", []string{"pl", "en", "pl"}}
		o, err := r.PutOrganisation(t.Context(), r.admin, ptr(1), in)
		must(t, err)
		if diff := cmp.Diff(Organisation{in.Name, "PLN", in.TimeZone, []string{"en", "pl"}, 2}, o); diff != "" {
			t.Error(diff)
		}
		stored, err := r.Organisation(t.Context())
		must(t, err)
		if diff := cmp.Diff(o, stored); diff != "" {
			t.Error(diff)
		}
		_, err = r.PutOrganisation(t.Context(), r.admin, ptr(1), in)
		refused(t, err, fault.Stale, "stale")
		_, err = r.PutOrganisation(t.Context(), r.admin, nil, OrganisationInput{Name: "x", Currency: "EUR", TimeZone: "../etc"})
		if diff := cmp.Diff(map[string]string{"body.time_zone": "unknown", "body.languages": "required"}, places(t, err)); diff != "" {
			t.Error(diff)
		}
		r.add(t, "bo@example.org")
		_, err = r.PutOrganisation(t.Context(), r.signedIn(t, "bo@example.org"), nil, in)
		refused(t, err, fault.Forbidden, "administrators-only")
	})
}

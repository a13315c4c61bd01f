package accounts

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

func TestEveryChangeLeavesAnEventWithoutPersonalData(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		bo, invitation := r.invited(t)
		_, _, err := r.RedeemInvitation(t.Context(), invitation.Code, goodPassword, "Firefox on a till")
		must(t, err)
		_, err = r.PatchPerson(t.Context(), r.admin, bo.ID, nil, PersonPatch{Name: ptr("Robert"), Roles: &Roles{Reviewer}})
		must(t, err)
		_, err = r.PatchPerson(t.Context(), r.admin, bo.ID, nil, PersonPatch{}) // nothing
		must(t, err)
		team, err := r.CreateTeam(t.Context(), System(), TeamInput{Name: "Bar"})
		must(t, err)
		_, err = r.AddMember(t.Context(), r.admin, team.ID, bo.ID)
		must(t, err)
		_, err = r.PutRoute(t.Context(), r.admin, "care", nil, RouteInput{Members: []uuid.UUID{bo.ID}})
		must(t, err)
		must(t, r.ErasePerson(t.Context(), r.admin, bo.ID, nil))

		var events []struct{ Actor, Kind, Subject, Data string }
		must(t, db.Read(t.Context()).Raw(`SELECT coalesce(CAST(actor_id AS TEXT), '') AS actor, kind, subject,
			CAST(data AS TEXT) AS data FROM events ORDER BY seq`).Scan(&events).Error)
		person, ada := "person:"+bo.ID.String(), r.admin.PersonID.String()
		want := [][3]string{
			{ada, "organisation.created", "organisation"},
			{ada, "person.created", "person:" + ada},
			{ada, "person.created", person},
			{bo.ID.String(), "person.password_set", person},
			{ada, "person.changed", person},
			{"", "team.created", "team:" + team.ID.String()},
			{ada, "team.member_added", "team:" + team.ID.String()},
			{ada, "route.changed", "route:care"},
			{ada, "person.erased", person},
		}
		got := [][3]string{}
		for _, e := range events {
			got = append(got, [3]string{e.Actor, e.Kind, e.Subject})
			for _, personal := range []string{"@", "Bo", "Robert", "Ada", "argon"} {
				if strings.Contains(e.Data, personal) {
					t.Errorf("%s tells %s", e.Kind, e.Data)
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

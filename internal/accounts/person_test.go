package accounts

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
)

func TestCreatePerson(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		made, invitation, err := r.CreatePerson(t.Context(), r.admin,
			PersonInput{Name: "  Zoë Żak ", Email: " Zoe@Example.ORG ", Roles: Roles{Reviewer, Member, Reviewer}})
		must(t, err)
		if invitation == nil || !made.Invited || made.Version != 1 {
			t.Errorf("made %+v, invitation %v", made, invitation)
		}
		stored, err := r.Person(t.Context(), made.ID)
		must(t, err)
		want := Person{made.ID, "Zoë Żak", "zoe@example.org", Roles{Member, Reviewer}, true, true, 1, r.clock.Now()}
		if diff := cmp.Diff(want, stored); diff != "" {
			t.Error(diff)
		}
		text, err := json.Marshal(r.person(t, "ada@example.org"))
		must(t, err)
		if strings.Contains(string(text), "argon2id") || strings.Contains(string(text), "hash") {
			t.Errorf("a password shows in %s", text)
		}

		_, _, err = r.CreatePerson(t.Context(), r.admin, PersonInput{Name: "Other", Email: "ZOE@example.org"})
		refused(t, err, fault.Conflict, "email-taken")
		_, _, err = r.CreatePerson(t.Context(), r.admin, PersonInput{Name: "a\x00b", Email: "<x@y>", Password: "short", Roles: Roles{"boss", Admin}})
		want2 := map[string]string{"body.name": "control_characters", "body.email": "format", "body.password": "min_length", "body.roles[0]": "unknown"}
		if diff := cmp.Diff(want2, places(t, err)); diff != "" {
			t.Error(diff)
		}
		r.add(t, "bo@example.org")
		_, _, err = r.CreatePerson(t.Context(), r.signedIn(t, "bo@example.org"), PersonInput{})
		refused(t, err, fault.Forbidden, "administrators-only")
		_, err = r.Person(t.Context(), uuid.New())
		refused(t, err, fault.NotFound, "not-found")
	})
}

func TestPasswordIsNoNameThatOthersKnow(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		for _, password := range []string{"Harbour Hotels", "robert robertson", "ROBERT@example.org"} {
			_, _, err := r.CreatePerson(t.Context(), r.admin, PersonInput{Name: "Robert Robertson", Email: "robert@example.org", Password: password})
			if diff := cmp.Diff(map[string]string{"body.password": "guessable"}, places(t, err)); diff != "" {
				t.Errorf("%s: %s", password, diff)
			}
		}
	})
}

func TestPeopleAreReadInPages(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		want := []string{"ada@example.org"}
		for i := range 4 {
			want = append(want, fmt.Sprintf("p%d@example.org", i))
			_, _, err := r.CreatePerson(t.Context(), r.admin, PersonInput{Name: "P", Email: want[i+1]})
			must(t, err)
		}
		got := []string{}
		for last, more := uuid.Nil, true; more; {
			var page []Person
			var err error
			page, more, err = r.People(t.Context(), last, 2)
			must(t, err)
			for _, p := range page {
				got, last = append(got, p.Email), p.ID
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestPatchPerson(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		bo, ann := r.add(t, "bo@example.org"), r.add(t, "ann@example.org")
		changed, err := r.PatchPerson(t.Context(), r.admin, bo.ID, ptr(1),
			PersonPatch{Name: ptr("Bo Diddley"), Email: ptr("Diddley@example.org"), Roles: &Roles{Reviewer}})
		must(t, err)
		want := bo
		want.Name, want.Email, want.Roles, want.Version = "Bo Diddley", "diddley@example.org", Roles{Reviewer}, 2
		if diff := cmp.Diff(want, changed); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want, r.person(t, "diddley@example.org")); diff != "" {
			t.Error(diff)
		}
		_, err = r.PatchPerson(t.Context(), r.admin, bo.ID, ptr(1), PersonPatch{Name: ptr("Late")})
		refused(t, err, fault.Stale, "stale")
		_, err = r.PatchPerson(t.Context(), r.admin, bo.ID, nil, PersonPatch{Email: ptr(ann.Email)})
		refused(t, err, fault.Conflict, "email-taken")
		_, err = r.PatchPerson(t.Context(), r.admin, bo.ID, nil, PersonPatch{Name: ptr(" "), Email: ptr(""), Roles: &Roles{}, Password: ptr("")})
		bad := map[string]string{"body.name": "required", "body.email": "required", "body.roles": "required", "body.password": "required"}
		if diff := cmp.Diff(bad, places(t, err)); diff != "" {
			t.Error(diff)
		}
		_, err = r.PatchPerson(t.Context(), r.admin, uuid.New(), nil, PersonPatch{})
		refused(t, err, fault.NotFound, "not-found")
		_, err = r.PatchPerson(t.Context(), r.signedIn(t, ann.Email), ann.ID, nil, PersonPatch{Roles: &allRoles})
		refused(t, err, fault.Forbidden, "administrators-only")
	})
}

func TestDeactivatingEndsEverything(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		bo := r.add(t, "bo@example.org")
		session := r.secret(t, "bo@example.org")
		token, _, err := r.CreateToken(t.Context(), r.signedIn(t, "bo@example.org"), "till", nil)
		must(t, err)
		invitation, err := r.Invite(t.Context(), r.admin, bo.ID)
		must(t, err)
		for _, active := range []bool{false, true} { // coming back brings none of them back
			_, err = r.PatchPerson(t.Context(), r.admin, bo.ID, nil, PersonPatch{Active: &active})
			must(t, err)
			_, err = r.Authenticate(t.Context(), session)
			refused(t, err, fault.Unauthenticated, "not-signed-in")
			_, err = r.AuthenticateToken(t.Context(), token)
			refused(t, err, fault.Unauthenticated, "not-signed-in")
			_, _, err = r.RedeemInvitation(t.Context(), invitation.Code, "another good one", "Firefox on a till")
			refused(t, err, fault.NotFound, "not-found")
		}
		r.signedIn(t, "bo@example.org")
	})
}

func TestLastAdministratorStays(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		demote := PersonPatch{Roles: &Roles{Member}}
		for _, patch := range []PersonPatch{demote, {Active: ptr(false)}} {
			_, err := r.PatchPerson(t.Context(), r.admin, r.admin.PersonID, nil, patch)
			refused(t, err, fault.Conflict, "last-administrator")
		}
		refused(t, r.ErasePerson(t.Context(), r.admin, r.admin.PersonID, nil), fault.Conflict, "last-administrator")
		invited, _, err := r.CreatePerson(t.Context(), r.admin, PersonInput{Name: "New", Email: "new@example.org", Roles: Roles{Admin}})
		must(t, err)
		_, err = r.PatchPerson(t.Context(), r.admin, r.admin.PersonID, nil, demote)
		refused(t, err, fault.Conflict, "last-administrator")
		_, err = r.PatchPerson(t.Context(), r.admin, invited.ID, nil, demote)
		must(t, err)
		r.add(t, "bo@example.org", Admin)
		_, err = r.PatchPerson(t.Context(), r.admin, r.admin.PersonID, nil, demote)
		must(t, err)
	})
}

// Each of six administrators removes the next at once: somebody is left.
func TestLastAdministratorStaysInARace(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		people := []uuid.UUID{r.admin.PersonID}
		for i := range 5 {
			people = append(people, r.add(t, fmt.Sprintf("admin%d@example.org", i), Admin).ID)
		}
		errs := together(len(people), func(i int) error {
			next := people[(i+1)%len(people)]
			switch i % 3 {
			case 0:
				return r.ErasePerson(t.Context(), r.admin, next, nil)
			case 1:
				_, err := r.PatchPerson(t.Context(), r.admin, next, nil, PersonPatch{Active: ptr(false)})
				return err
			}
			_, err := r.PatchPerson(t.Context(), r.admin, next, nil, PersonPatch{Roles: &Roles{Reviewer}})
			return err
		})
		if n := won(t, errs, fault.Conflict); n != len(people)-1 {
			t.Errorf("%d of %d were removed", n, len(people))
		}
		page, _, err := r.People(t.Context(), uuid.Nil, 50)
		must(t, err)
		if n := len(slices.DeleteFunc(page, func(p Person) bool { return !p.administers() })); n != 1 {
			t.Errorf("%d administrators are left", n)
		}
	})
}

func TestErasePerson(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		bo := r.add(t, "bo@example.org", Reviewer)
		team, err := r.CreateTeam(t.Context(), r.admin, TeamInput{Name: "Bar"})
		must(t, err)
		_, err = r.AddMember(t.Context(), r.admin, team.ID, bo.ID)
		must(t, err)
		_, err = r.PutRoute(t.Context(), r.admin, "care", nil, RouteInput{Members: []uuid.UUID{bo.ID}})
		must(t, err)
		refused(t, r.ErasePerson(t.Context(), r.admin, bo.ID, ptr(7)), fault.Stale, "stale")
		must(t, r.ErasePerson(t.Context(), r.admin, bo.ID, ptr(1)))
		got, err := r.Person(t.Context(), bo.ID)
		must(t, err)
		want := Person{bo.ID, "Erased person", "erased-" + bo.ID.String() + "@invalid", Roles{Member}, false, true, 2, bo.CreatedAt}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		var rows int64
		must(t, db.Read(t.Context()).Raw(`SELECT (SELECT count(*) FROM memberships WHERE person_id = ?)
			+ (SELECT count(*) FROM route_people WHERE person_id = ?)`, bo.ID, bo.ID).Scan(&rows).Error)
		if rows != 0 {
			t.Errorf("%d teams and routes are left", rows)
		}
	})
}

func TestPasswordReplaced(t *testing.T) {
	const another = "another good one"
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		bo := r.add(t, "bo@example.org")
		mine, other := r.signedIn(t, "bo@example.org"), r.secret(t, "bo@example.org")
		invitation, err := r.Invite(t.Context(), r.admin, bo.ID)
		must(t, err)

		err = r.ChangePassword(t.Context(), mine, goodPassword, "short")
		if diff := cmp.Diff(map[string]string{"body.new_password": "min_length"}, places(t, err)); diff != "" {
			t.Error(diff)
		}
		err = r.ChangePassword(t.Context(), mine, "wrong password", another)
		if diff := cmp.Diff(map[string]string{"body.old_password": "wrong"}, places(t, err)); diff != "" {
			t.Error(diff)
		}
		must(t, r.ChangePassword(t.Context(), mine, goodPassword, another))
		left, _, err := r.Sessions(t.Context(), mine, uuid.Nil, 50)
		must(t, err)
		if len(left) != 1 || !left[0].Current {
			t.Errorf("sessions left %+v", left)
		}
		_, err = r.Authenticate(t.Context(), other)
		refused(t, err, fault.Unauthenticated, "not-signed-in")
		_, _, err = r.RedeemInvitation(t.Context(), invitation.Code, goodPassword, "Firefox on a till")
		refused(t, err, fault.NotFound, "not-found")
		_, err = r.signIn(t, "bo@example.org", goodPassword, "192.0.2.1")
		refused(t, err, fault.Unauthenticated, "wrong-credentials")

		// An administrator's reset ends this one too.
		_, err = r.PatchPerson(t.Context(), r.admin, bo.ID, nil, PersonPatch{Password: ptr(goodPassword)})
		must(t, err)
		left, _, err = r.Sessions(t.Context(), mine, uuid.Nil, 50)
		must(t, err)
		if len(left) != 0 {
			t.Errorf("sessions left %+v", left)
		}
		r.signedIn(t, "bo@example.org")
	})
}

// Nobody signs in with a password that is being replaced and stays.
func TestSignInRacesAReset(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		bo := r.add(t, "bo@example.org")
		together(6, func(i int) error {
			if i == 3 {
				_, err := r.PatchPerson(t.Context(), r.admin, bo.ID, nil, PersonPatch{Password: ptr("another good one")})
				return err
			}
			_, err := r.signIn(t, "bo@example.org", goodPassword, fmt.Sprintf("192.0.2.%d", i))
			return err
		})
		left, _, err := r.Sessions(t.Context(), Actor{PersonID: bo.ID}, uuid.Nil, 50)
		must(t, err)
		if len(left) != 0 || r.person(t, "bo@example.org").Version != 2 {
			t.Errorf("sessions left %+v", left)
		}
	})
}

func TestGuessingTheOldPasswordIsThrottled(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		for range 5 {
			places(t, r.ChangePassword(t.Context(), r.admin, "wrong password", "another good one"))
		}
		err := r.ChangePassword(t.Context(), r.admin, goodPassword, "another good one")
		refused(t, err, fault.Throttled, "too-many-tries")
	})
}

func TestAddPerson(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		in := PersonInput{Name: "Bo", Email: "bo@example.org", Roles: Roles{Admin}}
		bo, invitation, err := r.AddPerson(t.Context(), in)
		must(t, err)
		_, _, err = r.RedeemInvitation(t.Context(), invitation.Code, goodPassword, "Firefox on a till")
		must(t, err)
		again, invitation, err := r.AddPerson(t.Context(), PersonInput{Name: "Other", Email: " BO@example.org"})
		must(t, err)
		bo.Invited, bo.Version = false, 2
		if diff := cmp.Diff(bo, again); diff != "" || invitation == nil {
			t.Errorf("%v %s", invitation, diff)
		}
		_, _, err = r.RedeemInvitation(t.Context(), invitation.Code, "another good one", "Firefox on a till")
		must(t, err)
	})
}

// person is the one with the address.
func (r registry) person(t *testing.T, email string) Person {
	t.Helper()
	a, err := take[account](r.db.Read(t.Context()).Where("email = ?", email), "person")
	must(t, err)
	return a.person()
}

func TestNamesToLookForBeginWithOnesOwnTeam(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		for _, email := range []string{"di@example.org", "bo@example.org", "cy@example.org"} {
			p := r.add(t, email)
			_, err := r.PatchPerson(t.Context(), r.admin, p.ID, nil, PersonPatch{Name: &email})
			must(t, err)
		}
		cy := r.signedIn(t, "cy@example.org")
		_, err := r.CreateTeam(t.Context(), cy, TeamInput{Name: "Spa"})
		must(t, err)
		gone := r.signedIn(t, "bo@example.org")
		no := false
		_, err = r.PatchPerson(t.Context(), r.admin, gone.PersonID, nil, PersonPatch{Active: &no})
		must(t, err)
		names, err := r.Names(t.Context(), r.signedIn(t, "cy@example.org"))
		must(t, err)
		if len(names) < 2 || names[0] != "cy@example.org" || !slices.Contains(names, "di@example.org") || slices.Contains(names, "bo@example.org") {
			t.Errorf("%q", names)
		}
	})
}

package accounts

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
)

func (r registry) invited(t *testing.T) (Person, Invitation) {
	t.Helper()
	p, invitation, err := r.CreatePerson(t.Context(), r.admin, PersonInput{Name: "Bo", Email: "bo@example.org"})
	must(t, err)
	return p, *invitation
}

func TestInvitation(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		bo, invitation := r.invited(t)
		if want := r.clock.Now().Add(invitationLife); !invitation.ExpiresAt.Equal(want) {
			t.Errorf("expires %s, want %s", invitation.ExpiresAt, want)
		}
		_, _, err := r.RedeemInvitation(t.Context(), invitation.Code, "bo@example.org", "Firefox on a till")
		if diff := cmp.Diff(map[string]string{"body.password": "guessable"}, places(t, err)); diff != "" {
			t.Error(diff)
		}
		secret, begun, err := r.RedeemInvitation(t.Context(), invitation.Code, goodPassword, "Firefox on a till")
		must(t, err)
		who, err := r.Authenticate(t.Context(), secret)
		must(t, err)
		if who.PersonID != bo.ID || who.SessionID != begun.ID || begun.Device != "Firefox on a till" {
			t.Errorf("%+v signed in with %+v", who, begun)
		}
		if r.person(t, "bo@example.org").Invited {
			t.Error("still invited")
		}
		for _, code := range []string{invitation.Code, "", "never was"} {
			_, _, err = r.RedeemInvitation(t.Context(), code, goodPassword, "Firefox on a till")
			refused(t, err, fault.NotFound, "not-found")
		}
		r.signedIn(t, "bo@example.org")
	})
}

func TestInvitationHoldsSevenDays(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		bo, invitation := r.invited(t)
		r.pass(7 * 24 * time.Hour)
		_, _, err := r.RedeemInvitation(t.Context(), invitation.Code, goodPassword, "Firefox on a till")
		refused(t, err, fault.NotFound, "not-found")
		again, err := r.Invite(t.Context(), r.admin, bo.ID)
		must(t, err)
		r.pass(7*24*time.Hour - time.Second)
		_, _, err = r.RedeemInvitation(t.Context(), again.Code, goodPassword, "Firefox on a till")
		must(t, err)
	})
}

func TestInvitationOnceInARace(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		_, invitation := r.invited(t)
		errs := together(5, func(int) error {
			_, _, err := r.RedeemInvitation(t.Context(), invitation.Code, goodPassword, "Firefox on a till")
			return err
		})
		if n := won(t, errs, fault.NotFound); n != 1 {
			t.Errorf("the code worked %d times", n)
		}
	})
}

func TestInviteAgain(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		bo, first := r.invited(t)
		second, err := r.Invite(t.Context(), r.admin, bo.ID)
		must(t, err)
		_, _, err = r.RedeemInvitation(t.Context(), first.Code, goodPassword, "Firefox on a till")
		refused(t, err, fault.NotFound, "not-found")
		_, err = r.PatchPerson(t.Context(), r.admin, bo.ID, nil, PersonPatch{Email: ptr("bob@example.org")})
		must(t, err)
		_, _, err = r.RedeemInvitation(t.Context(), second.Code, goodPassword, "Firefox on a till")
		refused(t, err, fault.NotFound, "not-found")

		third, err := r.Invite(t.Context(), r.admin, bo.ID)
		must(t, err)
		_, _, err = r.RedeemInvitation(t.Context(), third.Code, goodPassword, "Firefox on a till")
		must(t, err)
		session := r.secret(t, "bob@example.org")
		reset, err := r.Invite(t.Context(), r.admin, bo.ID)
		must(t, err)
		_, err = r.Authenticate(t.Context(), session)
		must(t, err) // the old password holds until the new one is chosen
		_, _, err = r.RedeemInvitation(t.Context(), reset.Code, "another good one", "Firefox on a till")
		must(t, err)
		_, err = r.Authenticate(t.Context(), session)
		refused(t, err, fault.Unauthenticated, "not-signed-in")

		_, err = r.PatchPerson(t.Context(), r.admin, bo.ID, nil, PersonPatch{Active: ptr(false)})
		must(t, err)
		_, err = r.Invite(t.Context(), r.admin, bo.ID)
		refused(t, err, fault.Conflict, "inactive")
		_, err = r.Invite(t.Context(), r.admin, uuid.New())
		refused(t, err, fault.NotFound, "not-found")
	})
}

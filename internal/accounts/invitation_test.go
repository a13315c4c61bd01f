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
		_, err := r.RedeemInvitation(t.Context(), invitation.Code, "bo@example.org")
		if diff := cmp.Diff(map[string]string{"body.password": "guessable"}, places(t, err)); diff != "" {
			t.Error(diff)
		}
		joined, err := r.RedeemInvitation(t.Context(), invitation.Code, goodPassword)
		must(t, err)
		if joined.ID != bo.ID || joined.Invited {
			t.Errorf("joined %+v", joined)
		}
		if diff := cmp.Diff(joined, r.person(t, "bo@example.org")); diff != "" {
			t.Error(diff)
		}
		for _, code := range []string{invitation.Code, "", "never was"} {
			_, err = r.RedeemInvitation(t.Context(), code, goodPassword)
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
		_, err := r.RedeemInvitation(t.Context(), invitation.Code, goodPassword)
		refused(t, err, fault.NotFound, "not-found")
		again, err := r.Invite(t.Context(), r.admin, bo.ID)
		must(t, err)
		r.pass(7*24*time.Hour - time.Second)
		_, err = r.RedeemInvitation(t.Context(), again.Code, goodPassword)
		must(t, err)
	})
}

func TestInvitationOnceInARace(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		_, invitation := r.invited(t)
		errs := together(5, func(int) error {
			_, err := r.RedeemInvitation(t.Context(), invitation.Code, goodPassword)
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
		_, err = r.RedeemInvitation(t.Context(), first.Code, goodPassword)
		refused(t, err, fault.NotFound, "not-found")
		_, err = r.PatchPerson(t.Context(), r.admin, bo.ID, nil, PersonPatch{Email: ptr("bob@example.org")})
		must(t, err)
		_, err = r.RedeemInvitation(t.Context(), second.Code, goodPassword)
		refused(t, err, fault.NotFound, "not-found")

		third, err := r.Invite(t.Context(), r.admin, bo.ID)
		must(t, err)
		_, err = r.RedeemInvitation(t.Context(), third.Code, goodPassword)
		must(t, err)
		session := r.secret(t, "bob@example.org")
		reset, err := r.Invite(t.Context(), r.admin, bo.ID)
		must(t, err)
		_, err = r.Authenticate(t.Context(), session)
		must(t, err) // the old password holds until the new one is chosen
		_, err = r.RedeemInvitation(t.Context(), reset.Code, "another good one")
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

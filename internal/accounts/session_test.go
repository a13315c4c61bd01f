package accounts

import (
	"context"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
)

func TestSignIn(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		team, err := r.CreateTeam(t.Context(), r.admin, TeamInput{Name: "Front desk"})
		must(t, err)
		second, err := r.CreateTeam(t.Context(), r.admin, TeamInput{Name: "Bar"})
		must(t, err)
		_, err = r.AddMember(t.Context(), r.admin, second.ID, r.admin.PersonID)
		must(t, err)
		for _, name := range []string{"safety", "care"} {
			_, err = r.PutRoute(t.Context(), r.admin, name, nil, RouteInput{Backups: []uuid.UUID{r.admin.PersonID}})
			must(t, err)
		}
		actor := r.signedIn(t, "ada@example.org")
		want := Actor{
			PersonID: r.admin.PersonID, Name: "Ada", Email: "ada@example.org", Roles: allRoles,
			Teams: []uuid.UUID{team.ID, second.ID}, Routes: []string{"care", "safety"},
			Seats: []Seat{{Route: "care", Backup: true}, {Route: "safety", Backup: true}}, SessionID: actor.SessionID,
		}
		if diff := cmp.Diff(want, actor); diff != "" {
			t.Error(diff)
		}
		if !actor.MemberOf(team.ID) || actor.MemberOf(uuid.New()) || !actor.Serves("care") || actor.Serves("legal") {
			t.Error("teams and routes")
		}
		actor.Roles = Roles{Member, Admin}
		if actor.Serves("care") {
			t.Error("serves a route without being a reviewer")
		}
	})
}

// Whoever cannot sign in gets the same answer, and the same work is done for it.
func TestSignInDoesNotTellWhoExists(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		inactive := r.add(t, "gone@example.org")
		_, err := r.PatchPerson(t.Context(), r.admin, inactive.ID, nil, PersonPatch{Active: ptr(false)})
		must(t, err)
		_, _, err = r.CreatePerson(t.Context(), r.admin, PersonInput{Name: "New", Email: "invited@example.org"})
		must(t, err)
		for _, c := range []struct{ email, password string }{
			{"ada@example.org", "wrong password"},
			{"nobody@example.org", goodPassword},
			{"gone@example.org", goodPassword},
			{"invited@example.org", goodPassword},
			{"invited@example.org", ""},
			{"no address", goodPassword},
			{"nul\x00@example.org", goodPassword},
			{"bad\xff@example.org", "\xff\x00"},
			{strings.Repeat("a", 5000) + "@example.org", strings.Repeat("b", 5000)},
		} {
			_, err := r.signIn(t, c.email, c.password, "203.0.113.5")
			if diff := cmp.Diff(error(wrongCredentials), err); diff != "" {
				t.Errorf("%.30q: %s", c.email, diff)
			}
		}
	})
}

func TestSessionEnds(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		idle, used := r.secret(t, "ada@example.org"), r.secret(t, "ada@example.org")
		for range 59 { // eleven hours each: 27 days
			r.pass(11 * time.Hour)
			_, err := r.Authenticate(t.Context(), used)
			must(t, err)
		}
		_, err := r.Authenticate(t.Context(), idle)
		refused(t, err, fault.Unauthenticated, "not-signed-in")
		r.pass(11 * time.Hour)
		for range 10 { // to the last hour of thirty days
			_, err = r.Authenticate(t.Context(), used)
			must(t, err)
			r.pass(6 * time.Hour)
		}
		_, err = r.Authenticate(t.Context(), used)
		refused(t, err, fault.Unauthenticated, "not-signed-in")
	})
}

func TestSessions(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		r.add(t, "bo@example.org")
		other, bo := r.secret(t, "ada@example.org"), r.signedIn(t, "bo@example.org")
		page, _, err := r.Sessions(t.Context(), r.admin, uuid.Nil, 50)
		must(t, err)
		if n := len(page); n != 2 || !page[0].Current || page[1].Current || page[1].Device != "Firefox on a till" {
			t.Fatalf("sessions %+v", page)
		}
		refused(t, r.EndSession(t.Context(), bo, page[1].ID), fault.NotFound, "not-found")
		must(t, r.EndSession(t.Context(), r.admin, page[1].ID))
		_, err = r.Authenticate(t.Context(), other)
		refused(t, err, fault.Unauthenticated, "not-signed-in")

		last := r.secret(t, "ada@example.org")
		must(t, r.SignOut(t.Context(), last))
		must(t, r.SignOut(t.Context(), last))
		_, err = r.Authenticate(t.Context(), last)
		refused(t, err, fault.Unauthenticated, "not-signed-in")
		_, err = r.Authenticate(t.Context(), "")
		refused(t, err, fault.Unauthenticated, "not-signed-in")
	})
}

func TestDeviceIsCleaned(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		_, session, err := r.SignIn(t.Context(), "ada@example.org", goodPassword, "Fire\x00fox\xff\n"+strings.Repeat("ż", 300), "192.0.2.1")
		must(t, err)
		if want := "Firefox" + strings.Repeat("ż", 193); session.Device != want {
			t.Errorf("device %q", session.Device)
		}
	})
}

func TestTokens(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		in := r.clock.Now().Add(time.Hour)
		short, token, err := r.CreateToken(t.Context(), r.admin, " till export ", &in)
		must(t, err)
		long, _, err := r.CreateToken(t.Context(), r.admin, "for ever", nil)
		must(t, err)
		if !strings.HasPrefix(short, "ajar_") || token.Name != "till export" || token.SeenAt != nil {
			t.Errorf("secret %q of %+v", short, token)
		}
		actor, err := r.AuthenticateToken(t.Context(), short)
		must(t, err)
		if actor.TokenID != token.ID || actor.SessionID != uuid.Nil || actor.PersonID != r.admin.PersonID {
			t.Errorf("actor %+v", actor)
		}
		page, more, err := r.Tokens(t.Context(), r.admin, uuid.Nil, 1)
		must(t, err)
		if len(page) != 1 || page[0].SeenAt == nil || !more {
			t.Errorf("tokens %+v", page)
		}
		_, err = r.Authenticate(t.Context(), short)
		refused(t, err, fault.Unauthenticated, "not-signed-in")
		r.pass(time.Hour)
		_, err = r.AuthenticateToken(t.Context(), short)
		refused(t, err, fault.Unauthenticated, "not-signed-in")

		page, _, err = r.Tokens(t.Context(), r.admin, page[0].ID, 50)
		must(t, err)
		r.add(t, "bo@example.org")
		refused(t, r.RevokeToken(t.Context(), r.signedIn(t, "bo@example.org"), page[0].ID), fault.NotFound, "not-found")
		must(t, r.RevokeToken(t.Context(), r.admin, page[0].ID))
		_, err = r.AuthenticateToken(t.Context(), long)
		refused(t, err, fault.Unauthenticated, "not-signed-in")

		past := r.clock.Now()
		_, _, err = r.CreateToken(t.Context(), r.admin, "bell \x07", &past)
		if diff := cmp.Diff(map[string]string{"body.name": "control_characters", "body.expires_at": "in_the_past"}, places(t, err)); diff != "" {
			t.Error(diff)
		}
	})
}

// statements counts what a database runs.
type statements struct {
	slog.Handler
	n *atomic.Int64
}

func (s statements) Enabled(context.Context, slog.Level) bool { return true }

func (s statements) Handle(_ context.Context, r slog.Record) error {
	if strings.Contains(r.Message, "statement") { // a slow one too
		s.n.Add(1)
	}
	return nil
}

func TestAuthenticateIsOneStatement(t *testing.T) {
	for _, dialect := range databasetest.Dialects {
		t.Run(string(dialect), func(t *testing.T) {
			count := statements{slog.DiscardHandler, &atomic.Int64{}}
			db, err := database.Open(t.Context(), databasetest.URL(t, dialect), database.Options{Log: slog.New(count)})
			must(t, err)
			defer func() { must(t, db.Close()) }()
			r := newRegistry(t, db)
			session := r.secret(t, "ada@example.org")
			token, _, err := r.CreateToken(t.Context(), r.admin, "program", nil)
			must(t, err)
			both := func() int64 {
				before := count.n.Load()
				_, err := r.Authenticate(t.Context(), session)
				must(t, err)
				_, err = r.AuthenticateToken(t.Context(), token)
				must(t, err)
				return count.n.Load() - before
			}
			got := []int64{both(), both()}
			r.pass(seenEvery - time.Second)
			got = append(got, both())
			r.pass(time.Second)
			got = append(got, both(), both())
			// The token's first use is written down, and both after five minutes.
			if diff := cmp.Diff([]int64{3, 2, 2, 4, 2}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

package accounts

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
)

func TestWhoMayCreateATeam(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		p := r.add(t, "bo@example.org")
		bo := r.signedIn(t, "bo@example.org")
		first, err := r.CreateTeam(t.Context(), bo, TeamInput{Name: " Front desk ", Area: "Reception"})
		must(t, err)
		want := Team{first.ID, "Front desk", "Reception", []Colleague{{p.ID, p.Name}}, 1, r.clock.Now()}
		if diff := cmp.Diff(want, first); diff != "" {
			t.Error(diff)
		}
		_, err = r.CreateTeam(t.Context(), bo, TeamInput{Name: "Another"})
		refused(t, err, fault.Forbidden, "administrators-only")
		for _, name := range []string{"Bar", "Spa"} { // the administrator joins the first only
			_, err = r.CreateTeam(t.Context(), r.admin, TeamInput{Name: name})
			must(t, err)
		}
		_, err = r.CreateTeam(t.Context(), System(), TeamInput{Name: "Front desk"})
		refused(t, err, fault.Conflict, "name-taken")
		_, err = r.CreateTeam(t.Context(), System(), TeamInput{Name: "\t", Area: "\u202e"})
		if diff := cmp.Diff(map[string]string{"body.name": "required", "body.area": "control_characters"}, places(t, err)); diff != "" {
			t.Error(diff)
		}
		page, _, err := r.Teams(t.Context(), uuid.Nil, 50)
		must(t, err)
		got := map[string]int{}
		for _, team := range page {
			got[team.Name] = len(team.Members)
		}
		if diff := cmp.Diff(map[string]int{"Front desk": 1, "Bar": 1, "Spa": 0}, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestOneFirstTeamInARace(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		r.add(t, "bo@example.org")
		bo := r.signedIn(t, "bo@example.org")
		names := []string{"One", "Two", "Three", "Four"}
		errs := together(len(names), func(i int) error {
			_, err := r.CreateTeam(t.Context(), bo, TeamInput{Name: names[i]})
			return err
		})
		if n := won(t, errs, fault.Forbidden); n != 1 {
			t.Errorf("%d first teams", n)
		}
	})
}

func TestMembers(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		bo := r.add(t, "bo@example.org")
		team, err := r.CreateTeam(t.Context(), System(), TeamInput{Name: "Bar"})
		must(t, err)
		for range 2 { // the second changes nothing
			team, err = r.AddMember(t.Context(), r.admin, team.ID, bo.ID)
			must(t, err)
			if len(team.Members) != 1 || team.Version != 2 {
				t.Errorf("added: %+v", team)
			}
		}
		if !r.signedIn(t, "bo@example.org").MemberOf(team.ID) {
			t.Error("no member after signing in")
		}
		_, err = r.AddMember(t.Context(), r.signedIn(t, "bo@example.org"), team.ID, r.admin.PersonID)
		refused(t, err, fault.Forbidden, "administrators-only")

		must2 := func(active bool, members int) {
			t.Helper()
			_, err := r.PatchPerson(t.Context(), r.admin, bo.ID, nil, PersonPatch{Active: &active})
			must(t, err)
			team, err := r.Team(t.Context(), team.ID)
			must(t, err)
			if len(team.Members) != members {
				t.Errorf("active %t: members %v", active, team.Members)
			}
		}
		must2(false, 0)
		_, err = r.AddMember(t.Context(), r.admin, team.ID, bo.ID)
		refused(t, err, fault.NotFound, "not-found")
		must2(true, 1)

		for range 2 {
			team, err = r.RemoveMember(t.Context(), r.admin, team.ID, bo.ID)
			must(t, err)
			if len(team.Members) != 0 || team.Version != 3 {
				t.Errorf("removed: %+v", team)
			}
		}
		_, err = r.RemoveMember(t.Context(), r.admin, uuid.New(), bo.ID)
		refused(t, err, fault.NotFound, "not-found")
		_, err = r.AddMember(t.Context(), r.admin, team.ID, uuid.New())
		refused(t, err, fault.NotFound, "not-found")
	})
}

func TestPatchTeam(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		team, err := r.CreateTeam(t.Context(), r.admin, TeamInput{Name: "Bar", Area: "Lobby"})
		must(t, err)
		changed, err := r.PatchTeam(t.Context(), r.admin, team.ID, ptr(1), TeamPatch{Area: ptr("")})
		must(t, err)
		team.Area, team.Version = "", 2
		if diff := cmp.Diff(team, changed); diff != "" {
			t.Error(diff)
		}
		_, err = r.PatchTeam(t.Context(), r.admin, team.ID, ptr(1), TeamPatch{Name: ptr("Late")})
		refused(t, err, fault.Stale, "stale")
		_, err = r.PatchTeam(t.Context(), r.admin, team.ID, nil, TeamPatch{Name: ptr("")})
		if diff := cmp.Diff(map[string]string{"body.name": "required"}, places(t, err)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestMoments(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		made, err := r.CreateMoment(t.Context(), r.admin, MomentInput{Name: "Checking in", Description: "From the door\nto the key"})
		must(t, err)
		changed, err := r.PatchMoment(t.Context(), r.admin, made.ID, ptr(1), MomentPatch{Name: ptr("Arriving")})
		must(t, err)
		made.Name, made.Version = "Arriving", 2
		if diff := cmp.Diff(made, changed); diff != "" {
			t.Error(diff)
		}
		stored, err := r.Moment(t.Context(), made.ID)
		must(t, err)
		if diff := cmp.Diff(made, stored); diff != "" {
			t.Error(diff)
		}
		_, err = r.PatchMoment(t.Context(), r.admin, made.ID, ptr(1), MomentPatch{})
		refused(t, err, fault.Stale, "stale")
		_, err = r.CreateMoment(t.Context(), r.admin, MomentInput{Name: "Arriving"})
		refused(t, err, fault.Conflict, "name-taken")
		_, err = r.CreateMoment(t.Context(), r.admin, MomentInput{Name: "two\nlines", Description: "NUL\x00"})
		if diff := cmp.Diff(map[string]string{"body.name": "control_characters", "body.description": "control_characters"}, places(t, err)); diff != "" {
			t.Error(diff)
		}
		page, _, err := r.Moments(t.Context(), uuid.Nil, 50)
		must(t, err)
		if diff := cmp.Diff([]Moment{made}, page); diff != "" {
			t.Error(diff)
		}
		r.add(t, "bo@example.org")
		bo := r.signedIn(t, "bo@example.org")
		_, err = r.CreateMoment(t.Context(), bo, MomentInput{Name: "Leaving"})
		refused(t, err, fault.Forbidden, "administrators-only")
		_, err = r.PatchMoment(t.Context(), bo, made.ID, nil, MomentPatch{})
		refused(t, err, fault.Forbidden, "administrators-only")
	})
}

package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/accounts"
)

// clone copies an experiment for a guest's team and gives it answers.
func (v *town) clone(t *testing.T, by guest, of string, answers object) string {
	t.Helper()
	id := by.post(t, "/experiments/"+of+"/clone", nil).want(201).text("id")
	by.patch(t, "/experiments/"+id, object{"answers": harmless(answers), "ends_on": v.watch.day(10)}).want(200)
	return id
}

func exposing(customers int) object { return object{"customers_exposed": customers} }

// A clone keeps the design and forgets what was answered, allowed and found.
func TestACloneKeepsTheDesign(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		origin := v.pia.post(t, "/experiments", v.proposal(nil, object{"submit": true, "start": true, "starts_on": v.watch.day(0), "tags": []string{"tea"}})).want(201)
		v.pia.post(t, "/experiments/"+origin.text("id")+"/conclusion", object{"outcome": "worked"}).want(200)
		v.watch.pass(1e9 * 60 * 60 * 24 * 20)
		r := v.cora.post(t, "/experiments/"+origin.text("id")+"/clone", object{"title": "Tea on hold"}).want(201)
		kept := map[string]any{}
		for _, f := range proposalFields {
			kept[f.field] = r.at(f.field)
		}
		want := map[string]any{"title": "Tea on hold", "team_id": v.calls, "starts_on": nil, "ends_on": nil, "answers": object{}}
		for _, f := range proposalFields {
			if _, changed := want[f.field]; !changed {
				want[f.field] = origin.at(f.field)
			}
		}
		if diff := cmp.Diff(want, kept); diff != "" {
			t.Error(diff)
		}
		if r.text("status") != "draft" || r.at("door") != nil || r.at("revision") != 0.0 || r.at("conclusion") != nil || r.at("cloned_from") != origin.at("id") || r.header.Get("Location") != "/api/v1/experiments/"+r.text("id") {
			t.Errorf("cloned: %s", r.raw)
		}
		if kinds := v.cora.get(t, "/experiments/"+r.text("id")+"/timeline").want(200); !slices.Equal(kinds.each("items", "kind"), []string{"experiment.cloned"}) || kinds.at("items.0.data.stem") != origin.at("id") {
			t.Errorf("its timeline: %s", kinds.raw)
		}
		ahead := v.pia.post(t, "/experiments/"+v.inState(t, "running")+"/clone", nil).want(201)
		if ahead.text("ends_on") == "" || ahead.text("title") != "Offer tea while guests wait" || ahead.text("team_id") != v.desk {
			t.Errorf("a day to come: %s", ahead.raw)
		}
	})
}

func TestForWhomOneClones(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/experiments/" + v.inState(t, "running") + "/clone"
		v.nora.post(t, at, nil).refused(403, "not-your-team")
		v.cora.post(t, at, object{"team_id": v.desk}).refused(403, "not-your-team")
		v.cora.post(t, at, object{"team_id": uuid.Nil}).refused(403, "not-your-team")
		v.cora.post(t, at, object{"team_id": v.calls}).want(201)
		v.team(t, "Night calls", "", v.cora)
		missing := v.cora.post(t, at, object{"title": "Tea"}).refused(422, "invalid-input")
		if diff := cmp.Diff(map[string]string{"body.team_id": "required"}, missing.places()); diff != "" {
			t.Error(diff)
		}
		v.cora.post(t, "/experiments/"+v.inState(t, "draft")+"/clone", nil).refused(404, "not-found")
	})
}

// Origin and clones name each other, to those who may see them.
func TestLinks(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		origin := v.inState(t, "in_review")
		pilot := v.pia.post(t, "/experiments/"+origin+"/split", object{"title": "Lukewarm tea first", "answers": object{"health_or_safety": "no"}}).want(201).text("id")
		clone := v.clone(t, v.cora, origin, nil)
		links := func(by guest, of string) map[string]string {
			r, all := by.get(t, "/experiments/"+of+"/links").want(200), map[string]string{}
			for i := range r.list("items") {
				all[r.text(fmt.Sprintf("items.%d.id", i))] = r.text(fmt.Sprintf("items.%d.relation", i))
			}
			return all
		}
		for _, c := range []struct {
			by   guest
			of   string
			want map[string]string
		}{
			{v.pia, origin, map[string]string{pilot: "pilot"}},
			{v.cora, origin, map[string]string{pilot: "pilot", clone: "clone"}},
			{v.cora, clone, map[string]string{origin: "cloned_from"}},
			{v.rosa, pilot, map[string]string{origin: "split_from"}},
		} {
			if diff := cmp.Diff(c.want, links(c.by, c.of)); diff != "" {
				t.Errorf("%s: %s", c.by.name, diff)
			}
		}
	})
}

// Who had a hand in an experiment, also later, never decides on what stems from it.
func TestContributorsFollow(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		reviewer := func(name string) guest { return v.person(t, name, accounts.Member, accounts.Reviewer) }
		before, after := reviewer("Bea Before"), reviewer("Al After")
		v.admin.put(t, "/routes/safety", object{"members": []string{v.rosa.id, before.id, after.id}, "backups": []string{}}, "If-Match", "*").want(200)
		v.join(t, v.desk, before)
		v.join(t, v.desk, after)
		origin := before.post(t, "/experiments", v.proposal(nil, object{"submit": true})).want(201).text("id")
		second := v.clone(t, v.cora, v.clone(t, v.cora, origin, nil), scalding)
		v.cora.post(t, "/experiments/"+second+"/submit", nil).want(200)
		after.patch(t, "/experiments/"+origin, object{"tags": []string{"tea"}}).want(200)
		for _, g := range []guest{before, after} {
			v.leave(t, v.desk, g)
			v.decide(t, g, second, "approve", nil).refused(403, "contributor-decides")
			v.lower(t, g, second, "health_or_safety").refused(403, "contributor-decides")
			if r := g.get(t, "/reviews?turn=mine").want(200); len(r.list("items")) > 0 {
				t.Errorf("it waits for %s: %s", g.name, r.raw)
			}
		}
		v.decide(t, v.rosa, second, "approve", nil).want(201)
	})
}

// A pilot of a door that waits is judged alone, and the door that waited is judged
// together with it once a review has opened it.
func TestAPilot(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		origin := v.pia.post(t, "/experiments", v.proposal(with(scalding, exposing(180)), object{"submit": true})).want(201).text("id")
		at := "/experiments/" + origin
		smaller := object{"answers": object{"health_or_safety": "no", "customers_exposed": 40}, "ends_on": v.watch.day(3), "title": "Lukewarm tea first"}
		check := v.pia.post(t, at+"/door-check?pilot=true", smaller).want(200)
		pilot := v.pia.post(t, at+"/split", smaller).want(201)
		if check.text("door") != "two_way" || pilot.text("door") != "two_way" || pilot.text("status") != "ready" || pilot.at("split_from") != origin || pilot.text("title") != "Lukewarm tea first" || pilot.text("classification.door") != "two_way" {
			t.Errorf("the pilot: %s", pilot.raw)
		}
		if v.statusOf(t, origin) != "in_review" {
			t.Errorf("the origin does not wait on")
		}
		v.pia.post(t, "/experiments/"+pilot.text("id")+"/start", nil).want(200)
		opened := v.decide(t, v.rosa, origin, "approve", nil).want(201)
		if opened.text("state") != "open" || opened.text("turn") != "route" || !strings.Contains(opened.text("gates.1.message"), "220") {
			t.Errorf("the origin is not judged with its pilot: %s", opened.raw)
		}
		if diff := cmp.Diff(map[string]string{"health_or_safety": "met", "customers_exposed": "open"}, v.gates(t, origin)); diff != "" {
			t.Error(diff)
		}
		v.decide(t, v.leo, origin, "approve", object{"gates": []string{"customers_exposed"}}).want(201)
		v.pia.post(t, at+"/start", nil).want(200)
		v.cora.post(t, "/experiments/"+v.inState(t, "in_review")+"/split", object{}).refused(403, "not-your-team")
		v.pia.post(t, "/experiments/"+v.inState(t, "running")+"/split", object{}).refused(409, "wrong-state")
		v.pia.post(t, "/experiments/"+v.inState(t, "paused")+"/split", object{}).refused(409, "not-one-way")
		wrong := v.pia.post(t, "/experiments/"+v.inState(t, "in_review")+"/split", object{"ends_on": "2020-01-01", "way_back": nil}).refused(422, "invalid-input")
		if diff := cmp.Diff(map[string]string{"body.ends_on": "in_the_past", "body.way_back": "required"}, wrong.places()); diff != "" {
			t.Error(diff)
		}
	})
}

// Nobody gets round somebody's word by splitting.
func TestAPilotKeepsTheRaise(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		origin := v.inState(t, "running")
		v.raise(t, v.cora, origin, "").want(200)
		pilot := v.pia.post(t, "/experiments/"+origin+"/split", object{"answers": exposing(10)}).want(201)
		id := pilot.text("id")
		if pilot.text("status") != "in_review" || pilot.text("door") != "one_way" || pilot.text("classification.door") != "two_way" || pilot.text("raised.0.by") != "Cora Caller" || pilot.text("raised.0.at") == "" {
			t.Errorf("the pilot: %s", pilot.raw)
		}
		v.lower(t, v.leo, id, "lead").want(200)
		v.pia.post(t, "/experiments/"+id+"/start", nil).want(200)
		v.pia.post(t, "/experiments/"+origin+"/resume", nil).refused(409, "door-closed")
		again := v.pia.post(t, "/experiments/"+origin+"/split", object{"answers": exposing(10)}).want(201)
		if again.text("status") != "in_review" {
			t.Errorf("a second pilot: %s", again.raw)
		}
	})
}

// Cutting one experiment into slices does not slip it under a limit.
func TestClonesAreAddedUp(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		origin := v.pia.post(t, "/experiments", v.proposal(exposing(90), object{"submit": true, "start": true})).want(201).text("id")
		draft := v.clone(t, v.cora, origin, exposing(120))
		if check := v.cora.post(t, "/experiments/"+draft+"/door-check", object{}).want(200); check.text("door") != "one_way" || !strings.Contains(check.text("reasons.0.message"), "210") {
			t.Errorf("the check: %s", check.raw)
		}
		one := v.cora.post(t, "/experiments/"+draft+"/submit", nil).want(200)
		if one.text("status") != "in_review" || one.at("classification.reasons.0.together") != true || !strings.Contains(one.text("classification.reasons.0.message"), "unfinished copies") {
			t.Errorf("90 and 120: %s", one.raw)
		}
		fits := v.clone(t, v.cora, draft, exposing(110))
		if r := v.cora.post(t, "/experiments/"+fits+"/submit", object{"start": true}).want(200); r.text("status") != "running" {
			t.Errorf("90 and 110, the other waits: %s", r.raw)
		}
		if r := v.pia.patch(t, "/experiments/"+origin, object{"answers": exposing(91)}).want(200); r.text("status") != "paused" {
			t.Errorf("91 and 110: %s", r.raw)
		}
		v.cora.post(t, "/experiments/"+fits+"/stop", nil).want(200)
		if r := v.pia.patch(t, "/experiments/"+origin, object{"answers": exposing(150)}).want(200); r.text("door") != "two_way" {
			t.Errorf("150, the other has stopped: %s", r.raw)
		}
		rich := v.clone(t, v.cora, origin, object{"money_at_risk": 950})
		if r := v.cora.post(t, "/experiments/"+rich+"/submit", nil).want(200); !slices.Equal(r.each("requirements", "gate"), []string{"money_at_risk"}) {
			t.Errorf("100 and 950 of money: %s", r.raw)
		}
	})
}

// Of clones that are submitted at the same moment, no more are let through than
// fit under the limit.
func TestClonesRaceToTheDoor(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, running := range []string{"ready", "running"} {
			origin := v.pia.post(t, "/experiments", v.proposal(exposing(50), object{"submit": true, "start": running == "running"})).want(201).text("id")
			clones := []string{}
			for i := range 12 {
				clones = append(clones, v.clone(t, v.cora, append(clones, origin)[i/2], exposing(50)))
			}
			got := outcomes(len(clones), func(i int) reply { return v.cora.post(t, "/experiments/"+clones[i]+"/submit", object{"start": true}) })
			status := map[string]int{}
			for _, id := range clones {
				status[v.statusOf(t, id)]++
			}
			if diff := cmp.Diff(map[string]int{"running": 3, "in_review": 9}, status); diff != "" || got["200"] != 12 {
				t.Errorf("%v: %s", got, diff)
			}
		}
	})
}

// Who has reached more than they declared counts with what they reached.
func TestWhatWasReachedIsAddedUp(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		first := v.inState(t, "running")
		v.checkIn(t, first, 150, nil).want(201) // of 40
		clone := v.pia.post(t, "/experiments/"+first+"/clone", nil).want(201).text("id")
		v.pia.patch(t, "/experiments/"+clone, object{"ends_on": v.watch.day(9), "answers": harmless(object{"customers_exposed": 60})}).want(200)
		r := v.pia.post(t, "/experiments/"+clone+"/submit", nil).want(200)
		if r.text("door") != "one_way" || !cmp.Equal(r.each("requirements", "gate"), []string{"customers_exposed"}) {
			t.Errorf("150 and 60: %s", r.raw)
		}
	})
}

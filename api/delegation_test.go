package api_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ajar/internal/accounts"
)

// delegates lets somebody stand in for the guest from a day until a day.
func (g guest) delegates(t *testing.T, to guest, from, until string) {
	t.Helper()
	g.put(t, "/delegations", object{"items": []object{{"to": to.id, "from": from, "until": until}}}, "If-Match", "*").want(200)
}

// While Rosa is away Nora has her turn, and no other right; from the first day to
// the last, as the organisation counts them.
func TestStandingIn(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		bo := v.person(t, "Bo Backup", accounts.Reviewer)
		v.admin.put(t, "/routes/safety", object{"members": []string{v.rosa.id}, "backups": []string{bo.id}}, "If-Match", "*").want(200)
		v.watch.set(t, "2026-11-23 10:00")
		id := v.pia.post(t, "/experiments", v.proposal(scalding, object{"submit": true, "ends_on": "2027-03-31"})).want(201).text("id")
		v.rosa.delegates(t, v.nora, "2026-11-24", "2026-11-25")
		v.work(t)
		if diff := cmp.Diff([]string{"delegation.asked"}, v.nora.codes(t)); diff != "" {
			t.Error(diff)
		}
		for _, c := range []struct {
			clock string
			in    bool
		}{{"2026-11-23 23:59", false}, {"2026-11-24 00:00", true}, {"2026-11-25 23:59", true}, {"2026-11-26 00:00", false}} {
			v.watch.set(t, c.clock)
			v.work(t)
			if got := len(v.nora.waits(t)) == 1; got != c.in {
				t.Errorf("at %s it waits for Nora: %v", c.clock, got)
			}
			want := []any{}
			if c.in {
				want = []any{"brand", "safety"}
			}
			if diff := cmp.Diff(want, v.nora.get(t, "/session").want(200).list("routes")); diff != "" {
				t.Errorf("at %s Nora serves: %s", c.clock, diff)
			}
		}
		v.decide(t, v.nora, id, "approve", nil).refused(403, "not-your-route")
		v.watch.set(t, "2026-11-25 12:00")
		v.decide(t, v.nora, id, "approve", nil).want(201)
		r := v.pia.get(t, "/reviews/"+v.reviewOf(t, id)).want(200)
		if r.text("gates.0.decisions.0.by") != "Nora Norout" || r.text("gates.0.decisions.0.for") != "Rosa Review" {
			t.Errorf("the decision: %s", r.raw)
		}
		if diff := cmp.Diff([]string{"review.late"}, bo.codes(t)); diff != "" {
			t.Errorf("Bo was asked though Nora stood in: %s", diff)
		}
	})
}

// Nobody gets round a rule by letting somebody stand in: neither who stands in nor
// whom they stand in for may have a part in it.
func TestStandingInGetsRoundNothing(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		bo := v.person(t, "Bo Backup", accounts.Reviewer)
		v.admin.put(t, "/routes/safety", object{"members": []string{v.rosa.id}, "backups": []string{bo.id}}, "If-Match", "*").want(200)
		mo := v.person(t, "Mo Member", accounts.Reviewer)
		v.join(t, v.desk, mo)
		today := v.watch.day(0)
		id := v.inState(t, "in_review")
		refused := func(what string, who guest, why string) {
			t.Helper()
			v.decide(t, who, id, "approve", nil).refused(403, why)
			if r := who.get(t, "/reviews/"+v.reviewOf(t, id)).want(200); r.at("gates.0.may_decide") == true || len(who.waits(t)) > 0 && who.name != mo.name {
				t.Errorf("%s: %s", what, r.raw)
			}
			if diff := cmp.Diff([]string{id}, bo.waits(t)); diff != "" {
				t.Errorf("%s: the backups: %s", what, diff)
			}
		}
		v.rosa.delegates(t, mo, today, today)
		refused("who stands in is of the team", mo, "team-decides")
		v.rosa.delegates(t, v.nora, today, today)
		v.join(t, v.desk, v.rosa)
		refused("who is stood in for is of the team", v.nora, "on-their-behalf")
		v.rosa.patch(t, "/experiments/"+id, object{"tags": []string{"tea"}}).want(200)
		v.leave(t, v.desk, v.rosa)
		refused("who is stood in for edited it", v.nora, "on-their-behalf")
		v.admin.patch(t, "/people/"+v.rosa.id, object{"active": false}).want(200)
		refused("who is stood in for has left", v.nora, "not-your-route")
	})
}

// A delegation says who, from when, until when; each sees theirs alone.
func TestDelegations(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		item := func(to, from, until string) object { return object{"to": to, "from": from, "until": until} }
		day := v.watch.day
		bad := v.rosa.put(t, "/delegations", object{"items": []object{
			item(v.rosa.id, day(1), day(2)), item(v.pia.id, day(3), day(4)), item(v.nora.id, day(6), day(5)), item(v.nora.id, day(-3), day(-2)), item(v.leo.id, day(2), day(3)),
		}}, "If-Match", "*").refused(422, "invalid-input")
		want := map[string]string{"body.items[0].to": "yourself", "body.items[1].to": "not_a_reviewer", "body.items[2].from": "after_end",
			"body.items[3].until": "in_the_past", "body.items[4].from": "overlaps"}
		if diff := cmp.Diff(want, bad.places()); diff != "" {
			t.Error(diff)
		}
		empty := v.rosa.get(t, "/delegations").want(200)
		v.rosa.put(t, "/delegations", object{"items": []object{}}).refused(428, "precondition-required")
		set := v.rosa.put(t, "/delegations", object{"items": []object{item(v.leo.id, day(5), day(6)), item(v.nora.id, day(0), day(2))}}, "If-Match", empty.etag()).want(200)
		v.rosa.put(t, "/delegations", object{"items": []object{}}, "If-Match", empty.etag()).refused(412, "stale")
		if set.text("items.0.to.name") != "Nora Norout" || set.text("items.1.from") != day(5) || set.etag() == empty.etag() {
			t.Errorf("set: %s", set.raw)
		}
		if r := v.nora.get(t, "/delegations").want(200); r.text("for.0.for.name") != "Rosa Review" || len(r.list("items")) > 0 {
			t.Errorf("Nora reads %s", r.raw)
		}
		if r := v.cora.get(t, "/delegations").want(200); len(r.list("for"))+len(r.list("items")) > 0 {
			t.Errorf("Cora reads %s", r.raw)
		}
		v.rosa.delegates(t, v.leo, day(5), day(6))
		if diff := cmp.Diff([]string{"delegation.asked", "delegation.ended"}, v.nora.codes(t)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"delegation.asked"}, v.leo.codes(t)); diff != "" {
			t.Error(diff)
		}
		v.watch.pass(7 * days)
		if r := v.rosa.get(t, "/delegations").want(200); len(r.list("items")) > 0 {
			t.Errorf("over, and there: %s", r.raw)
		}
	})
}

// A turn that is handed over is that person's alone, and told by name.
func TestHandingOver(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		bo := v.person(t, "Bo Backup", accounts.Reviewer)
		v.admin.put(t, "/routes/safety", object{"members": []string{v.rosa.id, v.nora.id}, "backups": []string{bo.id}}, "If-Match", "*").want(200)
		both := v.pia.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true})).want(201).text("id")
		review := "/reviews/" + v.reviewOf(t, both)
		v.work(t)
		waits := func(when string, want ...string) {
			t.Helper()
			got := []string{}
			for _, g := range []guest{v.rosa, v.nora, bo, v.leo} {
				if r := g.get(t, "/reviews?turn=mine"); r.status == 200 && len(r.list("items")) > 0 {
					got = append(got, g.name)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", when, diff)
			}
		}
		waits("at first", "Rosa Review", "Nora Norout", "Leo Lead")
		read := v.rosa.get(t, review).want(200)
		r := v.rosa.post(t, review+"/hand-over", object{"to": v.nora.id, "note": "You know kettles"}, "If-Match", read.etag()).want(200)
		got := []any{r.at("gates.0.asked"), r.at("gates.0.handed_to"), r.at("gates.1.asked"), r.at("hand_overs.0.from"), r.at("hand_overs.0.to"), r.at("hand_overs.0.note"), r.at("waiting_since")}
		if diff := cmp.Diff([]any{"person", "Nora Norout", "members", "Rosa Review", "Nora Norout", "You know kettles", read.at("waiting_since")}, got); diff != "" {
			t.Error(diff)
		}
		waits("handed to Nora", "Nora Norout", "Leo Lead")
		v.work(t)
		told := v.nora.get(t, "/notifications").want(200)
		if told.text("items.0.code") != "review.handed_over" || told.text("items.0.by") != "Rosa Review" {
			t.Errorf("Nora was told %s", told.raw)
		}
		v.nora.post(t, review+"/hand-over", nil).want(200)
		waits("handed to the backups", "Bo Backup", "Leo Lead")
		bo.post(t, review+"/hand-over", nil).refused(409, "no-backup") // the only one is who asks
		v.admin.patch(t, "/people/"+bo.id, object{"active": false}).want(200)
		waits("no backup is left", "Rosa Review", "Nora Norout", "Leo Lead")
		v.rosa.post(t, review+"/hand-over", object{"to": v.nora.id}).want(200)
		v.admin.patch(t, "/people/"+v.nora.id, object{"active": false}).want(200)
		waits("Nora has left", "Rosa Review", "Leo Lead")
		v.decide(t, v.rosa, both, "approve", object{"gates": []string{"health_or_safety"}}).want(201)
	})
}

func TestHandingOverIsRefused(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		both := v.pia.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true})).want(201).text("id")
		hand := "/reviews/" + v.reviewOf(t, both) + "/hand-over"
		mo := v.person(t, "Mo Member", accounts.Reviewer)
		v.join(t, v.desk, mo)
		v.admin.put(t, "/routes/safety", object{"members": []string{v.rosa.id, mo.id}, "backups": []string{}}, "If-Match", "*").want(200)
		for what, c := range map[string]struct {
			who    guest
			body   object
			status int
			code   string
			places map[string]string
		}{
			"of another route":          {v.rosa, object{"gates": []string{"customers_exposed"}}, 403, "not-your-route", nil},
			"no reviewer":               {v.pia, object{}, 403, "contributor-decides", nil},
			"without a route":           {v.nora, object{}, 403, "not-your-route", nil},
			"to oneself":                {v.rosa, object{"to": v.rosa.id}, 422, "invalid-input", map[string]string{"body.to": "yourself"}},
			"to the team":               {v.rosa, object{"to": mo.id}, 422, "invalid-input", map[string]string{"body.to": "cannot_decide"}},
			"to another route":          {v.rosa, object{"to": v.leo.id}, 422, "invalid-input", map[string]string{"body.to": "cannot_decide"}},
			"to nobody known":           {v.rosa, object{"to": both}, 422, "invalid-input", map[string]string{"body.to": "cannot_decide"}},
			"without backups":           {v.rosa, object{}, 409, "no-backup", nil},
			"a gate that is not closed": {v.rosa, object{"gates": []string{"destroys"}}, 422, "invalid-input", map[string]string{"body.gates[0]": "unknown"}},
		} {
			r := c.who.post(t, hand, c.body).refused(c.status, c.code)
			if diff := cmp.Diff(c.places, r.places()); c.places != nil && diff != "" {
				t.Errorf("%s: %s", what, diff)
			}
		}
		v.decide(t, v.rosa, both, "approve", object{"gates": []string{"health_or_safety"}}).want(201)
		v.rosa.post(t, hand, object{"gates": []string{"health_or_safety"}, "to": v.leo.id}).refused(422, "invalid-input")
		v.decide(t, v.leo, both, "request_changes", object{"gates": []string{"customers_exposed"}, "reason": "So many?"}).want(201)
		v.leo.post(t, hand, object{}).refused(409, "teams-turn")
		v.pia.post(t, "/experiments/"+both+"/withdraw", nil).want(200)
		v.leo.post(t, hand, object{}).refused(409, "review-closed")
	})
}

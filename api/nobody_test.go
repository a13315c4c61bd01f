package api_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ajar/internal/accounts"
)

// A closed gate on which nobody could decide is told of before submitting, and at the
// experiment afterwards. It may be submitted all the same.
func TestNobodyIsToldOfBeforehand(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		bo := v.person(t, "Bo Backup", accounts.Reviewer)
		reviewers := func(members, backups []string) {
			v.admin.put(t, "/routes/safety", object{"members": members, "backups": backups}, "If-Match", "*").want(200)
		}
		only, none := []string{v.rosa.id}, []string{}
		for _, c := range []struct {
			what     string
			arranged func()
			who      guest
			why      any
		}{
			{"Rosa reviews", func() { reviewers(only, none) }, v.pia, nil},
			{"the route is empty", func() { reviewers(none, none) }, v.pia, "no_reviewers"},
			{"only a backup is there", func() { reviewers(none, []string{bo.id}) }, v.pia, nil},
			{"the only reviewer is of the team", func() { reviewers(only, none); v.join(t, v.desk, v.rosa) }, v.pia, "none_free"},
			{"the only reviewer proposes", func() {}, v.rosa, "none_free"},
			{"and there is a backup", func() { reviewers(only, []string{bo.id}) }, v.rosa, nil},
			{"who is away", func() { bo.delegates(t, v.rosa, v.watch.day(0), v.watch.day(0)) }, v.rosa, "none_free"},
			{"who is back", func() { v.watch.pass(2 * days) }, v.rosa, nil},
			{"who has left", func() { v.admin.patch(t, "/people/"+bo.id, object{"active": false}).want(200) }, v.rosa, "none_free"},
			{"the only reviewer has left the team", func() { v.leave(t, v.desk, v.rosa) }, v.pia, nil},
		} {
			c.arranged()
			checked := c.who.post(t, "/door-check", v.proposal(scalding, nil)).want(200)
			if diff := cmp.Diff(c.why, checked.at("reasons.0.nobody.why")); diff != "" {
				t.Errorf("%s: before submitting: %s", c.what, diff)
			}
			id := c.who.post(t, "/experiments", v.proposal(scalding, object{"submit": true})).want(201).text("id")
			if diff := cmp.Diff(c.why, v.pia.get(t, "/experiments/"+id).want(200).at("requirements.0.nobody.why")); diff != "" {
				t.Errorf("%s: afterwards: %s", c.what, diff)
			}
			if nobody := v.pia.get(t, "/reviews/"+v.reviewOf(t, id)).want(200).at("gates.0.nobody"); (nobody == true) != (c.why != nil) {
				t.Errorf("%s: its review says %v", c.what, nobody)
			}
		}
		if r := v.pia.post(t, "/door-check", v.proposal(scaldingAndMany, nil), "Accept-Language", "pl").want(200); r.at("reasons.1.nobody") != nil {
			t.Errorf("somebody leads: %s", r.raw)
		}
		v.staff(t, "safety")
		if r := v.pia.post(t, "/door-check", v.proposal(scalding, nil), "Accept-Language", "pl").want(200); r.text("reasons.0.nobody.message") != "Nikt jeszcze o tym nie decyduje. Można to wysłać: administratorzy dostaną prośbę o wybranie kogoś." {
			t.Errorf("in Polish: %s", r.raw)
		}
	})
}

// Who edited an experiment decides on none of its changes, pilots and copies, and the
// check of a change knows.
func TestNobodyIsToldOfInAChange(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.join(t, v.desk, v.rosa)
		id := v.rosa.post(t, "/experiments", v.proposal(nil, object{"submit": true, "start": true})).want(201).text("id")
		v.leave(t, v.desk, v.rosa)
		for _, query := range []string{"", "?pilot=true"} {
			r := v.pia.post(t, "/experiments/"+id+"/door-check"+query, object{"answers": scalding}).want(200)
			if r.at("reasons.0.nobody.why") != "none_free" {
				t.Errorf("the change: %s", r.raw)
			}
		}
	})
}

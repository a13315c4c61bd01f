package api_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Home tells each what is theirs, and everyone what teams ask for.
func TestHome(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		draft, running, reviewed := v.inState(t, "draft"), v.inState(t, "running"), v.inState(t, "in_review")
		failed := v.inState(t, "running")
		v.pia.post(t, "/experiments/"+failed+"/conclusion", object{"outcome": "did_not_work"}).want(200)
		v.inState(t, "concluded")
		v.inState(t, "declined")
		v.checkIn(t, running, 30, nil).want(201)
		obstacle := v.obstacle(t, v.paul, nil)
		lesson := v.given(t, "lesson")

		pia, cora := v.pia.get(t, "/home").want(200), v.cora.get(t, "/home").want(200)
		got := []any{pia.each("experiments", "id"), pia.each("experiments", "status"), pia.text("experiments.1.check_in_due"), pia.at("experiments.1.check_ins"), pia.each("asked", "experiment.id"),
			pia.each("lessons", "id"), cora.at("experiments"), cora.at("asked"), cora.each("support.obstacles", "id"), cora.at("support.reviews"), cora.at("removed")}
		want := []any{[]string{failed, running, draft}, []string{"concluded", "running", "draft"}, v.watch.day(7), 1.0, []string{reviewed},
			[]string{lesson}, []any{}, []any{}, []string{obstacle}, []any{}, object{"count": 0.0, "last": []any{}}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}

		signals := v.pia.get(t, "/home/signals").want(200)
		got = []any{signals.each("items", "experiment_id"), signals.text("items.0.says"), len(signals.list("items.0.points")), v.cora.get(t, "/home/signals").want(200).at("items")}
		read := v.pia.get(t, "/experiments/"+running+"/readout").want(200)
		if diff := cmp.Diff([]any{[]string{running}, read.text("says"), 1, []any{}}, got); diff != "" || !cmp.Equal(read.at("points"), signals.at("items.0.points")) {
			t.Errorf("%s: %s", diff, signals.raw)
		}
	})
}

// A check-in that was written without a connection comes late, and tells of an
// earlier day than the one before it.
func TestTheNextCheckInCountsFromTheLatestDay(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		running := v.inState(t, "running")
		v.watch.pass(3 * days)
		v.checkIn(t, running, 1, nil).want(201)
		v.checkIn(t, running, 1, object{"on": v.watch.day(-2)}).want(201)
		if due := v.pia.get(t, "/home").want(200).text("experiments.0.check_in_due"); due != v.watch.day(7) {
			t.Errorf("the next check-in is due on %s, not on %s", due, v.watch.day(7))
		}
	})
}

// What waits so long that others are asked is what a team asks everyone's support for;
// so is what nobody can decide.
func TestHomeTellsWhoNeedsSupport(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		far := object{"submit": true, "ends_on": "2027-03-31"}
		v.watch.set(t, "2026-11-23 10:00")
		late := v.pia.post(t, "/experiments", v.proposal(scalding, far)).want(201).text("id")
		v.watch.pass(8 * days)
		v.work(t)
		asked := v.pia.post(t, "/experiments", v.proposal(scalding, far)).want(201).text("id")
		v.staff(t, "money")
		nobody := v.cora.post(t, "/experiments", v.proposal(object{"money_at_risk": 5000}, with(far, object{"team_id": v.calls}))).want(201).text("id")
		v.work(t)
		home := v.cora.get(t, "/home").want(200)
		if diff := cmp.Diff([]string{late, nobody}, home.each("support.reviews", "experiment.id")); diff != "" {
			t.Errorf("%s: %s", diff, home.raw)
		}
		if diff := cmp.Diff([]string{late, nobody}, v.nora.get(t, "/reviews?late=true").want(200).each("items", "experiment.id")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{late}, v.rosa.get(t, "/reviews?turn=mine&late=true").want(200).each("items", "experiment.id")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{late, asked}, v.pia.get(t, "/home").want(200).each("asked", "experiment.id")); diff != "" {
			t.Error(diff)
		}
	})
}

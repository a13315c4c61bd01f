package api_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// work lets the background work run that is due by now.
func (h *house) work(t *testing.T) {
	t.Helper()
	if err := h.jobs.RunDue(t.Context()); err != nil {
		t.Fatal(err)
	}
}

const days = 24 * time.Hour

// More customers than declared: it pauses and says why, and runs again only with
// a larger number, which is judged again.
func TestPassingTheDeclaredCustomers(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		if r := v.checkIn(t, id, 40, nil).want(201); r.text("status") != "running" {
			t.Errorf("at the limit: %s", r.raw)
		}
		r := v.checkIn(t, id, 1, nil).want(201)
		drift := []any{object{"what": "customers_exposed", "declared": 40.0, "actual": 41.0}}
		if r.text("status") != "paused" || r.text("paused_because") != "drift" || !cmp.Equal(drift, r.list("drift")) {
			t.Errorf("answered: %s", r.raw)
		}
		v.saysWhy(t, id, object{"from": "running", "to": "paused", "revision": 1.0, "because": "drift", "drift": drift})
		paused := v.pia.get(t, at).want(200)
		if !cmp.Equal(drift, paused.list("drift")) || slices.Contains(paused.list("actions"), any("resume")) {
			t.Errorf("paused: %s", paused.raw)
		}
		v.pia.post(t, at+"/resume", nil).refused(409, "drifted")
		v.checkIn(t, id, 100, nil).want(201)
		v.pia.patch(t, at, object{"answers": object{"customers_exposed": 100}}).want(200)
		v.pia.post(t, at+"/resume", nil).refused(409, "drifted")
		v.pia.patch(t, at, object{"answers": object{"customers_exposed": 150}}).want(200)
		if r := v.pia.post(t, at+"/resume", nil).want(200); r.text("status") != "running" || r.at("drift") != nil || r.at("revision") != 3.0 {
			t.Errorf("answered: %s", r.raw)
		}
	})
}

// Who declares less than was reached already has passed it, too.
func TestDeclaringLessThanWasReached(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		v.checkIn(t, id, 30, nil).want(201)
		r := v.paul.patch(t, "/experiments/"+id, object{"answers": object{"customers_exposed": 20}}).want(200)
		if r.text("status") != "paused" || r.text("paused_because") != "drift" {
			t.Errorf("declared less: %s", r.raw)
		}
		drift := []any{object{"what": "customers_exposed", "declared": 20.0, "actual": 30.0}}
		v.saysWhy(t, id, object{"from": "running", "to": "paused", "revision": 2.0, "because": "drift", "drift": drift})
	})
}

// A cap that is raised beyond what the policy allows closes the door, and then
// both stand in the way.
func TestARaisedCapIsJudgedAgain(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		v.checkIn(t, id, 300, nil).want(201)
		raised := v.pia.patch(t, at, object{"answers": object{"customers_exposed": 400}}).want(200)
		if raised.text("door") != "one_way" || raised.text("status") != "paused" || raised.at("drift") != nil {
			t.Errorf("raised: %s", raised.raw)
		}
		v.pia.post(t, at+"/resume", nil).refused(409, "door-closed")
		v.decide(t, v.leo, id, "approve", nil).want(201)
		v.checkIn(t, id, 101, nil).want(201)
		v.pia.post(t, at+"/resume", nil).refused(409, "drifted")
	})
}

// The last day ends where the organisation is; then it pauses by itself, once.
func TestPassingTheLastDay(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.pia.post(t, "/experiments", v.proposal(nil, object{"submit": true, "start": true, "ends_on": "2026-11-23"})).want(201).text("id")
		at := "/experiments/" + id
		v.watch.at.Store(time.Date(2026, 11, 23, 22, 59, 59, 0, time.UTC).UnixMicro()) // a second before midnight in Madrid
		v.work(t)
		if s := v.statusOf(t, id); s != "running" {
			t.Errorf("on its last day it is %s", s)
		}
		v.watch.at.Store(time.Date(2026, 11, 23, 23, 0, 0, 0, time.UTC).UnixMicro())
		v.work(t)
		drift := []any{object{"what": "ends_on", "declared": "2026-11-23", "actual": "2026-11-24"}}
		paused := v.pia.get(t, at).want(200)
		if paused.text("status") != "paused" || paused.text("paused_because") != "drift" || !cmp.Equal(drift, paused.list("drift")) || slices.Contains(paused.list("actions"), any("resume")) {
			t.Errorf("after its last day: %s", paused.raw)
		}
		v.saysWhy(t, id, object{"from": "running", "to": "paused", "revision": 1.0, "because": "drift", "drift": drift})
		v.pia.post(t, at+"/resume", nil).refused(409, "drifted")
		if r := v.pia.patch(t, at, object{"ends_on": "2026-11-23", "way_back": "Another"}); r.places()["body.ends_on"] != "in_the_past" {
			t.Errorf("extended into the past: %s", r.raw)
		}
		v.pia.patch(t, at, object{"ends_on": "2026-11-30"}).want(200)
		v.pia.post(t, at+"/resume", nil).want(200)
		v.watch.pass(7 * days)
		v.work(t)
		if s := v.statusOf(t, id); s != "paused" {
			t.Errorf("extended and over again it is %s", s)
		}
	})
}

// What moves the last day moves the job; what has ended does not care.
func TestTheEndMovesWithTheLastDay(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		later, sooner, stopped, concluded := v.inState(t, "running"), v.inState(t, "running"), v.inState(t, "running"), v.inState(t, "running")
		v.pia.patch(t, "/experiments/"+later, object{"ends_on": v.watch.day(30)}).want(200)
		v.pia.patch(t, "/experiments/"+sooner, object{"ends_on": v.watch.day(3)}).want(200)
		v.pia.post(t, "/experiments/"+stopped+"/stop", nil).want(200)
		v.pia.post(t, "/experiments/"+concluded+"/conclusion", object{"outcome": "worked"}).want(200)
		for _, c := range []struct {
			pass time.Duration
			want []string
		}{
			{4 * days, []string{"running", "paused", "concluded", "concluded"}},
			{11 * days, []string{"running", "paused", "concluded", "concluded"}},
			{16 * days, []string{"paused", "paused", "concluded", "concluded"}},
		} {
			v.watch.pass(c.pass)
			v.work(t)
			v.work(t)
			got := []string{v.statusOf(t, later), v.statusOf(t, sooner), v.statusOf(t, stopped), v.statusOf(t, concluded)}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("after %v: %s", c.pass, diff)
			}
		}
	})
}

// An organisation that moves its clock still ends days at its own midnight.
func TestTheEndFollowsTheTimeZone(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.pia.post(t, "/experiments", v.proposal(nil, object{"submit": true, "start": true, "ends_on": "2026-11-23"})).want(201).text("id")
		v.admin.put(t, "/organisation", object{"name": "Harbour", "currency": "EUR", "time_zone": "America/New_York", "languages": []string{"en"}}, "If-Match", "*").want(200)
		v.watch.at.Store(time.Date(2026, 11, 24, 4, 59, 0, 0, time.UTC).UnixMicro())
		v.work(t)
		if s := v.statusOf(t, id); s != "running" {
			t.Errorf("before midnight in New York it is %s", s)
		}
		v.watch.pass(time.Minute)
		v.work(t)
		if s := v.statusOf(t, id); s != "paused" {
			t.Errorf("after midnight in New York it is %s", s)
		}
	})
}

// Who comes too late to start must choose another last day first.
func TestNothingStartsAfterItsLastDay(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/experiments/" + v.inState(t, "ready")
		v.watch.pass(15 * days)
		ready := v.pia.get(t, at).want(200)
		if slices.Contains(ready.list("actions"), any("start")) || ready.text("drift.0.what") != "ends_on" {
			t.Errorf("offers to start: %s", ready.raw)
		}
		v.pia.post(t, at+"/start", nil).refused(409, "drifted")
		v.pia.patch(t, at, object{"ends_on": v.watch.day(3)}).want(200)
		v.pia.post(t, at+"/start", nil).want(200)
	})
}

// While the job was late, or nobody worked, the drift is there to be seen, and a
// check-in pauses too.
func TestALateJobHidesNothing(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		v.watch.pass(20 * days)
		if e := v.cora.get(t, "/experiments/"+id).want(200); e.text("status") != "running" || e.text("drift.0.what") != "ends_on" {
			t.Errorf("before the job: %s", e.raw)
		}
		if r := v.checkIn(t, id, 1, nil).want(201); r.text("status") != "paused" || r.text("paused_because") != "drift" {
			t.Errorf("by the check-in: %s", r.raw)
		}
		before := v.pia.get(t, "/experiments/"+id).want(200)
		v.work(t)
		if after := v.pia.get(t, "/experiments/"+id).want(200); after.etag() != before.etag() {
			t.Errorf("the late job changed it: %s", after.raw)
		}
	})
}

// What keeps it from running is said: the door, once that has closed and no drift is
// left.
func TestTheDoorThatClosesOnWhatIsPaused(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		because := func(want, when string) {
			t.Helper()
			if got := v.pia.get(t, at).want(200).text("paused_because"); got != want {
				t.Errorf("%s: because of %s", when, got)
			}
		}
		v.checkIn(t, id, 41, nil).want(201)
		because("drift", "too many")
		v.raise(t, v.cora, id, "").want(200)
		because("drift", "raised, and still too many")
		v.pia.patch(t, at, object{"answers": object{"customers_exposed": 100}}).want(200)
		because("door", "declared, and still raised")

		id = v.inState(t, "paused")
		at = "/experiments/" + id
		because("team", "paused")
		v.pia.patch(t, at, object{"title": "Hot tea"}).want(200)
		because("team", "renamed")
		v.pia.patch(t, at, object{"answers": scalding}).want(200)
		because("door", "closed by a rule")
	})
}

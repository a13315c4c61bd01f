package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// seen is a check-in of today that reached so many customers.
func (v *town) seen(customers int, changes object) object {
	return with(object{"on": v.watch.day(0), "customers_reached": customers, "signal": object{"value": 7, "n": 30, "hits": 7}, "stop_rule_tripped": false}, changes)
}

func (v *town) checkIn(t *testing.T, id string, customers int, changes object) reply {
	t.Helper()
	return v.pia.post(t, "/experiments/"+id+"/check-ins", v.seen(customers, changes))
}

func TestCheckIns(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		full := v.seen(12, object{"counter_signal": 3, "quotes": []string{" Hot, thank you ", ""}, "note": "A quiet day"})
		first := v.pia.post(t, at+"/check-ins", full).want(201)
		want := object{"n": 1.0, "on": v.watch.day(0), "customers_reached": 12.0, "signal": object{"value": 7.0, "n": 30.0, "hits": 7.0}, "counter_signal": 3.0,
			"quotes": []any{"Hot, thank you"}, "stop_rule_tripped": false, "note": "A quiet day"}
		if diff := cmp.Diff(any(with(want, object{"status": "running", "drift": []any{}, "$schema": first.at("$schema")})), first.body); diff != "" {
			t.Error(diff)
		}
		v.paul.post(t, at+"/check-ins", v.seen(5, object{"signal": nil})).want(201)
		if e := v.cora.get(t, at).want(200); e.at("check_ins") != 2.0 || e.at("customers_reached") != 17.0 || e.text("status") != "running" {
			t.Errorf("added up: %s", e.raw)
		}
		page := v.cora.get(t, at+"/check-ins?limit=1").want(200)
		if page.at("items.0.n") != 2.0 || page.at("items.0.signal") != nil {
			t.Errorf("the last one: %s", page.raw)
		}
		v.checkIn(t, id, 1, nil).want(201)
		next := v.cora.get(t, at+"/check-ins?limit=1&cursor="+page.text("next_cursor")).want(200)
		if diff := cmp.Diff([]any{want}, next.list("items")); diff != "" || next.at("next_cursor") != nil {
			t.Errorf("the one before, to another team: %s", diff)
		}
		if kinds := v.pia.get(t, at+"/timeline").want(200).each("items", "kind"); kinds[len(kinds)-1] != "experiment.checked_in" {
			t.Errorf("the timeline: %v", kinds)
		}
	})
}

// Every field that cannot be is named, and nothing is kept.
func TestWhatACheckInMayNotSay(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		for _, c := range []struct {
			change object
			want   map[string]string
		}{
			{object{"on": v.watch.day(-1)}, map[string]string{"body.on": "too_early"}},
			{object{"on": v.watch.day(1)}, map[string]string{"body.on": "in_the_future"}},
			{object{"on": "soon"}, map[string]string{"body.on": "date"}},
			{object{"on": nil, "customers_reached": nil, "stop_rule_tripped": nil}, map[string]string{"body.on": "required", "body.customers_reached": "required", "body.stop_rule_tripped": "required"}},
			{object{"customers_reached": -1}, map[string]string{"body.customers_reached": "minimum"}},
			{object{"customers_reached": 1.5}, map[string]string{"body.customers_reached": "integer"}},
			{object{"signal": object{"n": 3}}, map[string]string{"body.signal.value": "required"}},
			{object{"signal": object{"value": 1, "n": 0, "sd": -1}}, map[string]string{"body.signal.n": "minimum", "body.signal.sd": "minimum"}},
			{object{"signal": object{"value": 1, "hits": 3}}, map[string]string{"body.signal.n": "required"}},
			{object{"signal": object{"value": 1, "sd": 3}}, map[string]string{"body.signal.n": "required"}},
			{object{"on": v.watch.day(1), "signal": object{"value": 1, "n": 3, "hits": 4}, "quotes": []string{"Fine", strings.Repeat("ż", 1001)}},
				map[string]string{"body.on": "in_the_future", "body.signal.hits": "too_many", "body.quotes[1]": "max_length"}},
			{object{"by": "Pia"}, map[string]string{"body.by": "unknown"}},
		} {
			if diff := cmp.Diff(c.want, v.checkIn(t, id, 3, c.change).refused(422, "invalid-input").places()); diff != "" {
				t.Errorf("%v: %s", c.change, diff)
			}
		}
		if e := v.pia.get(t, "/experiments/"+id).want(200); e.at("check_ins") != 0.0 || e.at("customers_reached") != 0.0 {
			t.Errorf("it kept something: %s", e.raw)
		}
	})
}

// Days are the organisation's: at 23:30 UTC it is tomorrow in Madrid.
func TestTheDayOfACheckInIsTheOrganisations(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.watch.pass(14*time.Hour + 30*time.Minute)
		id := v.inState(t, "running")
		if diff := cmp.Diff(map[string]string{"body.on": "too_early"}, v.checkIn(t, id, 3, object{"on": "2026-11-22"}).want(422).places()); diff != "" {
			t.Error(diff)
		}
		v.checkIn(t, id, 3, object{"on": "2026-11-23"}).want(201)
	})
}

// A page that was offline sends once more what it does not know to have arrived.
func TestACheckInSentTwiceCountsOnce(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at, body := "/experiments/"+id, v.seen(12, nil)
		first := v.pia.post(t, at+"/check-ins", body, keyHeader, "till 7").want(201)
		again := v.pia.post(t, at+"/check-ins", body, keyHeader, "till 7").want(201)
		if diff := cmp.Diff(first.body, again.body); diff != "" || v.pia.get(t, at).want(200).at("customers_reached") != 12.0 {
			t.Errorf("sent twice: %s", diff)
		}
		v.pia.post(t, at+"/check-ins", body, "If-Match", `"1"`).refused(412, "stale")
	})
}

// A phone may be without a connection for a weekend, and the experiment may end
// before it is back. Other words, and other people's, are another check-in.
func TestACheckInSentAgainAfterDaysCountsOnce(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at, body := "/experiments/"+id, v.seen(12, nil)
		v.pia.post(t, at+"/check-ins", body, keyHeader, "till 7").want(201)
		v.watch.pass(3 * 24 * time.Hour)
		v.pia.post(t, at+"/check-ins", body, keyHeader, "till 7").want(201)
		v.paul.post(t, at+"/check-ins", body, keyHeader, "till 7").want(201)
		v.watch.pass(2 * 24 * time.Hour)
		v.pia.post(t, at+"/check-ins", with(body, object{"customers_reached": 5}), keyHeader, "till 7").want(201)
		v.pia.post(t, at+"/stop", nil).want(200)
		v.watch.pass(3 * 24 * time.Hour)
		if again := v.pia.post(t, at+"/check-ins", body, keyHeader, "till 7").want(201); again.at("n") != 1.0 || again.text("status") != "concluded" {
			t.Errorf("answered %s", again.raw)
		}
		v.pia.post(t, at+"/check-ins", body, keyHeader, "till 8").refused(409, "wrong-state")
		if e := v.pia.get(t, at).want(200); e.at("check_ins") != 3.0 || e.at("customers_reached") != 29.0 {
			t.Errorf("added up: %s", e.raw)
		}
	})
}

func TestCheckInsAtOnceAllCount(t *testing.T) {
	const n = 30
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		if diff := cmp.Diff(map[string]int{"201": n}, outcomes(n, func(int) reply { return v.checkIn(t, id, 2, nil) })); diff != "" {
			t.Error(diff)
		}
		// The 21st was the first to pass 40: it paused, once, and the rest came while it was paused.
		r := race{town: v, id: id}
		now := v.pia.get(t, "/experiments/"+id).want(200)
		if now.at("customers_reached") != 60.0 || now.at("check_ins") != 30.0 || now.text("paused_because") != "drift" {
			t.Errorf("added up: %s", now.raw)
		}
		pauses := 0
		for _, e := range r.history(t) {
			if e.kind == "experiment.paused" {
				pauses++
			}
		}
		if pauses != 1 {
			t.Errorf("it was paused %d times", pauses)
		}
	})
}

func TestTheStopRulePausesAtOnce(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		r := v.checkIn(t, id, 3, object{"stop_rule_tripped": true}).want(201)
		if r.text("status") != "paused" || r.text("paused_because") != "stop_rule" || len(r.list("drift")) != 0 {
			t.Errorf("answered: %s", r.raw)
		}
		v.saysWhy(t, id, object{"from": "running", "to": "paused", "revision": 1.0, "because": "stop_rule"})
		if e := v.pia.post(t, at+"/resume", nil).want(200); e.at("paused_because") != nil {
			t.Errorf("resumed: %s", e.raw)
		}
	})
}

// saysWhy checks the last event: the system's, which nobody signed.
func (v *town) saysWhy(t *testing.T, id string, data object) {
	t.Helper()
	events := v.pia.get(t, "/experiments/"+id+"/timeline").want(200)
	last := fmt.Sprintf("items.%d.", len(events.list("items"))-1)
	if diff := cmp.Diff(any(data), events.at(last+"data")); diff != "" || events.text(last+"kind") != "experiment.paused" || events.at(last+"by") != nil {
		t.Errorf("the last event is %v: %s", events.at(strings.TrimSuffix(last, ".")), diff)
	}
}

// To outsiders of what is over, a check-in tells its month.
func TestCheckInsOfWhatIsOverTellMonths(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		v.pia.post(t, at+"/undo-drill", object{"hours": 2}).want(200)
		v.checkIn(t, id, 41, nil).want(201)
		day := v.watch.day(0)
		v.pia.post(t, at+"/conclusion", object{"outcome": "worked"}).want(200)
		for reader, want := range map[string]string{v.cora.bearer: v.watch.month(), v.nora.bearer: v.watch.month(), v.pia.bearer: day, v.admin.bearer: day} {
			g := guest{house: v.house, bearer: reader}
			list, one := g.get(t, at+"/check-ins").want(200), g.get(t, at).want(200)
			if list.text("items.0.on") != want || one.text("undo_drills.0.on") != want {
				t.Errorf("told %s and %s, not %s", list.text("items.0.on"), one.text("undo_drills.0.on"), want)
			}
			if told := strings.Contains(string(g.get(t, at+"/timeline").want(200).raw), `"drift":`); told != (want == day) {
				t.Errorf("told what drifted: %v", told)
			}
		}
	})
}

// The readout is that of the package readout; here is what it is given, and who
// reads which days.
func TestReadout(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		if r := v.pia.get(t, at+"/readout").want(200); r.text("says") != "nothing" {
			t.Errorf("before the first check-in: %s", r.raw)
		}
		share := func(hits, n int) object {
			return object{"signal": object{"value": 100 * hits / n, "hits": hits, "n": n}}
		}
		v.checkIn(t, id, 1, share(2, 20)).want(201)
		v.checkIn(t, id, 1, object{"signal": nil}).want(201)
		v.watch.pass(24 * time.Hour)
		v.checkIn(t, id, 1, share(4, 20)).want(201)
		r := v.cora.get(t, at+"/readout").want(200)
		if r.text("kind") != "share" || r.at("points.0.n") != 20.0 || r.at("points.1.n") != 40.0 || r.at("points.1.estimate") != 15.0 || r.text("points.1.on") != v.watch.day(0) {
			t.Errorf("two days: %s", r.raw)
		}
		v.pia.post(t, at+"/conclusion", object{"outcome": "worked"}).want(200)
		if day := v.pia.get(t, at+"/readout").want(200).text("points.1.on"); day != v.watch.day(0) {
			t.Errorf("the team reads %s, want the day", day)
		}
		if month := v.cora.get(t, at+"/readout").want(200).text("points.1.on"); month != v.watch.day(0)[:7] {
			t.Errorf("outsiders read %s, want the month", month)
		}
	})
}

// What may explain a turn of the signal is marked beside it: pauses with their
// reason, what went on, revisions made while it ran, and the end.
func TestWhatTheReadoutMarks(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.pia.post(t, "/experiments", v.proposal(nil, nil)).want(201).text("id")
		at := "/experiments/" + id
		v.pia.patch(t, at, object{"way_back": "Back to cups, before it starts."}).want(200)
		v.pia.post(t, at+"/submit", object{"start": true}).want(200)
		if r := v.pia.get(t, at+"/readout").want(200); len(r.list("marks")) != 0 {
			t.Errorf("before anything happened: %s", r.raw)
		}
		first := v.watch.day(0)
		v.checkIn(t, id, 1, object{"stop_rule_tripped": true}).want(201)
		v.watch.pass(24 * time.Hour)
		second := v.watch.day(0)
		v.pia.post(t, at+"/resume", nil).want(200)
		v.pia.patch(t, at, object{"way_back": "Back to cups."}).want(200)
		v.pia.patch(t, at, object{"tags": []string{"tea"}}).want(200)
		v.checkIn(t, id, 1000, nil).want(201)
		v.pia.post(t, at+"/stop", nil).want(200)
		want := []any{
			object{"on": first, "what": "tripped"},
			object{"on": first, "what": "paused", "because": "stop_rule"},
			object{"on": second, "what": "resumed"},
			object{"on": second, "what": "revised", "revision": 2.0},
			object{"on": second, "what": "paused", "because": "drift"},
			object{"on": second, "what": "ended"},
		}
		if diff := cmp.Diff(want, v.pia.get(t, at+"/readout").want(200).list("marks")); diff != "" {
			t.Error(diff)
		}
		for _, on := range v.cora.get(t, at+"/readout").want(200).each("marks", "on") {
			if on != v.watch.month() {
				t.Errorf("outsiders read %s", on)
			}
		}
	})
}

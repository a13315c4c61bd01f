package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// raise closes a gate with a reason; "" leaves it to lead.
func (v *town) raise(t *testing.T, by guest, experiment, gate string) reply {
	t.Helper()
	body := object{"reason": "The kettle stands beside the pram"}
	if gate != "" {
		body["gate"] = gate
	}
	return by.post(t, "/experiments/"+experiment+"/raise-door", body)
}

// lower lowers a gate at the newest review's revision.
func (v *town) lower(t *testing.T, by guest, experiment, gate string) reply {
	t.Helper()
	id := v.reviewOf(t, experiment)
	revision := by.get(t, "/reviews/"+id).want(200).at("revision")
	return by.post(t, "/reviews/"+id+"/lower-door", object{"revision": revision, "gate": gate, "reason": "The cups have lids"})
}

// gates are the gates of an experiment with their states.
func (v *town) gates(t *testing.T, experiment string) map[string]string {
	t.Helper()
	r, gates := v.pia.get(t, "/experiments/"+experiment).want(200), map[string]string{}
	for i := range r.list("requirements") {
		if one := fmt.Sprintf("requirements.%d.", i); r.at(one+"kind") == "gate" {
			gates[r.text(one+"gate")] = r.text(one + "state")
		}
	}
	return gates
}

// Anyone may say that something here is hard to undo: the door closes and stays
// closed until a reviewer opens it, and nobody's other word is lost.
func TestRaisingADoor(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, c := range []struct {
			from, gate string
			leads      string
			gates      map[string]string
		}{
			{"ready", "", "in_review", map[string]string{"lead": "open"}},
			{"running", "", "paused", map[string]string{"lead": "open"}},
			{"paused", "public_promise", "paused", map[string]string{"public_promise": "open"}},
			{"in_review", "lead", "in_review", map[string]string{"health_or_safety": "open", "lead": "open"}},
		} {
			id := v.inState(t, c.from)
			r := v.raise(t, v.cora, id, c.gate).want(200)
			gate := map[bool]string{true: "lead", false: c.gate}[c.gate == ""]
			if r.text("status") != c.leads || r.text("door") != "one_way" || r.at("revision") != 1.0 {
				t.Errorf("raised %s: %s", c.from, r.raw)
			}
			if got := []string{r.text("raised.0.gate"), r.text("raised.0.reason"), r.text("raised.0.by")}; !slices.Equal(got, []string{gate, "The kettle stands beside the pram", "Cora Caller"}) || r.text("raised.0.at") == "" {
				t.Errorf("what was raised in %s: %s", c.from, r.raw)
			}
			if diff := cmp.Diff(c.gates, v.gates(t, id)); diff != "" {
				t.Errorf("the gates of %s: %s", c.from, diff)
			}
			v.pia.post(t, "/experiments/"+id+"/start", nil).want(409)
			v.pia.post(t, "/experiments/"+id+"/resume", nil).want(409)
			full := v.leo.get(t, "/reviews/"+v.reviewOf(t, id)).want(200)
			at := fmt.Sprintf("gates.%d.", slices.Index(full.each("gates", "gate"), gate))
			if full.text("state") != "open" || full.text(at+"message") != "The kettle stands beside the pram" || full.text(at+"raised.by") != "Cora Caller" || full.text("turn") != "route" {
				t.Errorf("the review of %s: %s", c.from, full.raw)
			}
			refusal := v.raise(t, v.paul, id, gate).refused(409, "gate-closed")
			if !strings.Contains(refusal.text("detail"), gate) {
				t.Errorf("the refusal does not name the gate: %s", refusal.raw)
			}
		}
		id := v.inState(t, "ready")
		v.pia.post(t, "/experiments/"+id+"/raise-door", object{"reason": " "}).refused(422, "invalid-input")
		v.pia.post(t, "/experiments/"+id+"/raise-door", object{"gate": "weather", "reason": "Rain"}).refused(422, "invalid-input")
		v.pia.post(t, "/experiments/"+id+"/raise-door", object{"reason": "Rain"}, "If-Match", `"77"`).refused(412, "stale")
		v.raise(t, v.cora, v.inState(t, "draft"), "").refused(404, "not-found")
		v.raise(t, v.pia, v.inState(t, "draft"), "").refused(409, "wrong-state")
		v.raise(t, v.cora, v.inState(t, "concluded"), "").refused(409, "wrong-state")
	})
}

// A raised gate is approved like any other, and who raised it may, if they are of
// its route: raising contributes nothing.
func TestARaisedGateIsReviewed(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "in_review")
		v.decide(t, v.rosa, id, "approve", nil).want(201)
		if r := v.raise(t, v.leo, id, "").want(200); r.text("status") != "in_review" {
			t.Errorf("raised after the approval: %s", r.raw)
		}
		if diff := cmp.Diff(map[string]string{"health_or_safety": "met", "lead": "open"}, v.gates(t, id)); diff != "" {
			t.Errorf("the approval of the other gate: %s", diff)
		}
		if r := v.leo.get(t, "/reviews?turn=mine").want(200); len(r.list("items")) != 1 {
			t.Errorf("it does not wait for Leo: %s", r.raw)
		}
		v.pia.post(t, "/experiments/"+id+"/start", nil).refused(409, "wrong-state")
		v.decide(t, v.leo, id, "approve", object{"gates": []string{"lead"}}).want(201)
		v.pia.post(t, "/experiments/"+id+"/start", nil).want(200)
		v.raise(t, v.nora, id, "colleagues").want(200)
		v.pia.post(t, "/experiments/"+id+"/resume", nil).refused(409, "door-closed")
	})
}

// A raise outlives edits until it is lowered; an approval of it does not.
func TestARaiseStaysOverEdits(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		v.raise(t, v.cora, id, "").want(200)
		tried := v.pia.post(t, at+"/undo-drill", object{"hours": 2}).want(200)
		if tried.at("revision") != 2.0 || tried.text("door") != "one_way" || !cmp.Equal(tried.each("requirements", "gate"), []string{"lead"}) {
			t.Errorf("after a try of the undo: %s", tried.raw)
		}
		v.decide(t, v.leo, id, "approve", nil).want(201)
		v.pia.post(t, at+"/resume", nil).want(200)
		edited := v.pia.patch(t, at, object{"answers": object{"customers_exposed": 41}}).want(200)
		if edited.text("status") != "paused" || edited.at("revision") != 3.0 || edited.text("door") != "one_way" || edited.text("classification.door") != "two_way" {
			t.Errorf("edited: %s", edited.raw)
		}
		if diff := cmp.Diff(map[string]string{"lead": "open"}, v.gates(t, id)); diff != "" {
			t.Error(diff)
		}
		v.pia.post(t, at+"/resume", nil).refused(409, "door-closed")
		lowered := v.lower(t, v.leo, id, "lead").want(200)
		if lowered.text("state") != "approved" || lowered.text("gates.0.state") != "lowered" || lowered.text("gates.0.lowerings.0.reason") != "The cups have lids" || lowered.text("gates.0.lowerings.0.by") != "Leo Lead" {
			t.Errorf("lowered: %s", lowered.raw)
		}
		if r := v.pia.get(t, at).want(200); r.text("door") != "two_way" || r.text("status") != "paused" || r.at("raised") != nil {
			t.Errorf("after the lowering: %s", r.raw)
		}
		v.pia.post(t, at+"/resume", nil).want(200)
		again := v.pia.patch(t, at, object{"answers": object{"customers_exposed": 42}}).want(200)
		if again.text("status") != "running" || again.text("door") != "two_way" {
			t.Errorf("a raise that was lowered came back: %s", again.raw)
		}
		if r := v.raise(t, v.cora, id, "").want(200); r.text("status") != "paused" {
			t.Errorf("raised again: %s", r.raw)
		}
	})
}

// A team whose short proposal was raised can answer with an edit: what only a
// one-way door must say is not asked of it.
func TestARaisedDoorCanBeEdited(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		short := object{"because": nil, "signal": nil, "stop_rule": nil, "counter_signal": nil, "premortem": nil, "submit": true, "start": true}
		id := v.pia.post(t, "/experiments", v.proposal(nil, short)).want(201).text("id")
		at := "/experiments/" + id
		v.raise(t, v.cora, id, "").want(200)
		v.pia.patch(t, at, object{"title": "Lukewarm tea"}).want(200)
		v.pia.patch(t, at, object{"answers": object{"customers_exposed": 30}}).want(200)
		v.pia.patch(t, at, object{"way_back": nil}).refused(422, "invalid-input")
		v.pia.patch(t, at, object{"answers": object{"customers_exposed": 900}}).refused(422, "invalid-input")
		asked := object{"because": "Company", "signal": object{"name": "Guests"}, "stop_rule": "Scalded", "counter_signal": "Noise", "premortem": "Nobody poured"}
		v.pia.patch(t, at, with(asked, object{"answers": object{"customers_exposed": 900}})).want(200)
		v.pia.patch(t, at, object{"because": "Something else"}).refused(409, "frozen")
	})
}

// One gate of exactly the revision that was read, by those who may decide on it.
func TestLoweringADoor(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.pia.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true})).want(201).text("id")
		at := "/experiments/" + id
		for who, why := range map[guest]string{v.pia: "contributor-decides", v.paul: "team-decides", v.leo: "not-your-route", v.admin: "not-your-route", v.cora: "not-your-route", v.nora: "not-your-route"} {
			v.lower(t, who, id, "health_or_safety").refused(403, why)
		}
		review := "/reviews/" + v.reviewOf(t, id)
		wish := object{"revision": 1, "gate": "health_or_safety", "reason": "The cups have lids"}
		v.rosa.post(t, review+"/lower-door", with(wish, object{"reason": "  "})).refused(422, "invalid-input")
		wrong := v.rosa.post(t, review+"/lower-door", with(wish, object{"gate": "destroys"})).refused(422, "invalid-input")
		if diff := cmp.Diff(map[string]string{"body.gate": "unknown"}, wrong.places()); diff != "" {
			t.Error(diff)
		}
		v.pia.patch(t, at, object{"way_back": "We pour it away"}).want(200)
		stale := v.rosa.post(t, review+"/lower-door", wish).refused(409, "stale-revision")
		if diff := cmp.Diff([]string{"way_back"}, stale.each("errors", "message")); diff != "" {
			t.Errorf("what has changed: %s", diff)
		}
		v.decide(t, v.rosa, id, "request_changes", object{"gates": []string{"health_or_safety"}, "reason": "Lids?"}).want(201)
		one := v.lower(t, v.rosa, id, "health_or_safety").want(200)
		if one.text("state") != "open" || one.text("turn") != "route" || one.at("gates.0.may_decide") == true || one.text("gates.0.decisions.0.dismissed_at") == "" {
			t.Errorf("one gate lowered: %s", one.raw)
		}
		v.lower(t, v.rosa, id, "health_or_safety").refused(422, "invalid-input")
		v.decide(t, v.rosa, id, "approve", object{"gates": []string{"health_or_safety"}}).refused(422, "invalid-input")
		v.pia.post(t, at+"/start", nil).refused(409, "wrong-state")
		v.lower(t, v.leo, id, "customers_exposed").want(200)
		ready := v.pia.get(t, at).want(200)
		if ready.text("status") != "ready" || ready.text("door") != "two_way" || !cmp.Equal(ready.each("requirements", "state"), []string{"lowered", "lowered"}) {
			t.Errorf("both gates lowered: %s", ready.raw)
		}
		v.lower(t, v.leo, id, "customers_exposed").refused(409, "review-closed")
		v.pia.post(t, at+"/start", nil).want(200)
		edited := v.pia.patch(t, at, object{"answers": object{"customers_exposed": 901}}).want(200)
		if diff := cmp.Diff([]string{"open", "open"}, edited.each("requirements", "state")); diff != "" || edited.text("status") != "paused" {
			t.Errorf("a lowering outlived an edit: %s", edited.raw)
		}
	})
}

// Beside an approval with a condition the door stays one-way; without any closed
// gate the condition is not needed.
func TestLoweringBesideApprovals(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.pia.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true})).want(201).text("id")
		at := "/experiments/" + id
		lids := object{"gates": []string{"health_or_safety"}, "conditions": []object{{"text": "Lids", "when": "before_start"}}}
		v.decide(t, v.rosa, id, "approve_with_conditions", lids).want(201)
		v.lower(t, v.leo, id, "customers_exposed").want(200)
		if r := v.pia.get(t, at).want(200); r.text("status") != "ready" || r.text("door") != "one_way" || slices.Contains(r.list("actions"), "start") {
			t.Errorf("approved and lowered: %s", r.raw)
		}
		v.pia.post(t, at+"/start", nil).refused(409, "door-closed")
		v.raise(t, v.cora, id, "customers_exposed").want(200)
		if diff := cmp.Diff(map[string]string{"health_or_safety": "met", "customers_exposed": "open"}, v.gates(t, id)); diff != "" {
			t.Errorf("a lowered gate that was raised: %s", diff)
		}
		v.lower(t, v.rosa, id, "health_or_safety").want(200)
		all := v.lower(t, v.leo, id, "customers_exposed").want(200)
		if all.text("state") != "approved" || len(all.list("gates.1.lowerings")) != 2 || all.text("conditions.0.state") != "not_needed" {
			t.Errorf("all lowered: %s", all.raw)
		}
		v.pia.post(t, at+"/start", nil).want(200)
	})
}

// What a declined change of something that runs was raised for is looked at after
// the next edit: a raise opens no way round a decline.
func TestRaisingWhatWasDeclined(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		v.pia.patch(t, at, object{"answers": scalding}).want(200)
		v.decide(t, v.rosa, id, "decline", object{"reason": "Hot water beside children"}).want(201)
		v.raise(t, v.cora, id, "").want(200)
		v.decide(t, v.leo, id, "approve", object{"gates": []string{"lead"}}).refused(409, "review-closed")
		v.pia.patch(t, at, object{"answers": object{"health_or_safety": "no"}}).want(200)
		v.pia.post(t, at+"/resume", nil).refused(409, "door-closed")
		v.decide(t, v.leo, id, "approve", nil).want(201)
		v.pia.post(t, at+"/resume", nil).want(200)
	})
}

// What was raised names nobody and no day to outsiders once it is concluded.
func TestWhoRaisedIsKeptFromOutsiders(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		v.raise(t, v.nora, id, "").want(200)
		v.lower(t, v.leo, id, "lead").want(200)
		v.raise(t, v.nora, id, "colleagues").want(200)
		v.pia.post(t, "/experiments/"+id+"/conclusion", object{"outcome": "worked"}).want(200)
		for _, g := range []guest{v.cora, v.pia, v.admin} {
			hidden := g == v.cora
			e, full := g.get(t, "/experiments/"+id).want(200), g.get(t, "/reviews/"+v.reviewOf(t, id)).want(200)
			if (e.text("raised.0.by") == "") != hidden || (len(e.text("raised.0.at")) == len("2026-11")) != hidden {
				t.Errorf("%s reads of the experiment %s", g.name, e.raw)
			}
			if (full.text("gates.0.raised.by") == "") != hidden || (full.text("gates.0.lowerings.0.by") == "a reviewer") != hidden || (full.text("gates.0.lowerings.0.at") == v.watch.month()) != hidden {
				t.Errorf("%s reads of the review %s", g.name, full.raw)
			}
		}
	})
}

// Whose route lowered the only gate reads what came of it in full.
func TestWhoLoweredIsOfItsRoutes(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		v.raise(t, v.nora, id, "").want(200)
		v.lower(t, v.leo, id, "lead").want(200)
		v.pia.post(t, "/experiments/"+id+"/conclusion", object{"outcome": "worked"}).want(200)
		for _, g := range []guest{v.cora, v.leo} {
			r := g.get(t, "/experiments/"+id+"/timeline").want(200)
			if named := r.text("items.0.by") != ""; named != (g == v.leo) {
				t.Errorf("%s reads %s", g.name, r.raw)
			}
		}
	})
}

// A raise that was lowered tells nothing of a gate that closes at a later revision.
func TestALoweredRaiseIsOver(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		v.raise(t, v.cora, id, "customers_exposed").want(200)
		before := v.pia.patch(t, "/experiments/"+id, object{"answers": object{"customers_exposed": 41}}).want(200)
		if r := v.leo.get(t, "/reviews/"+v.reviewOf(t, id)).want(200); before.at("revision") != 2.0 || r.text("gates.0.raised.by") != "Cora Caller" {
			t.Errorf("while the raise stands: %s", r.raw)
		}
		v.lower(t, v.leo, id, "customers_exposed").want(200)
		v.pia.patch(t, "/experiments/"+id, object{"answers": object{"customers_exposed": 900}}).want(200)
		if r := v.leo.get(t, "/reviews/"+v.reviewOf(t, id)).want(200); r.at("gates.0.raised") != nil || r.text("gates.0.rule") == "" {
			t.Errorf("after it was lowered: %s", r.raw)
		}
	})
}

// What is done to a door stands in the timeline.
func TestTheTimelineOfADoor(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		v.raise(t, v.cora, id, "").want(200)
		v.lower(t, v.leo, id, "lead").want(200)
		v.pia.post(t, at+"/resume", nil).want(200)
		until := v.watch.day(30)
		v.pia.patch(t, at, object{"ends_on": until}).want(200)
		v.pia.patch(t, at, object{"answers": object{"customers_exposed": 50}}).want(200)
		v.pia.patch(t, at, object{"answers": object{"customers_exposed": 45}}).want(200)
		got := v.cora.get(t, at+"/timeline").want(200)
		want := []string{"experiment.registered", "experiment.submitted", "experiment.started", "experiment.door_raised", "experiment.door_lowered",
			"experiment.resumed", "experiment.extended", "experiment.cap_raised", "experiment.edited"}
		if diff := cmp.Diff(want, got.each("items", "kind")); diff != "" {
			t.Error(diff)
		}
		if got.text("items.3.data.gate") != "lead" || got.text("items.3.by") != "Cora Caller" || got.text("items.4.data.gate") != "lead" || got.text("items.6.data.ends_on.to") != until || got.text("items.6.data.ends_on.from") == "" {
			t.Errorf("%s", got.raw)
		}
	})
}

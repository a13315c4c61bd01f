package api_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What the undo took replaces the guess, and is judged again wherever the door
// was judged before.
func TestTheUndoDrill(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, c := range []struct {
			state       string
			hours       float64
			cost        any
			leads, door string
			revision    float64
		}{
			{"draft", 30, nil, "draft", "", 0},
			{"ready", 0.33, nil, "ready", "two_way", 2},
			{"ready", 30, nil, "in_review", "one_way", 2},
			{"ready", 1, 800, "in_review", "one_way", 2},
			{"in_review", 0.33, nil, "in_review", "one_way", 2},
			{"running", 0.33, 5, "running", "two_way", 2},
			{"running", 30, nil, "paused", "one_way", 2},
			{"paused", 30, nil, "paused", "one_way", 2},
			{"withdrawn", 0.33, nil, "withdrawn", "one_way", 1},
			{"running", 1, nil, "running", "two_way", 1}, // as guessed: nothing to judge
		} {
			at := "/experiments/" + v.inState(t, c.state)
			r := v.paul.post(t, at+"/undo-drill", with(object{"hours": c.hours, "note": " The kettle is heavy "}, object{"cost": c.cost})).want(200)
			if r.text("status") != c.leads || r.text("door") != c.door || r.at("revision") != c.revision || r.at("answers.undo_hours") != c.hours {
				t.Errorf("%s with %v h, %v leads to %s", c.state, c.hours, c.cost, r.raw)
			}
			measured, cost := []any{"undo_hours"}, any(0.0)
			if c.cost != nil {
				measured, cost = append(measured, "undo_cost"), float64(c.cost.(int))
			}
			if diff := cmp.Diff(measured, r.list("measured")); diff != "" || r.at("answers.undo_cost") != cost {
				t.Errorf("%s: measured %s, %v", c.state, diff, r.at("answers"))
			}
			kept := object{"on": v.watch.day(0), "revision": c.revision, "hours": c.hours, "note": "The kettle is heavy", "guessed_hours": 1.0, "guessed_cost": 0.0}
			if c.cost != nil {
				kept["cost"] = cost
			}
			if c.state == "withdrawn" {
				kept["revision"] = 0.0
			}
			if diff := cmp.Diff([]any{kept}, r.list("undo_drills")); diff != "" {
				t.Errorf("%s: kept %s", c.state, diff)
			}
		}
	})
}

// A shorter undo opens a door that only a long guess had closed; what was approved
// of the guess does not outlive it.
func TestAShorterUndoOpensTheDoor(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.pia.post(t, "/experiments", v.proposal(object{"undo_hours": 30}, object{"submit": true})).want(201).text("id")
		at := "/experiments/" + id
		if v.statusOf(t, id) != "in_review" {
			t.Fatal("thirty hours open the door")
		}
		old := v.reviewOf(t, id)
		if r := v.pia.post(t, at+"/undo-drill", object{"hours": 0.5}).want(200); r.text("status") != "ready" || r.text("door") != "two_way" {
			t.Errorf("tried: %s", r.raw)
		}
		if r := v.rosa.get(t, "/reviews/"+old).want(200); r.text("state") != "superseded" {
			t.Errorf("the review: %s", r.raw)
		}
	})
}

// The reviewers see what was tried; an answer that is guessed again is no longer
// marked as measured.
func TestReviewersSeeTheUndoDrill(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "in_review")
		at := "/experiments/" + id
		v.pia.post(t, at+"/undo-drill", object{"hours": 3, "cost": 20}).want(200)
		v.pia.post(t, at+"/undo-drill", object{"hours": 2}).want(200)
		r := v.rosa.get(t, "/reviews/"+v.reviewOf(t, id)).want(200)
		if r.at("undo_drills.1.hours") != 2.0 || r.at("undo_drills.1.guessed_hours") != 3.0 || r.at("undo_drills.1.revision") != 3.0 || r.at("proposal.answers.undo_hours") != 2.0 {
			t.Errorf("the review: %s", r.raw)
		}
		if diff := cmp.Diff([]any{"undo_hours", "undo_cost"}, v.pia.get(t, at).want(200).list("measured")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]any{"undo_cost"}, v.pia.patch(t, at, object{"answers": object{"undo_hours": 1}}).want(200).list("measured")); diff != "" {
			t.Error(diff)
		}
	})
}

// What was measured is kept also where the door that it closes would ask for
// words that nobody has written: silence would be worse than their lack.
func TestALongUndoIsNeverRefusedForWantOfWords(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		short := v.proposal(nil, object{"submit": true, "start": true, "because": nil, "stop_rule": nil, "counter_signal": nil, "premortem": nil, "signal": nil})
		at := "/experiments/" + v.pia.post(t, "/experiments", short).want(201).text("id")
		if r := v.pia.post(t, at+"/undo-drill", object{"hours": 30}).want(200); r.text("status") != "paused" || r.text("paused_because") != "door" {
			t.Errorf("tried: %s", r.raw)
		}
		v.pia.post(t, at+"/resume", nil).refused(409, "door-closed")
	})
}

func TestWhatAnUndoDrillMayNotSay(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/experiments/" + v.inState(t, "running")
		for _, c := range []struct {
			body object
			want map[string]string
		}{
			{object{}, map[string]string{"body.hours": "required"}},
			{object{"hours": -1, "cost": -1}, map[string]string{"body.hours": "minimum", "body.cost": "minimum"}},
			{object{"hours": "two", "minutes": 20}, map[string]string{"body.hours": "number", "body.minutes": "unknown"}},
		} {
			if diff := cmp.Diff(c.want, v.pia.post(t, at+"/undo-drill", c.body).refused(422, "invalid-input").places()); diff != "" {
				t.Errorf("%v: %s", c.body, diff)
			}
		}
		v.pia.post(t, at+"/undo-drill", object{"hours": 1}, "If-Match", `"9"`).refused(412, "stale")
		for i := range 50 {
			v.pia.post(t, at+"/undo-drill", object{"hours": i}).want(200)
		}
		v.pia.post(t, at+"/undo-drill", object{"hours": 1}).refused(409, "too-many-drills")
	})
}

package api_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fewer are values that open the door of scaldingAndMany but for health and safety.
var fewer = object{"answers": object{"customers_exposed": 40}}

// safe are values that open it altogether.
var safe = object{"change": "Tea with lids", "answers": object{"health_or_safety": "no", "customers_exposed": 40}}

var atSafety = []string{"health_or_safety"}

// offer makes a counter-offer in the newest review.
func (v *town) offer(t *testing.T, by guest, experiment string, changes, more object) reply {
	t.Helper()
	return by.post(t, "/reviews/"+v.reviewOf(t, experiment)+"/counter-offers", with(object{"changes": changes, "message": "So it stays small"}, more))
}

func (v *town) closed(t *testing.T) (experiment, review string) {
	t.Helper()
	experiment = v.pia.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true})).want(201).text("id")
	return experiment, "/reviews/" + v.reviewOf(t, experiment)
}

// Accepting is an edit by who accepts: judged again, and started if it opens the door.
func TestACounterOfferOpensTheDoor(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id, review := v.closed(t)
		made := v.offer(t, v.rosa, id, safe, nil).want(201)
		got := []any{made.at("turn"), made.at("counter_offers.0.n"), made.at("counter_offers.0.door"), made.at("counter_offers.0.by"), made.at("counter_offers.0.state"), made.at("counter_offers.0.may_withdraw")}
		if diff := cmp.Diff([]any{"team", 1.0, "two_way", "Rosa Review", "open", true}, got); diff != "" {
			t.Errorf("offered: %s", diff)
		}
		if fields := made.each("counter_offers.0.differences", "field"); !slices.Equal(fields, []string{"change", "answers"}) {
			t.Errorf("it differs in %v", fields)
		}
		if read := v.paul.get(t, review).want(200); read.at("counter_offers.0.may_answer") != true || read.at("counter_offers.0.may_withdraw") != nil {
			t.Errorf("the team reads %s", read.raw)
		}
		if waiting := v.paul.get(t, "/reviews?turn=mine").want(200).list("items"); len(waiting) != 1 {
			t.Errorf("%d wait for the team", len(waiting))
		}
		done := v.paul.post(t, review+"/counter-offers/1/accept", object{"start": true}).want(200)
		got = []any{done.at("experiment.status"), done.at("experiment.door"), done.at("experiment.revision"), done.at("experiment.change"), done.at("experiment.answers.customers_exposed"), done.at("pilot")}
		if diff := cmp.Diff([]any{"running", "two_way", 2.0, "Tea with lids", 40.0, nil}, got); diff != "" {
			t.Errorf("accepted: %s", diff)
		}
		read := v.rosa.get(t, review).want(200)
		if read.text("state") != "superseded" || read.text("counter_offers.0.state") != "accepted" || read.text("counter_offers.0.answered_by") != "Paul Partner" {
			t.Errorf("the review: %s", read.raw)
		}
		again := v.pia.post(t, review+"/counter-offers/1/accept", nil).want(200)
		if again.at("experiment.revision") != 2.0 || again.at("experiment.status") != "running" {
			t.Errorf("accepted again: %s", again.raw)
		}
	})
}

// What opens one gate of two is judged again, and the other goes on being reviewed:
// by who offered, but never by who accepted.
func TestWhoAcceptsContributes(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		moved := v.person(t, "Mo Moved", "reviewer")
		v.join(t, v.desk, moved)
		v.staff(t, "safety", v.rosa, moved)
		id, review := v.closed(t)
		v.decide(t, v.leo, id, "approve", object{"gates": []string{"customers_exposed"}}).want(201)
		if made := v.offer(t, v.rosa, id, fewer, nil).want(201); made.text("counter_offers.0.door") != "one_way" {
			t.Errorf("offered: %s", made.raw)
		}
		done := moved.post(t, review+"/counter-offers/1/accept", object{"start": true}).want(200)
		if done.at("experiment.status") != "in_review" || done.at("experiment.revision") != 2.0 {
			t.Errorf("accepted: %s", done.raw)
		}
		v.leave(t, v.desk, moved)
		v.decide(t, moved, id, "approve", nil).refused(403, "contributor-decides")
		v.decide(t, v.rosa, id, "approve", nil).want(201)
		if s := v.statusOf(t, id); s != "ready" {
			t.Errorf("it is %s", s)
		}
		old := v.pia.get(t, review).want(200)
		if old.text("gates.1.decisions.0.dismissed_at") == "" {
			t.Errorf("the approval of revision 1: %s", old.raw)
		}
	})
}

// Who never decides never offers, and nobody offers what is the team's own.
func TestWhatMayBeOffered(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id, review := v.closed(t)
		for who, why := range map[guest]string{v.pia: "contributor-decides", v.paul: "team-decides", v.nora: "not-your-route", v.cora: "not-your-route", v.admin: "not-your-route"} {
			v.offer(t, who, id, fewer, nil).refused(403, why)
		}
		for _, c := range []struct {
			changes, more object
			want          map[string]string
		}{
			{object{"answers": object{"customers_exposed": -1, "colour": "blue"}, "owner": "me"}, nil,
				map[string]string{"body.changes.answers.customers_exposed": "minimum", "body.changes.answers.colour": "unknown", "body.changes.owner": "unknown"}},
			{object{"team_id": v.calls, "language": "pl"}, nil, map[string]string{"body.changes.team_id": "teams_own", "body.changes.language": "teams_own"}},
			{object{"title": "Tea"}, nil, map[string]string{"body.changes": "not_material"}},
			{object{}, nil, map[string]string{"body.changes": "not_material"}},
			{object{"answers": object{"customers_exposed": 900}}, nil, map[string]string{"body.changes": "not_material"}},
			{object{"way_back": nil, "answers": object{"undo_hours": nil}}, nil, map[string]string{"body.changes.way_back": "required", "body.changes.answers.undo_hours": "required"}},
			{object{"ends_on": v.watch.day(-1), "moment_id": v.desk}, nil, map[string]string{"body.changes.ends_on": "in_the_past", "body.changes.moment_id": "unknown"}},
			{object{"ends_on": v.watch.day(-1)}, object{"kind": "split"}, map[string]string{"body.changes.ends_on": "in_the_past"}},
			{fewer, object{"message": " "}, map[string]string{"body.message": "required"}},
			{fewer, object{"message": "", "kind": "gift"}, map[string]string{"body.message": "min_length", "body.kind": "choice"}},
		} {
			r := v.offer(t, v.rosa, id, c.changes, c.more).refused(422, "invalid-input")
			if diff := cmp.Diff(c.want, r.places()); diff != "" {
				t.Errorf("%v: %s", c.changes, diff)
			}
		}
		if r := v.rosa.get(t, review).want(200); len(r.list("counter_offers")) > 0 || r.text("turn") != "route" {
			t.Errorf("a refused offer left its trace: %s", r.raw)
		}
		v.offer(t, v.rosa, id, fewer, nil).want(201)
		v.rosa.post(t, review+"/counter-offers", object{"changes": fewer, "message": "x"}, "If-Match", `"77"`).refused(412, "stale")
	})
}

// It is the team's turn while something is offered, and only then.
func TestAnOfferMovesTheTurn(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id, review := v.closed(t)
		turn := func(want, when string) {
			t.Helper()
			if got := v.pia.get(t, review).want(200).text("turn"); got != want {
				t.Errorf("%s: it is the turn of %s", when, got)
			}
		}
		v.offer(t, v.rosa, id, fewer, nil).want(201)
		turn("team", "offered")
		v.offer(t, v.leo, id, safe, nil).want(201)
		v.pia.post(t, review+"/counter-offers/1/reject", object{"reason": " "}).refused(422, "invalid-input")
		v.rosa.post(t, review+"/counter-offers/1/reject", object{"reason": "No"}).refused(403, "not-your-team")
		if r := v.pia.post(t, review+"/counter-offers/1/reject", object{"reason": "Then nobody comes"}).want(200); r.text("counter_offers.0.answer") != "Then nobody comes" {
			t.Errorf("rejected: %s", r.raw)
		}
		turn("team", "another is open")
		v.pia.patch(t, "/experiments/"+id, object{"tags": []string{"tea"}}).want(200)
		turn("team", "edited, and another is open")
		v.rosa.post(t, review+"/counter-offers/2/withdraw", nil).refused(403, "not-your-offer")
		v.leo.post(t, review+"/counter-offers/2/withdraw", nil).want(200)
		turn("route", "none is open")
		for _, n := range []int{1, 2} {
			v.pia.post(t, fmt.Sprint(review, "/counter-offers/", n, "/accept"), nil).refused(409, "offer-answered")
		}
		v.pia.post(t, review+"/counter-offers/9/accept", nil).refused(404, "not-found")
		v.decide(t, v.rosa, id, "request_changes", object{"gates": atSafety, "reason": "Lids?"}).want(201)
		v.offer(t, v.rosa, id, fewer, nil).want(201)
		v.pia.patch(t, "/experiments/"+id, object{"premortem": "Lids were lost"}).want(200)
		turn("team", "answered in words, not yet the offer")
		v.pia.post(t, review+"/counter-offers/3/reject", object{"reason": "Lids do it"}).want(200)
		turn("route", "both are answered")
	})
}

// An offer is of one revision: a newer one, or the end of the review, ends it.
func TestWhatSupersedesAnOffer(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for what, ends := range map[string]func(id string){
			"a material edit": func(id string) {
				v.paul.patch(t, "/experiments/"+id, object{"way_back": "We pour it away"}).want(200)
			},
			"a decline": func(id string) {
				v.decide(t, v.rosa, id, "decline", object{"gates": atSafety, "reason": "Too hot"}).want(201)
			},
			"a withdraw": func(id string) { v.pia.post(t, "/experiments/"+id+"/withdraw", nil).want(200) },
			"approvals": func(id string) {
				v.decide(t, v.leo, id, "approve", object{"gates": []string{"customers_exposed"}}).want(201)
				v.decide(t, v.rosa, id, "approve", object{"gates": atSafety}).want(201)
			},
		} {
			id, review := v.closed(t)
			v.offer(t, v.rosa, id, safe, nil).want(201)
			ends(id)
			r := v.rosa.get(t, review).want(200)
			if r.text("counter_offers.0.state") != "superseded" || r.at("counter_offers.0.answered_by") != nil || r.text("counter_offers.0.answered_at") == "" {
				t.Errorf("after %s: %s", what, r.raw)
			}
			v.pia.post(t, review+"/counter-offers/1/accept", nil).refused(409, "offer-superseded")
			v.rosa.post(t, review+"/counter-offers/1/withdraw", nil).refused(409, "offer-superseded")
		}
		id, review := v.closed(t)
		v.pia.patch(t, "/experiments/"+id, object{"way_back": "We pour it away"}).want(200)
		v.rosa.post(t, review+"/counter-offers", object{"changes": safe, "message": "Lids"}).refused(409, "stale-revision")
	})
}

// A pilot that is offered is split off by who accepts, and the one-way door waits.
func TestAnOfferedPilot(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id, review := v.closed(t)
		v.offer(t, v.leo, id, safe, object{"kind": "split"}).want(201)
		done := v.paul.post(t, review+"/counter-offers/1/accept", object{"start": true}).want(200)
		got := []any{done.at("experiment.status"), done.at("experiment.revision"), done.at("pilot.status"), done.at("pilot.split_from"), done.at("pilot.answers.customers_exposed")}
		if diff := cmp.Diff([]any{"in_review", 1.0, "running", id, 40.0}, got); diff != "" {
			t.Errorf("split: %s", diff)
		}
		read := v.leo.get(t, review).want(200)
		if read.text("state") != "open" || read.text("turn") != "route" || read.text("counter_offers.0.pilot_id") != done.text("pilot.id") {
			t.Errorf("the review: %s", read.raw)
		}
		again := v.pia.post(t, review+"/counter-offers/1/accept", nil).want(200)
		if again.text("pilot.id") != done.text("pilot.id") {
			t.Errorf("accepted again: %s", again.raw)
		}
		v.decide(t, v.leo, id, "approve", object{"gates": []string{"customers_exposed"}}).want(201)
	})
}

// What a person raised is not opened by other values, and what runs resumes only
// when it may.
func TestAnOfferForWhatIsPaused(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		v.pia.patch(t, "/experiments/"+id, object{"because": "It is warm", "stop_rule": "Scalded", "counter_signal": "Noise", "premortem": "Cold", "signal": object{"name": "Guests"}})
		v.raise(t, v.cora, id, "").want(200)
		review := "/reviews/" + v.reviewOf(t, id)
		if made := v.offer(t, v.leo, id, object{"answers": object{"customers_exposed": 10}}, nil).want(201); made.text("counter_offers.0.door") != "one_way" {
			t.Errorf("offered: %s", made.raw)
		}
		done := v.pia.post(t, review+"/counter-offers/1/accept", object{"start": true}).want(200)
		if done.at("experiment.status") != "paused" || !cmp.Equal(v.gates(t, id), map[string]string{"lead": "open"}) {
			t.Errorf("accepted: %s", done.raw)
		}
	})
}

// What could be taken when it was offered may be past by the time it is accepted.
func TestAnOutdatedOffer(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id, review := v.closed(t)
		v.offer(t, v.rosa, id, with(safe, object{"ends_on": v.watch.day(3)}), nil).want(201)
		v.watch.pass(5 * 24 * 3600e9)
		r := v.pia.post(t, review+"/counter-offers/1/accept", nil).refused(409, "offer-outdated")
		if diff := cmp.Diff(map[string]string{"body.changes.ends_on": "in_the_past"}, r.places()); diff != "" {
			t.Error(diff)
		}
		if read := v.pia.get(t, review).want(200); read.text("counter_offers.0.state") != "open" {
			t.Errorf("a refused acceptance left its trace: %s", read.raw)
		}
	})
}

// An acceptance races with edits, decisions, other acceptances and offers: one
// thing happens at a time, and each leaves the others true.
func TestOffersRace(t *testing.T) {
	const n = 12
	inTown(t, func(t *testing.T, v *town) {
		id, review := v.closed(t)
		v.offer(t, v.rosa, id, safe, nil).want(201)
		accept := func(int) reply { return v.pia.post(t, review+"/counter-offers/1/accept", nil) }
		if diff := cmp.Diff(map[string]int{"200": n}, outcomes(n, accept)); diff != "" || v.pia.get(t, "/experiments/"+id).want(200).at("revision") != 2.0 {
			t.Errorf("two accept: %s", diff)
		}
		for what, other := range map[string]func(id, review string) reply{
			"edit": func(id, _ string) reply { return v.paul.patch(t, "/experiments/"+id, object{"stop_rule": "Twice"}) },
			"decide": func(id, _ string) reply {
				return v.decide(t, v.rosa, id, "decline", object{"gates": atSafety, "reason": "Hot"})
			},
			"reject": func(_, review string) reply {
				return v.paul.post(t, review+"/counter-offers/1/reject", object{"reason": "No"})
			},
			"offer": func(id, _ string) reply { return v.offer(t, v.leo, id, fewer, nil) },
		} {
			for range 4 {
				id, review := v.closed(t)
				v.offer(t, v.rosa, id, safe, nil).want(201)
				var mine, theirs reply
				together(2, func(i int) {
					if i == 0 {
						mine = v.pia.post(t, review+"/counter-offers/1/accept", nil)
					} else {
						theirs = other(id, review)
					}
				})
				v.raceHolds(t, what, id, review, mine, theirs)
			}
		}
	})
}

// raceHolds: what was answered is what is there.
func (v *town) raceHolds(t *testing.T, what, id, review string, accepted, other reply) {
	t.Helper()
	e, r := v.pia.get(t, "/experiments/"+id).want(200), v.pia.get(t, review).want(200)
	took := accepted.status == 200
	if took != (r.text("counter_offers.0.state") == "accepted") {
		t.Errorf("%s: answered %d, and the offer is %s", what, accepted.status, r.text("counter_offers.0.state"))
	}
	if !took && !slices.Contains([]string{"offer-superseded", "offer-answered"}, accepted.code()) {
		t.Errorf("%s: %s", what, accepted.raw)
	}
	if took && e.at("change") != "Tea with lids" || !took && e.at("change") == "Tea with lids" {
		t.Errorf("%s: answered %d, and the change is %v", what, accepted.status, e.at("change"))
	}
	if other.status >= 500 || other.status == 422 {
		t.Errorf("%s: %s", what, other.raw)
	}
	for i := range r.list("counter_offers") {
		if r.text(fmt.Sprint("counter_offers.", i, ".state")) == "open" && r.text("state") != "open" {
			t.Errorf("%s: an offer is open in a review that is %s", what, r.text("state"))
		}
	}
}

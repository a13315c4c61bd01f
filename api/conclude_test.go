package api_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// asked are the codes of what somebody was told of experiments, oldest first.
func (g guest) asked(t *testing.T) []string {
	t.Helper()
	codes := g.get(t, "/notifications?limit=200").want(200).each("items", "code")
	codes = slices.DeleteFunc(codes, func(code string) bool { return !strings.HasPrefix(code, "experiment.") })
	slices.Reverse(codes)
	return codes
}

// heard fails unless exactly this was told to everyone named.
func (v *town) heard(t *testing.T, when string, want []string, all ...guest) {
	t.Helper()
	for _, g := range all {
		if diff := cmp.Diff(want, g.asked(t)); diff != "" {
			t.Errorf("%s, %s was told: %s", when, g.name, diff)
		}
	}
}

// Nothing extends itself: when the last day is over the whole team is asked, once,
// and what it may do is stop, extend or conclude.
func TestTheLastDayAsksTheTeam(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		running, paused := v.inState(t, "running"), v.inState(t, "paused")
		v.watch.pass(8 * days)
		if r := v.pia.get(t, "/experiments/"+running).want(200); r.text("nearing.0.what") != "ends_on" || r.at("drift") != nil {
			t.Errorf("in its last week: %s", r.raw)
		}
		v.work(t)
		v.heard(t, "in its last week", []string{}, v.pia, v.paul, v.cora)
		v.watch.pass(7 * days)
		v.work(t)
		v.work(t)
		v.heard(t, "after the last day of both", []string{"experiment.last_day_over", "experiment.last_day_over"}, v.pia, v.paul)
		v.heard(t, "after the last day of both", []string{}, v.cora, v.admin)
		if v.statusOf(t, running) != "paused" || v.statusOf(t, paused) != "paused" {
			t.Errorf("they are %s and %s", v.statusOf(t, running), v.statusOf(t, paused))
		}
		actions := v.paul.get(t, "/experiments/"+running).want(200).list("actions")
		for _, way := range []string{"stop", "edit", "conclude"} {
			if !slices.Contains(actions, any(way)) {
				t.Errorf("the team may not %s: %v", way, actions)
			}
		}
		v.paul.post(t, "/notifications/read", nil).want(204)
		v.pia.patch(t, "/experiments/"+paused, object{"ends_on": v.watch.day(3)}).want(200)
		v.watch.pass(4 * days)
		v.work(t)
		if got := v.paul.asked(t); len(got) != 3 {
			t.Errorf("a last day that moved while it was paused tells %v", got)
		}
	})
}

// The cap asks when it is reached, and again when it is passed; who checked in sees it.
func TestTheCapAsksTheTeam(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		near := func(when string, want any) {
			t.Helper()
			r, listed := v.paul.get(t, at).want(200), v.paul.get(t, "/experiments?team="+v.desk).want(200)
			if diff := cmp.Diff(want, r.at("nearing")); diff != "" || r.at("near_cap") != (want != nil) || listed.at("items.0.near_cap") != (want != nil) {
				t.Errorf("%s: %s, %s", when, diff, listed.raw)
			}
		}
		v.checkIn(t, id, 31, nil).want(201)
		near("three in four", nil)
		v.checkIn(t, id, 1, nil).want(201)
		near("four in five", []any{object{"what": "customers_exposed", "declared": 40.0, "actual": 32.0}})
		v.heard(t, "four in five", []string{}, v.pia, v.paul)
		v.checkIn(t, id, 8, nil).want(201)
		v.heard(t, "reached", []string{"experiment.cap_reached"}, v.paul)
		v.heard(t, "reached", []string{}, v.pia)
		if s := v.statusOf(t, id); s != "running" {
			t.Errorf("at the cap it is %s", s)
		}
		v.paul.post(t, "/notifications/read", nil).want(204)
		v.checkIn(t, id, 0, nil).want(201)
		v.heard(t, "nobody more", []string{"experiment.cap_reached"}, v.paul)
		v.checkIn(t, id, 1, nil).want(201)
		v.heard(t, "passed", []string{"experiment.cap_reached", "experiment.cap_reached"}, v.paul)
		if r := v.paul.get(t, at).want(200); r.text("status") != "paused" || r.at("near_cap") != true || r.at("nearing") != nil {
			t.Errorf("passed: %s", r.raw)
		}
		v.paul.post(t, at+"/stop", nil).want(200)
		if r := v.paul.get(t, at).want(200); r.at("near_cap") != false {
			t.Errorf("stopped: %s", r.raw)
		}
	})
}

// A number that moved while the goal did not is shown wherever the outcome is: on
// the experiment, in lists, to reviewers and in the library.
func TestAHollowWin(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, c := range []struct {
			name    string
			plan    any // what the proposal says would give it away
			seen    []any
			said    object
			because []any // nil: it is none
		}{
			{"the team says so", nil, nil, object{"right_reason": "no"}, []any{"right_reason"}},
			{"the counter-signal passed the limit", object{"direction": "up", "limit": 5}, nil, object{"right_reason": "yes", "counter_signal": 6}, []any{"counter_signal"}},
			{"both", object{"direction": "up", "limit": 5}, nil, object{"right_reason": "no", "counter_signal": 6}, []any{"right_reason", "counter_signal"}},
			{"it ended worse than at first", object{"direction": "down"}, []any{9, 12}, object{"counter_signal": 8}, []any{"counter_signal"}},
			{"by the last check-in", object{"direction": "down"}, []any{9, 8}, nil, []any{"counter_signal"}},
			{"both, by the last check-in of several", object{"direction": "up", "limit": 5}, []any{3, 9, 4, 8}, object{"right_reason": "no"}, []any{"right_reason", "counter_signal"}},
			{"both, worse than at first", object{"direction": "up"}, []any{3, 9, 4}, object{"right_reason": "no"}, []any{"right_reason", "counter_signal"}},
			{"it ended as at first", object{"direction": "down"}, []any{9, 8}, object{"counter_signal": 9}, nil},
			{"nobody said what would give it away", nil, []any{9, 1}, object{"counter_signal": 0}, nil},
			{"it did not work", object{"direction": "up", "limit": 5}, nil, object{"outcome": "did_not_work", "right_reason": "no", "counter_signal": 6}, nil},
		} {
			id := v.pia.post(t, "/experiments", v.proposal(nil, object{"hollow_if": c.plan, "submit": true, "start": true})).want(201).text("id")
			for _, value := range c.seen {
				v.checkIn(t, id, 1, object{"counter_signal": value}).want(201)
			}
			at := "/experiments/" + id
			r := v.pia.post(t, at+"/conclusion", with(object{"outcome": "worked"}, c.said)).want(200)
			hollow := c.because != nil
			listed := v.cora.get(t, "/experiments?limit=1").want(200)
			if diff := cmp.Diff(c.because, r.list("hollow_because")); diff != "" || r.at("hollow_win") != hollow || listed.at("items.0.hollow_win") != hollow {
				t.Errorf("%s: %s: %s", c.name, diff, r.raw)
			}
			v.pia.put(t, at+"/lesson", learned, "If-Match", "*").want(200)
			lesson := v.pia.post(t, at+"/lesson/publish", nil).want(200).text("id")
			if r := v.cora.get(t, "/lessons/"+lesson).want(200); r.at("hollow_win") != hollow {
				t.Errorf("%s, in the library: %s", c.name, r.raw)
			}
		}
	})
}

// What would give a win away is said before the start, and stays.
func TestTheLimitIsChosenBeforehand(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		unsaid := v.proposal(nil, object{"hollow_if": nil, "submit": true, "start": true})
		at := "/experiments/" + v.pia.post(t, "/experiments", unsaid).want(201).text("id")
		v.pia.patch(t, at, object{"hollow_if": object{"direction": "up", "limit": 5}}).want(200)
		v.pia.patch(t, at, object{"hollow_if": object{"limit": 50}}).refused(409, "frozen")
		v.pia.patch(t, at, object{"hollow_if": nil}).refused(409, "frozen")
	})
}

func TestTheTwoVerdicts(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/experiments/" + v.inState(t, "running")
		say := object{"kept_promise": object{"yes": 5, "no": 5}, "improved_life": object{"yes": 1, "no": 2}, "felt": object{"good": 0, "neutral": 10, "bad": 0}}
		v.pia.post(t, at+"/conclusion", object{"outcome": "worked", "customers_say": say}).want(200)
		r := v.cora.get(t, at).want(200)
		want := object{"says": "team_higher", "team": 1.0, "customers": 0.5, "distance": 0.5, "questions": []any{
			object{"question": "kept_promise", "good": 5.0, "neutral": 0.0, "bad": 5.0, "score": 0.5},
			object{"question": "improved_life", "good": 1.0, "neutral": 0.0, "bad": 2.0},
			object{"question": "felt", "good": 0.0, "neutral": 10.0, "bad": 0.0, "score": 0.5}}}
		if diff := cmp.Diff(any(want), r.at("verdicts")); diff != "" {
			t.Error(diff)
		}
		stopped := "/experiments/" + v.inState(t, "running")
		if r := v.pia.post(t, stopped+"/stop", nil).want(200); r.at("verdicts") != nil {
			t.Errorf("before anybody said how it ended: %s", r.raw)
		}
	})
}

// Every answer that cannot be is named at once, with the way out, and nothing is
// recorded.
func TestContradictoryConclusions(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		running, ready := "/experiments/"+v.inState(t, "running"), "/experiments/"+v.inState(t, "ready")
		r := v.pia.post(t, ready+"/conclusion", object{"outcome": "not_run", "signal": 3, "right_reason": "yes", "next": "drop", "undone": object{"needed": true, "hours": 1}}).refused(422, "invalid-input")
		if diff := cmp.Diff(map[string]string{"body.signal": "not_run", "body.right_reason": "not_run", "body.undone": "not_run"}, r.places()); diff != "" {
			t.Error(diff)
		}
		r = v.pia.post(t, running+"/conclusion", object{"outcome": "worked", "undone": object{"needed": false, "hours": 3}, "customers_say": object{"quotes": []string{strings.Repeat("x", 1001)}},
			"recovery": object{"time": true, "acknowledge": false, "meet": true, "act": true, "loop_closed_on": v.watch.day(1)}}).refused(422, "invalid-input")
		if diff := cmp.Diff(map[string]string{"body.undone.hours": "not_undone", "body.customers_say.quotes[0]": "max_length", "body.recovery.acknowledge": "before_the_loop", "body.recovery.loop_closed_on": "in_the_future"}, r.places()); diff != "" {
			t.Error(diff)
		}
		if v.statusOf(t, strings.TrimPrefix(running, "/experiments/")) != "running" || v.pia.get(t, running).want(200).at("conclusion") != nil {
			t.Error("something was recorded")
		}
	})
}

var (
	begun    = object{"time": true, "acknowledge": true, "meet": false, "act": false}
	madeGood = object{"time": true, "acknowledge": true, "meet": true, "act": true}
)

// Customers who were hurt are owed a recovery until the loop is closed with them;
// the team is reminded, and nobody else.
func TestARecoveryIsOwedUntilTheLoopIsClosed(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/experiments/" + v.inState(t, "running")
		owing := func(when string, want int) {
			t.Helper()
			r := v.paul.get(t, "/experiments?owes_recovery=true&mine=true").want(200)
			if len(r.list("items")) != want || v.paul.get(t, at).want(200).at("owes_recovery") != (want > 0) {
				t.Errorf("%s: %s", when, r.raw)
			}
		}
		v.pia.post(t, at+"/conclusion", object{"outcome": "worked", "recovery": begun}).want(200)
		owing("concluded", 1)
		v.work(t)
		v.heard(t, "at once", []string{}, v.pia, v.paul)
		v.watch.at.Store(time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC).UnixMicro()) // nine in Madrid
		v.work(t)
		v.work(t)
		v.heard(t, "on the second morning", []string{"experiment.recovery_owed"}, v.pia, v.paul)
		v.heard(t, "on the second morning", []string{}, v.cora)
		v.pia.post(t, "/notifications/read", nil).want(204)
		v.watch.pass(7 * days)
		v.work(t)
		v.heard(t, "a week later", []string{"experiment.recovery_owed", "experiment.recovery_owed"}, v.pia)
		v.heard(t, "a week later, unread", []string{"experiment.recovery_owed"}, v.paul)

		v.paul.post(t, at+"/recovery", madeGood).want(200)
		owing("every step, and nobody was told", 1)
		r := v.paul.post(t, at+"/recovery", with(madeGood, object{"loop_closed_on": v.watch.day(0)})).want(200)
		if r.at("conclusion.recovery.act") != true || slices.Contains(r.list("actions"), any("recover")) {
			t.Errorf("closed: %s", r.raw)
		}
		owing("closed", 0)
		v.paul.post(t, at+"/recovery", begun).refused(409, "loop-closed")
		v.paul.post(t, "/notifications/read", nil).want(204)
		v.watch.pass(8 * days)
		v.work(t)
		v.heard(t, "closed", []string{"experiment.recovery_owed"}, v.paul)
		kinds := v.pia.get(t, at+"/timeline").want(200).each("items", "kind")
		if diff := cmp.Diff([]string{"experiment.concluded", "experiment.recovery_advanced", "experiment.recovery_closed"}, kinds[len(kinds)-3:]); diff != "" {
			t.Error(diff)
		}
	})
}

// That customers were hurt may come out later: then it is owed from then on, also
// when it was put away, and the earned doors of its template close.
func TestAHurtThatIsLearnedOfLater(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		template, _ := v.earned(t)
		at := "/experiments/" + v.pia.post(t, "/experiments", v.proposal(promising, object{"template_id": template, "submit": true, "start": true})).want(201).text("id")
		v.pia.post(t, at+"/conclusion", undone).want(200)
		v.pia.post(t, at+"/archive", nil).want(200)
		v.cora.post(t, at+"/recovery", begun).refused(403, "not-your-team")
		if r := v.pia.post(t, at+"/recovery", begun).want(200); r.at("owes_recovery") != true || r.text("status") != "archived" {
			t.Errorf("learned of: %s", r.raw)
		}
		if r := v.pia.get(t, "/templates/"+template).want(200); r.text("earned_doors.0.state") != "withdrawn" {
			t.Errorf("its earned door: %s", r.raw)
		}
		never := "/experiments/" + v.inState(t, "ready")
		v.pia.post(t, never+"/conclusion", object{"outcome": "not_run"}).want(200)
		v.pia.post(t, never+"/recovery", begun).refused(409, "nothing-concluded")
		stopped := "/experiments/" + v.inState(t, "running")
		v.pia.post(t, stopped+"/stop", nil).want(200)
		v.pia.post(t, stopped+"/recovery", begun).refused(409, "nothing-concluded")
		bad := v.pia.post(t, at+"/recovery", with(begun, object{"loop_closed_on": "2020-01-01"})).refused(422, "invalid-input")
		if diff := cmp.Diff(map[string]string{"body.loop_closed_on": "too_early", "body.meet": "before_the_loop", "body.act": "before_the_loop"}, bad.places()); diff != "" {
			t.Error(diff)
		}
	})
}

// To outsiders of what is over, a closed loop tells its month.
func TestAClosedLoopTellsItsMonth(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/experiments/" + v.inState(t, "running")
		v.pia.post(t, at+"/conclusion", object{"outcome": "worked", "recovery": with(madeGood, object{"loop_closed_on": v.watch.day(0)})}).want(200)
		for want, readers := range map[string][]guest{v.watch.day(0): {v.pia, v.admin}, v.watch.month(): {v.cora, v.nora}} {
			for _, g := range readers {
				if got := g.get(t, at).want(200).text("conclusion.recovery.loop_closed_on"); got != want {
					t.Errorf("%s reads %s, not %s", g.name, got, want)
				}
			}
		}
	})
}

// What follows from a conclusion is a new proposal that names what it came from,
// builds on its lesson, and is judged anew.
func TestWhatFollowsFromAConclusion(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		v.pia.post(t, at+"/clone", object{"as": "scale"}).refused(409, "nothing-concluded")
		v.pia.post(t, at+"/conclusion", object{"outcome": "worked", "next": "scale"}).want(200)
		v.pia.put(t, at+"/lesson", learned, "If-Match", "*").want(200)
		lesson := v.pia.post(t, at+"/lesson/publish", nil).want(200).text("id")
		for as, relations := range map[string][2]string{"scale": {"scaled_from", "scale"}, "change": {"changed_from", "change"}, "repeat": {"repeated_from", "repeat"}} {
			r := v.cora.post(t, at+"/clone", object{"as": as, "title": "Tea on hold"}).want(201)
			if r.text("status") != "draft" || r.at("door") != nil || len(r.at("answers").(object)) != 0 || r.text("cloned_as") != as || !slices.Contains(r.list("builds_on"), any(lesson)) {
				t.Errorf("%s: %s", as, r.raw)
			}
			if got := v.cora.get(t, "/experiments/"+r.text("id")+"/links").want(200).text("items.0.relation"); got != relations[0] {
				t.Errorf("the origin of %s is %s", as, got)
			}
			if got := v.cora.get(t, at+"/links").want(200).text("items.0.relation"); got != relations[1] {
				t.Errorf("what follows by %s is %s", as, got)
			}
		}
	})
}

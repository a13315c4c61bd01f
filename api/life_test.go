package api_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// What may be done in which state, and where it leads; "-" is refused, "+" makes
// another experiment and leaves this one where it is. Whoever of the team does it,
// nobody is asked: this is the whole life of an experiment. The one in review, the
// withdrawn and the declined one stand before a one-way door.
const lifeTable = `
            draft      in_review  ready      running    paused     concluded  withdrawn  declined   archived
edit        draft      in_review  ready      running    paused     -          withdrawn  declined   -
submit      ready      -          -          -          -          -          in_review  in_review  -
start       -          -          running    -          -          -          -          -          -
pause       -          -          -          paused     -          -          -          -          -
resume      -          -          -          -          running    -          -          -          -
stop        withdrawn  withdrawn  withdrawn  concluded  concluded  -          -          -          -
withdraw    withdrawn  withdrawn  withdrawn  -          -          -          -          -          -
conclude    -          -          concluded  concluded  concluded  -          -          -          -
archive     -          -          -          -          -          archived   archived   archived   -
unarchive   -          -          -          -          -          -          -          -          concluded
raise_door  -          in_review  in_review  paused     paused     -          -          -          -
clone       +          +          +          +          +          +          +          +          +
split       -          +          -          -          -          -          -          +          -
check_in    -          -          -          running    paused     -          -          -          -
undo_drill  draft      in_review  ready      running    paused     -          withdrawn  declined   -
recover     -          -          -          -          -          concluded  -          -          archived
`

func TestLife(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(lifeTable), "\n")
	states := strings.Fields(lines[0])
	inTown(t, func(t *testing.T, v *town) {
		possible := map[string][]string{}
		for _, line := range lines[1:] {
			row := strings.Fields(line)
			for i, state := range states {
				id := v.inState(t, state)
				v.tryAction(t, id, row[0], state, row[i+1])
				if row[i+1] != "-" {
					possible[state] = append(possible[state], row[0])
				}
			}
		}
		for _, state := range states {
			v.offers(t, state, possible[state])
		}
	})
}

// tryAction does it as Paul, who proposed nothing, and checks where it leads.
func (v *town) tryAction(t *testing.T, id, action, state, leads string) {
	t.Helper()
	at := "/experiments/" + id
	before := v.paul.get(t, at).want(200)
	r := v.act(t, v.paul, id, action, state)
	after := v.paul.get(t, at).want(200)
	if leads == "+" {
		if r.status != 201 || r.text("id") == id || after.text("status") != state {
			t.Errorf("%s of %s answers %d and leaves it %s: %s", action, state, r.status, after.text("status"), r.raw)
		}
		return
	}
	if leads != "-" {
		if r.status != 200 && r.status != 201 || r.text("status") != leads || after.text("status") != leads || after.etag() == before.etag() {
			t.Errorf("%s of %s answers %d, %s then %s; want %s: %s", action, state, r.status, r.text("status"), after.text("status"), leads, r.raw)
		}
		return
	}
	if r.refused(409, r.code()); !slices.Contains([]string{"wrong-state", "already-concluded", "not-one-way"}, r.code()) || r.text("detail") == "" {
		t.Errorf("%s of %s is refused as %s", action, state, r.raw)
	}
	if diff := cmp.Diff(before.body, after.body); diff != "" || before.etag() != after.etag() {
		t.Errorf("%s of %s was refused and changed it: %s", action, state, diff)
	}
}

func (r reply) code() string { return strings.TrimPrefix(r.text("type"), "/problems/") }

func (v *town) act(t *testing.T, by guest, id, action, state string) reply {
	t.Helper()
	at := "/experiments/" + id
	switch {
	case action == "edit":
		return by.patch(t, at, object{"title": "Offer coffee while guests wait"})
	case action == "conclude" && state == "ready":
		return by.post(t, at+"/conclusion", object{"outcome": "not_run"})
	case action == "check_in":
		return by.post(t, at+"/check-ins", v.seen(0, nil))
	case action == "undo_drill":
		return by.post(t, at+"/undo-drill", object{"hours": 0.5})
	case action == "recover":
		return by.post(t, at+"/recovery", begun)
	case action == "conclude":
		return by.post(t, at+"/conclusion", object{"outcome": "worked"})
	case action == "raise_door":
		return by.post(t, at+"/raise-door", object{"reason": "The kettle stands beside the pram"})
	case action == "split":
		return by.post(t, at+"/split", object{"answers": object{"health_or_safety": "no"}})
	}
	return by.post(t, at+"/"+action, nil)
}

// offers checks that the experiment itself says what may be done.
func (v *town) offers(t *testing.T, state string, possible []string) {
	t.Helper()
	at := "/experiments/" + v.inState(t, state)
	offered := []string{}
	for _, a := range v.paul.get(t, at).want(200).list("actions") {
		offered = append(offered, a.(string))
	}
	slices.Sort(offered)
	slices.Sort(possible)
	if diff := cmp.Diff(possible, offered); diff != "" {
		t.Errorf("%s offers: %s", state, diff)
	}
	if state == "draft" {
		return
	}
	possible = slices.DeleteFunc(slices.Clone(possible), func(a string) bool { return a != "raise_door" }) // and no copy without a team
	others := []string{}
	for _, a := range v.admin.get(t, at).want(200).list("actions") {
		others = append(others, a.(string))
	}
	slices.Sort(others)
	if diff := cmp.Diff(possible, others); diff != "" {
		t.Errorf("%s offers others: %s", state, diff)
	}
}

// A change of a material field makes a new revision, because approvals were given
// to it; nobody rewrites a frozen one, which tells what was expected, once it runs.
var proposalFields = []struct {
	field            string
	to               any // a made thing is there when the test runs
	material, frozen bool
}{
	{"title", "Coffee", false, false},
	{"team_id", made("team"), true, false},
	{"template_id", made("template"), true, false}, // but see TestNobodyLeavesATemplateAfterTheStart
	{"obstacle_id", made("obstacle"), false, true},
	{"moment_id", made("moment"), true, false},
	{"language", "es", false, false},
	{"customer_job", "To wait", false, false},
	{"change", "Coffee at the desk", true, false},
	{"effect", "Nobody leaves", false, true},
	{"because", "Coffee smells", false, true},
	{"strategy_goal", "Guests come back", false, false},
	{"signal", object{"target": 3}, true, true},
	{"gaming_risk", "We count fewer", false, false},
	{"counter_signal", "Cups on the floor", false, false},
	{"hollow_if", object{"direction": "up", "limit": 3.0}, false, true},
	{"way_back", "We take the pot away", true, false},
	{"stop_rule", "It is spilled twice", true, false},
	{"starts_on", made("today"), true, false},
	{"ends_on", made("day"), true, false},
	{"answers", object{"customers_exposed": 41}, true, false},
	{"affected_team_ids", []any{made("other team")}, true, false},
	{"tags", []any{"tea"}, false, false},
	{"builds_on", []any{made("lesson")}, false, false},
	{"premortem", "It was never on", false, false},
	{"confirmed_doubts", []any{object{"risk": "destroys", "words": "delete the mails"}}, false, false},
}

type made string

func resolved(value any, things map[made]string) any {
	switch v := value.(type) {
	case made:
		return things[v]
	case []any:
		all := []any{}
		for _, one := range v {
			all = append(all, resolved(one, things))
		}
		return all
	}
	return value
}

func TestEveryFieldIsMaterialOrNotAndFrozenOrNot(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		things := map[made]string{"team": v.team(t, "Night desk", "", v.pia), "moment": v.given(t, "moment"), "today": v.watch.day(0),
			"day": v.watch.day(15), "other team": v.calls, "lesson": v.given(t, "lesson"), "template": v.given(t, "template"), "obstacle": v.given(t, "obstacle")}
		for _, f := range proposalFields {
			change := object{f.field: resolved(f.to, things)}
			ready := v.pia.patch(t, "/experiments/"+v.inState(t, "ready"), change).want(200)
			if got := ready.at("revision") == 2.0; got != f.material {
				t.Errorf("a change of %s makes a revision: %v", f.field, got)
			}
			running := v.pia.patch(t, "/experiments/"+v.inState(t, "running"), change)
			if !f.frozen {
				running.want(200)
				continue
			}
			if diff := cmp.Diff(map[string]string{"body." + f.field: "frozen"}, running.refused(409, "frozen").places()); diff != "" {
				t.Errorf("frozen: %s", diff)
			}
			paused := "/experiments/" + v.inState(t, "paused")
			v.pia.patch(t, paused, change).refused(409, "frozen")
			same := v.pia.get(t, paused).want(200).at(f.field)
			v.pia.patch(t, paused, object{f.field: same}).want(200)
		}
	})
}

// A material edit before the start dismisses what was approved, and the next
// review says what has changed.
func TestAMaterialEditStartsTheReviewAnew(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.pia.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true})).want(201).text("id")
		at, first := "/experiments/"+id, v.reviewOf(t, id)
		v.decide(t, v.rosa, id, "approve", object{"gates": []string{"health_or_safety"}}).want(201)
		edited := v.paul.patch(t, at, object{"change": "Tea in the garden", "title": "Garden tea"}).want(200)
		if diff := cmp.Diff([]string{"open", "open"}, edited.each("requirements", "state")); diff != "" || edited.at("revision") != 2.0 || edited.text("status") != "in_review" {
			t.Errorf("after the edit: %s", edited.raw)
		}
		old := v.rosa.get(t, "/reviews/"+first).want(200)
		if old.text("state") != "superseded" || old.text("gates.0.decisions.0.dismissed_at") == "" || old.text("gates.0.state") != "dismissed" || old.at("gates.0.may_decide") == true {
			t.Errorf("the old review: %s", old.raw)
		}
		next := v.rosa.get(t, "/reviews/"+v.reviewOf(t, id)).want(200)
		if diff := cmp.Diff([]string{"title", "change"}, next.each("changes", "field")); diff != "" || next.at("changes_from") != 1.0 {
			t.Errorf("the next review: %s", next.raw)
		}
		if next.at("changes.1.from") != "Tea at the desk from four to six" || next.at("changes.1.to") != "Tea in the garden" || next.at("changes.1.material") != true {
			t.Errorf("the difference: %v", next.at("changes.1"))
		}
		v.decide(t, v.rosa, id, "approve", object{"gates": []string{"health_or_safety"}}).want(201)
		v.pia.post(t, at+"/start", nil).refused(409, "wrong-state")
		v.decide(t, v.leo, id, "approve", object{"gates": []string{"customers_exposed"}}).want(201)
		v.pia.post(t, at+"/start", nil).want(200)
	})
}

// Whatever closes or opens the door by an edit moves the experiment accordingly.
// What was withdrawn or declined is judged when it is submitted again.
func TestAnEditIsJudgedAgain(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		reviews := 0
		for _, c := range []struct {
			from        string
			answers     object
			leads, door string
			reviewed    bool
		}{
			{"ready", scalding, "in_review", "one_way", true},
			{"ready", object{"undo_hours": 24}, "ready", "two_way", false},
			{"in_review", object{"health_or_safety": "no"}, "ready", "two_way", false},
			{"in_review", object{"undo_hours": 24}, "in_review", "one_way", true},
			{"running", scalding, "paused", "one_way", true},
			{"running", object{"undo_hours": 24}, "running", "two_way", false},
			{"paused", scalding, "paused", "one_way", true},
			{"draft", scalding, "draft", "", false},
			{"withdrawn", object{"health_or_safety": "no"}, "withdrawn", "one_way", false},
			{"declined", object{"health_or_safety": "no"}, "declined", "one_way", false},
		} {
			r := v.pia.patch(t, "/experiments/"+v.inState(t, c.from), object{"answers": c.answers}).want(200)
			if r.text("status") != c.leads || r.text("door") != c.door {
				t.Errorf("%s with %v is %s before %q, want %s before %q", c.from, c.answers, r.text("status"), r.text("door"), c.leads, c.door)
			}
			if c.reviewed {
				reviews++
			}
			if open := len(v.rosa.get(t, "/reviews?state=open&limit=200").want(200).list("items")); open != reviews {
				t.Errorf("%s with %v leaves %d open reviews, want %d", c.from, c.answers, open, reviews)
				reviews = open
			}
		}
	})
}

// A running experiment whose door closes waits for the reviewers, and goes on
// only with their approval of exactly what it has become.
func TestResumeNeedsAnOpenDoor(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		closed := v.pia.patch(t, at, object{"answers": scalding}).want(200)
		if slices.Contains(closed.list("actions"), "resume") {
			t.Errorf("offers to resume: %v", closed.list("actions"))
		}
		v.pia.post(t, at+"/resume", nil).refused(409, "door-closed")
		v.decide(t, v.rosa, id, "approve_with_conditions", object{"conditions": []object{{"text": "Lids", "when": "before_start"}, {"text": "Count", "when": "during"}}}).want(201)
		if s := v.statusOf(t, id); s != "paused" {
			t.Errorf("an approval starts what the team had not: %s", s)
		}
		v.pia.post(t, at+"/resume", nil).refused(409, "door-closed")
		v.pia.post(t, at+"/conditions/2/met", object{"note": "Lids are here"}).want(200)
		if r := v.pia.post(t, at+"/resume", nil).want(200); r.text("status") != "running" {
			t.Errorf("resumed: %s", r.raw)
		}
	})
}

// A declined change of what runs may be edited, stopped or concluded.
func TestADeclinedPauseStaysPaused(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		v.pia.patch(t, at, object{"answers": scalding}).want(200)
		v.decide(t, v.rosa, id, "decline", object{"reason": "Hot water beside children"}).want(201)
		if s := v.statusOf(t, id); s != "paused" {
			t.Errorf("it is %s", s)
		}
		v.pia.post(t, at+"/resume", nil).refused(409, "door-closed")
		v.pia.patch(t, at, object{"answers": object{"health_or_safety": "no"}}).want(200)
		v.pia.post(t, at+"/resume", nil).want(200)
	})
}

// What is submitted stays complete, whichever field is edited.
func TestASubmittedProposalStaysComplete(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for state, fields := range map[string][]string{
			"ready":     {"title", "team_id", "change", "effect", "way_back", "ends_on"},
			"in_review": {"title", "effect", "because", "stop_rule", "counter_signal", "premortem", "signal"},
			"running":   {"title", "way_back"},
			"draft":     {"title", "team_id"},
		} {
			at := "/experiments/" + v.inState(t, state)
			before := v.pia.get(t, at).want(200)
			for _, field := range fields {
				named := map[string]string{"signal": "signal.name"}[field]
				if named == "" {
					named = field
				}
				r := v.pia.patch(t, at, object{field: nil})
				if diff := cmp.Diff(map[string]string{"body." + named: "required"}, r.places()); diff != "" || r.status != 422 {
					t.Errorf("%s without %s: %d %s", state, field, r.status, r.raw)
				}
			}
			if after := v.pia.get(t, at).want(200); after.etag() != before.etag() {
				t.Errorf("%s was changed", state)
			}
		}
		v.pia.post(t, "/experiments", object{"title": "  ", "team_id": v.desk}).refused(422, "invalid-input")
		at := "/experiments/" + v.inState(t, "ready")
		if r := v.pia.patch(t, at, object{"answers": object{"destroys": nil}}); r.places()["body.answers.destroys"] != "required" {
			t.Errorf("an answer was taken back: %s", r.raw)
		}
	})
}

func TestWhatOwesALesson(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, c := range []struct {
			from, outcome string
			owes          bool
		}{
			{"running", "worked", false}, {"running", "did_not_work", true}, {"paused", "unclear", false},
			{"running", "stopped_early", true}, {"ready", "not_run", false},
		} {
			at := "/experiments/" + v.inState(t, c.from)
			r := v.pia.post(t, at+"/conclusion", object{"outcome": c.outcome}).want(200)
			if r.at("owes_lesson") != c.owes || r.text("outcome") != c.outcome || r.text("status") != "concluded" || r.text("concluded_at") == "" {
				t.Errorf("%s owes %v: %s", c.outcome, c.owes, r.raw)
			}
			archived := v.pia.post(t, at+"/archive", nil)
			if c.owes {
				archived.refused(409, "owes-lesson")
			} else {
				archived.want(200)
			}
		}
	})
}

func TestNotRunIsOfWhatNeverStarted(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for state, outcome := range map[string]string{"running": "not_run", "paused": "not_run", "ready": "worked"} {
			v.pia.post(t, "/experiments/"+v.inState(t, state)+"/conclusion", object{"outcome": outcome}).refused(409, "wrong-outcome")
		}
	})
}

// The reason for a stop is asked afterwards, once, and what is owed stays owed.
func TestTheConclusionAfterAStop(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/experiments/" + v.inState(t, "running")
		stopped := v.pia.post(t, at+"/stop", nil).want(200)
		v.watch.pass(1e9 * 60 * 60 * 24 * 40)
		r := v.pia.post(t, at+"/conclusion", object{"outcome": "worked", "signal": 3}).want(200)
		if r.at("owes_lesson") != true || r.text("concluded_at") != stopped.text("concluded_at") || r.at("conclusion.signal") != 3.0 {
			t.Errorf("concluded after the stop: %s", r.raw)
		}
		v.pia.post(t, at+"/conclusion", object{"outcome": "did_not_work"}).refused(409, "already-concluded")
		v.pia.put(t, at+"/lesson", learned, "If-Match", "*").want(200)
		if r := v.pia.post(t, at+"/lesson/publish", nil).want(200); r.at("owed") != false {
			t.Errorf("published: %s", r.raw)
		}
		if v.pia.get(t, at).want(200).at("owes_lesson") != false {
			t.Error("it still owes the lesson")
		}
	})
}

// A lesson that was written first stays written when the conclusion follows.
func TestALessonBeforeTheConclusion(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/experiments/" + v.inState(t, "running")
		v.pia.post(t, at+"/stop", nil).want(200)
		v.pia.put(t, at+"/lesson", learned, "If-Match", "*").want(200)
		v.pia.post(t, at+"/lesson/publish", nil).want(200)
		if r := v.pia.post(t, at+"/conclusion", object{"outcome": "did_not_work"}).want(200); r.at("owes_lesson") != false {
			t.Errorf("it owes a second lesson: %s", r.raw)
		}
	})
}

func TestUnarchivedIsWhereItWas(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, state := range []string{"concluded", "withdrawn", "declined"} {
			at := "/experiments/" + v.inState(t, state)
			v.pia.post(t, at+"/archive", nil).want(200)
			found := v.cora.get(t, "/experiments?status=archived&q=tea").want(200)
			if !slices.Contains(found.each("items", "id"), strings.TrimPrefix(at, "/experiments/")) {
				t.Errorf("%s is not found in the archive: %s", state, found.raw)
			}
			if r := v.pia.patch(t, at, object{"change": "Tea twice"}).refused(409, "wrong-state"); !strings.Contains(r.text("detail"), "archive") {
				t.Errorf("an edit in the archive is refused with %q", r.text("detail"))
			}
			if r := v.pia.post(t, at+"/unarchive", nil).want(200); r.text("status") != state {
				t.Errorf("%s came back as %s", state, r.text("status"))
			}
		}
	})
}

// Only what was tried has a lesson.
func TestWhatNeverEndedHasNoLesson(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, state := range []string{"draft", "in_review", "ready", "running", "paused", "withdrawn", "declined"} {
			at := "/experiments/" + v.inState(t, state)
			v.pia.get(t, at+"/lesson").refused(409, "not-concluded")
			v.pia.put(t, at+"/lesson", learned, "If-Match", "*").refused(409, "not-concluded")
		}
		at := "/experiments/" + v.inState(t, "withdrawn")
		v.pia.post(t, at+"/archive", nil).want(200)
		v.pia.put(t, at+"/lesson", learned, "If-Match", "*").refused(409, "not-concluded")
	})
}

// A timeline is read by kind, page by page, and tells what each revision changed.
func TestTheTimelineByKind(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		at := "/experiments/" + id
		v.pia.patch(t, at, object{"tags": []string{"tea"}}).want(200)
		v.pia.patch(t, at, object{"way_back": "Back to cups."}).want(200)
		v.checkIn(t, id, 1, nil).want(201)
		v.pia.post(t, at+"/pause", nil).want(200)
		v.pia.post(t, at+"/resume", nil).want(200)
		v.pia.post(t, at+"/pause", nil).want(200)
		all := v.cora.get(t, at+"/timeline").want(200)
		for _, c := range []struct {
			query string
			want  []string
		}{
			{"?kind=experiment.checked_in", []string{"experiment.checked_in"}},
			{"?kind=experiment.paused,experiment.resumed", []string{"experiment.paused", "experiment.resumed", "experiment.paused"}},
			{"?kind=experiment.paused,experiment.resumed&limit=2", []string{"experiment.paused", "experiment.resumed"}},
			{"?kind=comment.made", []string{}},
		} {
			if diff := cmp.Diff(c.want, v.cora.get(t, at+"/timeline"+c.query).want(200).each("items", "kind")); diff != "" {
				t.Errorf("%s: %s", c.query, diff)
			}
		}
		page := v.cora.get(t, at+"/timeline?kind=experiment.paused&limit=1").want(200)
		next := v.cora.get(t, at+"/timeline?kind=experiment.paused&limit=1&cursor="+page.text("next_cursor")).want(200)
		if page.text("items.0.id") == next.text("items.0.id") || next.at("next_cursor") != nil {
			t.Errorf("the pages: %s and %s", page.raw, next.raw)
		}
		v.cora.get(t, at+"/timeline?kind=experiment.gone").refused(422, "invalid-input")
		for _, gone := range []string{"gone", uuid.NewString()} {
			v.cora.get(t, at+"/timeline/"+gone).refused(404, "not-found")
		}

		key := v.cora.get(t, at).want(200).text("key")
		for _, item := range all.list("items") {
			e := item.(object)
			if e["link"] != "/experiments/"+key+"?tab=history&event="+e["id"].(string) {
				t.Errorf("the link of %v", e)
			}
			for _, g := range []guest{v.pia, v.cora} {
				one := g.get(t, at+"/timeline/"+e["id"].(string)).want(200)
				if one.text("id") != e["id"] || one.text("kind") != e["kind"] || (one.at("made") != nil) != (e["made"] != nil) {
					t.Errorf("%s reads as %s", e["id"], one.raw)
				}
			}
			if made := e["made"] != nil; made != (e["changes"] != nil) {
				t.Errorf("a revision without its changes, or changes without a revision: %v", e)
			}
		}
		edited := v.cora.get(t, at+"/timeline?kind=experiment.edited").want(200)
		if edited.at("items.0.made") != nil || edited.at("items.1.made") != 2.0 || edited.text("items.1.changes.0.field") != "way_back" || edited.text("items.1.changes.0.to") != "Back to cups." {
			t.Errorf("what the revision changed: %s", edited.raw)
		}
	})
}

// Everything that happened stands in the timeline, with who and whereto.
func TestTimeline(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.pia.post(t, "/experiments", v.proposal(scalding, nil)).want(201).text("id")
		at := "/experiments/" + id
		v.paul.patch(t, at, object{"tags": []string{"tea"}}).want(200)
		v.pia.post(t, at+"/submit", nil).want(200)
		v.decide(t, v.rosa, id, "request_changes", object{"reason": "Where are the lids?"}).want(201)
		v.decide(t, v.rosa, id, "approve", nil).want(201)
		v.pia.post(t, at+"/start", nil).want(200)
		v.pia.post(t, at+"/pause", nil).want(200)
		r := v.cora.get(t, at+"/timeline").want(200)
		want := []string{"experiment.registered Pia Proposer draft", "experiment.edited Paul Partner draft", "experiment.submitted Pia Proposer in_review",
			"experiment.gate_open Rosa Review in_review", "review.turn_team", "experiment.gate_met Rosa Review ready", "experiment.started Pia Proposer running", "experiment.paused Pia Proposer paused"}
		got := []string{}
		for _, e := range r.list("items") {
			item := e.(object)
			if item["by"] == nil {
				got = append(got, item["kind"].(string))
				continue
			}
			got = append(got, item["kind"].(string)+" "+item["by"].(string)+" "+item["data"].(object)["to"].(string))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		paged, path := []string{}, at+"/timeline?limit=3"
		for path != "" {
			page := v.pia.get(t, path).want(200)
			paged = append(paged, page.each("items", "id")...)
			path = ""
			if next := page.text("next_cursor"); next != "" {
				path = at + "/timeline?limit=3&cursor=" + next
			}
		}
		if diff := cmp.Diff(r.each("items", "id"), paged); diff != "" {
			t.Error(diff)
		}
	})
}

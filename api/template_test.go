package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ajar/experiments/door"
)

// promising is what closes one gate, of the route brand.
var promising = object{"public_promise": "yes", "customers_exposed": 150}

// undone is a conclusion after which nothing is left.
var undone = object{"outcome": "worked", "right_reason": "yes", "reversible_as_said": "yes", "next": "drop",
	"undone": object{"needed": true, "hours": 0.5, "cost": 0}}

var few = object{"customers_exposed": 150, "money_at_risk": 100, "undo_cost": 0, "undo_hours": 1, "noticed_within": "same_day"}

// tried is an experiment of the desk that brand approved, run and concluded.
func (v *town) tried(t *testing.T, changes, conclusion object) string {
	t.Helper()
	id := v.pia.post(t, "/experiments", v.proposal(promising, with(changes, object{"submit": true}))).want(201).text("id")
	v.decide(t, v.rosa, id, "approve", nil).want(201)
	v.pia.post(t, "/experiments/"+id+"/start", nil).want(200)
	v.pia.post(t, "/experiments/"+id+"/conclusion", conclusion).want(200)
	return id
}

// provenBy is a template with three clean experiments, the last of which some
// reviewers edited.
func (v *town) provenBy(t *testing.T, reviewers []string) string {
	t.Helper()
	id := v.template(t, v.tried(t, nil, undone))
	v.tried(t, object{"template_id": id}, undone)
	last := v.pia.post(t, "/experiments", v.proposal(promising, object{"template_id": id, "submit": true})).want(201).text("id")
	v.touched(t, last, reviewers)
	v.decide(t, v.rosa, last, "approve", nil).want(201)
	v.pia.post(t, "/experiments/"+last+"/start", nil).want(200)
	v.pia.post(t, "/experiments/"+last+"/conclusion", undone).want(200)
	return id
}

// template makes a template of an experiment of the desk.
func (v *town) template(t *testing.T, experiment string) string {
	t.Helper()
	return v.pia.post(t, "/templates", object{"experiment": experiment, "name": "Tea at the desk"}).want(201).text("id")
}

// proven is a template with three clean experiments.
func (v *town) proven(t *testing.T) string {
	t.Helper()
	id := v.template(t, v.tried(t, nil, undone))
	for range 2 {
		v.tried(t, object{"template_id": id}, undone)
	}
	return id
}

func (v *town) publishDoor(t *testing.T, template string) string {
	t.Helper()
	return v.rosa.post(t, "/templates/"+template+"/earned-doors", object{"gate": "public_promise", "limits": few, "reason": "Three times nothing stayed behind"}).want(201).text("earned_doors.0.id")
}

// earned is a template with an earned door.
func (v *town) earned(t *testing.T) (template, door string) {
	t.Helper()
	template = v.proven(t)
	return template, v.publishDoor(t, template)
}

// From the first try to the door that opens without asking, and shut again by harm.
func TestADoorIsEarnedAndLost(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		first := v.tried(t, nil, undone)
		made := v.pia.post(t, "/templates", object{"experiment": first, "name": "  Tea at the desk "}).want(201)
		id, at := made.text("id"), "/templates/"+made.text("id")
		got := []any{made.text("name"), made.text("experiment.id"), made.text("design.way_back"), made.at("design.signal.baseline"), made.at("design.answers"),
			made.at("record.0.gate"), made.at("record.0.route"), made.at("record.0.clean"), made.at("record.0.needed"), made.at("record.0.at_most"), made.header.Get("Location")}
		if diff := cmp.Diff([]any{"Tea at the desk", first, "We put the kettle away", nil, nil, "public_promise", "brand", 1.0, 3.0, nil, "/api/v1" + at}, got); diff != "" {
			t.Error(diff)
		}
		publication := object{"gate": "public_promise", "limits": few, "reason": "Three times nothing stayed behind"}
		from := object{"template_id": id}
		v.tried(t, from, undone)
		v.rosa.post(t, at+"/earned-doors", publication).refused(409, "not-earned-yet")
		v.tried(t, from, undone)
		v.rosa.post(t, at+"/earned-doors", with(publication, object{"limits": with(few, object{"customers_exposed": 151, "noticed_within": "week"})})).refused(422, "invalid-input")
		read := v.rosa.get(t, at).want(200)
		if diff := cmp.Diff([]any{3.0, true, few["customers_exposed"]}, []any{read.at("record.0.clean"), read.at("record.0.may_publish"), int(read.at("record.0.at_most.customers_exposed").(float64))}); diff != "" {
			t.Error(diff)
		}
		published := v.rosa.post(t, at+"/earned-doors", publication, "If-Match", read.etag()).want(201)
		got = []any{published.at("open_gates.0"), published.at("earned_doors.0.state"), published.at("earned_doors.0.since"), published.at("earned_doors.0.until"), published.at("earned_doors.0.may_withdraw"), published.at("record.0.may_publish")}
		if diff := cmp.Diff([]any{"public_promise", "open", "2026-11-22", "2027-11-21", true, false}, got); diff != "" {
			t.Error(diff)
		}
		v.rosa.post(t, at+"/earned-doors", publication).refused(409, "already-open")

		running := v.cora.post(t, "/experiments", v.proposal(promising, object{"team_id": v.calls, "template_id": id, "submit": true, "start": true})).want(201)
		got = []any{running.text("status"), running.text("door"), running.at("classification.reasons"), running.text("classification.earned.0.template"), running.text("classification.earned.0.reasons.0.rule")}
		if diff := cmp.Diff([]any{"running", "two_way", []any{}, "Tea at the desk", "public_promise"}, got); diff != "" {
			t.Error(diff)
		}
		kept := v.nora.get(t, "/experiments/"+running.text("id")).want(200)
		got = []any{kept.text("requirements.0.gate"), kept.text("requirements.0.state"), kept.text("requirements.0.note"), kept.text("classification.earned.0.message")}
		if diff := cmp.Diff([]any{"public_promise", "not_needed", "Earned by the template “Tea at the desk”.", "“Tea at the desk” is a proven kind of experiment: nobody has to approve this."}, got); diff != "" {
			t.Error(diff)
		}
		waiting := v.pia.post(t, "/experiments", v.proposal(promising, object{"template_id": id, "submit": true})).want(201)
		if waiting.text("status") != "ready" {
			t.Fatalf("%s", waiting.raw)
		}

		outside := v.watching(t, v.pia, v.cora)
		v.cora.post(t, "/experiments/"+running.text("id")+"/conclusion", with(undone, object{"undone": object{"needed": true, "hours": 0.5, "cost": 0, "left_overs": "A stain"}})).want(200)
		if told := v.told(t, outside...); told[0] != "" || !strings.Contains(told[1], "template") {
			t.Errorf("of the harm others are told %q, its team %q", told[0], told[1])
		}
		lost := v.rosa.get(t, at).want(200)
		got = []any{lost.at("open_gates"), lost.text("earned_doors.0.state"), lost.text("earned_doors.0.harmed_by"), lost.text("earned_doors.0.withdrawn"), lost.at("record")}
		if diff := cmp.Diff([]any{[]any{}, "withdrawn", running.text("id"), "2026-11", []any{}}, got); diff != "" {
			t.Error(diff)
		}
		if kinds := v.cora.get(t, "/experiments/"+running.text("id")+"/timeline").want(200).each("items", "kind"); !cmp.Equal(kinds[len(kinds)-2:], []string{"template.door_withdrawn", "experiment.concluded"}) {
			t.Errorf("the timeline: %v", kinds)
		}
		again := v.pia.post(t, "/experiments/"+waiting.text("id")+"/start", nil).want(200)
		if again.text("status") != "in_review" || again.text("door") != "one_way" || again.at("revision") != 2.0 {
			t.Errorf("started after the harm: %s", again.raw)
		}
		v.decide(t, v.rosa, waiting.text("id"), "approve", nil).want(201)
		v.pia.post(t, "/experiments/"+waiting.text("id")+"/start", nil).want(200)
		v.pia.post(t, "/experiments/"+waiting.text("id")+"/conclusion", undone).want(200)
		if r := v.rosa.get(t, at).want(200); r.at("record.0.clean") != 1.0 {
			t.Errorf("the record begins anew: %s", r.raw)
		}
	})
}

// An earned door opens its own gate, for the same words, within its limits, until
// its last day, and nothing else.
func TestHowFarAnEarnedDoorGoes(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		template, _ := v.earned(t)
		for _, c := range []struct {
			what            string
			answers, change object
			door            string
			beyond          any
		}{
			{"as it was proven", promising, nil, "two_way", nil},
			{"spaces around the words", promising, object{"change": " Tea at the desk from four to six\n"}, "two_way", nil},
			{"other days and words that nobody trusted", promising, object{"title": "Tea!", "effect": "Calm", "ends_on": v.watch.day(30)}, "two_way", nil},
			{"unsure", with(promising, object{"public_promise": "unsure"}), nil, "two_way", nil},
			{"nothing closes it", nil, nil, "two_way", nil},
			{"without the template", promising, object{"template_id": nil}, "one_way", nil},
			{"another change", promising, object{"change": "Coffee"}, "one_way", []any{"change"}},
			{"another way back and stop rule", promising, object{"way_back": "None", "stop_rule": "Never"}, "one_way", []any{"way_back", "stop_rule"}},
			{"one customer more", with(promising, object{"customers_exposed": 151}), nil, "one_way", []any{"answers.customers_exposed"}},
			{"every figure more", with(promising, object{"customers_exposed": 200, "money_at_risk": 101, "undo_cost": 1, "undo_hours": 2, "noticed_within": "three_days"}), nil, "one_way",
				[]any{"answers.customers_exposed", "answers.money_at_risk", "answers.undo_cost", "answers.undo_hours", "answers.noticed_within"}},
			{"another gate", with(promising, object{"health_or_safety": "unsure"}), nil, "one_way", nil},
		} {
			p := v.proposal(c.answers, with(object{"template_id": template}, c.change))
			if _, without := c.change["template_id"]; without {
				delete(p, "template_id")
			}
			check, kept := v.cora.post(t, "/door-check", with(p, object{"team_id": v.calls})).want(200), v.pia.post(t, "/experiments", with(p, object{"submit": true})).want(201)
			if got := check.text("door"); got != c.door || kept.text("door") != c.door {
				t.Errorf("%s: %s, kept as %s: %s", c.what, got, kept.text("door"), check.raw)
			}
			if diff := cmp.Diff(c.beyond, check.at("earned.0.beyond")); diff != "" {
				t.Errorf("%s: %s", c.what, diff)
			}
		}
		v.watch.pass(364 * 24 * time.Hour)
		ready := v.pia.post(t, "/experiments", v.proposal(promising, object{"template_id": template, "submit": true})).want(201)
		paused := v.pia.post(t, "/experiments", v.proposal(promising, object{"template_id": template, "submit": true, "start": true})).want(201)
		v.pia.post(t, "/experiments/"+paused.text("id")+"/pause", nil).want(200)
		v.watch.pass(24 * time.Hour)
		if r := v.rosa.get(t, "/templates/"+template).want(200); r.text("earned_doors.0.state") != "expired" || r.at("record.0.may_publish") != true {
			t.Errorf("after twelve months: %s", r.raw)
		}
		if r := v.pia.post(t, "/door-check", v.proposal(promising, object{"template_id": template})).want(200); r.text("door") != "one_way" || len(r.list("earned")) > 0 {
			t.Errorf("after twelve months: %s", r.raw)
		}
		if r := v.pia.post(t, "/experiments/"+ready.text("id")+"/start", nil).want(200); r.text("status") != "in_review" {
			t.Errorf("ready, after twelve months: %s", r.raw)
		}
		if r := v.pia.post(t, "/experiments/"+paused.text("id")+"/resume", nil).want(200); r.text("status") != "paused" || r.text("door") != "one_way" {
			t.Errorf("resumed after twelve months: %s", r.raw)
		}
		v.publishDoor(t, template) // the record stands: the route looks at it once a year
	})
}

// What would open a door that goes beyond an earned one: its own limits come first.
func TestTheSmallestChangeGoesToTheEarnedLimit(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		template, _ := v.earned(t)
		p := v.proposal(with(promising, object{"customers_exposed": 180}), object{"template_id": template})
		r := v.pia.post(t, "/door-check", p).want(200)
		got := []any{r.at("openers.0.changes.0.field"), r.at("openers.0.changes.0.to"), r.at("openers.0.one_click")}
		if diff := cmp.Diff([]any{"answers.customers_exposed", 150.0, true}, got); diff != "" {
			t.Errorf("%s: %s", diff, r.raw)
		}
		r = v.pia.post(t, "/door-check", v.proposal(with(promising, object{"colleagues": "yes"}), object{"template_id": template}), "Accept-Language", "pl").want(200)
		if fmt.Sprint(r.each("openers", "changes")) == "" || r.at("openers.0.changes.0.field") != "answers.colleagues" || len(r.list("openers.0.changes")) != 1 {
			t.Errorf("beside an earned gate: %s", r.raw)
		}
		if m := r.text("earned.0.message"); m != "„Tea at the desk” to sprawdzony rodzaj eksperymentu: nikt nie musi tego zatwierdzać." {
			t.Errorf("in Polish: %s", m)
		}
	})
}

// Which experiments can be a template, and what can be proposed from one.
func TestWhatCanBeATemplate(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for state, code := range map[string]string{"draft": "wrong-state", "withdrawn": "wrong-state", "declined": "wrong-state",
			"in_review": "", "ready": "", "running": "", "paused": "", "concluded": "", "archived": ""} {
			r := v.paul.post(t, "/templates", object{"experiment": v.inState(t, state), "name": "Tea"})
			if r.code() != code && r.status != 201 {
				t.Errorf("%s: %s", state, r.raw)
			}
		}
		template := v.template(t, v.inState(t, "running"))
		at := "/templates/" + template
		v.pia.patch(t, at, object{"name": "Hot tea", "retired": true}).want(200)
		v.pia.call(t, "PATCH", at, object{"name": "Tea"}).refused(428, "precondition-required")
		v.pia.call(t, "PATCH", at, object{"name": "Tea"}, "If-Match", `"1"`).refused(412, "stale")
		wrong := v.pia.post(t, "/experiments", v.proposal(nil, object{"template_id": template})).refused(422, "invalid-input")
		if diff := cmp.Diff(map[string]string{"body.template_id": "unknown"}, wrong.places()); diff != "" {
			t.Error(diff)
		}
		lists := func(query string) int { return len(v.nora.get(t, "/templates"+query).want(200).list("items")) }
		if lists("?retired=true") != 1 || lists("") != 6 {
			t.Errorf("retired %d, others %d", lists("?retired=true"), lists(""))
		}
		v.admin.patch(t, at, object{"retired": false}).want(200)
		v.pia.post(t, "/experiments", v.proposal(nil, object{"template_id": template})).want(201)
		if r := v.pia.get(t, "/experiments?template="+template).want(200); len(r.list("items")) != 1 {
			t.Errorf("made from it: %s", r.raw)
		}
	})
}

// What was made from a template stays with it to the end, so that a harm is told
// where it belongs.
func TestNobodyLeavesATemplateAfterTheStart(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		template, other := v.template(t, v.inState(t, "running")), v.template(t, v.inState(t, "running"))
		at := "/experiments/" + v.pia.post(t, "/experiments", v.proposal(nil, object{"template_id": template, "submit": true})).want(201).text("id")
		v.pia.patch(t, at, object{"template_id": nil}).want(200)
		v.pia.patch(t, at, object{"template_id": template}).want(200)
		v.pia.post(t, at+"/start", nil).want(200)
		for _, to := range []any{nil, other} {
			if diff := cmp.Diff(map[string]string{"body.template_id": "frozen"}, v.pia.patch(t, at, object{"template_id": to}).refused(409, "frozen").places()); diff != "" {
				t.Error(diff)
			}
		}
	})
}

// What people close stays closed, and what a newer policy gives to other reviewers
// is theirs.
func TestWhatAnEarnedDoorDoesNotOverrule(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		template, _ := v.earned(t)
		trusted := v.proposal(promising, object{"template_id": template, "submit": true})
		raised, ready := v.pia.post(t, "/experiments", trusted).want(201).text("id"), v.pia.post(t, "/experiments", trusted).want(201).text("id")
		r := v.cora.post(t, "/experiments/"+raised+"/raise-door", object{"gate": "public_promise", "reason": "The papers wait for it"}).want(200)
		if r.text("status") != "in_review" || r.text("requirements.0.state") != "open" || r.text("requirements.0.note") != "" {
			t.Errorf("raised: %s", r.raw)
		}
		edited := v.pia.patch(t, "/experiments/"+raised, object{"ends_on": v.watch.day(9)}).want(200)
		if edited.text("status") != "in_review" || edited.text("door") != "one_way" || len(edited.list("requirements")) != 1 {
			t.Errorf("raised and edited: %s", edited.raw)
		}
		v.decide(t, v.rosa, raised, "approve", nil).want(201)
		if r := v.pia.post(t, "/experiments/"+raised+"/start", nil).want(200); r.text("status") != "running" || r.at("revision") != 2.0 {
			t.Errorf("approved: %s", r.raw)
		}
		v.savePolicy(t, strings.Replace(string(door.DefaultSource()), "route: brand", "route: legal", 1))
		if r := v.pia.post(t, "/experiments/"+ready+"/start", nil).want(200); r.text("status") != "in_review" || r.text("requirements.0.route") != "legal" {
			t.Errorf("by a policy that asks others: %s", r.raw)
		}
	})
}

// Copies count together against an earned limit: the second waits for a review.
func TestCopiesCountTogetherAgainstAnEarnedLimit(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		template, _ := v.earned(t)
		first := v.pia.post(t, "/experiments", v.proposal(with(promising, object{"customers_exposed": 100}), object{"template_id": template, "submit": true, "start": true})).want(201).text("id")
		clone := v.pia.post(t, "/experiments/"+first+"/clone", nil).want(201)
		if clone.text("template_id") != template {
			t.Errorf("a clone is of the same template: %s", clone.raw)
		}
		at := "/experiments/" + clone.text("id")
		v.pia.patch(t, at, object{"answers": harmless(with(promising, object{"customers_exposed": 60})), "ends_on": v.watch.day(9)}).want(200)
		r := v.pia.post(t, at+"/submit", nil).want(200)
		if r.text("status") != "in_review" || r.text("classification.earned.0.beyond.0") != "answers.customers_exposed" {
			t.Errorf("together with its origin: %s", r.raw)
		}
	})
}

// Pages of templates follow each other without a gap.
func TestTemplatesInPages(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		want := []string{}
		for range 5 {
			want = append([]string{v.template(t, v.inState(t, "running"))}, want...)
		}
		got, cursor := []string{}, ""
		for range 3 {
			page := v.nora.get(t, "/templates?limit=2"+cursor).want(200)
			got, cursor = append(got, page.each("items", "id")...), "&cursor="+page.text("next_cursor")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// Who had a hand in the record never publishes; every reviewer of the route may
// withdraw, and a team that retires its template closes its doors.
func TestWhoOpensAndClosesAnEarnedDoor(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		template := v.proven(t)
		at, publication := "/templates/"+template, object{"gate": "public_promise", "limits": few, "reason": "It went well"}
		hand, member := v.person(t, "Hanna Hand", "reviewer"), v.person(t, "Mia Member", "reviewer")
		v.staff(t, "brand", v.rosa, hand, member)
		v.join(t, v.desk, member)
		v.join(t, v.calls, hand)
		own := hand.post(t, "/experiments", v.proposal(promising, object{"team_id": v.calls, "template_id": template, "submit": true})).want(201).text("id")
		v.decide(t, v.rosa, own, "approve", nil).want(201)
		v.cora.post(t, "/experiments/"+own+"/start", nil).want(200)
		v.cora.post(t, "/experiments/"+own+"/conclusion", undone).want(200)
		v.leave(t, v.calls, hand)
		for _, c := range []struct {
			who  guest
			code string
		}{{hand, "own-record"}, {member, "own-record"}, {v.leo, "not-your-route"}, {v.admin, "not-your-route"}, {v.pia, "not-your-route"}} {
			c.who.post(t, at+"/earned-doors", publication).refused(403, c.code)
			if r := c.who.get(t, at).want(200); r.at("record.0.may_publish") == true {
				t.Errorf("%s may publish: %s", c.who.name, r.raw)
			}
		}
		v.leo.post(t, at+"/earned-doors", with(publication, object{"gate": "colleagues"})).refused(403, "not-your-route")
		v.leo.post(t, at+"/earned-doors", with(publication, object{"gate": "customers_exposed"})).refused(409, "not-earned-yet")
		v.rosa.post(t, at+"/earned-doors", with(publication, object{"gate": "health_or_safety"})).refused(409, "never-earned")
		v.rosa.post(t, at+"/earned-doors", with(publication, object{"gate": "colour"})).refused(422, "invalid-input")

		withdraw := at + "/earned-doors/" + v.publishDoor(t, template) + "/withdraw"
		v.leo.post(t, withdraw, object{"reason": "Why not"}).refused(403, "not-your-route")
		v.rosa.post(t, withdraw, object{"reason": " "}).refused(422, "invalid-input")
		gone := hand.post(t, withdraw, object{"reason": "Too many at once"}).want(200)
		got := []any{gone.text("earned_doors.0.state"), gone.text("earned_doors.0.withdrawn"), gone.text("earned_doors.0.withdrawn_why"), gone.at("record.0.clean")}
		if diff := cmp.Diff([]any{"withdrawn", "2026-11-22", "Too many at once", 4.0}, got); diff != "" {
			t.Error(diff)
		}
		v.rosa.post(t, withdraw, object{"reason": "Once more"}).refused(409, "not-open")
		v.publishDoor(t, template)
		v.pia.patch(t, at, object{"retired": true}).want(200)
		if r := v.pia.patch(t, at, object{"retired": false}).want(200); len(r.list("open_gates")) > 0 || r.text("earned_doors.0.state") != "withdrawn" {
			t.Errorf("retired and brought back: %s", r.raw)
		}
	})
}

// While starts and a harm race, what starts after the harm was told stands before a
// closed door.
func TestStartsRaceWithAHarm(t *testing.T) {
	const n = 12
	inTown(t, func(t *testing.T, v *town) {
		template, _ := v.earned(t)
		ready := make([]string, n)
		for i := range ready {
			ready[i] = v.pia.post(t, "/experiments", v.proposal(promising, object{"template_id": template, "submit": true})).want(201).text("id")
		}
		harmful := v.pia.post(t, "/experiments", v.proposal(promising, object{"template_id": template, "submit": true, "start": true})).want(201).text("id")
		together(n+2, func(i int) {
			switch i {
			case n:
				v.pia.post(t, "/experiments/"+harmful+"/conclusion", with(undone, object{"reversible_as_said": "no"})).want(200)
			case n + 1:
				if r := v.rosa.post(t, "/templates/"+template+"/earned-doors", object{"gate": "public_promise", "limits": few, "reason": "Again"}); r.status != 409 {
					t.Errorf("published beside an open one or a harm: %s", r.raw)
				}
			default:
				if r := v.pia.post(t, "/experiments/"+ready[i]+"/start", nil); r.status != 200 && r.code() != "door-closed" {
					t.Errorf("start: %s", r.raw)
				}
			}
		})
		withdrawn := ""
		timeline := v.pia.get(t, "/experiments/"+harmful+"/timeline").want(200)
		for i, kind := range timeline.each("items", "kind") {
			if kind == "template.door_withdrawn" {
				withdrawn = timeline.text(fmt.Sprintf("items.%d.at", i))
			}
		}
		if r := v.pia.get(t, "/templates/"+template).want(200); withdrawn == "" || len(r.list("open_gates")) > 0 {
			t.Fatalf("the harm withdrew nothing: %s", r.raw)
		}
		for _, id := range ready {
			v.pia.post(t, "/experiments/"+id+"/start", nil)
			if r := v.pia.get(t, "/experiments/"+id).want(200); (r.text("status") == "running") != (r.text("door") == "two_way") || r.text("status") == "ready" {
				t.Errorf("after the harm it is %s before a %s door", r.text("status"), r.text("door"))
			}
		}
	})
}

package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ajar/experiments/door"
)

// otherwise is the shipped policy with other words here and there.
func otherwise(oldnew ...string) string {
	return strings.NewReplacer(oldnew...).Replace(string(door.DefaultSource()))
}

// fewer customers need no review by this policy.
var stricter = otherwise("  customers: 200", "  customers: 30")

// looser lets those who know of a danger go on.
var looser = otherwise(`when: answers.health_or_safety != "no"`, `when: answers.health_or_safety == "unsure"`)

func (h *house) savePolicy(t *testing.T, source string) reply {
	t.Helper()
	return h.admin.put(t, "/policy", object{"source": source}, "If-Match", "*").want(200)
}

func TestAPolicyIsSavedAsTheNextVersion(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		first := h.admin.get(t, "/policy").want(200)
		if first.etag() != `"1"` || first.text("source") != string(door.DefaultSource()) {
			t.Fatalf("version %s: %s", first.etag(), first.raw)
		}
		change := object{"source": stricter, "note": " After the wet weekend "}
		saved := h.admin.put(t, "/policy", change, "If-Match", first.etag()).want(200)
		if saved.etag() != `"2"` || saved.at("version") != 2.0 || saved.at("limits.customers") != 30.0 || saved.text("note") != "After the wet weekend" {
			t.Errorf("saved as %s: %s", saved.etag(), saved.raw)
		}
		h.admin.put(t, "/policy", change, "If-Match", first.etag()).refused(412, "stale")
		h.admin.put(t, "/policy", change).refused(428, "precondition-required")
		if again := h.admin.put(t, "/policy", change, "If-Match", "*").want(200); again.etag() != `"2"` {
			t.Errorf("what is there already was saved as %s", again.etag())
		}
		export := h.admin.get(t, "/policy").want(200).text("source")
		if h.savePolicy(t, export+"# end\n").etag() != `"3"` || h.savePolicy(t, export).text("source") != stricter {
			t.Error("what was exported was not imported as it was")
		}
	})
}

func TestABadPolicyNamesEveryFaultAndItsPlace(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		bad := otherwise("answers.customers_exposed > limits.customers\n", "answers.customers_expsed > limits.customers\n",
			"    route: money\n    when: answers.undo_cost", "    route: mony\n    when: answers.undo_cost", "  money: 1000", "  money: lots")
		want := []object{
			{"line": 21.0, "column": 10.0, "code": "wrong-type"},
			{"line": 178.0, "column": 11.0, "code": "condition"},
			{"line": 216.0, "column": 12.0, "code": "unknown-value"},
		}
		for _, r := range []reply{
			h.admin.put(t, "/policy", object{"source": bad}, "If-Match", "*"),
			h.admin.post(t, "/policy/rehearsal", object{"source": bad}),
		} {
			got := []object{}
			for _, e := range r.refused(422, "invalid-input").list("errors") {
				field := e.(object)
				if place := fmt.Sprintf("line %v, column %v: ", field["line"], field["column"]); field["location"] != "body.source" || !strings.HasPrefix(field["message"].(string), place) {
					t.Errorf("%v", field)
				}
				got = append(got, object{"line": field["line"], "column": field["column"], "code": field["code"]})
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", r.raw, diff)
			}
			if !strings.Contains(string(r.raw), "did you mean 'answers.customers_exposed'?") || !strings.Contains(string(r.raw), "did you mean money?") {
				t.Errorf("no suggestion in %s", r.raw)
			}
		}
		if v := h.admin.get(t, "/policy").want(200).at("version"); v != 1.0 {
			t.Errorf("version %v", v)
		}
	})
}

func TestTheHistoryOfThePolicy(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		reader := h.person(t, "Rita Reader")
		for _, source := range []string{stricter, looser} {
			h.savePolicy(t, source)
		}
		page := reader.get(t, "/policy/versions?limit=2").want(200)
		rest := reader.get(t, "/policy/versions?limit=2&cursor="+page.text("next_cursor")).want(200)
		if diff := cmp.Diff([]any{3.0, 2.0, 1.0}, []any{page.at("items.0.version"), page.at("items.1.version"), rest.at("items.0.version")}); diff != "" || rest.at("next_cursor") != nil {
			t.Errorf("%s %s %s", diff, page.raw, rest.raw)
		}
		if page.text("items.0.by") != "Ada Admin" || rest.at("items.0.by") != nil {
			t.Errorf("saved by %q and %v", page.text("items.0.by"), rest.at("items.0.by"))
		}
		plain := reader.get(t, "/policy/versions/2").want(200)
		if plain.text("source") != stricter || plain.at("difference") != nil || plain.at("lines") != nil {
			t.Error(plain.raw)
		}
		compared := reader.get(t, "/policy/versions/2?diff=1").want(200)
		if diff := cmp.Diff(object{"limits": []any{object{"limit": "customers", "from": 200.0, "to": 30.0}}, "calendar": []any{}, "rules": []any{}}, compared.at("difference")); diff != "" {
			t.Error(diff)
		}
		if lines := compared.each("lines", "how"); len(lines) != 8 || lines[3] != "removed" || lines[4] != "added" {
			t.Errorf("lines %v", lines)
		}
		rule := reader.get(t, "/policy/versions/3?diff=1").want(200)
		if rule.text("difference.rules.0.rule") != "health_or_safety" || rule.text("difference.rules.0.parts.0.part") != "when" {
			t.Error(rule.raw)
		}
		reader.get(t, "/policy/versions/4").refused(404, "not-found")
		reader.get(t, "/policy/versions/1?diff=4").refused(404, "not-found")
	})
}

func TestARehearsalTellsWhichDoorsWouldChange(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.draft(t)
		few := v.pia.post(t, "/experiments", v.proposal(object{"customers_exposed": 20}, object{"submit": true})).want(201).text("key")
		many := v.pia.post(t, "/experiments", v.proposal(object{"customers_exposed": 150}, object{"submit": true})).want(201)
		v.inState(t, "in_review")
		rehearse := func(body object) reply { return v.admin.post(t, "/policy/rehearsal", body).want(200) }

		r := rehearse(object{"source": stricter})
		counts := []any{r.at("judged"), r.at("one_way_now"), r.at("one_way_then"), r.at("closes"), r.at("opens"), r.at("other_gates")}
		if diff := cmp.Diff([]any{3.0, 1.0, 2.0, 1.0, 0.0, 1.0}, counts); diff != "" {
			t.Error(diff)
		}
		changed := r.each("changed", "key")
		if len(changed) != 1 || changed[0] != many.text("key") || changed[0] == few {
			t.Fatalf("changed: %s", r.raw)
		}
		want := "It could touch 150 customers before we could stop; up to 30 need no review."
		if r.text("changed.0.new.0.message") != want || r.text("changed.0.new.0.rule") != "many_customers" || r.text("changed.0.then") != "one_way" || len(r.list("changed.0.gone")) > 0 {
			t.Errorf("why: %s", r.raw)
		}
		period := object{"from": "2026-11-16", "judged": 3.0, "one_way_now": 1.0, "one_way_then": 2.0}
		if diff := cmp.Diff([]any{period}, r.at("periods")); diff != "" || r.text("per") != "week" {
			t.Errorf("by %s: %s", r.text("per"), diff)
		}

		opened := v.admin.post(t, "/policy/rehearsal", object{"source": looser}, "Accept-Language", "pl").want(200)
		if opened.at("opens") != 1.0 || opened.text("changed.0.gone.0.message") != "Może to zaszkodzić czyjemuś zdrowiu lub bezpieczeństwu." {
			t.Error(opened.raw)
		}
		same := rehearse(object{"source": string(door.DefaultSource()), "last": 2})
		if same.at("judged") != 2.0 || len(same.list("changed")) > 0 || same.at("other_gates") != 0.0 {
			t.Error(same.raw)
		}
		if v.admin.get(t, "/policy").want(200).etag() != `"1"` || v.pia.get(t, "/experiments/"+many.text("id")).want(200).text("door") != "two_way" {
			t.Error("a rehearsal changed something")
		}
	})
}

// However many doors change, the counts are full and the list is bounded; what was
// submitted over more than half a year is shown by the month.
func TestARehearsalIsBounded(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for range 102 {
			v.pia.post(t, "/experiments", v.proposal(nil, object{"submit": true})).want(201)
		}
		v.watch.pass(200 * 24 * 3600e9)
		v.inState(t, "in_review")
		r := v.admin.post(t, "/policy/rehearsal", object{"source": stricter}).want(200)
		if r.at("closes") != 102.0 || len(r.list("changed")) != 100 || r.text("per") != "month" {
			t.Errorf("%v closed, %d listed, by %s", r.at("closes"), len(r.list("changed")), r.text("per"))
		}
		if diff := cmp.Diff([]string{"2026-11-01", "2027-06-01"}, r.each("periods", "from")); diff != "" {
			t.Error(diff)
		}
	})
}

// concludedWith registers an experiment with these answers, runs it, lets it reach
// customers where that is said, and concludes it.
func (v *town) concludedWith(t *testing.T, answers, conclusion object) string {
	t.Helper()
	e := v.pia.post(t, "/experiments", v.proposal(with(answers, object{"reached": nil}), object{"submit": true})).want(201)
	at := "/experiments/" + e.text("id")
	if e.text("door") == "one_way" {
		v.decide(t, v.rosa, e.text("id"), "approve", nil).want(201)
	}
	v.pia.post(t, at+"/start", nil).want(200)
	if reached, ok := answers["reached"]; ok {
		v.pia.post(t, at+"/check-ins", object{"on": v.watch.day(0), "customers_reached": reached, "stop_rule_tripped": false}).want(201)
	}
	v.pia.post(t, at+"/conclusion", with(object{"outcome": "worked"}, conclusion)).want(200)
	return e.text("key")
}

func TestTheCalibrationOfThePolicy(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		undone := func(hours, cost float64, left string) object {
			return object{"needed": true, "hours": hours, "cost": cost, "left_overs": left}
		}
		v.concludedWith(t, nil, object{"reversible_as_said": "yes"})
		v.concludedWith(t, nil, object{"reversible_as_said": "unsure", "undone": undone(100, 9000, "")})
		v.concludedWith(t, nil, nil)
		slow := v.concludedWith(t, nil, object{"reversible_as_said": "no", "undone": undone(30, 900, "")})
		unseen := v.concludedWith(t, nil, object{"reversible_as_said": "no", "undone": undone(3, 10, "A sour mood")})
		crowded := v.concludedWith(t, object{"reached": 300}, object{"reversible_as_said": "no"})
		v.concludedWith(t, scalding, object{"reversible_as_said": "no", "undone": undone(3, 10, "")})
		v.concludedWith(t, scalding, object{"undone": undone(3, 10, "A scald")})
		v.concludedWith(t, scalding, object{"undone": undone(3, 501, "")})
		v.concludedWith(t, scalding, object{"undone": object{"needed": false}})
		cheap := v.concludedWith(t, scalding, object{"reversible_as_said": "yes", "undone": undone(3, 10, "Nothing.")})
		v.inState(t, "in_review")
		v.savePolicy(t, otherwise("  - id: health_or_safety", "  - id: harm"))

		c := v.cora.get(t, "/policy/calibration").want(200)
		if diff := cmp.Diff([]any{object{"concluded": 6.0, "told": 5.0, "false": 3.0}, object{"concluded": 5.0, "told": 4.0, "false": 1.0}}, []any{c.at("two_way"), c.at("one_way")}); diff != "" {
			t.Error(diff)
		}
		rows := map[string][]any{}
		for i, rule := range c.each("rules", "rule") {
			row := fmt.Sprintf("rules.%d.", i)
			counts := []any{c.at(row + "fired"), c.at(row + "concluded"), c.at(row + "false_one_way"), c.at(row + "missed")}
			for _, list := range []string{"false_one_way_of", "missed_of"} {
				for _, key := range c.each(row+list, "key") {
					counts = append(counts, key)
				}
			}
			if diff := cmp.Diff([]any{0.0, 0.0, 0.0, 0.0}, counts); diff != "" {
				rows[rule] = append(counts, c.at(row+"gone"))
			}
		}
		want := map[string][]any{
			"many_customers":   {0.0, 0.0, 0.0, 1.0, crowded, nil},
			"slow_to_undo":     {0.0, 0.0, 0.0, 1.0, slow, nil},
			"costly_to_undo":   {0.0, 0.0, 0.0, 1.0, slow, nil},
			"health_or_safety": {5.0, 4.0, 1.0, 0.0, cheap, true},
		}
		if diff := cmp.Diff(want, rows); diff != "" {
			t.Error(diff)
		}
		if got := c.each("no_rule.missed_of", "key"); c.at("no_rule.missed") != 1.0 || len(got) != 1 || got[0] != unseen {
			t.Errorf("no rule: %v", c.at("no_rule"))
		}
		if err := v.experiments.CountDoors(t.Context()); err != nil {
			t.Fatal(err)
		}
		if counted := v.cora.get(t, "/policy/calibration").want(200); string(counted.raw) != string(c.raw) {
			t.Errorf("once counted it is %s", counted.raw)
		}

		if none := v.cora.get(t, "/policy/calibration?from=2025-01-01&to=2025-12-31").want(200); none.at("two_way.concluded") != 0.0 || none.at("one_way.concluded") != 0.0 {
			t.Errorf("of another year: %s", none.raw)
		}
		today := v.watch.day(0)
		if all := v.admin.get(t, "/policy/calibration?from="+today+"&to="+today).want(200); all.at("two_way.concluded") != 6.0 || all.text("from") != today || all.text("to") != today {
			t.Errorf("of today: %s", all.raw)
		}
		v.watch.pass(days)
		tomorrow, month := v.watch.day(0), v.watch.month()
		if none := v.admin.get(t, "/policy/calibration?from="+tomorrow+"&to="+tomorrow).want(200); none.at("two_way.concluded") != 0.0 {
			t.Errorf("of tomorrow: %s", none.raw)
		}
		whole := v.cora.get(t, "/policy/calibration?from="+month+"-01&to="+today).want(200)
		for _, g := range []guest{v.cora, v.pia} {
			for _, day := range []string{today, tomorrow} {
				if r := g.get(t, "/policy/calibration?from="+day+"&to="+day).want(200); string(r.raw) != string(whole.raw) || r.at("two_way.concluded") != 6.0 || r.text("from") != month+"-01" {
					t.Errorf("%s learns of %s alone: %s", g.name, day, r.raw)
				}
			}
		}
		v.cora.get(t, "/policy/calibration?to=0000-06-01").want(200) // a year before has no name
		v.cora.get(t, "/policy/calibration?from=2026-02-01&to=2026-01-01").refused(422, "invalid-input")
	})
}

// A start asks the newest policy: what it closes goes to its reviewers, and what
// it opens runs. The revision that was judged keeps its verdict.
func TestAStartAsksTheNewestPolicy(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		start := func(id string) reply { return v.pia.post(t, "/experiments/"+id+"/start", nil).want(200) }
		resume := func(id string) reply { return v.pia.post(t, "/experiments/"+id+"/resume", nil).want(200) }
		is := func(r reply, status string, revision, version float64) {
			t.Helper()
			if r.text("status") != status || r.at("revision") != revision || r.at("classification.policy_version") != version {
				t.Errorf("%s is %s at revision %v, judged by %v", r.asked, r.text("status"), r.at("revision"), r.at("classification.policy_version"))
			}
		}
		ready, paused, approved := v.inState(t, "ready"), v.inState(t, "paused"), v.inState(t, "in_review")
		v.decide(t, v.rosa, approved, "approve", nil).want(201)
		small := v.pia.post(t, "/experiments", v.proposal(object{"customers_exposed": 20}, object{"submit": true})).want(201).text("id")
		v.savePolicy(t, stricter)

		is(start(small), "running", 1, 1)
		is(start(ready), "in_review", 2, 2)
		is(resume(paused), "paused", 2, 2)
		is(start(approved), "in_review", 2, 2)
		for _, id := range []string{ready, paused} {
			review := v.leo.get(t, "/reviews/"+v.reviewOf(t, id)).want(200)
			if review.text("gates.0.gate") != "customers_exposed" || review.text("state") != "open" || review.at("revision") != 2.0 {
				t.Errorf("review: %s", review.raw)
			}
			old := v.pia.get(t, "/experiments/"+id+"/revisions/1").want(200)
			if old.text("verdict.door") != "two_way" || old.at("policy_version") != 1.0 {
				t.Errorf("the record was changed: %s", old.raw)
			}
			timeline := v.pia.get(t, "/experiments/"+id+"/timeline").want(200)
			if kinds := timeline.each("items", "kind"); kinds[len(kinds)-1] != "experiment.judged_again" {
				t.Errorf("the timeline ends with %s", kinds[len(kinds)-1])
			}
		}
		v.decide(t, v.leo, ready, "approve", nil).want(201)
		is(start(ready), "running", 2, 2)
		if gates := v.pia.get(t, "/experiments/"+approved).want(200).each("requirements", "state"); len(gates) != 2 || gates[0] != "open" || gates[1] != "open" {
			t.Errorf("an approval under another policy counts: %v", gates)
		}

		v.savePolicy(t, string(door.DefaultSource()))
		is(resume(paused), "running", 3, 3)
		if state := v.leo.get(t, "/reviews/"+v.reviewOf(t, paused)).want(200).text("state"); state != "superseded" {
			t.Errorf("the review of what the newer policy opens is %s", state)
		}
	})
}

// What the newer policy closes has to say more: nothing is changed until it does.
func TestAStartUnderANewerPolicyAsksForWhatIsMissing(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.pia.post(t, "/experiments", v.proposal(nil, object{"submit": true, "premortem": nil, "because": nil})).want(201).text("id")
		v.savePolicy(t, stricter)
		r := v.pia.post(t, "/experiments/"+id+"/start", nil).refused(409, "judged-again")
		if diff := cmp.Diff(map[string]string{"body.because": "required", "body.premortem": "required"}, r.places()); diff != "" {
			t.Error(diff)
		}
		if at := v.pia.get(t, "/experiments/"+id).want(200); at.text("status") != "ready" || at.at("revision") != 1.0 {
			t.Errorf("it is %s", at.raw)
		}
		v.pia.patch(t, "/experiments/"+id, object{"premortem": "Cups ran out", "because": "Tea is warm"}).want(200)
		if at := v.pia.post(t, "/experiments/"+id+"/start", nil).want(200); at.text("status") != "in_review" {
			t.Errorf("it is %s", at.raw)
		}
	})
}

// A reviewer's no, and a condition of an approval that stands, are not undone by
// another policy.
func TestANewerPolicyOverrulesNoReviewer(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		declined := v.inState(t, "running")
		v.pia.patch(t, "/experiments/"+declined, object{"answers": scalding}).want(200)
		v.decide(t, v.rosa, declined, "decline", object{"reason": "Hot water beside children"}).want(201)
		guarded := v.inState(t, "in_review")
		v.decide(t, v.rosa, guarded, "approve_with_conditions", object{"conditions": []object{{"text": "Lids", "when": "during"}}}).want(201)
		v.savePolicy(t, looser)
		v.pia.post(t, "/experiments/"+declined+"/resume", nil).refused(409, "door-closed")
		r := v.pia.post(t, "/experiments/"+guarded+"/start", nil).want(200)
		if r.text("status") != "running" || r.at("revision") != 1.0 || len(r.list("requirements")) != 2 {
			t.Errorf("what was approved runs as %s", r.raw)
		}
		v.savePolicy(t, otherwise(`when: answers.health_or_safety != "no"`, `when: answers.health_or_safety == "unsure"`, "  customers: 200", "  customers: 30"))
		v.pia.post(t, "/experiments/"+declined+"/resume", nil).refused(409, "door-closed")
	})
}

// Of many who save at once, one makes each version.
func TestVersionsOfThePolicyDoNotRace(t *testing.T) {
	const n = 20
	each(t, func(t *testing.T, h *house) {
		save := func(i int, ifMatch string) reply {
			return h.admin.put(t, "/policy", object{"source": otherwise("  customers: 200", fmt.Sprint("  customers: ", i))}, "If-Match", ifMatch)
		}
		if diff := cmp.Diff(map[string]int{"200": 1, "412 stale": n - 1}, outcomes(n, func(i int) reply { return save(i, `"1"`) })); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(map[string]int{"200": n}, outcomes(n, func(i int) reply { return save(1000+i, "*") })); diff != "" {
			t.Error(diff)
		}
		if v := h.admin.get(t, "/policy").want(200).at("version"); v != float64(n+2) {
			t.Errorf("version %v", v)
		}
	})
}

func TestAFormEditsADraftOfThePolicy(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		reader := h.person(t, "Rita Reader")
		draft := func(body object) reply {
			return reader.post(t, "/policy/draft", with(object{"source": otherwise()}, body)).want(200)
		}
		as := draft(nil)
		if as.text("source") != otherwise() || len(as.list("faults")) > 0 || len(as.list("rules")) != 17 || as.text("limits.2.limit") != "customer_base" || as.at("limits.2.value") != nil {
			t.Error(as.raw)
		}
		calendar := as.at("calendar").(object)
		edited := draft(object{
			"limits":   []object{{"limit": "customers", "value": 30}},
			"calendar": with(calendar, object{"to": "18:00"}),
			"texts":    []object{{"rule": "destroys", "part": "says.en", "to": "Gone is gone."}},
		})
		if edited.text("source") != otherwise("  customers: 200", "  customers: 30", `to: "17:00"`, `to: "18:00"`, "Something may be deleted, cancelled or handed over that cannot be brought back.", "Gone is gone.") {
			t.Error(edited.text("source"))
		}
		if edited.at("difference.limits.0.to") != 30.0 || edited.text("difference.calendar.0.to") != "18:00" || edited.text("difference.rules.0.parts.0.to") != "Gone is gone." {
			t.Errorf("difference: %v", edited.at("difference"))
		}
		wrong := draft(object{"texts": []object{{"rule": "destroys", "part": "says.en", "to": "Gone {for} good"}}})
		if wrong.at("faults.0.line") == nil || wrong.at("difference") != nil || wrong.text("source") == otherwise() {
			t.Error(wrong.raw)
		}
	})
}

func TestAPolicyIsTriedOnAnswers(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		reader := h.person(t, "Rita Reader")
		try := func(source string, answers object) reply {
			return reader.post(t, "/policy/trial", object{"source": source, "answers": answers}, "Accept-Language", "es").want(200)
		}
		if r := try(otherwise(), harmless(nil)); r.text("door") != "two_way" || r.text("undo_grade") != "hat" {
			t.Error(r.raw)
		}
		r := try(stricter, harmless(nil))
		if r.text("door") != "one_way" || r.text("reasons.0.message") != "Podría afectar a 40 clientes antes de poder parar; hasta 30 no hace falta revisión." || r.at("openers.0.changes.0.to") != 30.0 {
			t.Error(r.raw)
		}
		if r := try(stricter, object{}); r.at("door") != nil || len(r.list("unanswered")) != 16 {
			t.Error(r.raw)
		}
		reader.post(t, "/policy/trial", object{"source": "rules: 1", "answers": object{}}).refused(422, "invalid-input")
	})
}

// What waits before a door that a newer policy opens is offered to go on, and goes on
// by one act of the team: judged again, and running.
func TestWhatANewerPolicyOpensIsOffered(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		paused, reviewed, raised := v.inState(t, "running"), v.inState(t, "in_review"), v.inState(t, "in_review")
		v.pia.patch(t, "/experiments/"+paused, object{"answers": scalding}).want(200)
		v.raise(t, v.cora, raised, "").want(200)
		offers := func(id, action string) bool {
			r := v.pia.get(t, "/experiments/"+id).want(200)
			if offered := slices.Contains(r.list("actions"), any(action)); offered != (r.at("opens_anew") == true) {
				t.Errorf("it opens anew: %v, and offers %v", r.at("opens_anew"), r.list("actions"))
			}
			return slices.Contains(r.list("actions"), any(action))
		}
		if offers(paused, "resume") || offers(reviewed, "start") {
			t.Error("offered before there is a newer policy")
		}
		v.savePolicy(t, looser)
		if !offers(paused, "resume") || !offers(reviewed, "start") || offers(raised, "start") {
			t.Error("offered what the newer policy does not open, or not what it does")
		}
		v.cora.post(t, "/experiments/"+reviewed+"/start", nil).refused(403, "not-your-team")
		v.pia.post(t, "/experiments/"+raised+"/start", nil).refused(409, "wrong-state")
		before := v.reviewOf(t, reviewed)
		for id, action := range map[string]string{paused: "/resume", reviewed: "/start"} {
			if r := v.pia.post(t, "/experiments/"+id+action, nil).want(200); r.text("status") != "running" || r.text("door") != "two_way" {
				t.Errorf("%s: %s", action, r.raw)
			}
		}
		if state := v.rosa.get(t, "/reviews/"+before).want(200).text("state"); state != "superseded" {
			t.Errorf("its review is %s", state)
		}
		v.savePolicy(t, stricter)
		v.pia.post(t, "/experiments/"+v.inState(t, "in_review")+"/start", nil).refused(409, "wrong-state")
	})
}

// A newer policy that opens one gate takes no approval of another away while
// somebody's word keeps the door closed.
func TestANewerPolicyLosesNoApproval(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "running")
		v.raise(t, v.cora, id, "health_or_safety").want(200)
		v.pia.patch(t, "/experiments/"+id, object{"answers": scalding}).want(200) // raised, and now closed by a rule too
		v.raise(t, v.cora, id, "lead").want(200)
		v.decide(t, v.leo, id, "approve", object{"gates": []string{"lead"}}).want(201)
		v.savePolicy(t, looser)
		v.pia.post(t, "/experiments/"+id+"/resume", nil).refused(409, "door-closed")
		if diff := cmp.Diff(map[string]string{"health_or_safety": "open", "lead": "met"}, v.gates(t, id)); diff != "" {
			t.Error(diff)
		}
		v.lower(t, v.rosa, id, "health_or_safety").want(200)
		if r := v.pia.post(t, "/experiments/"+id+"/resume", nil).want(200); r.text("status") != "running" || r.at("revision") != 2.0 {
			t.Errorf("resumed: %s", r.raw)
		}
	})
}

// A key does not let anybody try for longer: what is refused counts, too.
func TestTryingAPolicyWithKeysHasALimit(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		got := outcomes(40, func(i int) reply {
			return v.admin.post(t, "/policy/rehearsal", object{"source": "rules: ["}, keyHeader, fmt.Sprint("key ", i))
		})
		if diff := cmp.Diff(map[string]int{"422 invalid-input": 30, "429 too-many-tries": 10}, got); diff != "" {
			t.Error(diff)
		}
	})
}

// What compiles a policy can be asked for often, and not without end; others are not kept
// from it, and a minute later it goes on.
func TestTryingAPolicyHasALimit(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		other := furnish(t, v.db, v.watch) // a second server
		asks := func(g guest, n int) map[string]int {
			return outcomes(n, func(i int) reply {
				caller := g
				if i%2 == 1 {
					caller.house = other
				}
				return caller.post(t, "/policy/draft", object{"source": "rules: ["})
			})
		}
		if diff := cmp.Diff(map[string]int{"200": 300, "429 too-many-tries": 20}, asks(v.pia, 320)); diff != "" {
			t.Error(diff)
		}
		if after := v.pia.post(t, "/policy/draft", object{"source": "rules: ["}).refused(429, "too-many-tries").header.Get("Retry-After"); after == "" || after == "0" {
			t.Errorf("it may be tried again after %q", after)
		}
		v.pia.post(t, "/policy/trial", object{"source": otherwise(), "answers": object{}}).want(200)
		v.cora.post(t, "/policy/draft", object{"source": "rules: ["}).want(200)
		v.watch.pass(time.Minute)
		v.pia.post(t, "/policy/draft", object{"source": "rules: ["}).want(200)
	})
}

// What is wrong with the document is named beside what is wrong with the rest.
func TestAPolicyIsReadBesideItsNote(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		r := v.admin.put(t, "/policy", object{"source": "rules: []", "note": strings.Repeat("x", 1001)}, "If-Match", "*").refused(422, "invalid-input")
		if diff := cmp.Diff(map[string]string{"body.source": "wrong-length", "body.note": "max_length"}, r.places()); diff != "" {
			t.Error(diff)
		}
	})
}

package api_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ajar/internal/accounts"
)

// Who never decides, whatever their roles: who has a hand in the proposal, is of
// its team, or was not chosen for the gate's route.
func TestWhoNeverDecides(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		reviewer := func(name string) guest { return v.person(t, name, accounts.Member, accounts.Reviewer) }
		proposer, editor, member, demoted, backup := reviewer("Pat Proposer"), reviewer("Ed Editor"), reviewer("Mia Member"), reviewer("Dee Demoted"), reviewer("Bo Backup")
		for _, g := range []guest{proposer, editor, member} {
			v.join(t, v.desk, g)
		}
		v.admin.put(t, "/routes/safety", object{"members": []string{v.rosa.id, proposer.id, editor.id, member.id, demoted.id}, "backups": []string{backup.id}}, "If-Match", "*").want(200)
		v.admin.patch(t, "/people/"+demoted.id, object{"roles": []string{"member"}}).want(200)

		id := proposer.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true})).want(201).text("id")
		editor.patch(t, "/experiments/"+id, object{"stop_rule": "Somebody is scalded twice"}).want(200)
		v.pia.patch(t, "/experiments/"+id, object{"stop_rule": "Somebody is scalded"}).want(200) // revision 3 is not the editor's
		v.leave(t, v.desk, editor)
		review := "/reviews/" + v.reviewOf(t, id)

		answer := object{"revision": 3, "gates": []string{"health_or_safety"}, "verdict": "approve"}
		for _, c := range []struct {
			who guest
			why string
		}{
			{proposer, "contributor-decides"}, {editor, "contributor-decides"}, {v.pia, "contributor-decides"}, {member, "team-decides"},
			{v.admin, "not-your-route"}, {v.leo, "not-your-route"}, {v.nora, "not-your-route"}, {v.cora, "not-your-route"}, {demoted, "not-your-route"},
		} {
			if r := c.who.get(t, review).want(200); r.at("gates.0.may_decide") == true {
				t.Errorf("%s may decide: %s", c.who.name, r.raw)
			}
			c.who.post(t, review+"/decisions", answer).refused(403, c.why)
			if r := c.who.get(t, "/reviews?turn=mine&gate=health_or_safety").want(200); len(r.list("items")) > 0 && c.who != v.leo {
				t.Errorf("it waits for %s: %s", c.who.name, r.raw)
			}
		}
		both := with(answer, object{"gates": []string{"health_or_safety", "customers_exposed"}})
		v.rosa.post(t, review+"/decisions", both).refused(403, "not-your-route")
		if r := v.rosa.get(t, review).want(200); len(r.list("gates.0.decisions")) > 0 || r.text("gates.0.state") != "open" {
			t.Errorf("a refused decision left its trace: %s", r.raw)
		}
		backup.post(t, review+"/decisions", answer).want(201)
	})
}

// A decision lands on the revision that was read, or nowhere.
func TestADecisionOnAnotherRevision(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "in_review")
		at, review := "/experiments/"+id, "/reviews/"+v.reviewOf(t, id)
		answer := object{"revision": 1, "gates": []string{"health_or_safety"}, "verdict": "approve"}
		v.pia.patch(t, at, object{"way_back": "We pour it away", "answers": object{"undo_hours": 2}, "tags": []string{"tea"}}).want(200)
		stale := v.rosa.post(t, review+"/decisions", answer).refused(409, "stale-revision")
		if diff := cmp.Diff([]string{"way_back", "answers", "tags"}, stale.each("errors", "message")); diff != "" {
			t.Errorf("what has changed: %s", diff)
		}
		next := "/reviews/" + v.reviewOf(t, id)
		v.rosa.post(t, review+"/decisions", with(answer, object{"revision": 2})).refused(409, "stale-revision")
		v.rosa.post(t, next+"/decisions", answer).refused(409, "stale-revision")
		v.rosa.post(t, next+"/decisions", with(answer, object{"revision": 3})).refused(409, "stale-revision")
		read := v.rosa.get(t, next).want(200)
		v.pia.patch(t, at, object{"title": "Hot tea"}).want(200) // not material: the revision stays
		v.rosa.post(t, next+"/decisions", with(answer, object{"revision": 2}), "If-Match", `"77"`).refused(412, "stale")
		decided := v.rosa.post(t, next+"/decisions", with(answer, object{"revision": 2}), "If-Match", read.etag()).want(201)
		if decided.etag() == read.etag() {
			t.Error("a decision leaves the ETag as it was")
		}
	})
}

func TestADecisionSaysEnough(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "in_review")
		for _, c := range []struct {
			answer object
			wrong  map[string]string
		}{
			{object{"verdict": "decline"}, map[string]string{"body.reason": "required"}},
			{object{"verdict": "request_changes", "reason": " \n"}, map[string]string{"body.reason": "required"}},
			{object{"verdict": "approve_with_conditions"}, map[string]string{"body.conditions": "required"}},
			{object{"verdict": "decline", "conditions": []object{{"text": "Lids", "when": "during"}}}, map[string]string{"body.reason": "required", "body.conditions": "required"}},
			{object{"gates": []string{"destroys", "health_or_safety", "colleagues"}}, map[string]string{"body.gates[0]": "unknown", "body.gates[2]": "unknown"}},
			{object{"gates": []string{}, "verdict": "perhaps", "revision": 0}, map[string]string{"body.gates": "min_items", "body.verdict": "choice", "body.revision": "minimum"}},
			{object{"verdict": "approve_with_conditions", "conditions": []object{{"text": "", "when": "later"}}}, map[string]string{"body.conditions[0].text": "min_length", "body.conditions[0].when": "choice"}},
			{object{"verdict": "approve_with_conditions", "conditions": []object{{"text": "  ", "when": "during"}}}, map[string]string{"body.conditions[0].text": "required"}},
		} {
			r := v.decide(t, v.rosa, id, "approve", c.answer)
			if diff := cmp.Diff(c.wrong, r.refused(422, "invalid-input").places()); diff != "" {
				t.Errorf("%v: %s", c.answer, diff)
			}
		}
		if s := v.statusOf(t, id); s != "in_review" {
			t.Errorf("it is %s", s)
		}
	})
}

func TestNothingIsDecidedInAReviewThatHasEnded(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, c := range []struct {
			ends         func(id string)
			state, after string
		}{
			{func(id string) { v.decide(t, v.rosa, id, "approve", nil).want(201) }, "approved", "ready"},
			{func(id string) { v.decide(t, v.rosa, id, "decline", object{"reason": "Too hot"}).want(201) }, "declined", "declined"},
			{func(id string) { v.pia.post(t, "/experiments/"+id+"/withdraw", nil).want(200) }, "withdrawn", "withdrawn"},
			{func(id string) { v.pia.post(t, "/experiments/"+id+"/stop", nil).want(200) }, "withdrawn", "withdrawn"},
		} {
			id := v.inState(t, "in_review")
			c.ends(id)
			if r := v.rosa.get(t, "/reviews/"+v.reviewOf(t, id)).want(200); r.text("state") != c.state || r.text("closed_at") == "" || r.at("gates.0.may_decide") == true {
				t.Errorf("the review: %s", r.raw)
			}
			v.decide(t, v.rosa, id, "request_changes", object{"reason": "Lids?"}).refused(409, "review-closed")
			if s := v.statusOf(t, id); s != c.after {
				t.Errorf("it is %s, not %s", s, c.after)
			}
		}
		if r := v.rosa.get(t, "/reviews?turn=mine").want(200); len(r.list("items")) > 0 {
			t.Errorf("what has ended waits for Rosa: %s", r.raw)
		}
		if r := v.pia.get(t, "/reviews?turn=mine").want(200); len(r.list("items")) > 0 {
			t.Errorf("what has ended waits for Pia: %s", r.raw)
		}
	})
}

// It is always somebody's turn, and both see since when.
func TestWhoseTurn(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.pia.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true})).want(201).text("id")
		at, review := "/experiments/"+id, "/reviews/"+v.reviewOf(t, id)
		since := ""
		is := func(turn string, waiting bool, when string) {
			t.Helper()
			r := v.pia.get(t, review).want(200)
			if r.text("turn") != turn || (since != r.text("waiting_since")) != waiting {
				t.Errorf("%s: it is the turn of %s since %s (before: %s)", when, r.text("turn"), r.text("waiting_since"), since)
			}
			since = r.text("waiting_since")
			for _, g := range []guest{v.pia, v.rosa} {
				mine := len(g.get(t, "/reviews?turn=mine").want(200).list("items")) == 1
				if mine != ((turn == "team") == (g == v.pia)) {
					t.Errorf("%s: it is %s's turn: %v", when, g.name, mine)
				}
			}
		}
		safety, many := object{"gates": []string{"health_or_safety"}, "reason": "Lids?"}, object{"gates": []string{"customers_exposed"}, "reason": "So many?"}
		is("route", true, "submitted")
		v.decide(t, v.rosa, id, "request_changes", safety).want(201)
		is("team", true, "changes requested")
		v.decide(t, v.leo, id, "request_changes", many).want(201)
		is("team", false, "changes requested of another gate")
		v.pia.patch(t, at, object{"customer_job": "To wait in the warm"}).want(200)
		is("route", true, "answered")
		v.pia.patch(t, at, object{}).want(200)
		is("route", false, "nothing was changed")
		v.decide(t, v.leo, id, "approve", many).want(201)
		is("route", false, "another gate is approved: what the team answered is answered")
		v.decide(t, v.rosa, id, "request_changes", safety).want(201)
		is("team", true, "changes requested again")
		v.decide(t, v.rosa, id, "approve_with_conditions", with(safety, object{"conditions": []object{{"text": "Lids", "when": "before_start"}}})).want(201)
		is("team", false, "only a condition before the start remains")
		v.pia.post(t, at+"/conditions/3/met", object{"note": "Lids are here"}).want(200)
		if r := v.pia.get(t, "/reviews?turn=mine").want(200); len(r.list("items")) > 0 {
			t.Errorf("nothing remains to do: %s", r.raw)
		}
		v.pia.post(t, at+"/start", nil).want(200)
	})
}

// What waits for me, what waits for others, and what is on my routes: the first two
// never overlap.
func TestTheThreeLists(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		both := v.pia.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true})).want(201).text("id")
		asked, safe := v.inState(t, "in_review"), v.inState(t, "in_review")
		v.decide(t, v.rosa, asked, "request_changes", object{"reason": "Lids?"}).want(201)
		v.opened(t, safe)
		for _, c := range []struct {
			who                             guest
			mine, others, myRoutes, myTeams []string
		}{
			{v.rosa, []string{both}, []string{asked}, []string{both, asked}, nil},
			{v.leo, []string{both}, []string{asked}, []string{both}, nil},
			{v.pia, []string{asked}, []string{both}, nil, []string{both, asked}},
			{v.nora, nil, []string{both, asked}, nil, nil},
		} {
			for query, want := range map[string][]string{"turn=mine": c.mine, "turn=others": c.others, "my_routes=true&state=open": c.myRoutes, "my_teams=true&state=open": c.myTeams} {
				r := c.who.get(t, "/reviews?"+query).want(200)
				if got := r.each("items", "experiment.id"); !slices.Equal(got, want) {
					t.Errorf("%s reads of %s: %v, not %v", c.who.name, query, got, want)
				}
			}
		}
	})
}

// Conditions are the team's to tick while there is something to tick them for.
func TestConditions(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "in_review")
		at := "/experiments/" + id
		conditions := object{"conditions": []object{{"text": "Lids", "when": "before_start"}, {"text": "Count the spills", "when": "during"}}}
		v.decide(t, v.rosa, id, "approve_with_conditions", conditions).want(201)
		r := v.pia.get(t, at).want(200)
		got := []any{r.at("requirements.1.what"), r.at("requirements.1.state"), r.at("requirements.1.text"), r.at("requirements.1.when"), r.at("requirements.2.when"), r.at("requirements.2.route")}
		if diff := cmp.Diff([]any{"condition:2", "open", "Lids", "before_start", "during", "safety"}, got); diff != "" {
			t.Error(diff)
		}
		if slices.Contains(r.list("actions"), "start") {
			t.Errorf("offers to start before the condition is met: %v", r.list("actions"))
		}
		v.pia.post(t, at+"/conditions/1/met", object{"note": "A gate is no condition"}).refused(404, "not-found")
		v.pia.post(t, at+"/conditions/9/met", object{"note": "There is none"}).refused(404, "not-found")
		v.pia.post(t, at+"/conditions/2/met", object{"note": " "}).refused(422, "invalid-input")
		met := v.paul.post(t, at+"/conditions/2/met", object{"note": "Lids are here"}).want(200)
		if !slices.Contains(met.list("actions"), "start") || met.text("requirements.1.met_at") == "" {
			t.Errorf("met: %s", met.raw)
		}
		v.pia.post(t, at+"/start", nil).want(200)
		v.pia.post(t, at+"/conditions/3/met", object{"note": "Two spills"}).want(200)
		v.pia.post(t, at+"/stop", nil).want(200)
		v.pia.post(t, at+"/conditions/3/met", object{"note": "Three spills"}).refused(409, "wrong-state")
	})
}

// A declined proposal is changed and submitted again; its history stays.
func TestAfterADecline(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "declined")
		at, first := "/experiments/"+id, v.reviewOf(t, id)
		v.pia.patch(t, at, object{"way_back": "Lids on every cup"}).want(200)
		again := v.pia.post(t, at+"/submit", nil).want(200)
		if again.text("status") != "in_review" || again.at("revision") != 2.0 {
			t.Errorf("submitted again: %s", again.raw)
		}
		old := v.rosa.get(t, "/reviews/"+first).want(200)
		if old.text("state") != "declined" || old.text("gates.0.decisions.0.reason") == "" {
			t.Errorf("the first review: %s", old.raw)
		}
		if r := v.rosa.get(t, "/reviews/"+v.reviewOf(t, id)).want(200); !slices.Equal(r.each("changes", "field"), []string{"way_back"}) {
			t.Errorf("the second says what changed: %s", r.raw)
		}
		v.decide(t, v.rosa, id, "approve", nil).want(201)
	})
}

func TestTheInboxNarrows(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		both := v.pia.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true})).want(201).text("id")
		one := v.inState(t, "in_review")
		declined := v.inState(t, "declined")
		for query, want := range map[string][]string{
			"":                                  {both, one, declined},
			"?turn=mine":                        {both, one},
			"?state=open":                       {both, one},
			"?state=declined":                   {declined},
			"?gate=customers_exposed":           {both},
			"?gate=customers_exposed&turn=mine": {both},
			"?gate=destroys":                    {},
			"?turn=team":                        {},
			"?turn=route&state=open":            {both, one},
		} {
			r := v.rosa.get(t, "/reviews"+query).want(200)
			got := []string{}
			for i := range r.list("items") {
				got = append(got, r.text(fmt.Sprintf("items.%d.experiment.id", i)))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("/reviews%s: %s", query, diff)
			}
		}
	})
}

// What is edited without a new revision is shown to the reviewers, and decisions hold.
func TestWhatWasEditedSinceIsShown(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "in_review")
		review := "/reviews/" + v.reviewOf(t, id)
		v.pia.patch(t, "/experiments/"+id, object{"premortem": "The lids were lost"}).want(200)
		r := v.rosa.get(t, review).want(200)
		if !slices.Equal(r.each("edited", "field"), []string{"premortem"}) || r.at("edited.0.to") != "The lids were lost" || r.at("edited.0.material") != false || len(r.list("changes")) > 0 {
			t.Errorf("the reviewers read %s", r.raw)
		}
		v.pia.patch(t, "/experiments/"+id, object{"way_back": "We pour it away"}).want(200)
		if r := v.rosa.get(t, review).want(200); len(r.list("edited")) > 0 {
			t.Errorf("of what is superseded: %s", r.raw)
		}
	})
}

// A requirement says how to meet it in the reader's language.
func TestHowInTheReadersLanguage(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "in_review")
		said := map[string]bool{}
		for _, language := range []string{"en", "es", "pl"} {
			said[v.pia.get(t, "/experiments/"+id, "Accept-Language", language).want(200).text("requirements.0.how")] = true
		}
		if len(said) != 3 || said[""] {
			t.Errorf("it says %v", said)
		}
	})
}

// An approval and an objection are of one revision both: a material edit dismisses
// both, by the system, and no other edit dismisses either.
func TestAYesAndANoDecayAlike(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id, review := v.closed(t)
		v.decide(t, v.rosa, id, "approve", object{"gates": atSafety, "reason": "Lids"}).want(201)
		v.decide(t, v.leo, id, "request_changes", object{"gates": []string{"customers_exposed"}, "reason": "So many?"}).want(201)
		dismissed := func() (n int) {
			r := v.pia.get(t, review).want(200)
			for i := range 2 {
				one := fmt.Sprintf("gates.%d.decisions.0.", i)
				if r.text(one+"reason") == "" || r.text(one+"by") == "" {
					t.Errorf("what was said is lost: %s", r.raw)
				}
				if r.text(one+"dismissed_at") != "" {
					n++
				}
			}
			return n
		}
		v.pia.patch(t, "/experiments/"+id, object{"title": "Hot tea"}).want(200)
		if n := dismissed(); n != 0 {
			t.Errorf("a new title dismisses %d", n)
		}
		v.pia.patch(t, "/experiments/"+id, object{"stop_rule": "Somebody is scalded twice"}).want(200)
		if n := dismissed(); n != 2 {
			t.Errorf("a new stop rule dismisses %d", n)
		}
		if r := v.pia.get(t, "/reviews/"+v.reviewOf(t, id)).want(200); r.text("turn") != "route" || r.text("gates.0.state") != "open" || r.text("gates.1.state") != "open" {
			t.Errorf("the next review: %s", r.raw)
		}
	})
}

// A route without anybody hides nothing and lets nothing through: the review is
// there, waits, and can be taken back.
func TestARouteWithoutReviewers(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.pia.post(t, "/experiments", v.proposal(object{"money_at_risk": 5000}, object{"submit": true})).want(201).text("id")
		if r := v.nora.get(t, "/reviews?gate=money_at_risk&state=open").want(200); len(r.list("items")) != 1 {
			t.Errorf("the list: %s", r.raw)
		}
		v.pia.post(t, "/experiments/"+id+"/start", nil).refused(409, "wrong-state")
		v.decide(t, v.rosa, id, "approve", nil).refused(403, "not-your-route")
		if r := v.pia.post(t, "/experiments/"+id+"/withdraw", nil).want(200); r.text("status") != "withdrawn" {
			t.Errorf("taken back: %s", r.raw)
		}
	})
}

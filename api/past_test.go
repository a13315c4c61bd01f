package api_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// gone is a one-way door that Rosa and Leo opened and that has ended.
func (v *town) gone(t *testing.T, answers, changes, conclusion object) string {
	t.Helper()
	id := v.pia.post(t, "/experiments", v.proposal(answers, with(object{"submit": true}, changes))).want(201).text("id")
	v.opened(t, id)
	v.pia.post(t, "/experiments/"+id+"/start", nil).want(200)
	v.pia.post(t, "/experiments/"+id+"/conclusion", with(object{"outcome": "worked"}, conclusion)).want(200)
	return id
}

// opened lets whoever may approve every gate of it.
func (v *town) opened(t *testing.T, id string) {
	t.Helper()
	by := map[string]guest{"safety": v.rosa, "lead": v.leo}
	r := v.rosa.get(t, "/reviews/"+v.reviewOf(t, id)).want(200)
	for i, gate := range r.each("gates", "gate") {
		v.decide(t, by[r.each("gates", "route")[i]], id, "approve", object{"gates": []string{gate}}).want(201)
	}
}

// The doors that were most alike come first: by what closed them, then by words.
func TestSimilarDoorsOfBefore(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		soup := object{"title": "Serve soup at midnight", "change": "Soup from the kitchen at twelve", "customer_job": "To eat late", "effect": "Fewer walk to the station", "because": "They are hungry"}
		both := v.gone(t, scaldingAndMany, soup, object{"reversible_as_said": "no", "outcome": "did_not_work",
			"undone": object{"needed": true, "hours": 30, "cost": 900, "left_overs": "A scald"}})
		coffee := v.gone(t, scalding, object{"title": "Offer coffee while guests wait"}, nil)
		bread := v.gone(t, scalding, soup, nil)
		many := object{"customers_exposed": 900}
		crowd := v.gone(t, many, object{"title": "Offer tea to all who wait"}, nil)
		v.gone(t, many, soup, nil)                                           // shares neither a gate nor enough words
		v.inState(t, "concluded")                                            // a two-way door
		unfinished := v.inState(t, "in_review")                              // not concluded
		v.pia.post(t, "/experiments/"+unfinished+"/withdraw", nil).want(200) // nor ever
		never := v.inState(t, "in_review")                                   // has not run
		v.opened(t, never)                                                   //
		v.pia.post(t, "/experiments/"+never+"/conclusion", object{"outcome": "not_run"}).want(200)
		lesson := v.lessonOf(t, both)

		asked := v.inState(t, "in_review")
		at := "/reviews/" + v.reviewOf(t, asked) + "/similar"
		r := v.cora.get(t, at).want(200)
		if diff := cmp.Diff([]string{coffee, both, bread, crowd}, ordered(r.each("items", "id"), bread, both)); diff != "" {
			t.Errorf("%s: %s", diff, r.raw)
		}
		if len(v.cora.get(t, at+"?limit=1").want(200).list("items")) != 1 {
			t.Error("the limit is passed over")
		}
		wider := v.pia.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true})).want(201).text("id")
		first := v.cora.get(t, "/reviews/"+v.reviewOf(t, wider)+"/similar").want(200)
		got := []any{first.at("items.0.id"), first.at("items.0.outcome"), first.at("items.0.undo.planned_hours"), first.at("items.0.undo.hours"), first.at("items.0.undo.cost"),
			first.at("items.0.undo.left_overs"), first.at("items.0.undo.told"), first.at("items.0.reversible_as_said"), first.at("items.0.lesson_id"), first.at("items.0.month"), len(first.list("items.0.gates"))}
		want := []any{both, "did_not_work", 1.0, 30.0, 900.0, "A scald", true, "no", lesson, v.watch.day(0)[:7], 2}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		v.cora.get(t, "/reviews/"+asked+"/similar").refused(404, "not-found")
	})
}

// ordered puts two neighbours, which may come either way, one way.
func ordered(ids []string, later, sooner string) []string {
	for i := 1; i < len(ids); i++ {
		if ids[i-1] == later && ids[i] == sooner {
			ids[i-1], ids[i] = sooner, later
		}
	}
	return ids
}

func (v *town) lessonOf(t *testing.T, id string) string {
	t.Helper()
	v.pia.put(t, "/experiments/"+id+"/lesson", learned, "If-Match", "*").want(200)
	return v.pia.post(t, "/experiments/"+id+"/lesson/publish", nil).want(200).text("id")
}

// What became of a decision is told to who decided, and to nobody else.
func TestWhatBecameOfWhatIDecided(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		first := v.gone(t, scaldingAndMany, nil, object{"reversible_as_said": "no", "undone": object{"needed": true, "hours": 30}})
		lowered := v.inState(t, "in_review")
		v.decide(t, v.rosa, lowered, "request_changes", object{"reason": "Lids?"}).want(201)
		v.lower(t, v.rosa, lowered, "health_or_safety").want(200)
		replaced := v.inState(t, "in_review")
		v.opened(t, replaced)
		v.pia.patch(t, "/experiments/"+replaced, object{"answers": object{"health_or_safety": "no"}}).want(200)
		v.pia.post(t, "/experiments/"+replaced+"/start", nil).want(200)
		v.pia.post(t, "/experiments/"+replaced+"/stop", nil).want(200)
		v.pia.post(t, "/experiments/"+lowered+"/start", nil).want(200)
		v.pia.post(t, "/experiments/"+lowered+"/conclusion", object{"outcome": "worked"}).want(200) // the last, but not the newest
		v.opened(t, v.inState(t, "in_review"))                                                      // goes on

		r := v.rosa.get(t, "/reviews/decided").want(200)
		if diff := cmp.Diff([]string{replaced, lowered, first}, r.each("items", "id")); diff != "" {
			t.Fatal(diff)
		}
		got := []any{r.at("items.0.decisions.0.dismissed"), r.at("items.0.reversible_as_said"), r.at("items.1.decisions.0.verdict"), len(r.list("items.1.decisions")),
			r.at("items.2.decisions.0.verdict"), r.at("items.2.decisions.0.gate"), r.at("items.2.decisions.0.dismissed"), r.at("items.2.undo.hours"), r.at("items.2.reversible_as_said")}
		if diff := cmp.Diff([]any{true, nil, "lowered", 1, "approve", "health_or_safety", false, 30.0, "no"}, got); diff != "" {
			t.Errorf("%s: %s", diff, r.raw)
		}
		page := v.rosa.get(t, "/reviews/decided?limit=2").want(200)
		rest := v.rosa.get(t, "/reviews/decided?limit=2&cursor="+page.text("next_cursor")).want(200)
		if diff := cmp.Diff([]string{first}, rest.each("items", "id")); diff != "" || rest.at("next_cursor") != nil {
			t.Errorf("the next page: %s", diff)
		}
		if r := v.leo.get(t, "/reviews/decided").want(200); !cmp.Equal(r.each("items", "id"), []string{first}) || r.text("items.0.decisions.0.gate") != "customers_exposed" {
			t.Errorf("Leo reads %s", r.raw)
		}
		for _, g := range []guest{v.rosa, v.leo} {
			told := slices.DeleteFunc(g.get(t, "/notifications").want(200).each("items", "code"), func(code string) bool { return !strings.Contains(code, "as_said") })
			if diff := cmp.Diff([]string{"review.not_as_said"}, told); diff != "" {
				t.Errorf("%s is told: %s", g.name, diff)
			}
		}
		for _, other := range []guest{v.pia, v.admin} {
			if r := other.get(t, "/reviews/decided").want(200); len(r.list("items")) > 0 {
				t.Errorf("%s reads what others decided: %s", other.name, r.raw)
			}
		}
	})
}

package api_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	soup = object{"title": "Serve soup at midnight", "change": "Soup from the kitchen at twelve", "customer_job": "To eat late", "effect": "Fewer walk to the station", "because": "They are hungry"}
	lamp = object{"title": "Light the parking garage", "change": "Lamps that notice somebody", "customer_job": "To find the car", "effect": "Nobody asks for company", "because": "It is dark"}
)

// What others tried is told to whoever is about to try the same, once each, by its lesson
// where there is one; drafts of others and the experiment itself are not.
func TestWhatWasTriedBefore(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		learned := v.publish(t, soup, object{"headline": "When soup comes at midnight, guests stay in, because they are hungry"})
		running := v.pia.post(t, "/experiments", v.proposal(nil, with(soup, object{"title": "Midnight soup in the lobby", "submit": true, "start": true}))).want(201)
		draft := v.pia.post(t, "/experiments", v.proposal(nil, with(soup, object{"title": "Soup on the stairs at midnight"}))).want(201)
		v.pia.post(t, "/experiments", v.proposal(nil, with(lamp, object{"submit": true}))).want(201)
		v.obstacle(t, v.paul, object{"text": "Soup at midnight takes three forms"})

		text := url.QueryEscape("soup from the kitchen at midnight, for hungry guests")
		r := v.cora.get(t, "/similar?text="+text).want(200)
		got := []any{}
		for _, id := range []string{"0", "1"} {
			got = append(got, r.at("items."+id+".kind"), r.at("items."+id+".id"), r.at("items."+id+".status"), r.at("items."+id+".outcome"))
		}
		want := []any{"lesson", learned.text("id"), "concluded", "did_not_work", "experiment", running.text("id"), "running", nil}
		if got[0] != "lesson" {
			got = append(got[4:], got[:4]...)
		}
		if diff := cmp.Diff(want, got); diff != "" || len(r.list("items")) != 2 {
			t.Fatalf("%s: %s", diff, r.raw)
		}
		if first, second := r.at("items.0.score").(float64), r.at("items.1.score").(float64); first < second || second <= 0 || first > 1 {
			t.Errorf("scores %v and %v", first, second)
		}
		for _, hidden := range []string{"Front desk", v.desk, "Pia", draft.text("id")} {
			if strings.Contains(string(r.raw), hidden) {
				t.Errorf("it tells %q: %s", hidden, r.raw)
			}
		}
		if day := aDay.FindString(anyID.ReplaceAllString(string(r.raw), "")); day != "" {
			t.Errorf("it tells the day %s", day)
		}
		for _, c := range []struct {
			query string
			want  []string
		}{
			{"text=" + text + "&limit=1", []string{r.text("items.0.id")}},
			{"text=" + text + "&except=" + running.text("id"), []string{learned.text("id")}},
			{"text=" + text + "&except=" + r.text("items.0.experiment.id"), []string{r.text("items.1.id")}},
			{"text=carpets", []string{}},
		} {
			if diff := cmp.Diff(c.want, v.cora.get(t, "/similar?"+c.query).want(200).each("items", "id")); diff != "" {
				t.Errorf("%s: %s", c.query, diff)
			}
			values, err := url.ParseQuery(c.query)
			if err != nil {
				t.Fatal(err)
			}
			body := object{"text": values.Get("text")}
			if except := values.Get("except"); except != "" {
				body["except"] = except
			}
			if values.Has("limit") {
				body["limit"] = 1
			}
			if diff := cmp.Diff(c.want, v.cora.post(t, "/similar", body).want(200).each("items", "id")); diff != "" {
				t.Errorf("%s in a body: %s", c.query, diff)
			}
		}
		v.cora.get(t, "/similar?text=").refused(422, "invalid-input")
		v.cora.post(t, "/similar", object{"text": ""}).refused(422, "invalid-input")
		if r := v.cora.post(t, "/obstacles/similar", object{"text": "Forms, forms, for soup"}).want(200); r.text("items.0.text") != "Soup at midnight takes three forms" {
			t.Errorf("obstacles like it: %s", r.raw)
		}
	})
}

// A check of a door tells who tried the like: lessons about the gate that closes first.
func TestACheckOfADoorTellsWhoTriedIt(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		open := v.publish(t, soup, object{"headline": "Soup at midnight from the kitchen"}).text("id")
		scalded := v.gone(t, scalding, soup, object{"outcome": "did_not_work"})
		closed := v.lessonOf(t, scalded)
		asked := func(g guest, path string, answers, more object) []string {
			t.Helper()
			return g.post(t, path, v.proposal(answers, with(soup, more))).want(200).each("similar", "id")
		}
		if ids := asked(v.cora, "/door-check", nil, object{"team_id": v.calls}); !slices.Contains(ids, open) || !slices.Contains(ids, closed) {
			t.Errorf("an open door: %v", ids)
		}
		if diff := cmp.Diff([]string{closed, open}, asked(v.cora, "/door-check", scalding, object{"team_id": v.calls})); diff != "" {
			t.Errorf("a closed door: %s", diff)
		}
		if ids := asked(v.cora, "/door-check?similar=false", nil, object{"team_id": v.calls}); len(ids) > 0 {
			t.Errorf("not asked for: %v", ids)
		}
		r := v.pia.post(t, "/door-check", object{})
		if len(r.want(200).list("similar")) > 0 {
			t.Errorf("nothing is like nothing: %s", r.raw)
		}
		again := v.pia.post(t, "/experiments", v.proposal(nil, with(soup, object{"submit": true}))).want(201).text("id")
		change := v.pia.post(t, "/experiments/"+again+"/door-check", object{"title": "Soup at midnight"}).want(200)
		if ids := change.each("similar", "id"); len(ids) != 2 || slices.Contains(ids, again) {
			t.Errorf("a change: %v", ids)
		}
	})
}

// The check of a proposal leaves out the experiment that it is of.
func TestACheckOfADoorLeavesItselfOut(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		own := v.inState(t, "running")
		proposal := v.proposal(nil, nil)
		for query, want := range map[string]bool{"": true, "?except=" + own: false} {
			found := slices.Contains(v.cora.post(t, "/door-check"+query, proposal).want(200).each("similar", "id"), own)
			if found != want {
				t.Errorf("with %q it finds itself: %v", query, found)
			}
		}
	})
}

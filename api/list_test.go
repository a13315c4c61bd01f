package api_test

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// walk reads a list to its end in pages of n, doing something between them.
func (g guest) walk(t *testing.T, path string, n int, field string, between func()) (all []string) {
	t.Helper()
	path += map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")] + fmt.Sprint("limit=", n)
	for next := path; next != ""; {
		page := g.get(t, next).want(200)
		if len(page.list("items")) > n || len(page.list("items")) == 0 && len(all) > 0 {
			t.Fatalf("a page of %d has %d", n, len(page.list("items")))
		}
		for i := range page.list("items") {
			all = append(all, page.text(fmt.Sprintf("items.%d.%s", i, field)))
		}
		next = ""
		if cursor := page.text("next_cursor"); cursor != "" {
			next = path + "&cursor=" + cursor
			between()
		}
	}
	return all
}

func nothing() {}

// A list that grows while it is read shows each once, and misses none of those
// that were there.
func TestListsAreStableWhileTheyGrow(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for range 5 {
			v.inState(t, "running")
			v.inState(t, "in_review")
		}
		for range 3 {
			v.given(t, "lesson")
			v.given(t, "moment")
			v.given(t, "obstacle")
		}
		grow := map[string]func(){
			"/experiments":                          func() { v.inState(t, "running") },
			"/experiments?q=tea":                    nothing,
			"/experiments?mine=true":                func() { v.inState(t, "running") },
			"/reviews":                              func() { v.inState(t, "in_review") },
			"/reviews?turn=mine":                    func() { v.inState(t, "in_review") },
			"/lessons":                              nothing,
			"/obstacles?most=true":                  func() { v.given(t, "obstacle") },
			"/obstacles":                            nothing, // of one month in random order
			"/obstacles?q=forms":                    nothing,
			"/lessons?q=lids":                       nothing,
			"/people":                               func() { v.given(t, "person") },
			"/teams":                                func() { v.given(t, "team") },
			"/moments":                              func() { v.given(t, "moment") },
			"/experiments?status=running,in_review": func() { v.inState(t, "in_review") },
		}
		for path, between := range grow {
			reader := v.admin
			switch {
			case strings.Contains(path, "turn=mine"):
				reader = v.rosa
			case strings.Contains(path, "mine=true"):
				reader = v.pia
			}
			there := reader.walk(t, path, 200, "id", nothing)
			got := reader.walk(t, path, 2, "id", between)
			if sorted := slices.Sorted(slices.Values(got)); len(slices.Compact(sorted)) != len(got) {
				t.Errorf("%s shows something twice: %v", path, got)
			}
			kept := slices.DeleteFunc(slices.Clone(got), func(id string) bool { return !slices.Contains(there, id) })
			if diff := cmp.Diff(there, kept); diff != "" || len(there) == 0 {
				t.Errorf("%s: %s", path, diff)
			}
		}
	})
}

func TestPagesHold1To200(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for i := range 205 {
			v.pia.post(t, "/experiments", object{"title": fmt.Sprint("Tea ", i), "team_id": v.desk}).want(201)
		}
		for query, n := range map[string]int{"": 50, "?limit=1": 1, "?limit=200": 200, "?limit=50": 50} {
			r := v.pia.get(t, "/experiments"+query).want(200)
			if len(r.list("items")) != n || r.text("next_cursor") == "" {
				t.Errorf("%q: %d items, cursor %q", query, len(r.list("items")), r.text("next_cursor"))
			}
		}
		if all := v.pia.walk(t, "/experiments", 200, "key", nothing); len(all) != 205 || all[0] != "E-205" || all[204] != "E-1" {
			t.Errorf("%d items from %s to %s", len(all), all[0], all[len(all)-1])
		}
	})
}

func TestRevisionsComeInPages(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/experiments/" + v.inState(t, "running")
		for i := range 4 {
			v.pia.patch(t, at, object{"way_back": fmt.Sprint("Back to plan ", i)}).want(200)
		}
		var got []any
		path := at + "/revisions?limit=2"
		for next := path; next != ""; {
			page := v.paul.get(t, next).want(200)
			for i := range page.list("items") {
				got = append(got, page.at(fmt.Sprintf("items.%d.number", i)))
			}
			next = ""
			if cursor := page.text("next_cursor"); cursor != "" {
				next = path + "&cursor=" + cursor
			}
		}
		if diff := cmp.Diff([]any{1.0, 2.0, 3.0, 4.0, 5.0}, got); diff != "" {
			t.Error(diff)
		}
	})
}

// Every filter narrows alone and together with others.
func TestFilters(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		moment := v.given(t, "moment")
		called := map[string]string{}
		for name, change := range map[string]object{
			"draft": {}, "hot": {"submit": true, "tags": []string{"hot"}, "moment_id": moment}, "cold": {"submit": true, "tags": []string{"cold", "hot"}, "start": true, "title": "Ice cubes for guests"},
			"reviewed": {"submit": true, "answers": harmless(scalding)},
		} {
			called[v.pia.post(t, "/experiments", v.proposal(nil, change)).want(201).text("id")] = name
		}
		called[v.cora.post(t, "/experiments", v.proposal(nil, object{"team_id": v.calls, "submit": true, "start": true, "title": "Call back within the hour"})).want(201).text("id")] = "calls"
		failed := v.pia.post(t, "/experiments", v.proposal(nil, object{"submit": true, "start": true, "title": "Té en la recepción", "language": "es"})).want(201).text("id")
		v.pia.post(t, "/experiments/"+failed+"/conclusion", object{"outcome": "did_not_work"}).want(200)
		called[failed] = "failed"
		for _, c := range []struct {
			who   guest
			query string
			want  string
		}{
			{v.pia, "", "calls cold draft failed hot reviewed"},
			{v.cora, "", "calls cold failed hot reviewed"},
			{v.pia, "status=draft", "draft"},
			{v.cora, "status=draft", ""},
			{v.pia, "status=draft,ready", "draft hot"},
			{v.pia, "status=draft&status=ready", "draft hot"},
			{v.pia, "door=one_way", "reviewed"},
			{v.pia, "door=two_way", "calls cold failed hot"},
			{v.pia, "team=" + v.calls, "calls"},
			{v.pia, "moment=" + moment, "hot"},
			{v.pia, "moment=" + v.calls, ""},
			{v.pia, "outcome=did_not_work", "failed"},
			{v.pia, "outcome=worked", ""},
			{v.pia, "tag=hot", "cold hot"},
			{v.pia, "tag=HOT", "cold hot"},
			{v.pia, "tag=hot&status=running", "cold"},
			{v.pia, "mine=true", "cold draft failed hot reviewed"},
			{v.cora, "mine=true", "calls"},
			{v.admin, "mine=true", ""},
			{v.pia, "owes_lesson=true", "failed"},
			{v.cora, "id=" + failed, "failed"},
			{v.cora, "id=" + strings.Join(slices.Collect(maps.Keys(called)), ","), "calls cold failed hot reviewed"},
			{v.cora, "outcome=worked&id=" + failed, ""},
			{v.cora, "q=recepcion&id=" + failed, "failed"},
			{v.cora, "q=ice&id=" + failed, ""},
			{v.pia, "q=ice", "cold"},
			{v.pia, "q=call", "calls"},
			{v.pia, "q=recepcion", "failed"},
			{v.pia, "q=ice&tag=hot&mine=true&door=two_way&status=running", "cold"},
			{v.pia, "q=ice&status=ready", ""},
			{v.pia, "q=" + url.QueryEscape("  ,;!  "), ""},
		} {
			got := []string{}
			for _, id := range c.who.get(t, "/experiments?limit=200&"+c.query).want(200).each("items", "id") {
				got = append(got, called[id])
			}
			slices.Sort(got)
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("%s with %s: %s", c.who.name, c.query, diff)
			}
		}
		if r := v.pia.get(t, "/experiments?id="+failed+",nonsense").want(422); r.places()["query.id[1]"] == "" && r.places()["query.id"] == "" {
			t.Errorf("what is no id: %s", r.raw)
		}
	})
}

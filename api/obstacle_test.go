package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// obstacle is what somebody posts.
func (v *town) obstacle(t *testing.T, by guest, changes object) string {
	t.Helper()
	return by.post(t, "/obstacles", with(object{"text": "Three forms for one cup of tea"}, changes)).want(201).text("id")
}

// growObstacles makes many obstacles, and of one much that is said and tried.
func (v *town) growObstacles(t *testing.T, obstacle string) {
	t.Helper()
	for i := range 20 {
		v.obstacle(t, v.paul, object{"text": fmt.Sprint("Form ", i), "team_id": v.desk})
		g := v.person(t, fmt.Sprint("Me Too ", i))
		v.team(t, fmt.Sprint("Late team ", i), "Nights", g)
		g.post(t, "/obstacles/"+obstacle+"/me-too", nil).want(200)
		v.cora.post(t, "/obstacles/"+obstacle+"/try", nil).want(201)
		gone := v.obstacle(t, v.paul, object{"text": fmt.Sprint("Stamp ", i)})
		v.admin.post(t, "/obstacles/"+gone+"/remove", object{"reason": "No stamp"}).want(200)
	}
}

// From what annoys somebody to the rule that is gone.
func TestAnObstacleIsTriedAndRemoved(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		moment := v.given(t, "moment")
		posted := v.paul.post(t, "/obstacles", object{"text": " Three forms for one cup of tea \n", "team_id": v.desk, "moment_id": moment, "language": "es"}).want(201)
		id, at := posted.text("id"), "/obstacles/"+posted.text("id")
		got := []any{posted.text("text"), posted.text("state"), posted.text("team"), posted.at("me_too"), posted.at("mine"), posted.at("actions"), posted.text("month"), posted.header.Get("Location")}
		if diff := cmp.Diff([]any{"Three forms for one cup of tea", "open", "Guests", 0.0, true, []any{"try", "remove", "keep"}, "2026-11", "/api/v1" + at}, got); diff != "" {
			t.Error(diff)
		}
		v.paul.post(t, at+"/me-too", nil).refused(409, "own-obstacle")

		said := v.cora.post(t, at+"/me-too", nil).want(200)
		again := v.cora.post(t, at+"/me-too", nil, "If-Match", said.etag()).want(200)
		v.pia.post(t, at+"/me-too", nil, "If-Match", posted.etag()).refused(412, "stale")
		v.nora.post(t, at+"/me-too", nil).want(200)
		got = []any{said.at("me_too"), again.at("me_too"), again.at("said_it"), again.at("actions"), v.leo.get(t, at).want(200).at("me_toos")}
		if diff := cmp.Diff([]any{1.0, 1.0, true, []any{"take_back", "try"}, []any{object{"team": "Guests", "count": 1.0}, object{"team": "Harbour Hotels", "count": 1.0}}}, got); diff != "" {
			t.Error(diff)
		}
		v.nora.call(t, "DELETE", at+"/me-too", nil).want(204)
		v.nora.call(t, "DELETE", at+"/me-too", nil).want(204)

		draft := v.cora.post(t, at+"/try", nil).want(201)
		key := "/experiments/" + draft.text("id")
		got = []any{draft.text("status"), draft.text("title"), draft.text("obstacle_id"), draft.text("moment_id"), draft.text("language"), draft.text("team_id"), v.leo.get(t, at).want(200).at("state"), v.leo.get(t, at).at("me_too"),
			v.leo.get(t, "/home").want(200).each("support.obstacles", "id"), v.admin.get(t, "/audit?kind=obstacle.tried").want(200).at("items")}
		if diff := cmp.Diff([]any{"draft", "Three forms for one cup of tea", id, moment, "es", v.calls, "open", 1.0, []string{id}, []any{}}, got); diff != "" {
			t.Error(diff)
		}
		if n := len(v.leo.get(t, "/experiments?obstacle="+id).want(200).list("items")); n != 0 {
			t.Errorf("others find %d drafts", n)
		}
		v.cora.patch(t, key, v.proposal(nil, object{"team_id": v.calls, "title": "One form"})).want(200)
		v.cora.post(t, key+"/submit", object{"start": true}).want(200)
		if keys := v.leo.get(t, "/experiments?obstacle="+id).want(200).each("items", "id"); !slices.Equal(keys, []string{draft.text("id")}) {
			t.Errorf("against it: %v", keys)
		}
		got = []any{v.leo.get(t, at).want(200).at("state"), v.leo.get(t, "/home").want(200).at("support.obstacles"), v.admin.get(t, "/audit?kind=obstacle.tried").want(200).each("items", "subject")}
		if diff := cmp.Diff([]any{"trying", []any{}, []string{"obstacle:" + id}}, got); diff != "" {
			t.Error(diff)
		}
		v.cora.post(t, at+"/remove", object{"reason": "One form"}).refused(403, "not-your-obstacle")
		v.cora.post(t, key+"/conclusion", object{"outcome": "worked"}).want(200)
		v.cora.post(t, at+"/keep", object{"reason": "The tax office asks"}).refused(403, "not-your-obstacle")
		removed := v.cora.post(t, at+"/remove", object{"reason": "  One form, filled in by the till "}).want(200)
		got = []any{removed.text("state"), removed.text("reason"), removed.text("ended_in"), removed.at("actions"), v.leo.get(t, "/obstacles/removed").want(200).at("count"), v.pia.get(t, "/home").want(200).at("removed.count")}
		if diff := cmp.Diff([]any{"removed", "One form, filled in by the till", "2026-11", []any{"take_back"}, 1.0, 1.0}, got); diff != "" {
			t.Error(diff)
		}
		for _, action := range []string{"me-too", "try"} {
			v.pia.post(t, at+"/"+action, nil).refused(409, "obstacle-removed")
		}
		for _, action := range []string{"remove", "keep"} {
			v.admin.post(t, at+"/"+action, object{"reason": "So it is"}).refused(409, "obstacle-removed")
		}
		for who, want := range map[*guest][]string{&v.paul: {"obstacle.tried", "obstacle.removed"}, &v.pia: {"obstacle.tried", "obstacle.removed"}, &v.cora: {}} {
			if diff := cmp.Diff(want, who.codes(t)); diff != "" {
				t.Errorf("%s is told: %s", who.name, diff)
			}
		}
	})
}

// Only what was to remove it from before its start, and truly worked, removes it.
func TestWhatRemovesNoObstacle(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.obstacle(t, v.paul, nil)
		at, gone := "/obstacles/"+id, object{"reason": "No forms"}
		concludes := func(changes, outcome object) string {
			t.Helper()
			proposal := v.proposal(nil, with(object{"team_id": v.calls, "submit": true, "start": true}, changes))
			key := "/experiments/" + v.cora.post(t, "/experiments", proposal).want(201).text("id")
			if changes == nil {
				refused := v.cora.patch(t, key, object{"obstacle_id": id}).refused(409, "frozen")
				if diff := cmp.Diff(map[string]string{"body.obstacle_id": "frozen"}, refused.places()); diff != "" {
					t.Error(diff)
				}
			}
			v.cora.post(t, key+"/conclusion", outcome).want(200)
			return key
		}
		concludes(nil, object{"outcome": "worked"})
		concludes(object{"obstacle_id": id}, object{"outcome": "did_not_work"})
		concludes(object{"obstacle_id": id}, object{"outcome": "worked", "right_reason": "no"})
		v.cora.post(t, at+"/remove", gone).refused(403, "not-your-obstacle")
		concludes(object{"obstacle_id": id}, object{"outcome": "worked"})
		v.cora.post(t, at+"/remove", gone).want(200)
	})
}

// What stays has a reason; it can still be tried and removed, and what was tried in
// vain is open again.
func TestAnObstacleThatIsKept(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/obstacles/" + v.obstacle(t, v.rosa, nil) // the organisation's: her own to end
		draft := v.pia.post(t, at+"/try", object{"title": "One form", "team_id": v.desk}).want(201)
		v.cora.post(t, at+"/try", object{"team_id": v.desk}).refused(403, "not-your-team")
		key := "/experiments/" + draft.text("id")
		v.pia.patch(t, key, v.proposal(nil, object{"title": "One form"})).want(200)
		v.pia.post(t, key+"/submit", nil).want(200)
		if draft.text("title") != "One form" || v.cora.get(t, at).text("state") != "trying" {
			t.Errorf("tried: %s", draft.raw)
		}
		v.pia.post(t, key+"/withdraw", nil).want(200)
		if state := v.cora.get(t, at).want(200).text("state"); state != "open" {
			t.Errorf("tried in vain: %s", state)
		}
		v.rosa.post(t, at+"/keep", object{"reason": " "}).refused(422, "invalid-input")
		v.cora.post(t, at+"/keep", object{"reason": "It is nice"}).refused(403, "not-your-obstacle")
		kept := v.admin.post(t, at+"/keep", object{"reason": "The tax office asks"}).want(200)
		if kept.text("state") != "kept" || kept.text("reason") != "The tax office asks" {
			t.Errorf("kept: %s", kept.raw)
		}
		v.rosa.post(t, at+"/keep", object{"reason": "Again"}).refused(409, "obstacle-kept")
		v.cora.post(t, at+"/me-too", nil).want(200)
		v.pia.post(t, at+"/try", nil).want(201)
		if state := v.cora.get(t, at).text("state"); state != "kept" {
			t.Errorf("tried although kept: %s", state)
		}
		if diff := cmp.Diff([]string{"obstacle.tried", "obstacle.kept"}, v.rosa.codes(t)); diff != "" {
			t.Error(diff)
		}
		v.rosa.post(t, at+"/remove", object{"reason": "The tax office asks"}).want(200) // in the words of why it was kept
		if state := v.cora.get(t, at).want(200).text("state"); state != "removed" {
			t.Errorf("it is %s", state)
		}
	})
}

func TestWhatCannotBePosted(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, c := range []struct {
			change object
			want   map[string]string
		}{
			{object{"text": " \n"}, map[string]string{"body.text": "required"}},
			{object{"text": strings.Repeat("a", 1001)}, map[string]string{"body.text": "max_length"}},
			{object{"moment_id": v.desk}, map[string]string{"body.moment_id": "unknown"}},
			{object{"language": "de"}, map[string]string{"body.language": "choice"}},
		} {
			r := v.paul.post(t, "/obstacles", with(object{"text": "Forms"}, c.change)).refused(422, "invalid-input")
			if diff := cmp.Diff(c.want, r.places()); diff != "" {
				t.Error(diff)
			}
		}
		v.paul.post(t, "/obstacles", object{"text": "Forms", "team_id": v.calls}).refused(403, "not-your-team")
		v.pia.post(t, "/experiments", object{"title": "One form", "team_id": v.desk, "obstacle_id": v.desk}).refused(422, "invalid-input")
		id := v.obstacle(t, v.paul, nil)
		v.join(t, v.calls, v.pia)
		several := v.pia.post(t, "/obstacles/"+id+"/try", nil).refused(422, "invalid-input")
		if diff := cmp.Diff(map[string]string{"body.team_id": "required"}, several.places()); diff != "" {
			t.Error(diff)
		}
		long := v.obstacle(t, v.paul, object{"text": strings.Repeat("Forms and more forms ", 40)})
		title := v.cora.post(t, "/obstacles/"+long+"/try", nil).want(201).text("title")
		if !strings.HasSuffix(title, "and more…") || len(title) > 125 {
			t.Errorf("a title of %d: %q", len(title), title)
		}
	})
}

// No answer tells who posted an obstacle or says "me too", on which day, or of which
// team of three.
func TestAnObstacleGivesNobodyAway(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.obstacle(t, v.paul, object{"team_id": v.desk})
		v.pia.post(t, "/obstacles/"+id+"/me-too", nil).want(200)
		for _, path := range []string{"/obstacles", "/obstacles/" + id, "/obstacles?q=forms", "/obstacles?most=true", "/home"} {
			r := v.cora.get(t, path).want(200)
			if !strings.Contains(string(r.raw), "Three forms") {
				t.Errorf("%s does not tell it", path)
			}
			told := anyID.ReplaceAllString(string(r.raw), "")
			for _, hidden := range []string{"Front desk", "Pia", "Paul", v.desk, v.paul.id, v.pia.id, aDay.FindString(told)} {
				if hidden != "" && strings.Contains(string(r.raw), hidden) {
					t.Errorf("%s tells %q: %s", path, hidden, r.raw)
				}
			}
		}
		log := v.admin.get(t, "/audit?kind=obstacle.posted").want(200)
		if by := log.at("items.0.by"); len(log.list("items")) != 1 || by != nil {
			t.Errorf("administrators read in the log that %v posted it: %s", by, log.raw)
		}
		for _, hidden := range []string{v.paul.id, v.pia.id, v.desk} {
			if strings.Contains(string(log.raw), hidden) {
				t.Errorf("the log tells %q: %s", hidden, log.raw)
			}
		}
		if n := len(v.cora.get(t, "/obstacles?team="+v.desk).want(200).list("items")); n != 0 {
			t.Errorf("the team of two is found by its id: %d", n)
		}
		if n := len(v.pia.get(t, "/obstacles?team="+v.desk).want(200).list("items")); n != 1 {
			t.Errorf("the team finds %d of its own", n)
		}
	})
}

func TestObstacleFilters(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.join(t, v.calls, v.nora)
		v.join(t, v.calls, v.leo)
		v.join(t, v.calls, v.rosa)
		moment := v.given(t, "moment")
		called := map[string]string{}
		for name, o := range map[string]object{
			"cups": {"text": "No cups after six"}, "night": {"text": "Nobody answers at night", "team_id": v.calls}, "key": {"text": "One key for two doors", "team_id": v.calls, "moment_id": moment},
			"stamp": {"text": "A stamp on every refund"}, "forms": {"text": "Dos formularios para un té", "language": "es"},
		} {
			called[v.obstacle(t, v.cora, o)] = name
		}
		id := func(name string) string {
			for id, called := range called {
				if called == name {
					return "/obstacles/" + id
				}
			}
			return ""
		}
		for _, g := range []guest{v.pia, v.paul, v.admin} {
			g.post(t, id("key")+"/me-too", nil).want(200)
		}
		v.pia.post(t, id("cups")+"/me-too", nil).want(200)
		v.pia.post(t, "/experiments", v.proposal(nil, object{"obstacle_id": strings.TrimPrefix(id("night"), "/obstacles/"), "submit": true})).want(201)
		v.pia.post(t, id("cups")+"/try", nil).want(201)
		v.admin.post(t, id("stamp")+"/remove", object{"reason": "No stamp"}).want(200)
		v.admin.post(t, id("forms")+"/keep", object{"reason": "Two languages"}).want(200)
		called[v.obstacle(t, v.pia, object{"text": "The tea is locked away"})] = "tea"
		for _, c := range []struct {
			who   guest
			query string
			want  string
		}{
			{v.pia, "", "cups forms key night stamp tea"},
			{v.pia, "state=open", "cups key tea"},
			{v.pia, "state=trying", "night"},
			{v.pia, "state=removed", "stamp"},
			{v.pia, "state=kept", "forms"},
			{v.pia, "team=" + v.calls, "key night"},
			{v.pia, "moment=" + moment, "key"},
			{v.pia, "mine=true", "tea"},
			{v.nora, "mine=true", "key night"},
			{v.cora, "mine=true", "cups forms key night stamp"},
			{v.pia, "q=refunds", "stamp"},
			{v.pia, "q=doors&state=kept", ""},
			{v.pia, "q=keys&team=" + v.calls, "key"},
		} {
			got := []string{}
			for _, id := range c.who.get(t, "/obstacles?"+c.query).want(200).each("items", "id") {
				got = append(got, called[id])
			}
			slices.Sort(got)
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("%s with %s: %s", c.who.name, c.query, diff)
			}
		}
		most := v.pia.walk(t, "/obstacles?most=true", 2, "id", nothing)
		if called[most[0]] != "key" || called[most[1]] != "cups" || len(most) != 6 {
			t.Errorf("most first: %v", most)
		}
	})
}

// However many say it at once, each counts once.
func TestMeTooCountsOnce(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/obstacles/" + v.obstacle(t, v.paul, nil)
		people := []guest{v.pia, v.cora, v.rosa, v.leo, v.nora}
		say := func(i int) reply { return people[i%len(people)].post(t, at+"/me-too", nil) }
		if diff := cmp.Diff(map[string]int{"200": 40}, outcomes(40, say)); diff != "" {
			t.Error(diff)
		}
		if n := v.paul.get(t, at).want(200).at("me_too"); n != 5.0 {
			t.Errorf("five people count as %v", n)
		}
		back := func(i int) reply { return people[i%2].call(t, http.MethodDelete, at+"/me-too", nil) }
		if diff := cmp.Diff(map[string]int{"204": 20}, outcomes(20, back)); diff != "" {
			t.Error(diff)
		}
		if n := v.paul.get(t, at).want(200).at("me_too"); n != 3.0 {
			t.Errorf("three are left, and count as %v", n)
		}
	})
}

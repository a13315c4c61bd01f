package api_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Thanks go from team to team: the one that is thanked is told, everybody may read them,
// and nobody who wrote them, whom they name, or a small team.
func TestThanksGoFromTeamToTeam(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, name := range []string{"Ola One", "Tom Two", "Thea Three"} {
			v.join(t, v.calls, v.person(t, name))
		}
		lesson := v.publish(t, nil, nil).text("id")
		given := v.cora.post(t, "/thanks", object{"lesson_id": lesson, "text": "Pia Proposer showed us the lids. Thank you!"}).want(201)
		got := []any{given.text("from"), given.text("from_team_id"), given.text("to"), given.at("to_team_id"), given.text("about"), given.text("month"), given.at("given"), given.at("received")}
		if diff := cmp.Diff([]any{"Call centre", v.calls, "Guests", nil, learned["headline"], v.watch.month(), true, false}, got); diff != "" {
			t.Error(diff)
		}
		for _, g := range []guest{v.pia, v.paul} {
			if diff := cmp.Diff([]string{"thanks.given"}, g.returns(t)); diff != "" {
				t.Errorf("%s is told: %s", g.name, diff)
			}
		}
		if r := v.pia.get(t, "/notifications").want(200); r.text("items.0.message") != "Call centre thanks your team. Read what for." || r.text("items.0.by") != "" {
			t.Errorf("Pia is told %s", r.raw)
		}
		experiment := v.inState(t, "running")
		v.cora.post(t, "/thanks", object{"experiment_id": experiment, "text": "For the tea"}).want(201)
		v.pia.post(t, "/thanks", object{"to_team_id": v.calls, "text": "For asking"}).want(201)
		for _, path := range []string{"/thanks", "/thanks/" + given.text("id"), "/audit?kind=thanks.given"} {
			g := v.leo
			if strings.HasPrefix(path, "/audit") {
				g = v.admin
			}
			r := g.get(t, path).want(200)
			for _, hidden := range []string{"Pia", "Cora", "Front desk", v.desk, v.cora.id} {
				if strings.Contains(string(r.raw), hidden) {
					t.Errorf("%s tells %q: %s", path, hidden, r.raw)
				}
			}
			if day := aDay.FindString(anyID.ReplaceAllString(string(r.raw), "")); day != "" && g.id == v.leo.id {
				t.Errorf("%s tells the day %s", path, day)
			}
		}
		for query, want := range map[string]int{"": 3, "?mine=true": 0, "?team=" + v.calls: 3, "?team=" + v.desk: 0} {
			if n := len(v.leo.get(t, "/thanks"+query).want(200).list("items")); n != want {
				t.Errorf("Leo finds %d with %q, not %d", n, query, want)
			}
		}
		for query, want := range map[string]int{"?mine=true": 3, "?team=" + v.desk: 3} {
			if n := len(v.pia.get(t, "/thanks"+query).want(200).list("items")); n != want {
				t.Errorf("Pia finds %d with %q, not %d", n, query, want)
			}
		}
		first := v.leo.get(t, "/thanks?limit=2").want(200)
		if rest := v.leo.get(t, "/thanks?limit=2&cursor="+first.text("next_cursor")).want(200); len(rest.list("items")) != 1 || rest.at("next_cursor") != nil {
			t.Errorf("the next page: %s", rest.raw)
		}
		v.leo.call(t, "DELETE", "/thanks/"+given.text("id"), nil).refused(403, "not-your-team")
		v.cora.call(t, "DELETE", "/thanks/"+given.text("id"), nil).want(204)
		v.cora.get(t, "/thanks/"+given.text("id")).refused(404, "not-found")
	})
}

// A team thanks so often within a day and not more, at once or one by one, whatever it takes
// back; who was thanked need not keep it, nor does an administrator.
func TestThanksAreNoFlood(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		beside := v.person(t, "Bea Beside")
		v.team(t, "Spa", "Guests", beside) // one of the small teams of this area, which readers do not tell apart
		give := func(int) reply { return v.cora.post(t, "/thanks", object{"to_team_id": v.desk, "text": "Tea"}) }
		if diff := cmp.Diff(map[string]int{"201": 20, "409 too-many-thanks": 5}, outcomes(25, give)); diff != "" {
			t.Error(diff)
		}
		all := v.pia.get(t, "/thanks?limit=50").want(200).each("items", "id")
		for i, g := range []guest{v.cora, v.paul, v.admin} {
			g.call(t, "DELETE", "/thanks/"+all[i], nil).want(204)
		}
		give(0).refused(409, "too-many-thanks")
		v.pia.post(t, "/thanks", object{"to_team_id": v.calls, "text": "Tea"}).want(201)
		beside.post(t, "/thanks", object{"to_team_id": v.desk, "text": "Tea"}).want(201)
		v.watch.pass(days / 2) // past midnight
		give(0).refused(409, "too-many-thanks")
		v.watch.pass(days / 2)
		give(0).want(201)
	})
}

// What thanks cannot be is refused with the field and the way out.
func TestThanksThatCannotBe(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		draft := v.inState(t, "draft")
		own := v.publish(t, nil, nil).text("id")
		for _, c := range []struct {
			who   guest
			body  object
			want  int
			code  string
			field string
		}{
			{v.pia, object{"text": "Tea", "lesson_id": own}, 409, "own-team", ""},
			{v.pia, object{"text": "Tea", "to_team_id": v.calls, "from_team_id": v.calls}, 403, "not-your-team", ""},
			{v.nora, object{"text": "Tea", "to_team_id": v.calls}, 403, "not-your-team", ""},
			{v.pia, object{"text": " ", "to_team_id": v.calls}, 422, "invalid-input", "body.text"},
			{v.pia, object{"text": "Tea"}, 422, "invalid-input", "body.to_team_id"},
			{v.pia, object{"text": "Tea", "to_team_id": v.calls, "lesson_id": own}, 422, "invalid-input", "body.to_team_id"},
			{v.cora, object{"text": "Tea", "experiment_id": draft}, 422, "invalid-input", "body.experiment_id"},
			{v.pia, object{"text": "Tea", "to_team_id": own}, 422, "invalid-input", "body.to_team_id"},
		} {
			r := c.who.post(t, "/thanks", c.body).refused(c.want, c.code)
			if _, named := r.places()[c.field]; c.field != "" && !named {
				t.Errorf("%v does not name %s: %s", c.body, c.field, r.raw)
			}
		}
		v.join(t, v.calls, v.pia)
		r := v.pia.post(t, "/thanks", object{"text": "Tea", "to_team_id": v.calls}).refused(422, "invalid-input")
		if r.places()["body.from_team_id"] != "required" {
			t.Errorf("of two teams: %s", r.raw)
		}
	})
}

// A day begins with what one's lessons did since the last month began.
func TestWhatMyLessonsDidLately(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		lesson := v.publish(t, nil, nil).text("id")
		v.cora.post(t, "/lessons/"+lesson+"/read", nil).want(204)
		v.watch.pass(31 * days)
		v.rosa.post(t, "/lessons/"+lesson+"/read", nil).want(204)
		v.cora.post(t, "/lessons/"+lesson+"/helped", nil).want(200)
		v.cora.post(t, "/thanks", object{"lesson_id": lesson, "text": "For the lids"}).want(201)
		for _, of := range []object{{"team_id": v.calls}, {}} {
			by := v.cora
			if of["team_id"] == nil {
				by = v.pia
			}
			by.post(t, "/experiments", v.proposal(nil, with(of, object{"builds_on": []string{lesson}, "submit": true, "ends_on": v.watch.day(9)}))).want(201)
		}
		told := func(g guest) []any {
			t.Helper()
			r := g.get(t, "/home/return").want(200)
			return []any{r.at("since"), r.at("readers"), r.at("helped_teams"), r.at("used_in"), len(r.list("thanks"))}
		}
		if diff := cmp.Diff([]any{"2026-11", 2.0, 1.0, 1.0, 1}, told(v.pia)); diff != "" {
			t.Error(diff)
		}
		v.watch.pass(31 * days)
		if diff := cmp.Diff([]any{"2026-12", 1.0, 1.0, 1.0, 1}, told(v.paul)); diff != "" {
			t.Errorf("a month later: %s", diff)
		}
		for _, g := range []guest{v.cora, v.nora} {
			if diff := cmp.Diff([]any{"2026-12", 0.0, 0.0, 0.0, 0}, told(g)); diff != "" {
				t.Errorf("%s: %s", g.name, diff)
			}
		}
	})
}

package api_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What was published before can be read as it was written, by everyone, page by page; a
// draft cannot.
func TestEarlierEditionsAreRead(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.publish(t, nil, object{"headline": "Tea calms"}).text("id")
		at, draft := "/lessons/"+id, "/experiments/"+v.experimentOf(t, id)+"/lesson"
		for _, headline := range []string{"Hot tea calms", "Tea calms who waits"} {
			v.pia.put(t, draft, with(learned, object{"headline": headline}), "If-Match", "*").want(200)
			v.pia.post(t, draft+"/publish", nil).want(200)
		}
		v.pia.put(t, draft, with(learned, object{"headline": "Still a draft"}), "If-Match", "*").want(200)

		month := v.cora.get(t, at).text("month")
		told := func(edition float64, headline string) any {
			return object{"edition": edition, "headline": headline, "month": month}
		}
		list := v.cora.get(t, at+"/editions?limit=2").want(200)
		rest := v.cora.get(t, at+"/editions?cursor="+list.text("next_cursor")).want(200)
		want := []any{told(3, "Tea calms who waits"), told(2, "Hot tea calms"), told(1, "Tea calms")}
		if diff := cmp.Diff(want, append(list.list("items"), rest.list("items")...)); diff != "" {
			t.Error(diff)
		}
		first := v.cora.get(t, at+"/editions/1").want(200)
		if first.text("headline") != "Tea calms" || first.at("edition") != 1.0 || first.text("id") != id || first.at("mine") != false {
			t.Errorf("the first edition is %s", first.raw)
		}
		v.cora.get(t, at+"/editions/4").refused(404, "not-found")

		unpublished := v.given(t, "written")
		never := v.pia.get(t, "/experiments/"+unpublished+"/lesson").want(200).text("id")
		v.pia.get(t, "/lessons/"+never+"/editions").refused(404, "not-found")
		v.pia.get(t, "/lessons/"+never+"/editions/1").refused(404, "not-found")
	})
}

// A team that was large when it first published and is small when it does so again is
// shown by its past no more than by its present.
func TestAnEarlierEditionDoesNotUncoverASmallTeam(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		joined := []guest{v.person(t, "Third Person"), v.person(t, "Fourth Person")}
		for _, person := range joined {
			v.join(t, v.desk, person)
		}
		id := v.publish(t, nil, nil).text("id")
		first := "/lessons/" + id + "/editions/1"
		if team := v.cora.get(t, first).want(200).text("team"); team != "Front desk" {
			t.Fatalf("a team of four is shown as %q", team)
		}
		for _, person := range joined {
			v.leave(t, v.desk, person)
		}
		v.pia.post(t, "/experiments/"+v.experimentOf(t, id)+"/lesson/publish", nil).want(200)
		if r := v.cora.get(t, first).want(200); r.text("team") != "Guests" || r.at("team_id") != nil {
			t.Errorf("the first edition tells %q with the id %v", r.text("team"), r.at("team_id"))
		}
	})
}

package api_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ended is an experiment of the calls that ended so.
func (v *town) ended(t *testing.T, outcome string) string {
	t.Helper()
	id := v.cora.post(t, "/experiments", v.proposal(nil, object{"team_id": v.calls, "submit": true, "start": true})).want(201).text("id")
	if outcome != "" {
		v.cora.post(t, "/experiments/"+id+"/conclusion", object{"outcome": outcome}).want(200)
	}
	return id
}

// teaches publishes what an experiment of the calls taught.
func (v *town) teaches(t *testing.T, experiment string, lesson object) string {
	t.Helper()
	at := "/experiments/" + experiment + "/lesson"
	v.cora.put(t, at, with(learned, lesson), "If-Match", "*").want(200)
	return v.cora.post(t, at+"/publish", nil).want(200).text("id")
}

// How sure one may be follows what others find later: an experiment that was named
// while it ran, and lessons that name this one's.
func TestMaturityFollows(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		running := v.ended(t, "")
		lesson := v.publish(t, nil, object{"supporting": []string{running}})
		at, experiment := "/lessons/"+lesson.text("id"), v.experimentOf(t, lesson.text("id"))
		reads := func(when, maturity string, same, otherwise []any, teams float64) reply {
			t.Helper()
			v.work(t)
			r := v.leo.get(t, at).want(200)
			if diff := cmp.Diff([]any{maturity, same, otherwise, teams}, []any{r.text("maturity"), r.at("evidence.same"), r.at("evidence.otherwise"), r.at("evidence.teams")}); diff != "" {
				t.Errorf("%s: %s", when, diff)
			}
			if n := len(v.leo.get(t, "/lessons?q=tea+guests&maturity="+maturity).want(200).list("items")); n == 0 {
				t.Errorf("%s the library does not find it as %s", when, maturity)
			}
			return r
		}
		none := []any{}
		first := reads("while the other runs", "emerging", none, none, 1)
		v.cora.post(t, "/experiments/"+running+"/conclusion", object{"outcome": "worked"}).want(200)
		if second := reads("once it has ended", "supported", []any{running}, none, 2); second.etag() == first.etag() || second.at("edition") != 1.0 {
			t.Errorf("its ETag is %s, and was %s", second.etag(), first.etag())
		}
		unclear := v.ended(t, "unclear")
		v.teaches(t, unclear, object{"contradicting": []string{experiment}})
		reads("what is unclear says nothing", "supported", []any{running}, none, 2)
		other := v.ended(t, "did_not_work")
		v.teaches(t, other, object{"contradicting": []string{experiment}})
		reads("another team found otherwise", "emerging", []any{running}, []any{other}, 2)
		if diff := cmp.Diff([]string{"lesson.contradicted"}, v.pia.codes(t)); diff != "" {
			t.Error(diff)
		}
		if r := v.leo.get(t, "/lessons?belief=stopped").want(200); !cmp.Equal(r.each("items", "id"), []string{lesson.text("id")}) {
			t.Errorf("no longer believed: %s", r.raw)
		}
		v.teaches(t, other, nil) // and takes it back
		reads("taken back", "supported", []any{running}, none, 2)
	})
}

// Only the team of a lesson says which one supersedes it; nothing supersedes itself, and
// it can be taken back.
func TestALessonIsSuperseded(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		old := v.publish(t, nil, nil).text("id")
		newer := v.teaches(t, v.ended(t, "worked"), object{"headline": "When cups have lids, then nobody burns a hand, because tea stays in"})
		draft := v.ended(t, "worked")
		v.cora.put(t, "/experiments/"+draft+"/lesson", learned, "If-Match", "*").want(200)
		unpublished := v.cora.get(t, "/experiments/"+draft+"/lesson").want(200).text("id")
		at := func(id string) string { return "/lessons/" + id + "/superseded-by" }
		before := v.pia.get(t, "/lessons/"+old).want(200)
		if before.at("mine") != true || v.cora.get(t, "/lessons/"+old).at("mine") != false || v.cora.get(t, "/lessons?mine=true").each("items", "id")[0] != newer {
			t.Errorf("whose it is: %s", before.raw)
		}
		if version := fmt.Sprintf("%q", fmt.Sprint(before.at("version"))); version != before.etag() || v.leo.get(t, "/lessons?q=hot").at("items.0.version") != before.at("version") {
			t.Errorf("its version is %s, and its ETag %s", version, before.etag())
		}
		v.cora.put(t, at(old), object{"lesson_id": newer}, "If-Match", "*").refused(403, "not-your-lesson")
		v.pia.put(t, at(old), object{"lesson_id": newer}, "If-Match", `"9"`).refused(412, "stale")
		v.pia.put(t, at(old), object{"lesson_id": old}, "If-Match", "*").refused(409, "superseded-by-itself")
		if r := v.pia.put(t, at(old), object{"lesson_id": unpublished}, "If-Match", "*").refused(422, "invalid-input"); r.places()["body.lesson_id"] != "unknown" {
			t.Errorf("by a draft: %s", r.raw)
		}
		v.cora.put(t, at(unpublished), object{"lesson_id": newer}, "If-Match", "*").refused(404, "not-found")
		for range 2 {
			v.pia.put(t, at(old), object{"lesson_id": newer}, "If-Match", "*").want(200)
		}
		v.cora.put(t, at(newer), object{"lesson_id": old}, "If-Match", "*").refused(409, "superseded-by-itself")
		r := v.leo.get(t, "/lessons/"+old).want(200)
		want := object{"id": newer, "headline": "When cups have lids, then nobody burns a hand, because tea stays in", "language": "en", "month": "2026-11"}
		if diff := cmp.Diff([]any{"superseded", want, true}, []any{r.text("maturity"), r.at("superseded_by"), r.etag() != before.etag()}); diff != "" {
			t.Error(diff)
		}
		for query, n := range map[string]int{"maturity=superseded": 1, "maturity=emerging": 1, "belief=stopped": 1, "q=hot&maturity=superseded": 1} {
			if r := v.leo.get(t, "/lessons?facets=true&"+query).want(200); len(r.list("items")) != n {
				t.Errorf("%s finds %d", query, len(r.list("items")))
			}
		}

		v.teaches(t, v.experimentOf(t, newer), object{"headline": "Lids help"})
		v.pia.post(t, "/experiments/"+v.experimentOf(t, old)+"/lesson/publish", nil).want(200)
		v.work(t)
		if r := v.leo.get(t, "/lessons/"+old).want(200); r.text("superseded_by.headline") != "Lids help" || r.text("maturity") != "superseded" {
			t.Errorf("both published again: %s", r.raw)
		}
		v.pia.put(t, at(old), object{"lesson_id": nil}, "If-Match", "*").want(200)
		if r := v.leo.get(t, "/lessons/"+old).want(200); r.at("superseded_by") != nil || r.text("maturity") != "emerging" {
			t.Errorf("taken back: %s", r.raw)
		}
		v.cora.put(t, at(newer), object{"lesson_id": old}, "If-Match", "*").want(200) // now it may
		kinds := v.admin.get(t, "/audit?kind=lesson.superseded").want(200).each("items", "subject")
		if diff := cmp.Diff([]string{"lesson:" + newer, "lesson:" + old}, kinds); diff != "" {
			t.Error(diff)
		}
	})
}

// What a search finds, and what is like a text, stands below what supersedes it.
func TestWhatIsSupersededIsFoundBelow(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		wordy, brief := object{"headline": "When kettles whistle, guests smile, because kettles whistle"}, object{"headline": "When it whistles, guests smile, because of kettles"}
		older := v.publish(t, object{"title": "Kettles that whistle"}, wordy).text("id")
		newer := v.publish(t, object{"title": "Tea"}, brief).text("id")
		for _, c := range []struct{ of, by string }{{older, newer}, {newer, older}} {
			at := "/lessons/" + c.of + "/superseded-by"
			v.pia.put(t, at, object{"lesson_id": c.by}, "If-Match", "*").want(200)
			for _, path := range []string{"/lessons?q=kettles+whistle", "/similar?text=kettles+whistle+guests"} {
				found := v.cora.get(t, path).want(200).each("items", "id")
				if above, below := slices.Index(found, c.by), slices.Index(found, c.of); above < 0 || below < above {
					t.Errorf("%s finds %v: %s is superseded by %s", path, found, c.of, c.by)
				}
			}
			v.pia.put(t, at, object{"lesson_id": nil}, "If-Match", "*").want(200)
		}
	})
}

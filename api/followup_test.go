package api_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// ours are the follow-ups that somebody reads, as what they say and what became of them.
func (g guest) ours(t *testing.T, query string) map[string]string {
	t.Helper()
	r := g.get(t, "/follow-ups?"+query).want(200)
	ours := map[string]string{}
	for i, what := range r.each("items", "what") {
		ours[what] = r.each("items", "state")[i]
	}
	return ours
}

// lids is a lesson of the desk with two things to do, one of them for the calls.
func (v *town) lids(t *testing.T, calls, desk object) (lesson reply, experiment string) {
	t.Helper()
	lesson = v.publish(t, nil, object{"follow_ups": []object{
		with(object{"what": "Tell callers about lids", "team_id": v.calls, "due": "2026-12-07", "done": false}, calls),
		with(object{"what": "Buy lids", "due": "2026-12-08", "done": false}, desk)}})
	return lesson, v.experimentOf(t, lesson.text("id"))
}

// A follow-up belongs to two teams, and to the one that does it once the lesson is
// published. What became of it is told to the other, and to readers.
func TestAFollowUpIsTicked(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		both := map[string]string{"Tell callers about lids": "open", "Buy lids": "open"}
		experiment := v.inState(t, "concluded")
		at := "/experiments/" + experiment + "/lesson"
		saved := v.pia.put(t, at, with(learned, object{"follow_ups": []object{
			{"what": "Tell callers about lids", "team_id": v.calls, "due": "2026-12-07", "done": false}, {"what": "Buy lids", "due": "2026-12-08"}}}), "If-Match", "*").want(200) // a new one is not done
		tells, buys := "/follow-ups/"+saved.text("follow_ups.0.id"), "/follow-ups/"+saved.text("follow_ups.1.id")
		if diff := cmp.Diff([]any{both, map[string]string{}, []string{}}, []any{v.paul.ours(t, ""), v.cora.ours(t, ""), v.cora.codes(t)}); diff != "" {
			t.Errorf("before it is published: %s", diff)
		}
		v.cora.get(t, tells).refused(404, "not-found")
		v.pia.post(t, at+"/publish", nil, "If-Match", saved.etag()).want(200)
		if diff := cmp.Diff([]any{map[string]string{"Tell callers about lids": "open"}, []string{"follow_up.given"}, map[string]string{}},
			[]any{v.cora.ours(t, ""), v.cora.codes(t), v.admin.ours(t, "")}); diff != "" {
			t.Errorf("once it is published: %s", diff)
		}
		v.cora.get(t, buys).refused(404, "not-found")
		v.cora.put(t, buys, object{"state": "done"}, "If-Match", "*").refused(404, "not-found")
		one := v.cora.get(t, tells).want(200)
		lesson := one.text("lesson_id")
		got := []any{one.text("team_id"), one.text("from_team_id"), one.text("due"), one.text("experiment.title"), one.text("language"), one.etag()}
		if diff := cmp.Diff([]any{v.calls, v.desk, "2026-12-07", "Offer tea while guests wait", "en", `"2"`}, got); diff != "" {
			t.Error(diff)
		}

		v.cora.put(t, tells, object{"state": "done"}).refused(428, "precondition-required")
		v.cora.put(t, tells, object{"state": "done"}, "If-Match", `"7"`).refused(412, "stale")
		refused := v.cora.put(t, tells, object{"state": "not_needed", "reason": " "}, "If-Match", "*").refused(422, "invalid-input")
		if diff := cmp.Diff(map[string]string{"body.reason": "required"}, refused.places()); diff != "" {
			t.Error(diff)
		}
		before := v.leo.get(t, "/lessons/"+lesson).want(200)
		for range 2 {
			v.cora.put(t, tells, object{"state": "not_needed", "reason": " Pia Proposer told them "}, "If-Match", "*").want(200)
		}
		v.paul.put(t, buys, object{"state": "done"}, "If-Match", "*").want(200)
		after := v.leo.get(t, "/lessons/"+lesson).want(200)
		got = []any{after.at("follow_ups.0"), after.at("follow_ups.1.done"), after.at("edition"), after.etag() != before.etag(), v.pia.codes(t), v.paul.codes(t), v.cora.codes(t)}
		if diff := cmp.Diff([]any{object{"id": saved.text("follow_ups.0.id"), "what": "Tell callers about lids", "done": false, "reason": "A colleague told them"}, true, 1.0, true,
			[]string{"follow_up.not_needed"}, []string{"follow_up.not_needed"}, []string{"follow_up.given"}}, got); diff != "" {
			t.Error(diff)
		}
		v.pia.put(t, at, with(learned, nil), "If-Match", saved.etag()).refused(412, "stale")
		draft := v.pia.get(t, at).want(200)
		if draft.at("published") != true || draft.text("follow_ups.0.reason") != "A colleague told them" {
			t.Errorf("the draft: %s", draft.raw)
		}
		v.pia.put(t, tells, object{"state": "open", "reason": "It was not"}, "If-Match", "*").want(200)
		if diff := cmp.Diff([]any{[]string{"follow_up.given", "follow_up.opened"}, map[string]string{"Tell callers about lids": "open"}, ""},
			[]any{v.cora.codes(t), v.cora.ours(t, "state=open"), v.pia.get(t, tells).text("reason")}); diff != "" {
			t.Error(diff)
		}
		kinds := []string{}
		for _, kind := range v.admin.get(t, "/audit?limit=200").want(200).each("items", "kind") {
			if strings.HasPrefix(kind, "follow_up.") {
				kinds = append(kinds, kind)
			}
		}
		if diff := cmp.Diff([]string{"follow_up.opened", "follow_up.done", "follow_up.not_needed"}, kinds); diff != "" {
			t.Error(diff)
		}
	})
}

// What is due first comes first and what is due on no day last, page by page.
func TestFollowUpsComeInTurn(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.publish(t, nil, object{"follow_ups": []object{{"what": "Whenever"}, {"what": "Third", "due": "2026-12-09"}, {"what": "First", "due": "2026-12-07"}, {"what": "Second", "due": "2026-12-08"}}})
		page := v.paul.get(t, "/follow-ups?limit=3").want(200)
		next := v.paul.get(t, "/follow-ups?limit=3&cursor="+page.text("next_cursor")).want(200)
		if diff := cmp.Diff([]any{[]string{"First", "Second", "Third"}, []string{"Whenever"}}, []any{page.each("items", "what"), next.each("items", "what")}); diff != "" {
			t.Error(diff)
		}
	})
}

// A tick survives the lesson being written anew; what was published holds for the other
// team until it is published again.
func TestAFollowUpStaysItself(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		lesson, experiment := v.lids(t, nil, nil)
		at, id := "/experiments/"+experiment+"/lesson", lesson.text("follow_ups.0.id")
		v.cora.put(t, "/follow-ups/"+id, object{"state": "done"}, "If-Match", "*").want(200)
		draft := v.pia.get(t, at).want(200)
		first, _ := draft.list("follow_ups")[0].(object)
		rewritten := v.pia.put(t, at, with(learned, object{"follow_ups": []object{
			{"what": "Buy lids", "due": "2026-12-08", "done": false}, // without its id: known by its words
			with(first, object{"what": "Tell every caller about lids", "due": "2026-12-20"}),
			{"id": v.pia.id, "what": "Buy cups", "done": false}}}), "If-Match", draft.etag()).want(200)
		if rewritten.text("follow_ups.1.id") != id || rewritten.text("follow_ups.0.id") != lesson.text("follow_ups.1.id") || rewritten.text("follow_ups.2.id") == v.pia.id {
			t.Errorf("rewritten: %s", rewritten.raw)
		}
		if r := v.cora.get(t, "/follow-ups/"+id).want(200); r.text("what") != "Tell callers about lids" || r.text("due") != "2026-12-07" || r.text("state") != "done" {
			t.Errorf("while it is a draft: %s", r.raw)
		}
		v.pia.post(t, at+"/publish", nil).want(200)
		if r := v.cora.get(t, "/follow-ups/"+id).want(200); r.text("what") != "Tell every caller about lids" || r.text("due") != "2026-12-20" || r.text("state") != "done" {
			t.Errorf("published again: %s", r.raw)
		}
		v.pia.put(t, at, with(learned, object{"follow_ups": []object{}}), "If-Match", "*").want(200)
		if diff := cmp.Diff(map[string]string{"Tell every caller about lids": "done"}, v.cora.ours(t, "")); diff != "" {
			t.Errorf("left out of the draft: %s", diff)
		}
		v.pia.post(t, at+"/publish", nil).want(200)
		if n := len(v.pia.ours(t, "")) + len(v.cora.ours(t, "")); n > 0 {
			t.Errorf("left out when published: %d are there", n)
		}
	})
}

// What the team writes in its draft of what became of a follow-up is told to nobody until
// it is published; a tick meanwhile holds at once.
func TestADraftEndsNoFollowUp(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		lesson, experiment := v.lids(t, nil, nil)
		at, ours, theirs := "/experiments/"+experiment+"/lesson", "/follow-ups/"+lesson.text("follow_ups.1.id"), "/follow-ups/"+lesson.text("follow_ups.0.id")
		first, _ := lesson.list("follow_ups")[0].(object)
		second, _ := lesson.list("follow_ups")[1].(object)
		ended := with(learned, object{"follow_ups": []object{with(first, object{"reason": "They alre"}), with(second, object{"done": true})}})
		if saved := v.pia.put(t, at, ended, "If-Match", "*").want(200); saved.at("published") != false || saved.text("follow_ups.0.reason") != "They alre" {
			t.Errorf("the draft: %s", saved.raw)
		}
		read := v.cora.get(t, theirs).want(200)
		got := []any{read.text("state"), read.text("reason"), v.pia.get(t, ours).text("state"), v.cora.codes(t),
			slices.Contains(v.admin.get(t, "/audit?limit=200").want(200).each("items", "kind"), "follow_up.not_needed")}
		if diff := cmp.Diff([]any{"open", "", "open", []string{"follow_up.given"}, false}, got); diff != "" {
			t.Errorf("while it is a draft: %s", diff)
		}
		v.paul.put(t, ours, object{"state": "done"}, "If-Match", "*").want(200)
		if r := v.pia.get(t, at).want(200); r.text("follow_ups.0.reason") != "They alre" || v.leo.get(t, "/lessons/"+lesson.text("id")).at("follow_ups.1.done") != true {
			t.Errorf("a tick meanwhile: %s", r.raw)
		}
		v.pia.post(t, at+"/publish", nil).want(200)
		read = v.cora.get(t, theirs).want(200)
		if diff := cmp.Diff([]any{"not_needed", "They alre", []string{"follow_up.given", "follow_up.not_needed"}}, []any{read.text("state"), read.text("reason"), v.cora.codes(t)}); diff != "" {
			t.Errorf("once it is published: %s", diff)
		}
	})
}

// The people of both teams are known by their first names, in what is said became of a
// follow-up and in a lesson that asks another team for one.
func TestAFollowUpNamesNobody(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		experiment := v.inState(t, "concluded")
		at := "/experiments/" + experiment + "/lesson"
		v.pia.put(t, at, with(learned, object{"happened": "Then Cora told them", "follow_ups": []object{{"what": "Sell lids", "team_id": v.calls, "done": false}}}), "If-Match", "*").want(200)
		published := v.pia.post(t, at+"/publish", nil).want(200)
		ended := v.cora.put(t, "/follow-ups/"+published.text("follow_ups.0.id"), object{"state": "not_needed", "reason": "Cora told them, and Paul"}, "If-Match", "*").want(200)
		for _, words := range []string{published.text("happened"), ended.text("reason")} {
			if strings.Contains(words, "Cora") || strings.Contains(words, "Paul") || !strings.Contains(words, "colleague told them") {
				t.Error(words)
			}
		}
	})
}

// Another team or day for a follow-up, and another day to look at the lesson again, wait
// to be published too: nothing else publishes them.
func TestADayAndATeamArePublished(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		first := object{"review_by": "2027-01-10", "follow_ups": []object{{"what": "Buy lids", "due": "2026-12-08", "done": false}}}
		lesson := v.publish(t, nil, first)
		experiment := v.experimentOf(t, lesson.text("id"))
		at := "/experiments/" + experiment + "/lesson"
		save := func(review string, changes object) any {
			t.Helper()
			return v.pia.put(t, at, with(learned, object{"review_by": review, "follow_ups": []object{
				with(object{"id": lesson.text("follow_ups.0.id"), "what": "Buy lids", "due": "2026-12-08", "done": false}, changes)}}), "If-Match", "*").want(200).at("published")
		}
		got := []any{lesson.at("published"), save("2027-01-10", nil), save("2027-01-11", nil), save("2027-01-10", object{"due": "2026-12-09"}), save("2027-01-10", object{"team_id": v.calls})}
		if diff := cmp.Diff([]any{true, true, false, false, false}, got); diff != "" {
			t.Error(diff)
		}
		v.publish(t, nil, object{"supporting": []string{experiment}})
		v.work(t)
		if diff := cmp.Diff([]any{map[string]string{}, []string{}}, []any{v.cora.ours(t, ""), v.cora.codes(t)}); diff != "" {
			t.Errorf("given in a draft: %s", diff)
		}
		if r := v.pia.post(t, at+"/publish", nil).want(200); r.at("published") != true || len(v.cora.ours(t, "")) != 1 {
			t.Errorf("published: %s", r.raw)
		}
		v.pia.post(t, "/lessons/"+lesson.text("id")+"/still-true", object{"review_by": "2027-02-01"}).want(200)
		if r := v.pia.get(t, at).want(200); r.at("published") != true || strings.Contains(string(r.raw), "hidden") {
			t.Errorf("still true: %s", r.raw)
		}
	})
}

// On the day and then weekly, four times; then the lesson's team is told, once. The end
// of the experiment is no end of it, nor is the archive.
func TestAFollowUpIsChased(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		_, experiment := v.lids(t, nil, nil)
		v.pia.post(t, "/experiments/"+experiment+"/archive", nil).want(200)
		chased := map[string][]string{}
		v.watch.set(t, "2026-12-07 08:30")
		for range 60 {
			for range 2 { // two servers
				v.work(t)
			}
			v.watch.pass(24 * time.Hour)
		}
		for name, g := range map[string]guest{"calls": v.cora, "desk": v.pia} {
			chased[name] = slices.DeleteFunc(g.codes(t), func(code string) bool { return !strings.HasPrefix(code, "follow_up.") })
		}
		week := "follow_up.overdue"
		want := map[string][]string{"calls": {"follow_up.given", "follow_up.due", week, week, week, week}, "desk": {"follow_up.due", week, week, week, week, "follow_up.stuck"}}
		if diff := cmp.Diff(want, chased); diff != "" {
			t.Error(diff)
		}
		for _, n := range v.cora.get(t, "/notifications?limit=200").list("items") {
			if at, _ := time.Parse(time.RFC3339, n.(object)["created_at"].(string)); n.(object)["code"] == "follow_up.due" && at.In(madrid).Format("2006-01-02 15") < "2026-12-07 09" {
				t.Errorf("it was told at %s", at)
			}
		}
	})
}

// Nobody is chased for what is done, not needed, due on no day, or not theirs yet.
func TestWhatIsNotChased(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		experiment := v.inState(t, "concluded")
		at := "/experiments/" + experiment + "/lesson"
		v.pia.put(t, at, with(learned, object{"follow_ups": []object{
			{"what": "Tell callers about lids", "team_id": v.calls, "due": "2026-12-07", "done": false}, {"what": "Buy lids", "due": "2026-12-07", "done": false},
			{"what": "Buy cups", "done": false}, {"what": "Buy tea", "due": "2026-12-07", "done": true}}}), "If-Match", "*").want(200)
		lessonOf := v.pia.get(t, at).want(200)
		week := func() {
			for range 9 {
				v.watch.pass(24 * time.Hour)
				v.work(t)
			}
		}
		v.watch.set(t, "2026-12-05 12:00")
		week()
		if diff := cmp.Diff([]any{[]string{"follow_up.due", "follow_up.overdue"}, []string{}}, []any{v.pia.codes(t), v.cora.codes(t)}); diff != "" {
			t.Errorf("unpublished: %s", diff)
		}
		v.pia.put(t, "/follow-ups/"+lessonOf.text("follow_ups.1.id"), object{"state": "done"}, "If-Match", "*").want(200)
		v.pia.post(t, at+"/publish", nil).want(200) // and what it asks of others is late already
		if diff := cmp.Diff([]string{"follow_up.given"}, v.cora.codes(t)); diff != "" {
			t.Error(diff)
		}
		v.watch.pass(24 * time.Hour)
		v.work(t)
		v.cora.put(t, "/follow-ups/"+lessonOf.text("follow_ups.0.id"), object{"state": "not_needed", "reason": "They know"}, "If-Match", "*").want(200)
		week()
		if diff := cmp.Diff([]any{[]string{"follow_up.due", "follow_up.overdue", "follow_up.not_needed"}, []string{"follow_up.given", "follow_up.due"}}, []any{v.pia.codes(t), v.cora.codes(t)}); diff != "" {
			t.Errorf("published: %s", diff)
		}
	})
}

// What is due comes first, page after page; Home tells what is due by now.
func TestFollowUpsInOrder(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.lids(t, object{"due": "2026-11-20"}, object{"due": "2026-11-22"})
		v.lids(t, object{"what": "Sing", "due": nil}, object{"what": "Dance", "due": "2026-11-23"})
		want := []string{"Tell callers about lids", "Buy lids", "Dance", "Sing"}
		if diff := cmp.Diff(want, v.pia.walk(t, "/follow-ups", 1, "what", nothing)); diff != "" {
			t.Error(diff)
		}
		for query, want := range map[string]map[string]string{
			"overdue=true": {"Tell callers about lids": "open"}, "team=" + v.calls: {"Tell callers about lids": "open", "Sing": "open"}, "state=done": {},
		} {
			if diff := cmp.Diff(want, v.pia.ours(t, query)); diff != "" {
				t.Errorf("%s: %s", query, diff)
			}
		}
		all := v.pia.get(t, "/follow-ups").want(200)
		if diff := cmp.Diff([]any{2.0, 0.0, -1.0, nil}, []any{all.at("items.0.late"), all.at("items.1.late"), all.at("items.2.late"), all.at("items.3.late")}); diff != "" {
			t.Errorf("days late: %s", diff)
		}
		home := func(g guest) []string { return g.get(t, "/home").want(200).each("follow_ups", "what") }
		if diff := cmp.Diff([][]string{{"Buy lids"}, {"Tell callers about lids"}, {}}, [][]string{home(v.pia), home(v.cora), home(v.admin)}); diff != "" {
			t.Error(diff)
		}
	})
}

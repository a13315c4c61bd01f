package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func (v *town) say(t *testing.T, by guest, review, text string) reply {
	t.Helper()
	return by.post(t, review+"/comments", object{"text": text})
}

func mention(g guest) string { return "@[somebody](person:" + g.id + ")" }

// Everyone who reads a review may say something; what they mention is called by its
// name of today, and they are told.
func TestComments(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "in_review")
		review := "/reviews/" + v.reviewOf(t, id)
		made := v.say(t, v.cora, review, "Lids **first**, "+mention(v.rosa)+"?\n<script>x</script>").want(201)
		got := []any{made.at("by"), made.at("html"), made.at("version"), made.at("may_edit")}
		want := []any{"Cora Caller", "<p>Lids <strong>first</strong>, <span class=\"mention\">@Rosa Review</span>?<br>\n&lt;script&gt;x&lt;/script&gt;</p>\n", 1.0, true}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if made.header.Get("Location") != "/api/v1"+review+"/comments/"+made.text("id") || made.etag() == "" {
			t.Errorf("said at %s", made.header)
		}
		told := v.rosa.get(t, "/notifications?unread=true").want(200)
		at := slices.Index(told.each("items", "code"), "review.mentioned")
		timeline := v.rosa.get(t, review+"/timeline").want(200)
		last := len(timeline.list("items")) - 1
		if at < 0 || told.text(fmt.Sprintf("items.%d.link", at)) != review+"#"+timeline.text(fmt.Sprintf("items.%d.id", last)) {
			t.Errorf("Rosa was told %s of %s", told.raw, timeline.raw)
		}
		v.admin.patch(t, "/people/"+v.rosa.id, object{"name": "Rosa Renamed"}).want(200)
		again := v.cora.get(t, review+"/comments/"+made.text("id")).want(200)
		if !strings.Contains(again.text("html"), "@Rosa Renamed<") || !strings.Contains(again.text("text"), "@[Rosa Renamed](person:"+v.rosa.id+")") {
			t.Errorf("after she was renamed: %s", again.raw)
		}
		v.say(t, v.cora, review, " \n ").refused(422, "invalid-input")
		v.say(t, v.cora, review, "Hello "+mention(v.nora)).refused(422, "invalid-input")
		v.say(t, v.cora, review, strings.Repeat("x", 4001)).refused(422, "invalid-input")
		v.say(t, v.cora, "/reviews/"+v.desk, "Hello").refused(404, "not-found")
		v.say(t, v.nora, review, "I have seen this before").want(201)
		v.say(t, v.cora, review, "Where, "+mention(v.nora)+"?").want(201) // who has spoken takes part
	})
}

// Only the author edits; what it said stays to be read, and who was mentioned is not
// told again.
func TestEditingAComment(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		_, review := v.closed(t)
		made := v.say(t, v.cora, review, "Lids, "+mention(v.rosa)+"?").want(201)
		at := review + "/comments/" + made.text("id")
		v.pia.put(t, at, object{"text": "No lids"}, "If-Match", "*").refused(403, "not-your-comment")
		v.admin.call(t, "DELETE", at, nil).refused(403, "not-your-comment")
		v.cora.put(t, at, object{"text": "No lids"}).refused(428, "precondition-required")
		v.cora.put(t, at, object{"text": "No lids"}, "If-Match", `"7"`).refused(412, "stale")
		edited := v.cora.put(t, at, object{"text": "Cups, " + mention(v.rosa) + " and " + mention(v.leo)}, "If-Match", made.etag()).want(200)
		if edited.at("version") != 2.0 || edited.text("edited_at") == "" || edited.text("earlier.0.html") != "<p>Lids, <span class=\"mention\">@Rosa Review</span>?</p>\n" {
			t.Errorf("edited: %s", edited.raw)
		}
		v.cora.put(t, at, object{"text": "Late"}, "If-Match", made.etag()).refused(412, "stale")
		if told := v.rosa.get(t, "/notifications").want(200); strings.Count(fmt.Sprint(told.each("items", "code")), "review.mentioned") != 1 {
			t.Errorf("Rosa was told %v", told.each("items", "code"))
		}
		if read := v.nora.get(t, at).want(200); read.text("earlier.0.html") == "" || read.at("may_edit") != nil {
			t.Errorf("a reader reads %s", read.raw)
		}
		v.cora.call(t, "DELETE", at, nil).want(204)
		v.cora.call(t, "DELETE", at, nil).refused(409, "comment-removed")
		v.cora.put(t, at, object{"text": "Back"}, "If-Match", "*").refused(409, "comment-removed")
		for who, earlier := range map[guest]int{v.cora: 0, v.rosa: 0, v.admin: 2} {
			r := who.get(t, at).want(200)
			if r.text("html") != "" || r.at("text") != nil || r.text("removed_at") == "" || len(r.list("earlier")) != earlier {
				t.Errorf("%s reads of what was removed: %s", who.name, r.raw)
			}
		}
		v.cora.get(t, "/reviews/"+v.reviewOf(t, v.inState(t, "in_review"))+"/comments/"+made.text("id")).refused(404, "not-found")
	})
}

func TestTooManyComments(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		review := "/reviews/" + v.reviewOf(t, v.inState(t, "in_review"))
		for range 20 {
			v.say(t, v.cora, review, "Lids").want(201)
		}
		if r := v.say(t, v.cora, review, "Lids").refused(429, "too-many-comments"); r.header.Get("Retry-After") == "" {
			t.Errorf("for how long? %s", r.header)
		}
		v.say(t, v.nora, review, "Lids").want(201)
		v.watch.pass(11 * time.Minute)
		v.say(t, v.cora, review, "Lids").want(201)
	})
}

// Who takes part, and nobody else, is named for those who want to mention them.
func TestWhoTakesPart(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		_, review := v.closed(t)
		v.say(t, v.cora, review, "Lids").want(201)
		r := v.nora.get(t, review+"/people").want(200)
		got := map[string]string{}
		for i, name := range r.each("items", "name") {
			got[name] = r.text(fmt.Sprintf("items.%d.part", i))
		}
		want := map[string]string{"Pia Proposer": "team", "Paul Partner": "team", "Rosa Review": "route", "Leo Lead": "route", "Cora Caller": "discussion"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		v.admin.patch(t, "/people/"+v.leo.id, object{"active": false}).want(200)
		if r := v.nora.get(t, review+"/people").want(200); slices.Contains(r.each("items", "id"), v.leo.id) {
			t.Errorf("who has left is offered: %s", r.raw)
		}
	})
}

// One timeline tells what was decided, offered, said and edited at every revision,
// in the order of time, page after page.
func TestTheTimelineOfReviews(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id, review := v.closed(t)
		at := "/experiments/" + id
		v.say(t, v.cora, review, "Lids?").want(201)
		v.decide(t, v.rosa, id, "approve", object{"gates": atSafety, "reason": "Lids"}).want(201)
		v.raise(t, v.cora, id, "public_promise").want(200)
		v.lower(t, v.rosa, id, "public_promise").want(200)
		v.offer(t, v.leo, id, fewer, nil).want(201)
		v.pia.post(t, review+"/counter-offers/1/accept", nil).want(200)
		next := "/reviews/" + v.reviewOf(t, id)
		v.decide(t, v.rosa, id, "approve_with_conditions", object{"conditions": []object{{"text": "Lids", "when": "before_start"}}}).want(201)
		v.pia.post(t, at+"/conditions/2/met", object{"note": "Here they are"}).want(200)
		v.say(t, v.pia, next, "Off we go").want(201)
		r := v.nora.get(t, next+"/timeline").want(200)
		got := []string{}
		for _, item := range r.list("items") {
			e := item.(object)
			words := []string{fmt.Sprint(e["revision"]), e["kind"].(string)}
			for _, key := range []string{"gate", "verdict", "door", "turn", "state", "n", "text", "note", "by"} {
				if e[key] != nil {
					words = append(words, fmt.Sprint(e[key]))
				}
			}
			got = append(got, strings.Join(words, " "))
		}
		want := []string{
			"1 revision one_way Pia Proposer",
			"1 comment Cora Caller",
			"1 decision health_or_safety approve Lids Rosa Review",
			"1 raised public_promise The kettle stands beside the pram Cora Caller",
			"1 lowered public_promise The cups have lids Rosa Review",
			"1 counter_offer one_way 1 So it stays small Leo Lead",
			"1 turn team",
			"1 counter_offer_answered accepted 1 Pia Proposer",
			"2 revision one_way Pia Proposer",
			"1 dismissed health_or_safety approve",
			"2 decision health_or_safety approve_with_conditions Rosa Review",
			"2 condition_met health_or_safety 2 Lids Here they are",
			"2 comment Pia Proposer",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		paged, path := []string{}, review+"/timeline?limit=4"
		for path != "" {
			page := v.pia.get(t, path).want(200)
			paged = append(paged, page.each("items", "id")...)
			path = ""
			if more := page.text("next_cursor"); more != "" {
				path = review + "/timeline?limit=4&cursor=" + more
			}
		}
		if diff := cmp.Diff(r.each("items", "id"), paged); diff != "" {
			t.Errorf("from the other review, in pages: %s", diff)
		}
	})
}

// Once it is concluded, readers from outside read months, and nobody's name.
func TestTheTimelineNamesNobodyOutside(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "in_review")
		review := "/reviews/" + v.reviewOf(t, id)
		said := v.say(t, v.rosa, review, "Lids, "+mention(v.pia)+"?").want(201)
		v.say(t, v.pia, review, "Lids").want(201)
		v.offer(t, v.rosa, id, safe, nil).want(201)
		v.pia.post(t, review+"/counter-offers/1/reject", object{"reason": "No"}).want(200)
		v.decide(t, v.rosa, id, "approve", nil).want(201)
		v.pia.post(t, "/experiments/"+id+"/start", nil).want(200)
		v.pia.post(t, "/experiments/"+id+"/conclusion", object{"outcome": "worked"}).want(200)
		for _, path := range []string{review + "/timeline", review + "/comments/" + said.text("id"), review + "/people", review} {
			raw := string(v.cora.get(t, path).want(200).raw)
			for _, g := range []guest{v.pia, v.rosa, v.leo} {
				if strings.Contains(raw, g.name) || strings.Contains(raw, g.id) {
					t.Errorf("%s names %s: %s", path, g.name, raw)
				}
			}
		}
		for _, e := range v.cora.get(t, review+"/timeline").want(200).list("items") {
			if at := e.(object)["at"]; at != v.watch.month() {
				t.Errorf("it tells %v", at)
			}
		}
		r := v.cora.get(t, review+"/timeline", "Accept-Language", "es").want(200)
		if by := r.each("items", "by"); !slices.Contains(by, "una persona que revisa") || !slices.Contains(by, "el equipo") || !slices.Contains(by, "alguien") {
			t.Errorf("by %v", by)
		}
		if raw := string(v.paul.get(t, review+"/timeline").want(200).raw); !strings.Contains(raw, v.rosa.name) {
			t.Errorf("the team reads %s", raw)
		}
	})
}

// An edit that is not material notifies those whose answer holds, once.
func TestAnEditInPassingNotifies(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id, _ := v.closed(t)
		v.decide(t, v.rosa, id, "approve", object{"gates": atSafety}).want(201)
		for _, title := range []string{"Hot tea", "Very hot tea"} {
			v.pia.patch(t, "/experiments/"+id, object{"title": title}).want(200)
		}
		for who, want := range map[guest]int{v.rosa: 1, v.leo: 0} {
			got := 0
			for _, code := range who.get(t, "/notifications").want(200).each("items", "code") {
				if code == "review.edited" {
					got++
				}
			}
			if got != want {
				t.Errorf("%s was told %d times", who.name, got)
			}
		}
		v.offer(t, v.leo, id, fewer, nil).want(201)
		v.pia.post(t, "/reviews/"+v.reviewOf(t, id)+"/counter-offers/1/reject", object{"reason": "No"}).want(200)
		if codes := v.leo.get(t, "/notifications").want(200).each("items", "code"); !slices.Contains(codes, "offer.rejected") {
			t.Errorf("Leo was told %v", codes)
		}
	})
}

package api_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A team is asked on the day it chose, and then monthly, four times in all; it says that
// the lesson is still true, or that another supersedes it. Readers see the month.
func TestALessonIsLookedAtAgain(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		lesson := v.publish(t, nil, object{"review_by": "2027-01-10"})
		at := "/lessons/" + lesson.text("id")
		read := v.leo.get(t, at).want(200)
		if lesson.text("review_by") != "2027-01-10" || read.text("review_in") != "2027-01" || strings.Contains(string(read.raw), "2027-01-10") || lesson.at("published") != true {
			t.Errorf("the team reads %q, others %s", lesson.text("review_by"), read.raw)
		}
		asked := func(days int) int {
			t.Helper()
			for range days {
				v.work(t)
				v.work(t) // another server
				v.watch.pass(24 * time.Hour)
			}
			return len(slices.DeleteFunc(v.pia.codes(t), func(code string) bool { return code != "lesson.look" }))
		}
		v.watch.set(t, "2027-01-09 12:00")
		if got := []int{asked(1), asked(2), asked(31), asked(150)}; !cmp.Equal(got, []int{0, 1, 2, 4}) {
			t.Errorf("asked %v times", got)
		}
		v.cora.post(t, at+"/still-true", nil).refused(403, "not-yours-to-confirm")
		v.pia.post(t, at+"/still-true", nil, "If-Match", `"99"`).refused(412, "stale")
		refused := v.pia.post(t, at+"/still-true", object{"review_by": "2027-01-10"}).refused(422, "invalid-input")
		if diff := cmp.Diff(map[string]string{"body.review_by": "in_the_past"}, refused.places()); diff != "" {
			t.Error(diff)
		}
		v.watch.set(t, "2027-07-01 12:00")
		if r := v.pia.post(t, at+"/still-true", nil).want(200); r.text("review_in") != "2028-07" || r.etag() == read.etag() || r.at("edition") != 1.0 {
			t.Errorf("in a year: %s", r.raw)
		}
		v.pia.post(t, at+"/still-true", object{"review_by": "2027-08-01"}).want(200)
		newer := v.publish(t, nil, nil).text("id")
		v.pia.put(t, at+"/superseded-by", object{"lesson_id": newer}, "If-Match", "*").want(200)
		if n := asked(60); n != 4 {
			t.Errorf("superseded, it was asked %d times", n)
		}
		experiment := v.experimentOf(t, lesson.text("id"))
		again := v.pia.post(t, "/experiments/"+experiment+"/lesson/publish", nil).want(200)
		if again.text("review_by") != "2028-08-30" {
			t.Errorf("published after its day, it is looked at again by %s", again.text("review_by"))
		}
	})
}

// What a team has only written holds for nobody: it is asked on the day that it published.
func TestADraftChangesNoLook(t *testing.T) {
	for name, drafted := range map[string]object{"no day": {}, "a later day": {"review_by": "2028-01-10"}} {
		t.Run(name, func(t *testing.T) {
			inTown(t, func(t *testing.T, v *town) {
				lesson := v.publish(t, nil, object{"review_by": "2027-01-10"}).text("id")
				v.pia.put(t, "/experiments/"+v.experimentOf(t, lesson)+"/lesson", with(learned, drafted), "If-Match", "*").want(200)
				v.watch.set(t, "2027-01-10 12:00")
				v.work(t)
				if !slices.Contains(v.pia.codes(t), "lesson.look") || v.leo.get(t, "/lessons/"+lesson).text("review_in") != "2027-01" {
					t.Error("the team was not asked")
				}
				v.watch.set(t, "2027-03-01 12:00")
				newer := v.publish(t, nil, nil).text("id")
				for _, by := range []any{newer, nil} { // superseded, and taken back
					v.pia.put(t, "/lessons/"+lesson+"/superseded-by", object{"lesson_id": by}, "If-Match", "*").want(200)
				}
				before := len(v.pia.codes(t))
				v.watch.pass(days)
				v.work(t)
				if len(v.pia.codes(t)) == before {
					t.Error("after it was superseded for a while, the team is not asked any more")
				}
			})
		})
	}
}

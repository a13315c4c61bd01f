package api_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ajar/internal/database"
)

// returns are what somebody was told about lessons, newest first.
func (g guest) returns(t *testing.T) []string {
	t.Helper()
	return slices.DeleteFunc(g.get(t, "/notifications?limit=200").want(200).each("items", "code"), func(code string) bool {
		return !strings.HasPrefix(code, "lesson.") && !strings.HasPrefix(code, "thanks.")
	})
}

// rows counts the rows of a table.
func (h *house) rows(t *testing.T, table string) (n int64) {
	t.Helper()
	if err := h.db.Read(context.Background()).Table(table).Count(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

// Who read a lesson, whom it helped and who builds on it is counted once each; its team
// reads all of it, others what helps them choose, and nobody who it was.
func TestWhatComesBackForALesson(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		lesson := v.publish(t, nil, nil).text("id")
		at := "/lessons/" + lesson
		v.cora.get(t, "/lessons/"+v.desk+"/return").refused(404, "not-found")
		for _, g := range []guest{v.pia, v.paul, v.cora, v.cora, v.rosa} {
			g.post(t, at+"/read", nil).want(204)
		}
		v.join(t, v.calls, v.nora)
		v.cora.post(t, at+"/helped", object{"team_id": v.calls}).want(200)
		v.cora.post(t, at+"/helped", nil).want(200)
		v.nora.post(t, at+"/helped", nil).want(200)
		v.rosa.post(t, at+"/helped", nil).want(200) // for nobody but herself
		v.cora.post(t, "/experiments", v.proposal(nil, object{"team_id": v.calls, "builds_on": []string{lesson}})).want(201)
		v.cora.post(t, "/experiments", v.proposal(nil, object{"team_id": v.calls, "builds_on": []string{lesson}, "submit": true})).want(201)
		own := v.pia.post(t, "/experiments", v.proposal(nil, object{"builds_on": []string{lesson}, "submit": true})).want(201).text("id")

		seen := func(g guest, want object) {
			t.Helper()
			if diff := cmp.Diff(want, g.get(t, at+"/return").want(200).body); diff != "" {
				t.Errorf("%s reads %s", g.name, diff)
			}
		}
		seen(v.pia, object{"used_in": 2.0, "helped_teams": 1.0, "helped_people": 3.0, "readers": 2.0, "helped": false, "mine": true})
		seen(v.cora, object{"used_in": 2.0, "helped_teams": 1.0, "helped": true, "mine": false})
		r := v.leo.get(t, "/lessons").want(200)
		if r.at("items.0.used_in") != 2.0 || r.at("items.0.helped_teams") != 1.0 {
			t.Errorf("the library: %s", r.raw)
		}
		if n := len(v.leo.get(t, "/experiments?builds_on="+lesson).want(200).list("items")); n != 2 {
			t.Errorf("%d build on it", n)
		}

		v.pia.patch(t, "/experiments/"+own, object{"builds_on": []string{}}).want(200)
		v.cora.call(t, "DELETE", at+"/helped", nil).want(204)
		v.nora.call(t, "DELETE", at+"/helped", nil).want(204)
		v.nora.call(t, "DELETE", at+"/helped", nil).want(204)
		seen(v.cora, object{"used_in": 1.0, "helped_teams": 0.0, "helped": false, "mine": false})

		v.paul.post(t, at+"/helped", nil).refused(409, "own-lesson")
		v.cora.post(t, at+"/helped", object{"team_id": v.desk}).refused(403, "not-your-team")
		if n := v.rows(t, "lesson_helps"); n != 1 {
			t.Errorf("%d say that it helped", n)
		}
	})
}

// A team is told of the first time, and then of a week at its end: how many, never who.
func TestATeamIsToldWhatItsLessonsDo(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		lesson := v.publish(t, nil, nil).text("id")
		at := "/lessons/" + lesson
		build := func() {
			t.Helper()
			v.cora.post(t, "/experiments", v.proposal(nil, object{"team_id": v.calls, "builds_on": []string{lesson}, "submit": true})).want(201)
		}
		v.pia.post(t, "/experiments", v.proposal(nil, object{"builds_on": []string{lesson}, "submit": true})).want(201)
		v.cora.post(t, at+"/read", nil).want(204)
		if told := v.pia.returns(t); len(told) > 0 {
			t.Errorf("of a reader, and of itself, it is told at once: %v", told)
		}
		for range 2 {
			v.cora.post(t, at+"/helped", nil).want(200)
			v.cora.call(t, "DELETE", at+"/helped", nil).want(204)
			build()
		}
		v.cora.post(t, at+"/helped", nil).want(200)
		for _, g := range []guest{v.pia, v.paul} {
			if diff := cmp.Diff([]string{"lesson.used", "lesson.helped"}, g.returns(t)); diff != "" {
				t.Errorf("%s is told: %s", g.name, diff)
			}
		}
		v.watch.pass(7 * days)
		v.work(t)
		r := v.pia.get(t, "/notifications").want(200)
		if diff := cmp.Diff([]any{"lesson.week", object{"readers": "1", "teams": "1", "used": "3"}, at}, []any{r.at("items.0.code"), r.at("items.0.params"), r.at("items.0.link")}); diff != "" {
			t.Error(diff)
		}
		v.watch.pass(7 * days)
		v.work(t)
		v.rosa.post(t, at+"/read", nil).want(204)
		v.cora.call(t, "DELETE", at+"/helped", nil).want(204)
		v.watch.pass(7 * days)
		v.work(t)
		last := v.pia.get(t, "/notifications").want(200)
		if diff := cmp.Diff([]any{object{"readers": "1", "teams": "0", "used": "0"}, "lesson.week"}, []any{last.at("items.0.params"), last.at("items.1.code")}); diff != "" {
			t.Errorf("the next week: %s", diff)
		}
		for _, g := range []guest{v.cora, v.rosa, v.admin} {
			if told := g.returns(t); len(told) > 0 {
				t.Errorf("%s is told %v", g.name, told)
			}
		}
		for _, hidden := range []string{"Cora", "Call centre", v.cora.id, v.calls} {
			if strings.Contains(string(r.raw)+string(last.raw), hidden) {
				t.Errorf("it tells %q", hidden)
			}
		}
	})
}

// Who is counted while a team is being told is told of too, now or with the next week.
func TestAReaderWhoComesWhileTheTeamIsTold(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/lessons/" + v.publish(t, nil, nil).text("id")
		v.cora.post(t, at+"/read", nil).want(204)
		v.watch.pass(7 * days)
		told := make(chan error, 1)
		err := v.db.InTx(t.Context(), func(ctx context.Context) error {
			err := v.db.Write(ctx).Exec("UPDATE lesson_returns SET readers = readers + 1").Error
			go func() { told <- v.jobs.RunDue(context.Background()) }()
			v.awaitALock(t)
			return err
		})
		if err := errors.Join(err, <-told); err != nil {
			t.Fatal(err)
		}
		r := v.pia.get(t, "/notifications").want(200)
		if r.text("items.0.code") != "lesson.week" || r.text("items.0.params.readers") != "2" {
			t.Errorf("Pia is told %s", r.raw)
		}
	})
}

// awaitALock waits until somebody waits for a row, where rows are what one waits for.
func (h *house) awaitALock(t *testing.T) {
	t.Helper()
	for waiting := 0; waiting == 0 && h.db.Dialect() == database.Postgres; {
		err := h.db.Read(t.Context()).Raw("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").Scan(&waiting).Error
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Who is counted already opens a lesson also while the one writer of SQLite is busy.
func TestReadingAgainWritesNothing(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/lessons/" + v.publish(t, nil, nil).text("id") + "/read"
		v.cora.post(t, at, nil).want(204)
		err := v.db.InTx(t.Context(), func(ctx context.Context) error {
			err := v.db.Write(ctx).Exec("UPDATE lesson_returns SET readers = readers").Error
			v.cora.post(t, at, nil).want(204)
			v.pia.post(t, at, nil).want(204) // of the team that wrote it
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// When a month is over nothing is left of who read what but how many they were.
func TestReadersAreForgotten(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		one, two := v.publish(t, nil, nil).text("id"), v.publish(t, nil, nil).text("id")
		for _, id := range []string{one, two} {
			v.cora.post(t, "/lessons/"+id+"/read", nil).want(204)
		}
		var readers [][]byte
		if err := v.db.Read(t.Context()).Table("lesson_readers").Pluck("reader", &readers).Error; err != nil || len(readers) != 2 || slices.Equal(readers[0], readers[1]) {
			t.Errorf("the same reader of two lessons: %x, %v", readers, err)
		}
		v.watch.pass(31 * days)
		v.work(t)
		if n := v.rows(t, "lesson_readers") + v.rows(t, "reading_keys"); n != 0 {
			t.Errorf("%d rows are left", n)
		}
		v.cora.post(t, "/lessons/"+one+"/read", nil).want(204)
		if n := v.pia.get(t, "/lessons/"+one+"/return").want(200).at("readers"); n != 2.0 {
			t.Errorf("%v readers in two months", n)
		}
	})
}

// Many at once are counted each, whichever lessons they have in common.
func TestReturnsInARace(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		one, two := v.publish(t, nil, nil).text("id"), v.publish(t, nil, nil).text("id")
		const many = 6
		var all sync.WaitGroup
		for i := range many {
			g := v.person(t, fmt.Sprint("Guest ", string(rune('A'+i))))
			lessons := []string{one, two}
			if i%2 == 1 {
				slices.Reverse(lessons)
			}
			all.Go(func() {
				for _, id := range lessons {
					g.post(t, "/lessons/"+id+"/read", nil).want(204)
					g.post(t, "/lessons/"+id+"/helped", nil).want(200)
				}
				v.cora.post(t, "/experiments", v.proposal(nil, object{"team_id": v.calls, "builds_on": lessons, "submit": true})).want(201)
			})
		}
		all.Wait()
		for _, id := range []string{one, two} {
			want := object{"used_in": 6.0, "helped_teams": 0.0, "helped_people": 6.0, "readers": 6.0, "helped": false, "mine": true}
			if diff := cmp.Diff(want, v.pia.get(t, "/lessons/"+id+"/return").want(200).body); diff != "" {
				t.Error(diff)
			}
		}
	})
}

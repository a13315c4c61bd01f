package api_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ajar/internal/accounts"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

// madrid is where the town is; it works Monday to Friday, nine to five.
var madrid = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		panic(err)
	}
	return zone
}()

// set makes it a time such as "2026-11-23 10:00" in Madrid.
func (w *watch) set(t *testing.T, clock string) {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", clock, madrid)
	if err != nil {
		t.Fatal(err)
	}
	w.at.Store(at.UnixMicro())
}

// told are what somebody was told, oldest first: "Tue 24 10:30 review.waits E-1".
func (g guest) told(t *testing.T) []string {
	t.Helper()
	r := g.get(t, "/notifications?limit=200").want(200)
	all := []string{}
	for i := range r.list("items") {
		at, err := time.Parse(time.RFC3339, r.text(fmt.Sprintf("items.%d.created_at", i)))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.TrimSpace(fmt.Sprint(at.In(madrid).Format("Mon _2 15:04"), " ", r.text(fmt.Sprintf("items.%d.code", i)), " ", r.text(fmt.Sprintf("items.%d.experiment.key", i)))))
	}
	slices.Reverse(all)
	return all
}

// codes are what somebody was told, without when and of what.
func (g guest) codes(t *testing.T) []string {
	t.Helper()
	codes := g.get(t, "/notifications?limit=200").want(200).each("items", "code")
	slices.Reverse(codes)
	return codes
}

// waits are the experiments in which the next move is theirs.
func (g guest) waits(t *testing.T) []string {
	t.Helper()
	return g.get(t, "/reviews?turn=mine").want(200).each("items", "experiment.id")
}

// Two weeks in which nobody answers: the reviewers of one proposal, and the team of
// another. Two servers do the work, and are started anew on the way; each step is
// taken once, in working hours.
func TestTwoWeeks(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		bo := v.person(t, "Bo Backup", accounts.Reviewer)
		v.admin.put(t, "/routes/safety", object{"members": []string{v.rosa.id}, "backups": []string{bo.id}}, "If-Match", "*").want(200)
		v.watch.set(t, "2026-11-23 10:00")
		far := object{"submit": true, "ends_on": "2027-03-31"}
		silentRoute := v.pia.post(t, "/experiments", v.proposal(scalding, far)).want(201).text("id")
		silentTeam := v.pia.post(t, "/experiments", v.proposal(scalding, far)).want(201).text("id")
		v.decide(t, v.rosa, silentTeam, "request_changes", object{"reason": "Lids?"}).want(201)
		v.walk(t, 14*24+2)
		for _, c := range []struct {
			who  guest
			want []string
		}{
			{v.rosa, []string{"Mon 23 10:30 review.asked E-1", "Tue 24 10:30 review.waits E-1"}},
			{bo, []string{"Wed 25 10:30 review.late E-1"}},
			{v.admin, []string{"Mon 30 10:30 review.very_late E-1"}},
			{v.paul, []string{"Mon 23 10:30 review.team_asked E-2", "Tue 24 10:30 review.team_waits E-2", "Mon 30 10:30 review.team_waits E-2",
				"Fri  4 10:30 review.team_warned E-2", "Mon  7 10:30 review.expired E-2"}},
			{v.leo, []string{}},
		} {
			if diff := cmp.Diff(c.want, c.who.told(t)); diff != "" {
				t.Errorf("%s was told: %s", c.who.name, diff)
			}
		}
		for id, want := range map[string][]string{
			silentRoute: {"experiment.registered", "experiment.submitted", "review.reminded", "review.escalated", "review.escalated"},
			silentTeam: {"experiment.registered", "experiment.submitted", "experiment.gate_open", "review.turn_team", "review.reminded", "review.reminded",
				"review.reminded", "experiment.expired"},
		} {
			if diff := cmp.Diff(want, v.pia.get(t, "/experiments/"+id+"/timeline").want(200).each("items", "kind")); diff != "" {
				t.Errorf("the timeline: %s", diff)
			}
		}
		if s := v.statusOf(t, silentRoute); s != "in_review" {
			t.Errorf("whose reviewers are silent is %s", s)
		}
		if s := v.statusOf(t, silentTeam); s != "draft" {
			t.Errorf("whose team is silent is %s", s)
		}
	})
}

// walk lets so many hours pass, with two servers at work, which are started anew in
// the middle.
func (v *town) walk(t *testing.T, hours int) {
	t.Helper()
	v.watch.pass(30 * time.Minute)
	servers := []*house{v.again(t), v.again(t)}
	for hour := range hours {
		if hour == hours/2 {
			servers = []*house{v.again(t), v.again(t)}
		}
		var both sync.WaitGroup
		for _, server := range servers {
			both.Go(func() { server.work(t) })
		}
		both.Wait()
		v.watch.pass(time.Hour)
	}
}

// again is another server on the same registry.
func (h *house) again(t *testing.T) *house { return furnish(t, h.db, h.watch) }

// What has gone back to draft has lost nothing, and is submitted again.
func TestAfterTheTeamWasSilent(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.watch.set(t, "2026-11-23 10:00")
		id := v.pia.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true, "ends_on": "2027-03-31"})).want(201).text("id")
		at, review := "/experiments/"+id, "/reviews/"+v.reviewOf(t, id)
		v.decide(t, v.rosa, id, "approve", object{"gates": []string{"health_or_safety"}}).want(201)
		v.decide(t, v.leo, id, "request_changes", object{"gates": []string{"customers_exposed"}, "reason": "So many?"}).want(201)
		before := v.pia.get(t, at).want(200)
		for _, day := range []string{"2026-12-04 11:00", "2026-12-07 11:01"} {
			v.watch.set(t, day)
			v.work(t)
		}
		r := v.pia.get(t, review).want(200)
		got := []any{r.at("state"), r.at("due_at"), r.at("gates.0.may_decide"), len(r.list("gates.1.decisions")), r.at("gates.0.asked")}
		if diff := cmp.Diff([]any{"expired", nil, nil, 1, nil}, got); diff != "" {
			t.Errorf("the review: %s", diff)
		}
		after := v.pia.get(t, at).want(200)
		for _, field := range []string{"title", "change", "answers", "revision", "key"} {
			if diff := cmp.Diff(before.at(field), after.at(field)); diff != "" {
				t.Errorf("%s: %s", field, diff)
			}
		}
		if after.at("door") != nil || after.text("status") != "draft" || !slices.Contains(after.list("actions"), any("submit")) || !slices.Contains(after.list("actions"), any("withdraw")) {
			t.Errorf("back in draft: %s", after.raw)
		}
		v.decide(t, v.rosa, id, "approve", object{"gates": []string{"health_or_safety"}}).refused(409, "review-closed")
		for _, g := range []guest{v.pia, v.rosa, v.leo} {
			if w := g.waits(t); len(w) > 0 {
				t.Errorf("it waits for %s", g.name)
			}
		}
		v.pia.patch(t, at, object{"answers": object{"customers_exposed": 100}}).want(200)
		if s := v.pia.post(t, at+"/submit", nil).want(200); s.text("status") != "in_review" || s.at("revision") != 2.0 || len(s.list("requirements")) != 1 {
			t.Errorf("submitted again: %s", s.raw)
		}
		v.decide(t, v.rosa, id, "approve", nil).want(201)
		v.pia.post(t, at+"/start", nil).want(200)
	})
}

// Whatever the team does about it, its clock begins again; what reviewers do does
// not stop it.
func TestTheTeamIsNotSilent(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.watch.set(t, "2026-11-23 10:00")
		id := v.pia.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true, "ends_on": "2027-03-31"})).want(201).text("id")
		v.decide(t, v.rosa, id, "approve_with_conditions", object{"gates": []string{"health_or_safety"}, "conditions": []object{{"text": "Lids", "when": "before_start"}, {"text": "Trays", "when": "before_start"}}}).want(201)
		v.decide(t, v.leo, id, "request_changes", object{"gates": []string{"customers_exposed"}, "reason": "So many?"}).want(201)
		due := func(want string) {
			t.Helper()
			at, err := time.Parse(time.RFC3339, v.pia.get(t, "/reviews/"+v.reviewOf(t, id)).want(200).text("due_at"))
			if got := at.In(madrid).Format("2006-01-02 15:04"); err != nil || got != want {
				t.Errorf("it is due at %s, not %s: %v", got, want, err)
			}
		}
		due("2026-12-07 10:00")
		v.watch.set(t, "2026-12-01 12:00")
		v.work(t)
		v.pia.post(t, "/experiments/"+id+"/conditions/3/met", object{"note": "Lids are here"}).want(200)
		due("2026-12-15 12:00")
		v.watch.set(t, "2026-12-02 12:00")
		v.decide(t, v.rosa, id, "approve", object{"gates": []string{"health_or_safety"}}).want(201)
		due("2026-12-15 12:00")
		v.rosa.post(t, "/reviews/"+v.reviewOf(t, id)+"/comments", object{"text": "Any news?"}).want(201)
		due("2026-12-15 12:00")
		v.watch.set(t, "2026-12-02 13:00")
		v.paul.post(t, "/reviews/"+v.reviewOf(t, id)+"/comments", object{"text": "Next week"}).want(201)
		due("2026-12-16 13:00")
		for _, day := range []string{"2026-12-15 13:01", "2026-12-16 13:00"} {
			v.watch.set(t, day)
			v.work(t)
			if s := v.statusOf(t, id); s != "in_review" {
				t.Errorf("at %s it is %s", day, s)
			}
		}
		v.watch.set(t, "2026-12-16 13:02")
		v.work(t)
		if s := v.statusOf(t, id); s != "draft" {
			t.Errorf("silent again, and it is %s", s)
		}
	})
}

// What only waits for its conditions, and what has started, never goes back to draft.
func TestWhatNeverExpires(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.watch.set(t, "2026-11-23 10:00")
		far := object{"submit": true, "ends_on": "2027-03-31"}
		ready := v.pia.post(t, "/experiments", v.proposal(scalding, far)).want(201).text("id")
		v.decide(t, v.rosa, ready, "approve_with_conditions", object{"conditions": []object{{"text": "Lids", "when": "before_start"}}}).want(201)
		paused := v.pia.post(t, "/experiments", v.proposal(nil, with(far, object{"start": true}))).want(201).text("id")
		v.pia.patch(t, "/experiments/"+paused, object{"answers": object{"health_or_safety": "yes"}}).want(200)
		v.decide(t, v.rosa, paused, "request_changes", object{"reason": "Lids?"}).want(201)
		v.work(t)
		for _, day := range []string{"2026-11-24 11:00", "2026-11-30 11:00", "2026-12-04 11:00", "2026-12-07 11:00", "2026-12-31 11:00"} {
			v.watch.set(t, day)
			v.work(t)
		}
		for id, want := range map[string]string{ready: "ready", paused: "paused"} {
			if s := v.statusOf(t, id); s != want {
				t.Errorf("it is %s, not %s", s, want)
			}
			if r := v.pia.get(t, "/reviews/"+v.reviewOf(t, id)).want(200); r.at("due_at") != nil || r.text("turn") != "team" {
				t.Errorf("its review: %s", r.raw)
			}
		}
		want := []string{"review.team_asked", "review.team_asked", "review.team_waits", "review.team_waits", "review.team_waits", "review.team_waits"}
		if diff := cmp.Diff(want, v.paul.codes(t)); diff != "" {
			t.Error(diff)
		}
	})
}

// Who can decide goes away in the middle of the review: the backups have the turn at
// once, and lose it when somebody of the route is back.
func TestNoReviewerIsLeft(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		bo := v.person(t, "Bo Backup", accounts.Reviewer)
		members := func(ids ...string) {
			v.admin.put(t, "/routes/safety", object{"members": append([]string{}, ids...), "backups": []string{bo.id}}, "If-Match", "*").want(200)
		}
		for what, c := range map[string]struct{ gone, back func() }{
			"deactivated": {func() { v.admin.patch(t, "/people/"+v.rosa.id, object{"active": false}).want(200) },
				func() { v.admin.patch(t, "/people/"+v.rosa.id, object{"active": true}).want(200) }},
			"no reviewer any more": {func() { v.admin.patch(t, "/people/"+v.rosa.id, object{"roles": []string{"member"}}).want(200) },
				func() { v.admin.patch(t, "/people/"+v.rosa.id, object{"roles": []string{"reviewer"}}).want(200) }},
			"taken out of the route": {func() { members() }, func() { members(v.rosa.id) }},
			"taken into the team":    {func() { v.join(t, v.desk, v.rosa) }, func() { v.leave(t, v.desk, v.rosa) }},
		} {
			members(v.rosa.id)
			id := v.inState(t, "in_review")
			v.work(t)
			if w := bo.waits(t); len(w) > 0 {
				t.Errorf("before Rosa is %s: %v", what, w)
			}
			c.gone()
			if diff := cmp.Diff([]string{id}, bo.waits(t)); diff != "" {
				t.Errorf("Rosa is %s: %s", what, diff)
			}
			v.work(t)
			if codes := bo.codes(t); len(codes) == 0 || codes[len(codes)-1] != "review.backups_asked" {
				t.Errorf("Rosa is %s: Bo was told %v", what, codes)
			}
			c.back()
			if w := bo.waits(t); len(w) > 0 {
				t.Errorf("Rosa is back: %v", w)
			}
			c.gone()
			v.decide(t, bo, id, "approve", nil).want(201)
			c.back()
			v.pia.post(t, "/experiments/"+id+"/stop", nil).want(200)
		}
	})
}

// Nobody can decide: the administrators are asked, everybody sees it, and whoever is
// chosen then has the turn.
func TestNobodyCanDecide(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.join(t, v.desk, v.rosa)
		id := v.rosa.post(t, "/experiments", v.proposal(scalding, object{"submit": true})).want(201).text("id")
		review := "/reviews/" + v.reviewOf(t, id)
		if r := v.pia.get(t, review).want(200); r.at("gates.0.nobody") != true || r.at("gates.0.asked") != "administrators" {
			t.Errorf("the review: %s", r.raw)
		}
		v.work(t)
		if diff := cmp.Diff([]string{"review.nobody"}, v.admin.codes(t)); diff != "" {
			t.Error(diff)
		}
		v.staff(t, "safety", v.rosa, v.nora)
		if diff := cmp.Diff([]string{id}, v.nora.waits(t)); diff != "" {
			t.Error(diff)
		}
		if r := v.pia.get(t, review).want(200); r.at("gates.0.nobody") != nil || r.at("gates.0.asked") != "members" {
			t.Errorf("with Nora: %s", r.raw)
		}
		v.work(t)
		if diff := cmp.Diff([]string{"review.asked"}, v.nora.codes(t)); diff != "" {
			t.Error(diff)
		}
		v.decide(t, v.nora, id, "approve", nil).want(201)
	})
}

// Who edits is no reviewer of it any more; the backups are asked at once.
func TestTheOnlyReviewerEdits(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		bo := v.person(t, "Bo Backup", accounts.Reviewer)
		v.admin.put(t, "/routes/safety", object{"members": []string{v.rosa.id}, "backups": []string{bo.id}}, "If-Match", "*").want(200)
		id := v.inState(t, "in_review")
		v.join(t, v.desk, v.rosa)
		v.rosa.patch(t, "/experiments/"+id, object{"tags": []string{"tea"}}).want(200)
		v.leave(t, v.desk, v.rosa)
		if diff := cmp.Diff([]string{id}, bo.waits(t)); diff != "" || len(v.rosa.waits(t)) > 0 {
			t.Error(diff)
		}
	})
}

// Withdrawing works wherever the review is.
func TestWithdrawAlwaysWorks(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for what, until := range map[string]func(id string){
			"just submitted":    func(string) {},
			"changes requested": func(id string) { v.decide(t, v.rosa, id, "request_changes", object{"reason": "Lids?"}).want(201) },
			"raised":            func(id string) { v.cora.post(t, "/experiments/"+id+"/raise-door", object{"reason": "Hot"}).want(200) },
			"nobody can decide": func(string) { v.staff(t, "safety"); v.work(t) },
			"late":              func(string) { v.watch.pass(9 * days); v.work(t) },
			"approved with conditions": func(id string) {
				v.decide(t, v.rosa, id, "approve_with_conditions", object{"conditions": []object{{"text": "Lids", "when": "before_start"}}}).want(201)
			},
		} {
			v.staff(t, "safety", v.rosa)
			id := v.inState(t, "in_review")
			until(id)
			v.paul.post(t, "/experiments/"+id+"/withdraw", nil).want(200)
			v.work(t)
			for _, g := range []guest{v.pia, v.rosa, v.leo} {
				if slices.Contains(g.waits(t), id) {
					t.Errorf("%s and withdrawn, it waits for %s", what, g.name)
				}
			}
		}
	})
}

// Two servers that look at the same moment tell everybody once.
func TestManyReviewsAreToldOnce(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := build(t, db).settle(t)
		for range 20 {
			v.inState(t, "in_review")
		}
		v.staff(t, "safety", v.nora)
		servers := []*house{v.again(t), v.again(t), v.again(t)}
		var all sync.WaitGroup
		for _, server := range servers {
			all.Go(func() { server.work(t) })
		}
		all.Wait()
		if n := len(v.nora.codes(t)); n != 20 {
			t.Errorf("Nora was told %d times", n)
		}
	})
}

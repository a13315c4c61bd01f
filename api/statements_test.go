package api_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

// counter is a log that counts the statements that ran.
type counter struct{ n atomic.Int64 }

func (*counter) Enabled(context.Context, slog.Level) bool { return true }
func (c *counter) WithAttrs([]slog.Attr) slog.Handler     { return c }
func (c *counter) WithGroup(string) slog.Handler          { return c }
func (c *counter) Handle(_ context.Context, r slog.Record) error {
	if strings.HasSuffix(r.Message, "statement") {
		c.n.Add(1)
	}
	return nil
}

// inCountedTown is inTown with all statements counted.
func inCountedTown(t *testing.T, f func(t *testing.T, v *town, statements *counter)) {
	for _, dialect := range databasetest.Dialects {
		t.Run(string(dialect), func(t *testing.T) {
			statements := &counter{}
			db, err := database.Open(t.Context(), databasetest.URL(t, dialect), database.Options{Log: slog.New(statements)})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			f(t, build(t, db).settle(t), statements)
		})
	}
}

// How many statements a request takes does not depend on how much there is. Each
// takes one to find out who asks.
func TestStatementsAreConstant(t *testing.T) {
	t.Parallel()
	inCountedTown(t, func(t *testing.T, v *town, statements *counter) {
		count := func(path string) int64 {
			t.Helper()
			reader := v.rosa
			if path == "/audit" {
				reader = v.admin
			}
			reader.get(t, path).want(200)
			before := statements.n.Load()
			reader.get(t, path).want(200)
			return statements.n.Load() - before
		}
		template, _ := v.earned(t)
		trusted := v.pia.post(t, "/experiments", v.proposal(promising, object{"template_id": template, "submit": true})).want(201).text("id")
		twoWay, oneWay, lesson := v.inState(t, "running"), v.given(t, "conditional"), v.given(t, "lesson")
		obstacle := v.obstacle(t, v.paul, object{"team_id": v.desk})
		entry := v.rosa.get(t, "/experiments/"+oneWay+"/timeline").want(200).text("items.0.id")
		most := map[string]int64{
			"/experiments/" + oneWay + "/timeline/" + entry: 10,
			"/experiments/" + twoWay:                        2, "/experiments/" + oneWay: 5, "/experiments/" + oneWay + "/timeline": 9, "/experiments/" + oneWay + "/revisions": 6, "/experiments/" + oneWay + "/links": 3,
			"/experiments": 2, "/experiments?id=" + twoWay + "," + oneWay: 2, "/experiments?q=tea": 9, "/reviews": 6, "/reviews?turn=mine": 6, "/reviews/" + v.reviewOf(t, oneWay): 16, "/reviews/" + v.reviewOf(t, oneWay) + "/similar": 9, "/reviews/decided": 6,
			"/reviews/" + v.reviewOf(t, oneWay) + "/timeline": 10, "/reviews/" + v.reviewOf(t, oneWay) + "/people": 7,
			"/experiments/" + trusted: 5, "/delegations": 4, "/experiments?template=" + template: 2, "/templates": 4, "/templates/" + template: 6,
			"/experiments/" + twoWay + "/check-ins": 3, "/experiments/" + twoWay + "/readout": 5,
			"/notifications": 4, "/obstacles": 2, "/obstacles?q=forms": 9, "/obstacles?state=trying&most=true": 2, "/obstacles/removed": 2, "/obstacles/" + obstacle: 3, "/home": 18, "/follow-ups": 2, "/follow-ups?overdue=true": 3, "/home/signals": 3, "/audit": 3,
			"/lessons": 3, "/lessons?q=tea": 10, "/lessons?facets=true&kind=tools": 5, "/lessons/" + lesson + "/return": 2, "/similar?text=burn": 9, "/thanks": 2, "/home/return": 4, "/lessons/" + lesson: 2, "/lessons/" + lesson + ".md": 3, "/lessons/" + lesson + "/editions": 2, "/lessons/" + lesson + "/editions/1": 3, "/feed-key": 2, "/digest": 3, "/lessons/anniversaries": 3, "/teams": 3, "/routes": 3, "/moments": 2, "/policy": 3, "/policy/versions": 2, "/policy/versions/1?diff=1": 2, "/policy/calibration": 5, "/organisation": 2,
		}
		few := map[string]int64{}
		for path, n := range most {
			if few[path] = count(path); few[path] > n {
				t.Errorf("%s takes %d statements, not %d", path, few[path], n)
			}
		}
		v.grow(t, twoWay, oneWay)
		v.growTemplates(t, template)
		v.growObstacles(t, obstacle)
		for path := range most {
			if many := count(path); many != few[path] {
				t.Errorf("%s takes %d statements of little and %d of much", path, few[path], many)
			}
		}
	})
}

// A lesson with many follow-ups of many teams is saved, and published, by as many statements
// as one with few.
func TestALessonTakesConstantStatements(t *testing.T) {
	t.Parallel()
	inCountedTown(t, func(t *testing.T, v *town, statements *counter) {
		var took [][2]int64
		for _, n := range []int{2, 2, 20} {
			at := "/experiments/" + v.inState(t, "running")
			v.pia.post(t, at+"/conclusion", object{"outcome": "unclear"}).want(200)
			followUps := []object{}
			for i := range n {
				followUps = append(followUps, object{"what": fmt.Sprint("Thing ", i), "team_id": []string{v.desk, v.calls}[i%2], "due": v.watch.day(i), "done": false})
			}
			before := statements.n.Load()
			v.pia.put(t, at+"/lesson", with(learned, object{"follow_ups": followUps}), "If-Match", "*").want(200)
			saved := statements.n.Load()
			v.pia.post(t, at+"/lesson/publish", nil).want(200)
			took = append(took, [2]int64{saved - before, statements.n.Load() - saved})
		}
		if took[1] != took[2] {
			t.Errorf("saving and publishing take %d statements with 2 follow-ups, and %d with 20", took[1], took[2])
		}
	})
}

// grow makes much of everything: full pages, and an experiment with many gates,
// conditions, revisions and people.
func (v *town) grow(t *testing.T, twoWay, oneWay string) {
	t.Helper()
	for i := range 50 {
		v.inState(t, []string{"running", "in_review"}[i%2])
	}
	for range 20 {
		v.given(t, "lesson")
	}
	for i := range 10 {
		v.pia.post(t, "/experiments/"+twoWay+"/check-ins", v.seen(0, object{"quotes": []string{"Nice"}})).want(201)
		v.pia.post(t, "/experiments/"+twoWay+"/undo-drill", object{"hours": i}).want(200)
		v.team(t, fmt.Sprint("Team ", i), "", v.person(t, fmt.Sprint("Person Of ", i)))
		v.given(t, "moment")
		v.paul.patch(t, "/experiments/"+oneWay, object{"answers": object{"customers_exposed": 900 + i, "destroys": "yes", "colleagues": "unsure"}}).want(200)
	}
	v.gone(t, scaldingAndMany, nil, nil)
	v.gone(t, scalding, nil, nil)
	v.admin.post(t, "/experiments/"+oneWay+"/raise-door", object{"reason": "It is hot"}).want(200)
	for range 5 {
		v.pia.post(t, "/experiments/"+oneWay+"/clone", nil).want(201)
	}
	for i := range 10 {
		v.offer(t, v.rosa, oneWay, object{"answers": object{"customers_exposed": i}}, nil).want(201)
		v.say(t, v.cora, "/reviews/"+v.reviewOf(t, oneWay), "Lids, "+mention(v.rosa)+"?").want(201)
	}
	conditions := []object{}
	for i := range 10 {
		conditions = append(conditions, object{"text": fmt.Sprint("Condition ", i), "when": "during"})
	}
	v.decide(t, v.rosa, oneWay, "approve_with_conditions", object{"gates": []string{"health_or_safety"}, "conditions": conditions}).want(201)
}

// growTemplates makes many templates, and of one a long record and many doors.
func (v *town) growTemplates(t *testing.T, template string) {
	t.Helper()
	for range 10 {
		door := v.rosa.get(t, "/templates/"+template).want(200).text("earned_doors.0.id")
		v.rosa.post(t, "/templates/"+template+"/earned-doors/"+door+"/withdraw", object{"reason": "Too many"}).want(200)
		v.tried(t, object{"template_id": template}, undone)
		v.publishDoor(t, template)
		v.earned(t)
	}
}

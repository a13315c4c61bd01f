package experiments_test

import (
	"fmt"
	"strings"
	"testing"

	"ajar/experiments"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/search"
)

// What a team has at hand is found by an index of that alone: what all teams ended
// before is never read.
func TestWhatIsAtHandIsFoundByItsIndex(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		store := experiments.New(db, clock.Clock{}, search.NewStore(db))
		actor := proposer(t, db, store)
		e, err := store.Register(t.Context(), actor, tea(actor.Teams[0]), experiments.Then{Submit: true, Start: true}, "en")
		must(t, err)
		_, err = store.Conclude(t.Context(), actor, experiments.ByID(e.ID), nil, experiments.Conclusion{Outcome: experiments.Worked})
		must(t, err)
		many(t, db, e)
		running, err := store.Register(t.Context(), actor, tea(actor.Teams[0]), experiments.Then{Submit: true, Start: true}, "en")
		must(t, err)

		found, err := store.AtHand(t.Context(), actor)
		must(t, err)
		if len(found) != 1 || found[0].ID != running.ID {
			t.Errorf("%d at hand: %+v", len(found), found)
		}
		if plan := planOf(t, db, "team_id = ? AND (status IN ('draft', 'ready', 'running', 'paused') OR owes_lesson OR owes_recovery)", actor.Teams[0]); !strings.Contains(plan, "experiments_at_hand") {
			t.Errorf("the plan: %s", plan)
		}
	})
}

// What all teams owe is found by an index of that alone, among those that owe nothing.
func TestOwedLessonsAreFoundByTheirIndex(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		store := experiments.New(db, clock.Clock{}, search.NewStore(db))
		actor := proposer(t, db, store)
		e, err := store.Register(t.Context(), actor, tea(actor.Teams[0]), experiments.Then{Submit: true, Start: true}, "en")
		must(t, err)
		many(t, db, e)
		if plan := planOf(t, db, "(revision > 0 OR team_id IN (?)) AND owes_lesson", actor.Teams[0]); !strings.Contains(plan, "experiments_owed") {
			t.Errorf("the plan: %s", plan)
		}
	})
}

// A page of a common tag is looked for in its order, and finds what a rare tag would.
func TestAPageOfACommonTag(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		store := experiments.New(db, clock.Clock{}, search.NewStore(db))
		actor := proposer(t, db, store)
		e, err := store.Register(t.Context(), actor, tea(actor.Teams[0]), experiments.Then{Submit: true, Start: true}, "en")
		must(t, err)
		many(t, db, e)
		must(t, db.Write(t.Context()).Exec("INSERT INTO experiment_tags (tag, experiment_id) SELECT 'warm', id FROM experiments WHERE number % 2 = 0").Error)
		must(t, db.Write(t.Context()).Exec("INSERT INTO experiment_tags (tag, experiment_id) SELECT 'hot', id FROM experiments WHERE number % 500 = 0").Error)
		for tag, step := range map[string]int64{"warm": 2, "hot": 500} {
			page, err := store.List(t.Context(), actor, experiments.Filter{Tag: tag, Limit: 5})
			must(t, err)
			for i, found := range page.Items {
				if want := 5000 - int64(i)*step; found.Number != want {
					t.Errorf("%s: %d, not %d", tag, found.Number, want)
				}
			}
			if len(page.Items) != 5 || page.Before == 0 {
				t.Errorf("%s: %d found", tag, len(page.Items))
			}
		}
	})
}

// planOf is how the database finds a page of what meets the condition.
func planOf(t *testing.T, db *database.DB, condition string, values ...any) string {
	t.Helper()
	explain := map[database.Dialect]string{database.SQLite: "EXPLAIN QUERY PLAN ", database.Postgres: "EXPLAIN "}[db.Dialect()]
	var plan []map[string]any
	sql := "SELECT id FROM experiments WHERE " + condition + " ORDER BY number DESC LIMIT 200"
	must(t, db.Read(t.Context()).Raw(explain+sql, values...).Scan(&plan).Error)
	return fmt.Sprint(plan)
}

// many makes 5,000 copies of an experiment.
func many(t *testing.T, db *database.DB, e *experiments.Experiment) {
	t.Helper()
	columns := map[database.Dialect]string{
		database.SQLite:   "SELECT group_concat(name, ', ') FROM pragma_table_info('experiments') WHERE name NOT IN ('number', 'id')",
		database.Postgres: "SELECT string_agg(column_name, ', ') FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 'experiments' AND column_name NOT IN ('number', 'id')",
	}[db.Dialect()]
	var names string
	must(t, db.Read(t.Context()).Raw(columns).Scan(&names).Error)
	id := map[database.Dialect]string{database.SQLite: "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6)))", database.Postgres: "gen_random_uuid()"}[db.Dialect()]
	must(t, db.Write(t.Context()).Exec("INSERT INTO experiments (id, "+names+`)
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
		SELECT `+id+", "+names+" FROM experiments, n WHERE id = ?", e.ID).Error)
	must(t, db.Write(t.Context()).Exec("ANALYZE").Error)
}

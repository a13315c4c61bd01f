package experiments_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/search"
)

// What a team has at hand is found by an index of that alone: what all teams ended
// before is never read.
func TestWhatIsAtHandIsFoundByItsIndex(t *testing.T) {
	amongMany(t, experiments.Concluded, func(t *testing.T, db *database.DB, store *experiments.Store, actor accounts.Actor) {
		running, err := store.Register(t.Context(), actor, tea(actor.Teams[0]), experiments.Then{Submit: true, Start: true}, "en")
		must(t, err)
		plans := databasetest.Plans(t, db, func() {
			found, err := store.AtHand(t.Context(), actor)
			must(t, err)
			if len(found) != 1 || found[0].ID != running.ID {
				t.Errorf("%d at hand: %+v", len(found), found)
			}
		})
		if !strings.Contains(plans, "experiments_at_hand") {
			t.Errorf("the plan: %s", plans)
		}
	})
}

// What all teams owe is found by an index of that alone, among those that owe nothing.
func TestOwedLessonsAreFoundByTheirIndex(t *testing.T) {
	amongMany(t, experiments.Running, func(t *testing.T, db *database.DB, store *experiments.Store, actor accounts.Actor) {
		if plans := listing(t, db, store, actor, experiments.Filter{OwesLesson: true}); !strings.Contains(plans, "experiments_owed") {
			t.Errorf("the plan: %s", plans)
		}
	})
}

// Who serves routes sees more of what came before them: that is looked up of each row of
// the page, and not read of all that ever came before any.
func TestWhatAReviewerSeesIsLookedUp(t *testing.T) {
	amongMany(t, experiments.Running, func(t *testing.T, db *database.DB, store *experiments.Store, actor accounts.Actor) {
		gated(t, db)
		actor.Roles, actor.Routes = append(slices.Clone(actor.Roles), accounts.Reviewer), []string{"safety"}
		plans := listing(t, db, store, actor, experiments.Filter{})
		if !strings.Contains(plans, "requirements_pkey") && !strings.Contains(plans, "SEARCH q") || strings.Contains(plans, "hashed") {
			t.Errorf("the plan: %s", plans)
		}
	})
}

// Which gates a past door shares with another is looked up of those that are compared, and
// not read of all that were ever reviewed.
func TestSharedGatesAreLookedUp(t *testing.T) {
	amongMany(t, experiments.Concluded, func(t *testing.T, db *database.DB, store *experiments.Store, _ accounts.Actor) {
		must(t, db.Write(t.Context()).Exec("UPDATE experiments SET door = 'one_way'").Error)
		gated(t, db)
		plans := databasetest.Plans(t, db, func() {
			alike, err := store.Similar(t.Context(), uuid.New(), experiments.Proposal{}, []string{"health_or_safety"}, 5)
			must(t, err)
			if len(alike) != 5 || alike[0].Key != "E-5001" {
				t.Errorf("%d are alike: %+v", len(alike), alike)
			}
		})
		if !strings.Contains(plans, "Index Scan using requirements_gate on requirements q") && !strings.Contains(plans, "SEARCH q") {
			t.Errorf("the plan: %s", plans)
		}
	})
}

// A page of a common tag is looked for in its order, and finds what a rare tag would.
func TestAPageOfACommonTag(t *testing.T) {
	amongMany(t, experiments.Running, func(t *testing.T, db *database.DB, store *experiments.Store, actor accounts.Actor) {
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

// A page that is narrowed by more than one thing begins in the index that passes over what
// the others leave out. SQLite is told which; PostgreSQL knows what is rare.
func TestWhatLeadsToAPage(t *testing.T) {
	amongMany(t, experiments.Running, func(t *testing.T, db *database.DB, store *experiments.Store, actor accounts.Actor) {
		if db.Dialect() != database.SQLite {
			return
		}
		team, moment := &actor.Teams[0], &uuid.UUID{1}
		running, worked := []experiments.Status{experiments.Running}, experiments.Worked
		for _, narrowed := range []struct {
			by    experiments.Filter
			index string
		}{
			{experiments.Filter{Team: team, Status: running}, "experiments_team"},
			{experiments.Filter{Team: team, Moment: moment}, "experiments_team"},
			{experiments.Filter{Mine: true, Outcome: worked}, "experiments_team"},
			{experiments.Filter{Team: team, Template: moment}, "experiments_template"},
			{experiments.Filter{Outcome: worked, Status: running}, "experiments_outcome"},
			{experiments.Filter{Outcome: worked, Moment: moment}, "experiments_outcome"},
			{experiments.Filter{Status: running, Moment: moment}, "experiments_status"},
			{experiments.Filter{Status: running, Door: door.TwoWay}, "experiments_status"},
			{experiments.Filter{Moment: moment, Door: door.TwoWay}, "experiments_moment"},
		} {
			if plans := listing(t, db, store, actor, narrowed.by); !strings.Contains(plans, "SEARCH experiments USING INDEX "+narrowed.index+" ") {
				t.Errorf("not by %s: %s", narrowed.index, plans)
			}
		}
	})
}

// What a template's record looks at is found newest first, without the rest of its experiments.
func TestTheRecordOfATemplateIsFoundByItsIndex(t *testing.T) {
	amongMany(t, experiments.Concluded, func(t *testing.T, db *database.DB, store *experiments.Store, actor accounts.Actor) {
		gated(t, db)
		template, err := store.MakeTemplate(t.Context(), actor, experiments.TemplateInput{Experiment: "E-1", Name: "Tea"})
		must(t, err)
		must(t, db.Write(t.Context()).Exec("UPDATE experiments SET template_id = ?", template.ID).Error)
		analyze(t, db)
		plans := databasetest.Plans(t, db, func() {
			_, err := store.Template(t.Context(), actor, template.ID)
			must(t, err)
		})
		if !strings.Contains(plans, "experiments_record") {
			t.Errorf("the plan: %s", plans)
		}
	})
}

// amongMany runs f on both databases among 5,001 experiments of one status, of the actor's team.
func amongMany(t *testing.T, status experiments.Status, f func(t *testing.T, db *database.DB, store *experiments.Store, actor accounts.Actor)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		store := experiments.New(db, clock.Clock{}, search.NewStore(db))
		actor := proposer(t, db, store)
		e, err := store.Register(t.Context(), actor, tea(actor.Teams[0]), experiments.Then{Submit: true, Start: true}, "en")
		must(t, err)
		if status == experiments.Concluded {
			_, err = store.Conclude(t.Context(), actor, experiments.ByID(e.ID), nil, experiments.Conclusion{Outcome: experiments.Worked})
			must(t, err)
		}
		many(t, db, e)
		f(t, db, store, actor)
	})
}

// listing is how a page of the list is found.
func listing(t *testing.T, db *database.DB, store *experiments.Store, actor accounts.Actor, f experiments.Filter) string {
	t.Helper()
	f.Limit = 50
	return databasetest.Plans(t, db, func() {
		_, err := store.List(t.Context(), actor, f)
		must(t, err)
	})
}

// many makes 5,000 copies of an experiment.
func many(t *testing.T, db *database.DB, e *experiments.Experiment) {
	t.Helper()
	names := columns(t, db, "experiments", "number", "id")
	id := map[database.Dialect]string{database.SQLite: "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6)))", database.Postgres: "gen_random_uuid()"}[db.Dialect()]
	must(t, db.Write(t.Context()).Exec("INSERT INTO experiments (id, "+names+`)
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
		SELECT `+id+", "+names+" FROM experiments, n WHERE id = ?", e.ID).Error)
	analyze(t, db)
}

// gated gives each experiment a gate that was closed.
func gated(t *testing.T, db *database.DB) {
	t.Helper()
	names := columns(t, db, "revisions", "experiment_id")
	must(t, db.Write(t.Context()).Exec("INSERT INTO revisions (experiment_id, "+names+") SELECT e.of, "+names+
		" FROM revisions, (SELECT id AS of FROM experiments) e WHERE e.of <> experiment_id").Error)
	must(t, db.Write(t.Context()).Exec(`INSERT INTO requirements (experiment_id, revision, n, kind, gate, route, due, text, state, note)
		SELECT experiment_id, number, 1, 'gate', 'health_or_safety', 'safety', 'before_start', '', 'met', '' FROM revisions`).Error)
	analyze(t, db)
}

// columns are those of a table, but for some.
func columns(t *testing.T, db *database.DB, table string, but ...string) (names string) {
	t.Helper()
	sql := map[database.Dialect]string{
		database.SQLite:   "SELECT group_concat(name, ', ') FROM pragma_table_info(?) WHERE name NOT IN ?",
		database.Postgres: "SELECT string_agg(column_name, ', ') FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ? AND column_name NOT IN ?",
	}[db.Dialect()]
	must(t, db.Read(t.Context()).Raw(sql, table, but).Scan(&names).Error)
	return names
}

// analyze tells PostgreSQL what there is, as autovacuum does; nobody tells SQLite.
func analyze(t *testing.T, db *database.DB) {
	t.Helper()
	if db.Dialect() == database.Postgres {
		must(t, db.Write(t.Context()).Exec("ANALYZE").Error)
	}
}

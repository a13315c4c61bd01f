package review_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/review"
)

// What waits for me, with a thousand and with a hundred thousand reviews of which
// all wait, a tenth of them for a route of mine, a tenth for one that I back up:
//
//	go test ./review -run '^$' -bench Inbox
func BenchmarkInbox(b *testing.B) {
	for _, dialect := range databasetest.Dialects {
		for _, n := range []int{1000, 100000} {
			b.Run(fmt.Sprintf("%s/%d", dialect, n), func(b *testing.B) {
				db := databasetest.New(b, dialect)
				h := newHall(b, db)
				fill(b, db, h, n)
				rosa := h.people["rosa"]
				rosa.Teams = []uuid.UUID{h.calls}
				rosa.Seats = []accounts.Seat{{Route: "safety"}, {Route: "lead", Backup: true}}
				for _, turn := range []string{"mine", "others", "route", "team"} {
					b.Run(turn, func(b *testing.B) {
						for b.Loop() {
							page, _, err := h.reviews.List(b.Context(), rosa, review.Inbox{Turn: turn, Limit: 50})
							if err != nil || len(page) != 50 {
								b.Fatal(len(page), err)
							}
						}
					})
				}
			})
		}
	}
}

// fill writes n experiments of the desk in review, each closed by one gate, every
// tenth in the turn of its team; what the store would write, in a few statements.
func fill(b testing.TB, db *database.DB, h *hall, n int) {
	b.Helper()
	id, typed := "printf('%08x-0000-7000-8000-000000000000', i)", "'%s'"
	if db.Dialect() == database.Postgres {
		id, typed = "CAST(lpad(to_hex(i), 8, '0') || '-0000-7000-8000-000000000000' AS uuid)", "CAST('%s' AS uuid)"
	}
	literal := func(id uuid.UUID) string { return fmt.Sprintf(typed, id) }
	routes := "CASE i % 10 WHEN 0 THEN 'safety' WHEN 1 THEN 'care' WHEN 2 THEN 'legal' WHEN 3 THEN 'partners' WHEN 4 THEN 'privacy' WHEN 5 THEN 'data' WHEN 6 THEN 'brand' WHEN 7 THEN 'people' WHEN 8 THEN 'money' ELSE 'lead' END"
	all := strings.NewReplacer("{id}", id, "{route}", routes, "{n}", fmt.Sprint(n),
		"{desk}", literal(h.desk), "{pia}", literal(h.people["pia"].PersonID), "{calls}", literal(h.calls))
	for _, statement := range []string{
		`INSERT INTO experiments (id, title, team_id, language, customer_job, change, effect, because, strategy_goal, gaming_risk, counter_signal, way_back, stop_rule, starts_on, ends_on,
			answers, affected_team_ids, tags, builds_on, premortem, status, archived_from, door, revision, outcome, owes_lesson, version, proposer_id, created_at, changed_at)
			SELECT {id}, 'Tea', CASE WHEN i % 20 = 11 THEN {calls} ELSE {desk} END, 'en', '', '', '', '', '', '', '', '', '', '', '', '{}', '[]', '[]', '[]', '', 'in_review', '', 'one_way', 1, '', FALSE, 1, {pia}, '2026-11-23 09:00:00+00:00', '2026-11-23 09:00:00+00:00' FROM n`,
		`INSERT INTO revisions (experiment_id, number, proposal, verdict, policy_version, created_by, created_at) SELECT {id}, 1, '{}', '{}', 1, {pia}, '2026-11-23 09:00:00+00:00' FROM n`,
		`INSERT INTO contributors (experiment_id, person_id) SELECT {id}, {pia} FROM n`,
		`INSERT INTO requirements (experiment_id, revision, n, kind, gate, route, due, text, state, note) SELECT {id}, 1, 1, 'gate', {route}, {route}, 'before_start', '', 'open', '' FROM n`,
		`INSERT INTO reviews (id, experiment_id, revision, state, turn, waiting_since, clock_from, waits, version, opened_at)
			SELECT {id}, {id}, 1, 'open', CASE WHEN i % 10 = 1 THEN 'team' ELSE 'route' END, '2026-11-23 09:00:00+00:00', '2026-11-23 09:00:00+00:00', TRUE, 1, '2026-11-23 09:00:00+00:00' FROM n`,
		`INSERT INTO asks (review_id, gate, who, why, experiment_id, team_id, waiting_since, told)
			SELECT r.id, CASE r.turn WHEN 'team' THEN '' ELSE q.gate END, CASE WHEN r.turn = 'team' THEN 'team:' || CAST(e.team_id AS TEXT) WHEN q.route = 'lead' THEN 'backups:lead' ELSE 'members:' || q.route END,
			'turn', e.id, e.team_id, r.waiting_since, TRUE FROM reviews r JOIN experiments e ON e.id = r.experiment_id JOIN requirements q ON q.experiment_id = e.id`,
		`ANALYZE`,
	} {
		if strings.Contains(statement, "FROM n") {
			head, body, _ := strings.Cut(statement, "SELECT")
			statement = head + "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {n}) SELECT" + body
		}
		if err := db.Write(b.Context()).Exec(all.Replace(statement)).Error; err != nil {
			b.Fatal(err)
		}
	}
}

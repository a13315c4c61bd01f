package review_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/review"
)

// Who is asked is looked up of each review on a page: of those that have a rare gate where
// one is asked for, and else in the order of the page. What all are asked is never read.
func TestWhoIsAskedIsLookedUp(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHall(t, db)
		fill(t, db, h, 5000)
		rosa := h.people["rosa"]
		rosa.Teams = []uuid.UUID{h.calls}
		rosa.Seats = []accounts.Seat{{Route: "safety"}, {Route: "lead", Backup: true}}
		asks := map[database.Dialect]string{database.SQLite: "SEARCH a USING INDEX sqlite_autoindex_asks_1 ", database.Postgres: "asks_pkey on asks a"}[db.Dialect()]
		for by, in := range map[string]review.Inbox{
			"reviews_":          {Turn: "others", Limit: 20},
			"requirements_gate": {Turn: "mine", Gate: "rare", Limit: 20},
		} {
			plans := databasetest.Plans(t, db, func() {
				if _, _, err := h.reviews.List(t.Context(), rosa, in); err != nil {
					t.Fatal(err)
				}
			})
			if !strings.Contains(plans, by) || !strings.Contains(plans, asks) {
				t.Errorf("%+v: %s", in, plans)
			}
		}
	})
}

// One's own turn is found in the order of the page, from each of one's seats, however much
// more it is narrowed: nothing is sorted of the seats in which many are asked.
func TestOnesOwnTurnIsFoundInItsOrder(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHall(t, db)
		fill(t, db, h, 5000)
		rosa := h.people["rosa"]
		rosa.Teams, rosa.Routes = []uuid.UUID{h.calls}, []string{"safety", "lead"}
		rosa.Seats = []accounts.Seat{{Route: "safety"}, {Route: "lead", Backup: true}}
		plans := databasetest.Plans(t, db, func() {
			page, _, err := h.reviews.List(t.Context(), rosa, review.Inbox{Turn: "mine", MyRoutes: true, State: review.Open, Limit: 20})
			if err != nil || len(page) != 20 {
				t.Fatal(len(page), err)
			}
		})
		// PostgreSQL sorts the few of the first seat, which is the person's own.
		sorted := map[database.Dialect]string{database.SQLite: "SCAN a|SEARCH a .*asks_pkey", database.Postgres: `Sort Key: a_\d`}[db.Dialect()]
		if !strings.Contains(plans, "asks_who") || regexp.MustCompile(sorted).MatchString(plans) {
			t.Errorf("the plan: %s", plans)
		}
	})
}

// What became of what one decided is looked up of one's own decisions, however much others
// reviewed, and what one said of the page alone.
func TestWhatOneDecidedIsLookedUp(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHall(t, db)
		fill(t, db, h, 5000)
		rosa := h.people["rosa"]
		err := errors.Join(
			db.Write(t.Context()).Exec("UPDATE experiments SET concluded_at = changed_at, outcome = 'worked', status = 'concluded'").Error,
			db.Write(t.Context()).Exec("INSERT INTO decisions (id, review_id, gate, person_id, verdict, reason, created_at) SELECT r.id, r.id, 'safety', ?, 'approve', 'Fine', r.opened_at FROM reviews r JOIN experiments e ON e.id = r.experiment_id WHERE e.number % 2 = 0", rosa.PersonID).Error)
		if err != nil {
			t.Fatal(err)
		}
		plans := databasetest.Plans(t, db, func() {
			page, more, err := h.reviews.Decided(t.Context(), rosa, uuid.Nil, 20)
			if err != nil || len(page) != 20 || !more || page[0].Key != "E-5000" || len(page[19].Decisions) != 1 {
				t.Fatal(len(page), more, err)
			}
		})
		looked := map[database.Dialect]string{database.SQLite: `SEARCH d USING INDEX decisions_person \(person_id=\? AND review_id=\?\)`, database.Postgres: "Index Scan using reviews_pkey on reviews r"}[db.Dialect()]
		if !regexp.MustCompile(looked).MatchString(plans) || strings.Contains(plans, "Seq Scan on reviews") {
			t.Errorf("the plan: %s", plans)
		}
	})
}

package review_test

import (
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

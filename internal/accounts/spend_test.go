package accounts

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
)

// Calls are counted by person and by what is called, for a minute from the first.
func TestSpending(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r, one := emptyRegistry(db), Actor{PersonID: uuid.New()}
		for range 3 {
			must(t, r.Spend(t.Context(), one, "tea", 3))
			r.pass(10 * time.Second)
		}
		for range 2 {
			err := r.Spend(t.Context(), one, "tea", 3)
			refused(t, err, fault.Throttled, "too-many-tries")
			if f, ok := err.(*fault.Error); !ok || f.After != 30*time.Second {
				t.Errorf("it says %v", err)
			}
		}
		must(t, r.Spend(t.Context(), one, "coffee", 3))
		must(t, r.Spend(t.Context(), Actor{PersonID: uuid.New()}, "tea", 3))
		r.pass(30 * time.Second)
		must(t, r.Spend(t.Context(), one, "tea", 3))
	})
}

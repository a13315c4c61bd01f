package experiments_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
	"ajar/internal/search"
)

func TestEverySavedPolicyLeavesAnEvent(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		store := experiments.New(db, clock.Clock{}, search.NewStore(db))
		admin := proposer(t, db, store)
		admin.Roles = accounts.Roles{accounts.Admin}
		changed := strings.Replace(string(door.DefaultSource()), "customers: 200", "customers: 150", 1)
		for _, actor := range []accounts.Actor{admin, accounts.System()} {
			_, err := store.SavePolicy(t.Context(), actor, nil, changed, "")
			must(t, err)
			changed += "# again\n"
		}
		one := 1
		for name, c := range map[string]struct {
			actor   accounts.Actor
			version *int
			source  string
			kind    fault.Kind
		}{
			"who is no administrator": {accounts.Actor{PersonID: admin.PersonID}, nil, changed, fault.Forbidden},
			"who read another":        {admin, &one, changed, fault.Stale},
			"no policy":               {admin, nil, "rules: []", fault.Invalid},
		} {
			if _, err := store.SavePolicy(t.Context(), c.actor, c.version, c.source, ""); !fault.Is(err, c.kind) {
				t.Errorf("%s: %v", name, err)
			}
		}
		var events []struct{ Actor, Subject, Data string }
		must(t, db.Read(t.Context()).Raw(`SELECT COALESCE(CAST(actor_id AS TEXT), '') AS actor, subject, CAST(data AS TEXT) AS data
			FROM events WHERE kind = 'policy.saved' ORDER BY seq`).Scan(&events).Error)
		want := []struct{ Actor, Subject, Data string }{{admin.PersonID.String(), "policy:2", "{}"}, {"", "policy:3", "{}"}}
		if diff := cmp.Diff(want, events); diff != "" {
			t.Error(diff)
		}
		history, _, err := store.PolicyVersions(t.Context(), 0, 10)
		must(t, err)
		names := []string{}
		for _, v := range history {
			names = append(names, v.By)
		}
		if diff := cmp.Diff([]string{"", "Ada", ""}, names); diff != "" {
			t.Error(diff)
		}
	})
}

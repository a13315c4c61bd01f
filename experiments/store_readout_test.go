package experiments_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ajar/experiments"
	"ajar/internal/audit"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/search"
)

// However much has happened before, what happened last is marked.
func TestTheNewestMarksAreKept(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		store := experiments.New(db, clock.Clock{}, search.NewStore(db))
		actor := proposer(t, db, store)
		e, err := store.Register(t.Context(), actor, tea(actor.Teams[0]), experiments.Then{Submit: true, Start: true}, "en")
		must(t, err)
		edits := make([]audit.Event, 600)
		for i := range edits {
			edits[i] = audit.Event{Kind: "experiment.edited", Subject: "experiment:" + e.ID.String(), Experiment: &e.ID,
				Data: map[string]any{"to": experiments.Running, "revision": 1}}
		}
		must(t, audit.Record(t.Context(), db, edits...))
		at := experiments.ByID(e.ID)
		_, err = store.Edit(t.Context(), actor, at, nil, func(p experiments.Proposal) (experiments.Proposal, error) {
			p.WayBack = "Coffee again"
			return p, nil
		})
		must(t, err)
		_, err = store.Pause(t.Context(), actor, at, nil)
		must(t, err)
		r, err := store.Readout(t.Context(), actor, at)
		must(t, err)
		got := []experiments.MarkWhat{}
		for _, m := range r.Marks {
			got = append(got, m.What)
		}
		if diff := cmp.Diff([]experiments.MarkWhat{experiments.Revised, experiments.WasPaused}, got); diff != "" {
			t.Error(diff)
		}
	})
}

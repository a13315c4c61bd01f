package experiments_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ajar/experiments"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/search"
)

// Which event made a revision does not depend on where a page of the timeline begins.
func TestAPageOfTheTimelineTellsWhatEachRevisionChanged(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		store := experiments.New(db, clock.Clock{}, search.NewStore(db))
		actor := proposer(t, db, store)
		e, err := store.Register(t.Context(), actor, tea(actor.Teams[0]), experiments.Then{Submit: true, Start: true}, "en")
		must(t, err)
		at := experiments.ByID(e.ID)
		edit := func(change func(p *experiments.Proposal)) {
			_, err := store.Edit(t.Context(), actor, at, nil, func(p experiments.Proposal) (experiments.Proposal, error) {
				change(&p)
				return p, nil
			})
			must(t, err)
		}
		for i := range 3 {
			edit(func(p *experiments.Proposal) { p.WayBack = fmt.Sprint("No tea ", i) })
			edit(func(p *experiments.Proposal) { p.Tags = []string{fmt.Sprint("tea", i)} })
		}
		read := func(limit int, kinds ...experiments.Kind) (made []string) {
			t.Helper()
			for after, more := int64(0), true; more; {
				var page []experiments.Happening
				page, more, err = store.Timeline(t.Context(), actor, at, after, limit, kinds...)
				must(t, err)
				for _, h := range page {
					made, after = append(made, fmt.Sprint(h.Kind, " ", h.Made, " ", len(h.Changes))), h.Seq
				}
			}
			return made
		}
		plain := "experiment.edited 0 0"
		edits := []string{"experiment.edited 2 1", plain, "experiment.edited 3 2", plain, "experiment.edited 4 2", plain}
		all := append([]string{"experiment.registered 0 0", "experiment.submitted 0 0", "experiment.started 0 0"}, edits...)
		for limit := 1; limit <= len(all)+1; limit++ {
			if diff := cmp.Diff(all, read(limit)); diff != "" {
				t.Errorf("%d at a time: %s", limit, diff)
			}
			if diff := cmp.Diff(edits, read(limit, "experiment.edited")); diff != "" {
				t.Errorf("edits, %d at a time: %s", limit, diff)
			}
		}
	})
}

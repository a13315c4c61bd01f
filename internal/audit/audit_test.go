package audit

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

func TestTimeline(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, actor, mine, other := t.Context(), clock.NewID(), clock.NewID(), clock.NewID()
		at := time.Date(2026, 11, 22, 9, 0, 0, 123456000, time.UTC)
		recorded := []Event{
			{At: at, Actor: &actor, Kind: "experiment.started", Subject: "experiment:1", Experiment: &mine, Data: map[string]any{"revision": 2.0}},
			{At: at, Kind: "experiment.started", Subject: "experiment:2", Experiment: &other},
			{At: at, Kind: "policy.saved", Subject: "policy:2"},
			{At: at, Kind: "experiment.paused", Subject: "experiment:1", Experiment: &mine, Data: struct{}{}},
		}
		for _, e := range recorded {
			if err := Record(ctx, db, e); err != nil {
				t.Fatal(err)
			}
		}
		recorded[3].Data = map[string]any{}
		all, _, err := Timeline(ctx, db, mine, 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		want := []Event{recorded[0], recorded[3]}
		if diff := cmp.Diff(want, all, cmpopts.IgnoreFields(Event{}, "ID", "Seq")); diff != "" {
			t.Error(diff)
		}
		if all[0].ID == uuid.Nil || all[0].Seq == 0 || all[1].Seq <= all[0].Seq {
			t.Errorf("ids and order: %+v", all)
		}
		for _, c := range []struct {
			after int64
			limit int
			want  []Event
			more  bool
		}{{0, 1, all[:1], true}, {0, 2, all, false}, {all[0].Seq, 10, all[1:], false}, {all[1].Seq, 10, []Event{}, false}} {
			got, more, err := Timeline(ctx, db, mine, c.after, c.limit)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" || more != c.more {
				t.Errorf("more %t: %s", more, diff)
			}
		}
		for limit, want := range map[int][]Event{1: all[1:], 9: all} {
			got, err := Newest(ctx, db, mine, limit)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		}
	})
}

func TestAnEventLivesWithItsChange(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		mine, undone := clock.NewID(), errors.New("undone")
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			if err := Record(ctx, db, Event{Kind: "experiment.started", Subject: "experiment:1", Experiment: &mine}); err != nil {
				return err
			}
			return undone
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		left, _, err := Timeline(t.Context(), db, mine, 0, 10)
		if err != nil || len(left) != 0 {
			t.Errorf("left %+v, %v", left, err)
		}
	})
}

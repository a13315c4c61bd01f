package audit

import (
	"fmt"
	"testing"

	"ajar/internal/clock"
	"ajar/internal/database/databasetest"
)

// BenchmarkLog chains and verifies twenty thousand events: what one request of the API
// checks. Run it once: -benchtime 1x.
func BenchmarkLog(b *testing.B) {
	const most = 20_000
	for _, dialect := range databasetest.Dialects {
		db := databasetest.New(b, dialect)
		mine := clock.NewID()
		events := make([]Event, most)
		for i := range events {
			events[i] = Event{ID: clock.NewID(), At: nine, Actor: &mine, Kind: "experiment.edited", Subject: "experiment:" + mine.String(), Experiment: &mine,
				Data: map[string]any{"from": "running", "to": "running", "revision": i, "fields": []string{"title", "answers.undo_hours"}}}
		}
		if err := db.Write(b.Context()).CreateInBatches(events, 500).Error; err != nil {
			b.Fatal(err)
		}
		measure(b, string(dialect)+" chain", most, func() error { return chainer(db).Chain(b.Context()) })
		measure(b, string(dialect)+" verify", most, func() error {
			r, err := Verify(b.Context(), db, 0, most)
			if err == nil && (!r.Whole || r.Checked != most) {
				err = fmt.Errorf("%+v", r)
			}
			return err
		})
	}
}

func measure(b *testing.B, name string, events float64, do func() error) {
	b.Helper()
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := do(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(events*float64(b.N)/b.Elapsed().Seconds(), "events/s")
	})
}

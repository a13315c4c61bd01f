package experiments

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// What is told of a time: all of it, or the first of its month where a form is promised,
// by the organisation's clocks.
func TestBlur(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	late := time.Date(2026, 11, 30, 23, 30, 0, 0, time.UTC) // half past midnight in Madrid
	type told struct {
		At         time.Time  `json:"at"`
		Ended      *time.Time `json:"ended"`
		Kept       time.Time  `json:"-"`
		Promised   Day        `json:"promised" format:"date"`
		On         Day        `json:"on"`
		Empty      Day        `json:"empty" format:"date"`
		Tries      []UndoDrill
		Changes    []Difference
		Offered    Patch
		Broken     Patch
		MonthsOnly bool
	}
	full := func() told {
		ended := late
		return told{At: late, Ended: &ended, Kept: late, Promised: "2026-12-24", On: "2026-12-24", Tries: []UndoDrill{{On: "2026-12-23", Revision: 2}},
			Changes: []Difference{{Field: "ends_on", From: quoted("2026-12-24"), To: []byte("null")}, {Field: "title", From: quoted("2026-12-24"), To: quoted("b")}},
			Offered: Patch(`{"ends_on":"2026-12-24","starts_on":null,"title":"On 2026-12-24"}`), Broken: Patch(`"2026-12-24"`)}
	}
	december, blurred := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), full()
	Sight{Zone: zone}.Blur(&blurred)
	want := full()
	want.At, want.Ended, want.Promised, want.On, want.Tries[0].On, want.MonthsOnly = december, &december, "2026-12-01", "2026-12", "2026-12", true
	want.Changes[0].From = quoted("2026-12")
	want.Offered, want.Broken = Patch(`{"ends_on":"2026-12-01","starts_on":null,"title":"On 2026-12-24"}`), Patch("{}")
	if diff := cmp.Diff(want, blurred); diff != "" {
		t.Error(diff)
	}
	all := full()
	Sight{Full: true, Zone: zone}.Blur(&all)
	if diff := cmp.Diff(full(), all); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct {
		sight Sight
		want  string
	}{
		{Sight{}, "2026-11"}, {Sight{Zone: zone}, "2026-12"}, {Sight{Full: true, Zone: zone}, "2026-11-30T23:30:00Z"},
	} {
		if got := c.sight.Moment(late); got != c.want {
			t.Errorf("%v tells %s, not %s", c.sight, got, c.want)
		}
	}
}

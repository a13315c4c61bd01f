package experiments

import "testing"

func TestCheckInDue(t *testing.T) {
	for _, c := range []struct {
		what                      string
		started, last, ends, want Day
	}{
		{"a week after the start", "2026-11-02", "", "2026-12-20", "2026-11-09"},
		{"a week after the last one", "2026-11-02", "2026-11-12", "2026-12-20", "2026-11-19"},
		{"without a last day, once a week", "2026-11-02", "", "", "2026-11-09"},
		{"planned for ten days: after half of them", "2026-11-02", "", "2026-11-11", "2026-11-07"},
		{"planned for two days: the next", "2026-11-02", "", "2026-11-03", "2026-11-03"},
		{"planned for one day: the next", "2026-11-02", "", "2026-11-02", "2026-11-03"},
		{"over the end of a year", "2026-12-28", "2026-12-30", "2027-03-01", "2027-01-06"},
		{"told of a day before the start", "2026-11-02", "2026-10-30", "", "2026-11-09"},
		{"a last day before the start", "2026-11-02", "", "2026-10-01", "2026-11-09"},
		{"no day at all", "", "", "", ""},
	} {
		if got := checkInDue(c.started, c.last, c.ends); got != c.want {
			t.Errorf("%s: %s, not %s", c.what, got, c.want)
		}
	}
}

package experiments

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ajar/experiments/door"
)

func TestDrift(t *testing.T) {
	customers, last := Drift{"customers_exposed", number(40), number(41)}, Drift{"ends_on", quoted("2026-12-01"), quoted("2026-12-02")}
	for _, c := range []struct {
		name    string
		status  Status
		reached int64
		today   Day
		want    []Drift
	}{
		{"within everything", Running, 39, "2026-11-30", nil},
		{"at the very limits", Running, 40, "2026-12-01", nil},
		{"one customer more", Running, 41, "2026-12-01", []Drift{customers}},
		{"one day more", Running, 40, "2026-12-02", []Drift{last}},
		{"both", Running, 41, "2026-12-02", []Drift{customers, last}},
		{"paused for it", Paused, 41, "2026-12-02", []Drift{customers, last}},
		{"too late to start", Ready, 0, "2026-12-02", []Drift{last}},
		{"asked in time or not", InReview, 0, "2026-12-02", nil},
		{"over", Concluded, 41, "2026-12-02", nil},
		{"never submitted", Draft, 0, "2026-12-02", nil},
	} {
		most := int64(40)
		e := Experiment{Status: c.status, CustomersReached: c.reached, Proposal: Proposal{EndsOn: "2026-12-01", Answers: door.Answers{CustomersExposed: &most}}}
		if diff := cmp.Diff(c.want, e.drift(c.today)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestNearing(t *testing.T) {
	near := func(what string, declared, actual json.RawMessage) []Drift { return []Drift{{what, declared, actual}} }
	for _, c := range []struct {
		name    string
		status  Status
		reached int64
		today   Day
		want    []Drift
	}{
		{"far from everything", Running, 31, "2026-11-23", nil},
		{"four in five", Running, 32, "2026-11-01", near("customers_exposed", number(40), number(32))},
		{"all of them", Running, 40, "2026-11-01", near("customers_exposed", number(40), number(40))},
		{"more is drift", Running, 41, "2026-11-01", nil},
		{"a week", Running, 0, "2026-11-24", near("ends_on", quoted("2026-12-01"), quoted("2026-11-24"))},
		{"the last day", Paused, 0, "2026-12-01", near("ends_on", quoted("2026-12-01"), quoted("2026-12-01"))},
		{"later is drift", Running, 0, "2026-12-02", nil},
		{"before the start", Ready, 0, "2026-12-01", nil},
		{"over", Concluded, 40, "2026-12-01", nil},
	} {
		most := int64(40)
		e := Experiment{Status: c.status, CustomersReached: c.reached, Proposal: Proposal{EndsOn: "2026-12-01", Answers: door.Answers{CustomersExposed: &most}}}
		if diff := cmp.Diff(c.want, e.nearing(c.today)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// A day ends where the organisation is, also where clocks go forward at midnight,
// and never beyond what the databases can put in order.
func TestWhenADayEnds(t *testing.T) {
	for _, c := range []struct {
		day  Day
		zone string
		want string
	}{
		{"2026-11-22", "UTC", "2026-11-23T00:00:00Z"},
		{"2026-11-22", "Europe/Madrid", "2026-11-22T23:00:00Z"},
		{"2026-06-30", "Europe/Madrid", "2026-06-30T22:00:00Z"},
		{"2026-12-31", "Pacific/Kiritimati", "2026-12-31T10:00:00Z"},
		{"2026-12-31", "Pacific/Pago_Pago", "2027-01-01T11:00:00Z"},
		{"2026-09-05", "America/Santiago", "2026-09-06T04:00:00Z"}, // there is no midnight
		{"2026-04-04", "America/Santiago", "2026-04-05T04:00:00Z"}, // there are two hours before it
		{"9999-12-31", "America/Los_Angeles", "9999-12-31T00:00:00Z"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		end, err := endOf(c.day, zone)
		if err != nil || end.Format(time.RFC3339) != c.want {
			t.Errorf("%s ends in %s at %s (%v), not %s", c.day, c.zone, end.Format(time.RFC3339), err, c.want)
		}
		if last := dayIn(zone, end.Add(-time.Microsecond)); c.day < "9999" && (last != c.day || dayIn(zone, end) <= c.day) {
			t.Errorf("%s in %s: the moment before is of %s, the end of %s", c.day, c.zone, last, dayIn(zone, end))
		}
	}
}

func TestWhyItIsPaused(t *testing.T) {
	for _, c := range []struct {
		status Status
		said   Because
		kind   string
		want   Because
	}{
		{Running, "", event(Resume), ""},
		{Running, ByDrift, event(Resume), ""},
		{Paused, "", event(Pause), ByTeam},
		{Paused, ByDrift, event(Pause), ByDrift},
		{Paused, ByStopRule, event(Pause), ByStopRule},
		{Paused, ByTeam, event(Edit), ByTeam},
		{Paused, "", event(Edit), ByDoor},
		{Paused, "", "experiment.door_raised", ByDoor},
		{Concluded, ByTeam, event(Stop), ""},
	} {
		if got := (&Experiment{Status: c.status, PausedBecause: c.said}).pausedBecause(c.kind); got != c.want {
			t.Errorf("%s, %s and said %q: %q, not %q", c.status, c.kind, c.said, got, c.want)
		}
	}
}

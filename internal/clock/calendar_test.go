package clock_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ajar/internal/clock"
)

func moment(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func zoned(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := clock.Zone(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// Reminders come in the morning of where the organisation is, also across the change of its clocks.
func TestHours(t *testing.T) {
	for _, c := range []struct {
		at, zone   string
		days, hour int
		want       string
	}{
		{"2026-11-22T09:00:00Z", "UTC", 2, 9, "2026-11-24T09:00:00Z"},
		{"2026-11-22T23:30:00Z", "Europe/Madrid", 2, 9, "2026-11-25T08:00:00Z"},
		{"2026-10-23T10:00:00Z", "Europe/Madrid", 7, 9, "2026-10-30T08:00:00Z"},
		{"2026-12-30T10:00:00Z", "Pacific/Kiritimati", 7, 9, "2027-01-06T19:00:00Z"},
		{"2026-11-22T09:00:00Z", "Europe/Warsaw", 0, 7, "2026-11-22T06:00:00Z"},
		{"2026-11-01T00:30:00Z", "America/Lima", -1, 0, "2026-10-30T05:00:00Z"},
	} {
		if got := clock.HourAfter(moment(t, c.at), c.days, c.hour, zoned(t, c.zone)).Format(time.RFC3339); got != c.want {
			t.Errorf("%d days after %s in %s: %s, not %s", c.days, c.at, c.zone, got, c.want)
		}
	}
}

// Weeks begin on Monday; 22 November 2026 is a Sunday.
func TestMondays(t *testing.T) {
	for _, c := range []struct {
		at, zone, monday, next string
	}{
		{"2026-11-22T09:00:00Z", "UTC", "2026-11-16", "2026-11-23T07:00:00Z"},
		{"2026-11-22T23:30:00Z", "Europe/Madrid", "2026-11-23", "2026-11-23T06:00:00Z"},
		{"2026-11-23T06:59:59Z", "UTC", "2026-11-23", "2026-11-23T07:00:00Z"},
		{"2026-11-23T07:00:00Z", "UTC", "2026-11-23", "2026-11-30T07:00:00Z"},
		{"2026-10-24T10:00:00Z", "Europe/Madrid", "2026-10-19", "2026-10-26T06:00:00Z"},
		{"2026-12-31T23:00:00Z", "America/Lima", "2026-12-28", "2027-01-04T12:00:00Z"},
	} {
		at, zone := moment(t, c.at), zoned(t, c.zone)
		got := []string{clock.Monday(at, zone), clock.NextMonday(at, 7, zone).Format(time.RFC3339)}
		if diff := cmp.Diff([]string{c.monday, c.next}, got); diff != "" {
			t.Errorf("%s in %s: %s", c.at, c.zone, diff)
		}
	}
}

func TestDaysAndMonths(t *testing.T) {
	for _, c := range []struct {
		at, zone          string
		day, begins       string
		month, twoEarlier string
	}{
		{"2026-11-22T09:00:00Z", "UTC", "2026-11-22", "2026-11-22T00:00:00Z", "2026-12-01", "2026-09-01"},
		{"2026-10-31T23:30:00Z", "Europe/Madrid", "2026-11-01", "2026-10-31T23:00:00Z", "2026-12-01", "2026-09-01"},
		{"2026-03-01T01:00:00Z", "America/Lima", "2026-02-28", "2026-02-28T05:00:00Z", "2026-03-01", "2025-12-01"},
	} {
		at, zone := moment(t, c.at), zoned(t, c.zone)
		begins, err := clock.DayBegins(clock.Day(at, zone), zone)
		got := []string{clock.Day(at, zone), begins.Format(time.RFC3339), clock.MonthBegins(at, 1, zone).Format(time.DateOnly), clock.MonthBegins(at, -2, zone).Format(time.DateOnly)}
		if diff := cmp.Diff([]string{c.day, c.begins, c.month, c.twoEarlier}, got); diff != "" || err != nil {
			t.Errorf("%s in %s: %v %s", c.at, c.zone, err, diff)
		}
	}
	if _, err := clock.DayBegins("2026-02-30", time.UTC); err == nil {
		t.Error("the 30th of February begins")
	}
}

// Where clocks change at midnight, a day still begins with its first moment and ends with
// the next day's.
func TestDaysWithoutAMidnightOrWithTwo(t *testing.T) {
	for _, c := range []struct{ zone, day, begins, ends string }{
		{"America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z"}, // from 00:00 to 01:00
		{"America/Santiago", "2026-09-05", "2026-09-05T04:00:00Z", "2026-09-06T04:00:00Z"},
		{"America/Santiago", "2026-04-04", "2026-04-04T03:00:00Z", "2026-04-05T04:00:00Z"}, // from 24:00 to 23:00
		{"Atlantic/Azores", "2026-03-29", "2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z"},  // from 00:00 to 01:00
		{"Atlantic/Azores", "2026-10-25", "2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z"},  // from 01:00 to 00:00
		{"Asia/Hebron", "2021-10-29", "2021-10-28T21:00:00Z", "2021-10-29T22:00:00Z"},      // from 01:00 to 00:00
		{"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"},     // left out
		{"Europe/Warsaw", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"},
		{"Europe/Warsaw", "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"},
	} {
		begins, err := clock.DayBegins(c.day, zoned(t, c.zone))
		ends, err2 := clock.DayEnds(c.day, zoned(t, c.zone))
		got := []string{begins.Format(time.RFC3339), ends.Format(time.RFC3339)}
		if diff := cmp.Diff([]string{c.begins, c.ends}, got); diff != "" || err != nil || err2 != nil {
			t.Errorf("%s in %s: %v %v %s", c.day, c.zone, err, err2, diff)
		}
	}
	october := clock.MonthBegins(moment(t, "2023-10-15T12:00:00Z"), 0, zoned(t, "America/Asuncion"))
	if got := october.Format(time.RFC3339); got != "2023-10-01T01:00:00-03:00" {
		t.Errorf("a month begins at %s", got)
	}
}

package clock

import (
	"sort"
	"time"
)

// Day is the day that a moment is in a zone: "2026-11-23".
func Day(at time.Time, zone *time.Location) string { return at.In(zone).Format(time.DateOnly) }

// Month is the month that a moment is in a zone: "2026-11".
func Month(at time.Time, zone *time.Location) string { return at.In(zone).Format("2006-01") }

// DayBegins is the first moment of a day ("2026-11-23") in a zone, in UTC: also where its
// midnight comes twice, or not at all.
func DayBegins(day string, zone *time.Location) (time.Time, error) {
	d, err := time.Parse(time.DateOnly, day)
	return midnight(d.Year(), d.Month(), d.Day(), zone).UTC(), err
}

// DayEnds is the first moment after a day in a zone, in UTC.
func DayEnds(day string, zone *time.Location) (time.Time, error) {
	d, err := time.Parse(time.DateOnly, day)
	return midnight(d.Year(), d.Month(), d.Day()+1, zone).UTC(), err
}

// midnight is the first moment of a day in a zone. It is looked for around noon: where
// clocks change at midnight, time.Date may answer the hour before or the second of two.
func midnight(year int, month time.Month, day int, zone *time.Location) time.Time {
	const around = 24 * time.Hour
	wanted := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	before := time.Date(year, month, day, 12, 0, 0, 0, zone).Add(-around)
	later := sort.Search(int(2*around/time.Second), func(seconds int) bool {
		y, m, d := before.Add(time.Duration(seconds) * time.Second).Date()
		return !time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Before(wanted)
	})
	return before.Add(time.Duration(later) * time.Second)
}

// Morning is the hour at which people are told of what they can then do something about.
const Morning = 9

// HourAfter is an hour (0 to 23) of the day that a moment is in a zone, or of one so many
// days later, in UTC: also across a change of the clocks.
func HourAfter(at time.Time, days, hour int, zone *time.Location) time.Time {
	here := at.In(zone)
	return time.Date(here.Year(), here.Month(), here.Day()+days, hour, 0, 0, 0, zone).UTC()
}

// Monday is the day on which the week of a moment begins in a zone: "2026-11-23".
func Monday(at time.Time, zone *time.Location) string {
	return at.In(zone).AddDate(0, 0, -sinceMonday(at.In(zone))).Format(time.DateOnly)
}

// NextMonday is an hour of the first Monday in a zone at which that is still to come, in UTC.
func NextMonday(after time.Time, hour int, zone *time.Location) time.Time {
	days := -sinceMonday(after.In(zone))
	for !HourAfter(after, days, hour, zone).After(after) {
		days += 7
	}
	return HourAfter(after, days, hour, zone)
}

func sinceMonday(here time.Time) int { return (int(here.Weekday()) + 6) % 7 }

// MonthBegins is the first moment of the month that a moment is in a zone, or of one so
// many months later (earlier when negative), there.
func MonthBegins(at time.Time, months int, zone *time.Location) time.Time {
	here := at.In(zone)
	return midnight(here.Year(), here.Month()+time.Month(months), 1, zone)
}

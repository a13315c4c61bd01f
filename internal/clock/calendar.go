package clock

import "time"

// Day is the day that a moment is in a zone: "2026-11-23".
func Day(at time.Time, zone *time.Location) string { return at.In(zone).Format(time.DateOnly) }

// DayBegins is the first moment of a day ("2026-11-23") in a zone, in UTC.
func DayBegins(day string, zone *time.Location) (time.Time, error) {
	at, err := time.ParseInLocation(time.DateOnly, day, zone)
	return at.UTC(), err
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
	return time.Date(here.Year(), here.Month()+time.Month(months), 1, 0, 0, 0, 0, zone)
}

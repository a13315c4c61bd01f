package review

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ajar/experiments/door"
)

var (
	office  = door.Calendar{Days: []string{"monday", "tuesday", "wednesday", "thursday", "friday"}, From: "09:00", To: "17:00"}
	closing = door.Calendar{Days: office.Days, From: "09:00", To: "17:00", Closed: []string{"2026-12-25", "2026-12-28", "2027-01-01"}}
	hotel   = door.Calendar{Days: []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}, From: "07:00", To: "23:30"}
	early   = door.Calendar{Days: hotel.Days, From: "00:00", To: "04:00"}
	half    = door.Calendar{Days: office.Days, From: "09:00", To: "09:30"}
	sundays = door.Calendar{Days: []string{"sunday"}, From: "10:00", To: "12:00"}
)

// When so many working days have passed since a time, as the organisation's clocks
// show both.
func TestWorkingDays(t *testing.T) {
	for _, c := range []struct {
		what     string
		calendar door.Calendar
		zone     string
		since    string
		days     int
		want     string
	}{
		{"in the middle of a day", office, "UTC", "Mon 2026-11-23 10:15", 1, "Tue 2026-11-24 10:15"},
		{"from opening", office, "UTC", "Mon 2026-11-23 09:00", 1, "Mon 2026-11-23 17:00"},
		{"before opening", office, "UTC", "Mon 2026-11-23 06:00", 1, "Mon 2026-11-23 17:00"},
		{"at closing", office, "UTC", "Mon 2026-11-23 17:00", 1, "Tue 2026-11-24 17:00"},
		{"after closing", office, "UTC", "Mon 2026-11-23 17:45", 1, "Tue 2026-11-24 17:00"},
		{"late on Friday", office, "UTC", "Fri 2026-11-27 16:00", 1, "Mon 2026-11-30 16:00"},
		{"on Saturday", office, "UTC", "Sat 2026-11-28 12:00", 1, "Mon 2026-11-30 17:00"},
		{"two days over a weekend", office, "UTC", "Thu 2026-11-26 15:00", 2, "Mon 2026-11-30 15:00"},
		{"five days", office, "UTC", "Wed 2026-11-25 11:00", 5, "Wed 2026-12-02 11:00"},
		{"ten days", office, "UTC", "Wed 2026-11-25 11:00", 10, "Wed 2026-12-09 11:00"},
		{"over Christmas", closing, "Europe/Warsaw", "Thu 2026-12-24 12:00", 1, "Tue 2026-12-29 12:00"},
		{"over Christmas and the new year", closing, "Europe/Warsaw", "Wed 2026-12-23 12:00", 5, "Mon 2027-01-04 12:00"},
		{"begun on a holiday", closing, "Europe/Warsaw", "Fri 2026-12-25 12:00", 1, "Tue 2026-12-29 17:00"},
		{"clocks go back on Sunday", office, "Europe/Madrid", "Fri 2026-10-23 12:00", 1, "Mon 2026-10-26 12:00"},
		{"clocks go forward on Sunday", office, "Europe/Madrid", "Fri 2027-03-26 12:00", 1, "Mon 2027-03-29 12:00"},
		{"clocks go back while they work", hotel, "Europe/Madrid", "Sat 2026-10-24 23:00", 1, "Sun 2026-10-25 23:00"},
		{"clocks go forward while they work", hotel, "Europe/Madrid", "Sat 2027-03-27 23:00", 1, "Sun 2027-03-28 23:00"},
		{"the hour that comes twice is worked once", early, "Europe/Madrid", "Sat 2026-10-24 01:00", 1, "Sun 2026-10-25 01:00"},
		{"the hour that is left out is worked too", early, "Europe/Madrid", "Sat 2027-03-27 03:30", 1, "Sun 2027-03-28 03:30"},
		{"days that begin before UTC's", office, "Pacific/Auckland", "Mon 2026-11-23 10:00", 5, "Mon 2026-11-30 10:00"},
		{"days that end after UTC's", office, "America/Los_Angeles", "Fri 2026-11-20 16:59", 1, "Mon 2026-11-23 16:59"},
		{"a zone with half an hour", office, "Asia/Kolkata", "Mon 2026-11-23 10:30", 2, "Wed 2026-11-25 10:30"},
		{"half an hour a day", half, "UTC", "Mon 2026-11-23 09:10", 2, "Wed 2026-11-25 09:10"},
		{"after half an hour a day", half, "UTC", "Mon 2026-11-23 09:45", 1, "Tue 2026-11-24 09:30"},
		{"two hours a week", sundays, "UTC", "Mon 2026-11-23 09:00", 2, "Sun 2026-12-06 12:00"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		since, err := time.ParseInLocation(shown, c.since, zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := newHours(c.calendar, zone).After(since.UTC(), c.days).In(zone).Format(shown); got != c.want {
			t.Errorf("%s: %d working days after %s are over at %s, not %s", c.what, c.days, c.since, got, c.want)
		}
	}
}

const shown = "Mon 2006-01-02 15:04"

// A calendar in which nobody ever works makes nobody wait for ever, nor the program.
func TestNobodyEverWorks(t *testing.T) {
	shut := door.Calendar{Days: office.Days, From: "09:00", To: "17:00"}
	for day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC); day.Year() < 2120; day = day.AddDate(0, 0, 1) {
		shut.Closed = append(shut.Closed, day.Format(time.DateOnly))
	}
	since := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	for what, c := range map[string]door.Calendar{
		"closed for a hundred years": shut, "no day": {From: "09:00", To: "17:00"}, "no hour": {Days: office.Days, From: "09:00", To: "09:00"}, "nothing": {},
	} {
		if got := newHours(c, time.UTC).After(since, 1); got.Year() != 2036 {
			t.Errorf("%s: it is due at %s", what, got)
		}
	}
}

// What the clock does in a turn that begins on a Monday at ten, looked at every
// working morning at eleven.
func TestTheClock(t *testing.T) {
	for _, c := range []struct {
		what    string
		turn    Turn
		expires bool
		looked  []int // on which working days, counted from the first; nil: on each
		want    []string
	}{
		{"the routes'", RouteTurn, true, nil, []string{"1 remind", "2 backups", "5 administrators"}},
		{"the team's", TeamTurn, true, nil, []string{"1 remind", "5 remind", "9 warn", "10 draft"}},
		{"the team's, only conditions remain", TeamTurn, false, nil, []string{"1 remind", "5 remind"}},
		{"the routes', looked at late", RouteTurn, true, []int{0, 3, 4, 5}, []string{"3 backups", "5 administrators"}},
		{"the routes', looked at much too late", RouteTurn, true, []int{12, 13}, []string{"12 administrators"}},
		{"the team's, looked at late", TeamTurn, true, []int{6, 7, 12, 13, 14}, []string{"6 remind", "12 warn", "13 draft"}},
		{"the team's, looked at only after the end", TeamTurn, true, []int{12, 13, 14}, []string{"12 warn", "13 draft"}},
	} {
		looked := c.looked
		for day := 0; c.looked == nil && day < 15; day++ {
			looked = append(looked, day)
		}
		if diff := cmp.Diff(c.want, walked(c.turn, c.expires, looked)); diff != "" {
			t.Errorf("%s: %s", c.what, diff)
		}
	}
}

// walked are the steps that are taken when the clock is looked at on these working
// days.
func walked(turn Turn, expires bool, looked []int) []string {
	h := newHours(office, time.UTC)
	turned := ticking{turn: turn, from: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), expires: expires}
	taken := []string{}
	for _, day := range looked {
		now := h.After(turned.from, day).Add(time.Hour)
		if s, ok := turned.due(now, h); ok {
			taken = append(taken, fmt.Sprint(day, " ", s.deed))
			turned.taken, turned.takenAt = s.after, &now
		}
	}
	return taken
}

// The deadline is what happens if nobody answers, and reminders are none.
func TestDeadlines(t *testing.T) {
	h := newHours(office, time.UTC)
	from := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	late := time.Date(2026, 12, 8, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		ticking
		want string
	}{
		{ticking{turn: RouteTurn, from: from}, "backups Wed 2026-11-25 10:00"},
		{ticking{turn: RouteTurn, from: from, taken: 1}, "backups Wed 2026-11-25 10:00"},
		{ticking{turn: RouteTurn, from: from, taken: 2}, "administrators Mon 2026-11-30 10:00"},
		{ticking{turn: RouteTurn, from: from, taken: 5}, ""},
		{ticking{turn: TeamTurn, from: from, expires: true}, "draft Mon 2026-12-07 10:00"},
		{ticking{turn: TeamTurn, from: from, taken: 9, takenAt: &late, expires: true}, "draft Wed 2026-12-09 12:00"},
		{ticking{turn: TeamTurn, from: from}, ""},
	} {
		got := ""
		if deed, at, ok := c.deadline(h); ok {
			got = string(deed) + " " + at.Format(shown)
		}
		if got != c.want {
			t.Errorf("%+v: %q, not %q", c.ticking, got, c.want)
		}
	}
	if !slices.IsSortedFunc(steps[TeamTurn], func(a, b step) int { return a.after - b.after }) {
		t.Error("the steps of the team are out of order")
	}
}

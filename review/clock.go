package review

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"

	"ajar/experiments/door"
)

// Deed is what the clock does when somebody's turn has lasted long enough.
type Deed string

// The deeds of the clock.
const (
	Remind            Deed = "remind"
	AskBackups        Deed = "backups"
	AskAdministrators Deed = "administrators"
	Warn              Deed = "warn"
	BackToDraft       Deed = "draft"
)

// step is a deed of the clock and after how many working days it comes.
type step struct {
	after int
	deed  Deed
}

// steps are the clock's, in order. The silence of a route never ends a proposal;
// only the team's own does.
var steps = map[Turn][]step{
	RouteTurn: {{1, Remind}, {2, AskBackups}, {5, AskAdministrators}},
	TeamTurn:  {{1, Remind}, {5, Remind}, {9, Warn}, {10, BackToDraft}},
}

// after is how many working days a deed of the routes' turn waits.
func after(d Deed) int {
	at := slices.IndexFunc(steps[RouteTurn], func(s step) bool { return s.deed == d })
	return steps[RouteTurn][at].after
}

// ticking is a turn as the clock sees it.
type ticking struct {
	turn    Turn
	from    time.Time  // its beginning, or what the team did last in its own
	taken   int        // working days of the last step that was taken since
	takenAt *time.Time // when that was
	expires bool       // it can go back to draft: it has never started, and no review has ended
}

// left are the steps that are still to come.
func (t ticking) left() []step {
	return slices.DeleteFunc(slices.Clone(steps[t.turn]), func(s step) bool {
		return s.after <= t.taken || !t.expires && (s.deed == Warn || s.deed == BackToDraft)
	})
}

// at is when a step is due. Nothing goes back to draft less than a working day
// after its warning, however late that came.
func (t ticking) at(s step, h workingHours) time.Time {
	at := h.After(t.from, s.after)
	if s.deed == BackToDraft && t.takenAt != nil {
		if warned := h.After(*t.takenAt, 1); warned.After(at) {
			return warned
		}
	}
	return at
}

// due is the step to take now: the last one whose time has come, so that a late
// clock does not repeat itself. Nothing goes back to draft without its warning.
func (t ticking) due(now time.Time, h workingHours) (step, bool) {
	var last step
	for _, s := range t.left() {
		if t.at(s, h).After(now) || s.deed == BackToDraft && (last != step{} || t.warnable()) {
			break
		}
		last = s
	}
	return last, last != step{}
}

// warnable reports whether the warning is still to come.
func (t ticking) warnable() bool {
	return slices.ContainsFunc(t.left(), func(s step) bool { return s.deed == Warn })
}

// next is when the clock has to be looked at again; false when nothing is left to do.
func (t ticking) next(h workingHours) (time.Time, bool) {
	left := t.left()
	if len(left) == 0 {
		return time.Time{}, false
	}
	return t.at(left[0], h), true
}

// deadline is what happens when the turn lasts on, reminders aside, and when; false
// when nothing more does.
func (t ticking) deadline(h workingHours) (Deed, time.Time, bool) {
	for _, s := range t.left() {
		if s.deed != Remind && s.deed != Warn {
			return s.deed, t.at(s, h), true
		}
	}
	return "", time.Time{}, false
}

// workingHours are when an organisation works, in its time zone. They count by the clock
// on the wall: a working day has the same hours when the clocks change.
type workingHours struct {
	calendar cal.BusinessCalendar
	zone     *time.Location
	day      time.Duration // of a working day
}

// newHours reads the calendar of a door policy, which has working hours.
func newHours(c door.Calendar, zone *time.Location) workingHours {
	from, to := ofDay(c.From), ofDay(c.To)
	h := workingHours{zone: zone, day: to - from}
	h.calendar.SetWorkHours(from, to)
	closed := map[string]bool{}
	for _, day := range c.Closed {
		closed[day] = true
	}
	h.calendar.WorkdayFunc = func(d time.Time) bool {
		return slices.Contains(c.Days, weekdays[d.Weekday()]) && !closed[d.Format(time.DateOnly)]
	}
	return h
}

var weekdays = [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// ofDay is how far into its day a time such as "09:00" is.
func ofDay(clock string) time.Duration {
	at, _ := time.Parse("15:04", clock) // its form was checked
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
}

// tooLong is after how many years without a working hour somebody is asked anyway.
const tooLong = 10

// After is the time at which so many working days of hours have passed since at, in
// UTC. Where nobody works for ten years it is then.
func (h workingHours) After(at time.Time, days int) time.Time {
	began := h.wall(at)
	end := began.AddDate(tooLong, 0, 0)
	if h.day <= 0 {
		return h.instant(end)
	}
	bounded := h.calendar
	bounded.WorkdayFunc = func(d time.Time) bool { return d.After(end) || h.calendar.WorkdayFunc(d) }
	due := bounded.AddWorkHours(opens(&bounded, began), time.Duration(days)*h.day)
	return h.instant(due)
}

// opens is the first working moment that is not before at. The library would take a
// moment of the hour in which the work ends for working time.
func opens(c *cal.BusinessCalendar, at time.Time) time.Time {
	if c.IsWorkday(at) && at.Before(c.WorkdayEnd(at)) {
		if start := c.WorkdayStart(at); at.Before(start) {
			return start
		}
		return at
	}
	return c.NextWorkdayStart(cal.DayStart(at).AddDate(0, 0, 1))
}

// wall is what the organisation's clocks show, written as if it were UTC, where
// every day has 24 hours.
func (h workingHours) wall(at time.Time) time.Time {
	_, offset := at.In(h.zone).Zone()
	return at.UTC().Add(time.Duration(offset) * time.Second)
}

// instant is when the clocks show that.
func (h workingHours) instant(wall time.Time) time.Time {
	y, m, d := wall.Date()
	return time.Date(y, m, d, wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), h.zone).UTC()
}

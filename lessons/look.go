package lessons

import (
	"time"

	"ajar/experiments"
	"ajar/internal/fault"
)

// A team is asked to look at its lesson again on the day it chose, and then once a
// month, so many times in all.
const mostLooks = 4

// inAYear is the day that is offered for the next look.
func inAYear(at time.Time, zone *time.Location) experiments.Day {
	return dayOf(at.In(zone).AddDate(1, 0, 0), zone)
}

// looks reports whether its team is to be asked to look at it again.
func (l *lesson) looks() bool {
	return l.Published != nil && l.SupersededBy == nil && l.lookBy() != "" && l.Asked < mostLooks
}

// lookBy is the day of which readers see the month: that of the draft, when it was
// published.
func (l *lesson) lookBy() experiments.Day {
	if l.Draft.Hidden == nil { // published before it was kept
		return l.Draft.ReviewBy
	}
	return l.Draft.Hidden.ReviewBy
}

// mustCome names a day that has come already.
func mustCome(day, today experiments.Day) []fault.Field {
	if day > today {
		return nil
	}
	return []fault.Field{{Location: "body.review_by", Code: "in_the_past", Message: "Choose a day that is still to come."}}
}

// monthOf is all that readers learn of a day.
func monthOf(day experiments.Day) string {
	if len(day) < len("2006-01") {
		return ""
	}
	return string(day[:len("2006-01")])
}

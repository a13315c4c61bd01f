package experiments

import (
	"time"

	"github.com/google/uuid"

	"ajar/experiments/readout"
)

// AtHand is an experiment that its team has begun and not ended, or that owes a
// lesson or a recovery.
type AtHand struct {
	Summary
	CheckIns   int `json:"check_ins" doc:"How many check-ins it has"`
	CheckInDue Day `json:"check_in_due,omitempty" format:"date" doc:"While it runs: the day of the next check-in"`
}

// Glance is the signal of a running experiment so far: as much of its readout as
// is drawn beside others.
type Glance struct {
	ExperimentID uuid.UUID       `json:"experiment_id" format:"uuid"`
	Signal       Signal          `json:"signal"`
	Says         readout.Says    `json:"says" enum:"nothing,values,too_early,reached,better,worse,same" doc:"What can be concluded"`
	Points       []readout.Point `json:"points" doc:"What was known after each day with a check-in; of more than 20 the newest"`
}

// mostGlimpsed is how many points are drawn beside others.
const mostGlimpsed = 20

// week is after how many days without a check-in the next is due.
const week = 7

// checkInDue is the day from which a check-in is missed: a week after the latest day
// with one, or after the start, and sooner where that is half of the planned days. What is
// planned for two days has one in the middle; what has no last day, one a week.
func checkInDue(started, last, ends Day) Day {
	from := max(started, last)
	begin, err := time.Parse(time.DateOnly, string(from))
	if err != nil {
		return ""
	}
	every := week
	if planned := (days{started, ends}).length(); planned > 0 {
		every = min(every, max(planned/2, 1))
	}
	return Day(begin.AddDate(0, 0, every).Format(time.DateOnly))
}

// length is how many days there are from one to the other, both counted; 0 where
// they are none.
func (d days) length() int {
	from, errFrom := time.Parse(time.DateOnly, string(d.From))
	to, errTo := time.Parse(time.DateOnly, string(d.To))
	if errFrom != nil || errTo != nil || to.Before(from) {
		return 0
	}
	return int(to.Sub(from).Hours())/24 + 1
}

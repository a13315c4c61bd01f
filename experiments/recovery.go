package experiments

import (
	"fmt"
	"time"

	"ajar/internal/fault"
)

// Recovery is how customers who were hurt were made whole, step by step, and the
// day on which the loop was closed with them. It is owed until all of it is done.
// To readers from outside, the day is its month.
type Recovery struct {
	Time         bool `json:"time" doc:"We made time"`
	Acknowledge  bool `json:"acknowledge" doc:"We acknowledged and apologised"`
	Meet         bool `json:"meet" doc:"We met minds"`
	Act          bool `json:"act" doc:"We acted"`
	LoopClosedOn Day  `json:"loop_closed_on,omitempty" pattern:"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$" patternDescription:"a day such as 2026-11-22" doc:"The day we told those customers what we did, or its month where days are not shown"`
}

// closed reports whether nothing of it is owed any more; no recovery owes nothing.
func (r *Recovery) closed() bool {
	return r == nil || r.Time && r.Acknowledge && r.Meet && r.Act && r.LoopClosedOn != ""
}

// wrong names what cannot be of a recovery that stands at a place of the body: a
// loop that was closed on no day, before the start, in the future, or before its
// steps were done.
func (r Recovery) wrong(at string, started, today Day) (wrong []fault.Field) {
	if r.LoopClosedOn == "" {
		return nil
	}
	_, err := time.Parse(time.DateOnly, string(r.LoopClosedOn))
	for _, rule := range []struct {
		broken              bool
		name, code, message string
	}{
		{err != nil, "loop_closed_on", "date", "Give a day such as 2026-11-22."},
		{err == nil && r.LoopClosedOn < started, "loop_closed_on", "too_early", fmt.Sprintf("It started on %s. Choose that day or a later one.", started)},
		{err == nil && r.LoopClosedOn > today, "loop_closed_on", "in_the_future", "That day has not come yet. Choose today or an earlier one."},
		{!r.Time, "time", "before_the_loop", stepFirst},
		{!r.Acknowledge, "acknowledge", "before_the_loop", stepFirst},
		{!r.Meet, "meet", "before_the_loop", stepFirst},
		{!r.Act, "act", "before_the_loop", stepFirst},
	} {
		if rule.broken {
			wrong = append(wrong, fault.Field{Location: at + "." + rule.name, Code: rule.code, Message: rule.message})
		}
	}
	return wrong
}

const stepFirst = "The loop is closed when every step is done. Do this first, or leave the day out."

// The first reminder of a recovery that is owed comes on the second morning, while
// an apology is still one; the others once a week. It comes in the morning.
const (
	firstReminder = 2
	nextReminder  = 7
)

package experiments

import "ajar/experiments/door"

// Together is what the other unfinished experiments of one line expose. A line is
// an experiment with its clones and splits, and theirs.
//
// What counts is what may touch customers without anybody deciding on it once
// more: the others of the line that are ready, running or paused, with the most
// customers and money that their present answers declare, or the customers that they
// have reached where those are more. What is in review waits
// behind a closed door and touches nobody, so the pilot of a waiting one-way door
// stands alone; drafts, declined and withdrawn experiments touch nobody either, and
// what is concluded no longer does.
//
// Whoever comes to count is judged together with those that count already, in the
// same transaction, while the first of the line is held: at submitting, at a
// material edit, and when a review has opened the door. So no two can slip under
// a limit side by side, in whichever order and however close.
type Together struct {
	Touch int64   // customers
	Risk  float64 // money, in the organisation's currency
}

// with adds it to the facts of one experiment.
func (t Together) with(f door.Facts) door.Facts {
	f.AlsoTouch, f.AlsoRisk = t.Touch, t.Risk
	return f
}

package experiments

import (
	"slices"

	"github.com/google/uuid"

	"ajar/experiments/door"
)

// Calibration tells how well the door policy foresaw what undoing takes, over the
// experiments that ran and were concluded in a period. The two ways to be wrong
// are
//
//   - false two-way: a two-way door of which the conclusion says that it was not
//     as reversible as said. It is put down to the rules whose limit was really
//     passed (by the hours or the cost of undoing, or the customers that the
//     check-ins counted; judged by the policy that opened the door, everything else
//     as declared), and else to no rule: nothing in the policy looks at what went
//     wrong.
//   - false one-way: a one-way door that had to be undone, whose hours, cost and
//     customers passed the limit of no rule, that left nothing behind, and of which the
//     conclusion does not say that it was less reversible than said. It is put
//     down to every rule that closed it.
//
// An experiment that had nothing to undo proves neither. Nothing is counted by
// person or by team.
type Calibration struct {
	From   Day               `json:"from" format:"date"`
	To     Day               `json:"to" format:"date" doc:"The last day, included"`
	TwoWay DoorCalibration   `json:"two_way"`
	OneWay DoorCalibration   `json:"one_way"`
	Rules  []RuleCalibration `json:"rules" doc:"In the present policy's order, then rules that it has no more, by name"`
	NoRule RuleCalibration   `json:"no_rule" doc:"What no rule looks at"`
}

// DoorCalibration counts the concluded experiments of one door.
type DoorCalibration struct {
	Concluded int `json:"concluded" doc:"Experiments that ran and were concluded"`
	Told      int `json:"told" doc:"Of these, those that said whether it was as reversible as said"`
	False     int `json:"false" doc:"Of these, those whose door was the wrong one"`
}

// RuleCalibration counts what one rule did. Fired is how many of the doors were
// closed by it, Concluded how many of these told what undoing took; the lists
// hold at most 50 each.
type RuleCalibration struct {
	Rule          string    `json:"rule"`
	Gate          string    `json:"gate"`
	Gone          bool      `json:"gone,omitempty" doc:"The present policy has this rule no more"`
	Fired         int       `json:"fired" doc:"Doors that it closed"`
	Concluded     int       `json:"concluded" doc:"Of these, those that told whether they were as reversible as said, or what undoing took"`
	FalseOneWay   int       `json:"false_one_way" doc:"Of these, those that were undone within the limits and left nothing behind"`
	Missed        int       `json:"missed" doc:"Two-way doors whose undoing passed its limit"`
	FalseOneWayOf []OneDoor `json:"false_one_way_of" doc:"The first 50 of them, newest first"`
	MissedOf      []OneDoor `json:"missed_of" doc:"The first 50 of them, newest first"`
}

// OneDoor names an experiment to look at.
type OneDoor struct {
	ID     uuid.UUID `json:"id" format:"uuid"`
	Key    string    `json:"key" example:"E-42"`
	Title  string    `json:"title"`
	TeamID uuid.UUID `json:"team_id" format:"uuid"`
}

// maxOpened is how many experiments of a kind are worth opening.
const maxOpened = 50

// newCalibration has a row for every rule of the present policy.
func newCalibration(present *door.Policy) *Calibration {
	c := &Calibration{Rules: []RuleCalibration{}, NoRule: noneYet("", "")}
	for _, r := range present.Rules() {
		c.Rules = append(c.Rules, noneYet(r.ID, r.Gate))
	}
	return c
}

func noneYet(rule, gate string) RuleCalibration {
	return RuleCalibration{Rule: rule, Gate: gate, FalseOneWayOf: []OneDoor{}, MissedOf: []OneDoor{}}
}

// of is the row of a rule, made when the present policy has it no more.
func (c *Calibration) of(rule, gate string) *RuleCalibration {
	if rule == "" {
		return &c.NoRule
	}
	at := slices.IndexFunc(c.Rules, func(r RuleCalibration) bool { return r.Rule == rule })
	if at < 0 {
		gone := noneYet(rule, gate)
		gone.Gone = true
		c.Rules, at = append(c.Rules, gone), len(c.Rules)
	}
	return &c.Rules[at]
}

// add counts doors; of a rule that the present policy has no more it learns the gate.
func (c *Calibration) add(t tally, gate string) {
	if t.Rule == everyDoor {
		kind := &c.TwoWay
		if t.Door == door.OneWay {
			kind = &c.OneWay
		}
		kind.Concluded, kind.Told, kind.False = kind.Concluded+t.Doors, kind.Told+t.Told, kind.False+t.Wrong
		return
	}
	row := c.of(t.Rule, gate)
	if t.Door == door.TwoWay {
		row.Missed += t.Doors
		return
	}
	row.Fired, row.Concluded, row.FalseOneWay = row.Fired+t.Doors, row.Concluded+t.Told, row.FalseOneWay+t.Wrong
}

// show lists a wrong door with a rule that it is put down to, unless there are enough.
func (c *Calibration) show(w wrongDoor) {
	row := c.of(w.Rule, "")
	list := &row.FalseOneWayOf
	if w.Door == door.TwoWay {
		list = &row.MissedOf
	}
	if len(*list) < maxOpened {
		*list = append(*list, w.OneDoor)
	}
}

package experiments

import (
	"strings"

	"ajar/internal/fault"
)

// UndoDrill is a try of the undo: what it took, beside what had been guessed.
type UndoDrill struct {
	On           Day      `json:"on" doc:"The day of the try, or its month where days are not shown"`
	Revision     int      `json:"revision" doc:"The revision that first says what was measured; 0 when that was yet to be submitted"`
	GuessedHours *float64 `json:"guessed_hours,omitempty" doc:"What undo_hours had been answered"`
	GuessedCost  *float64 `json:"guessed_cost,omitempty" doc:"What undo_cost had been answered"`
	Undoing
}

// Undoing is what a try of the undo took.
type Undoing struct {
	Hours float64  `json:"hours" minimum:"0" maximum:"100000" doc:"How long it took, in hours: 20 minutes are 0.33"`
	Cost  *float64 `json:"cost,omitempty" minimum:"0" maximum:"1000000000" doc:"What it cost, in the organisation's currency; left out when nobody looked"`
	Note  string   `json:"note,omitempty" maxLength:"4000" doc:"How it went"`
}

// maxDrills is how many tries an experiment keeps.
const maxDrills = 50

// measured answers the questions about the undo with what it took, and keeps the
// try. The revision is set by whoever judges the answers again.
func (e *Experiment) measured(on Day, u Undoing) error {
	if len(e.UndoDrills) >= maxDrills {
		return fault.Refused("too-many-drills", "The undo was tried %d times already; that says enough.", maxDrills)
	}
	u.Note = strings.TrimSpace(u.Note)
	drill := UndoDrill{On: on, Undoing: u, GuessedHours: e.Answers.UndoHours, GuessedCost: e.Answers.UndoCost}
	e.Answers.UndoHours = &u.Hours
	if u.Cost != nil {
		e.Answers.UndoCost = u.Cost
	}
	e.UndoDrills = append(e.UndoDrills[:len(e.UndoDrills):len(e.UndoDrills)], drill)
	return nil
}

// measuredAnswers are the keys of the answers that say what the undo was measured
// to take, and not what somebody guesses.
func (e *Experiment) measuredAnswers() []string {
	var hours, cost *float64
	for _, d := range e.UndoDrills {
		hours = &d.Hours
		if d.Cost != nil {
			cost = d.Cost
		}
	}
	var keys []string
	if hours != nil && sameValue(hours, e.Answers.UndoHours) {
		keys = append(keys, "undo_hours")
	}
	if cost != nil && sameValue(cost, e.Answers.UndoCost) {
		keys = append(keys, "undo_cost")
	}
	return keys
}

package experiments

import "github.com/google/uuid"

// happened is what an event of an experiment keeps: never its words.
type happened struct {
	From     Status   `json:"from,omitempty"`
	To       Status   `json:"to"`
	Revision int      `json:"revision"`
	Fields   []string `json:"fields,omitempty"`

	Gate    string     `json:"gate,omitempty"`    // raised or lowered
	Joined  []string   `json:"joined,omitempty"`  // gates that closed because of what others of its line expose
	EndsOn  *days      `json:"ends_on,omitempty"` // when the last day moved
	Stem    *uuid.UUID `json:"stem,omitempty"`    // the experiment it was cloned or split from
	Because Because    `json:"because,omitempty"` // why it was paused
	Drift   []Drift    `json:"drift,omitempty"`   // in what it had passed what it declared then
}

// of adds what every event tells of the change.
func (told happened) of(before, after *Experiment) happened {
	told.From, told.To, told.Revision = before.Status, after.Status, after.Revision
	told.Fields = before.Proposal.Compare(after.Proposal).Names()
	if before.EndsOn != after.EndsOn {
		told.EndsOn = &days{before.EndsOn, after.EndsOn}
	}
	if after.Status == Paused && before.Status != Paused {
		told.Because, told.Drift = after.PausedBecause, after.Drift
	}
	return told
}

// days are a day that moved.
type days struct {
	From Day `json:"from"`
	To   Day `json:"to"`
}

// event is how the log calls an action that was taken.
func event(a Action) string {
	return "experiment." + map[Action]string{
		Edit: "edited", Submit: "submitted", Start: "started", Pause: "paused", Resume: "resumed", Stop: "stopped",
		Withdraw: "withdrawn", Conclude: "concluded", Archive: "archived", Unarchive: "unarchived",
		RaiseDoor: "door_raised", Clone: "cloned", Split: "split",
		Report: "checked_in", TryUndo: "undo_tried", Recover: "recovery_advanced",
	}[a]
}

// eventOf is what came of an action: a start may end before the reviewers, and an
// edit of what has started may let it go on for longer, or reach more.
func (e *Experiment) eventOf(a Action, before *Experiment) string {
	switch {
	case (a == Start || a == Resume) && e.Status != Running:
		return "experiment.judged_again"
	case a == Edit && before.StartedAt != nil && before.EndsOn < e.EndsOn:
		return "experiment.extended"
	case a == Edit && before.StartedAt != nil && e.Answers.Exceed(before.Answers):
		return "experiment.cap_raised"
	case a == Recover && !e.OwesRecovery:
		return "experiment.recovery_closed"
	}
	return event(a)
}

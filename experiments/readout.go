package experiments

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"ajar/experiments/readout"
	"ajar/internal/audit"
)

// Readout is what the check-ins tell of the signal, beside what happened while it
// was measured.
type Readout struct {
	readout.Readout
	Marks []Mark `json:"marks" doc:"What happened while it was measured, oldest first, to be marked beside the points"`
}

// Mark is something that happened after the start and may explain what the signal
// did.
type Mark struct {
	On       string   `json:"on" doc:"The day, or its month where days are not shown"`
	What     MarkWhat `json:"what" enum:"tripped,paused,resumed,revised,ended" doc:"tripped: a check-in said that the stop rule had"`
	Because  Because  `json:"because,omitempty" enum:"team,stop_rule,drift,door" doc:"Why it was paused"`
	Revision int      `json:"revision,omitempty" doc:"The number of the revision that was made"`
}

// MarkWhat is what a mark tells.
type MarkWhat string

// What is marked.
const (
	Tripped    MarkWhat = "tripped"
	WasPaused  MarkWhat = "paused"
	WasResumed MarkWhat = "resumed"
	Revised    MarkWhat = "revised"
	Ended      MarkWhat = "ended"
)

// marking are the kinds of events that marks are made of: all of the experiment's
// own but its check-ins, which are many and tell nothing that the points do not.
var marking = func() (names []string) {
	for _, kind := range Kinds {
		if strings.HasPrefix(string(kind), "experiment.") && kind != "experiment.checked_in" {
			names = append(names, string(kind))
		}
	}
	return names
}()

// marks are what happened after the start, by the days of a zone: check-ins before
// what happened on their day, the rest in the order of the log. The events may begin
// after the start.
func marks(events []audit.Event, checkIns []CheckIn, zone *time.Location) ([]Mark, error) {
	all := []Mark{}
	for _, c := range checkIns {
		if c.StopRuleTripped {
			all = append(all, Mark{On: string(c.On), What: Tripped})
		}
	}
	started, revision := false, 0
	for _, event := range events {
		told, err := toldBy(event)
		if err != nil {
			return nil, err
		}
		on := string(dayIn(zone, event.At))
		if started && told.Revision > revision {
			all = append(all, Mark{On: on, What: Revised, Revision: told.Revision})
		}
		if what, ok := markOf(told.From, told.To); ok {
			all = append(all, Mark{On: on, What: what, Because: told.Because})
		}
		started, revision = started || told.To == Running || told.To == Paused, max(revision, told.Revision)
	}
	slices.SortStableFunc(all, func(a, b Mark) int { return cmp.Compare(a.On, b.On) })
	return all, nil
}

// toldBy reads what an event of an experiment keeps.
func toldBy(event audit.Event) (told happened, err error) {
	document, err := json.Marshal(event.Data)
	if err != nil {
		return told, err
	}
	return told, json.Unmarshal(document, &told)
}

// markOf is what a change of state is marked as.
func markOf(from, to Status) (MarkWhat, bool) {
	switch {
	case from == Running && to == Paused:
		return WasPaused, true
	case from == Paused && to == Running:
		return WasResumed, true
	case (from == Running || from == Paused) && to == Concluded:
		return Ended, true
	}
	return "", false
}

// tellMonths leaves of its days their months.
func (r *Readout) tellMonths() {
	for i := range r.Points {
		r.Points[i].On = string(Day(r.Points[i].On).month())
	}
	for i := range r.Marks {
		r.Marks[i].On = string(Day(r.Marks[i].On).month())
	}
}

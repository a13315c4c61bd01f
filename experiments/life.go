package experiments

import (
	"slices"

	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// Status is where an experiment stands in its life.
type Status string

// The states of a life.
const (
	Draft     Status = "draft"
	InReview  Status = "in_review"
	Ready     Status = "ready"
	Running   Status = "running"
	Paused    Status = "paused"
	Concluded Status = "concluded"
	Withdrawn Status = "withdrawn"
	Declined  Status = "declined"
	Archived  Status = "archived"
)

// Action is what somebody may do to an experiment.
type Action string

// The actions of a life.
const (
	Edit      Action = "edit"
	Submit    Action = "submit"
	Start     Action = "start"
	Pause     Action = "pause"
	Resume    Action = "resume"
	Stop      Action = "stop"
	Withdraw  Action = "withdraw"
	Conclude  Action = "conclude"
	Archive   Action = "archive"
	Unarchive Action = "unarchive"
	RaiseDoor Action = "raise_door"
	Clone     Action = "clone"
	Split     Action = "split"
	Report    Action = "check_in"
	TryUndo   Action = "undo_drill"
	Recover   Action = "recover"
)

// life is the state table: from which states each action may be taken, and what
// to do instead where it may not. A stop is allowed wherever anything goes on:
// retreat is free.
var life = []struct {
	action  Action
	from    []Status
	instead string
}{
	{Edit, []Status{Draft, InReview, Ready, Running, Paused, Withdrawn, Declined}, "A concluded experiment stays as it was. Register a new one that builds on it."},
	{Submit, []Status{Draft, Withdrawn, Declined}, "It has been submitted already."},
	{Start, []Status{Ready, InReview}, "Only an experiment that is ready can start; see its requirements."},
	{Pause, []Status{Running}, "Only a running experiment can pause."},
	{Resume, []Status{Paused}, "Only a paused experiment can resume."},
	{Stop, []Status{Draft, InReview, Ready, Running, Paused}, "It has ended already; there is nothing to stop."},
	{Withdraw, []Status{Draft, InReview, Ready}, "Only what has not started can be withdrawn. Stop it instead."},
	{Conclude, []Status{Ready, Running, Paused, Concluded}, "Only what was started, or was ready to, can be concluded."},
	{Archive, []Status{Concluded, Withdrawn, Declined}, "Only what has ended can be archived."},
	{Unarchive, []Status{Archived}, "It is not archived."},
	{RaiseDoor, []Status{InReview, Ready, Running, Paused}, "Only what is submitted and has not ended can have its door raised."},
	{Clone, everywhere, ""},
	{Split, []Status{InReview, Ready, Paused, Declined}, "Only what waits before a one-way door can be split. Copy it instead."},
	{Report, []Status{Running, Paused}, "Only what runs, or is paused, can be checked in on."},
	{TryUndo, []Status{Draft, InReview, Ready, Running, Paused, Withdrawn, Declined}, "It has ended. Say in its conclusion what undoing took."},
	{Recover, []Status{Concluded, Archived}, "Say first how it ended; what you do for customers who were hurt belongs to that."},
}

var everywhere = []Status{Draft, InReview, Ready, Running, Paused, Concluded, Withdrawn, Declined, Archived}

// ofAnyone are the actions of everyone who may see the experiment; all others are
// its team's.
var ofAnyone = []Action{RaiseDoor, Clone}

// May reports whether the state table allows the action, and otherwise refuses
// with what to do instead.
func (e *Experiment) May(a Action) error {
	for _, row := range life {
		if row.action != a {
			continue
		}
		if slices.Contains(row.from, e.Status) {
			continue
		}
		if e.Status == Archived {
			return fault.Refused("wrong-state", "It is archived. Bring it back from the archive first.")
		}
		return fault.Refused("wrong-state", "%s", row.instead)
	}
	return e.mayBeyondState(a)
}

// mayBeyondState holds the refusals that ask for more than the state.
func (e *Experiment) mayBeyondState(a Action) error {
	switch {
	case a == Archive && e.OwesLesson:
		return fault.Refused("owes-lesson", "It still owes a lesson. Write and publish the lesson, then archive it.")
	case a == Split && (e.Door == nil || *e.Door != door.OneWay):
		return fault.Refused("not-one-way", "It stands before a two-way door, which needs no pilot. Start it, or copy it.")
	case a == Conclude && e.Status == Concluded && e.Conclusion != nil:
		return fault.Refused("already-concluded", "Its conclusion is recorded already.")
	case a == Recover && (e.Conclusion == nil || e.Outcome == NotRun):
		return fault.Refused("nothing-concluded", "Say first how it ended; what you do for customers who were hurt belongs to that.")
	case a == Recover && e.Conclusion.Recovery != nil && !e.OwesRecovery:
		return fault.Refused("loop-closed", "The loop is closed with these customers, and stays as you said it.")
	}
	return nil
}

// mayMeet reports whether the condition can be ticked: it is there, open, and
// the experiment goes on. It reads the requirements that were loaded.
func (e *Experiment) mayMeet(n int) error {
	at := slices.IndexFunc(e.Requirements, func(r Requirement) bool { return r.N == n && r.Kind == ConditionRequirement })
	switch {
	case at < 0:
		return fault.Missing("condition")
	case !slices.Contains([]Status{InReview, Ready, Running, Paused}, e.Status):
		return fault.Refused("wrong-state", "It has ended; its conditions stay as they are.")
	case e.Requirements[at].State != Open:
		return fault.Refused("already-met", "This condition is met already.")
	}
	return nil
}

// ActionsOf are what the state table, the door and what was declared allow the
// actor now, in the table's order. It reads the requirements and the drift that
// were loaded.
func (e *Experiment) ActionsOf(actor accounts.Actor) []Action {
	allowed := []Action{}
	for _, row := range life {
		runs := row.action == Start || row.action == Resume
		open := (e.opened() && e.Status != InReview || e.OpensAnew) && len(e.Drift) == 0
		if e.isFor(actor, row.action) && slices.Contains(row.from, e.Status) && e.mayBeyondState(row.action) == nil && (!runs || open) {
			allowed = append(allowed, row.action)
		}
	}
	return allowed
}

// isFor reports whether the action is one for the actor, whatever the state: a copy
// needs a team that it is for.
func (e *Experiment) isFor(actor accounts.Actor, a Action) bool {
	if a == Clone {
		return len(actor.Teams) > 0
	}
	return actor.MemberOf(e.TeamID) || slices.Contains(ofAnyone, a)
}

// opened reports whether the door is open at this revision: nothing that is due
// before a start is left. It reads the requirements that were loaded; the start
// itself asks the database.
func (e *Experiment) opened() bool {
	return e.Door != nil && !slices.ContainsFunc(e.Requirements, Requirement.blocks)
}

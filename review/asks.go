package review

import (
	"strings"
	"time"

	"github.com/google/uuid"
)

// nextMove is a move that a review waits for: the team's, or one on an open gate.
type nextMove struct {
	ReviewID, ExperimentID, TeamID uuid.UUID

	Turn         Turn
	WaitingSince time.Time
	Taken        int        // working days of the clock's last step
	Gate, Route  string     // "" where it is the team's move
	Handed       bool       // handed over by whoever had it
	ToID         *uuid.UUID // to whom; nil: to the backups
	Able         string     // who can decide on the gate: "member/<id>,backup/<id>"
}

// asked are those who are asked for the move. A gate that was handed to somebody who
// cannot decide any more is its members' again. The backups are asked when the
// members have been silent, or when no member can decide; the administrators when
// the backups were silent too, or nobody can.
func (m nextMove) asked() []Ask {
	if m.Turn == TeamTurn {
		return []Ask{m.ask("team:"+m.TeamID.String(), "turn")}
	}
	member, backup := strings.Contains(m.Able, "member/"), strings.Contains(m.Able, "backup/")
	toPerson := m.ToID != nil && strings.Contains(m.Able, m.ToID.String())
	toBackups := m.Handed && m.ToID == nil && backup
	late, veryLate := m.Taken >= after(AskBackups), m.Taken >= after(AskAdministrators)
	var asked []Ask
	for _, row := range []struct {
		when     bool
		who, why string
	}{
		{member && !toPerson && !toBackups, "members:" + m.Route, "turn"},
		{toPerson, "person:" + m.to(), "handed_over"},
		{backup && late, "backups:" + m.Route, "late"},
		{toBackups && !late, "backups:" + m.Route, "handed_over"},
		{backup && !late && !member && !toPerson, "backups:" + m.Route, "nobody"},
		{veryLate && (member || backup), "administrators", "late"},
		{!member && !backup, "administrators", "nobody"},
	} {
		if row.when {
			asked = append(asked, m.ask(row.who, row.why))
		}
	}
	return asked
}

func (m nextMove) to() string {
	if m.ToID == nil {
		return ""
	}
	return m.ToID.String()
}

func (m nextMove) ask(who, why string) Ask {
	return Ask{ReviewID: m.ReviewID, Gate: m.Gate, Who: who, Why: why, ExperimentID: m.ExperimentID, TeamID: m.TeamID, WaitingSince: m.WaitingSince}
}

// settled compares who is asked with who is to be asked: fresh are new or say
// something else, gone are asked no more. Who was told of a turn stays told of it.
func settled(kept []Ask, next []nextMove) (fresh, gone []Ask) {
	type key struct {
		review    uuid.UUID
		gate, who string
	}
	of := func(a Ask) key { return key{a.ReviewID, a.Gate, a.Who} }
	was, wanted := map[key]Ask{}, map[key]bool{}
	for _, a := range kept {
		was[of(a)] = a
	}
	for _, m := range next {
		for _, a := range m.asked() {
			before, asked := was[of(a)]
			wanted[of(a)] = true
			if asked && before.WaitingSince.Equal(a.WaitingSince) {
				a.Told = before.Told
			}
			if !asked || !before.says(a) {
				fresh = append(fresh, a)
			}
		}
	}
	for _, a := range kept {
		if !wanted[of(a)] {
			gone = append(gone, a)
		}
	}
	return fresh, gone
}

// says reports whether both ask the same for the same turn.
func (a Ask) says(b Ask) bool {
	return a.Why == b.Why && a.TeamID == b.TeamID && a.WaitingSince.Equal(b.WaitingSince)
}

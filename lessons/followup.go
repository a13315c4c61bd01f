package lessons

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/fault"
)

// FollowUp is something a team will do because of the lesson, as it stands in the
// lesson. [TeamFollowUp] is the same by itself.
type FollowUp struct {
	ID     *uuid.UUID      `json:"id,omitempty" format:"uuid" doc:"Send it back as you read it, so that the follow-up stays itself when its words change; left out: a new one, or the one with the same words"`
	What   string          `json:"what" minLength:"1" maxLength:"1000"`
	TeamID *uuid.UUID      `json:"team_id,omitempty" format:"uuid" doc:"The team that does it, left out: the lesson's own; only the two teams read this"`
	Due    experiments.Day `json:"due,omitempty" format:"date" doc:"Only the two teams read this"`
	Done   bool            `json:"done" required:"false"`
	Reason string          `json:"reason,omitempty" maxLength:"1000" doc:"Why it was not needed, if it was not"`
}

// TeamFollowUp is a follow-up by itself, as the team of its lesson reads it and, once
// that is published, the team that does it. Nobody else does.
type TeamFollowUp struct {
	ID         uuid.UUID       `json:"id" format:"uuid"`
	What       string          `json:"what"`
	Language   string          `json:"language" gorm:"->" enum:"en,es,pl"`
	TeamID     uuid.UUID       `json:"team_id" format:"uuid" doc:"The team that does it"`
	FromTeamID uuid.UUID       `json:"from_team_id" format:"uuid" doc:"The team of the lesson"`
	Due        experiments.Day `json:"due,omitempty" format:"date"`
	Late       *int            `json:"late,omitempty" gorm:"-" doc:"How many days ago it was due, by the organisation's time zone; negative before that day, left out where it is due on none"`
	State      FollowUpState   `json:"state" enum:"open,done,not_needed"`
	Reason     string          `json:"reason,omitempty" doc:"Why it is not needed, or what was done"`
	Experiment Named           `json:"experiment" gorm:"-"`
	Lesson     *uuid.UUID      `json:"lesson_id,omitempty" gorm:"-" format:"uuid" doc:"Once the lesson is published"`
	Version    int             `json:"version" doc:"One more with each change: for If-Match"`

	LessonID uuid.UUID  `json:"-"`
	Public   bool       `json:"-"` // the lesson was published with it
	Chased   int        `json:"-"` // how many reminders were sent
	ChaseAt  *time.Time `json:"-"` // when the next one is sent, nil for never

	ExperimentID uuid.UUID `json:"-" gorm:"->"`
	Key          string    `json:"-" gorm:"->"`
	Title        string    `json:"-" gorm:"->"`
	Edition      int       `json:"-" gorm:"->"`
	TimeZone     string    `json:"-" gorm:"->"` // the organisation's
}

// TableName is where follow-ups are kept, for GORM.
func (TeamFollowUp) TableName() string { return "follow_ups" }

// FollowUpState is what became of a follow-up.
type FollowUpState string

// The states of a follow-up.
const (
	FollowUpOpen      FollowUpState = "open"
	FollowUpDone      FollowUpState = "done"
	FollowUpNotNeeded FollowUpState = "not_needed"
)

// FollowUpEnd is what a team says became of a follow-up.
type FollowUpEnd struct {
	State  FollowUpState `json:"state" enum:"open,done,not_needed" doc:"open takes back what was said before"`
	Reason string        `json:"reason,omitempty" maxLength:"1000" doc:"Why it is not needed, which is required, or what was done; readers of the lesson read it"`
}

// Faults names what it lacks.
func (e FollowUpEnd) Faults() []fault.Field {
	if e.State != FollowUpNotNeeded {
		return nil
	}
	return fault.Blank(e.Reason, "body.reason", "Say why it is not needed.")
}

// tidy is what is kept of it: what is open again has no reason.
func (e FollowUpEnd) tidy() FollowUpEnd {
	e.Reason = strings.TrimSpace(e.Reason)
	if e.State == FollowUpOpen {
		e.Reason = ""
	}
	return e
}

// state is how far a follow-up is: a reason without "done" says that it is not needed.
func (f FollowUp) state() FollowUpState {
	switch {
	case f.Done:
		return FollowUpDone
	case !blank(f.Reason):
		return FollowUpNotNeeded
	}
	return FollowUpOpen
}

// visibleTo reports whether the actor is of one of its two teams: the one that does
// it learns of it when the lesson is published.
func (f *TeamFollowUp) visibleTo(actor accounts.Actor) bool {
	return actor.MemberOf(f.FromTeamID) || f.Public && actor.MemberOf(f.TeamID)
}

func (f *TeamFollowUp) foreign() bool { return f.TeamID != f.FromTeamID }

// others is the team of the two to which the actor does not belong, if there is one.
func (f *TeamFollowUp) others(actor accounts.Actor) (uuid.UUID, bool) {
	for _, team := range []uuid.UUID{f.FromTeamID, f.TeamID} {
		if !actor.MemberOf(team) {
			return team, true
		}
	}
	return uuid.Nil, false
}

// ided gives every follow-up an id: its own where it is one of those before, that of
// one of them with the same words, or a new one. No two have the same.
func ided(before, now []FollowUp) []FollowUp {
	free := map[uuid.UUID]string{}
	for _, f := range before {
		if f.ID != nil {
			free[*f.ID] = f.What
		}
	}
	take := func(f *FollowUp, id uuid.UUID) {
		f.ID = &id
		delete(free, id)
	}
	all := make([]FollowUp, len(now))
	for i, f := range now {
		sent := f.ID
		all[i], all[i].ID = f, nil
		if sent != nil {
			if _, known := free[*sent]; known {
				take(&all[i], *sent)
			}
		}
	}
	for i := range all {
		if all[i].ID == nil {
			take(&all[i], sameWords(before, free, all[i].What))
		}
	}
	return all
}

// sameWords is a free follow-up with these words, or a new id.
func sameWords(before []FollowUp, free map[uuid.UUID]string, what string) uuid.UUID {
	for _, f := range before {
		if f.ID == nil || f.What != what {
			continue
		}
		if _, isFree := free[*f.ID]; isFree {
			return *f.ID
		}
	}
	return uuid.New()
}

// told puts what became of a follow-up into the content that holds it.
func (c *Content) told(id uuid.UUID, end FollowUpEnd) {
	all := make([]FollowUp, len(c.FollowUps))
	for i, f := range c.FollowUps {
		if f.ID != nil && *f.ID == id {
			f.Done, f.Reason = end.State == FollowUpDone, end.Reason
		}
		all[i] = f
	}
	c.FollowUps = all
}

// The chase of a follow-up: on the morning it is due, then once a week. When it is
// still open after so many weeks, its lesson's team is told, once.
const (
	mostReminders = 4
	between       = 7 // days
)

// chase is how often a follow-up can be chased: the last time tells the lesson's team,
// where that is another.
func (f *TeamFollowUp) chase() int {
	if f.foreign() {
		return mostReminders + 2
	}
	return mostReminders + 1
}

// isChased reports whether the team that does it is to be reminded: not of what
// nobody has told it yet.
func (f *TeamFollowUp) isChased() bool {
	return f.State == FollowUpOpen && f.Due != "" && (f.Public || !f.foreign())
}

// firstChase is the morning on which a follow-up is due, or the next one where that
// has passed: nobody is reminded of a day while it is being typed.
func firstChase(due experiments.Day, now time.Time, zone *time.Location) (time.Time, error) {
	day, err := clock.DayBegins(string(due), zone)
	if err != nil {
		return time.Time{}, err
	}
	if first := clock.HourAfter(day, 0, clock.Morning, zone); first.After(now) {
		return first, nil
	}
	return clock.HourAfter(now, 1, clock.Morning, zone), nil
}

// dayOf is the day that a moment is in a zone.
func dayOf(at time.Time, zone *time.Location) experiments.Day {
	return experiments.Day(clock.Day(at, zone))
}

// daysBetween is how many days one day comes before another; negative for after.
func daysBetween(from, to experiments.Day) (int, error) {
	first, err := time.Parse(time.DateOnly, string(from))
	if err != nil {
		return 0, err
	}
	last, err := time.Parse(time.DateOnly, string(to))
	return int(last.Sub(first) / (24 * time.Hour)), err
}

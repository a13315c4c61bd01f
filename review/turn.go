package review

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/notifications"
)

// Waiting is how long a review waits, and for what.
type Waiting struct {
	Waits     bool       `json:"-"` // somebody has the next move
	ClockFrom time.Time  `json:"-"` // the turn's beginning, or what the team did last in its own
	Taken     int        `json:"-"` // working days of the clock's last step since then
	TakenAt   *time.Time `json:"-"`
	DueAt     *time.Time `json:"due_at" gorm:"-" nullable:"true" doc:"When it goes to somebody else unless they answer, in the organisation's working hours; null when it goes no further"`
	Due       Deed       `json:"due,omitempty" gorm:"-" enum:"backups,administrators,draft" doc:"What happens then: the backups or the administrators are asked, or it goes back to draft"`
}

// begin makes it a turn that begins now.
func (w *Waiting) begin(now time.Time) { w.ClockFrom, w.Taken, w.TakenAt = now, 0, nil }

// ticking is the review as the clock sees it. A proposal goes back to draft only
// from its review: what has started, or is approved, never does.
func (r *Review) ticking(status experiments.Status) ticking {
	return ticking{r.Turn, r.ClockFrom, r.Taken, r.TakenAt, r.State == Open && status == experiments.InReview}
}

// due works out by when the next move is due.
func (r *Review) due(status experiments.Status, h workingHours) {
	if !r.Waits {
		return
	}
	if deed, at, ok := r.ticking(status).deadline(h); ok {
		r.Due, r.DueAt = deed, &at
	}
}

// Ask is somebody who has the next move in a review that waits.
type Ask struct {
	ReviewID     uuid.UUID `gorm:"primaryKey"`
	Gate         string    `gorm:"primaryKey"` // "" where the team is asked
	Who          string    `gorm:"primaryKey"` // "team:<id>", "members:<route>", "backups:<route>", "person:<id>" or "administrators"
	Why          string    // "turn", "handed_over", "late" or "nobody": no reviewer can decide
	ExperimentID uuid.UUID
	TeamID       uuid.UUID
	WaitingSince time.Time // when the turn began
	Told         bool      // they were told of this turn
}

func (a Ask) kind() string {
	kind, _, _ := strings.Cut(a.Who, ":")
	return kind
}

// of is whom a kind is of: a team's or person's id, or a route.
func (a Ask) of() string {
	_, of, _ := strings.Cut(a.Who, ":")
	return of
}

// askedLast is how far a gate has gone, the furthest last.
var askedLast = []string{"members", "person", "backups", "administrators"}

// namedAsk is an ask with the name of whom the gate was handed to.
type namedAsk struct {
	Ask
	ToName string
}

// ask notes on the gate that somebody is asked.
func (g *Gate) ask(a namedAsk) {
	if slices.Index(askedLast, a.kind()) >= slices.Index(askedLast, g.Asked) {
		g.Asked = a.kind()
	}
	if a.kind() == "person" {
		g.HandedTo = a.ToName
	}
	g.Nobody = g.Nobody || a.kind() == "administrators" && a.Why == "nobody"
}

// sayings are what those who are asked are told, by who they are and why.
var sayings = map[[2]string]notifications.Code{
	{"team", "turn"}: notifications.TeamAsked, {"members", "turn"}: notifications.ReviewAsked,
	{"person", "handed_over"}: notifications.ReviewHandedOver, {"backups", "handed_over"}: notifications.ReviewHandedOver,
	{"backups", "nobody"}: notifications.ReviewBackups, {"backups", "late"}: notifications.ReviewLate,
	{"administrators", "nobody"}: notifications.ReviewNobody, {"administrators", "late"}: notifications.ReviewVeryLate,
}

// reminders are what those who were asked are told again, by who they are and the
// deed of the clock. Administrators are told once.
var reminders = map[[2]string]notifications.Code{
	{"team", string(Remind)}: notifications.TeamWaits, {"team", string(Warn)}: notifications.TeamWarned,
	{"members", string(Remind)}: notifications.ReviewWaits, {"person", string(Remind)}: notifications.ReviewWaits, {"backups", string(Remind)}: notifications.ReviewWaits,
}

package experiments

import (
	"time"

	"github.com/google/uuid"

	"ajar/experiments/door"
	"ajar/internal/clock"
)

// Past is a concluded experiment and what became of it. For every reader it names
// no person and of days the month alone.
type Past struct {
	ID       uuid.UUID `json:"id" format:"uuid"`
	Key      string    `json:"key" example:"E-42"`
	Title    string    `json:"title"`
	Language string    `json:"language" enum:"en,es,pl"`
	Gates    []string  `json:"gates" doc:"The gates that closed its door"`
	Month    string    `json:"month" example:"2026-10" doc:"The month of the conclusion"`
	Outcome  Outcome   `json:"outcome" enum:"worked,did_not_work,unclear,stopped_early,not_run"`

	HollowWin        bool       `json:"hollow_win" doc:"The number moved while the goal did not"`
	Undo             PastUndo   `json:"undo"`
	ReversibleAsSaid string     `json:"reversible_as_said,omitempty" enum:"yes,no,unsure" doc:"Was it as reversible as we said? Left out until the team says"`
	LessonID         *uuid.UUID `json:"lesson_id,omitempty" format:"uuid" doc:"The lesson that the team published"`
}

// PastUndo is what undoing was said to take and what it took.
type PastUndo struct {
	PlannedHours *float64 `json:"planned_hours,omitempty"`
	PlannedCost  *float64 `json:"planned_cost,omitempty" doc:"In the organisation's currency"`
	Undone
	Told bool `json:"told" doc:"Whether the team has said what undoing took"`
}

// Similar is a past one-way door that resembles another.
type Similar struct {
	Past
	Score float64 `json:"score" doc:"From 0 to 1: how much of the other's rarest words it has"`
}

// concluded is the row of a concluded experiment.
type concluded struct {
	ID          uuid.UUID
	Number      int64
	Title       string
	Language    string
	Revision    int
	Outcome     Outcome
	HollowWin   bool
	Answers     door.Answers `gorm:"serializer:json"`
	Conclusion  *Conclusion  `gorm:"serializer:json"`
	ConcludedAt time.Time
	TimeZone    string
}

// TableName is where GORM reads concluded experiments from.
func (concluded) TableName() string { return "experiments" }

// past tells what became of it, without its gates.
func (c concluded) past() (Past, error) {
	zone, err := clock.Zone(c.TimeZone)
	p := Past{ID: c.ID, Key: KeyOf(c.Number), Title: c.Title, Language: c.Language, Gates: []string{},
		Month: Sight{Zone: zone}.Moment(c.ConcludedAt), Outcome: c.Outcome, HollowWin: c.HollowWin,
		Undo: PastUndo{PlannedHours: c.Answers.UndoHours, PlannedCost: c.Answers.UndoCost}}
	if said := c.Conclusion; said != nil {
		p.ReversibleAsSaid = said.ReversibleAsSaid
		if said.Undone != nil {
			p.Undo.Undone, p.Undo.Told = *said.Undone, true
		}
	}
	return p, err
}

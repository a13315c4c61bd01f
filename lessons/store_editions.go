package lessons

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/database"
	"ajar/internal/fault"
)

// Edition is a publication of a lesson as a list tells it: when it was published stays untold.
type Edition struct {
	Edition  int    `json:"edition"`
	Headline string `json:"headline"`
	Month    string `json:"month" example:"2026-10" doc:"The month of the conclusion"`
}

// editionRow is a row of lesson_editions.
type editionRow struct {
	LessonID  uuid.UUID
	Edition   int
	Published *Publication `gorm:"serializer:json"`
}

// TableName is where editions are kept, for GORM.
func (editionRow) TableName() string { return "lesson_editions" }

// Editions lists what was published of a lesson, the newest first, after the edition
// before if that is not 0, and whether there is more. Everyone signed in may.
func (s *Store) Editions(ctx context.Context, id uuid.UUID, before, limit int) ([]Edition, bool, error) {
	q := s.db.Read(ctx).Where("lesson_id = ?", id)
	if before > 0 {
		q = q.Where("edition < ?", before)
	}
	rows, more, err := database.Page[editionRow](q.Order("edition DESC"), limit)
	if err != nil {
		return nil, false, err
	}
	if len(rows) == 0 && before == 0 {
		return nil, false, fault.Missing("lesson")
	}
	all := make([]Edition, len(rows))
	for i, row := range rows {
		all[i] = Edition{row.Edition, row.Published.Headline, row.Published.Month}
	}
	return all, more, nil
}

// OneEdition reads a lesson as it was published for the nth time. Whose it is and what is
// known of it from elsewhere are those of today: a team that has become too small to be
// shown is not shown by its past. Everyone signed in may.
func (s *Store) OneEdition(ctx context.Context, id uuid.UUID, n int) (*Publication, error) {
	today, err := s.One(ctx, id)
	if err != nil {
		return nil, err
	}
	var row editionRow
	err = s.db.Read(ctx).Where("lesson_id = ? AND edition = ?", id, n).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.Missing("edition")
	}
	if err != nil {
		return nil, err
	}
	p := row.Published
	p.Version, p.OfTeam = today.Version, today.OfTeam
	p.Team, p.TeamID = today.Team, today.TeamID
	p.Evidence, p.Maturity, p.SupersededBy, p.ReviewIn = today.Evidence, today.Maturity, today.SupersededBy, today.ReviewIn
	return p, nil
}

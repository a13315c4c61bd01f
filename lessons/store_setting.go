package lessons

import (
	"context"
	"time"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/clock"
)

// setting reads a team among the others; nil is the organisation itself.
func (s *Store) setting(ctx context.Context, team *uuid.UUID) (here setting, err error) {
	err = s.db.Read(ctx).Raw("SELECT "+settingOfTeam+" FROM organisation o LEFT JOIN teams t ON t.id = ?", team).Scan(&here).Error
	return here, err
}

func (s *Store) zone(ctx context.Context) (*time.Location, error) { return accounts.Zone(ctx, s.db) }

// thisMonth is the month it is for the organisation: "2026-11".
func (s *Store) thisMonth(ctx context.Context) (string, error) {
	zone, err := s.zone(ctx)
	if err != nil {
		return "", err
	}
	return clock.Month(s.clock.Now(), zone), nil
}

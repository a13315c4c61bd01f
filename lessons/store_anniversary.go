package lessons

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/clock"
)

// mostYears is how far back anniversaries go.
const mostYears = 10

// Anniversary is a lesson shown again, so many years later.
type Anniversary struct {
	Years int
	Publication
}

// Anniversaries are lessons whose experiment ended in this month of earlier years: one for each
// year, the latest first, another one each day where there are several. Everyone signed in may.
func (s *Store) Anniversaries(ctx context.Context) ([]Anniversary, error) {
	zone, err := s.zone(ctx)
	if err != nil {
		return nil, err
	}
	today := clock.Day(s.clock.Now(), zone)
	found, err := s.anniversaries(ctx, today)
	all := make([]Anniversary, len(found))
	for i, p := range found {
		all[i] = Anniversary{yearsBetween(p.Month, today), p}
	}
	return all, err
}

// anniversaries are those of a day: "2026-11-23". Which of a month's lessons it is, the day
// draws; each is one look or two into an index of their own.
func (s *Store) anniversaries(ctx context.Context, day string) ([]Publication, error) {
	drawn := sha256.Sum256([]byte(day))
	from := uuid.UUID(drawn[:16])
	looks, values := make([]string, mostYears), []any{}
	for i := range looks {
		looks[i] = "COALESCE((" + anniversary + " AND id >= ? ORDER BY id LIMIT 1), (" + anniversary + " ORDER BY id LIMIT 1))"
		month := earlier(day, i+1)
		values = append(values, month, from, month)
	}
	return s.these(ctx, func(q *gorm.DB) *gorm.DB {
		return q.Where("id IN ("+strings.Join(looks, ", ")+")", values...)
	})
}

const anniversary = "SELECT id FROM lessons WHERE month = ? AND edition > 0 AND superseded_by IS NULL"

// earlier is the month of a day, so many years before: "2024-11".
func earlier(day string, years int) string {
	year, _ := strconv.Atoi(day[:4])
	return fmt.Sprintf("%04d%s", year-years, day[4:7])
}

func yearsBetween(month, day string) int {
	from, _ := strconv.Atoi(month[:4])
	to, _ := strconv.Atoi(day[:4])
	return to - from
}

package lessons

import (
	"context"
	"crypto/sha256"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// dated keeps in which month of the organisation a lesson was first published. No finer
// time of it is kept where readers are answered.
func (s *Store) dated(ctx context.Context, l *lesson) error {
	if l.PublishedMonth != "" {
		return nil
	}
	here, err := s.setting(ctx, nil)
	if err == nil {
		l.PublishedMonth, err = here.month(s.clock.Now())
	}
	return err
}

// mostNewest is how many Newest reads, however many a month has.
const mostNewest = 1000

// Newest reads the lessons that were first published last, whenever their experiments
// ended: the latest month first and, within a month, in random order. They are as many as
// the limit says, and the rest of the month in which that ends, at most mostNewest: who
// comes again and again misses none. Everyone signed in may.
func (s *Store) Newest(ctx context.Context, shelf Shelf) ([]Publication, error) {
	const latest = "published_month DESC, id"
	last := s.narrow(ctx, shelf).Select("published_month").Order(latest).Offset(shelf.Limit - 1).Limit(1)
	return newest(s.narrow(ctx, shelf).Where("published_month >= COALESCE((?), '')", last).Order(latest).Limit(mostNewest))
}

// NewestToday reads some of those of the month in which one was last published, and of
// the month before where it has fewer: others each day (UTC). Everyone signed in may.
func (s *Store) NewestToday(ctx context.Context, limit int) ([]Publication, error) {
	drawn := sha256.Sum256([]byte(s.clock.Now().UTC().Format(time.DateOnly)))
	from := uuid.UUID(drawn[:16])
	return newest(s.narrow(ctx, Shelf{}).Clauses(clause.OrderBy{Expression: gorm.Expr("published_month DESC, (id < ?), id", from)}).Limit(limit))
}

func newest(q *gorm.DB) ([]Publication, error) {
	var rows []lesson
	err := q.Find(&rows).Error
	all := make([]Publication, len(rows))
	for i, l := range rows {
		all[i] = *l.told()
	}
	return all, err
}

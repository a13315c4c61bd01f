package lessons

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
)

// dated keeps in which month of the organisation a lesson was first published. No finer
// time of it is kept where readers are answered.
func (s *Store) dated(ctx context.Context, l *lesson) (err error) {
	if l.PublishedMonth == "" {
		l.PublishedMonth, err = s.thisMonth(ctx)
	}
	return err
}

// mostNewest is how many Newest reads, however many a month has.
const mostNewest = 1000

const latest = "published_month DESC, id"

// Newest reads the lessons that were first published last, whenever their experiments
// ended: the latest month first and, within a month, in random order. They are as many as
// the limit says, and the rest of the month in which that ends, at most mostNewest: who
// comes again and again misses none. Everyone signed in may.
func (s *Store) Newest(ctx context.Context, shelf Shelf) ([]Publication, error) {
	var rows []lesson
	err := s.ofLatestMonths(ctx, shelf).Find(&rows).Error
	all := make([]Publication, len(rows))
	for i, l := range rows {
		all[i] = *l.told()
	}
	return all, err
}

// NewestToday reads some of those of the month in which one was last published, and of
// the month before where it has fewer: others each day (UTC), all with the same chance.
// Everyone signed in may.
func (s *Store) NewestToday(ctx context.Context, limit int) ([]Publication, error) {
	var rows []lesson
	if err := s.ofLatestMonths(ctx, Shelf{Limit: limit}).Select("id, published_month").Find(&rows).Error; err != nil {
		return nil, err
	}
	day := s.clock.Now().UTC().Format(time.DateOnly)
	drawn := func(l lesson) []byte {
		lot := sha256.Sum256([]byte(day + l.ID.String()))
		return lot[:]
	}
	slices.SortFunc(rows, func(a, b lesson) int {
		return cmp.Or(cmp.Compare(b.PublishedMonth, a.PublishedMonth), bytes.Compare(drawn(a), drawn(b)))
	})
	ids := make([]uuid.UUID, min(limit, len(rows)))
	for i := range ids {
		ids[i] = rows[i].ID
	}
	return s.inTurn(ctx, ids)
}

// ofLatestMonths are the rows of the latest months that together have as many as the limit.
func (s *Store) ofLatestMonths(ctx context.Context, shelf Shelf) *gorm.DB {
	last := s.narrow(ctx, shelf).Select("published_month").Order(latest).Offset(shelf.Limit - 1).Limit(1)
	return s.narrow(ctx, shelf).Where("published_month >= COALESCE((?), '')", last).Order(latest).Limit(mostNewest)
}

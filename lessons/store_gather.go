package lessons

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/clock"
)

// span is the time of which a mail tells: from the Monday until which its reader has been
// told, to another.
type span struct{ from, to, zone string }

// batch is what the mails of a Monday tell, found once for all who have been told until
// the same day. It is held for at most a minute (lasting), also when no other mail comes,
// so that what is redacted meanwhile is neither told nor kept.
type batch struct {
	mu    sync.Mutex
	found map[span]digest
	until time.Time
}

// lasting is how long a batch is remembered.
const lasting = time.Minute

// of is what is told of a span, gathered when it is not remembered.
func (b *batch) of(now time.Time, s span, gather func(span) (digest, error)) (digest, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if now.After(b.until) {
		b.found, b.until = map[span]digest{}, now.Add(lasting)
		time.AfterFunc(lasting, b.forget)
	}
	if known, ok := b.found[s]; ok {
		return known, nil
	}
	found, err := gather(s)
	if err == nil {
		b.found[s] = found
	}
	return found, err
}

func (b *batch) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.found, b.until = nil, time.Time{}
}

// gather finds what a mail tells: published in its span, found otherwise by what was, and,
// with the first mail of a month, what the same month of earlier years taught.
func (d *Digests) gather(ctx context.Context, s span) (digest, error) {
	zone, err := clock.Zone(s.zone)
	if err != nil {
		return digest{}, err
	}
	from, err := clock.DayBegins(s.from, zone)
	if err != nil {
		return digest{}, err
	}
	until, err := clock.DayBegins(s.to, zone)
	if err != nil {
		return digest{}, err
	}
	fresh, again, err := d.published(ctx, from, until)
	if err != nil {
		return digest{}, err
	}
	doubted, err := d.doubted(ctx, append(slices.Clone(fresh), again...))
	if err != nil {
		return digest{}, err
	}
	for _, p := range again {
		if len(p.Contradicting) > 0 {
			doubted = append(doubted, p)
		}
	}
	var years []Publication
	if s.from[:7] != s.to[:7] {
		years, err = d.lessons.anniversaries(ctx, s.to)
	}
	return digestOf(fresh, doubted, years), err
}

// mostPublished is how many publications of a time are looked at.
const mostPublished = 1000

// published are the lessons that were published for the first time in a time, and those that
// were published again, in the library's order.
func (d *Digests) published(ctx context.Context, from, until time.Time) (fresh, again []Publication, err error) {
	var events []struct {
		Subject string
		Data    struct{ Edition int } `gorm:"serializer:json"`
	}
	err = d.db.Read(ctx).Table("events").Select("subject, data").Where("kind = 'lesson.published' AND at >= ? AND at < ?", from, until).
		Order("at").Limit(mostPublished).Find(&events).Error
	if err != nil {
		return nil, nil, err
	}
	isFirst := map[uuid.UUID]bool{}
	all := []uuid.UUID{}
	for _, e := range events {
		id, err := uuid.Parse(strings.TrimPrefix(e.Subject, "lesson:"))
		if err != nil {
			return nil, nil, err
		}
		isFirst[id] = isFirst[id] || e.Data.Edition == 1
		all = append(all, id)
	}
	found, err := d.lessons.these(ctx, func(q *gorm.DB) *gorm.DB { return q.Where("id IN ?", all) })
	for _, p := range found {
		if isFirst[p.ID] {
			fresh = append(fresh, p)
		} else {
			again = append(again, p)
		}
	}
	return fresh, again, err
}

// doubted are the lessons of experiments that found otherwise than these.
func (d *Digests) doubted(ctx context.Context, by []Publication) ([]Publication, error) {
	ids := make([]uuid.UUID, len(by))
	for i, p := range by {
		ids[i] = p.ID
	}
	return d.lessons.these(ctx, func(q *gorm.DB) *gorm.DB {
		return q.Where("experiment_id IN (SELECT experiment_id FROM lesson_links WHERE found = ? AND lesson_id IN ?)", foundOtherwise, ids)
	})
}

// these are published lessons, in the library's order.
func (s *Store) these(ctx context.Context, narrow func(*gorm.DB) *gorm.DB) ([]Publication, error) {
	var rows []lesson
	err := narrow(s.db.Read(ctx).Where("edition > 0")).Order("month DESC, contrary DESC, id").Limit(mostPublished).Find(&rows).Error
	all := make([]Publication, len(rows))
	for i, l := range rows {
		all[i] = *l.Published
	}
	return all, err
}

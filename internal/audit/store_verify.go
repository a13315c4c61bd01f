package audit

import (
	"bytes"
	"context"
	"errors"
	"math"
	"time"

	"ajar/internal/database"
)

// Report is what a verification found, as far as it went.
type Report struct {
	Whole     bool       `json:"whole" doc:"Nothing that was checked has been altered, removed, put in between or moved"`
	Checked   int64      `json:"checked" doc:"How many events were checked"`
	Head      string     `json:"head" doc:"Up to where the log is whole: position:hash. Note it down elsewhere, to check later that it is still there"`
	Length    int64      `json:"length" doc:"How many events are chained"`
	Unchained int64      `json:"unchained" maximum:"10000" doc:"How many of the newest events are not chained yet; it stops counting at 10000"`
	Since     *time.Time `json:"unchained_since,omitempty" doc:"When the first of these happened"`
	Broken    *Break     `json:"broken,omitempty" doc:"Where the log is first not what it was"`

	at link
}

// mostUnchained is where counting stops.
const mostUnchained = 10000

// End is whether there is nothing further to check.
func (r *Report) End() bool { return !r.Whole || r.at.Position >= r.Length }

// Position is the place that the verification came to.
func (r *Report) Position() int64 { return r.at.Position }

// Verify checks at most so many events behind a position (0: from the beginning)
// against the chain, in constant memory, and stops at the first break. Where the
// events are that are not chained yet, it counts them. It may run beside writers.
func Verify(ctx context.Context, db *database.DB, behind int64, most int) (*Report, error) {
	r := &Report{}
	last, err := lastLink(db.Read(ctx))
	if err != nil && !errors.Is(err, errCut) {
		return nil, err
	}
	r.Length = last.Position
	if r.at, err = lastLink(db.Read(ctx).Where("position <= ?", max(behind, 0))); err != nil && !errors.Is(err, errCut) {
		return nil, err
	}
	if r.at.Position == 0 && !r.at.isGenesis() {
		r.at, r.Broken = genesis(), broken(0, 0, Cut)
	}
	for r.Broken == nil && r.at.Position < last.Position && r.Checked < int64(most) {
		if err := r.further(ctx, db, last.Position, min(batch, most-int(r.Checked))); err != nil {
			return nil, err
		}
	}
	r.Whole, r.Head = r.Broken == nil, r.at.head().String()
	return r, r.count(ctx, db, last.Seq)
}

// further checks the next links up to the last one there was.
func (r *Report) further(ctx context.Context, db *database.DB, last int64, most int) error {
	links, events := []link{}, []entry{}
	if err := db.Read(ctx).Where("position > ? AND position <= ?", r.at.Position, last).Order("position").Limit(most).Find(&links).Error; err != nil {
		return err
	}
	behind := r.at.Seq
	if r.at.Position == 0 {
		behind = math.MinInt64
	}
	err := db.Read(ctx).Where("seq > ? AND seq <= ?", behind, links[len(links)-1].Seq).Order("seq").Limit(len(links) + 1).Find(&events).Error
	if err != nil {
		return err
	}
	from := r.at.Position
	r.at, r.Broken = follow(r.at, links, events)
	r.Checked += r.at.Position - from
	return nil
}

// count counts the events behind the last chained one.
func (r *Report) count(ctx context.Context, db *database.DB, last int64) error {
	var first []entry
	err := db.Read(ctx).Where("seq > ?", last).Order("seq").Limit(1).Find(&first).Error
	if err != nil || len(first) == 0 {
		return err
	}
	r.Since = &first[0].At
	tail := db.Read(ctx).Model(&entry{}).Select("seq").Where("seq > ?", last).Limit(mostUnchained)
	return db.Read(ctx).Table("(?) AS tail", tail).Count(&r.Unchained).Error
}

// CheckHead looks for a head that was noted earlier; nil when it is in the chain. It
// says nothing of the events: Verify does.
func CheckHead(ctx context.Context, db *database.DB, noted Head) (*Break, error) {
	var there []link
	err := db.Read(ctx).Where("position = ?", noted.Position).Find(&there).Error
	if err != nil || len(there) == 1 && bytes.Equal(there[0].Hash, noted.Hash) {
		return nil, err
	}
	return broken(noted.Position, 0, Replaced), nil
}

// Ended is the present head of the chain.
func Ended(ctx context.Context, db *database.DB) (Head, error) {
	last, err := lastLink(db.Read(ctx))
	return last.head(), err
}

package search

import (
	"context"

	"ajar/internal/database"
)

const (
	// pieces is how many pieces the index may consist of before it is put together: a
	// lookup seeks each term in every one of them.
	pieces = 4
	// slice is how many pages of the index are written at once, about 10 ms of work:
	// whoever writes waits no longer for it.
	slice = 100
)

// Tidy puts the indexes together when changes have left them in many pieces. It belongs
// into no transaction, waits for nobody, and may end early without harm; PostgreSQL
// looks after its index by itself. sqlite.org/fts5.html, section 6.8
func (s *Store) Tidy(ctx context.Context) error {
	if s.db.Dialect() != database.SQLite {
		return nil
	}
	for _, index := range upTo {
		if err := s.tidy(ctx, index); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) tidy(ctx context.Context, index string) error {
	var n int
	if err := s.db.Read(ctx).Raw("SELECT COUNT(DISTINCT segid) FROM " + index + "_idx").Scan(&n).Error; err != nil || n <= pieces {
		return err
	}
	merged, err := s.merge(ctx, index, -slice) // begin with all there is
	for err == nil && merged {
		merged, err = s.merge(ctx, index, slice)
	}
	return err
}

// merge does one slice of the work, and tells whether there was any left.
func (s *Store) merge(ctx context.Context, index string, pages int) (bool, error) {
	var before, after int64
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		tx := s.db.Write(ctx)
		if err := tx.Raw("SELECT total_changes()").Scan(&before).Error; err != nil {
			return err
		}
		if err := tx.Exec("INSERT INTO "+index+" ("+index+", rank) VALUES ('merge', ?)", pages).Error; err != nil {
			return err
		}
		return tx.Raw("SELECT total_changes()").Scan(&after).Error
	})
	return after-before > 1, err
}

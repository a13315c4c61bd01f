package database

import (
	"context"
	"testing"
)

// What is read in a snapshot is of one moment, whatever is written in the meantime; and
// nothing is written in it.
func TestASnapshotIsOfOneMoment(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		mustCreate(t, db, newBox("before"))
		mustBe(t, db.Snapshot(t.Context(), func(ctx context.Context) error {
			var seen []int64
			for _, label := range []string{"meanwhile", "later"} {
				var n int64
				if err := db.Read(ctx).Model(&box{}).Count(&n).Error; err != nil {
					return err
				}
				seen = append(seen, n)
				mustCreate(t, db, newBox(label))
			}
			if seen[0] != 1 || seen[1] != 1 {
				t.Errorf("%v boxes are seen; want 1 each time", seen)
			}
			return nil
		}))
		if n := count(t, db); n != 3 {
			t.Errorf("%d boxes afterwards; want 3", n)
		}
		err := db.Snapshot(t.Context(), func(ctx context.Context) error { return db.Write(ctx).Create(newBox("forbidden")).Error })
		if err == nil || count(t, db) != 3 {
			t.Errorf("a snapshot wrote: %v", err)
		}
	})
}

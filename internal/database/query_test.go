package database

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"gorm.io/gorm"
)

// inner is a part of a row, and its columns are in another order than they are read.
type inner struct {
	Opened *time.Time
	Things []string `gorm:"serializer:json"`
	Inside *uuid.UUID
}

type packedBox struct {
	Inner   inner `gorm:"embedded"`
	ID      uuid.UUID
	Label   label
	Packed  time.Time
	Seal    []byte
	Fragile bool
	Number  int64
	Twice   float64 // read from a computed column
	Missing string  // read as NULL
	Unread  string  // not read at all
}

type label string

// What is read into structs is the same on both databases: PostgreSQL's way there is our own.
func TestRowsBecomeStructs(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		ctx := t.Context()
		outer, full, bare := newBox("outer"), newBox("full"), newBox("bare")
		opened := now.Add(time.Hour)
		full.Opened, full.Inside, full.Fragile = &opened, &outer.ID, true
		for _, b := range []*box{outer, full, bare} {
			mustCreate(t, db, b)
		}
		want := []packedBox{
			{Inner: inner{&opened, full.Things, &outer.ID}, ID: full.ID, Label: "full", Packed: now, Seal: full.Seal, Fragile: true, Number: 2, Twice: 4},
			{Inner: inner{nil, bare.Things, nil}, ID: bare.ID, Label: "bare", Packed: now, Seal: bare.Seal, Number: 3, Twice: 6},
		}
		const all = " , 2.0 * number AS twice, 'nobody' AS stranger, CAST(NULL AS TEXT) AS missing FROM boxes WHERE number > ? AND label <> ? ORDER BY number"
		sql := "SELECT " + Columns("boxes", box{}) + all
		stale := append(make([]packedBox, 0, 8), packedBox{Unread: "left over"})[:0]
		for name, read := range map[string]func(ctx context.Context, into any) *gorm.DB{
			"by hand": func(ctx context.Context, into any) *gorm.DB { return db.Query(ctx, sql, 1, "outer").Find(into) },
			"raw":     func(ctx context.Context, into any) *gorm.DB { return db.Read(ctx).Raw(sql, 1, "outer").Find(into) },
			"in a transaction": func(ctx context.Context, into any) (found *gorm.DB) {
				if err := db.InTx(ctx, func(ctx context.Context) error { found = db.Query(ctx, sql, 1, "outer").Find(into); return nil }); err != nil {
					t.Error(err)
				}
				return found
			},
		} {
			got := stale
			found := read(ctx, &got)
			if found.Error != nil || found.RowsAffected != 2 {
				t.Errorf("%s: %d rows, %v", name, found.RowsAffected, found.Error)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			var pointers []*packedBox
			if err := read(ctx, &pointers).Error; err != nil || len(pointers) != 2 {
				t.Errorf("%s: %d pointers, %v", name, len(pointers), err)
			}
			one := packedBox{Inner: inner{Opened: &now}, Unread: "stays"}
			if err := read(ctx, &one).Error; err != nil || one.Number != 2 || one.Missing != "" || one.Unread != "stays" {
				t.Errorf("%s: %+v, %v", name, one, err)
			}
		}
	})
}

func TestPoolsAreThereForWhoAsksGORM(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		pool, err := db.Read(t.Context()).DB()
		if err != nil {
			t.Fatal(err)
		}
		mustBe(t, pool.PingContext(t.Context()))
	})
}

func TestNothingFoundIsAnEmptyList(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		const none = "SELECT id, label FROM boxes WHERE label = ?"
		var list []packedBox
		if err := db.Query(t.Context(), none, "none").Find(&list).Error; err != nil || list == nil || len(list) != 0 {
			t.Errorf("%#v, %v", list, err)
		}
		var one packedBox
		if err := db.Query(t.Context(), none, "none").Find(&one).Error; err != nil {
			t.Error(err)
		}
		if err := db.Query(t.Context(), none, "none").Take(&one).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
			t.Errorf("%v; want that there is none", err)
		}
	})
}

func TestLimits(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		for _, label := range []string{"a", "b", "c"} {
			mustCreate(t, db, newBox(label))
		}
		for limit, want := range map[int]int{-1: 3, 0: 0, 2: 2} {
			var found []box
			if err := db.Read(t.Context()).Limit(limit).Find(&found).Error; err != nil || len(found) != want {
				t.Errorf("Limit(%d): %d boxes, %v; want %d", limit, len(found), err, want)
			}
		}
	})
}

// A row that cannot be read says so, and its connection goes on.
func TestAnUnreadableRowIsAnError(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		mustCreate(t, db, newBox("one"))
		var wrong []struct{ Label int }
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			if err := db.Query(ctx, "SELECT label FROM boxes").Find(&wrong).Error; err == nil {
				t.Error("a word became a number")
			}
			var right []box
			return db.Read(ctx).Find(&right).Error
		})
		if err != nil {
			t.Error(err)
		}
	})
}

package database

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"
)

// labels are the boxes there are, by number.
func labels(ctx context.Context, t *testing.T, db *DB) []string {
	t.Helper()
	var all []box
	if err := db.Read(ctx).Order("number").Find(&all).Error; err != nil {
		t.Error(err)
	}
	found := make([]string, len(all))
	for i, b := range all {
		found[i] = b.Label
	}
	return found
}

func TestLaterIsBeforeWhatFollows(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		mustBe(t, db.Later(t.Context()).Create(newBox("without a transaction")).Error)
		mustBe(t, db.InTx(t.Context(), func(ctx context.Context) error {
			first := newBox("first")
			mustBe(t, db.Later(ctx).Create(first).Error)
			mustBe(t, db.Later(ctx).Create(newBox("second")).Error)
			mustBe(t, db.Later(ctx).Model(first).Where("id = ?", first.ID).Update("label", "1st").Error)
			if diff := cmp.Diff([]string{"without a transaction", "1st", "second"}, labels(ctx, t, db)); diff != "" {
				t.Errorf("read: %s", diff)
			}
			mustBe(t, db.Later(ctx).Create(newBox("third")).Error)
			done := db.Write(ctx).Exec("UPDATE boxes SET fragile = TRUE WHERE label = ?", "third")
			if done.Error != nil || done.RowsAffected != 1 {
				t.Errorf("written: %d rows, %v", done.RowsAffected, done.Error)
			}
			return db.Later(ctx).Create(newBox("last")).Error
		}))
		if diff := cmp.Diff([]string{"without a transaction", "1st", "second", "third", "last"}, labels(t.Context(), t, db)); diff != "" {
			t.Errorf("committed: %s", diff)
		}
	})
}

// What was put off and fails undoes the transaction, whatever it meets first.
func TestLaterFailsTheTransaction(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		mustCreate(t, db, newBox("taken"))
		for name, then := range map[string]func(ctx context.Context) error{
			"commit": func(context.Context) error { return nil },
			"read":   func(ctx context.Context) error { return db.Read(ctx).Find(&[]box{}).Error },
			"count": func(ctx context.Context) error {
				var n int64
				return db.Read(ctx).Model(&box{}).Count(&n).Error
			},
			"write": func(ctx context.Context) error { return db.Write(ctx).Create(newBox("after")).Error },
		} {
			err := db.InTx(t.Context(), func(ctx context.Context) error {
				mustBe(t, db.Write(ctx).Create(newBox("before")).Error)
				if err := db.Later(ctx).Create(newBox("taken")).Error; err != nil {
					return err
				}
				return then(ctx)
			})
			if !errors.Is(err, gorm.ErrDuplicatedKey) {
				t.Errorf("%s: %v; want that the key is there already", name, err)
			}
		}
		undone := errors.New("undone")
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			mustBe(t, db.Later(ctx).Create(newBox("undone")).Error)
			return undone
		})
		if !errors.Is(err, undone) {
			t.Error(err)
		}
		mustBe(t, db.InTx(t.Context(), func(context.Context) error { return nil }))
		if diff := cmp.Diff([]string{"taken"}, labels(t.Context(), t, db)); diff != "" {
			t.Error(diff)
		}
		if n := db.Stats(); n["connections"].InUse+n["writer"].InUse != 0 {
			t.Errorf("connections were kept: %+v", n)
		}
	})
}

// What changes after it was put off is written as it was.
func TestLaterTakesValuesAsTheyAre(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		outer, opened := newBox("outer"), now
		b := newBox("inner")
		b.Opened, b.Inside = &opened, &outer.ID
		want := *b
		want.Opened, want.Inside, want.Seal = new(now), new(outer.ID), []byte{0, 255}
		never, seal := sql.Null[string]{}, []byte("wax")
		mustBe(t, db.InTx(t.Context(), func(ctx context.Context) error {
			mustBe(t, db.Later(ctx).Create(outer).Error)
			mustBe(t, db.Later(ctx).Create(b).Error)
			mustBe(t, db.Later(ctx).Exec("UPDATE boxes SET opened = ?, seal = ? WHERE label = ?", &never, &seal, "outer").Error)
			*b.Opened, b.Seal[0], *b.Inside, seal[0] = now.Add(time.Hour), 1, b.ID, 'm'
			never = sql.Null[string]{V: "now", Valid: true}
			return nil
		}))
		var found []box
		mustBe(t, db.Read(t.Context()).Order("number").Find(&found).Error)
		want.Number = found[1].Number
		if diff := cmp.Diff(want, found[1]); diff != "" {
			t.Error(diff)
		}
		if string(found[0].Seal) != "wax" || found[0].Opened != nil {
			t.Errorf("sealed with %q, opened %v; want it as it was put off", found[0].Seal, found[0].Opened)
		}
	})
}

// What was put off is logged when it has run, and what failed of it as itself.
func TestTheLogHoldsWhatWasPutOff(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelWarn}))
	db := open(t, address(t, Postgres), Options{Log: log})
	mustBe(t, db.Migrate(t.Context()))
	mustCreate(t, db, newBox("taken"))
	const (
		nap     = "UPDATE boxes SET fragile = TRUE FROM pg_sleep(0.6)"
		unknown = "UPDATE no_boxes SET label = ''"
	)
	read := func(ctx context.Context) error { return db.Read(ctx).Find(&[]box{}).Error }
	for name, c := range map[string]struct {
		putOff func(*gorm.DB) error
		then   func(context.Context) error
		want   []string // level and beginning of each statement
	}{
		"slow with the commit": {
			func(tx *gorm.DB) error { return tx.Exec(nap).Error },
			func(context.Context) error { return nil },
			[]string{"WARN " + nap + ";\nCOMMIT"},
		},
		"slow before a read": {
			func(tx *gorm.DB) error { return tx.Exec(nap).Error }, read,
			[]string{"WARN " + nap, `WARN SELECT "boxes"."number"`},
		},
		"refused": {
			func(tx *gorm.DB) error { return tx.Create(newBox("taken")).Error },
			func(context.Context) error { return nil },
			[]string{`ERROR INSERT INTO "boxes"`},
		},
		"unknown": {
			func(tx *gorm.DB) error { return tx.Exec(unknown).Error },
			func(context.Context) error { return nil },
			[]string{"ERROR " + unknown},
		},
	} {
		out.Reset()
		_ = db.InTx(t.Context(), func(ctx context.Context) error {
			mustBe(t, c.putOff(db.Later(ctx)))
			return c.then(ctx)
		})
		var got []string
		for line := range strings.Lines(out.String()) {
			var entry struct{ Level, SQL string }
			mustBe(t, json.Unmarshal([]byte(line), &entry))
			got = append(got, entry.Level+" "+entry.SQL)
		}
		if !slices.EqualFunc(got, c.want, strings.HasPrefix) {
			t.Errorf("%s: %q; want %q", name, got, c.want)
		}
		if strings.Contains(out.String(), "taken") {
			t.Errorf("%s: the log holds a value: %s", name, out.String())
		}
	}
}

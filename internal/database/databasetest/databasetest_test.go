package databasetest

import (
	"testing"

	"ajar/internal/database"
)

func TestEachTestHasItsOwnMigratedDatabase(t *testing.T) {
	Each(t, func(t *testing.T, db *database.DB) {
		other := New(t, db.Dialect())
		for _, d := range []*database.DB{db, other} {
			if have, want, err := d.Schema(t.Context()); err != nil || have != want || want == 0 {
				t.Fatalf("schema %d of %d, %v; want the newest", have, want, err)
			}
		}
		insert := "INSERT INTO moments (id, name, version, created_at) VALUES (?, 'At the desk', 1, CURRENT_TIMESTAMP)"
		id := "0192f0c0-0000-7000-8000-000000000001"
		if err := db.Write(t.Context()).Exec(insert, id).Error; err != nil {
			t.Fatal(err)
		}
		var count int64
		if err := other.Read(t.Context()).Raw("SELECT count(*) FROM moments").Scan(&count).Error; err != nil || count != 0 {
			t.Fatalf("the other database has %d moments, %v; want none", count, err)
		}
	})
}

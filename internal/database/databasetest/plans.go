package databasetest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"ajar/internal/database"
)

// Plans runs ask and answers how the database finds what each statement of it reads: a
// test asserts of them which indexes are used, and which tables are not walked through.
func Plans(t *testing.T, db *database.DB, ask func()) string {
	t.Helper()
	var plans strings.Builder
	for _, asked := range statements(t, db, ask) {
		plans.WriteString(asked.sql + "\n")
		var steps []map[string]any
		if err := db.Read(t.Context()).Raw(explain[db.Dialect()]+valueOf.ReplaceAllString(asked.sql, "?"), asked.values...).Scan(&steps).Error; err != nil {
			t.Fatalf("%s: %v", asked.sql, err)
		}
		for _, step := range steps {
			plans.WriteString(fmt.Sprintln(step["detail"], step["QUERY PLAN"])) // as SQLite and PostgreSQL call it
		}
	}
	return plans.String()
}

var (
	explain = map[database.Dialect]string{database.SQLite: "EXPLAIN QUERY PLAN ", database.Postgres: "EXPLAIN "}
	valueOf = regexp.MustCompile(`\$\d+`) // as PostgreSQL counts values
)

type statement struct {
	sql    string
	values []any
}

// statements are those by which ask reads.
func statements(t *testing.T, db *database.DB, ask func()) (all []statement) {
	t.Helper()
	const name = "databasetest:statements"
	keep := func(tx *gorm.DB) {
		if !tx.DryRun { // a part of another one
			all = append(all, statement{tx.Statement.SQL.String(), slices.Clone(tx.Statement.Vars)})
		}
	}
	on := db.Read(t.Context()).Callback()
	if err := errors.Join(on.Query().After("gorm:query").Register(name, keep), on.Row().After("gorm:row").Register(name, keep)); err != nil {
		t.Fatal(err)
	}
	ask()
	if err := errors.Join(on.Query().Remove(name), on.Row().Remove(name)); err != nil {
		t.Fatal(err)
	}
	return all
}

package database

import (
	"context"
	"math"
	"strconv"
)

// Few rows are sooner read and sorted than looked for among others in their order.
const Few = 2000

// LookedUp is the condition that a query has rows, which is looked up of each row in the
// order of the page: without an OFFSET PostgreSQL may read all that exist first.
func LookedUp(query string) string { return "EXISTS (" + query + " LIMIT 1 OFFSET 0)" }

// Apart is a query of few rows as a subquery that is read before anything else is asked of
// it: planners would else begin with what is asked.
func Apart(query string) string {
	return "(" + query + " LIMIT " + strconv.Itoa(math.MaxInt64) + " OFFSET 0)"
}

// Beside stands before a column by whose index SQLite is not to begin, because another
// condition leads to fewer rows. It guesses where two have an index; PostgreSQL knows.
func (d *DB) Beside() string {
	if d.dialect == SQLite {
		return "+"
	}
	return ""
}

// Few reports whether a statement answers fewer rows than that, of which it reads no more.
// Planners ask which of two ways is shorter, and SQLite's knows how many rows a value has
// on average, but not which value is rare.
func (d *DB) Few(ctx context.Context, sql string, args ...any) (bool, error) {
	var n int64
	err := d.Read(ctx).Raw("SELECT COUNT(*) FROM ("+sql+" LIMIT "+strconv.Itoa(Few)+") AS few", args...).Scan(&n).Error
	return n < Few, err
}

package database

import (
	"reflect"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
)

// taker puts what PostgreSQL sends into Go's variables, on one connection. It remembers
// how: finding that out takes pgx several times as long as doing it.
type taker struct {
	types *pgtype.Map
	plans map[way]pgtype.ScanPlan
}

// way is from a type of PostgreSQL, in one of its two forms, to a type of Go.
type way struct {
	from uint32
	form int16
	to   reflect.Type
}

// takerOf is the connection's own.
func takerOf(conn *pgx.Conn) taker {
	const name = "ajar taker"
	data := conn.PgConn().CustomData()
	known, ok := data[name].(taker)
	if !ok {
		known = taker{conn.TypeMap(), map[way]pgtype.ScanPlan{}}
		data[name] = known
	}
	return known
}

// take puts a value of the column where target points to.
func (t taker) take(column pgconn.FieldDescription, value []byte, target any) error {
	w := way{column.DataTypeOID, column.Format, reflect.TypeOf(target)}
	plan, known := t.plans[w]
	if !known {
		plan = t.types.PlanScan(w.from, w.form, target)
		t.plans[w] = plan
	}
	return plan.Scan(value, target)
}

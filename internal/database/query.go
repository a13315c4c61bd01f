package database

import (
	"context"
	"strconv"
	"strings"
	"sync"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

// Query is Read(ctx).Raw(sql, args…) for a statement that every call sends: with one
// value for each "?", and of a text that is one of few in the program, which is read
// once and then known. GORM walks each text, character by character, each time.
func (d *DB) Query(ctx context.Context, sql string, args ...any) *gorm.DB {
	q := d.Read(ctx).Raw("")
	q.Statement.SQL.WriteString(d.numbered(sql))
	q.Statement.Vars = args
	return q
}

// numbered is the statement as the database takes it: PostgreSQL has "$1" for the first "?".
func (d *DB) numbered(sql string) string {
	if d.dialect == SQLite {
		return sql
	}
	if known, ok := d.texts.Load(sql); ok {
		return known.(string)
	}
	parts := strings.Split(sql, "?")
	var text strings.Builder
	for i, part := range parts {
		if i > 0 {
			text.WriteString("$" + strconv.Itoa(i))
		}
		text.WriteString(part)
	}
	d.texts.Store(sql, text.String())
	return text.String()
}

// Columns are the columns that a row is made of, for a statement that is written by
// hand: "boxes.id, boxes.label". A "*" would fail after another replica's ADD COLUMN.
func Columns(table string, row any) string {
	fields, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
	if err != nil {
		panic(err) // the row is of a type of ours
	}
	names := make([]string, len(fields.DBNames))
	for i, name := range fields.DBNames {
		names[i] = table + "." + name
	}
	return strings.Join(names, ", ")
}

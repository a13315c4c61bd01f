package database

import (
	"context"
	"database/sql"
	"reflect"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"gorm.io/gorm"
	"gorm.io/gorm/callbacks"
	"gorm.io/gorm/schema"
)

// rowReader replaces GORM's query on PostgreSQL: what is read into structs goes from
// pgx right into their fields. GORM's own way takes each value through a
// driver.Value, a pooled pointer and a setter.
type rowReader struct {
	schemas sync.Map // of rows that are not the model of their statement
	names   schema.Namer
}

// query is GORM's callback. All that is not a struct, or a list of them, goes GORM's way.
func (r *rowReader) query(db *gorm.DB) {
	pool, ok := db.Statement.ConnPool.(native)
	fields := r.fieldsOf(db.Statement)
	if !ok || fields == nil || db.DryRun {
		callbacks.Query(db)
		return
	}
	if db.Error != nil {
		return
	}
	callbacks.BuildQuerySQL(db)
	if db.Error != nil {
		return
	}
	ctx := db.Statement.Context
	err := pool.read(ctx, db.Statement.SQL.String(), db.Statement.Vars, func(conn *pgx.Conn, rows pgx.Rows) (err error) {
		db.RowsAffected, err = read(ctx, takerOf(conn), rows, fields, db.Statement.ReflectValue)
		return err
	})
	if err == nil && db.RowsAffected == 0 && db.Statement.RaiseErrorOnNotFound {
		err = gorm.ErrRecordNotFound
	}
	if err != nil {
		_ = db.AddError(err)
	}
}

// fieldsOf are the fields of the rows that a statement reads, nil when those are no structs.
func (r *rowReader) fieldsOf(statement *gorm.Statement) *schema.Schema {
	if !statement.ReflectValue.IsValid() {
		return nil
	}
	row := statement.ReflectValue.Type()
	if row.Kind() == reflect.Slice {
		row = row.Elem()
	}
	if statement.Schema != nil && statement.Schema.ModelType == row {
		return statement.Schema
	}
	if row.Kind() != reflect.Struct || isValue(row) {
		return nil
	}
	fields, err := schema.Parse(reflect.New(row).Interface(), &r.schemas, r.names)
	if err != nil {
		return nil
	}
	return fields
}

var scanner = reflect.TypeFor[sql.Scanner]()

// isValue tells structs that are one value, and not a row of them.
func isValue(t reflect.Type) bool {
	return t == reflect.TypeFor[time.Time]() || reflect.PointerTo(t).Implements(scanner)
}

// read puts the rows into a list, or the first of them into a struct, and counts them.
func read(ctx context.Context, values taker, rows pgx.Rows, of *schema.Schema, into reflect.Value) (n int64, err error) {
	columns := rows.FieldDescriptions()
	fields := make([]*schema.Field, len(columns))
	for i, c := range columns {
		fields[i] = of.LookUpField(c.Name)
	}
	if into.Kind() == reflect.Slice {
		into.Set(into.Slice(0, 0))
		if into.IsNil() {
			into.Set(reflect.MakeSlice(into.Type(), 0, 1))
		}
	}
	for rows.Next() {
		row := into
		if into.Kind() == reflect.Slice {
			if into.Len() == into.Cap() {
				into.Grow(into.Len() + 1)
			}
			into.SetLen(into.Len() + 1)
			row = into.Index(into.Len() - 1)
			row.SetZero()
		}
		if err := fill(ctx, values, columns, rows.RawValues(), fields, row); err != nil {
			return n, err
		}
		n++
		if into.Kind() == reflect.Struct {
			break
		}
	}
	rows.Close()
	return n, rows.Err()
}

// fill puts the values of a row into the fields of a struct. NULL is the zero value.
func fill(ctx context.Context, values taker, columns []pgconn.FieldDescription, sent [][]byte, fields []*schema.Field, row reflect.Value) error {
	for i, field := range fields {
		if field == nil || !field.Readable {
			continue
		}
		at := field.ReflectValueOf(ctx, row)
		switch {
		case sent[i] == nil:
			at.SetZero()
		case field.Serializer != nil && columns[i].DataTypeOID != pgtype.JSONBOID: // pgx knows that one
			var text []byte
			if err := values.take(columns[i], sent[i], &text); err != nil {
				return err
			}
			if err := field.Serializer.Scan(ctx, field, row, text); err != nil {
				return err
			}
		default:
			if err := values.take(columns[i], sent[i], at.Addr().Interface()); err != nil {
				return err
			}
		}
	}
	return nil
}

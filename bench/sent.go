package main

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"gorm.io/gorm"

	"ajar/internal/database"
)

// sent are the statements that read, as they went to the database: what a
// measurement is compared with. One goroutine may use it.
type sent struct {
	pool       *sql.DB
	statements []statement
}

type statement struct {
	sql  string
	args []any
}

// record keeps what reads through db from now on, outside transactions.
func record(ctx context.Context, db *database.DB) (*sent, error) {
	pool, err := db.Read(ctx).DB()
	if err != nil {
		return nil, err
	}
	s := &sent{pool: pool}
	keep := func(tx *gorm.DB) {
		s.statements = append(s.statements, statement{tx.Statement.SQL.String(), slices.Clone(tx.Statement.Vars)})
	}
	callbacks := db.Read(ctx).Callback()
	return s, errors.Join(callbacks.Row().After("gorm:row").Replace("record", keep), callbacks.Query().After("gorm:query").Replace("record", keep))
}

// forget forgets what was sent so far.
func (s *sent) forget() { s.statements = nil }

// again sends the statements once more by hand, and only reads their rows.
func (s *sent) again(ctx context.Context) error {
	for _, one := range s.statements {
		rows, err := s.pool.QueryContext(ctx, one.sql, one.args...)
		if err != nil {
			return err
		}
		if err := errors.Join(readAll(rows), rows.Close()); err != nil {
			return err
		}
	}
	return nil
}

func readAll(rows *sql.Rows) error {
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]any, len(columns))
	for i := range values {
		values[i] = new(sql.RawBytes)
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			return err
		}
	}
	return rows.Err()
}

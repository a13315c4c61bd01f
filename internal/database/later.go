package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"reflect"

	"github.com/google/uuid"
	"gorm.io/gorm"
)

// Later is Write for a change whose outcome nobody asks for before the commit. In a
// transaction on PostgreSQL such changes wait, and go together with what is sent next,
// so that all of them take one wait for an answer. They happen in order, before whatever
// follows them. What fails of them fails the statement that they go with, or the commit,
// and so InTx: what may fail with words of ours is no change for Later. RowsAffected
// says nothing. Values are taken as they are now.
func (d *DB) Later(ctx context.Context) *gorm.DB {
	q := d.Write(ctx)
	if tx, ok := q.Statement.ConnPool.(*nativeTx); ok {
		q.Statement.ConnPool = later{tx}
	}
	return q
}

// later keeps changes with the transaction. What answers rows is not put off.
type later struct{ *nativeTx }

// ExecContext keeps a change.
func (l later) ExecContext(_ context.Context, statement string, args ...any) (sql.Result, error) {
	kept := make([]any, len(args))
	for i, arg := range args {
		var err error
		if kept[i], err = valueOf(arg); err != nil {
			return nil, err
		}
	}
	l.waiting = append(l.waiting, change{sql: statement, args: kept, unlogged: true})
	return driver.RowsAffected(1), nil
}

// valueOf is a value as it is now, whatever becomes of what it points to. pgx itself
// knows ids.
func valueOf(arg any) (any, error) {
	v, makes := arg.(driver.Valuer)
	if at := reflect.ValueOf(arg); at.Kind() == reflect.Pointer {
		if at.IsNil() {
			return arg, nil
		}
		inner := at.Elem().Interface()
		if _, innerMakes := inner.(driver.Valuer); innerMakes || !makes {
			return valueOf(inner)
		}
	}
	if _, id := arg.(uuid.UUID); id || !makes {
		return copied(arg), nil
	}
	made, err := v.Value()
	return copied(made), err
}

// copied is a list of its own.
func copied(value any) any {
	at := reflect.ValueOf(value)
	if at.Kind() != reflect.Slice || at.IsNil() {
		return value
	}
	return reflect.AppendSlice(reflect.MakeSlice(at.Type(), 0, at.Len()), at).Interface()
}

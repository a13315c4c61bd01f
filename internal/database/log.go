package database

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"ajar/internal/fault"
)

const slow = 500 * time.Millisecond

// expected are outcomes that stores ask for, or that are logged once elsewhere.
var expected = []error{gorm.ErrRecordNotFound, gorm.ErrDuplicatedKey, gorm.ErrForeignKeyViolated, context.Canceled}

// statementLog writes GORM's statements to slog. It never writes a value, nor
// an error's text that may hold one: values are personal data.
type statementLog struct{ *slog.Logger }

// LogMode keeps the level to slog's handler.
func (l statementLog) LogMode(logger.LogLevel) logger.Interface { return l }

// Info, Warn and Error take GORM's own remarks, whose arguments may hold values.
func (l statementLog) Info(ctx context.Context, msg string, _ ...any) { l.DebugContext(ctx, msg) }

// Warn takes GORM's own remarks.
func (l statementLog) Warn(ctx context.Context, msg string, _ ...any) { l.WarnContext(ctx, msg) }

// Error takes GORM's own remarks.
func (l statementLog) Error(ctx context.Context, msg string, _ ...any) { l.ErrorContext(ctx, msg) }

// ParamsFilter leaves a statement's values out.
func (l statementLog) ParamsFilter(_ context.Context, sql string, _ ...any) (string, []any) {
	return sql, nil
}

// Trace takes every statement that ran.
func (l statementLog) Trace(ctx context.Context, began time.Time, statement func() (string, int64), err error) {
	took := time.Since(began)
	level, msg := slog.LevelDebug, "statement"
	switch {
	case unexpected(err):
		level, msg = slog.LevelError, "statement failed"
	case took > slow:
		level, msg = slog.LevelWarn, "slow statement"
	}
	if !l.Enabled(ctx, level) {
		return
	}
	sql, rows := statement()
	attrs := []slog.Attr{slog.String("sql", sql), slog.Int64("rows", rows), slog.Duration("took", took)}
	if err != nil {
		attrs = append(attrs, slog.String("error", withoutValues(err)))
	}
	l.LogAttrs(ctx, level, msg, attrs...)
}

func unexpected(err error) bool {
	for _, e := range expected {
		if errors.Is(err, e) {
			return false
		}
	}
	return err != nil && !fault.Is(err, fault.Unavailable)
}

// withoutValues names an error by its codes alone.
func withoutValues(err error) string {
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return fmt.Sprintf("SQLSTATE %s table=%q column=%q constraint=%q", pg.Code, pg.TableName, pg.ColumnName, pg.ConstraintName)
	}
	if code := sqliteCode(err); code != 0 {
		return fmt.Sprintf("SQLite result %d", code)
	}
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f.Code
	}
	return fmt.Sprintf("%T", err)
}

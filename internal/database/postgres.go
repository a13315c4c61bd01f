package database

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm/clause"
)

const (
	// defaultConnections lets six replicas share PostgreSQL's default of 100,
	// and keeps a two-core server busy.
	defaultConnections = 16
	connectionLife     = time.Hour // follows a failover, and frees what a server keeps for a connection
	connectTimeout     = 5 * time.Second
)

// serverSettings hold for every connection unless the URL says otherwise. A
// replica that froze in mid-transaction loses its locks after a minute. Compiling
// a statement takes longer than any of ours runs: a search took 90 ms, 80 of them
// in the compiler.
var serverSettings = map[string]string{
	"application_name":                    "ajar",
	"idle_in_transaction_session_timeout": "60000",
	"jit":                                 "off",
}

func openPostgres(url string, opts Options) (*DB, error) {
	conn, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("cannot read the database address: %w", err) // pgx hides the password
	}
	size, err := connections(conn.RuntimeParams)
	if err != nil {
		return nil, err
	}
	for name, value := range serverSettings {
		if _, given := conn.RuntimeParams[name]; !given {
			conn.RuntimeParams[name] = value
		}
	}
	if conn.ConnectTimeout == 0 {
		conn.ConnectTimeout = connectTimeout
	}
	db := stdlib.OpenDB(*conn, stdlib.OptionAfterConnect(ourTypes))
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	db.SetConnMaxLifetime(connectionLife)
	d := &DB{
		dialect:  Postgres,
		name:     net.JoinHostPort(conn.Host, strconv.Itoa(int(conn.Port))) + "/" + conn.Database,
		pools:    []pool{{"connections", db}},
		unlock:   func() error { return nil },
		listener: conn,
	}
	// GORM's prepared statements fail for good after another replica's ALTER
	// TABLE, and pgx caches statements itself.
	const statements = 0
	d.writer, err = openGORM(postgresDialect{postgres.Dialector{Config: &postgres.Config{Conn: nativePool{db, statementLog{opts.Log}, make(queue, size)}}}}, opts, statements)
	if err != nil {
		return nil, err
	}
	d.writer.ClauseBuilders["LIMIT"] = literalLimit
	reader := &rowReader{names: d.writer.NamingStrategy}
	err = d.writer.Callback().Query().Replace("gorm:query", reader.query)
	d.readers = d.writer
	return d, err
}

// connections takes pool_max_conns, which is ours, out of the server's settings.
func connections(settings map[string]string) (int, error) {
	text, given := settings["pool_max_conns"]
	if !given {
		return defaultConnections, nil
	}
	delete(settings, "pool_max_conns")
	size, err := strconv.Atoi(text)
	if err != nil || size < 2 {
		return 0, fmt.Errorf("pool_max_conns in the database address takes a number from 2, not %q", text)
	}
	return size, nil
}

// ourTypes makes timestamptz arrive in UTC, where pgx's own choice is the machine's
// zone, and ids travel as they are.
func ourTypes(_ context.Context, conn *pgx.Conn) error {
	conn.TypeMap().RegisterType(&pgtype.Type{
		Name:  "timestamptz",
		OID:   pgtype.TimestamptzOID,
		Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
	})
	conn.TypeMap().RegisterType(&pgtype.Type{Name: "uuid", OID: pgtype.UUIDOID, Codec: uuidCodec{}})
	return nil
}

// literalLimit writes how many rows into the statement: of a parameter PostgreSQL
// expects a tenth of all rows, and so plans the statement anew each time it is sent.
// Limit(-1) is no limit.
func literalLimit(c clause.Clause, b clause.Builder) {
	limit, ok := c.Expression.(clause.Limit)
	if ok && limit.Limit != nil && *limit.Limit >= 0 && limit.Offset == 0 {
		_, _ = b.WriteString("LIMIT " + strconv.Itoa(*limit.Limit))
		return
	}
	c.Build(b)
}

// postgresDialect translates wrapped errors too.
type postgresDialect struct{ postgres.Dialector }

// Explain leaves the values out: Scan logs past the statement log's filter.
func (postgresDialect) Explain(sql string, _ ...any) string { return sql }

// Translate makes a driver's error one of gorm's or a fault.
func (p postgresDialect) Translate(err error) error {
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok && pg == err {
		err = p.Dialector.Translate(pg)
	}
	return asFault(err)
}

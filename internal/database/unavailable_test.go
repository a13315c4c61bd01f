package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"path"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"ajar/internal/fault"
)

// terminate ends every connection to a database from outside, as a restart does.
func terminate(t *testing.T, db *DB) {
	t.Helper()
	onServer(t, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1", databaseName(db))
}

func databaseName(db *DB) string { return path.Base(db.name) }

func postgresWithBoxes(t *testing.T) *DB {
	t.Helper()
	db := open(t, address(t, Postgres), Options{})
	mustBe(t, db.Migrate(t.Context()))
	return db
}

func TestALostConnectionIsReplaced(t *testing.T) {
	db := postgresWithBoxes(t)
	terminate(t, db)
	for try := 1; ; try++ {
		err := db.Write(t.Context()).Create(newBox("after the restart")).Error
		if err == nil {
			break
		}
		if !fault.Is(err, fault.Unavailable) || try > defaultConnections {
			t.Fatalf("try %d: %v; want fault.Unavailable at most once for each connection", try, err)
		}
	}
}

func TestATransactionThatLostItsConnectionRunsAgain(t *testing.T) {
	db := postgresWithBoxes(t)
	runs := 0
	mustBe(t, db.InTx(t.Context(), func(ctx context.Context) error {
		runs++
		if err := db.Write(ctx).Create(newBox("once")).Error; err != nil {
			return err
		}
		if runs == 1 {
			terminate(t, db)
		}
		return db.Write(ctx).Create(newBox("and only once")).Error
	}))
	if n := count(t, db); n != 2 || runs != 2 {
		t.Errorf("%d boxes after %d runs; want 2 after 2", n, runs)
	}
}

// Nobody knows whether a commit held whose answer never came.
func TestALostCommitIsNotRepeated(t *testing.T) {
	db := postgresWithBoxes(t)
	runs := 0
	err := db.InTx(t.Context(), func(ctx context.Context) error {
		runs++
		err := db.Write(ctx).Create(newBox(fmt.Sprint(runs))).Error
		terminate(t, db)
		return err
	})
	if !fault.Is(err, fault.Unavailable) || runs != 1 {
		t.Errorf("%d runs, %v; want one and fault.Unavailable", runs, err)
	}
}

// What was put off goes with the commit, and is lost with it.
func TestALostCommitKeepsNothingPutOff(t *testing.T) {
	url := address(t, Postgres)
	db := open(t, url, Options{})
	mustBe(t, db.Migrate(t.Context()))
	err := db.InTx(t.Context(), func(ctx context.Context) error {
		mustBe(t, db.Write(ctx).Create(newBox("written")).Error)
		mustBe(t, db.Later(ctx).Create(newBox("put off")).Error)
		terminate(t, db)
		return nil
	})
	if !fault.Is(err, fault.Unavailable) {
		t.Errorf("%v; want fault.Unavailable", err)
	}
	if n := count(t, open(t, url, Options{})); n != 0 {
		t.Errorf("%d boxes; want none", n)
	}
}

func TestAServerThatIsAwayIsUnavailable(t *testing.T) {
	db := postgresWithBoxes(t)
	name := databaseName(db)
	terminate(t, db)
	onServer(t, "ALTER DATABASE "+name+" RENAME TO "+name+"_away")
	for what, err := range map[string]error{
		"ping":        db.Ping(t.Context()),
		"write":       db.Write(t.Context()).Create(newBox("no")).Error,
		"read":        db.Read(t.Context()).First(&box{}).Error,
		"transaction": db.InTx(t.Context(), func(ctx context.Context) error { return db.Write(ctx).Create(newBox("no")).Error }),
	} {
		if !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: %v; want fault.Unavailable", what, err)
		}
	}
	onServer(t, "ALTER DATABASE "+name+"_away RENAME TO "+name)
	mustCreate(t, db, newBox("back"))
}

func TestAFullSQLiteFileIsUnavailableAndRecovers(t *testing.T) {
	db := open(t, address(t, SQLite), Options{})
	mustBe(t, db.Migrate(t.Context()))
	mustBe(t, db.Write(t.Context()).Exec("PRAGMA max_page_count = 1").Error) // SQLite raises it to what is used
	big := newBox("big")
	big.Seal = make([]byte, 1<<20)
	err := db.InTx(t.Context(), func(ctx context.Context) error { return db.Write(ctx).Create(big).Error })
	if !fault.Is(err, fault.Unavailable) {
		t.Fatalf("%v; want fault.Unavailable", err)
	}
	mustBe(t, db.Write(t.Context()).Exec("PRAGMA max_page_count = 100000").Error)
	mustCreate(t, db, big)
}

func TestWhatNotNowMeans(t *testing.T) {
	state := func(code string) error { return fmt.Errorf("read: %w", &pgconn.PgError{Code: code}) }
	for name, c := range map[string]struct {
		err    error
		notNow bool
	}{
		"connection failure":    {state("08006"), true},
		"too many connections":  {state("53300"), true},
		"disk full":             {state("53100"), true},
		"restarting":            {state("57P01"), true},
		"starting":              {state("57P03"), true},
		"statement timeout":     {state("57014"), true},
		"input or output":       {state("58030"), true},
		"standby":               {state("25006"), true},
		"deadlock":              {state("40P01"), true},
		"out of time":           {context.DeadlineExceeded, true},
		"broken pipe":           {&net.OpError{Op: "write", Err: syscall.EPIPE}, true},
		"cut off":               {io.ErrUnexpectedEOF, true},
		"caller gone":           {context.Canceled, false},
		"duplicate":             {state("23505"), false},
		"no such table":         {state("42P01"), false},
		"not a uuid":            {state("22P02"), false},
		"numeric out of range":  {state("22003"), false},
		"aborted transaction":   {state("25P02"), false},
		"no rows":               {sql.ErrNoRows, false},
		"transaction has ended": {sql.ErrTxDone, false},
	} {
		if got := fault.Is(asFault(c.err), fault.Unavailable); got != c.notNow {
			t.Errorf("%s: unavailable %t; want %t", name, got, c.notNow)
		}
	}
}

func TestOrdinaryErrorsStayWhatTheyAre(t *testing.T) {
	refused := fault.Refused("two-keys", "No.")
	refused.Cause = context.DeadlineExceeded
	for _, err := range []error{nil, errSecondThoughts, context.Canceled, refused, fmt.Errorf("wrapped: %w", refused)} {
		if got := asFault(err); !errors.Is(got, err) || fault.Is(got, fault.Unavailable) {
			t.Errorf("%v became %v", err, got)
		}
	}
}

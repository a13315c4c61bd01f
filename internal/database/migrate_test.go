package database

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

var threeMigrations = folder(map[string]string{
	"0001_boxes.sql": boxes,
	"0002_search.sqlite.sql": `-- +goose Up
CREATE VIRTUAL TABLE labels USING fts5(label);`,
	"0002_search.postgres.sql": `-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY boxes_packed ON boxes (packed);`,
	"0003_colour.sql": `-- +goose Up
ALTER TABLE boxes ADD COLUMN colour TEXT NOT NULL DEFAULT 'brown';`,
})

func TestOneFolderServesBothDatabases(t *testing.T) {
	for _, dialect := range []Dialect{SQLite, Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			url := address(t, dialect)
			for _, step := range []struct {
				opts       Options
				have, want int64
			}{
				{Options{Migrations: oneMigration}, 0, 1},
				{Options{Migrations: threeMigrations}, 1, 3},
				{Options{Migrations: threeMigrations}, 3, 3},
			} {
				db, err := Open(t.Context(), url, Options{Log: quiet, Migrations: step.opts.Migrations})
				mustBe(t, err)
				have, want, err := db.Schema(t.Context())
				if err != nil || have != step.have || want != step.want {
					t.Errorf("schema %d of %d, %v; want %d of %d", have, want, err, step.have, step.want)
				}
				mustBe(t, errors.Join(db.Migrate(t.Context()), db.Close()))
			}
		})
	}
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	for _, dialect := range []Dialect{SQLite, Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			url := address(t, dialect)
			newer, err := Open(t.Context(), url, Options{Log: quiet, Migrations: threeMigrations})
			mustBe(t, err)
			mustBe(t, errors.Join(newer.Migrate(t.Context()), newer.Close()))

			older := open(t, url, Options{})
			err = older.Migrate(t.Context())
			if err == nil || !strings.Contains(err.Error(), older.name) || !strings.Contains(err.Error(), "version 3 by a newer ajar") {
				t.Errorf("%v; want a refusal that names the database and its version", err)
			}
		})
	}
}

func TestOnlyTheOwnerOfAnSQLiteFileMigratesIt(t *testing.T) {
	url := address(t, SQLite)
	_ = open(t, url, Options{})
	err := open(t, url, Options{Beside: true}).Migrate(t.Context())
	if err == nil || !strings.Contains(err.Error(), "start the server first") {
		t.Errorf("%v; want a refusal that says who migrates", err)
	}
}

func TestReplicasMigrateOnce(t *testing.T) {
	url := address(t, Postgres)
	const replicas = 4
	results := make(chan error, replicas)
	for range replicas {
		db := open(t, url, Options{Migrations: threeMigrations})
		go func() { results <- db.Migrate(t.Context()) }()
	}
	for range replicas {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	var versions []int64
	mustBe(t, open(t, url, Options{}).Read(t.Context()).
		Raw("SELECT version_id FROM goose_db_version WHERE version_id > 0 ORDER BY id").Scan(&versions).Error)
	if diff := cmp.Diff([]int64{1, 2, 3}, versions); diff != "" {
		t.Error(diff)
	}
}

func TestAnUnknownWordIsNoMigration(t *testing.T) {
	_, err := scripts(folder(map[string]string{"0001_a.sql": "CREATE TABLE a (b {{uid}})"}), SQLite)
	if err == nil || !strings.Contains(err.Error(), "0001_a.sql") {
		t.Errorf("%v; want an error that names the file", err)
	}
}

// Both databases must know the same versions of the program's own migrations.
func TestTheProgramsMigrationsComeInPairs(t *testing.T) {
	var names [2][]string
	for i, dialect := range []Dialect{SQLite, Postgres} {
		files, err := scripts(Migrations(), dialect)
		mustBe(t, err)
		for name := range files {
			names[i] = append(names[i], name)
		}
		slices.Sort(names[i])
	}
	if diff := cmp.Diff(names[0], names[1]); diff != "" {
		t.Errorf("only one database has:\n%s", diff)
	}
}

// A program that is taken back to does not find jobs that it does not know.
func TestMigratingDownTakesItsJobsAlong(t *testing.T) {
	kinds := []string{"lesson.follow", "lesson.look", "follow_up.chase", "digest.due", "digest.mail", "lesson.week", "lesson.forget_readers", "lesson.addresses"}
	for _, dialect := range []Dialect{SQLite, Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			db := open(t, address(t, dialect), Options{Migrations: Migrations()})
			mustBe(t, db.Migrate(t.Context()))
			for _, kind := range append(kinds, "older") {
				mustBe(t, db.Write(t.Context()).Exec("INSERT INTO jobs (id, kind, key, data, run_at, attempts, error) VALUES (?, ?, '', '{}', CURRENT_TIMESTAMP, 0, '')", uuid.New(), kind).Error)
			}
			goose, err := db.provider()
			mustBe(t, err)
			_, err = goose.DownTo(t.Context(), 15)
			mustBe(t, err)
			var left []string
			mustBe(t, db.Read(t.Context()).Raw("SELECT kind FROM jobs ORDER BY kind").Scan(&left).Error)
			if diff := cmp.Diff([]string{"older"}, left); diff != "" {
				t.Error(diff)
			}
			mustBe(t, db.Migrate(t.Context()))
		})
	}
}

// What was indexed before the documents lay in parts is found in them, without the
// terms that told how deep it lay.
func TestDocumentsMoveToTheirParts(t *testing.T) {
	db := open(t, address(t, Postgres), Options{Migrations: Migrations()})
	mustBe(t, db.Migrate(t.Context()))
	goose, err := db.provider()
	mustBe(t, err)
	_, err = goose.DownTo(t.Context(), 20)
	mustBe(t, err)
	for _, seq := range []int64{1 << 52, 1 << 53, 1 << 56, 1 << 59, 1<<62 - 1} {
		mustBe(t, db.Write(t.Context()).Exec("INSERT INTO search_documents (seq, kind, id, head, words, terms) VALUES (?, 'lesson', ?, 1, 'tea', '#a %1 %10 ^tea tea')", seq, uuid.New()).Error)
	}
	mustBe(t, db.Migrate(t.Context()))
	type row struct{ Part, Terms string }
	var got []row
	mustBe(t, db.Read(t.Context()).Raw("SELECT tableoid::regclass AS part, terms FROM search_documents WHERE search_terms(terms) @@ '''tea'' & ''#a'''::tsquery ORDER BY seq").Scan(&got).Error)
	want := []row{}
	for _, n := range []string{"0", "1", "2", "3", "3"} {
		want = append(want, row{"search_documents_" + n, "#a ^tea tea"})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A replica of the version before, which knows brakes by their old name, counts in the
// same rows with the statements that it sends.
func TestTheVersionBeforeBrakesToo(t *testing.T) {
	db := open(t, address(t, Postgres), Options{Migrations: Migrations()})
	mustBe(t, db.Migrate(t.Context()))
	now := time.Now()
	for _, step := range []struct {
		sql    string
		values []any
		want   []int
	}{
		{`INSERT INTO "sign_in_attempts" ("key","failures","began_at","next_at") VALUES ('pair',0,?,?) ON CONFLICT ("key") DO UPDATE SET "failures"=sign_in_attempts.failures`, []any{now, now}, []int{0}},
		{`INSERT INTO "sign_in_attempts" ("key","failures","began_at","next_at") VALUES ('pair',3,?,?) ON CONFLICT ("key") DO UPDATE SET "failures"="excluded"."failures","began_at"="excluded"."began_at","next_at"="excluded"."next_at"`, []any{now, now}, []int{3}},
		{`UPDATE brakes SET n = n + 1 WHERE key = 'pair'`, nil, []int{4}},
		{`UPDATE "sign_in_attempts" SET "failures"=failures - 1 WHERE key = 'pair' AND failures > 0`, nil, []int{3}},
		{`INSERT INTO "sign_in_attempts" ("key","failures","began_at","next_at") VALUES ('pair',1,?,?) ON CONFLICT ("key") DO UPDATE SET "began_at"=CASE WHEN sign_in_attempts.began_at <= ? THEN ? ELSE sign_in_attempts.began_at END,
			"failures"=CASE WHEN sign_in_attempts.began_at <= ? THEN 1 ELSE sign_in_attempts.failures + 1 END,"next_at"=? RETURNING *`, []any{now, now, now.Add(-time.Minute), now, now.Add(-time.Minute), now}, []int{4}},
		{`DELETE FROM "sign_in_attempts" WHERE key = 'pair'`, nil, []int{}},
	} {
		mustBe(t, db.Write(t.Context()).Exec(step.sql, step.values...).Error)
		for _, counts := range []string{"SELECT n FROM brakes", `SELECT "sign_in_attempts"."failures" FROM "sign_in_attempts" WHERE key IN ('pair')`} {
			got := []int{}
			mustBe(t, db.Read(t.Context()).Raw(counts).Scan(&got).Error)
			if diff := cmp.Diff(step.want, got); diff != "" {
				t.Errorf("%s: %s: %s", step.sql, counts, diff)
			}
		}
	}
}

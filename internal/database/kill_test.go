package database

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"ajar/internal/clock"
)

// writerOf, when set, makes this test program a writer to that database, which
// says each label once its transaction holds.
const writerOf = "AJAR_TEST_WRITER_OF"

func TestMain(m *testing.M) {
	if url := os.Getenv(writerOf); url != "" {
		fmt.Fprintln(os.Stderr, writeUntilKilled(url))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func writeUntilKilled(url string) error {
	ctx := context.Background()
	db, err := Open(ctx, url, Options{Log: quiet, Migrations: oneMigration})
	if err != nil {
		return err
	}
	for {
		pair := clock.NewID()
		err := db.InTx(ctx, func(ctx context.Context) error {
			if err := db.Write(ctx).Create(newBox(pair.String() + "a")).Error; err != nil {
				return err
			}
			return db.Later(ctx).Create(newBox(pair.String() + "b")).Error
		})
		if err != nil {
			return err
		}
		fmt.Println(pair)
	}
}

// The end of the process at any instant loses nothing that was acknowledged and
// leaves nothing half done.
func TestAKilledWriterLosesNothing(t *testing.T) {
	const kills = 10
	for _, dialect := range []Dialect{SQLite, Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			url := address(t, dialect)
			first, err := Open(t.Context(), url, Options{Log: quiet, Migrations: oneMigration})
			mustBe(t, err)
			mustBe(t, first.Migrate(t.Context()))
			mustBe(t, first.Close())

			var acknowledged []string
			for range kills {
				acknowledged = append(acknowledged, killedWriter(t, url)...)
			}
			db := open(t, url, Options{})
			var labels []string
			mustBe(t, db.Read(t.Context()).Model(&box{}).Pluck("label", &labels).Error)
			kept := map[string]int{}
			for _, label := range labels {
				kept[label[:len(label)-1]]++
			}
			for _, id := range acknowledged {
				if kept[id] != 2 {
					t.Errorf("%s was acknowledged and has %d of 2 rows", id, kept[id])
				}
			}
			for id, rows := range kept {
				if rows != 2 {
					t.Errorf("%s is half done", id)
				}
			}
		})
	}
}

// killedWriter answers what a writer acknowledged until it was killed.
func killedWriter(t *testing.T, url string) (acknowledged []string) {
	t.Helper()
	writer := exec.Command(os.Args[0])
	writer.Env = append(os.Environ(), writerOf+"="+url)
	writer.Stderr = os.Stderr
	out, err := writer.StdoutPipe()
	mustBe(t, err)
	mustBe(t, writer.Start())
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if acknowledged = append(acknowledged, lines.Text()); len(acknowledged) == 1 {
			time.AfterFunc(rand.N(30*time.Millisecond), func() { _ = writer.Process.Kill() })
		}
	}
	_ = writer.Wait()
	if len(acknowledged) == 0 {
		t.Fatal("the writer ended before it wrote")
	}
	return acknowledged
}

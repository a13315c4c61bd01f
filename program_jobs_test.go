package main

import (
	"fmt"
	"log/slog"
	"syscall"
	"testing"
	"time"

	"ajar/internal/database"
)

// leapAhead makes it the day after every experiment's last day, for a program
// that is not running: leases have run out, and the jobs are due.
func leapAhead(t *testing.T, url string) {
	t.Helper()
	db, err := database.Open(t.Context(), url, database.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"UPDATE experiments SET ends_on = '2020-01-01'", "UPDATE jobs SET run_at = '2020-01-02 00:00:00+00:00'"} {
		if err := db.Write(t.Context()).Exec(statement).Error; err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// paused counts the experiments that the program has paused.
func (s *server) paused(t *testing.T, token string) int {
	t.Helper()
	items, _ := s.must(t, 200, "GET", "/api/v1/experiments?limit=200&status=paused", token, nil).body["items"].([]any)
	return len(items)
}

// The program was off on the last day of many experiments, and is killed while
// it catches up: each is paused by itself, once.
func TestAKillLosesNoJob(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, url string) {
		const all = 120
		s := start(t, url)
		token, team := s.setUp(t)
		ids := []string{}
		for i := range all {
			id, _ := s.must(t, 201, "POST", "/api/v1/experiments", token, twoWay(team, fmt.Sprint("Experiment ", i))).body["id"].(string)
			ids = append(ids, id)
		}
		s.kill(t)
		for killed := 0; ; {
			leapAhead(t, url)
			s = start(t, url)
			for before := s.paused(t, token); killed < 3 && s.paused(t, token) == before && before < all; {
				time.Sleep(time.Millisecond)
			}
			if killed == 3 {
				break
			}
			s.kill(t)
			killed++
		}
		for s.paused(t, token) < all {
			time.Sleep(time.Millisecond)
		}
		for _, id := range ids {
			pauses := 0
			items, _ := s.must(t, 200, "GET", "/api/v1/experiments/"+id+"/timeline", token, nil).body["items"].([]any)
			for _, item := range items {
				if event, _ := item.(map[string]any); event["kind"] == "experiment.paused" && event["by"] == nil {
					pauses++
				}
			}
			if pauses != 1 {
				t.Errorf("%s was paused %d times", id, pauses)
			}
		}
		if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := s.process.Wait(); err != nil {
			t.Errorf("it ended with %v: %s", err, s.said())
		}
	})
}

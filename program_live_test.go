package main

import (
	"bufio"
	"encoding/json"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

// page is an open page that follows a server.
type page struct {
	t    *testing.T
	read *bufio.Scanner
	id   string // to come back with
}

func (s *server) follow(t *testing.T, token, id string) *page {
	t.Helper()
	for {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.address+"/api/v1/events", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Last-Event-ID", id)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = answer.Body.Close() })
		if answer.StatusCode == http.StatusServiceUnavailable { // it has not yet read where the log stands
			time.Sleep(time.Millisecond)
			continue
		}
		if answer.StatusCode != http.StatusOK {
			t.Fatalf("following answers %d", answer.StatusCode)
		}
		return &page{t: t, read: bufio.NewScanner(answer.Body)}
	}
}

// tells reads on until the page is told of an experiment, and of how far it is then.
func (p *page) tells(experiment string) {
	p.t.Helper()
	told := false
	for p.read.Scan() {
		if id, ok := strings.CutPrefix(p.read.Text(), "id: "); ok {
			if p.id = id; told {
				return
			}
		}
		data, ok := strings.CutPrefix(p.read.Text(), "data: ")
		if !ok {
			continue
		}
		var change struct{ What, Experiment string }
		if err := json.Unmarshal([]byte(data), &change); err != nil {
			p.t.Fatal(err)
		}
		if change.What == "everything" {
			p.t.Fatal("the page was told that everything may have changed")
		}
		told = told || change.Experiment == experiment
	}
	p.t.Fatalf("the stream ended without telling of %s", experiment)
}

func (p *page) ends() {
	for p.read.Scan() {
		continue
	}
}

// Two servers stand behind one address. A page follows the one while others write
// at the other; its server is killed, and it goes on at the other, and back.
func TestPagesFollowAnyServer(t *testing.T) {
	t.Parallel()
	url := databasetest.URL(t, database.Postgres)
	one, two := start(t, url), start(t, url)
	token, team := one.setUp(t)
	register := func(at *server, title string) string {
		id, _ := at.must(t, http.StatusCreated, "POST", "/api/v1/experiments", token, twoWay(team, title)).body["id"].(string)
		return id
	}
	page := one.follow(t, token, "")
	page.tells(register(two, "Written at the other"))
	one.kill(t)
	page.ends()
	missed := register(two, "Written while it was away")
	page = two.follow(t, token, page.id)
	page.tells(missed)
	one = start(t, url)
	missed = register(two, "Written before it came back")
	back := one.follow(t, token, page.id)
	back.tells(missed)
	back.tells(register(one, "Written at its own"))
	page.tells(register(one, "Written at the one that came back"))
}

// The end of a server does not wait for the pages that follow it.
func TestStreamsEndWithTheServer(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, url string) {
		s := start(t, url)
		token, _ := s.setUp(t)
		pages := []*page{s.follow(t, token, ""), s.follow(t, token, "")}
		if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		for _, p := range pages {
			p.ends()
		}
		if err := s.process.Wait(); err != nil {
			t.Fatalf("%v: %s", err, s.said())
		}
		if strings.Contains(s.said(), "deadline") {
			t.Error(s.said())
		}
	})
}

package main

import (
	"crypto/rand"
	"encoding/base64"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"ajar/internal/database"
)

// longLibrary fills a database with the example, whose lessons are then longer than what
// machines keep for who does not read, and answers the addresses of its people and their password.
func longLibrary(t *testing.T, url string) (people []string, password string) {
	t.Helper()
	out, code := says(t, []string{"AJAR_DATABASE_URL=" + url}, "demo")
	found := regexp.MustCompile(`password is (\S+)`).FindStringSubmatch(out)
	if code != 0 || found == nil {
		t.Fatalf("exit %d, %q", code, out)
	}
	db, err := database.Open(t.Context(), url, database.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	var lessons []struct {
		ID        uuid.UUID
		Published map[string]any `gorm:"serializer:json"`
	}
	if err := db.Read(t.Context()).Table("lessons").Where("edition > 0").Find(&lessons).Error; err != nil {
		t.Fatal(err)
	}
	noise := make([]byte, 1<<20) // which packing makes no shorter
	for _, l := range lessons {
		_, _ = rand.Read(noise) // never fails
		l.Published["happened"] = base64.StdEncoding.EncodeToString(noise)
		if err := db.Write(t.Context()).Table("lessons").Where("id = ?", l.ID).Select("published").Updates(&l).Error; err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Read(t.Context()).Table("people").Where("active").Order("email").Pluck("email", &people).Error; err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return people, found[1]
}

// alone has a connection for each answer, which ends with it.
var alone = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

// export asks for the library and reads none of it.
func (s *server) export(t *testing.T, who []*http.Cookie) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.address+"/api/v1/lessons/export", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, cookie := range who {
		r.AddCookie(cookie)
	}
	answer, err := alone.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	return answer
}

func (s *server) signIn(t *testing.T, email, password string) []*http.Cookie {
	t.Helper()
	answer, err := http.Post(s.address+"/api/v1/session", "application/json", strings.NewReader(`{"email":"`+email+`","password":"`+password+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s is answered %d", email, answer.StatusCode)
	}
	return answer.Cookies()
}

// One export for each person and four for all; whoever does not read theirs keeps the
// program from nothing: it ends in time, and what was broken off is no whole file.
func TestLongExportsEndWithTheServer(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, url string) {
		t.Parallel()
		const most = 4
		people, password := longLibrary(t, url)
		s := start(t, url)
		cookies := make([][]*http.Cookie, most+1)
		for i := range cookies {
			cookies[i] = s.signIn(t, people[i], password)
		}
		open := []*http.Response{}
		for _, who := range cookies[:most] {
			open = append(open, s.export(t, who))
		}
		for what, who := range map[string][]*http.Cookie{"a second of one person": cookies[0], "one more than may be": cookies[most]} {
			if refused := s.export(t, who); refused.StatusCode != http.StatusTooManyRequests || refused.Header.Get("Retry-After") == "" {
				t.Errorf("%s is answered %d", what, refused.StatusCode)
			}
		}
		for open[0].Body.Close(); ; time.Sleep(time.Millisecond) { // who goes makes room
			if open[0] = s.export(t, cookies[most]); open[0].StatusCode == http.StatusOK {
				break
			}
		}
		if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := s.process.Wait(); err != nil {
			t.Errorf("%v: %s", err, s.said())
		}
		for _, one := range open {
			if _, err := io.Copy(io.Discard, one.Body); one.StatusCode != http.StatusOK || err == nil {
				t.Errorf("%d, and its end is %v", one.StatusCode, err)
			}
		}
	})
}

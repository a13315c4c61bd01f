package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// greeting is what the program says on standard output until it is told to end.
func greeting(t *testing.T, settings ...string) string {
	t.Helper()
	c := command(t, append([]string{"AJAR_LISTEN=127.0.0.1:0"}, settings...), "serve")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	said := ""
	for lines := bufio.NewScanner(out); lines.Scan(); {
		said += lines.Text() + "\n"
		if strings.Contains(lines.Text(), "http") {
			_ = c.Process.Signal(syscall.SIGTERM)
		}
	}
	if err := c.Wait(); err != nil {
		t.Errorf("it ended with %v after %q", err, said)
	}
	return said
}

// The program prints the one address to open, with the code wherever it will be
// asked for.
func TestTheFirstRunPrintsOneAddress(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		settings []string
		wants    string
	}{
		{nil, `^Ajar is new here.*\n\n    http://127\.0\.0\.1:\d+/\n\n$`},
		{[]string{"AJAR_LISTEN=:0"}, `\n    http://localhost:\d+/setup\?code=[A-Z2-7]{26}\n\n$`},
		{[]string{"AJAR_LISTEN=0.0.0.0:0", "AJAR_SETUP_CODE=tea4two"}, `\n    http://localhost:\d+/setup\?code=tea4two\n\n$`},
		{[]string{"AJAR_SETUP_CODE=a b&c"}, `\n    http://127\.0\.0\.1:\d+/\n\n$`},
		{[]string{"AJAR_BASE_URL=https://ajar.example.org/", "AJAR_SETUP_CODE=a b&c"}, `\n    https://ajar\.example\.org/setup\?code=a\+b%26c\n\n$`},
	} {
		said := greeting(t, append(c.settings, "AJAR_DATABASE_URL="+newSQLite(t))...)
		if !regexp.MustCompile(c.wants).MatchString(said) || strings.Count(said, "http") != 1 {
			t.Errorf("%v: %q, want %s", c.settings, said, c.wants)
		}
	}
}

func TestALaterRunAsksForNoCode(t *testing.T) {
	t.Parallel()
	database := newSQLite(t)
	if out, code := says(t, []string{"AJAR_DATABASE_URL=" + database}, "demo"); code != 0 {
		t.Fatal(out)
	}
	said := greeting(t, "AJAR_DATABASE_URL="+database, "AJAR_LISTEN=:0")
	if strings.Contains(said, "code") || strings.Contains(said, "new here") || strings.Count(said, "http") != 1 {
		t.Errorf("it said %q", said)
	}
}

// Two settings that are wrong are both named; a command that does not exist, too.
func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	out, code := says(t, []string{"AJAR_LISTEN=nowhere", "AJAR_LOG_LEVEL=loud", "AJAR_DATABASE_URL=mysql://me:secret@host/x"}, "serve")
	for _, wants := range []string{"AJAR_LISTEN", "AJAR_LOG_LEVEL", "AJAR_DATABASE_URL"} {
		if !strings.Contains(out, wants) {
			t.Errorf("%s is not named: %q", wants, out)
		}
	}
	if code == 0 || strings.Contains(out, "secret") {
		t.Errorf("exit %d, %q", code, out)
	}
	for _, args := range [][]string{{"sevre"}, {"--colour"}, {"people"}, {"people", "add", "Jo"}} {
		if out, code := says(t, nil, args...); code == 0 || !strings.HasPrefix(out, "ajar: ") {
			t.Errorf("%v: exit %d, %q", args, code, out)
		}
	}
	if out, code := says(t, []string{"AJAR_LISTEN=127.0.0.1:1"}, "health"); code == 0 || !strings.HasPrefix(out, "ajar: ") {
		t.Errorf("health of nobody: exit %d, %q", code, out)
	}
}

// A database that cannot be opened names the setting that leads there, and no password.
func TestADatabaseThatCannotBeOpened(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"postgres://me:secret@127.0.0.1:1/x", "postgres://me:sec ret@host/x", "sqlite://" + t.TempDir()} {
		for _, arguments := range [][]string{{"serve"}, {"migrate"}, {"audit", "head"}} {
			out, code := says(t, []string{"AJAR_LISTEN=127.0.0.1:0", "AJAR_DATABASE_URL=" + url}, arguments...)
			if code != 1 || !strings.HasPrefix(out, "ajar: AJAR_DATABASE_URL: ") || strings.Contains(out, "secret") || strings.Contains(out, "sec ret") {
				t.Errorf("%s with %s exits with %d and says %s", arguments, url, code, out)
			}
		}
	}
}

func TestAnAddressThatIsTakenIsNamed(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	out, code := says(t, []string{"AJAR_LISTEN=" + taken.Addr().String(), "AJAR_DATABASE_URL=" + newSQLite(t)}, "serve")
	if code == 0 || !strings.Contains(out, "AJAR_LISTEN") {
		t.Errorf("exit %d, %q", code, out)
	}
}

// A request that is under way when the program is told to end is answered, and
// what it did is kept.
func TestARequestUnderWayFinishes(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, database string) {
		s := start(t, database)
		token, team := s.setUp(t)
		body, err := json.Marshal(twoWay(team, "Under way"))
		if err != nil {
			t.Fatal(err)
		}
		at := strings.TrimPrefix(s.address, "http://")
		c, err := net.Dial("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.Close() }()
		_, err = fmt.Fprintf(c, "POST /api/v1/experiments HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n%s",
			at, token, len(body), body[:len(body)/2])
		if err != nil {
			t.Fatal(err)
		}
		answers := bufio.NewReader(c)
		if begun, err := http.ReadResponse(answers, nil); err != nil || begun.StatusCode != http.StatusContinue { // its body is being read
			t.Fatalf("the request did not begin: %v, %v", begun, err)
		}
		if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		for refused := false; !refused; time.Sleep(time.Millisecond) {
			other, err := net.Dial("tcp", at)
			if refused = err != nil; !refused {
				_ = other.Close()
			}
		}
		if _, err := c.Write(body[len(body)/2:]); err != nil {
			t.Fatal(err)
		}
		got, err := http.ReadResponse(answers, nil)
		if err != nil {
			t.Fatalf("the request was not answered: %v; %s", err, s.said())
		}
		answered, err := io.ReadAll(got.Body)
		if err != nil || got.StatusCode != http.StatusCreated {
			t.Errorf("answered %d, %v: %s", got.StatusCode, err, answered)
		}
		if err := s.process.Wait(); err != nil {
			t.Errorf("it ended with %v: %s", err, s.said())
		}
		again := start(t, database)
		if page := again.must(t, 200, "GET", "/api/v1/experiments", token, nil); len(page.body["items"].([]any)) != 1 {
			t.Errorf("kept: %v", page.body)
		}
	})
}

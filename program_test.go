package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The tests of this file run the program as people do: as a process of its own.

const asProgram = "AJAR_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// command is the program with arguments and settings ("AJAR_LISTEN=…").
func command(t *testing.T, settings []string, args ...string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, args...)
	c.Env = append([]string{asProgram + "=1", "PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}, settings...)
	return c
}

// says runs a command to its end and answers what it printed and its exit code.
func says(t *testing.T, settings []string, args ...string) (string, int) {
	t.Helper()
	c := command(t, settings, args...)
	out, err := c.CombinedOutput()
	if _, ended := err.(*exec.ExitError); err != nil && !ended {
		t.Fatal(err)
	}
	return string(out), c.ProcessState.ExitCode()
}

// server is a running program.
type server struct {
	address string
	process *exec.Cmd
	log     *bytes.Buffer
	mu      *sync.Mutex
}

func start(t *testing.T, database string, settings ...string) *server {
	t.Helper()
	settings = append([]string{"AJAR_LISTEN=127.0.0.1:0", "AJAR_DATABASE_URL=" + database}, settings...)
	s := &server{process: command(t, settings), log: &bytes.Buffer{}, mu: &sync.Mutex{}}
	out, err := s.process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.process.Stderr = locked{s}
	if err := s.process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.process.Process.Kill() })
	lines := bufio.NewScanner(out)
	for s.address == "" && lines.Scan() {
		if line := strings.TrimSpace(lines.Text()); strings.HasPrefix(line, "http") {
			s.address = strings.TrimSuffix(line, "/")
		}
	}
	if s.address == "" {
		_ = s.process.Wait()
		t.Fatalf("the program printed no address: %s", s.said())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return s
}

type locked struct{ *server }

func (l locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.log.Write(b)
}

func (s *server) said() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.String()
}

// kill ends the program as a power cut would, without a word.
func (s *server) kill(t *testing.T) {
	t.Helper()
	if err := s.process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = s.process.Wait()
}

// answer is what the API said.
type answer struct {
	status int
	header http.Header
	body   map[string]any
}

func (s *server) call(method, path, token, key string, body any) (answer, error) {
	document, err := json.Marshal(body)
	if err != nil {
		return answer{}, err
	}
	r, err := http.NewRequest(method, s.address+path, bytes.NewReader(document))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer got.Body.Close()
	data, err := io.ReadAll(got.Body)
	a := answer{status: got.StatusCode, header: got.Header, body: map[string]any{}}
	if err == nil && len(data) > 0 {
		_ = json.Unmarshal(data, &a.body) // /readyz answers plain text
	}
	return a, err
}

func (s *server) must(t *testing.T, status int, method, path, token string, body any) answer {
	t.Helper()
	a, err := s.call(method, path, token, "", body)
	if err != nil {
		t.Fatal(err)
	}
	if a.status != status {
		t.Fatalf("%s %s answered %d, not %d: %v\n%s", method, path, a.status, status, a.body, s.said())
	}
	return a
}

// setUp makes an administrator with a token and a team.
func (s *server) setUp(t *testing.T) (token, team string) {
	t.Helper()
	const password = "correct horse battery"
	s.must(t, 200+1, "POST", "/api/v1/setup", "", map[string]any{"organisation": "Acme", "name": "Ana", "email": "ana@example.com", "password": password})
	r, err := http.Post(s.address+"/api/v1/session", "application/json", strings.NewReader(`{"email":"ana@example.com","password":"`+password+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	request, err := http.NewRequest("POST", s.address+"/api/v1/tokens", strings.NewReader(`{"name":"test"}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	for _, cookie := range r.Cookies() {
		request.AddCookie(cookie)
	}
	made, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer made.Body.Close()
	var secret struct{ Token string }
	if err := json.NewDecoder(made.Body).Decode(&secret); err != nil {
		t.Fatal(err)
	}
	team, _ = s.must(t, 201, "POST", "/api/v1/teams", secret.Token, map[string]any{"name": "Shop"}).body["id"].(string)
	return secret.Token, team
}

// twoWay is a proposal whose door is two-way, to be started at once.
func twoWay(team, title string) map[string]any {
	answers := map[string]any{"customers_exposed": 80, "money_at_risk": 150, "undo_cost": 0, "undo_hours": 1, "noticed_within": "same_day",
		"can_stop_early": "yes", "own_hands": "yes", "made_whole": "yes"}
	for _, risk := range []string{"health_or_safety", "vulnerable_customers", "legal_or_contract", "binds_others", "personal_data", "destroys", "public_promise", "colleagues"} {
		answers[risk] = "no"
	}
	return map[string]any{"title": title, "team_id": team, "change": "We ring first", "effect": "Fewer calls", "way_back": "We stop ringing",
		"ends_on": "2099-01-01", "answers": answers, "submit": true, "start": true}
}

func newSQLite(t *testing.T) string {
	t.Helper()
	return "sqlite://" + filepath.Join(t.TempDir(), "ajar.db")
}

func TestAWrongSettingStopsTheStartByName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ setting, wants string }{
		{"AJAR_LISTEN=nowhere", "AJAR_LISTEN takes HOST:PORT"},
		{"AJAR_DATABASE_URL=mysql://x", "AJAR_DATABASE_URL takes sqlite://"},
		{"AJAR_BASE_URL=ajar", "AJAR_BASE_URL takes an address"},
		{"AJAR_TRUSTED_PROXIES=proxy", "AJAR_TRUSTED_PROXIES takes address ranges"},
		{"AJAR_LOG_LEVEL=loud", "AJAR_LOG_LEVEL takes debug"},
		{"AJAR_LOG_FORMAT=xml", "AJAR_LOG_FORMAT takes text or json"},
	} {
		if out, code := says(t, []string{c.setting}, "serve"); code == 0 || !strings.Contains(out, c.wants) {
			t.Errorf("%s: exit %d, %q; want %q", c.setting, code, out, c.wants)
		}
	}
}

func TestASecondStartOnTheSameFileIsRefused(t *testing.T) {
	t.Parallel()
	database := newSQLite(t)
	start(t, database)
	out, code := says(t, []string{"AJAR_DATABASE_URL=" + database, "AJAR_LISTEN=127.0.0.1:0"}, "serve")
	if code == 0 || !strings.Contains(out, "in use by another ajar") {
		t.Errorf("exit %d, %q", code, out)
	}
}

func TestANewerDatabaseIsRefusedByName(t *testing.T) {
	t.Parallel()
	url := newSQLite(t)
	settings := []string{"AJAR_DATABASE_URL=" + url}
	if out, code := says(t, settings, "migrate"); code != 0 {
		t.Fatal(out)
	}
	makeNewer(t, url)
	for _, args := range [][]string{{"serve", "--listen=127.0.0.1:0"}, {"migrate"}, {"people", "add", "Jo", "jo@example.com"}} {
		if out, code := says(t, settings, args...); code == 0 || !strings.Contains(out, "9999") || !strings.Contains(out, "the newer one") || strings.Contains(out, "migrate first") {
			t.Errorf("%v: exit %d, %q", args, code, out)
		}
	}
}

func TestTheExampleGoesOnlyIntoAnEmptyRegistry(t *testing.T) {
	t.Parallel()
	settings := []string{"AJAR_DATABASE_URL=" + newSQLite(t)}
	if out, code := says(t, settings, "demo"); code != 0 || !strings.Contains(out, "@example.com") {
		t.Fatalf("exit %d, %q", code, out)
	}
	if out, code := says(t, settings, "demo"); code == 0 || !strings.Contains(out, "in use") {
		t.Errorf("again: exit %d, %q", code, out)
	}
}

func TestPeopleAreAddedBesideARunningServer(t *testing.T) {
	t.Parallel()
	database := newSQLite(t)
	s := start(t, database)
	s.setUp(t)
	out, code := says(t, []string{"AJAR_DATABASE_URL=" + database}, "people", "add", "Jo", "jo@example.com")
	if code != 0 || !strings.Contains(out, "Added jo@example.com") || !strings.Contains(out, "/invitation/") {
		t.Errorf("exit %d, %q", code, out)
	}
	out, code = says(t, []string{"AJAR_DATABASE_URL=" + database}, "people", "add", "Jo", "Jo@example.com", "--role=admin")
	if code != 0 || !strings.Contains(out, "jo@example.com is there already") || !strings.Contains(out, "/invitation/") {
		t.Errorf("again: exit %d, %q", code, out)
	}
}

func TestPeopleAreErasedBesideARunningServer(t *testing.T) {
	t.Parallel()
	database := newSQLite(t)
	s := start(t, database)
	token, _ := s.setUp(t)
	jo := s.must(t, 201, "POST", "/api/v1/people", token, map[string]any{"name": "Jo", "email": "jo@example.com", "password": "correct horse battery"})
	if out, code := says(t, []string{"AJAR_DATABASE_URL=" + database}, "people", "erase", "Jo@example.com"); code != 0 || !strings.Contains(out, "Erased jo@example.com") {
		t.Fatalf("exit %d, %q", code, out)
	}
	left := s.must(t, 200, "GET", fmt.Sprint("/api/v1/people/", jo.body["id"]), token, nil).body
	if left["name"] != "Erased person" || left["active"] != false || strings.Contains(fmt.Sprint(left), "jo@") {
		t.Errorf("left: %v", left)
	}
	s.must(t, 401, "POST", "/api/v1/session", "", map[string]any{"email": "jo@example.com", "password": "correct horse battery"})
	for email, refusal := range map[string]string{"jo@example.com": "no such person", "ana@example.com": "the last administrator"} {
		if out, code := says(t, []string{"AJAR_DATABASE_URL=" + database}, "people", "erase", email); code == 0 || !strings.Contains(out, refusal) {
			t.Errorf("%s: exit %d, %q", email, code, out)
		}
	}
}

func TestVersionAndDescriptionNeedNoDatabase(t *testing.T) {
	t.Parallel()
	if out, code := says(t, nil, "version"); code != 0 || !strings.HasPrefix(out, "ajar ") {
		t.Errorf("version: exit %d, %q", code, out)
	}
	if out, code := says(t, nil, "openapi"); code != 0 || !json.Valid([]byte(out)) {
		t.Errorf("openapi: exit %d, %.200q", code, out)
	}
}

func TestAWrongCommandSaysWhereTheRightOnesAre(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"help"}, {"serve", "--colour"}, {"people"}, {"people", "add", "Jo"}, {"version", "now"}} {
		if out, code := says(t, nil, args...); code != 2 || !strings.Contains(out, "ajar --help lists the commands") {
			t.Errorf("%v: exit %d, %q", args, code, out)
		}
	}
}

func TestSIGTERMEndsCleanly(t *testing.T) {
	t.Parallel()
	database := newSQLite(t)
	s := start(t, database)
	s.must(t, 200, "GET", "/healthz", "", nil)
	port := s.address[strings.LastIndex(s.address, ":"):]
	if out, code := says(t, []string{"AJAR_LISTEN=127.0.0.1" + port}, "health"); code != 0 {
		t.Errorf("health: exit %d, %q", code, out)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.process.Wait() }()
	for { // who ends it may say so again and again
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("it ended with %v: %s", err, s.said())
			}
			if left, err := filepath.Glob(strings.TrimPrefix(database, "sqlite://") + "-*"); err != nil || len(left) > 0 {
				t.Errorf("beside the database it left %v, %v", left, err)
			}
			return
		case <-time.After(time.Millisecond):
			_ = s.process.Process.Signal(syscall.SIGTERM) // it may have ended by now
		}
	}
}

// acknowledged are the experiments that the program said it keeps.
type acknowledged struct {
	mu  sync.Mutex
	ids map[string]string // by title
}

func (a *acknowledged) add(title, id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ids[title] = id
}

func (a *acknowledged) count() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.ids)
}

// write registers experiments, each under its own key, until the program is gone.
func (a *acknowledged) write(s *server, token, team string, writer, round int) {
	for n := 0; ; n++ {
		title := fmt.Sprintf("round %d, writer %d, experiment %d", round, writer, n)
		got, err := s.call("POST", "/api/v1/experiments", token, title, twoWay(team, title))
		if err != nil {
			return
		}
		if id, ok := got.body["id"].(string); ok && got.status == http.StatusCreated {
			a.add(title, id)
		}
	}
}

// TestAKillLosesNothingAcknowledged kills the program under writers, again and
// again. Whatever it had acknowledged is there, whole and once; what it had not,
// may be there or not, but never half.
func TestAKillLosesNothingAcknowledged(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, database string) {
		const rounds, writers, enough = 3, 4, 25
		s := start(t, database)
		token, team := s.setUp(t)
		kept := &acknowledged{ids: map[string]string{}}
		for round := range rounds {
			var all sync.WaitGroup
			for writer := range writers {
				all.Go(func() { kept.write(s, token, team, writer, round) })
			}
			for before := kept.count(); kept.count() < before+enough; {
				time.Sleep(time.Millisecond)
			}
			s.kill(t)
			all.Wait()
			s = start(t, database)
			kept.check(t, s, token, team)
		}
	})
}

func (a *acknowledged) check(t *testing.T, s *server, token, team string) {
	t.Helper()
	for title, id := range a.ids {
		e := s.must(t, 200, "GET", "/api/v1/experiments/"+id, token, nil)
		if e.body["status"] != "running" || e.body["classification"] == nil || e.body["title"] != title {
			t.Fatalf("%s is half there: %v", title, e.body)
		}
	}
	for title, id := range a.ids { // one repeat is enough
		again, err := s.call("POST", "/api/v1/experiments", token, title, twoWay(team, title))
		if err != nil || again.body["id"] != id {
			t.Fatalf("the repeat of %q answered %v, %v", title, again.body, err)
		}
		break
	}
	seen := map[string]bool{}
	for cursor := ""; ; {
		page := s.must(t, 200, "GET", "/api/v1/experiments?limit=200"+cursor, token, nil)
		items, _ := page.body["items"].([]any)
		for _, item := range items {
			one, _ := item.(map[string]any)
			title, _ := one["title"].(string)
			if seen[title] || one["status"] != "running" {
				t.Fatalf("%q is there twice, or half: %v", title, one)
			}
			seen[title] = true
		}
		next, more := page.body["next_cursor"].(string)
		if !more {
			break
		}
		cursor = "&cursor=" + next
	}
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
)

const (
	perPerson = 20 // one person may follow so often on one server
	password  = "a door that is ajar"
)

// newDatabase makes a database on the server that TEST_DATABASE_URL names.
func newDatabase(ctx context.Context) (url string, drop func(), err error) {
	given := os.Getenv("TEST_DATABASE_URL")
	server, err := pgx.Connect(ctx, given)
	if err != nil {
		return "", nil, fmt.Errorf("TEST_DATABASE_URL: %w", err)
	}
	const name = "ajar_bench_live"
	for _, sql := range []string{"DROP DATABASE IF EXISTS " + name + " WITH (FORCE)", "CREATE DATABASE " + name} {
		if _, err := server.Exec(ctx, sql); err != nil {
			return "", nil, err
		}
	}
	url = regexp.MustCompile(`^(postgres(?:ql)?://[^/]*)/[^?]*`).ReplaceAllString(given, "$1/"+name)
	return url, func() {
		_, _ = server.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)")
		_ = server.Close(ctx)
	}, nil
}

// server is the program, set up, with its first administrator's session.
type server struct {
	process *exec.Cmd
	host    string
	session string
}

func start(program, url string) (*server, error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &server{process: exec.Command(program), host: free.Addr().String()}
	_ = free.Close()
	s.process.Env = append(os.Environ(), "AJAR_LISTEN="+s.host, "AJAR_DATABASE_URL="+url)
	s.process.Stderr = os.Stderr
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	for ready := false; !ready; time.Sleep(50 * time.Millisecond) {
		answer, err := http.Get("http://" + s.host + "/readyz")
		if ready = err == nil && answer.StatusCode == http.StatusOK; err == nil {
			_ = answer.Body.Close()
		}
	}
	answer, err := s.post("/setup", map[string]any{"organisation": "Bench", "name": "Ada", "email": "ada@example.org", "password": password})
	if err == nil {
		s.session, _, _ = strings.Cut(answer.Get("Set-Cookie"), ";")
	}
	return s, err
}

func (s *server) stop() {
	_ = s.process.Process.Kill()
	_ = s.process.Wait()
}

func (s *server) post(path string, body any) (http.Header, error) {
	document, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequest(http.MethodPost, "http://"+s.host+"/api/v1"+path, bytes.NewReader(document))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Cookie", s.session)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	_ = answer.Body.Close()
	if answer.StatusCode >= http.StatusBadRequest {
		return nil, errors.New(path + " answered " + answer.Status)
	}
	return answer.Header, nil
}

// change is one that everyone is told of.
func (s *server) change(name string) error {
	_, err := s.post("/moments", map[string]any{"name": name})
	return err
}

// resident is how much memory the server has, in bytes.
func (s *server) resident() (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Process.Pid))
	if err != nil {
		return 0, err
	}
	found := regexp.MustCompile(`VmRSS:\s+(\d+) kB`).FindSubmatch(status)
	if found == nil {
		return 0, errors.New("the system does not tell how much memory a process has")
	}
	n, err := strconv.ParseInt(string(found[1]), 10, 64)
	return n << 10, err
}

// follow opens a stream, and tells when each change arrives.
func (s *server) follow(token string, heard chan<- time.Time) error {
	conn, err := net.Dial("tcp", s.host)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(conn, "GET /api/v1/events HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n", s.host, token); err != nil {
		return err
	}
	lines := bufio.NewScanner(conn)
	if !lines.Scan() || !strings.Contains(lines.Text(), " 200 ") {
		return errors.New("the server answers " + lines.Text())
	}
	for lines.Scan() && lines.Text() != "event: at" { // what happened before
		continue
	}
	go func() {
		for lines.Scan() {
			if strings.Contains(lines.Text(), `"what":"moment"`) {
				heard <- time.Now()
			}
		}
	}()
	return nil
}

// people makes so many, past the server, and answers their tokens.
func people(ctx context.Context, url string, n int) ([]string, error) {
	db, err := database.Open(ctx, url, database.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	store := accounts.New(db, clock.Clock{})
	tokens := make([]string, n)
	for i := range tokens {
		who := accounts.PersonInput{Name: fmt.Sprint("Person ", i), Email: fmt.Sprint("p", i, "@example.org")}
		p, _, err := store.CreatePerson(ctx, accounts.System(), who)
		if err != nil {
			return nil, err
		}
		if tokens[i], _, err = store.CreateToken(ctx, accounts.Actor{PersonID: p.ID}, "page", nil); err != nil {
			return nil, err
		}
	}
	return tokens, nil
}

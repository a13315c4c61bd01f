package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"ajar/internal/accounts"
)

// record is an experiment of the corpus with its lesson.
type record struct {
	ID            string          `json:"id"`
	Language      string          `json:"lang"`
	Title         string          `json:"title"`
	Team          string          `json:"team"`
	Moment        string          `json:"moment_of_truth"`
	CustomerJob   string          `json:"customer_job"`
	Hypothesis    string          `json:"hypothesis"`
	Change        string          `json:"change"`
	StrategyGoal  string          `json:"strategy_goal"`
	Signal        json.RawMessage `json:"signal"`
	GamingRisk    string          `json:"gaming_risk"`
	CounterSignal string          `json:"counter_signal"`
	WayBack       string          `json:"way_back"`
	Answers       json.RawMessage `json:"answers"`
	Outcome       string          `json:"outcome"`
	Lesson        struct {
		Headline, Happened, Surprise, Next string
		Conditions                         []string
	} `json:"lesson"`
}

// registry is a running program with an empty database, called as strangers
// call it: a proposer, who belongs to every team with three colleagues (a team of fewer
// than four is shown as its area), and a reviewer of every route.
type registry struct {
	address, proposer, reviewer string
	colleagues                  []any
	reviewed                    int
	teams, moments              map[string]string
}

func newRegistry() (*registry, func(), error) {
	folder, err := os.MkdirTemp("", "ajar-evaluate-")
	if err != nil {
		return nil, nil, err
	}
	program := filepath.Join(folder, "ajar")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		return nil, nil, fmt.Errorf("building ajar: %w\n%s", err, out)
	}
	serve := exec.Command(program, "serve", "--listen", "127.0.0.1:0", "--database-url", "sqlite://"+filepath.Join(folder, "ajar.db"))
	printed, err := serve.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := serve.Start(); err != nil {
		return nil, nil, err
	}
	stop := func() {
		_ = serve.Process.Kill()
		_ = serve.Wait()
		_ = os.RemoveAll(folder)
	}
	r := &registry{teams: map[string]string{}, moments: map[string]string{}}
	lines := bufio.NewScanner(printed)
	for r.address == "" && lines.Scan() {
		if line := strings.TrimSpace(lines.Text()); strings.HasPrefix(line, "http://") {
			r.address = strings.TrimSuffix(line, "/") + "/api/v1"
		}
	}
	if err := r.staff(); err != nil {
		stop()
		return nil, nil, err
	}
	return r, stop, nil
}

type object = map[string]any

// staff sets the registry up and makes the people.
func (r *registry) staff() error {
	const password = "measured, never asserted"
	for range 50 { // the address is printed just before the program listens
		if _, err := http.Get(r.address + "/setup"); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if _, err := r.call("", "POST", "/setup", object{"organisation": "Corpus", "name": "Proposer", "email": "proposer@example.com", "password": password}); err != nil {
		return err
	}
	var err error
	if r.proposer, err = r.token("proposer@example.com", password); err != nil {
		return err
	}
	person, err := r.call(r.proposer, "POST", "/people", object{"name": "Reviewer", "email": "reviewer@example.com", "password": password, "roles": []string{"member", "reviewer"}})
	if err != nil {
		return err
	}
	if r.reviewer, err = r.token("reviewer@example.com", password); err != nil {
		return err
	}
	for _, name := range []string{"one", "two", "three"} {
		colleague, err := r.call(r.proposer, "POST", "/people", object{"name": name, "email": name + "@example.com", "password": password, "roles": []string{"member"}})
		if err != nil {
			return err
		}
		r.colleagues = append(r.colleagues, colleague["id"])
	}
	for _, route := range accounts.RouteNames {
		if _, err := r.call(r.proposer, "PUT", "/routes/"+route, object{"members": []any{person["id"]}, "backups": []any{}}); err != nil {
			return err
		}
	}
	return nil
}

// token signs a person in and makes a token for the calls that follow.
func (r *registry) token(email, password string) (string, error) {
	body, err := json.Marshal(object{"email": email, "password": password})
	if err != nil {
		return "", err
	}
	answer, err := http.Post(r.address+"/session", "application/json", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	request, err := http.NewRequest("POST", r.address+"/tokens", strings.NewReader(`{"name":"evaluate"}`))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/json")
	for _, cookie := range answer.Cookies() {
		request.AddCookie(cookie)
	}
	made, err := send(request)
	token, _ := made["token"].(string)
	return token, err
}

func (r *registry) call(token, method, path string, body any) (object, error) {
	document, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequest(method, r.address+path, bytes.NewReader(document))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	if method == "PUT" {
		request.Header.Set("If-Match", "*")
	}
	return send(request)
}

func send(request *http.Request) (object, error) {
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode >= 400 {
		return nil, fmt.Errorf("%s %s answered %d: %s", request.Method, request.URL.Path, answer.StatusCode, data)
	}
	var body object
	if len(data) == 0 {
		return body, nil
	}
	return body, json.Unmarshal(data, &body)
}

// ask answers the ids of the first ten lessons for a query.
func (r *registry) ask(q corpusQuery) ([]string, error) {
	parameters := url.Values{"q": {q.Query}, "limit": {"10"}}
	if q.Kind != "cross_language" {
		parameters.Set("language", q.Language)
	}
	page, err := r.call(r.reviewer, "GET", "/lessons?"+parameters.Encode(), nil)
	if err != nil {
		return nil, err
	}
	items, _ := page["items"].([]any)
	ids := make([]string, len(items))
	for i, item := range items {
		lesson, _ := item.(object)
		ids[i], _ = lesson["id"].(string)
	}
	return ids, nil
}

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// programs are the two built programs, by path.
type programs struct{ ajar, floor string }

func build(ctx context.Context, folder string) (programs, error) {
	p := programs{filepath.Join(folder, "ajar"), filepath.Join(folder, "floor")}
	for path, source := range map[string]string{p.ajar: ".", p.floor: "./bench/floor"} {
		c := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", path, source) // as it is shipped
		c.Env, c.Stderr = append(os.Environ(), "CGO_ENABLED=0"), os.Stderr
		if err := c.Run(); err != nil {
			return p, err
		}
	}
	return p, nil
}

// newDatabase makes an empty database and tells how to remove it.
func newDatabase(ctx context.Context, kind, file string) (at string, drop func(), err error) {
	if kind == "sqlite" {
		return "sqlite://" + file, func() {}, nil
	}
	base := os.Getenv("TEST_DATABASE_URL")
	if base == "" {
		return "", nil, fmt.Errorf("PostgreSQL is measured at TEST_DATABASE_URL; `make bench` starts one that waits for the disk")
	}
	admin, err := pgx.Connect(ctx, base)
	if err != nil {
		return "", nil, err
	}
	name := fmt.Sprintf("ajar_bench_%d", time.Now().UnixNano())
	if _, err := admin.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		return "", nil, err
	}
	drop = func() {
		_, _ = admin.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)")
		_ = admin.Close(ctx)
	}
	address, err := url.Parse(base)
	if err != nil {
		drop()
		return "", nil, err
	}
	address.Path = "/" + name
	return address.String(), drop, nil
}

// servers are both programs, running on one database.
type servers struct {
	ajar, floor, anonymous string // addresses; the last of a floor that lets everyone in
	commands               []*exec.Cmd
	process                *os.Process // of Ajar
}

func (p programs) start(ctx context.Context, url string, r registry) (*servers, error) {
	s := &servers{}
	var err error
	floor := []string{"-database", url, "-person", r.person}
	if s.floor, err = s.run(exec.CommandContext(ctx, p.floor, floor...)); err != nil {
		return nil, err
	}
	if s.anonymous, err = s.run(exec.CommandContext(ctx, p.floor, append(floor, "-anonymous")...)); err != nil {
		return nil, err
	}
	serve := p.serve(ctx, url)
	if s.ajar, err = s.run(serve); err != nil {
		return nil, err
	}
	s.process = serve.Process
	return s, nil
}

// run starts a program and reads the address that it prints.
func (s *servers) run(c *exec.Cmd) (string, error) {
	out, err := c.StdoutPipe()
	if err != nil {
		return "", err
	}
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		return "", err
	}
	s.commands = append(s.commands, c)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if address := strings.TrimSpace(lines.Text()); strings.HasPrefix(address, "http://") {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return strings.TrimSuffix(address, "/"), reachable(address)
		}
	}
	return "", fmt.Errorf("%s printed no address", c.Path)
}

func reachable(address string) error {
	var err error
	for range 50 {
		var answer *http.Response
		if answer, err = http.Get(address); err == nil {
			return answer.Body.Close()
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}

func (s *servers) stop() {
	for _, c := range s.commands {
		_ = c.Process.Kill()
		_ = c.Wait()
	}
}

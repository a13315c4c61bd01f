package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// alone measures what takes no registry: how large the program is, and how soon it
// answers with an empty one.
func (p programs) alone(ctx context.Context, folder string) ([]inside, error) {
	file, err := os.Stat(p.ajar)
	if err != nil {
		return nil, err
	}
	started, err := p.starting(ctx, "sqlite://"+filepath.Join(folder, "empty.db"), "sqlite, empty")
	return []inside{{what: "the program", on: "as shipped", aim: "45 MB", bytes: file.Size()}, started}, err
}

// starting measures the time from the call of the program until it has answered a
// request: the quickest of several starts.
func (p programs) starting(ctx context.Context, url, on string) (inside, error) {
	took := make([]time.Duration, insideRounds)
	for i := range took {
		s := &servers{}
		began := time.Now()
		_, err := s.run(p.serve(ctx, url))
		took[i] = time.Since(began)
		s.stop()
		if err != nil {
			return inside{}, err
		}
	}
	return inside{what: "start to the first answered request", on: on, aim: "150 ms", took: slices.Min(took)}, nil
}

func (p programs) serve(ctx context.Context, url string) *exec.Cmd {
	return exec.CommandContext(ctx, p.ajar, "serve", "--listen", "127.0.0.1:0", "--database-url", url)
}

// memory is what a server has, or had at most, where the system tells it.
func memory(process *os.Process, line, what, on, aim string) ([]inside, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process.Pid))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	found := regexp.MustCompile(line + `:\s+(\d+) kB`).FindSubmatch(status)
	if found == nil {
		return nil, nil
	}
	kB, err := strconv.ParseInt(string(found[1]), 10, 64)
	return []inside{{what: what, on: on, aim: aim, bytes: kB << 10}}, err
}

package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"ajar/internal/config"
)

type serveCommand struct {
	config.Settings `embed:""`
}

// grace is how long requests under way may take after the signal to end; those that
// would take longer are told to end after enough, so that they still can within it.
const (
	grace  = 8 * time.Second
	enough = 6 * time.Second
)

// Run serves until the program is told to end.
func (s *serveCommand) Run(c *console) error {
	log := s.Logger(c.errs)
	slog.SetDefault(log)
	told, _ := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT) // heard to the very end: who is told twice ends as cleanly
	ctx, stop := context.WithCancel(told)
	defer stop()
	go watchGarbage(ctx)
	r, err := open(ctx, s.DatabaseURL, log)
	if err != nil {
		return err
	}
	defer func() { _ = r.db.Close() }()
	code := s.SetupCode
	if code == "" {
		code = rand.Text()
	}
	if err := r.mailBy(s.Settings); err != nil {
		return err
	}
	handler, err := r.api(s.Settings, log, code)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", s.Listen)
	if err != nil {
		return fmt.Errorf("AJAR_LISTEN: %w; choose another address", err)
	}
	r.greet(ctx, c, s.Settings, listener.Addr(), code)
	worked := r.work(ctx)
	defer func() {
		stop() // also when serving failed
		<-worked
	}()
	return serve(ctx, listener, handler)
}

// look is how often the server looks for jobs that are due and events to chain.
const look = time.Second

// work runs jobs, chains events, lets open pages follow and tidies up until ctx ends,
// and closes the channel when the last of all has ended.
func (r *registry) work(ctx context.Context) <-chan struct{} {
	var all sync.WaitGroup
	every := func(run func(tick <-chan time.Time)) {
		all.Go(func() {
			ticker := time.NewTicker(look)
			defer ticker.Stop()
			run(ticker.C)
		})
	}
	every(func(tick <-chan time.Time) { r.jobs.Run(ctx, tick, grace) })
	every(func(tick <-chan time.Time) { r.jobs.RunSlow(ctx, tick, grace) })
	every(func(tick <-chan time.Time) { r.chainer.Run(ctx, tick) })
	all.Go(func() { r.live.Run(ctx) })
	all.Go(func() { r.tidy(ctx) })
	ended := make(chan struct{})
	go func() {
		all.Wait()
		close(ended)
	}()
	return ended
}

// greet prints the one address to open; before the setup it carries the code,
// wherever the code will be asked for.
func (r *registry) greet(ctx context.Context, c *console, s config.Settings, at net.Addr, code string) {
	address := s.BaseURL
	if address == "" {
		address = "http://" + reachable(at)
	}
	address = strings.TrimSuffix(address, "/") + "/"
	if done, err := r.accounts.IsSetUp(ctx); err == nil && !done {
		if !loopback(s.Listen) || s.BaseURL != "" {
			address += "setup?code=" + url.QueryEscape(code)
		}
		fmt.Fprintln(c.out, "Ajar is new here. Open this address to set it up:")
	} else {
		fmt.Fprintln(c.out, "Ajar is open at:")
	}
	fmt.Fprintln(c.out, "\n    "+address+"\n")
}

// reachable is an address that a browser on this machine can open.
func reachable(at net.Addr) string {
	tcp, ok := at.(*net.TCPAddr)
	if ok && tcp.IP.IsUnspecified() {
		return net.JoinHostPort("localhost", strconv.Itoa(tcp.Port))
	}
	return at.String()
}

// serve answers until ctx ends, then lets requests under way finish.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	requests, breakOff := context.WithCancel(context.Background())
	defer breakOff()
	server := &http.Server{Handler: handler, BaseContext: func(net.Listener) context.Context { return requests },
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	slog.Info("ending: requests under way may finish", "within", grace)
	time.AfterFunc(enough, breakOff)
	last, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}

// settled is after how long a server first tidies up.
const settled = time.Minute

// tidy forgets what has outlived its use, and puts together what lies in pieces, soon after
// the start and then once an hour. Any number of replicas may do it.
func (r *registry) tidy(ctx context.Context) {
	for wait := settled; ; wait = time.Hour {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		if err := errors.Join(r.idempotency.Forget(ctx), r.accounts.Sweep(ctx), r.search.Tidy(ctx), r.experiments.CountDoors(ctx)); err != nil && ctx.Err() == nil {
			slog.Warn("could not tidy up", "error", err)
		}
	}
}

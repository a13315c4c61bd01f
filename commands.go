package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"ajar/internal/clock"
	"ajar/internal/config"
	"ajar/internal/database"
)

// onDatabase are the settings of commands that only need the database.
type onDatabase struct {
	config.Database `embed:""`
}

// with opens the registry for one command.
func (o onDatabase) with(do func(ctx context.Context, r *registry) error) error {
	ctx := context.Background()
	r, err := open(ctx, o.DatabaseURL, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	return errors.Join(do(ctx, r), r.db.Close())
}

// beside opens a registry that a server may have open too, so it leaves the
// schema as it is.
func (o onDatabase) beside(do func(ctx context.Context, r *registry) error) error {
	ctx := context.Background()
	db, err := openDatabase(ctx, o.DatabaseURL, database.Options{Log: slog.New(slog.DiscardHandler), Beside: true})
	if err != nil {
		return err
	}
	have, want, err := db.Schema(ctx)
	switch {
	case err != nil:
	case have < want:
		err = fmt.Errorf("the database is at schema %d, this program at %d: run ajar migrate first", have, want)
	case have > want:
		err = fmt.Errorf("the database is at schema %d, of a newer ajar, and this program at %d: use the newer one", have, want)
	}
	if err != nil {
		return closing(db, err)
	}
	return errors.Join(do(ctx, furnish(db, clock.Clock{}, slog.New(slog.DiscardHandler))), db.Close())
}

type migrateCommand struct{ onDatabase }

// Run brings the database to this program's schema.
func (m migrateCommand) Run(c *console) error {
	return m.with(func(ctx context.Context, r *registry) error {
		have, _, err := r.db.Schema(ctx)
		if err == nil {
			fmt.Fprintln(c.out, "The database is at schema", have)
		}
		return err
	})
}

type openapiCommand struct{}

// Run prints the OpenAPI document.
func (openapiCommand) Run(c *console) error {
	quiet := slog.New(slog.DiscardHandler)
	handler, err := furnish(nil, clock.Clock{}, quiet).api(config.Settings{}, quiet, "")
	if err != nil {
		return err
	}
	document, err := handler.OpenAPI()
	if err != nil {
		return err
	}
	_, err = c.out.Write(document)
	return err
}

type healthCommand struct {
	Listen string `env:"AJAR_LISTEN" default:"127.0.0.1:8080" help:"Where the server listens."`
}

// Run asks the server on this machine whether it is ready.
func (h healthCommand) Run(*console) error {
	host, port, err := net.SplitHostPort(h.Listen)
	if err != nil {
		return fmt.Errorf("AJAR_LISTEN: %w", err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1" // an image may hold no names at all
	}
	client := http.Client{Timeout: 3 * time.Second}
	answer, err := client.Get("http://" + net.JoinHostPort(host, port) + "/readyz")
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(answer.Body, 200))
		return fmt.Errorf("not ready: %s", text)
	}
	return nil
}

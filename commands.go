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

	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/config"
)

// onDatabase are the settings of commands that only need the database.
type onDatabase struct {
	config.Database `embed:""`
}

// with opens the registry for one command.
func (o onDatabase) with(do func(ctx context.Context, r *registry) error) error {
	ctx := context.Background()
	r, err := open(ctx, o.DatabaseURL, slog.New(slog.DiscardHandler), clock.Clock{})
	if err != nil {
		return err
	}
	return errors.Join(do(ctx, r), r.db.Close())
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

type peopleCommand struct {
	Add peopleAddCommand `cmd:"" help:"Add a person; prints an invitation link, or takes a password from the flag."`
}

type peopleAddCommand struct {
	onDatabase
	Name     string          `arg:"" help:"The person's name."`
	Email    string          `arg:"" help:"The address they sign in with."`
	Role     []accounts.Role `help:"member, reviewer or admin; may be repeated." default:"member"`
	Password string          `help:"A password of 10 characters or more; without it an invitation code is printed." env:"AJAR_PASSWORD"`
}

// Run adds a person.
func (p peopleAddCommand) Run(c *console) error {
	return p.with(func(ctx context.Context, r *registry) error {
		person, invitation, err := r.accounts.AddPerson(ctx, accounts.PersonInput{Name: p.Name, Email: p.Email, Password: p.Password, Roles: p.Role})
		if err != nil {
			return err
		}
		fmt.Fprintln(c.out, "Added", person.Email)
		if invitation != nil {
			fmt.Fprintf(c.out, "They choose a password at /invitation/%s until %s.\n", invitation.Code, invitation.ExpiresAt.Format(time.RFC1123))
		}
		return nil
	})
}

type openapiCommand struct{}

// Run prints the OpenAPI document.
func (openapiCommand) Run(c *console) error {
	handler, err := (&registry{}).api(config.Settings{}, slog.New(slog.DiscardHandler), "")
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
	_, port, err := net.SplitHostPort(h.Listen)
	if err != nil {
		return fmt.Errorf("AJAR_LISTEN: %w", err)
	}
	client := http.Client{Timeout: 3 * time.Second}
	answer, err := client.Get("http://" + net.JoinHostPort("127.0.0.1", port) + "/readyz")
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

package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/demo"
	"ajar/internal/fault"
)

type demoCommand struct{ onDatabase }

// Run fills an empty registry with the example organisation, and prints how to
// sign in to it.
func (d demoCommand) Run(c *console) error {
	setup, proposer, err := demo.Founder()
	if err != nil {
		return err
	}
	setup.Password = strings.ToLower(rand.Text()[:16])
	return d.with(func(ctx context.Context, r *registry) error {
		if done, err := r.accounts.IsSetUp(ctx); err != nil {
			return err
		} else if done {
			return fault.Refused("not-empty", "This registry is in use; the example goes only into an empty one. Choose another AJAR_DATABASE_URL.")
		}
		err := r.db.InTx(ctx, func(ctx context.Context) error {
			founder, err := r.accounts.Setup(ctx, setup)
			if err != nil {
				return err
			}
			return demo.Fill(ctx, r.db, clock.Clock{}.Now(), founder, setup.Password)
		})
		if err == nil {
			fmt.Fprintf(c.out, "%s is ready. Everyone's password is %s\n\n  %-28s administrator, reviewer\n  %-28s proposes for a team\n",
				setup.Organisation, setup.Password, setup.Email, proposer.Email)
		}
		return err
	})
}

// fillExample is the setup page's wish to begin with the example.
func (r *registry) fillExample(ctx context.Context, founder accounts.Person) error {
	return demo.Fill(ctx, r.db, clock.Clock{}.Now(), founder, "")
}

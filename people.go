package main

import (
	"context"
	"fmt"
	"time"

	"ajar/internal/accounts"
)

type peopleCommand struct {
	Add   peopleAddCommand   `cmd:"" help:"Add a person; prints an invitation link, or takes a password from the flag."`
	Erase peopleEraseCommand `cmd:"" help:"Make a person nobody: their name, address and password are gone for ever."`
}

type peopleAddCommand struct {
	onDatabase
	Name     string          `arg:"" help:"The person's name."`
	Email    string          `arg:"" help:"The address they sign in with."`
	Role     []accounts.Role `help:"member, reviewer or admin; may be repeated." default:"member"`
	Password string          `help:"A password of 10 characters or more; without it an invitation code is printed." env:"AJAR_PASSWORD"`
}

// Run adds a person, also while a server has the registry open.
func (p peopleAddCommand) Run(c *console) error {
	return p.beside(func(ctx context.Context, r *registry) error {
		_, unknown := r.accounts.PersonAt(ctx, p.Email)
		person, invitation, err := r.accounts.AddPerson(ctx, accounts.PersonInput{Name: p.Name, Email: p.Email, Password: p.Password, Roles: p.Role})
		if err != nil {
			return err
		}
		if unknown == nil {
			fmt.Fprintln(c.out, person.Email, "is there already, and keeps name, roles and password.")
		} else {
			fmt.Fprintln(c.out, "Added", person.Email)
		}
		if invitation != nil {
			fmt.Fprintf(c.out, "They choose a password at the registry's address followed by /invitation/%s until %s.\n", invitation.Code, invitation.ExpiresAt.Format(time.RFC1123))
		}
		return nil
	})
}

type peopleEraseCommand struct {
	onDatabase
	Email string `arg:"" help:"The address they sign in with."`
}

// Run makes a person nobody, also while a server has the registry open.
func (p peopleEraseCommand) Run(c *console) error {
	return p.beside(func(ctx context.Context, r *registry) error {
		person, err := r.accounts.PersonAt(ctx, p.Email)
		if err != nil {
			return err
		}
		if err := r.accounts.ErasePerson(ctx, accounts.System(), person.ID, nil); err != nil {
			return err
		}
		fmt.Fprintln(c.out, "Erased", person.Email)
		return nil
	})
}

package main
import ("context"; "ajar/internal/accounts")
type demoCommand struct{}
func (demoCommand) Run(*console) error { return nil }
func (r *registry) fillExample(context.Context, accounts.Person) error { return nil }

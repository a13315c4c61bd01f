// Command ajar is an experiment registry for teams who serve customers.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"ajar/internal/fault"
)

// version is set by the build.
var version = "dev"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// commands are what the program can do; serving is what it does unasked.
type commands struct {
	Serve   serveCommand   `cmd:"" default:"withargs" help:"Serve the registry."`
	Migrate migrateCommand `cmd:"" help:"Bring the database to this program's schema."`
	Demo    demoCommand    `cmd:"" help:"Fill an empty registry with an example organisation."`
	People  peopleCommand  `cmd:"" help:"Look after people."`
	Audit   auditCommand   `cmd:"" help:"Check the log of what happened."`
	OpenAPI openapiCommand `cmd:"" name:"openapi" help:"Print the OpenAPI document."`
	Health  healthCommand  `cmd:"" help:"Ask the running server whether it is ready; for health checks."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// run is the whole program: it answers the exit code.
func run(args []string, out, errs io.Writer) int {
	var cli commands
	exited := -1
	parser, err := kong.New(&cli, kong.Name("ajar"), kong.Description("An experiment registry for teams who serve customers."),
		kong.Writers(out, errs), kong.Exit(func(code int) { exited = code }))
	if err != nil {
		fmt.Fprintln(errs, "ajar:", err)
		return 2
	}
	command, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		fmt.Fprintln(errs, "ajar:", err)
		fmt.Fprintln(errs, "ajar --help lists the commands, and ajar serve --help the settings.")
		return 2
	}
	if err := command.Run(&console{out, errs}); err != nil {
		fmt.Fprintln(errs, "ajar:", inWords(err))
		return 1
	}
	return 0
}

// inWords is what a person at the console needs of an error: of a fault its
// sentences, of anything else all there is.
func inWords(err error) string {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return err.Error()
	}
	words := []string{f.Message}
	for _, field := range f.Fields {
		words = append(words, "  "+strings.TrimPrefix(field.Location, "body.")+": "+field.Message)
	}
	if f.Cause != nil {
		words = append(words, "  "+f.Cause.Error())
	}
	return strings.Join(words, "\n")
}

// console is where a command speaks.
type console struct{ out, errs io.Writer }

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(c *console) error {
	_, err := fmt.Fprintln(c.out, "ajar", version)
	return err
}

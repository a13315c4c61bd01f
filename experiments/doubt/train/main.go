// Command train learns the model of the doubts from its examples:
//
//	go run ./experiments/doubt/train
//
// It reads experiments/doubt/examples and experiments/doubt/unread, says how the
// doubts do on the second, which they are never taught, and writes
// experiments/doubt/data/model.tsv.gz.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"ajar/experiments/door"
	"ajar/experiments/doubt"
)

const home = "experiments/doubt"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	taught, err := examples("examples")
	if err != nil {
		return err
	}
	unread, err := examples("unread")
	if err != nil {
		return err
	}
	learned, err := doubt.Learn(taught)
	if err != nil {
		return err
	}
	report(learned.Ask(unread))
	return os.WriteFile(filepath.Join(home, "data", "model.tsv.gz"), learned.File, 0o644)
}

func examples(folder string) ([]doubt.Example, error) {
	var all []doubt.Example
	for _, language := range door.Languages {
		source, err := os.ReadFile(filepath.Join(home, folder, language+".tsv"))
		if err != nil {
			return nil, err
		}
		some, err := doubt.ReadExamples(language, string(source))
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

func report(tallies map[[2]string]doubt.Tally) {
	for _, kind := range doubt.Kinds {
		for _, language := range append([]string{""}, door.Languages...) {
			t := tallies[[2]string{kind, language}]
			fmt.Printf("unread, %-4s %-2s %3d of %3d doubted", kind, language, t.Doubted, t.All)
			if kind == "risk" {
				fmt.Printf(", %3d on a risk that they name", t.Named)
			}
			fmt.Println()
		}
	}
}

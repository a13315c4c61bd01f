// Command train learns the model of the doubts from its examples:
//
//	go run ./experiments/doubt/train
//
// It reads experiments/doubt/examples, says how well the model does on examples
// that it was not taught, and writes experiments/doubt/data/model.tsv.
package main

import (
	"bytes"
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
	var examples []doubt.Example
	for _, language := range door.Languages {
		source, err := os.ReadFile(filepath.Join(home, "examples", language+".tsv"))
		if err != nil {
			return err
		}
		some, err := doubt.ReadExamples(language, string(source))
		if err != nil {
			return err
		}
		examples = append(examples, some...)
	}
	j, err := doubt.Judge(examples)
	if err != nil {
		return err
	}
	fmt.Printf("on examples that it was not taught: %d of %d with a risk doubted, %d of %d without\n", j.Found, j.Risky, j.FalselyDoubted, j.Safe)
	var model bytes.Buffer
	if err := doubt.Train(examples, &model); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(home, "data", "model.tsv"), model.Bytes(), 0o644)
}

// Command train teaches the model of the blameless check its examples:
//
//	go run ./lessons/blameless/train
//
// It reads lessons/blameless/examples, says how well the model does on themes that
// it was not taught, and writes lessons/blameless/data/model.tsv.gz.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"ajar/internal/packed"
	"ajar/internal/text"
	"ajar/lessons/blameless"
)

const home = "lessons/blameless"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	var examples []blameless.Example
	for _, language := range text.Languages {
		source, err := os.ReadFile(filepath.Join(home, "examples", language+".tsv"))
		if err != nil {
			return err
		}
		some, err := blameless.ReadExamples(language, string(source))
		if err != nil {
			return err
		}
		examples = append(examples, some...)
	}
	judged, err := blameless.Judge(examples)
	if err != nil {
		return err
	}
	fmt.Printf("on the themes %v, which it was not taught:\n", blameless.AskedThemes)
	for _, language := range text.Languages {
		j := judged[language]
		fmt.Printf("%s: precision %.2f, recall %.2f (%d of %d that blame found, %d of %d that do not)\n", language,
			float64(j.Found)/float64(max(1, j.Found+j.FalselyFound)), float64(j.Found)/float64(max(1, j.Blaming)), j.Found, j.Blaming, j.FalselyFound, j.Blameless)
	}
	model, err := blameless.Train(examples)
	if err != nil {
		return err
	}
	file, err := packed.Pack(model)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(home, "data", "model.tsv.gz"), file, 0o644)
}

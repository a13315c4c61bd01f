// Command evaluate measures Ajar's judgement on a labelled corpus that is kept
// outside the repository:
//
//	go run ./bench/evaluate -corpus DIR doors
//
//	go run ./bench/evaluate readout
//	go run ./bench/evaluate typos
//
// The second simulates experiments, the third slips of the pen, and neither needs a corpus. It prints the figures and fails when one is below what it has to be; -v lists
// the cases that are missed.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// evaluations are the subcommands; each reads its files from the corpus.
var evaluations = map[string]func(corpusDir string, verbose bool, out io.Writer) error{
	"doors":    doors,
	"doubts":   doubts,
	"language": language,
	"library":  library,
	"readout":  coverage,
	"search":   ranking,
	"typos":    typos,
}

// simulated are the evaluations that need no corpus.
var simulated = []string{"readout", "typos"}

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, out, problems io.Writer) int {
	flags := flag.NewFlagSet("evaluate", flag.ContinueOnError)
	flags.SetOutput(problems)
	corpus := flags.String("corpus", "", "the `folder` of the labelled corpus")
	verbose := flags.Bool("v", false, "list what is missed")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	evaluate, ok := evaluations[flags.Arg(0)]
	if !ok || *corpus == "" && !slices.Contains(simulated, flags.Arg(0)) || flags.NArg() > 1 {
		fmt.Fprintf(problems, "usage: evaluate -corpus DIR WHAT, where WHAT is one of %v\n", slices.Sorted(maps.Keys(evaluations)))
		return 2
	}
	if err := evaluate(*corpus, *verbose, out); err != nil {
		fmt.Fprintln(problems, err)
		return 1
	}
	return 0
}

// rows reads a file of JSON lines.
func rows[T any](corpusDir, name string) ([]T, error) {
	file, err := os.Open(filepath.Join(corpusDir, name))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var all []T
	decoder := json.NewDecoder(bufio.NewReader(file))
	for {
		var row T
		if err := decoder.Decode(&row); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s, row %d: %w", name, len(all)+1, err)
		}
		all = append(all, row)
	}
}

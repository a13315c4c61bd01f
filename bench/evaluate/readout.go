package main

import (
	"errors"
	"fmt"
	"io"

	"ajar/experiments/readout"
)

// coverage simulates experiments that are looked at every day, and counts in how
// many of them every interval held the truth: promised are 95 %.
func coverage(_ string, _ bool, out io.Writer) error {
	var missed error
	fmt.Fprintf(out, "%-24s %10s %12s %14s\n", "", "every look", "the last one", "usual, every look")
	for _, c := range readout.Coverage(10_000) {
		fmt.Fprintf(out, "%-24s %9.1f%% %11.1f%% %16.1f%%\n", c.What, 100*c.Covered, 100*c.AtTheEnd, 100*c.Unguarded)
		if c.Covered < 0.93 || c.Covered > 0.97 {
			missed = errors.New("the readout does not keep its promise of 95 %")
		}
	}
	return missed
}

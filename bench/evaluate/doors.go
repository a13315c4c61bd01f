package main

import (
	"fmt"
	"io"
	"slices"

	"ajar/experiments/door"
)

// doorCase is a proposal whose door is known. In a "hasty" case the answers deny
// what the text shows, so the answers alone cannot name its door: that is for the
// doubts. "honest" and "trap" cases have to be right.
type doorCase struct {
	ID      string       `json:"id"`
	Kind    string       `json:"kind"`
	Door    door.Door    `json:"door"`
	Answers door.Answers `json:"answers"`
}

// doors judges every case by the default policy from its answers alone.
func doors(corpusDir string, _ bool, out io.Writer) error {
	cases, err := rows[doorCase](corpusDir, "doors.jsonl")
	if err != nil {
		return err
	}
	right, all, wrong := map[string]int{}, map[string]int{}, []string{}
	for _, c := range cases {
		v := door.Default().Judge(door.Facts{Answers: c.Answers})
		all[c.Kind]++
		if v.Door == c.Door {
			right[c.Kind]++
		} else if c.Kind != "hasty" {
			wrong = append(wrong, fmt.Sprintf("%s is %s, not %s: %+v", c.ID, c.Door, v.Door, v.Reasons))
		}
	}
	for _, kind := range []string{"honest", "trap", "hasty"} {
		fmt.Fprintf(out, "doors from answers, %-6s %3d of %3d\n", kind, right[kind], all[kind])
	}
	if len(wrong) > 0 {
		slices.Sort(wrong)
		return fmt.Errorf("wrong doors: %q", wrong)
	}
	return nil
}

package experiments_test

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/experiments/door"
)

var update = flag.Bool("update", false, "write the right side of the golden table")

const cleanFile = "testdata/clean.golden"

// TestClean reads a table that is meant to be read, and added to, by people who do
// not program.
func TestClean(t *testing.T) {
	want, err := os.ReadFile(cleanFile)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for line := range strings.Lines(string(want)) {
		row, _, _ := strings.Cut(strings.TrimSpace(line), " => ")
		if row = strings.TrimSpace(row); row == "" || strings.HasPrefix(row, "#") {
			got.WriteString(line)
			continue
		}
		fmt.Fprintf(&got, "%-56s => %s\n", row, shown(told(t, row)))
	}
	if *update {
		if err := os.WriteFile(cleanFile, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("records differ from %s (-want +got); run with -update when that is meant:\n%s", cleanFile, diff)
	}
}

func shown(e *experiments.Experiment) string {
	switch {
	case e.Conclusion != nil && e.Conclusion.Harmed():
		return "harm"
	case e.CleanlyUndone():
		return "clean"
	}
	return "not clean"
}

// told is the experiment that a row tells of.
func told(t *testing.T, row string) *experiments.Experiment {
	t.Helper()
	base, rest, _ := strings.Cut(row, ", but ")
	if base != "clean" {
		t.Fatalf("%s: a row begins with clean", row)
	}
	e := clean()
	for part := range strings.SplitSeq(rest, ", ") {
		if part == "" {
			continue
		}
		key, value, _ := strings.Cut(part, ": ")
		tell, ok := tells[key]
		if !ok {
			t.Fatalf("%s: nobody tells of %q", row, key)
		}
		tell(e, value)
	}
	return e
}

func clean() *experiments.Experiment {
	now, hours, cost, took, spent := time.Now(), 2.0, 50.0, 1.0, 10.0
	e := &experiments.Experiment{Proposal: tea(uuid.New()), StartedAt: &now, ConcludedAt: &now, Conclusion: &experiments.Conclusion{
		Outcome: experiments.Worked, ReversibleAsSaid: "yes", Next: "drop", Undone: &experiments.Undone{Needed: true, Hours: &took, Cost: &spent}}}
	e.Answers.UndoHours, e.Answers.UndoCost = &hours, &cost
	return e
}

var tells = map[string]func(*experiments.Experiment, string){
	"hours":              func(e *experiments.Experiment, v string) { e.Conclusion.Undone.Hours = number(v) },
	"cost":               func(e *experiments.Experiment, v string) { e.Conclusion.Undone.Cost = number(v) },
	"undoing":            func(e *experiments.Experiment, _ string) { e.Conclusion.Undone = nil },
	"nothing to undo":    func(e *experiments.Experiment, _ string) { e.Conclusion.Undone = &experiments.Undone{} },
	"next":               func(e *experiments.Experiment, v string) { e.Conclusion.Next = word(v) },
	"reversible as said": func(e *experiments.Experiment, v string) { e.Conclusion.ReversibleAsSaid = word(v) },
	"left overs": func(e *experiments.Experiment, v string) {
		e.Conclusion.Undone.LeftOvers = strings.Replace(v, "spaces", " \n", 1)
	},
	"recovery": func(e *experiments.Experiment, _ string) { e.Conclusion.Recovery = &experiments.Recovery{} },
	"outcome":  func(e *experiments.Experiment, v string) { e.Conclusion.Outcome = experiments.Outcome(v) },
	"started":  func(e *experiments.Experiment, _ string) { e.StartedAt = nil },
	"concluded": func(e *experiments.Experiment, v string) {
		if e.Conclusion = nil; v == "no" {
			e.ConcludedAt = nil
		}
	},
}

func number(s string) *float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil
	}
	return &v
}

func word(s string) string { return strings.Replace(s, "not said", "", 1) }

// What a record counts, gate by gate: clean experiments with the template's words,
// and how far three of them went.
func TestRecord(t *testing.T) {
	with := func(changes ...func(*experiments.Experiment)) experiments.Experiment {
		e := clean()
		for _, change := range changes {
			change(e)
		}
		return *e
	}
	reach := func(customers int64, noticed door.Noticed) func(*experiments.Experiment) {
		return func(e *experiments.Experiment) {
			e.Answers.CustomersExposed, e.Answers.NoticedWithin = &customers, noticed
		}
	}
	approved := func(gate string, all ...experiments.Experiment) []experiments.Approval {
		approvals := []experiments.Approval{}
		for _, e := range all {
			approvals = append(approvals, experiments.Approval{Experiment: e, Gate: gate})
		}
		return approvals
	}
	otherWords := func(e *experiments.Experiment) { e.WayBack = "None" }
	otherTitle := func(e *experiments.Experiment) { e.Title, e.Effect = "Coffee", "Calm" }
	stained := func(e *experiments.Experiment) { e.Conclusion.Undone.LeftOvers = "A stain" }
	for what, c := range map[string]struct {
		approvals []experiments.Approval
		want      string
	}{
		"nothing":                    {nil, ""},
		"two":                        {approved("destroys", with(), with()), "destroys 2 of 3"},
		"three":                      {approved("destroys", with(), with(), with()), "destroys 3 of 3, to 40 same_day"},
		"as far as the least":        {approved("destroys", with(reach(300, door.Week)), with(reach(20, door.Later)), with(reach(100, door.ThreeDays))), "destroys 3 of 3, to 20 three_days"},
		"as far as three of four":    {approved("destroys", with(reach(300, door.Week)), with(reach(20, door.Later)), with(reach(100, door.ThreeDays)), with(reach(90, door.SameDay))), "destroys 4 of 3, to 90 three_days"},
		"other words do not count":   {approved("destroys", with(), with(otherWords), with()), "destroys 2 of 3"},
		"words that nobody trusted":  {approved("destroys", with(), with(otherTitle), with()), "destroys 3 of 3, to 40 same_day"},
		"harm does not count":        {approved("destroys", with(), with(stained), with()), "destroys 2 of 3"},
		"health and safety is never": {approved("health_or_safety", with(), with(), with()), "health_or_safety 0 of 0"},
		"gates by themselves":        {append(approved("destroys", with()), approved("personal_data", with(), with())...), "personal_data 2 of 3; destroys 1 of 3"},
	} {
		got := []string{}
		for _, r := range experiments.RecordOf(clean().Proposal, c.approvals) {
			line := fmt.Sprintf("%s %d of %d", r.Gate, r.Clean, r.Needed)
			if r.AtMost != nil {
				line += fmt.Sprintf(", to %d %s", r.AtMost.CustomersExposed, r.AtMost.NoticedWithin)
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
}

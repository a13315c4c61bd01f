package door

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the right side of the golden table")

const goldenFile = "testdata/doors.golden"

// TestDoors judges every row of a table that is meant to be read, and added to,
// by people who do not program.
func TestDoors(t *testing.T) {
	want, err := os.ReadFile(goldenFile)
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
		facts, err := inWords(row)
		if err != nil {
			t.Fatalf("%s: %v", row, err)
		}
		fmt.Fprintf(&got, "%-56s => %s\n", row, verdictInWords(Default().Judge(facts)))
	}
	if *update {
		if err := os.WriteFile(goldenFile, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("doors differ from %s (-want +got); run with -update when that is meant:\n%s", goldenFile, diff)
	}
}

func verdictInWords(v Verdict) string {
	rules := make([]string, len(v.Reasons))
	for i, r := range v.Reasons {
		rules[i] = r.Rule
	}
	switch v.Door {
	case OneWay:
		return fmt.Sprintf("one-way, %s: %s", v.UndoGrade, strings.Join(rules, ", "))
	case TwoWay:
		return fmt.Sprintf("two-way, %s", v.UndoGrade)
	}
	return fmt.Sprintf("not known yet, answers to go: %d", len(v.Unanswered))
}

func inWords(row string) (Facts, error) {
	base, rest, _ := strings.Cut(row, ", but ")
	f := safe()
	switch base {
	case "nothing answered":
		f = Facts{}
	case "safe":
	default:
		return f, fmt.Errorf("a row begins with safe or nothing answered")
	}
	for part := range strings.SplitSeq(rest, ", ") {
		if part == "" {
			continue
		}
		words, value, _ := strings.Cut(part, ": ")
		key := strings.ReplaceAll(words, " ", "_")
		if value == "unanswered" {
			f = unanswer(f, key)
			continue
		}
		changed := f.With(Change{"answers." + key, valueInWords(value)})
		if cmp.Equal(changed, f) {
			return f, fmt.Errorf("%q changes nothing", part)
		}
		f = changed
	}
	return f, nil
}

func valueInWords(s string) any {
	if v, err := strconv.ParseFloat(s, 64); err == nil {
		return v
	}
	return strings.ReplaceAll(s, " ", "_")
}

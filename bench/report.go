package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"
)

func middle[T float64 | time.Duration](turns []turn, of func(turn) T) T {
	values := make([]T, len(turns))
	for i, t := range turns {
		values[i] = of(t)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// over is Ajar's throughput over the floor's, turn by turn, ascending.
func (r result) over(floor []turn) []float64 {
	all := make([]float64, len(r.ajar))
	for i := range all {
		all[i] = r.ajar[i].perSecond / floor[i].perSecond
	}
	slices.Sort(all)
	return all
}

func median(ascending []float64) float64 { return ascending[len(ascending)/2] }

func (r result) failed() int {
	n := 0
	for _, t := range slices.Concat(r.ajar, r.floor, r.anonymous) {
		n += t.failed
	}
	return n
}

func (r result) String() string {
	ratios := r.over(r.floor)
	speed := func(t turn) float64 { return t.perSecond }
	return fmt.Sprintf("%.0f/s over %.0f/s = %.2f (%.2f to %.2f), over a floor for everyone %.2f, %d failed",
		middle(r.ajar, speed), middle(r.floor, speed), median(ratios), ratios[0], ratios[len(ratios)-1], median(r.over(r.anonymous)), r.failed())
}

const preface = `# What was measured

Ajar against the floor (` + "`bench/floor`" + `): net/http and hand-written SQL that does the same durable work with no framework and no
validation. It looks up who calls in one statement; the last column compares with a floor that lets everyone in. All run as programs
of their own on the same database and take turns of %s, %d each, called by the same client on the same machine. The ratio is Ajar's
throughput over the floor's in the same round: its median, and the least and the greatest. PostgreSQL and SQLite wait for the disk at
every commit. The floor's search answers the 20 lessons that mention the word earliest, by one statement: no other forms, no words that mean the same, no
facets, no slips mended. Made by ` + "`make bench`" + `.

%s.

| database | experiments and lessons | what | clients | Ajar /s | floor /s | ratio | spread | Ajar p50 / p99 ms | floor p50 / p99 ms | floor for everyone: ratio |
|---|---|---|---|---|---|---|---|---|---|---|
`

const insidePreface = `
Without the network, the quickest of seven rounds; and what the program takes beside.

| what | on | took | aim |
|---|---|---|---|
`

func rounded(took time.Duration) time.Duration {
	if took < time.Millisecond {
		return took.Round(100 * time.Nanosecond)
	}
	return took.Round(time.Millisecond)
}

const libraryPreface = `# What a search takes in a library of lessons

One search with its facets, without the network, on lessons in three languages whose words are as frequent as Zipf's law has them: the middle and the
slowest of a hundred of 300 searches, in ms; in between the statements that it sent are sent again by hand and their rows only read. The aims: p99 at most 1.5 times that
by hand; the middle at most 1.5 times that among the fewest lessons. Made by ` + "`make bench`" + `.

%s.

| database | lessons | search for | p50 / p99 ms | by hand p50 / p99 ms | p99 over by hand | p50 over that among the fewest |
|---|---|---|---|---|---|---|
`

func writeLibrary(out string, all []searched) error {
	made, err := where()
	if err != nil {
		return err
	}
	var text strings.Builder
	fmt.Fprintf(&text, libraryPreface, made)
	fewest := map[string]searched{}
	for _, s := range all {
		if _, known := fewest[s.database+s.what]; !known {
			fewest[s.database+s.what] = s
		}
		fmt.Fprintf(&text, "| %s | %d | %s | %.1f / %.1f | %.1f / %.1f | **%.2f** | **%.2f** |\n", s.database, s.rows, s.what, ms(at(s.ajar, 50)), ms(at(s.ajar, 99)),
			ms(at(s.byHand, 50)), ms(at(s.byHand, 99)), ms(at(s.ajar, 99))/ms(at(s.byHand, 99)), ms(at(s.ajar, 50))/ms(at(fewest[s.database+s.what].ajar, 50)))
	}
	return os.WriteFile(out, []byte(text.String()), 0o644)
}

func ms(took time.Duration) float64 { return float64(took.Microseconds()) / 1000 }

// where tells the day, the commit and the machine.
func where() (string, error) {
	commit, err := exec.Command("git", "rev-parse", "--short", "HEAD").Output()
	return fmt.Sprintf("%s, commit %s, %s, %d cores, %s", time.Now().UTC().Format(time.DateOnly), strings.TrimSpace(string(commit)), runtime.Version(), runtime.NumCPU(), processor()), err
}

func write(o options, results []result, parts []inside) error {
	made, err := where()
	if err != nil {
		return err
	}
	var text strings.Builder
	fmt.Fprintf(&text, preface, o.turn, o.rounds, made)
	speed := func(t turn) float64 { return t.perSecond }
	p50, p99 := func(t turn) time.Duration { return t.p50 }, func(t turn) time.Duration { return t.p99 }
	for _, r := range results {
		ratios := r.over(r.floor)
		fmt.Fprintf(&text, "| %s | %d | %s | %d | %.0f | %.0f | **%.2f** | %.2f–%.2f | %.1f / %.1f | %.1f / %.1f | %.2f |\n", r.database, r.rows, r.scenario, r.clients,
			middle(r.ajar, speed), middle(r.floor, speed), median(ratios), ratios[0], ratios[len(ratios)-1],
			ms(middle(r.ajar, p50)), ms(middle(r.ajar, p99)), ms(middle(r.floor, p50)), ms(middle(r.floor, p99)), median(r.over(r.anonymous)))
		if n := r.failed(); n > 0 {
			fmt.Fprintf(&text, "| | | *%d requests failed* | | | | | | | | |\n", n)
		}
	}
	text.WriteString(insidePreface)
	for _, p := range parts {
		fmt.Fprintf(&text, "| %s | %s | **%s** | ≤ %s |\n", p.what, p.on, p.measured(), p.aim)
	}
	return os.WriteFile(o.out, []byte(text.String()), 0o644)
}

// processor is the machine's, where the system tells it.
func processor() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	for line := range strings.Lines(string(info)) {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.TrimSpace(strings.TrimLeft(name, "\t: "))
		}
	}
	return runtime.GOARCH
}

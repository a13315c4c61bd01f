package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/experiments/doubt"
)

// wordedCase is a proposal with its words: a door case, or a record that stands
// before a two-way door.
type wordedCase struct {
	ID       string       `json:"id"`
	Kind     string       `json:"kind"`
	Language string       `json:"lang"`
	Title    string       `json:"title"`
	Change   string       `json:"change"`
	WayBack  string       `json:"way_back"`
	Risks    []string     `json:"text_risks"`
	Answers  door.Answers `json:"answers"`
}

// riskNames are the answers that the corpus calls otherwise.
var riskNames = map[string]string{"money": "money_at_risk", "customers": "customers_exposed"}

// wantedDoubts are the least share of a kind's cases that are doubted ("hasty"),
// or the largest ("trap", "two_way").
var wantedDoubts = []struct {
	kind        string
	least, most float64
}{{"hasty", 0.90, 1}, {"trap", 0, 0.10}, {"two_way", 0, 0.05}}

// doubted counts the cases of one kind and language.
type doubted struct{ all, any, listed int }

// doubts holds the answers of every case against its words.
func doubts(corpusDir string, verbose bool, out io.Writer) error {
	cases, err := wordedCases(corpusDir)
	if err != nil {
		return err
	}
	counts := map[[2]string]*doubted{}
	for _, c := range cases {
		found := experiments.Proposal{Title: c.Title, Change: c.Change, WayBack: c.WayBack, Language: c.Language, Answers: c.Answers}.Doubts("en")
		listed := slices.ContainsFunc(found, c.lists)
		for _, language := range []string{"", c.Language} {
			key := [2]string{c.Kind, language}
			if counts[key] == nil {
				counts[key] = &doubted{}
			}
			counts[key].add(len(found) > 0, listed)
		}
		if missed := c.Kind == "hasty" && !listed || c.Kind != "hasty" && len(found) > 0; verbose && missed {
			fmt.Fprintf(out, "%s %s %s %v: %s\n", c.ID, c.Kind, c.Language, c.Risks, marked(found))
		}
	}
	return reportDoubts(out, counts)
}

func (d *doubted) add(found, listed bool) {
	d.all++
	if found {
		d.any++
	}
	if listed {
		d.listed++
	}
}

func (c wordedCase) lists(d doubt.Doubt) bool {
	return slices.ContainsFunc(c.Risks, func(risk string) bool { return risk == d.Risk || riskNames[risk] == d.Risk })
}

func marked(found []doubt.Doubt) string {
	all := make([]string, len(found))
	for i, d := range found {
		all[i] = fmt.Sprintf("%s %q", d.Risk, d.Words)
	}
	return strings.Join(all, ", ")
}

// wordedCases are the door cases and the records before a two-way door.
func wordedCases(corpusDir string) ([]wordedCase, error) {
	cases, err := rows[wordedCase](corpusDir, "doors.jsonl")
	if err != nil {
		return nil, err
	}
	records, err := rows[wordedCase](corpusDir, "experiments.jsonl")
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		if r.Kind = "two_way"; door.Default().Judge(door.Facts{Answers: r.Answers}).Door == door.TwoWay {
			cases = append(cases, r)
		}
	}
	return slices.DeleteFunc(cases, func(c wordedCase) bool { return c.Kind == "honest" }), nil
}

func reportDoubts(out io.Writer, counts map[[2]string]*doubted) error {
	var wrong []string
	for _, wanted := range wantedDoubts {
		for _, language := range append([]string{""}, door.Languages...) {
			c := counts[[2]string{wanted.kind, language}]
			if c == nil {
				continue
			}
			fmt.Fprintf(out, "doubts, %-7s %-2s %3d of %3d", wanted.kind, language, c.any, c.all)
			if wanted.kind == "hasty" {
				fmt.Fprintf(out, ", on a listed risk %3d", c.listed)
			}
			fmt.Fprintln(out)
			if share := float64(c.any) / float64(c.all); language == "" && (share < wanted.least || share > wanted.most) {
				wrong = append(wrong, fmt.Sprintf("%s %.2f", wanted.kind, share))
			}
		}
	}
	if len(wrong) > 0 {
		return fmt.Errorf("shares of doubted cases that miss their aim: %s", strings.Join(wrong, ", "))
	}
	return nil
}

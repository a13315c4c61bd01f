package doubt

import (
	"fmt"
	"strings"
)

// Example is a small proposal and the risks that a careful reader sees in it.
type Example struct {
	Language      string
	Risks         []string
	Trap          bool // its words alarm, and there is no risk
	Title, Change string
}

// ReadExamples reads lines of risks ("-" for none, "trap" for none in spite of
// alarming words), title and change, with tabs between; # begins a comment.
func ReadExamples(language, source string) ([]Example, error) {
	var all []Example
	for line := range strings.Lines(source) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 3 {
			return nil, fmt.Errorf("%s: %q has %d cells", language, line, len(cells))
		}
		e := Example{Language: language, Title: cells[1], Change: cells[2]}
		switch cells[0] {
		case "-":
		case "trap":
			e.Trap = true
		default:
			e.Risks = strings.Split(cells[0], ",")
		}
		all = append(all, e)
	}
	return all, nil
}

// Texts are the example as a proposal's texts.
func (e Example) Texts() []Text { return []Text{{"title", e.Title}, {"change", e.Change}} }

// Kind is "risk", "trap" or "calm".
func (e Example) Kind() string {
	switch {
	case len(e.Risks) > 0:
		return "risk"
	case e.Trap:
		return "trap"
	}
	return "calm"
}

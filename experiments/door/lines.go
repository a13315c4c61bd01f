package door

import (
	"slices"
	"strings"
)

// Line is a line of a comparison of two documents.
type Line struct {
	How  string `json:"how" enum:"same,removed,added"`
	From int    `json:"from,omitempty" doc:"Its number in the older document"`
	To   int    `json:"to,omitempty" doc:"Its number in the newer document"`
	Text string `json:"text"`
}

// Same is how a line is called that stands in both documents.
const Same = "same"

const (
	context  = 3         // lines that are shown around a difference
	maxTable = 4_000_000 // cells; larger differences are shown as removed and added whole
)

// Lines compares two documents line by line: what was removed, what was added,
// and three lines around each. It keeps a longest common sequence of lines.
func Lines(from, to string) []Line {
	a, b := strings.Split(from, "\n"), strings.Split(to, "\n")
	kept := matches(a, b)
	var all []Line
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && kept[i] == j:
			all = append(all, Line{Same, i + 1, j + 1, a[i]})
			i, j = i+1, j+1
		case i < len(a) && kept[i] == gone:
			all = append(all, Line{Removed, i + 1, 0, a[i]})
			i++
		default:
			all = append(all, Line{Added, 0, j + 1, b[j]})
			j++
		}
	}
	return around(all)
}

// gone is where a line stands in the other document when it is not kept.
const gone = -1

// matches finds for every line of a its place in b: first what both begin and
// end with, then a longest common sequence of what is between.
func matches(a, b []string) []int {
	kept := make([]int, len(a))
	from, to := 0, 0
	for from < min(len(a), len(b)) && a[from] == b[from] {
		kept[from] = from
		from++
	}
	for to < min(len(a), len(b))-from && a[len(a)-1-to] == b[len(b)-1-to] {
		to++
		kept[len(a)-to] = len(b) - to
	}
	for i, at := range common(a[from:len(a)-to], b[from:len(b)-to]) {
		if kept[from+i] = gone; at != gone {
			kept[from+i] = from + at
		}
	}
	return kept
}

// common is a longest common sequence: for every line of a its place in b.
func common(a, b []string) []int {
	kept := slices.Repeat([]int{gone}, len(a))
	if len(a)*len(b) > maxTable {
		return kept
	}
	width := len(b) + 1
	length := make([]int32, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i*width+j] = length[(i+1)*width+j+1] + 1
			} else {
				length[i*width+j] = max(length[(i+1)*width+j], length[i*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			kept[i], i, j = j, i+1, j+1
		case length[(i+1)*width+j] >= length[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return kept
}

// around leaves out what is the same far from any difference.
func around(all []Line) []Line {
	near := make([]bool, len(all))
	for i, line := range all {
		if line.How == Same {
			continue
		}
		for at := max(0, i-context); at <= min(len(all)-1, i+context); at++ {
			near[at] = true
		}
	}
	shown := []Line{}
	for i, line := range all {
		if near[i] {
			shown = append(shown, line)
		}
	}
	return shown
}

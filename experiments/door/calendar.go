package door

import (
	"regexp"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// Calendar is the hours and days on which an organisation works, in its own time
// zone. Reviews count their waiting time in it.
type Calendar struct {
	Days   []string `json:"days"`   // monday … sunday
	From   string   `json:"from"`   // "09:00"
	To     string   `json:"to"`     // "17:00"
	Closed []string `json:"closed"` // holidays: "2026-12-25"
}

var (
	clockTime = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)
	weekdays  = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)

// Calendar is when the organisation works: Monday to Friday, nine to five, unless
// the policy says otherwise. The copy is the caller's.
func (p *Policy) Calendar() Calendar {
	c := p.calendar
	c.Days, c.Closed = slices.Clone(c.Days), slices.Clone(c.Closed)
	return c
}

func (d *document) calendar(n ast.Node, c *Calendar) {
	keys, _ := d.mapping(n, "calendar", []string{"days", "from", "to", "closed"})
	for _, k := range keys {
		switch {
		case blank(k.value):
		case k.key == "days":
			c.Days = d.words(k.value, "days", func(n ast.Node) (string, bool) { return d.oneOf(n, "a day of the calendar", weekdays) })
		case k.key == "closed":
			c.Closed = d.words(k.value, "closed", func(n ast.Node) (string, bool) {
				return d.matching(n, "a closed day", func(s string) bool { _, ok := day(s); return ok }, "days such as 2026-12-25")
			})
		case k.key == "from":
			c.From, _ = d.matching(k.value, "from", clockTime.MatchString, `hours such as "09:00"`)
		case k.key == "to":
			c.To, _ = d.matching(k.value, "to", clockTime.MatchString, `hours such as "17:00"`)
		}
	}
	if c.From >= c.To || len(c.Days) == 0 {
		d.wrong(where(n), "no-working-hours", "the calendar needs at least one day, and from has to be before to")
	}
}

// words reads a list, each item of it by read.
func (d *document) words(n ast.Node, what string, read func(ast.Node) (string, bool)) []string {
	all := []string{}
	for _, item := range d.list(n, what) {
		if s, ok := read(item); ok {
			all = append(all, s)
		}
	}
	return all
}

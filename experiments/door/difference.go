package door

import (
	"maps"
	"math"
	"slices"
	"strings"
)

// Difference is what differs between two policies, part by part: what each of
// them would say in other words than its document.
type Difference struct {
	Limits   []LimitChange `json:"limits"`
	Calendar []PartChange  `json:"calendar"`
	Rules    []RuleChange  `json:"rules"`
}

// LimitChange is a limit that differs; null where it is not set.
type LimitChange struct {
	Limit string   `json:"limit" example:"customers"`
	From  *float64 `json:"from" nullable:"true"`
	To    *float64 `json:"to" nullable:"true"`
}

// PartChange is a part of a rule or of the calendar that differs.
type PartChange struct {
	Part string `json:"part" example:"says.en"`
	From string `json:"from"`
	To   string `json:"to"`
}

// How a rule differs.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
)

// RuleChange is a rule that was added, removed or changed, with the parts of it
// that differ; of a rule that was added or removed, all of them.
type RuleChange struct {
	Rule  string       `json:"rule"`
	How   string       `json:"how" enum:"added,removed,changed"`
	Parts []PartChange `json:"parts"`
}

// Difference tells what differs in next. Rules are told apart by their id; their
// order, which decides nothing, is not compared.
func (p *Policy) Difference(next *Policy) Difference {
	return Difference{p.limitsThatDiffer(next), parts(p.calendar.parts(), next.calendar.parts()), p.rulesThatDiffer(next)}
}

func (p *Policy) limitsThatDiffer(next *Policy) []LimitChange {
	changes := []LimitChange{}
	names := maps.Clone(p.limits)
	maps.Copy(names, next.limits)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		from, to := p.limit(name), next.limit(name)
		if from != to {
			changes = append(changes, LimitChange{name, finite(from), finite(to)})
		}
	}
	return changes
}

// limit is +Inf for one that is left empty, and for one that is not there.
func (p *Policy) limit(name string) float64 {
	if v, ok := p.limits[name]; ok {
		return v
	}
	return math.Inf(1)
}

func finite(v float64) *float64 {
	if math.IsInf(v, 1) {
		return nil
	}
	return &v
}

func (p *Policy) rulesThatDiffer(next *Policy) []RuleChange {
	changes := []RuleChange{}
	for i := range p.rules {
		old := &p.rules[i]
		if now, ok := next.byID[old.ID]; !ok {
			changes = append(changes, RuleChange{old.ID, Removed, parts(old.parts(), nil)})
		} else if differing := parts(old.parts(), now.parts()); len(differing) > 0 {
			changes = append(changes, RuleChange{old.ID, Changed, differing})
		}
	}
	for i := range next.rules {
		now := &next.rules[i]
		if _, ok := p.byID[now.ID]; !ok {
			changes = append(changes, RuleChange{now.ID, Added, parts(nil, now.parts())})
		}
	}
	return changes
}

// part is a named text of a rule or a calendar.
type part struct{ name, text string }

func (r *Rule) parts() []part {
	all := []part{{"gate", r.Gate}, {"route", r.Route}, {"when", r.When}, {"field", r.Field}}
	for _, lang := range Languages {
		all = append(all, part{"says." + lang, r.Says[lang]})
	}
	for _, lang := range Languages {
		all = append(all, part{"opens." + lang, r.Opens[lang]})
	}
	return all
}

func (c Calendar) parts() []part {
	return []part{{"days", strings.Join(c.Days, ", ")}, {"from", c.From}, {"to", c.To}, {"closed", strings.Join(c.Closed, ", ")}}
}

// parts lists what differs between two lists of the same parts, either of which
// may be left out.
func parts(from, to []part) []PartChange {
	changes := []PartChange{}
	for i, named := range slices.MaxFunc([][]part{from, to}, byLength) {
		change := PartChange{Part: named.name}
		if from != nil {
			change.From = from[i].text
		}
		if to != nil {
			change.To = to[i].text
		}
		if change.From != change.To {
			changes = append(changes, change)
		}
	}
	return changes
}

func byLength(a, b []part) int { return len(a) - len(b) }

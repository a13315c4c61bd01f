package door

import (
	"math"
	"regexp"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

var identifier = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

// Parse compiles a policy document (see default.yaml for its form). The error is
// a *fault.Error of kind Invalid with one field for every problem; each message
// begins with its line and column.
func Parse(source []byte) (*Policy, error) {
	d := &document{}
	p := d.policy(d.open(source))
	if err := d.err(); err != nil {
		return nil, err
	}
	p.index()
	return p, nil
}

func (d *document) policy(root ast.Node) *Policy {
	p := &Policy{limits: map[string]float64{}, calendar: Calendar{Days: weekdays[:5], From: "09:00", To: "17:00", Closed: []string{}}}
	if root == nil {
		return p
	}
	keys, ok := d.mapping(root, "a policy", []string{"format", "limits", "calendar", "rules"})
	if !ok {
		return p
	}
	if n, ok := d.need(keys, where(root), "a policy", "format"); ok {
		if v, ok := d.number(n, "format"); ok && v != 1 {
			d.wrong(where(n), "unknown-format", "this program reads policies of format 1")
		}
	}
	if n, ok := optional(keys, "limits"); ok {
		p.names = d.limits(n, p.limits)
	}
	if n, ok := optional(keys, "calendar"); ok {
		d.calendar(n, &p.calendar)
	}
	if n, ok := d.need(keys, where(root), "a policy", "rules"); ok {
		p.rules = d.rules(n, p.limits)
	}
	return p
}

// limits reads the limits and answers their names in order; one that is left
// empty is no limit at all.
func (d *document) limits(n ast.Node, limits map[string]float64) (names []string) {
	keys, _ := d.mapping(n, "limits", nil)
	for _, k := range keys {
		if !identifier.MatchString(k.key) {
			d.wrong(k.at, "wrong-name", "a limit's name has small letters, digits and _: %q", k.key)
			continue
		}
		limits[k.key] = math.Inf(1)
		if !blank(k.value) {
			limits[k.key], _ = d.number(k.value, "limits."+k.key)
		}
		names = append(names, k.key)
	}
	return names
}

// index prepares what judging and searching look up.
func (p *Policy) index() {
	p.byID = make(map[string]*rule, len(p.rules))
	p.readers = make([][]int, slots)
	for i := range p.rules {
		r := &p.rules[i]
		p.byID[r.ID] = r
		r.levers = leversOf(r.condition)
		for _, s := range r.reads {
			p.readers[s] = append(p.readers[s], i)
		}
		p.probes = append(p.probes, r.literals...)
	}
	for _, limit := range p.Limits() {
		p.probes = append(p.probes, limit)
	}
	slices.Sort(p.probes)
	p.probes = slices.Compact(p.probes)
}

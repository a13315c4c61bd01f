package door

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

const (
	maxRules = 100
	maxText  = 500
)

var (
	identifier = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)
	clockTime  = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)
	weekdays   = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)

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
		d.limits(n, p.limits)
	}
	if n, ok := optional(keys, "calendar"); ok {
		d.calendar(n, &p.calendar)
	}
	if n, ok := d.need(keys, where(root), "a policy", "rules"); ok {
		p.rules = d.rules(n, p.limits)
	}
	return p
}

// limits reads the limits; one that is left empty is no limit at all.
func (d *document) limits(n ast.Node, limits map[string]float64) {
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
	}
}

func (d *document) calendar(n ast.Node, c *Calendar) {
	keys, _ := d.mapping(n, "calendar", []string{"days", "from", "to", "closed"})
	for _, k := range keys {
		switch {
		case blank(k.value):
		case k.key == "days":
			c.Days = d.words(k.value, "a day of the calendar", func(s string) bool { return slices.Contains(weekdays, s) }, "monday to sunday")
		case k.key == "closed":
			c.Closed = d.words(k.value, "a closed day", func(s string) bool { _, ok := day(s); return ok }, "days such as 2026-12-25")
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

func (d *document) words(n ast.Node, what string, valid func(string) bool, takes string) []string {
	all := []string{}
	for _, item := range d.list(n, what+" list") {
		if s, ok := d.matching(item, what, valid, takes); ok {
			all = append(all, s)
		}
	}
	return all
}

func (d *document) matching(n ast.Node, what string, valid func(string) bool, takes string) (string, bool) {
	s, ok := d.text(n, what, 100)
	if ok && !valid(s) {
		d.wrong(where(n), "unknown-value", "%s cannot be %q; it takes %s", what, s, takes)
		return "", false
	}
	return s, ok
}

func (d *document) rules(n ast.Node, limits map[string]float64) []rule {
	grammar, err := grammar(limits)
	if err != nil {
		d.wrong(where(n), "condition", "%s", err)
		return nil
	}
	nodes := d.list(n, "rules")
	if len(nodes) == 0 || len(nodes) > maxRules {
		d.wrong(where(n), "wrong-length", "a policy has 1 to %d rules", maxRules)
		return nil
	}
	var rules []rule
	routes := map[string]string{}
	for _, node := range nodes {
		r := d.rule(node, grammar, limits)
		if r.ID != "" && slices.ContainsFunc(rules, func(other rule) bool { return other.ID == r.ID }) {
			d.wrong(where(node), "duplicate", "another rule has the id %q already", r.ID)
		}
		if r.Gate != "" && r.Route != "" {
			if route, ok := routes[r.Gate]; ok && route != r.Route {
				d.wrong(where(node), "two-routes", "the gate %s has the route %s in another rule; a gate has one route", r.Gate, route)
			}
			routes[r.Gate] = r.Route
		}
		rules = append(rules, r)
	}
	return rules
}

// rule reads one rule; what is wrong with it stays empty.
func (d *document) rule(n ast.Node, grammar *cel.Env, limits map[string]float64) rule {
	var r rule
	keys, ok := d.mapping(n, "a rule", []string{"id", "gate", "route", "when", "field", "says", "opens"})
	if !ok {
		return r
	}
	if v, ok := d.need(keys, where(n), "a rule", "id"); ok {
		r.ID, _ = d.matching(v, "an id", identifier.MatchString, "small letters, digits and _")
	}
	if v, ok := d.need(keys, where(n), "a rule", "gate"); ok {
		r.Gate, _ = d.oneOf(v, "a gate", questionKeys)
	}
	if v, ok := d.need(keys, where(n), "a rule", "route"); ok {
		r.Route, _ = d.oneOf(v, "a route", Routes)
	}
	r.Field = "answers." + r.Gate
	if v, ok := optional(keys, "field"); ok {
		r.Field, _ = d.oneOf(v, "a field", fields)
	}
	if v, ok := d.need(keys, where(n), "a rule", "when"); ok {
		r.When, r.condition = d.condition(v, grammar)
	}
	if v, ok := d.need(keys, where(n), "a rule", "says"); ok {
		r.Says, r.says = d.sentences(v, "says", figures(limits, false))
	}
	if v, ok := d.need(keys, where(n), "a rule", "opens"); ok {
		r.Opens, r.opens = d.sentences(v, "opens", figures(limits, true))
	}
	return r
}

func (d *document) condition(n ast.Node, grammar *cel.Env) (string, *condition) {
	source, ok := d.text(n, "a condition", maxCondition)
	if !ok {
		return "", nil
	}
	c, flaws := compile(grammar, source)
	for _, f := range flaws {
		d.wrong(d.inside(n, f), "condition", "%s", f.message)
	}
	return source, c
}

// inside is where a flaw of a condition stands in the document: exact for a
// condition on one line and for a block after "|", its beginning otherwise.
func (d *document) inside(n ast.Node, f flaw) place {
	at := where(n)
	switch n := n.(type) {
	case *ast.StringNode:
		if !strings.Contains(d.line(at.line), strings.TrimSpace(n.Value)) {
			return at
		}
		if n.Token.Type != token.StringType {
			at.column++ // the quote
		}
		return place{at.line, at.column + f.column}
	case *ast.LiteralNode:
		if n.Start.Value[0] != '|' {
			return at
		}
		first := at.line + 1
		for first < len(d.lines) && strings.TrimSpace(d.line(first)) == "" {
			first++
		}
		indent := strings.IndexFunc(d.line(first), notSpace)
		return place{first + f.line - 1, max(indent, 0) + f.column + 1}
	}
	return at
}

func (d *document) line(n int) string {
	if n < 1 || n > len(d.lines) {
		return ""
	}
	return d.lines[n-1]
}

func notSpace(r rune) bool { return r != ' ' }

// sentences reads a text in every language.
func (d *document) sentences(n ast.Node, what string, known func(string) bool) (map[string]string, map[string]sentence) {
	texts, parsed := map[string]string{}, map[string]sentence{}
	keys, ok := d.mapping(n, what, Languages)
	if !ok {
		return texts, parsed
	}
	for _, lang := range Languages {
		v, ok := d.need(keys, where(n), what, lang)
		if !ok {
			continue
		}
		text, ok := d.text(v, what+"."+lang, maxText)
		if !ok {
			continue
		}
		s, err := sentenceOf(text, known)
		if err != nil {
			d.wrong(where(v), "placeholder", "%s.%s: %s", what, lang, err)
		}
		texts[lang], parsed[lang] = text, s
	}
	return texts, parsed
}

// figures tells which placeholders a text may have: the limits and, why a door is
// closed, the measures; what opens it, the proposed value.
func figures(limits map[string]float64, opens bool) func(string) bool {
	return func(name string) bool {
		limit, isLimit := strings.CutPrefix(name, "limits.")
		if _, ok := limits[limit]; isLimit && ok {
			return true
		}
		if opens {
			return name == "to"
		}
		s, ok := slotOf[name]
		return ok && variables[s].kind == cel.DoubleType
	}
}

func optional(keys []entry, key string) (ast.Node, bool) {
	for _, k := range keys {
		if k.key == key && !blank(k.value) {
			return k.value, true
		}
	}
	return nil, false
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

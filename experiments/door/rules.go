package door

import (
	"maps"
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
		r.When, r.condition = d.condition(v, grammar, limits)
	}
	if v, ok := d.need(keys, where(n), "a rule", "says"); ok {
		r.Says, r.says = d.sentences(v, "says", figures(limits, false))
	}
	if v, ok := d.need(keys, where(n), "a rule", "opens"); ok {
		r.Opens, r.opens = d.sentences(v, "opens", figures(limits, true))
	}
	return r
}

func (d *document) condition(n ast.Node, grammar *cel.Env, limits map[string]float64) (string, *condition) {
	source, ok := d.text(n, "a condition", maxCondition)
	if !ok {
		return "", nil
	}
	c, flaws := compile(grammar, source, limits)
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
func (d *document) sentences(n ast.Node, what string, known []string) (map[string]string, map[string]sentence) {
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

// figures are the placeholders that a text may have: the limits and, why a door
// is closed, the measures; what opens it, the proposed value.
func figures(limits map[string]float64, opens bool) []string {
	var names []string
	for _, limit := range slices.Sorted(maps.Keys(limits)) {
		names = append(names, "limits."+limit)
	}
	if opens {
		return append(names, "to")
	}
	for _, v := range variables {
		if v.kind == cel.DoubleType {
			names = append(names, v.name)
		}
	}
	return names
}

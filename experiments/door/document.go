package door

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"ajar/internal/fault"
)

// What a policy document may hold. The YAML parser is quadratic in the depth of
// brackets, so depth is bounded before it runs.
const (
	maxSource  = 256 << 10
	maxNesting = 8
)

// place is where something stands in the document, counted from 1.
type place struct{ line, column int }

type problem struct {
	place
	fault.Field
}

// document reads the nodes of a policy and collects everything that is wrong
// with it, so that one answer names it all.
type document struct {
	lines    []string
	problems []problem
}

func (d *document) wrong(at place, code, format string, args ...any) {
	message := fmt.Sprintf("line %d, column %d: ", at.line, at.column) + fmt.Sprintf(format, args...)
	d.problems = append(d.problems, problem{at, fault.Field{Location: "body.source", Code: code, Message: message, Line: at.line, Column: at.column}})
}

func (d *document) err() error {
	if len(d.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(d.problems, func(a, b problem) int {
		return cmp.Or(a.line-b.line, a.column-b.column)
	})
	fields := make([]fault.Field, len(d.problems))
	for i, p := range d.problems {
		fields[i] = p.Field
	}
	return fault.Bad(fields...)
}

// open parses the source to its root node; nil when that already fails.
func (d *document) open(source []byte) ast.Node {
	d.lines = strings.Split(string(source), "\n")
	if len(source) > maxSource {
		d.wrong(place{1, 1}, "too-long", "a policy has at most %d bytes, this one has %d", maxSource, len(source))
		return nil
	}
	tokens := lexer.Tokenize(string(source))
	if at, deep := tooDeep(tokens); deep {
		d.wrong(at, "too-deep", "a policy is nested at most %d deep", maxNesting)
		return nil
	}
	file, err := parser.Parse(tokens, 0)
	if err != nil {
		d.malformed(err)
		return nil
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		d.wrong(place{1, 1}, "not-one-document", "a policy is one YAML document; it begins with format: 1")
		return nil
	}
	return file.Docs[0].Body
}

func (d *document) malformed(err error) {
	at, message := place{1, 1}, err.Error()
	if e, ok := errors.AsType[yaml.Error](err); ok {
		message = e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			at = place{t.Position.Line, t.Position.Column}
		}
	}
	d.wrong(at, "not-yaml", "%s", message)
}

func tooDeep(tokens token.Tokens) (place, bool) {
	brackets, dashes, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			dashes, line = 0, t.Position.Line
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			brackets++
		case token.SequenceEndType, token.MappingEndType:
			brackets--
		case token.SequenceEntryType:
			dashes++
		}
		if brackets > maxNesting || dashes > maxNesting {
			return place{line, t.Position.Column}, true
		}
	}
	return place{}, false
}

func where(n ast.Node) place {
	t := n.GetToken()
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		t = m.Values[0].Key.GetToken()
	}
	if t == nil || t.Position == nil {
		return place{1, 1}
	}
	return place{t.Position.Line, max(t.Position.Column, 1)}
}

func blank(n ast.Node) bool {
	_, null := n.(*ast.NullNode)
	return n == nil || null
}

// mapping reads a node whose keys must be among known (any, when known is nil).
func (d *document) mapping(n ast.Node, what string, known []string) ([]entry, bool) {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		d.wrong(where(n), "wrong-type", "%s has to be a list of keys and values", what)
		return nil, false
	}
	var entries []entry
	for _, v := range m.Values {
		key, ok := v.Key.(*ast.StringNode)
		switch {
		case !ok:
			d.wrong(where(v.Key), "wrong-type", "a key of %s has to be a plain word", what)
		case known != nil && !slices.Contains(known, key.Value):
			d.wrong(where(key), "unknown-key", "%s has no key %q; it takes %s%s", what, key.Value, strings.Join(known, ", "), didYouMean(key.Value, known))
		default:
			entries = append(entries, entry{key.Value, where(key), v.Value})
		}
	}
	return entries, true
}

// entry is one key of a mapping, in the order they are written.
type entry struct {
	key   string
	at    place
	value ast.Node
}

// need returns the value of a key, or says that the thing at a place lacks it.
func (d *document) need(entries []entry, at place, what, key string) (ast.Node, bool) {
	n, ok := optional(entries, key)
	if !ok {
		d.wrong(at, "missing", "%s needs %s", what, key)
	}
	return n, ok
}

// optional returns the value of a key that is there and not left empty.
func optional(entries []entry, key string) (ast.Node, bool) {
	for _, e := range entries {
		if e.key == key && !blank(e.value) {
			return e.value, true
		}
	}
	return nil, false
}

func (d *document) list(n ast.Node, what string) []ast.Node {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		d.wrong(where(n), "wrong-type", "%s has to be a list, each item after a dash", what)
		return nil
	}
	return s.Values
}

// text reads a text of 1 to most characters.
func (d *document) text(n ast.Node, what string, most int) (string, bool) {
	var s string
	switch n := n.(type) {
	case *ast.StringNode:
		s = n.Value
	case *ast.LiteralNode:
		s = n.Value.Value
	case *ast.BoolNode: // a condition may be just true
		s = n.Token.Value
	default:
		d.wrong(where(n), "wrong-type", "%s has to be a text", what)
		return "", false
	}
	s = strings.TrimSpace(s)
	if length := utf8.RuneCountInString(s); length == 0 || length > most {
		d.wrong(where(n), "wrong-length", "%s has to have 1 to %d characters", what, most)
		return "", false
	}
	return s, true
}

// oneOf reads a word that must be among choices.
func (d *document) oneOf(n ast.Node, what string, choices []string) (string, bool) {
	s, ok := d.text(n, what, 100)
	if ok && !slices.Contains(choices, s) {
		d.wrong(where(n), "unknown-value", "%s cannot be %q; it is one of %s%s", what, s, strings.Join(choices, ", "), didYouMean(s, choices))
		return "", false
	}
	return s, ok
}

// matching reads a short text that must be valid; takes says what that is.
func (d *document) matching(n ast.Node, what string, valid func(string) bool, takes string) (string, bool) {
	s, ok := d.text(n, what, 100)
	if ok && !valid(s) {
		d.wrong(where(n), "unknown-value", "%s cannot be %q; it takes %s", what, s, takes)
		return "", false
	}
	return s, ok
}

// number reads a number from 0 to [Largest].
func (d *document) number(n ast.Node, what string) (float64, bool) {
	v, ok := 0.0, true
	switch n := n.(type) {
	case *ast.IntegerNode:
		switch i := n.Value.(type) {
		case uint64:
			v = float64(i)
		case int64:
			v = float64(i)
		}
	case *ast.FloatNode:
		v = n.Value
	default:
		ok = false
	}
	if !ok || !(v >= 0 && v <= Largest) {
		d.wrong(where(n), "wrong-type", "%s has to be a number from 0 to %.0f", what, Largest)
		return 0, false
	}
	return v, true
}

package door

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// Edits are what a form changes of a policy document; what is left out stays.
type Edits struct {
	Limits   []Limit    `json:"limits,omitempty" maxItems:"100"`
	Calendar *Calendar  `json:"calendar,omitempty"`
	Texts    []TextEdit `json:"texts,omitempty" maxItems:"1000"`
}

// Limit is a limit of a policy by its name; null is no limit at all.
type Limit struct {
	Limit string   `json:"limit" example:"customers"`
	Value *float64 `json:"value" nullable:"true" minimum:"0" maximum:"1000000000000"`
}

// TextEdit sets a sentence of a rule.
type TextEdit struct {
	Rule string `json:"rule" example:"much_money"`
	Part string `json:"part" example:"says.en"`
	To   string `json:"to"`
}

// Edit writes the edits into a document and leaves every other byte as it is:
// comments, order, what it says elsewhere. What the document has no place for, it
// leaves out. The result need not be a policy: Parse tells.
func (e Edits) Edit(source []byte) []byte {
	d := &document{}
	root, ok := d.open(source).(*ast.MappingNode)
	if !ok {
		return source
	}
	w := writer{source: string(source), lines: d.lines}
	if limits, ok := child(root, "limits").(*ast.MappingNode); ok {
		for _, l := range e.Limits {
			w.set(limits, l.Limit, figureText(l.Value))
		}
	}
	if e.Calendar != nil {
		w.calendar(root, e.Calendar)
	}
	for _, t := range e.Texts {
		w.text(root, t)
	}
	return []byte(w.written())
}

// writer collects replacements of a document's text.
type writer struct {
	source       string
	lines        []string
	replacements []replacement
}

// replacement is what stands from one byte to another, and what shall.
type replacement struct {
	from, to int
	text     string
}

func (w *writer) written() string {
	slices.SortStableFunc(w.replacements, func(a, b replacement) int { return b.from - a.from })
	text := w.source
	for _, r := range w.replacements {
		text = text[:r.from] + r.text + text[r.to:]
	}
	return text
}

func (w *writer) calendar(root *ast.MappingNode, c *Calendar) {
	texts := []part{{"days", list(c.Days)}, {"from", strconv.Quote(c.From)}, {"to", strconv.Quote(c.To)}, {"closed", list(c.Closed)}}
	if m, ok := child(root, "calendar").(*ast.MappingNode); ok {
		for _, t := range texts {
			w.set(m, t.name, t.text)
		}
		return
	}
	section := "\ncalendar:\n"
	for _, t := range texts {
		section += "  " + t.name + ": " + t.text + "\n"
	}
	w.replacements = append(w.replacements, replacement{len(w.source), len(w.source), section})
}

func (w *writer) text(root *ast.MappingNode, t TextEdit) {
	rules, _ := child(root, "rules").(*ast.SequenceNode)
	kind, lang, _ := strings.Cut(t.Part, ".")
	if rules == nil {
		return
	}
	for _, node := range rules.Values {
		r, _ := node.(*ast.MappingNode)
		if id, ok := child(r, "id").(*ast.StringNode); !ok || id.Value != t.Rule {
			continue
		}
		if sentences, ok := child(r, kind).(*ast.MappingNode); ok && slices.Contains(Languages, lang) {
			w.set(sentences, lang, w.scalar(child(sentences, lang), t.To, sentences.IsFlowStyle))
		}
	}
}

// set replaces the value of a key, or puts the key before the first one.
func (w *writer) set(m *ast.MappingNode, key, text string) {
	for _, v := range m.Values {
		if k, ok := v.Key.(*ast.StringNode); ok && k.Value == key {
			from, to := w.span(v)
			if text != "" {
				text = " " + text
			}
			w.replacements = append(w.replacements, replacement{from, to, text})
			return
		}
	}
	if len(m.Values) == 0 || !identifier.MatchString(key) {
		return
	}
	first := m.Values[0].Key.GetToken()
	between := "\n" + strings.Repeat(" ", first.Position.Column-1)
	if m.IsFlowStyle {
		between = ", "
	}
	at := w.offset(first.Position)
	w.replacements = append(w.replacements, replacement{at, at, strings.TrimRight(key+": "+text, " ") + between})
}

// span is what stands after a key's colon, to the end of its value.
func (w *writer) span(v *ast.MappingValueNode) (from, to int) {
	key := v.Key.GetToken()
	from = w.offset(key.Position) + len(strings.TrimSpace(key.Origin))
	from += strings.Index(w.source[from:], ":") + 1
	return from, max(from, w.end(v.Value))
}

// end is where a value ends; 0 for one that is left empty.
func (w *writer) end(n ast.Node) int {
	switch n := n.(type) {
	case *ast.LiteralNode:
		at := w.offset(n.Start.Position)
		at += strings.IndexByte(w.source[at:], '\n') + 1
		return at + len(strings.TrimRight(n.Value.Token.Origin, " \n"))
	case *ast.SequenceNode:
		if n.IsFlowStyle {
			return w.offset(n.End.Position) + 1
		}
		return w.end(n.Values[len(n.Values)-1])
	}
	t := n.GetToken()
	at, written := w.offset(t.Position), strings.TrimSpace(t.Origin)
	if strings.HasPrefix(w.source[at:], written) {
		return at + len(written)
	}
	return 0
}

// offset is the byte at which a token begins; its column counts characters.
func (w *writer) offset(p *token.Position) int {
	at := 0
	for _, line := range w.lines[:p.Line-1] {
		at += len(line) + 1
	}
	line, column := w.lines[p.Line-1], p.Column
	for i := range line {
		if column--; column == 0 {
			return at + i
		}
	}
	return at + len(line)
}

// plain texts need no quotes in a block.
var plain = regexp.MustCompile(`^[\pL¿¡][^\n]*$`)

// scalar writes a sentence as it was written before: plain where it was and can
// be, in quotes otherwise.
func (w *writer) scalar(before ast.Node, text string, flow bool) string {
	s, ok := before.(*ast.StringNode)
	if ok && s.Token.Type == token.StringType && !flow && plain.MatchString(text) &&
		!strings.Contains(text+" ", ": ") && !strings.Contains(text, " #") && !slices.Contains([]string{"true", "false", "null"}, strings.ToLower(text)) {
		return text
	}
	return strconv.Quote(text)
}

func figureText(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

// word needs no quotes in a list.
var word = regexp.MustCompile(`^[a-z0-9-]+$`)

func list(items []string) string {
	written := make([]string, len(items))
	for i, item := range items {
		if written[i] = item; !word.MatchString(item) {
			written[i] = strconv.Quote(item)
		}
	}
	return "[" + strings.Join(written, ", ") + "]"
}

// child is the value of a key; nil where there is none.
func child(m *ast.MappingNode, key string) ast.Node {
	if m == nil {
		return nil
	}
	for _, v := range m.Values {
		if k, ok := v.Key.(*ast.StringNode); ok && k.Value == key {
			return v.Value
		}
	}
	return nil
}

package markdown

import (
	"bytes"
	"strings"

	"github.com/google/uuid"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// mention is somebody who is mentioned, in the tree of a text.
type mention struct {
	ast.BaseInline
	name string
}

var mentionKind = ast.NewNodeKind("Mention")

// Kind is the kind of the node, for goldmark.
func (*mention) Kind() ast.NodeKind { return mentionKind }

// Dump prints the node, for goldmark.
func (m *mention) Dump(source []byte, level int) { ast.DumpHelper(m, source, level, nil, nil) }

var namesKey = parser.NewContextKey()

// tame turns links to people into mentions, and images into links.
type tame struct{}

// Transform changes a tree that was read, for goldmark.
func (tame) Transform(document *ast.Document, reader text.Reader, context parser.Context) {
	names, _ := context.Get(namesKey).(Names)
	var links []*ast.Link
	var images []*ast.Image
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link:
			if entering {
				links = append(links, n)
			}
		case *ast.Image:
			if entering {
				images = append(images, n)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, link := range links {
		if id, ok := person(link.Destination); ok {
			mentioned(link, names.of(id), reader.Source())
		}
	}
	for _, image := range images {
		linked(image)
	}
}

func person(destination []byte) (uuid.UUID, bool) {
	id, ok := strings.CutPrefix(string(destination), "person:")
	parsed, err := uuid.Parse(id)
	return parsed, ok && err == nil
}

// mentioned puts a mention in the place of a link, and of the @ before it.
func mentioned(link *ast.Link, name string, source []byte) {
	if before, ok := link.PreviousSibling().(*ast.Text); ok && bytes.HasSuffix(before.Segment.Value(source), []byte("@")) {
		before.Segment = before.Segment.WithStop(before.Segment.Stop - 1)
	}
	link.Parent().ReplaceChild(link.Parent(), link, &mention{name: name})
}

// linked puts a link in the place of an image: nothing is fetched from elsewhere by
// who only reads.
func linked(image *ast.Image) {
	link := ast.NewLink()
	link.Destination = image.Destination
	if !image.HasChildren() {
		link.AppendChild(link, ast.NewString(image.Destination))
	}
	for child := image.FirstChild(); child != nil; {
		next := child.NextSibling()
		link.AppendChild(link, child)
		child = next
	}
	image.Parent().ReplaceChild(image.Parent(), image, link)
}

// mentions writes mentions as HTML.
type mentions struct{}

// RegisterFuncs names what is written for each node, for goldmark.
func (mentions) RegisterFuncs(register renderer.NodeRendererFuncRegisterer) {
	register.Register(mentionKind, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		m, _ := n.(*mention)
		_, err := w.WriteString(`<span class="mention">@` + string(util.EscapeHTML([]byte(m.name))) + `</span>`)
		return ast.WalkContinue, err
	})
}

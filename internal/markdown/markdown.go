// Package markdown makes safe HTML of what people write to each other, and knows
// the people it mentions.
//
// It reads CommonMark without headings, raw HTML and images: a heading would break
// into the page's own, HTML is shown as it was typed, and an image becomes a link
// to where it lies. What it makes is cleaned once more before it leaves.
//
// A mention is written @[Name](person:id). It is kept without the name, which is
// filled in when it is read: whoever is renamed or erased is called so everywhere.
package markdown

import (
	"bytes"
	"fmt"
	"regexp"

	"github.com/google/uuid"
	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// Names are what people are called; who is not in it is shown as "…".
type Names map[uuid.UUID]string

// somebody stands for a person who is not named.
const somebody = "…"

func (n Names) of(id uuid.UUID) string {
	if name, ok := n[id]; ok {
		return name
	}
	return somebody
}

// written is a mention as it is typed or kept.
var written = regexp.MustCompile(`@\[[^\]\n]*\]\(person:([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})\)`)

// Nameless is the text as it is kept: mentions lose their names.
func Nameless(source string) string {
	return renamed(source, func(uuid.UUID) string { return "" })
}

// Named is a kept text as its author edits it: mentions with the names of today.
func Named(source string, names Names) string {
	return renamed(source, func(id uuid.UUID) string { return brackets.ReplaceAllString(names.of(id), " ") })
}

func renamed(source string, name func(uuid.UUID) string) string {
	return written.ReplaceAllStringFunc(source, func(mention string) string {
		id := uuid.MustParse(written.FindStringSubmatch(mention)[1])
		return fmt.Sprintf("@[%s](person:%s)", name(id), id)
	})
}

var brackets = regexp.MustCompile(`[\[\]\\\n]`)

// Mentions are the people whom a text mentions, each once, in its order.
func Mentions(source string) []uuid.UUID {
	var found []uuid.UUID
	seen := map[uuid.UUID]bool{}
	for _, match := range written.FindAllStringSubmatch(source, -1) {
		if id := uuid.MustParse(match[1]); !seen[id] {
			seen[id] = true
			found = append(found, id)
		}
	}
	return found
}

// Render makes HTML of a text. A mention is a span of the class "mention". Links to
// other hosts open beside the page and carry rel="nofollow noopener".
func Render(source string, names Names) (string, error) {
	var made bytes.Buffer
	context := parser.NewContext()
	context.Set(namesKey, names)
	if err := converter.Convert([]byte(source), &made, parser.WithContext(context)); err != nil {
		return "", err
	}
	return policy.SanitizeReader(&made).String(), nil
}

var converter = goldmark.New(
	goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewEmphasisParser(), 500),
		),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		parser.WithASTTransformers(util.Prioritized(tame{}, 100)),
	)),
	goldmark.WithRendererOptions(html.WithHardWraps(), renderer.WithNodeRenderers(util.Prioritized(mentions{}, 100))),
	goldmark.WithExtensions(extension.Linkify),
)

var policy = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "em", "strong", "ul", "li", "blockquote", "pre", "code")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowElements("ol")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^mention$`)).OnElements("span")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireNoFollowOnFullyQualifiedLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	return p
}()

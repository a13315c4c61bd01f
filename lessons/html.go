package lessons

import (
	"fmt"
	"html"
	"strings"
)

// HTML is the lesson below its title, for feed readers. What the team wrote stays the
// text it was.
func (t Told) HTML() string {
	var out strings.Builder
	fmt.Fprintf(&out, "<div lang=%q><p>%s</p>", t.Language, html.EscapeString(strings.Join(t.Origin, " · ")))
	for _, part := range t.Parts {
		fmt.Fprintf(&out, "<h2>%s</h2>", part.Heading)
		if part.Text != "" {
			fmt.Fprintf(&out, "<p>%s</p>", lines(part.Text))
		}
		if len(part.Points) == 0 {
			continue
		}
		out.WriteString("<ul>")
		for _, point := range part.Points {
			fmt.Fprintf(&out, "<li>%s</li>", point.html())
		}
		out.WriteString("</ul>")
	}
	fmt.Fprintf(&out, "<p>%s %s</p></div>", said["from"][t.Language], html.EscapeString(t.Source))
	return out.String()
}

func (p Point) html() string {
	if p.Text == "" {
		return p.Lead
	}
	return fmt.Sprintf("<b>%s</b>: %s", p.Lead, lines(p.Text))
}

// lines keeps the lines of a text in HTML.
func lines(text string) string {
	return strings.ReplaceAll(html.EscapeString(strings.TrimSpace(text)), "\n", "<br/>")
}

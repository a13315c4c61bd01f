package lessons

import (
	"fmt"
	"strings"

	"ajar/internal/markdown"
)

// Markdown is the lesson as a document of its own (CommonMark). What the team wrote
// stays the text it was. Origin is the address of the registry, for the links.
func (t Told) Markdown(origin string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "# %s\n\n%s\n", markdown.Inline(t.Title), markdown.Inline(strings.Join(t.Origin, " · ")))
	for _, part := range t.Parts {
		fmt.Fprintf(&out, "\n## %s\n\n", part.Heading)
		if part.Text != "" {
			fmt.Fprintf(&out, "%s\n", markdown.Verbatim(part.Text))
		}
		for _, point := range part.Points {
			fmt.Fprintf(&out, "- %s\n", point.markdown(origin))
		}
	}
	fmt.Fprintf(&out, "\n---\n\n%s [%s](%s)\n", said["from"][t.Language], markdown.Inline(t.Source), experimentAt(origin, t.Key))
	return out.String()
}

func (p Point) markdown(origin string) string {
	if p.Text == "" {
		return fmt.Sprintf("[%s](%s)", p.Lead, experimentAt(origin, p.Lead))
	}
	return fmt.Sprintf("**%s**: %s", p.Lead, strings.ReplaceAll(markdown.Verbatim(p.Text), "\n", "\n  "))
}

func experimentAt(origin, key string) string { return origin + "/experiments/" + key }

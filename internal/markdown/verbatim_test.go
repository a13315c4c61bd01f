package markdown_test

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"pgregory.net/rapid"

	"ajar/internal/markdown"
)

func TestVerbatim(t *testing.T) {
	for written, want := range map[string]string{
		"Tea helps.":             "Tea helps.",
		"One\nTwo\r\n\r\nThree":  "One\\\nTwo\n\nThree",
		"# No heading":           `\# No heading`,
		"1. No list\n- nor here": "1\\. No list\\\n\\- nor here",
		"*so* [it](x) <b>is</b>": `\*so\* \[it\](x) \<b>is\</b>`,
		"R&D &amp; C#":           `R&D \&amp; C#`,
		"2 - 1 = 1, 5 > 4":       "2 - 1 = 1, 5 > 4",
		"\n\n  \n":               "",
		"    four spaces\tmore":  "four spaces more",
	} {
		if got := markdown.Verbatim(written); got != want {
			t.Errorf("%q became %q, not %q", written, got, want)
		}
	}
	if got := markdown.Inline("# A\nheading #\n"); got != `\# A heading \#` {
		t.Errorf("a heading became %q", got)
	}
}

var (
	reader = goldmark.New(goldmark.WithExtensions(extension.GFM))
	tag    = regexp.MustCompile(`</?(p|br|a|h1|ul|li)( [^>]*)?>`) // links of bare addresses change no text
)

// read is what a reader of Markdown sees, and every element that is none of a plain text.
func read(t interface{ Fatal(...any) }, source string) string {
	var page bytes.Buffer
	if err := reader.Convert([]byte(source), &page); err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(page.String(), " "))), " ")
}

// Whatever is written reads as it was written, in a paragraph, in a list and in a heading.
func TestVerbatimReadsAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		written := rapid.StringOfN(rapid.SampledFrom([]rune("ab1 \n\t\\`*_{}[]()<>#+-.!|~&;:=\"'/@^$%ñ€")), 1, 60, -1).Draw(t, "text")
		want := strings.Join(strings.Fields(written), " ")
		for _, source := range []string{
			markdown.Verbatim(written) + "\n",
			"- " + strings.ReplaceAll(markdown.Verbatim(written), "\n", "\n  ") + "\n",
			"# " + markdown.Inline(written) + "\n",
		} {
			if got := read(t, source); got != want {
				t.Fatalf("%q as %q reads %q", written, source, got)
			}
		}
	})
}

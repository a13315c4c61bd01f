package markdown

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	// special are the characters that mean something anywhere in a line (CommonMark 0.31, section 2.4; "~" and "|"
	// in GitHub's tables and strike-through).
	special = strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "\\<", "~", "\\~", "|", "\\|")
	// reference is an entity, which would become its character.
	reference = regexp.MustCompile(`&(#?[0-9A-Za-z]+;)`)
	// marker is what means something where a line begins.
	marker = regexp.MustCompile(`^([#+\-=>:]|[0-9]{1,9}[.)])`)
)

// Verbatim writes a text as Markdown that reads as the text it was: its paragraphs
// and lines stay, and nothing in it becomes a heading, a list, a link or HTML.
func Verbatim(text string) string {
	var out strings.Builder
	between := ""
	for line := range strings.Lines(ends.Replace(text)) {
		line = strings.TrimSpace(strings.Map(printable, line))
		if line == "" {
			if out.Len() > 0 {
				between = "\n\n"
			}
			continue
		}
		out.WriteString(between)
		out.WriteString(escaped(line))
		between = "\\\n"
	}
	return out.String()
}

// Inline is Verbatim on one line, for a heading.
func Inline(text string) string {
	line := strings.Join(strings.Fields(strings.Map(printable, text)), " ")
	return strings.ReplaceAll(strings.ReplaceAll(escaped(line), `\#`, "#"), "#", `\#`)
}

var ends = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func printable(r rune) rune {
	if r != '\n' && unicode.IsControl(r) {
		return ' '
	}
	return r
}

func escaped(line string) string {
	line = reference.ReplaceAllString(special.Replace(line), `\&$1`)
	if rest, ok := strings.CutSuffix(line, `\\`); ok {
		line = rest + "&bsol;" // goldmark takes three backslashes before a line's end for two
	}
	return marker.ReplaceAllStringFunc(line, func(found string) string {
		last := len(found) - 1
		return found[:last] + `\` + found[last:]
	})
}

package lessons

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// digest is what one weekly mail holds: every lesson once, and months at the finest.
type digest struct {
	groups []digestGroup // those that hold something
}

type digestGroup struct {
	heading string // of digestWords
	lessons []Publication
}

// mostInGroup is how many lessons of a group a mail names; the library has the rest.
const mostInGroup = 10

// digestWords are the words of the mail.
var digestWords = map[string]map[string]string{
	"subject":   {"en": "Lessons of the week", "es": "Lecciones de la semana", "pl": "Lekcje tygodnia"},
	"new":       {"en": "New lessons", "es": "Lecciones nuevas", "pl": "Nowe lekcje"},
	"stories":   {"en": "What worked, to be retold", "es": "Lo que funcionó, para volver a contarlo", "pl": "Co zadziałało i warto opowiedzieć dalej"},
	"otherwise": {"en": "Somebody found otherwise", "es": "Alguien vio otra cosa", "pl": "Ktoś zauważył coś innego"},
	"years":     {"en": "From this month in earlier years", "es": "De este mes, en años anteriores", "pl": "Z tego miesiąca w poprzednich latach"},
	"more":      {"en": "All lessons", "es": "Todas las lecciones", "pl": "Wszystkie lekcje"},
	"why":       {"en": "You asked for this mail. It comes on Mondays when there is something to tell.", "es": "Pediste este correo. Llega los lunes si hay algo que contar.", "pl": "Ten e-mail przychodzi na twoją prośbę, w poniedziałki, jeśli jest co opowiedzieć."},
	"stop":      {"en": "No more of these mails", "es": "No recibir más estos correos", "pl": "Nie chcę więcej tych e-maili"},
	"change":    {"en": "Another language", "es": "Otro idioma", "pl": "Inny język"},
}

// digestOf sorts what was published in a week into what a mail tells, and leaves out what it
// has told already: no lesson stands in it twice.
func digestOf(fresh, otherwise, years []Publication) digest {
	var told []string
	var d digest
	add := func(heading string, all []Publication) {
		group := digestGroup{heading: heading}
		for _, p := range all {
			if id := p.ID.String(); !slices.Contains(told, id) && len(group.lessons) < mostInGroup {
				told, group.lessons = append(told, id), append(group.lessons, p)
			}
		}
		if len(group.lessons) > 0 {
			d.groups = append(d.groups, group)
		}
	}
	var learned, stories []Publication
	for _, p := range fresh {
		if p.isStory() {
			stories = append(stories, p)
		} else {
			learned = append(learned, p)
		}
	}
	add("new", learned)
	add("stories", stories)
	add("otherwise", otherwise)
	add("years", years)
	return d
}

// isStory: it worked for the right reason.
func (p Publication) isStory() bool { return p.Outcome == "worked" && !p.HollowWin }

// addresses are where the links of a mail lead.
type addresses struct{ origin, unsubscribe string }

// text is the mail in plain text.
func (d digest) text(language string, at addresses) string {
	word := func(key string) string { return digestWords[key][language] }
	var out strings.Builder
	for _, group := range d.groups {
		fmt.Fprintf(&out, "%s\n%s\n\n", word(group.heading), strings.Repeat("=", len([]rune(word(group.heading)))))
		for _, p := range group.lessons {
			fmt.Fprintf(&out, "- %s\n  %s\n  %s/lessons/%s\n\n", oneLine(p.Headline), oneLine(p.origin(language)), at.origin, p.ID)
		}
	}
	fmt.Fprintf(&out, "%s: %s/lessons\n\n-- \n%s\n%s: %s\n%s: %s/settings\n", word("more"), at.origin, word("why"), word("stop"), at.unsubscribe, word("change"), at.origin)
	return out.String()
}

// html is the same mail, for programs that show HTML: without pictures, styles or scripts.
func (d digest) html(language string, at addresses) string {
	word := func(key string) string { return digestWords[key][language] }
	var out strings.Builder
	fmt.Fprintf(&out, "<!doctype html><html lang=%q><meta charset=\"utf-8\"><title>%s</title><body>\n", language, word("subject"))
	for _, group := range d.groups {
		fmt.Fprintf(&out, "<h2>%s</h2>\n<ul>\n", word(group.heading))
		for _, p := range group.lessons {
			fmt.Fprintf(&out, "<li><p><a href=\"%s/lessons/%s\" lang=%q>%s</a><br>%s</p></li>\n", html.EscapeString(at.origin), p.ID, p.Language,
				html.EscapeString(p.Headline), html.EscapeString(p.origin(language)))
		}
		out.WriteString("</ul>\n")
	}
	link := func(address, key string) string {
		return fmt.Sprintf("<a href=%q>%s</a>", html.EscapeString(address), word(key))
	}
	fmt.Fprintf(&out, "<p>%s</p>\n<hr>\n<p><small>%s %s · %s</small></p>\n</body></html>\n", link(at.origin+"/lessons", "more"), word("why"),
		link(at.unsubscribe, "stop"), link(at.origin+"/settings", "change"))
	return out.String()
}

// origin is team, moment, month and outcome in the reader's language.
func (p Publication) origin(language string) string {
	p.Language = language
	return strings.Join(written([]string{p.Team, p.Moment, monthIn(language, p.Month), p.outcome()}), " · ")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// mailHour is when the mails of a week go out, on Monday, in the organisation's zone.
const mailHour = 7

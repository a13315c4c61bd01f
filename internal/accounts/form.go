package accounts

import (
	"fmt"
	"net/mail"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"ajar/internal/fault"
	words "ajar/internal/text"
)

// limit bounds a text, in characters after trimming.
type limit struct{ least, most int }

// Every text that this package keeps.
var (
	organisationName  = limit{1, 120}
	personName        = limit{1, 100}
	emailAddress      = limit{3, 254} // RFC 5321, section 4.5.3.1.3, less the angle brackets
	password          = limit{10, 256}
	teamName          = limit{1, 100}
	teamArea          = limit{0, 100}
	momentName        = limit{1, 100}
	momentDescription = limit{0, 1000}
	tokenName         = limit{1, 100}
	deviceName        = limit{0, 200}
)

// form collects everything that is wrong with an input.
type form struct {
	faults       []fault.Field
	organisation string // its name, which is no password
}

func (f *form) bad(location, code, message string, args ...any) {
	f.faults = append(f.faults, fault.Field{Location: location, Code: code, Message: fmt.Sprintf(message, args...)})
}

// fault is nil when nothing is wrong.
func (f *form) fault() error {
	if len(f.faults) == 0 {
		return nil
	}
	return fault.Bad(f.faults...)
}

// faultsOf are what a check finds.
func faultsOf(check func(*form)) []fault.Field {
	var f form
	check(&f)
	return f.faults
}

// at is the location of a list's element.
func at(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// line is a text of one line as it will be kept: trimmed and composed.
func (f *form) line(location, text string, l limit) string {
	return f.prose(location, text, l, "")
}

// text is like line, but may hold line breaks and tabs.
func (f *form) text(location, text string, l limit) string {
	return f.prose(location, text, l, "\n\r\t")
}

func (f *form) prose(location, text string, l limit, allowed string) string {
	text = norm.NFC.String(strings.TrimSpace(text))
	hidden := func(r rune) bool { return words.Invisible(r) && !strings.ContainsRune(allowed, r) }
	if strings.ContainsFunc(text, hidden) || !utf8.ValidString(text) {
		f.bad(location, "control_characters", "This text holds characters that cannot be seen. Type it again.")
	}
	f.length(location, text, l)
	return text
}

func (f *form) length(location, text string, l limit) {
	switch n := utf8.RuneCountInString(text); {
	case n == 0 && l.least > 0:
		f.bad(location, "required", "This cannot be empty.")
	case n < l.least:
		f.bad(location, "min_length", "This takes at least %d characters.", l.least)
	case n > l.most:
		f.bad(location, "max_length", "This takes at most %d characters.", l.most)
	}
}

// email is an address as it will be kept, in lower case.
func (f *form) email(location, text string) string {
	before := len(f.faults)
	text = f.line(location, text, emailAddress)
	if len(f.faults) > before {
		return text
	}
	parsed, err := mail.ParseAddress(text)
	if err != nil || parsed.Address != text {
		f.bad(location, "format", "This is no e-mail address.")
	}
	return normalEmail(text)
}

// normalEmail is how addresses are kept and compared.
func normalEmail(text string) string {
	return strings.ToLower(norm.NFC.String(strings.TrimSpace(text)))
}

// password refuses a short one, and one that is a name that others know.
func (f *form) password(location, text string, known ...string) {
	before := len(f.faults)
	f.length(location, text, password)
	if strings.ContainsRune(text, 0) || !utf8.ValidString(text) {
		f.bad(location, "control_characters", "This password holds characters that cannot be typed.")
	}
	if len(f.faults) > before {
		return
	}
	for _, k := range append(known, f.organisation) {
		if strings.EqualFold(text, k) {
			f.bad(location, "guessable", "Choose a password that is no name and no e-mail address.")
			return
		}
	}
}

// clean is a text from outside that is kept for show: what cannot be kept is
// left out, because nobody typed it who could correct it.
func clean(text string, l limit) string {
	text = strings.Map(func(r rune) rune {
		if words.Invisible(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	runes := []rune(text)
	return string(runes[:min(len(runes), l.most)])
}

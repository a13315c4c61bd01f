package api_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
)

// The words that blame are marked in UTF-16 code units, asked about in the reader's
// language, and colleagues' names are offered for a role.
func TestTheLanguageIsChecked(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		text := "😀 All went well. The trainee forgot to mention the second number."
		r := v.pia.post(t, "/language-check", object{"text": text}, "Accept-Language", "es").want(200)
		if r.text("language") != "en" || len(r.list("findings")) == 0 || r.text("findings.0.category") != "person" {
			t.Fatalf("%s", r.raw)
		}
		if q := r.text("findings.0.question"); q != "¿Qué hacía que entonces fuera lo más sensato?" {
			t.Errorf("it asks %q", q)
		}
		units := utf16.Encode([]rune(text))
		start, end := int(r.at("findings.0.start").(float64)), int(r.at("findings.0.end").(float64))
		if marked := string(utf16.Decode(units[start:end])); !strings.Contains(marked, "trainee forgot") {
			t.Errorf("it marks %q", marked)
		}

		name := v.pia.get(t, "/session").want(200).text("name")
		r = v.rosa.post(t, "/language-check", object{"text": fmt.Sprintf("%s found the gap within an hour.", name)}).want(200)
		if r.text("findings.0.replace_by") != "A colleague" || r.text("findings.0.category") != "person" {
			t.Errorf("%s is not offered for a role: %s", name, r.raw)
		}
		if r := v.pia.post(t, "/language-check", object{"text": "The fix failed to include the weekend line."}).want(200); len(r.list("findings")) > 0 {
			t.Errorf("a fix is blamed: %s", r.raw)
		}
		v.pia.post(t, "/language-check", object{"text": strings.Repeat("a", 20_001)}).want(422)
		v.pia.post(t, "/language-check", object{"text": "x", "language": "fr"}).want(422)
	})
}

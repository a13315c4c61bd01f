package accounts

import (
	"context"
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"
	"github.com/google/go-cmp/cmp"

	"ajar/internal/fault"
	words "ajar/internal/text"
)

func TestNobodysHashTakesTheTimeOfARealOne(t *testing.T) {
	params, _, _, err := argon2id.DecodeHash(nobodysHash)
	must(t, err)
	if diff := cmp.Diff(production, params); diff != "" {
		t.Error(diff)
	}
}

func TestMatches(t *testing.T) {
	composed, decomposed := "contraseña larga", "contrasen\u0303a larga"
	hash, err := hashPassword(t.Context(), composed)
	must(t, err)
	for _, c := range []struct {
		password, hash string
		want           bool
	}{
		{composed, hash, true},
		{decomposed, hash, true}, // as another keyboard types it
		{composed + " ", hash, false},
		{"", hash, false},
		{composed, "", false},
		{"y", "", false}, // what nobodysHash was made of
	} {
		got, err := matches(t.Context(), c.password, c.hash)
		must(t, err)
		if got != c.want {
			t.Errorf("%q: %t", c.password, got)
		}
	}
	_, err = matches(t.Context(), composed, "no hash")
	if err == nil {
		t.Error("a hash that cannot be read was taken for a wrong password")
	}
}

func TestHashingWaitsItsTurn(t *testing.T) {
	for range cap(atOnce) {
		atOnce <- struct{}{}
	}
	defer func() {
		for range cap(atOnce) {
			<-atOnce
		}
	}()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := hashPassword(ctx, goodPassword)
	refused(t, err, fault.Unavailable, "busy")
}

func TestForm(t *testing.T) {
	long := strings.Repeat("ż", 101)
	for _, c := range []struct {
		check func(f *form) string
		want  string
		code  string
	}{
		{func(f *form) string { return f.line("x", "  a\u0301b ", personName) }, "áb", ""},
		{func(f *form) string { return f.line("x", long[:200], personName) }, long[:200], ""},
		{func(f *form) string { return f.line("x", long, personName) }, long, "max_length"},
		{func(f *form) string { return f.line("x", "\u00a0", personName) }, "", "required"},
		{func(f *form) string { return f.line("x", "a\tb", personName) }, "a\tb", "control_characters"},
		{func(f *form) string { return f.line("x", "a\u2066b", personName) }, "a\u2066b", "control_characters"},
		{func(f *form) string { return f.line("x", "a\xffb", personName) }, "a\xffb", "control_characters"},
		{func(f *form) string { return f.line("x", "👩\u200d🚀", personName) }, "👩\u200d🚀", ""},
		{func(f *form) string { return f.text("x", "a\r\n\tb", momentDescription) }, "a\r\n\tb", ""},
		{func(f *form) string { return f.text("x", "a\x00b", momentDescription) }, "a\x00b", "control_characters"},
		{func(f *form) string { return f.email("x", " Zażółć@Example.ORG\n") }, "zażółć@example.org", ""},
		{func(f *form) string { return f.email("x", "till@localhost") }, "till@localhost", ""},
		{func(f *form) string { return f.email("x", "Bo <bo@example.org>") }, "bo <bo@example.org>", "format"},
		{func(f *form) string { return f.email("x", "bo@example.org, ann@example.org") }, "bo@example.org, ann@example.org", "format"},
		{func(f *form) string { return f.email("x", strings.Repeat("a", 250)+"@b.org") }, strings.Repeat("a", 250) + "@b.org", "max_length"},
		{func(f *form) string { f.password("x", strings.Repeat("ż", 10)); return "" }, "", ""},
		{func(f *form) string { f.password("x", strings.Repeat("ż", 9)); return "" }, "", "min_length"},
		{func(f *form) string { f.password("x", strings.Repeat("z", 257)); return "" }, "", "max_length"},
		{func(f *form) string { f.password("x", "correct\x00horse"); return "" }, "", "control_characters"},
	} {
		var f form
		got := c.check(&f)
		code := ""
		for _, field := range f.faults {
			code += field.Code
		}
		if got != c.want || code != c.code {
			t.Errorf("got %q %q, want %q %q", got, code, c.want, c.code)
		}
	}
}

func FuzzForm(f *testing.F) {
	f.Add("Bo <bo@example.org>")
	f.Add("a\x00\u202e\xff")
	f.Fuzz(func(t *testing.T, text string) {
		var in form
		kept := in.line("x", text, personName)
		if in.fault() == nil && strings.ContainsFunc(kept, words.Invisible) {
			t.Errorf("kept %q", kept)
		}
		var address form
		kept = address.email("x", text)
		var again form
		if address.fault() == nil && (again.email("x", kept) != kept || again.fault() != nil) {
			t.Errorf("%q was kept as %q, which is refused or changed", text, kept)
		}
		if device := clean(text, deviceName); strings.ContainsFunc(device, words.Invisible) {
			t.Errorf("cleaned to %q", device)
		}
	})
}

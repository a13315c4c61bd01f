package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestTokens(t *testing.T) {
	for in, want := range map[string][]string{
		"":                          nil,
		" … !? 😀":                   nil,
		"Hold music":                {"hold", "music"},
		"Don't e-mail a.b.com v2.1": {"don", "t", "e", "mail", "a", "b", "com", "v2", "1"},
		"¿Qué pasó? 15:00":          {"que", "paso", "15", "00"},
		"退款 возврат":                {"退款", "возврат"},
		"a\x00b\xffc":               {"a", "b", "c"},
		strings.Repeat("ż", 50):     {strings.Repeat("z", maxToken)},
		strings.Repeat("退", 50):     {strings.Repeat("退", maxToken)},
	} {
		if diff := cmp.Diff(want, Tokens(in), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("Tokens(%q): %s", in, diff)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, seed := range []string{"", "Żółć 2e9", "👩‍👩‍👧 ﷺ", "a\x00b\xff", "환불 ½ ²", strings.Repeat("退", 100)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tokens := Tokens(s)
		for _, token := range tokens {
			if token == "" || utf8.RuneCountInString(token) > maxToken ||
				strings.ContainsFunc(token, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
				t.Errorf("Tokens(%q) has %q", s, token)
			}
		}
		if again := Tokens(strings.Join(tokens, " ")); !cmp.Equal(tokens, again, cmpopts.EquateEmpty()) {
			t.Errorf("Tokens(%q) = %q, and of these %q", s, tokens, again)
		}
	})
}

// The time for a byte must be the same for every input.
func BenchmarkTokens(b *testing.B) {
	for name, s := range map[string]string{
		"plain":  strings.Repeat("the front line answers at once, ", 30_000),
		"polish": strings.Repeat("żółta paczka źle wysłana, ", 30_000),
		"marks":  "e" + strings.Repeat("\u0301", 500_000),
		"word":   strings.Repeat("a", 1_000_000),
		"long":   strings.Repeat("ﷺ", 300_000),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Tokens(s)
			}
		})
	}
}

package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "",
		"plain":               "plain",
		"Łódź, ŻÓŁĆ":          "lodz, zolc",
		"¿Avería? Años":       "¿averia? anos",
		"Straße STRAẞE":       "strasse strasse",
		"œuvre Æsop ðóttir Þ": "oeuvre aesop dottir th",
		"İstanbul ısı":        "istanbul isi",
		"ﬁnance №5 ２０２６":      "finance no5 2026",
		"e\u0301\u0301":       "e",
		"Привет":              "привет",
		"退款 😀":                "退款 😀",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldingACodePointTwiceChangesNothing(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		once := Fold(string(r))
		if twice := Fold(once); twice != once {
			t.Errorf("%U folds to %q, and that to %q", r, once, twice)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"", "Żółć", "ﷺ", "İ", "ǅ", "\xff\x00", "K℃Ω", "ϔẛ", strings.Repeat("é\u0301", 50)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := Fold(s)
		if again := Fold(folded); again != folded {
			t.Errorf("Fold(%q) = %q, and folded again %q", s, folded, again)
		}
		if utf8.ValidString(s) && !utf8.ValidString(folded) {
			t.Errorf("Fold(%q) = %q is not UTF-8", s, folded)
		}
		if i := strings.IndexFunc(folded, unicode.IsMark); i >= 0 {
			t.Errorf("Fold(%q) = %q keeps a mark", s, folded)
		}
	})
}

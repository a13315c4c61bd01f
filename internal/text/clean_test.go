package text

import "testing"

func TestClean(t *testing.T) {
	for given, want := range map[string]string{
		"":                              "",
		"Tea\tand\ncoffee":              "Tea\tand\ncoffee",
		"a\r\nb\rc\vd\fe\u0085f\u2028g": "a\nb\nc\nd\ne\nf\ng",
		"re\x02fund\x1b\x7f":            "refund",
		"\u202eaet\u202c \u2066x\u2069": "aet x",
		"\u200fa\u061cb":                "ab",
		"Zo\u0301łw":                    "Zółw",
		"👩\u200d🔬 cafe\u0301":           "👩\u200d🔬 café", // a joiner shows something
	} {
		if got := Clean(given); got != want {
			t.Errorf("%q becomes %q, not %q", given, got, want)
		}
		if got := Clean(want); got != want {
			t.Errorf("%q does not stay, but becomes %q", want, got)
		}
	}
}

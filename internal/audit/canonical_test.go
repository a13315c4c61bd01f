package audit

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The examples of RFC 8785, sections 3.2.2 and 3.2.3, and what its numbers say.
func TestCanonical(t *testing.T) {
	for in, want := range map[string]string{
		`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
		  "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`: `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		`{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
		  "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}`: "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
		`[0, -0, 1.0, 1e0, 100000000000000000000, 1e21, 0.000001, 1e-7, 9007199254740993]`: `[0,0,1,1,100000000000000000000,1e+21,0.000001,1e-7,9007199254740992]`,
		` { } `:                 `{}`,
		`[[], {"a": [{}]}, ""]`: `[[],{"a":[{}]},""]`,
		"\"\u2028<>&\u007f\"":   "\"\u2028<>&\u007f\"",
	} {
		got, err := canonical([]byte(in))
		if err != nil {
			t.Errorf("%s: %v", in, err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s: %s", in, diff)
		}
	}
}

func TestWhatHasNoCanonicalForm(t *testing.T) {
	for _, in := range []string{``, `{`, `{"a":1,"a":1}`, `{"a":{"b":1,"b":2}}`, `1e999`, `{} {}`, `[1,]`, `{"a"}`} {
		if got, err := canonical([]byte(in)); err == nil {
			t.Errorf("%s became %s", in, got)
		}
	}
}

func FuzzCanonicalIsStable(f *testing.F) {
	f.Add([]byte(`{"b":[1,2.5,"ł"],"a":null}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		once, err := canonical(in)
		if err != nil {
			return
		}
		if twice, err := canonical(once); err != nil || string(twice) != string(once) {
			t.Errorf("%s became %s, %v", once, twice, err)
		}
	})
}

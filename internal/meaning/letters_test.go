package meaning

import "testing"

func TestSayable(t *testing.T) {
	for _, c := range []struct {
		language, stem string
		want           bool
	}{
		{"en", "wheelchair", true}, {"en", "wheqlchair", false}, {"es", "presupost", true}, {"es", "presxpost", false},
		{"pl", "szczotk", true}, {"en", "szczotk", false}, {"fr", "vin", false}, {"en", "", true},
	} {
		if got := Sayable(c.language, c.stem); got != c.want {
			t.Errorf("%s %q: %v", c.language, c.stem, got)
		}
	}
}

func TestBegins(t *testing.T) {
	if !Begins("en", "backgr") || Begins("en", "backgj") || Begins("en", "zzzzzz") {
		t.Error("which tokens begin an English word is not known")
	}
}

package meaning

import (
	"math"
	"slices"
	"strings"
	"testing"

	"ajar/internal/text"

	"ajar/internal/packed"
)

func TestWordsThatMeanTheSameAreNear(t *testing.T) {
	for _, c := range []struct{ language, token, among, near string }{
		{"en", "refund", "es", "devolver"},
		{"en", "refunds", "pl", "zwrot"},
		{"en", "train", "pl", "pociag"},
		{"en", "elderly", "es", "anciano"},
		{"es", "medico", "en", "doctor"},
		{"es", "tren", "pl", "pociag"},
		{"pl", "szpital", "en", "hospital"},
		{"pl", "szkola", "es", "escuela"},
		{"pl", "lekarz", "pl", "doktor"},
	} {
		near := Near(c.language, c.token, []string{c.among}, 0.5, 16)
		stem := text.Stem(c.among, c.near)
		if !slices.ContainsFunc(near, func(w Word) bool { return w.Language == c.among && w.Stem == stem }) {
			t.Errorf("%s (%s) is not near %s (%s): %v", c.token, c.language, c.near, c.among, near)
		}
	}
}

func TestNearestComeFirstAndNoneTwice(t *testing.T) {
	near := Near("en", "invoice", text.Languages, 0.4, 5)
	if len(near) == 0 || len(near) > 5*len(text.Languages) {
		t.Fatalf("%d words", len(near))
	}
	seen := map[string]bool{"en" + text.Stem("en", "invoice"): true}
	last := 1.0
	for _, w := range near {
		if w.Likeness > last || w.Likeness < 0.4 || seen[w.Language+w.Stem] {
			t.Errorf("%v is in the wrong place", w)
		}
		last, seen[w.Language+w.Stem] = w.Likeness, true
	}
}

func TestWhatIsNoWordHasNoNeighbours(t *testing.T) {
	for _, token := range []string{"", "zzzqqx", "退款", "15", "a\nb"} {
		if Known("en", token) || Near("en", token, text.Languages, 0, 3) != nil {
			t.Errorf("%q is known", token)
		}
	}
	if Known("fr", "maison") || Near("en", "house", []string{"fr"}, 0, 3) != nil {
		t.Error("French is known")
	}
}

func TestTheFileIsWhole(t *testing.T) {
	all := words()
	if len(all.vectors) != len(all.lengths)*width || int(all.begins[len(all.lengths)]) != len(all.names) {
		t.Fatalf("%d words, %d bytes of vectors, %d of names", len(all.lengths), len(all.vectors), len(all.names))
	}
	for i := range all.lengths {
		if i > 0 && all.name(i-1) >= all.name(i) {
			t.Fatalf("%q stands before %q", all.name(i-1), all.name(i))
		}
		length := math.Sqrt(float64(product(all.vector(i), all.vector(i))))
		tail := math.Sqrt(float64(product(all.vector(i)[head:], all.vector(i)[head:])))
		if float32(length) != all.lengths[i] || float32(tail) != all.tails[i] || length == 0 {
			t.Fatalf("%q is %v long, its tail %v; written are %v and %v", all.name(i), length, tail, all.lengths[i], all.tails[i])
		}
	}
}

func product(a, b string) int {
	sum := 0
	for k := range len(a) {
		sum += low(a[k])*low(b[k]) + high(a[k])*high(b[k])
	}
	return sum
}

func TestNoWordIsOverlooked(t *testing.T) {
	all := words()
	own := all.find("en" + text.Stem("en", "price"))
	want := 0
	for i := all.place("pl"); i < len(all.lengths) && strings.HasPrefix(all.name(i), "pl"); i++ {
		if float64(product(all.vector(own), all.vector(i)))/(float64(all.lengths[own])*float64(all.lengths[i])) >= 0.3 {
			want++
		}
	}
	if got := len(Near("en", "price", []string{"pl"}, 0.3, len(all.lengths))); got != want || want < 10 {
		t.Errorf("%d words are near, %d were found", want, got)
	}
}

func TestManyWordsAreRememberedAndForgotten(t *testing.T) {
	m := memo{known: map[question][]Word{}}
	for i := range 3 * remembered {
		if got := m.of(question{place: i % (remembered + 1)}, words().itself); len(got) != 1 || got[0].Stem != words().name(i % (remembered + 1))[2:] {
			t.Fatalf("%d: %v", i, got)
		}
	}
	if len(m.known) > remembered {
		t.Errorf("%d answers are kept", len(m.known))
	}
}

func (t table) itself(q question) []Word {
	return []Word{{t.name(q.place)[:2], t.name(q.place)[2:], 1}}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		read(packed.MustUnpack(file))
	}
}

func BenchmarkNear(b *testing.B) {
	all := words()
	place := all.find("en" + text.Stem("en", "refund"))
	for b.Loop() {
		for _, l := range text.Languages {
			all.nearest(question{place, l, 0.5, 16})
		}
	}
}

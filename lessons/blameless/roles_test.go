package blameless_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ajar/lessons/blameless"
)

func TestNamesAreReplacedByRoles(t *testing.T) {
	roles := blameless.RolesOf([]string{"Tariq Aziz", "Marta Kowalska", "May Nowak", "Kacper Wróbel", "Daniel Keller", "Piotr Keller"},
		[]string{"Aoife Cole", "Rosa Vidal", "Inés Peña", "Cher", "Marek Zieliński"}, []string{"tariq.aziz2@example.org", "o'neil@example.org"})
	for _, c := range []struct {
		language, words, want string
		n                     int
	}{
		{"en", "Nobody is named here.", "Nobody is named here.", 0},
		{"en", "Tariq saw it. Then Tariq Aziz called.", "A colleague saw it. Then a colleague called.", 2},
		{"en", "It was Tariq’s idea.", "It was a colleague’s idea.", 1},
		{"en", "We asked Rosa Vidal and a rosa.", "We asked a colleague and a rosa.", 1},
		{"en", "Rosa is a colour, and Vidal a street.", "Rosa is a colour, and Vidal a street.", 0},
		{"en", "The aziz and the may are flowers.", "The aziz and the may are flowers.", 0},
		{"en", "Cher sang.", "Cher sang.", 0},
		{"es", "Nos lo contó Ines Pena.", "Nos lo contó alguien del equipo.", 1},
		{"pl", "Poprosiliśmy Martę Kowalską, potem Rosę Vidal.", "Poprosiliśmy kogoś z zespołu, potem kogoś z zespołu.", 2},
		{"pl", "Nie było Kowalskiej ani Markowi Zielińskiemu nikt nie powiedział.", "Nie było kogoś z zespołu ani komuś z zespołu nikt nie powiedział.", 2},
		{"pl", "Marek przyszedł z Zielińskim.", "Marek przyszedł z Zielińskim.", 0},
		{"pl", "Rozmawialiśmy z Kacprem, a o Wróblu pisze Danielowi Kellerze.", "Rozmawialiśmy z kimś z zespołu, a o kimś z zespołu pisze komuś z zespołu.", 3},
		{"pl", "Aoife Cole pyta o Piotrze Kellerze.", "Ktoś z zespołu pyta o kimś z zespołu.", 2},
		{"pl", "Powiedzieliśmy Marcie, że Gosia Kowalska dzwoni do Marty.", "Powiedzieliśmy komuś z zespołu, że ktoś z zespołu dzwoni do kogoś z zespołu.", 3},
		{"en", "Then Terry Aziz called, and Rosa Aziz’s friend.", "Then a colleague called, and a colleague’s friend.", 2},
		{"en", "Ask 😀 Tariq 😀", "Ask 😀 a colleague 😀", 1},
		{"en", "Write to tariq.aziz2@example.org, or Tariq.Aziz2@Example.org.", "Write to a colleague, or a colleague.", 2},
		{"en", "O'Neil@example.org knew, help@example.org did not.", "A colleague knew, help@example.org did not.", 1},
		{"pl", "Kontakt: tariq.aziz2@example.org.", "Kontakt: ktoś z zespołu.", 1},
	} {
		got, n := roles.In(c.words, c.language)
		if got != c.want || n != c.n {
			t.Errorf("%q: %q, %d; want %q", c.words, got, n, c.want)
		}
	}
}

// No name is left, wherever it stands, and nothing else changes.
func TestNoNameIsLeft(t *testing.T) {
	roles := blameless.RolesOf([]string{"Zbigniewa Xanthos"}, []string{"Quirin Yttrium"}, nil)
	words := []string{"the", "fix", "Zbigniewa", "Xanthos", "Quirin Yttrium", "failed", "at night.", "\n", "“so”"}
	rapid.Check(t, func(t *rapid.T) {
		written := strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "words"), " ")
		got, n := roles.In(written, "en")
		for _, name := range []string{"Zbigniewa", "Xanthos", "Quirin Yttrium"} {
			if strings.Contains(got, name) {
				t.Errorf("%q is left in %q", name, got)
			}
		}
		if (n == 0) != (got == written) {
			t.Errorf("%d names make %q of %q", n, got, written)
		}
	})
}

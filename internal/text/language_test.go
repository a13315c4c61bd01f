package text

import "testing"

func TestLanguageOf(t *testing.T) {
	for _, c := range []struct{ words, said, want string }{
		{"The new agent forgot the card.", "", "en"},
		{"Nobody told us.", "", "en"},
		{"No avisó a tiempo.", "", "es"},
		{"La culpa es del turno de noche.", "", "es"},
		{"To wina magazynu.", "", "pl"},
		{"kelner zapomnial o karcie", "", "pl"},
		{"Kierownik nie dopilnował listy.", "", "pl"},
		{"", "", "en"},
		{"", "pl", "pl"},
		{"42", "es", "es"},
		{"Marketing, Facebook", "es", "es"},
		{"Kasujemy stare zgłoszenia, bo nikt ich nie czyta i tylko przeszkadzają.", "en", "pl"},
		{"La lista no llegó a tiempo a los turnos de la noche.", "en", "es"},
		{"The list did not reach the people who work at night.", "pl", "en"},
	} {
		if got := LanguageOf(Words(c.words), c.said); got != c.want {
			t.Errorf("%q, said to be %q, is in %q; want %q", c.words, c.said, got, c.want)
		}
	}
}

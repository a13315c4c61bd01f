package text

import (
	"strings"
	"testing"
)

// Each line has the forms of one word; every line has another stem.
var families = map[string]string{
	"en": `
		refund refunds refunded refunding
		wait waits waited waiting
		patient patients
		remind reminding reminded
		delivery deliveries
		customer customers
		calling calls called`,
	"es": `
		paquete paquetes
		averia averias
		cliente clientes clienta
		devolucion devoluciones
		avisar avisamos avisando aviso avisaron avisarles avisandoles avisaria
		embarcar embarcando embarque embarques
		volver vuelve vuelven vuelvo volviendo
		probar prueba pruebas probado
		llegar llega llegue llegaron
		luz luces
		formulario formularios
		cerrar cierre cierran cerrado`,
	"pl": `
		paczka paczki paczke paczce paczek paczkami paczkom paczkach
		klient klienta klienci klientow klientom klientami klientem
		sasiad sasiada sasiadom sasiadow sasiadami
		spozniony spoznionych spoznione spoznionej spoznionego
		czekac czeka czekaja czekal czekali czekamy czekanie czekania
		reka rece reki rekami
		sruba sruby srub srubami
		recepcja recepcji recepcje
		dostepnosc dostepnosci`,
}

func TestFormsOfAWordHaveOneStem(t *testing.T) {
	for language, lines := range families {
		owner := map[string]string{}
		for line := range strings.Lines(strings.TrimSpace(lines)) {
			forms := strings.Fields(line)
			want := Stem(language, forms[0])
			for _, form := range forms {
				if got := Stem(language, form); got != want {
					t.Errorf("%s: %s has the stem %q, %s has %q", language, form, got, forms[0], want)
				}
			}
			if other, taken := owner[want]; taken {
				t.Errorf("%s: %s and %s have the same stem %q", language, forms[0], other, want)
			}
			owner[want] = forms[0]
		}
	}
}

func TestWhatIsNoWordOfALanguageIsItsOwnStem(t *testing.T) {
	for _, token := range []string{"", "a", "no", "v2x8s", "退款", "возвратами", "15"} {
		for _, language := range []string{"en", "es", "pl", "fr", ""} {
			if got := Stem(language, token); got != token {
				t.Errorf("Stem(%q, %q) = %q", language, token, got)
			}
		}
	}
	if got := Stem("fr", "remboursements"); got != "remboursements" {
		t.Errorf("French has the stem %q", got)
	}
}

func FuzzStem(f *testing.F) {
	for _, seed := range []string{"generously", "volviendoselas", "najwspanialszymi", "yyyy", "quequeque", strings.Repeat("ing", 13)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, language := range Languages {
			for _, token := range Tokens(s) {
				stem := Stem(language, token)
				if stem == "" || len(stem) > len(token)+1 || len(Tokens(stem)) != 1 {
					t.Errorf("Stem(%q, %q) = %q", language, token, stem)
				}
			}
		}
	})
}

func TestFunctionWordsAreTokens(t *testing.T) {
	for language, words := range stops {
		for word := range words {
			if tokens := Tokens(word); len(tokens) != 1 || tokens[0] != word {
				t.Errorf("%s: %q is not a token", language, word)
			}
		}
	}
	for language, content := range map[string]string{"en": "without before customer", "es": "sin antes cliente", "pl": "bez przed klient"} {
		for word := range strings.FieldsSeq(content) {
			if IsStop(language, word) {
				t.Errorf("%s: %q says something", language, word)
			}
		}
	}
	if IsStop("fr", "le") {
		t.Error("French has no function words")
	}
}

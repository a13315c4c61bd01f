package blameless_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"ajar/lessons/blameless"
)

func check(words string, people ...string) (string, []blameless.Finding) {
	return blameless.Check(blameless.Text{Words: words, People: people})
}

// ways are the findings as a reader sees them: the category and the marked words.
func ways(words string, found []blameless.Finding) []string {
	units := utf16.Encode([]rune(words))
	var all []string
	for _, f := range found {
		all = append(all, string(f.Category)+": "+string(utf16.Decode(units[f.Start:f.End])))
	}
	return all
}

// The left half blames, the right half says the same of what happened.
func TestBlameAndWhatHappened(t *testing.T) {
	for _, c := range []struct{ language, blames, tells string }{
		{"en", "The new agent failed to mention the second number.", "The fix failed to include the second number."},
		{"en", "We should have asked the drivers first.", "The form should be shorter."},
		{"en", "The night crew was careless.", "It was not carelessness: the lamp was broken."},
		{"en", "The wrong rate was human error.", "It would be wrong to call this human error."},
		{"en", "It was the courier's fault.", "It was nobody's fault that the road was closed."},
		{"en", "Reception never read the note.", "One guest wrote \"your receptionists are lazy\", and we called her back."},
		{"en", "I forgot to switch the sign on.", "The sign was switched off for three days."},
		{"es", "La agente nueva olvidó mencionar el segundo número.", "El arreglo no incluyó el segundo número."},
		{"es", "Deberíamos haber preguntado antes a los conductores.", "El formulario debería ser más corto."},
		{"es", "no aviso a tiempo y perdimos once llamadas", "no se aviso a tiempo porque la lista llego tarde"},
		{"es", "La culpa es del turno de noche.", "Nadie tiene la culpa: la calle estaba cortada."},
		{"es", "Fue un error humano.", "Sería injusto llamarlo error humano."},
		{"pl", "Nowa konsultantka zapomniała podać drugi numer.", "Poprawka nie objęła drugiego numeru."},
		{"pl", "Kierownik nie dopilnował listy.", "Zabrakło listy w drugim oddziale."},
		{"pl", "Recepcja powinna była zadzwonić do gościa.", "Skrypt powinien być krótszy."},
		{"pl", "To wina magazynu.", "To nie była wina magazynu: ulica była zamknięta."},
		{"pl", "kelner zapomnial o karcie", "karte zgubiono w kuchni"},
	} {
		language, found := check(c.blames)
		if len(found) == 0 || language != c.language {
			t.Errorf("%q is not found to blame, in %s", c.blames, language)
		}
		if _, found := check(c.tells); len(found) > 0 {
			t.Errorf("%q is found to blame: %v", c.tells, ways(c.tells, found))
		}
	}
}

func TestEachWayOfBlaming(t *testing.T) {
	for words, want := range map[string]string{
		"The trainee forgot the keys.":                       "person: trainee forgot",
		"The desk should have asked the guests.":             "counterfactual: should have asked",
		"The evening shift was sloppy and lazy all week.":    "judgement: sloppy",
		"The double booking was plain human error.":          "human_error: human error",
		"The couriers are to blame for the lost parcels.":    "fault: to blame",
		"La recepcionista debería haber llamado al cliente.": "counterfactual: debería haber",
		"Winny jest kurier.":                                 "fault: Winny",
	} {
		_, found := check(words)
		all := strings.Join(ways(words, found), "; ")
		if !strings.Contains(all, want) {
			t.Errorf("%q: %q, want %q", words, all, want)
		}
	}
}

// A name is one thing that is asked about in a sentence, and not the only one: whoever
// else is singled out is found, and what somebody should have done, whatever it is.
func TestANameHidesNothingElse(t *testing.T) {
	for words, want := range map[string][]string{
		"The trainee forgot the second number, Lucía Vega should have mentioned it.": {"person: trainee forgot", "person: Lucía Vega", "counterfactual: should have"},
		"The trainee forgot the form, and Anna should have checked it.":              {"person: trainee forgot", "person: Anna", "counterfactual: should have checked"},
		"Anna forgot the keys.": {"person: Anna"},
		"La becaria olvidó el formulario y Marta debería haber avisado.":        {"person: becaria olvidó", "person: Marta", "counterfactual: debería haber"},
		"Praktykant zapomniał o formularzu, a Marta powinna była to sprawdzić.": {"person: Praktykant zapomniał", "person: Marta", "counterfactual: powinna była"},
	} {
		_, found := check(words)
		if diff := cmp.Diff(want, ways(words, found)); diff != "" {
			t.Errorf("%q: %s", words, diff)
		}
	}
}

// Names of people who are known are offered for a role everywhere, in their cases.
func TestNamesBecomeRoles(t *testing.T) {
	people := []string{"Marta Kowalska", "Tariq Aziz", "Inés Peña"}
	for _, c := range []struct{ language, words, name, role string }{
		{"en", "Tariq noticed the gap.", "Tariq", "A colleague"},
		{"en", "The gap was found by Tariq Aziz on Monday.", "Tariq Aziz", "a colleague"},
		{"es", "Nos lo contó Ines.", "Ines", "alguien del equipo"},
		{"pl", "Dziękujemy Marcie.", "", ""},
		{"pl", "Poprosiliśmy Martę o listę.", "Martę", "kogoś z zespołu"},
		{"pl", "Marta znalazła lukę.", "Marta", "Ktoś z zespołu"},
	} {
		_, found := blameless.Check(blameless.Text{Words: c.words, Language: c.language, People: people})
		if c.name == "" {
			continue
		}
		if len(found) != 1 || found[0].ReplaceBy != c.role || ways(c.words, found)[0] != "person: "+c.name {
			t.Errorf("%q: %v %+v", c.words, ways(c.words, found), found)
		}
	}
	if _, found := check("The tariq is a bird and marta another.", people...); len(found) > 0 {
		t.Errorf("words without a capital letter are names: %+v", found)
	}
}

func TestQuestionsAreInTheLanguageAskedFor(t *testing.T) {
	_, found := blameless.Check(blameless.Text{Words: "The trainee forgot the keys.", Asked: "pl"})
	if len(found) == 0 || found[0].Question != "Co sprawiało, że wtedy było to rozsądne?" {
		t.Errorf("%+v", found)
	}
}

func TestOffsetsAreUTF16(t *testing.T) {
	words := "😀😀 Fine.\nThe trainee forgot the keys."
	_, found := check(words)
	if diff := cmp.Diff([]string{"person: trainee forgot"}, ways(words, found)); diff != "" {
		t.Error(diff)
	}
}

func FuzzCheck(f *testing.F) {
	for _, seed := range []string{"", "The agent forgot.", "\xff\xfe\"“„«", strings.Repeat("\"", 300), "Marta zapomniała 😀 i już.\n\nNo avisó…", "I", "a’b’c it's", "\u0301 \u0301", "0\u07a6"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		length := len(utf16.Encode([]rune(words)))
		_, found := check(words, "Marta Kowalska")
		for _, finding := range found {
			if finding.Start < 0 || finding.Start >= finding.End || finding.End > length || finding.Question == "" {
				t.Errorf("%+v of %d units of %q", finding, length, words)
			}
		}
	})
}

// A sentence or a word that never ends takes no more time for each letter than a
// common text, and neither do marks that open and never close.
func BenchmarkCheck(b *testing.B) {
	common := "The new agent failed to mention the second number, because the card was missing. The fix did not include it. "
	for name, part := range map[string]string{"common": common, "spanish": "No avisó a tiempo y perdimos once llamadas porque la lista llegó tarde al turno. ",
		"polish": "Kierownik nie dopilnował listy, a kelner zapomniał o karcie, bo leżała w szufladzie. ", "endless": "agent forgot the ", "word": "a", "marks": "\"“„«"} {
		for _, size := range []int{10_000, 100_000, 1_000_000} {
			words := strings.Repeat(part, size/len(part))
			b.Run(name+"/"+sizes[size], func(b *testing.B) {
				b.SetBytes(int64(len(words)))
				for b.Loop() {
					check(words)
				}
			})
		}
	}
}

var sizes = map[int]string{10_000: "10k", 100_000: "100k", 1_000_000: "1M"}

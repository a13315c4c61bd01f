package text

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every form of a name is found by the same key: nominative, genitive, dative,
// accusative, instrumental, locative.
func TestANameHasOneKeyInAllCases(t *testing.T) {
	for _, forms := range [][]string{
		{"Marta Kowalska", "Marty Kowalskiej", "Marcie Kowalskiej", "Martę Kowalską"},
		{"Marek Nowak", "Marka Nowaka", "Markowi Nowakowi", "Markiem Nowakiem", "Marku Nowaku"},
		{"Ewa Zając", "Ewy Zając", "Ewie Zając", "Ewę Zając", "Ewą Zając"},
		{"Andrzej Wójcik", "Andrzeja Wójcika", "Andrzejowi Wójcikowi", "Andrzejem Wójcikiem"},
		{"Paweł Nowicki", "Pawła Nowickiego", "Pawłowi Nowickiemu", "Pawłem Nowickim", "Pawle Nowickim"},
		{"Piotr Dudek", "Piotra Dudka", "Piotrowi Dudkowi", "Piotrem Dudkiem", "Piotrze Dudku"},
		{"Kinga Zielińska", "Kingi Zielińskiej", "Kindze Zielińskiej", "Kingę Zielińską"},
		{"Agnieszka Rybacka", "Agnieszki Rybackiej", "Agnieszce Rybackiej", "Agnieszką Rybacką"},
		{"Magda Górna", "Magdy Górnej", "Magdzie Górnej", "Magdą Górną"},
		{"Barbara Łoś", "Barbary Łoś", "Barbarze Łoś"},
		{"Zofia Wilk", "Zofii Wilk", "Zofię Wilk", "Zofią Wilk"},
		{"Kacper Wróbel", "Kacpra Wróbla", "Kacprowi Wróblowi", "Kacprem Wróblem", "Kacprze Wróblu"},
		{"Daniel Keller", "Daniela Kellera", "Danielowi Kellerowi", "Danielem Kellerem", "Danielu Kellerze"},
		{"Jerzy Król", "Jerzego Króla", "Jerzemu Królowi", "Jerzym Królem"},
	} {
		for _, form := range forms {
			if got, want := NameKey(form), NameKey(forms[0]); got != want {
				t.Errorf("%s: %q, not %q", form, got, want)
			}
		}
	}
	if NameKey("Marta Nowak") == NameKey("Marek Nowak") {
		t.Error("Marta is Marek")
	}
	if key := NameKey("Cher"); key != "" {
		t.Errorf("a name of one word has the key %q", key)
	}
}

func TestTheKeysOfAText(t *testing.T) {
	rosa, cora := NameKey("Rosa Vidal"), NameKey("Cora Caller")
	for _, c := range []struct {
		words string
		want  []string
	}{
		{"Nobody is named.", []string{}},
		{"Then Rosa called, and Vidal.", []string{NameKey("Then Rosa")}},
		{"we asked ROSA VIDAL, and Rosa Vidal again", []string{rosa}},
		{"it was Cora Caller’s idea", []string{NameKey("Cora Callers"), cora}},
		{"so Rosa Vidal Peña said", []string{rosa, NameKey("Vidal Peña")}},
	} {
		if diff := cmp.Diff(c.want, NameKeys(c.words)); diff != "" {
			t.Errorf("%s: %s", c.words, diff)
		}
	}
}

package doubt_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"ajar/experiments/door"
	"ajar/experiments/doubt"
)

// hurried are the answers of somebody who denies every risk.
func hurried(customers int64, money float64) door.Answers {
	hours, cost := 1.0, 0.0
	return door.Answers{HealthOrSafety: door.No, VulnerableCustomers: door.No, LegalOrContract: door.No, BindsOthers: door.No,
		PersonalData: door.No, Destroys: door.No, PublicPromise: door.No, Colleagues: door.No,
		CanStopEarly: door.Yes, OwnHands: door.Yes, MadeWhole: door.Yes,
		CustomersExposed: &customers, MoneyAtRisk: &money, UndoCost: &cost, UndoHours: &hours, NoticedWithin: door.SameDay}
}

func doubts(language, change string, answers door.Answers) []doubt.Doubt {
	return doubt.Find(doubt.Proposal{Language: language, Answers: answers, Texts: []doubt.Text{{Field: "change", Words: change}}}, language)
}

// said is a doubt as a reader sees it: the risk and the marked words.
func said(found []doubt.Doubt) map[string]string {
	all := map[string]string{}
	for _, d := range found {
		all[d.Risk] = d.Words
	}
	return all
}

// What is denied, kept or meant otherwise is no reason for a doubt.
func TestDoubts(t *testing.T) {
	for _, c := range []struct {
		language, words string
		doubts          map[string]string
	}{
		{"en", "We delete the old tickets on Friday.", map[string]string{"destroys": "delete the old tickets"}},
		{"en", "We do not delete the old tickets.", nil},
		{"en", "We delete the old tickets; a copy stays on the drive.", nil},
		{"en", "We post it on Facebook.", map[string]string{"public_promise": "post it on Facebook"}},
		{"en", "A bowl of peanuts at the desk, take one.", map[string]string{"health_or_safety": "bowl of peanuts"}},
		{"en", "The prices stay the same all year.", nil},
		{"en", "Is it about this order?", nil},
		{"en", "We wait for IT to change it back.", map[string]string{"own_hands": "IT to change it back"}},
		{"es", "Borramos los correos antiguos.", map[string]string{"destroys": "Borramos los correos"}},
		{"es", "No borramos los correos antiguos.", nil},
		{"es", "Los precios son los mismos todo el año.", nil},
		{"pl", "Kasujemy stare zgłoszenia.", map[string]string{"destroys": "Kasujemy stare zgłoszenia"}},
		{"pl", "Nie kasujemy starych zgłoszeń.", nil},
		{"pl", "Kasujemy stare zgłoszenia, kopia zostaje na dysku.", nil},
		{"pl", "Ceny są te same przez cały rok.", nil},
		{"en", "Kasujemy stare zgłoszenia, bo nikt ich nie czyta i tylko przeszkadzają.", map[string]string{"destroys": "Kasujemy stare zgłoszenia"}},
	} {
		want := c.doubts
		if want == nil {
			want = map[string]string{}
		}
		if diff := cmp.Diff(want, said(doubts(c.language, c.words, hurried(40, 100)))); diff != "" {
			t.Errorf("%s: %q: %s", c.language, c.words, diff)
		}
	}
}

// Figures in the words are held against the figures that were answered.
func TestFigures(t *testing.T) {
	for _, c := range []struct {
		language, field, words string
		doubts                 map[string]string
	}{
		{"en", "change", "We write to all our customers.", map[string]string{"customers_exposed": "all our customers"}},
		{"en", "change", "All customers at desk 2 get a smile.", nil},
		{"en", "change", "All customers get a smile, about 40 people.", nil},
		{"en", "change", "We write to 1,200 guests.", map[string]string{"customers_exposed": "1,200 guests"}},
		{"en", "change", "We write to 11k households.", map[string]string{"customers_exposed": "11k households"}},
		{"en", "change", "We write to eleven thousand households.", map[string]string{"customers_exposed": "eleven thousand households"}},
		{"en", "change", "We write to 30 guests.", nil},
		{"en", "change", "From 15:00 guests get tea.", nil},
		{"en", "change", "The kit costs 900 €.", map[string]string{"money_at_risk": "900 €"}},
		{"en", "change", "Each gets a 20 € voucher.", map[string]string{"money_at_risk": "20 €"}},
		{"en", "change", "Orders over 900 € are rung up by hand.", nil},
		{"es", "change", "Escribimos a 1.200 huéspedes.", map[string]string{"customers_exposed": "1.200 huéspedes"}},
		{"pl", "change", "Piszemy do dwóch tysięcy klientów.", map[string]string{"customers_exposed": "dwóch tysięcy klientów"}},
		{"pl", "change", "Zestaw kosztuje 300 zł.", nil},
		{"en", "way_back", "It takes two weeks to bring the old menu back.", map[string]string{"undo_hours": "two weeks"}},
		{"en", "way_back", "A new sign costs 600 €.", map[string]string{"undo_cost": "600 €"}},
		{"en", "way_back", "The old sign is back in an hour.", nil},
	} {
		p := doubt.Proposal{Language: c.language, Answers: hurried(40, 100), Texts: []doubt.Text{{Field: c.field, Words: c.words}}}
		want := c.doubts
		if want == nil {
			want = map[string]string{}
		}
		got := said(doubt.Find(p, "en"))
		if c.field == doubt.WayBack {
			delete(got, "money_at_risk")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %q: %s", c.language, c.words, diff)
		}
	}
}

func TestQuestionsAreAskedInTheLanguageAskedFor(t *testing.T) {
	p := doubt.Proposal{Language: "pl", Answers: hurried(40, 100), Texts: []doubt.Text{{Field: "change", Words: "Kasujemy stare zgłoszenia."}}}
	for language, question := range map[string]string{
		"en": "Could you bring this back exactly as it was, once it is gone?",
		"es": "Una vez hecho, ¿se podría recuperar esto tal como estaba?",
		"pl": "Czy gdy to zniknie, da się to przywrócić dokładnie tak, jak było?",
		"fr": "Could you bring this back exactly as it was, once it is gone?",
	} {
		found := doubt.Find(p, language)
		if len(found) != 1 || found[0].Message != question {
			t.Errorf("%s: %+v", language, found)
		}
	}
}

// Who answered for all and reads an amount for one is told that the amounts add up.
func TestMoneyForEachAddsUp(t *testing.T) {
	p := doubt.Proposal{Language: "en", Answers: hurried(40, 100), Texts: []doubt.Text{{Field: "change", Words: "Each gets a 20 € voucher."}}}
	for language, words := range map[string]string{"en": "adds up to more money", "es": "en total suma más dinero", "pl": "razem wyjdzie więcej pieniędzy"} {
		found := doubt.Find(p, language)
		if len(found) != 1 || found[0].Risk != "money_at_risk" || !strings.Contains(found[0].Message, words) {
			t.Errorf("%s: %+v", language, found)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{"", "We delete 1,200 tickets 😀 on Friday", "Żółć: kasujemy\x00 wszystko", "\xff\xfe 20€20€", "don't’s ’", "IT it IT", strings.Repeat("delete the list of guests ", 50), "1 000 000 000 000 000 000 000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		units := utf16.Encode([]rune(s))
		for _, language := range door.Languages {
			p := doubt.Proposal{Language: language, Answers: hurried(1, 1), Texts: []doubt.Text{{Field: "title", Words: s}, {Field: "change", Words: s}}}
			for _, d := range doubt.Find(p, language) {
				if d.Start < 0 || d.End <= d.Start || d.End > len(units) {
					t.Fatalf("%q: %+v ends at %d", s, d, len(units))
				}
				for _, at := range []int{d.Start, d.End} {
					if at > 0 && at < len(units) && utf16.IsSurrogate(rune(units[at])) && utf16.DecodeRune(rune(units[at-1]), rune(units[at])) != '\uFFFD' {
						t.Fatalf("%q: %+v parts a character", s, d)
					}
				}
				if got := string(utf16.Decode(units[d.Start:d.End])); got != string([]rune(d.Words)) {
					t.Fatalf("%q marks %q, not %q", s, got, d.Words)
				}
			}
		}
	})
}

// The time for a byte must not grow with the length.
func BenchmarkFind(b *testing.B) {
	for name, s := range map[string]string{
		"1000":  strings.Repeat("We hang the list of guests beside the till and delete the old one. ", 15)[:1000],
		"calm":  strings.Repeat("Two people serve soup from the side table between twelve and one. ", 16)[:1000],
		"8000":  strings.Repeat("We hang the list of guests beside the till and delete the old one. ", 120)[:8000],
		"80000": strings.Repeat("We hang the list of guests beside the till and delete the old one. ", 1200)[:80000],
		"dense": strings.Repeat("delete list 1000 € all guests ", 270)[:8000],
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				doubts("en", s, hurried(40, 100))
			}
		})
	}
}

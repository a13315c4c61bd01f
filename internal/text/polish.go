package text

import "strings"

// The endings of Polish nouns, adjectives and verbs without their marks, after
// the declension and conjugation tables of the Gramatyka współczesnego języka
// polskiego (Grzegorczykowa, Laskowski, Wróbel 1998), together with the
// adjectives and nouns that every verb makes (czekający, czekany, czekanie).
var polishEndings = newEndings(
	strings.Fields("a u y i e o owi em iem om iom ami iami ach iach ow iow ie ia io iu owie mi"),
	strings.Fields("osc osci oscia osciom osciami osciach"),
	polishAdjectives,
	each(strings.Fields("an on ion owan ywan ac ajac iac ujac ejac"), polishAdjectives),
	strings.Fields(`am asz amy acie aja aj ajmy ajcie esz emy ecie eja isz imy icie ysz ymy ycie
		uje ujesz ujemy ujecie uja uj ujmy ujcie ac ec ic yc iec nac owac ywac iwac ajac iac ujac ejac`),
	each(strings.Fields("a i y e ia ie owa ywa iwa na ne"), strings.Fields(`l la lo li ly lem lam les las lismy lysmy liscie lyscie
		lby laby loby liby lyby lbym labym lbys labys libysmy lybysmy libyscie lybyscie`)),
	each(strings.Fields("ani eni ieni owani ywani iwani"), strings.Fields("e a u em om ach ami")),
	strings.Fields("an en ien owan ywan ani eni owani eli"),
)

var polishAdjectives = strings.Fields("y a e i ego iego emu iemu ym im ych ich ymi imi ej iej o")

// The vowel that appears before the last consonant when no ending follows ("paczek", "paczka").
var polishFleeting = []replacement{{"iec", "c"}, {"ien", "n"}, {"ek", "k"}, {"ec", "c"}, {"el", "l"}}

// Consonants that soften before some endings, back to a common one ("ręka", "ręce"; "pytać", "pytacz").
var polishSoft = []replacement{{"szcz", "sk"}, {"sci", "st"}, {"cz", "k"}, {"dz", "d"}, {"rz", "r"}, {"sz", "s"}, {"c", "k"}}

func stemPolish(token string) string {
	if s, ok := strings.CutSuffix(token, "nci"); ok && len(s) > 2 { // klienci, pacjenci
		token = s + "nt"
	}
	stem, ok := polishEndings.strip(token)
	if !ok {
		stem = replaceEnd(stem, polishFleeting)
	}
	if len(stem) > minStem {
		stem = strings.TrimSuffix(stem, "i")
	}
	return replaceEnd(stem, polishSoft)
}

// replaceEnd makes the first replacement that fits and leaves two letters before it.
func replaceEnd(stem string, rules []replacement) string {
	for _, r := range rules {
		if s, ok := strings.CutSuffix(stem, r.from); ok && len(s) > 1 {
			return s + r.to
		}
	}
	return stem
}

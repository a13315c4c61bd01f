package text

import "strings"

// The endings of Spanish nouns, adjectives and regular verbs without their
// accents, after the conjugation and plural tables of the Nueva gramática de la
// lengua española (RAE 2009, chapters 3 and 4), and the commonest endings that
// make a noun of a verb, so that "devoluciones" meets "devolver" half way.
var spanishEndings = newEndings(
	strings.Fields(`o a e os as es ad ed id ar er ir arse erse irse ando iendo yendo
		ado ada ados adas ido ida idos idas
		amos emos imos an en ais eis is aba abas abamos abais aban ia ias iamos iais ian
		aste asteis aron iste isteis io ieron yo yeron
		aramos arais ares aren ase ases asemos aseis asen
		iera ieras ieramos ierais ieran iese ieses iesemos ieseis iesen iere ieres ieremos iereis ieren`),
	each(strings.Fields("ar er ir"), strings.Fields("e as a emos eis an ia ias iamos iais ian")),
	strings.Fields(`cion ciones acion aciones icion iciones miento mientos amiento amientos imiento imientos
		mente amente ador adora adores adoras idor idora idores idoras able ables ible ibles`),
)

// Pronouns written as one word with an infinitive or a gerund ("avisarles").
var (
	spanishPronouns = newEndings(strings.Fields("me te se lo la le los las les nos os"),
		each(strings.Fields("me te se nos os"), strings.Fields("lo la los las")))
	spanishHosts = []string{"ar", "er", "ir", "ando", "iendo", "yendo"}
)

// The spelling of one sound before different vowels ("llegue", "llega"; "luces", "luz").
var spanishSpellings = []replacement{{"qu", "c"}, {"gu", "g"}, {"z", "c"}, {"j", "g"}, {"i", ""}}

func stemSpanish(token string) string {
	if host, ok := spanishPronouns.strip(token); ok && hasAnySuffix(host, spanishHosts) {
		token = host
	}
	stem, _ := spanishEndings.strip(token)
	for _, r := range spanishSpellings {
		if s, ok := strings.CutSuffix(stem, r.from); ok && len(s) > 1 {
			stem = s + r.to
			break
		}
	}
	return undiphthong(stem)
}

func hasAnySuffix(s string, suffixes []string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}

// undiphthong undoes the change of a stressed vowel in the last syllable of a
// stem: "prueb" (prueba) and "prob" (probar), "cierr" (cierre) and "cerr" (cerrar).
func undiphthong(stem string) string {
	i := strings.LastIndexAny(stem, "aeiou")
	if i < 1 || stem[i] != 'e' {
		return stem
	}
	switch before := stem[i-1]; {
	case before == 'i':
		return stem[:i-1] + stem[i:]
	case before == 'u' && i > 1 && stem[i-2] != 'q' && stem[i-2] != 'g':
		return stem[:i-1] + "o" + stem[i+1:]
	}
	return stem
}

package text

import "strings"

// stops are the function words of each language, folded: articles, pronouns,
// auxiliaries, conjunctions and the prepositions that carry no meaning of their
// own ("without" and "before" do, and are not here). Written for this program.
var stops = map[string]map[string]bool{
	"en": set(`a an the and or but if then than so as at by for from in into of on to up out with about
		is are was were be been being am do does did has have had having will would shall should can could may might must
		i me my we us our ours you your yours he him his she her hers it its they them their theirs
		this that these those there here who whom whose which what when where why how
		all any both each some such no nor not only too very just also s t d ll m re ve don`),
	"es": set(`el la los las un una unos unas lo al del de a con en entre para por segun sobre y e o u ni que si no pero
		como cuando donde quien quienes cual cuales cuyo cuya este esta estos estas esto ese esa esos esas eso
		aquel aquella aquellos aquellas aquello yo tu ella ello nosotros vosotros ellos ellas usted ustedes
		me te se nos os le les mi mis tus su sus nuestro nuestra nuestros nuestras
		ser es son era eran fue fueron sea sean sido siendo estan estaba estaban hay ha han he hemos habia habian haber
		muy mas ya tambien tan porque pues asi`),
	"pl": set(`i a w we z ze na do od o u po za przy dla przez pod nad oraz albo lub czy ale lecz wiec zeby aby by
		jak jako niz to ten ta te tego tej tych tym tymi temu ta ci ja ty on ona ono my wy oni one mnie mi cie
		go jej jemu im ich nim nimi nas nam nami was wam sie siebie sobie swoj swoja swoje swoich swoim swojej
		jest sa byl byla bylo byli byly byc bedzie beda nie tak tez juz tylko jeszcze
		co kto ktory ktora ktore ktorego ktorej ktorych ktorym ktorzy gdy kiedy gdzie jesli jezeli bo no`),
}

func set(words string) map[string]bool {
	s := map[string]bool{}
	for _, w := range strings.Fields(words) {
		s[w] = true
	}
	return s
}

// IsStop tells whether a token is a function word of the language ("en", "es",
// "pl"), which says nothing about what a text is about. Other languages have none.
func IsStop(language, token string) bool { return stops[language][token] }

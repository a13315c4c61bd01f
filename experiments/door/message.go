package door

import (
	"fmt"
	"strings"
)

// Sentences that no policy writes.
var (
	inDoubt = map[string]string{
		"en": "A rule of the door policy (%s) could not be worked out. When in doubt the door stays closed until somebody has looked.",
		"es": "No se ha podido aplicar una de las reglas de puertas (%s). En caso de duda, la puerta sigue cerrada hasta que alguien lo mire.",
		"pl": "Nie udało się sprawdzić jednej z zasad drzwi (%s). W razie wątpliwości drzwi pozostają zamknięte, dopóki ktoś tego nie obejrzy.",
	}
	earnedOpen = map[string]string{
		"en": "“%s” is a proven kind of experiment: nobody has to approve this.",
		"es": "«%s» es un tipo de experimento probado: nadie tiene que aprobar esto.",
		"pl": "„%s” to sprawdzony rodzaj eksperymentu: nikt nie musi tego zatwierdzać.",
	}
	earnedBeyond = map[string]string{
		"en": "“%s” needs no approval here while its change, way back and stop rule stay word for word, with at most %s customers, %s of money at risk, %s and %s hours to undo it, and trouble noticed %s.",
		"es": "«%s» no necesita aprobación aquí mientras el cambio, la vuelta atrás y la regla de parada sigan palabra por palabra, con un máximo de %s clientes, %s de dinero en juego, %s y %s horas para deshacerlo, y si los problemas se notan %s.",
		"pl": "„%s” nie wymaga tu zgody, dopóki zmiana, droga powrotna i zasada zatrzymania są słowo w słowo takie same: najwyżej %s klientów, %s narażonych pieniędzy, koszt cofnięcia %s i %s godz. pracy, a kłopot zauważony %s.",
	}
	countedTogether = map[string]string{
		"en": " Its unfinished copies are counted in.",
		"es": " Se cuentan también sus copias sin terminar.",
		"pl": " Wliczono też jego niezakończone kopie.",
	}
)

// spokenWords are the answers in {to}.
var spokenWords = map[string]map[string]string{
	"en": {"no": "no", "yes": "yes", "unsure": "not sure", "same_day": "the same day", "three_days": "within three days", "week": "within a week", "later": "later"},
	"es": {"no": "no", "yes": "sí", "unsure": "no lo sabemos", "same_day": "el mismo día", "three_days": "en tres días", "week": "en una semana", "later": "más tarde"},
	"pl": {"no": "nie", "yes": "tak", "unsure": "nie wiadomo", "same_day": "tego samego dnia", "three_days": "w ciągu trzech dni", "week": "w ciągu tygodnia", "later": "później"},
}

// Message is the reason's plain sentence in a language of [Languages], English
// otherwise. The policy has to be the one that gave the reason; with another one,
// the question of the gate stands in.
func (p *Policy) Message(r Reason, lang string) string {
	lang = spoken(lang)
	rule, ok := p.byID[r.Rule]
	switch {
	case r.Doubt:
		return fmt.Sprintf(inDoubt[lang], r.Rule)
	case !ok:
		return gateText(r.Gate, lang)
	}
	said := rule.says[lang].fill(func(p piece) string {
		v, ok := r.Figures[p.name]
		if !ok {
			return missingFigure
		}
		return figure(lang, v, p.percent)
	})
	if r.Together {
		said += countedTogether[lang]
	}
	return said
}

// EarnedMessage says in a language of [Languages], English otherwise, that a gate
// is open because it was earned, or how far that goes.
func EarnedMessage(e Earned, lang string) string {
	lang = spoken(lang)
	if e.Opens() {
		return fmt.Sprintf(earnedOpen[lang], e.Name)
	}
	l := e.Limits
	return fmt.Sprintf(earnedBeyond[lang], e.Name, figure(lang, float64(l.CustomersExposed), false), figure(lang, l.MoneyAtRisk, false),
		figure(lang, l.UndoCost, false), figure(lang, l.UndoHours, false), wordOrFigure(string(l.NoticedWithin), lang))
}

// OpenerMessage says in a language of [Languages], English otherwise, what an
// opener asks of the plan: a sentence for every change.
func (p *Policy) OpenerMessage(o Opener, lang string) string {
	lang = spoken(lang)
	all := make([]string, len(o.Changes))
	for i, c := range o.Changes {
		all[i] = p.changeMessage(c, lang)
	}
	return strings.Join(all, " ")
}

// changeMessage takes the words of the first rule about the field, or, when none
// is, the question and the answer that opens the door.
func (p *Policy) changeMessage(c Change, lang string) string {
	for i := range p.rules {
		if r := &p.rules[i]; r.Field == c.Field {
			return r.opens[lang].fill(func(piece piece) string { return p.openerFigure(c, piece, lang) })
		}
	}
	return fmt.Sprintf("%s → %s.", gateText(strings.TrimPrefix(c.Field, "answers."), lang), wordOrFigure(c.To, lang))
}

func (p *Policy) openerFigure(c Change, piece piece, lang string) string {
	if piece.name == "to" {
		return wordOrFigure(c.To, lang)
	}
	v, ok := p.figure(piece.name, &Facts{})
	if !ok {
		return missingFigure
	}
	return figure(lang, v, piece.percent)
}

func wordOrFigure(to any, lang string) string {
	switch to := to.(type) {
	case int64:
		return figure(lang, float64(to), false)
	case float64:
		return figure(lang, to, false)
	case string:
		if word, ok := spokenWords[lang][to]; ok {
			return word
		}
		return to
	}
	return missingFigure
}

func gateText(gate, lang string) string {
	if q, ok := question(gate); ok {
		return q.Text[lang]
	}
	return gate
}

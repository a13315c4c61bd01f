package experiments

import (
	"fmt"
	"strings"
)

// how says of each kind and state of a requirement how to meet it, or that nothing
// is left to do. {route} is the name of its route.
var how = map[RequirementKind]map[RequirementState]map[string]string{
	GateRequirement: {
		Open: {
			"en": "A reviewer of the route “{route}” approves or lowers it. Where an answer closes it, the team may change that answer instead.",
			"es": "Quien revisa en la vía «{route}» la aprueba o la quita. Si la cierra una respuesta, el equipo puede cambiar esa respuesta.",
			"pl": "Ktoś z recenzentów ze ścieżki „{route}” zatwierdza ją albo zdejmuje. Jeśli zamyka ją odpowiedź, zespół może zamiast tego zmienić odpowiedź.",
		},
		Met: {
			"en": "It is approved; nothing is left to do.",
			"es": "Está aprobada; no queda nada por hacer.",
			"pl": "Jest zatwierdzona; nic więcej nie trzeba.",
		},
		Lowered: {
			"en": "A reviewer lowered it; nothing is left to do.",
			"es": "Alguien que revisa la quitó; no queda nada por hacer.",
			"pl": "Ktoś z recenzentów ją zdjął; nic więcej nie trzeba.",
		},
		NotNeeded: {
			"en": "A template has earned it; nothing is left to do.",
			"es": "Una plantilla se la ha ganado; no queda nada por hacer.",
			"pl": "Szablon już na nią zapracował; nic więcej nie trzeba.",
		},
		Dismissed: dismissedHow,
	},
	ConditionRequirement: {
		Open: {
			"en": "The team does it and ticks it with a note.",
			"es": "El equipo lo hace y lo marca, con unas palabras.",
			"pl": "Zespół to robi i odhacza, dodając kilka słów.",
		},
		Met: {
			"en": "The team has done it; nothing is left to do.",
			"es": "El equipo lo ha hecho; no queda nada por hacer.",
			"pl": "Zespół to zrobił; nic więcej nie trzeba.",
		},
		NotNeeded: {
			"en": "No gate is closed any more; nothing is left to do.",
			"es": "Ya no hay ninguna barrera cerrada; no queda nada por hacer.",
			"pl": "Żadna bramka nie jest już zamknięta; nic więcej nie trzeba.",
		},
		Dismissed: dismissedHow,
	},
}

// dismissedHow is of a revision that a newer one has replaced.
var dismissedHow = map[string]string{
	"en": "The proposal has changed since, so this no longer counts. The newer revision says what it needs.",
	"es": "La propuesta ha cambiado desde entonces, así que esto ya no cuenta. Lo que hace falta está en la versión nueva.",
	"pl": "Propozycja zmieniła się od tego czasu, więc to już się nie liczy. Co jest potrzebne, mówi nowsza wersja.",
}

// explain names the requirement and says how to meet it, in a language: en, es or pl.
func (r *Requirement) explain(language string) {
	r.What = "gate:" + r.Gate
	if r.Kind == ConditionRequirement {
		r.What = fmt.Sprintf("condition:%d", r.N)
	}
	r.How = strings.ReplaceAll(how[r.Kind][r.State][language], "{route}", r.Route)
}

func explainAll(requirements []Requirement, language string) {
	for i := range requirements {
		requirements[i].explain(language)
	}
}

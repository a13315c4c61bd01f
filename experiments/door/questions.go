package door

import "maps"

// Kind is how a question is answered, and which answer is the safe one.
type Kind string

// The kinds of question.
const (
	Risk      Kind = "risk"      // no, yes or unsure; "no" is safe
	Assurance Kind = "assurance" // no, yes or unsure; "yes" is safe
	Measure   Kind = "measure"   // a figure from 0; less is safer
	Choice    Kind = "choice"    // one of Options; earlier is safer
)

// Question is one of the sixteen questions that decide the door. Its key is the
// key of the answer and the id of the gate.
type Question struct {
	Key     string            `json:"key"`
	Kind    Kind              `json:"kind" enum:"risk,assurance,measure,choice"`
	Route   string            `json:"route"`
	Options []string          `json:"options,omitempty"`
	Text    map[string]string `json:"text"` // by language: en, es, pl

	word func(*Answers) *string // risk, assurance, choice
	get  func(*Answers) *float64
	set  func(*Answers, float64)
	step float64 // the smallest difference a measure can have
}

// Routes are the groups of reviewers that gates lead to, in the contract's order.
var Routes = []string{"safety", "care", "legal", "partners", "privacy", "data", "brand", "people", "money", "lead"}

// LeadGate is the gate of a door that somebody raises without naming an answer: no
// rule closes it, and its route is lead.
const LeadGate = "lead"

// Languages are those that every policy speaks.
var Languages = []string{"en", "es", "pl"}

// Questions returns the sixteen questions in the contract's order. The copy is
// the caller's.
func Questions() []Question {
	all := make([]Question, len(questions))
	for i, q := range questions {
		q.Text = maps.Clone(q.Text)
		all[i] = q
	}
	return all
}

// KindOf is how the question with a key is answered; "" where there is none.
func KindOf(key string) Kind {
	q, ok := question(key)
	if !ok {
		return ""
	}
	return q.Kind
}

var (
	yesNo   = []string{string(No), string(Yes), string(Unsure)}
	notices = []string{string(SameDay), string(ThreeDays), string(Week), string(Later)}
)

func asked(key string, kind Kind, route string, word func(*Answers) *string, en, es, pl string) Question {
	options := yesNo
	if kind == Choice {
		options = notices
	}
	return Question{Key: key, Kind: kind, Route: route, Options: options, word: word, Text: map[string]string{"en": en, "es": es, "pl": pl}}
}

func measured(key, route string, step float64, field func(*Answers) **float64, en, es, pl string) Question {
	return Question{Key: key, Kind: Measure, Route: route, step: step, Text: map[string]string{"en": en, "es": es, "pl": pl},
		get: func(a *Answers) *float64 { return *field(a) },
		set: func(a *Answers, v float64) { *field(a) = &v },
	}
}

// customersExposed is the one measure that counts whole things.
func customersExposed(key, route, en, es, pl string) Question {
	return Question{Key: key, Kind: Measure, Route: route, step: 1, Text: map[string]string{"en": en, "es": es, "pl": pl},
		get: func(a *Answers) *float64 {
			if a.CustomersExposed == nil {
				return nil
			}
			v := float64(*a.CustomersExposed)
			return &v
		},
		set: func(a *Answers, v float64) { n := int64(v); a.CustomersExposed = &n },
	}
}

var questions = []Question{
	asked("health_or_safety", Risk, "safety", func(a *Answers) *string { return (*string)(&a.HealthOrSafety) },
		"Could it harm anyone’s health or safety?",
		"¿Podría dañar la salud o la seguridad de alguien?",
		"Czy może to zaszkodzić czyjemuś zdrowiu lub bezpieczeństwu?"),
	asked("vulnerable_customers", Risk, "care", func(a *Answers) *string { return (*string)(&a.VulnerableCustomers) },
		"Could someone ill, bereaved, in debt or unsure of the language be worse off?",
		"¿Podría salir perjudicada una persona enferma, en duelo, con deudas o que no domina el idioma?",
		"Czy może na tym stracić ktoś chory, w żałobie, zadłużony albo słabo znający język?"),
	asked("legal_or_contract", Risk, "legal", func(a *Answers) *string { return (*string)(&a.LegalOrContract) },
		"Does it change a legal right, a contract, a price commitment or a regulated process?",
		"¿Cambia un derecho legal, un contrato, un precio comprometido o un proceso regulado?",
		"Czy zmienia to czyjeś prawo, umowę, obiecaną cenę albo proces objęty przepisami?"),
	asked("binds_others", Risk, "partners", func(a *Answers) *string { return (*string)(&a.BindsOthers) },
		"Would it commit a partner, a supplier or another team to something they have not agreed to?",
		"¿Comprometería a un socio, a un proveedor o a otro equipo a algo que no ha aceptado?",
		"Czy zobowiąże to partnera, dostawcę lub inny zespół do czegoś, na co się nie zgodzili?"),
	asked("personal_data", Risk, "privacy", func(a *Answers) *string { return (*string)(&a.PersonalData) },
		"Would personal data be used in a new way, or leave those who hold it?",
		"¿Se usarían datos personales de una forma nueva o llegarían a quien hoy no los tiene?",
		"Czy dane osobowe zostaną użyte w nowy sposób albo trafią do kogoś, kto ich dziś nie ma?"),
	asked("destroys", Risk, "data", func(a *Answers) *string { return (*string)(&a.Destroys) },
		"Would something be deleted, cancelled or handed over that cannot be restored?",
		"¿Se borraría, cancelaría o entregaría algo que no se puede recuperar?",
		"Czy coś zostanie usunięte, odwołane lub oddane tak, że nie da się tego przywrócić?"),
	asked("public_promise", Risk, "brand", func(a *Answers) *string { return (*string)(&a.PublicPromise) },
		"Would customers or the public be told something we would lose face taking back?",
		"¿Se diría a los clientes o al público algo que nos haría quedar mal si lo retiráramos?",
		"Czy klienci lub opinia publiczna usłyszą coś, z czego wstyd byłoby się wycofać?"),
	asked("colleagues", Risk, "people", func(a *Answers) *string { return (*string)(&a.Colleagues) },
		"Does it touch colleagues’ pay, contracts or evaluation?",
		"¿Afecta al sueldo, al contrato o a la evaluación de los compañeros?",
		"Czy dotyczy to płac, umów lub oceny kolegów i koleżanek?"),
	asked("can_stop_early", Assurance, "lead", func(a *Answers) *string { return (*string)(&a.CanStopEarly) },
		"Can we stop at any moment?",
		"¿Podemos parar en cualquier momento?",
		"Czy możemy przerwać w każdej chwili?"),
	asked("own_hands", Assurance, "lead", func(a *Answers) *string { return (*string)(&a.OwnHands) },
		"Can the team undo it with its own hands?",
		"¿Puede el equipo deshacerlo con sus propias manos?",
		"Czy zespół może to cofnąć własnymi rękami?"),
	asked("made_whole", Assurance, "care", func(a *Answers) *string { return (*string)(&a.MadeWhole) },
		"If it fails, can the customers it touched be made whole?",
		"Si sale mal, ¿podemos compensar por completo a los clientes afectados?",
		"Jeśli się nie uda, czy można to klientom w pełni wynagrodzić?"),
	customersExposed("customers_exposed", "lead",
		"How many customers at most could it touch before we could stop?",
		"¿A cuántos clientes podría afectar como máximo antes de que podamos parar?",
		"Ilu klientów może to najwyżej objąć, zanim zdążymy przerwać?"),
	measured("money_at_risk", "money", 0.01, func(a *Answers) **float64 { return &a.MoneyAtRisk },
		"How much money could be lost at most?",
		"¿Cuánto dinero se podría perder como máximo?",
		"Ile pieniędzy można najwyżej stracić?"),
	measured("undo_cost", "money", 0.01, func(a *Answers) **float64 { return &a.UndoCost },
		"How much would undoing it cost?",
		"¿Cuánto costaría deshacerlo?",
		"Ile kosztowałoby cofnięcie tego?"),
	measured("undo_hours", "lead", 0.01, func(a *Answers) **float64 { return &a.UndoHours },
		"How many hours would undoing it take?",
		"¿Cuántas horas llevaría deshacerlo?",
		"Ile godzin zajęłoby cofnięcie tego?"),
	asked("noticed_within", Choice, "lead", func(a *Answers) *string { return (*string)(&a.NoticedWithin) },
		"How soon would we notice that something went wrong?",
		"¿Cuándo nos daríamos cuenta de que algo va mal?",
		"Jak szybko zauważymy, że coś idzie źle?"),
}

// question finds a question by its key.
func question(key string) (*Question, bool) {
	for i := range questions {
		if questions[i].Key == key {
			return &questions[i], true
		}
	}
	return nil, false
}

var questionKeys = func() []string {
	keys := make([]string, len(questions))
	for i, q := range questions {
		keys[i] = q.Key
	}
	return keys
}()

// fields are where a reason can be shown.
var fields = func() []string {
	all := []string{"starts_on", "ends_on"}
	for _, key := range questionKeys {
		all = append(all, "answers."+key)
	}
	return all
}()

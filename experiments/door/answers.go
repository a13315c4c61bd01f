package door

import "slices"

// Answer is what a team says to a yes/no question; "" is unanswered and never
// counts as "no".
type Answer string

// The answers to a yes/no question.
const (
	No     Answer = "no"
	Yes    Answer = "yes"
	Unsure Answer = "unsure"
)

// Noticed is how soon the team would notice that something went wrong; "" is
// unanswered.
type Noticed string

// How soon harm would be noticed.
const (
	SameDay   Noticed = "same_day"
	ThreeDays Noticed = "three_days"
	Week      Noticed = "week"
	Later     Noticed = "later"
)

// Answers are the answers to the sixteen questions. An absent answer (nil or "")
// is unanswered. Money is in the organisation's currency, kept as float64: it is
// only compared with limits, and both come from the same decimal text, so cents
// compare exactly up to 90 trillion.
type Answers struct {
	HealthOrSafety      Answer `json:"health_or_safety,omitempty" enum:"no,yes,unsure" doc:"Could it harm anyone's health or safety?"`
	VulnerableCustomers Answer `json:"vulnerable_customers,omitempty" enum:"no,yes,unsure" doc:"Could someone ill, bereaved, in debt or unsure of the language be worse off?"`
	LegalOrContract     Answer `json:"legal_or_contract,omitempty" enum:"no,yes,unsure" doc:"Does it change a legal right, a contract, a price commitment or a regulated process?"`
	BindsOthers         Answer `json:"binds_others,omitempty" enum:"no,yes,unsure" doc:"Would it commit a partner, a supplier or another team to something they have not agreed to?"`
	PersonalData        Answer `json:"personal_data,omitempty" enum:"no,yes,unsure" doc:"Would personal data be used in a new way, or leave those who hold it?"`
	Destroys            Answer `json:"destroys,omitempty" enum:"no,yes,unsure" doc:"Would something be deleted, cancelled or handed over that cannot be restored?"`
	PublicPromise       Answer `json:"public_promise,omitempty" enum:"no,yes,unsure" doc:"Would customers or the public be told something we would lose face taking back?"`
	Colleagues          Answer `json:"colleagues,omitempty" enum:"no,yes,unsure" doc:"Does it touch colleagues' pay, contracts or evaluation?"`
	CanStopEarly        Answer `json:"can_stop_early,omitempty" enum:"no,yes,unsure" doc:"Can we stop at any moment?"`
	OwnHands            Answer `json:"own_hands,omitempty" enum:"no,yes,unsure" doc:"Can the team undo it with its own hands?"`
	MadeWhole           Answer `json:"made_whole,omitempty" enum:"no,yes,unsure" doc:"If it fails, can the customers it touched be made whole?"`

	CustomersExposed *int64   `json:"customers_exposed,omitempty" minimum:"0" maximum:"1000000000000" doc:"The most customers touched before we could stop"`
	MoneyAtRisk      *float64 `json:"money_at_risk,omitempty" minimum:"0" maximum:"1000000000000" doc:"The most money that could be lost, in the organisation's currency"`
	UndoCost         *float64 `json:"undo_cost,omitempty" minimum:"0" maximum:"1000000000000" doc:"What undoing costs, in the organisation's currency"`
	UndoHours        *float64 `json:"undo_hours,omitempty" minimum:"0" maximum:"1000000000000" doc:"How many hours undoing takes"`
	NoticedWithin    Noticed  `json:"noticed_within,omitempty" enum:"same_day,three_days,week,later" doc:"How soon we would notice that something went wrong"`
}

// Largest is the largest figure that a measure may have; a larger one counts as
// unanswered.
const Largest = 1e12

// Unanswered lists the keys of the questions that have no answer, in the
// contract's order. A value that is no answer ("perhaps", a negative number)
// leaves its question unanswered.
func (a Answers) Unanswered() []string {
	keys := []string{}
	for _, q := range questions {
		if !q.answered(&a) {
			keys = append(keys, q.Key)
		}
	}
	return keys
}

// Exceed reports whether any measure is larger than before.
func (a Answers) Exceed(before Answers) bool {
	for _, q := range questions {
		if q.Kind != Measure {
			continue
		}
		if now, was := q.get(&a), q.get(&before); now != nil && (was == nil || *now > *was) {
			return true
		}
	}
	return false
}

func (q *Question) answered(a *Answers) bool {
	if q.Kind == Measure {
		v := q.get(a)
		return v != nil && *v >= 0 && *v <= Largest
	}
	return slices.Contains(q.Options, *q.word(a))
}

// Safe reports whether a question has an answer that closes no door by itself: "no"
// to a risk, "yes" to an assurance, a choice other than its last. A measure has no
// such answer; see [Answers.Figure].
func (a Answers) Safe(key string) bool {
	q, ok := question(key)
	if !ok || q.Kind == Measure || !q.answered(&a) {
		return false
	}
	switch q.Kind {
	case Assurance:
		return *q.word(&a) == string(Yes)
	case Choice:
		return *q.word(&a) != q.Options[len(q.Options)-1]
	}
	return *q.word(&a) == string(No)
}

// Figure is the answer to a measure, and whether there is one.
func (a Answers) Figure(key string) (float64, bool) {
	q, ok := question(key)
	if !ok || q.Kind != Measure || !q.answered(&a) {
		return 0, false
	}
	return *q.get(&a), true
}

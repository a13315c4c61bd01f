package door

import (
	"slices"

	"pgregory.net/rapid"
)

// safe is a proposal whose every answer is the safest there is.
func safe() Facts { return answered(No, Yes, 0, SameDay) }

// worst is a proposal whose every answer closes the door.
func worst() Facts { return answered(Yes, No, 5000, Later) }

func answered(risk, assurance Answer, measure float64, noticed Noticed) Facts {
	n := int64(measure)
	money, cost, hours := measure, measure, measure
	return Facts{Answers: Answers{
		HealthOrSafety: risk, VulnerableCustomers: risk, LegalOrContract: risk, BindsOthers: risk,
		PersonalData: risk, Destroys: risk, PublicPromise: risk, Colleagues: risk,
		CanStopEarly: assurance, OwnHands: assurance, MadeWhole: assurance,
		CustomersExposed: &n, MoneyAtRisk: &money, UndoCost: &cost, UndoHours: &hours, NoticedWithin: noticed,
	}}
}

// unanswer takes an answer back.
func unanswer(f Facts, key string) Facts {
	a := &f.Answers
	switch key {
	case "customers_exposed":
		a.CustomersExposed = nil
	case "money_at_risk":
		a.MoneyAtRisk = nil
	case "undo_cost":
		a.UndoCost = nil
	case "undo_hours":
		a.UndoHours = nil
	default:
		q, _ := question(key)
		*q.word(a) = ""
	}
	return f
}

// anyFacts draws facts whose questions may be unanswered, around the limits of
// the default policy.
func anyFacts(t *rapid.T) Facts {
	f := allAnswered(t)
	for _, q := range questions {
		if rapid.IntRange(0, 9).Draw(t, "left open: "+q.Key) == 0 {
			f = unanswer(f, q.Key)
		}
	}
	return f
}

// allAnswered draws facts with an answer to every question.
func allAnswered(t *rapid.T) Facts {
	f := Facts{StartsOn: "2026-11-02", EndsOn: "2026-12-13"}
	if rapid.Bool().Draw(t, "has clones") {
		f.AlsoTouch, f.AlsoRisk = rapid.Int64Range(0, 300).Draw(t, "also touch"), rapid.Float64Range(0, 1500).Draw(t, "also at risk")
	}
	for _, q := range questions {
		f = f.With(Change{"answers." + q.Key, anyAnswer(t, &q)})
	}
	return f
}

func anyAnswer(t *rapid.T, q *Question) any {
	if q.Kind != Measure {
		return rapid.SampledFrom(q.Options).Draw(t, q.Key)
	}
	if q.step == 1 {
		return float64(rapid.OneOf(rapid.Int64Range(0, 400), rapid.Int64Range(0, Largest)).Draw(t, q.Key))
	}
	return rapid.OneOf(rapid.Float64Range(0, 2000), rapid.Float64Range(0, Largest), rapid.SampledFrom([]float64{0, 1, 24, 500, 1000})).Draw(t, q.Key)
}

// severity orders the answers to a question from the safest.
func severity(q *Question, f *Facts) float64 {
	if q.Kind == Measure {
		return *q.get(&f.Answers)
	}
	order := map[Kind][]string{Risk: {"no", "unsure", "yes"}, Assurance: {"yes", "unsure", "no"}, Choice: notices}[q.Kind]
	return float64(slices.Index(order, *q.word(&f.Answers)))
}

package doubt

import (
	"slices"

	"ajar/experiments/door"
)

// Tally is how many of some examples were doubted, and how many of them on a risk
// that they name.
type Tally struct{ All, Doubted, Named int }

// Kinds are what examples are, in the order that reports have.
var Kinds = []string{"risk", "trap", "calm"}

// Ask looks for doubts about examples as if their answers denied every risk and
// kept to the limits of the default policy. The tallies are by kind and language,
// and by kind for all languages under "".
func (l Learned) Ask(examples []Example) map[[2]string]Tally {
	tallies := map[[2]string]Tally{}
	for _, e := range examples {
		found := l.find(Proposal{Language: e.Language, Answers: hurried(), Texts: e.Texts()}, e.Language)
		named := slices.ContainsFunc(found, func(d Doubt) bool { return slices.Contains(e.Risks, d.Risk) })
		for _, language := range []string{"", e.Language} {
			key := [2]string{e.Kind(), language}
			tallies[key] = tallies[key].with(len(found) > 0, named)
		}
	}
	return tallies
}

func (t Tally) with(doubted, named bool) Tally {
	t.All++
	if doubted {
		t.Doubted++
	}
	if named {
		t.Named++
	}
	return t
}

// hurried are the answers of somebody in a hurry: no risk, and figures that a two-way
// door may have.
func hurried() door.Answers {
	customers, money, cost, hours := int64(150), 500.0, 200.0, 8.0
	return door.Answers{HealthOrSafety: door.No, VulnerableCustomers: door.No, LegalOrContract: door.No, BindsOthers: door.No,
		PersonalData: door.No, Destroys: door.No, PublicPromise: door.No, Colleagues: door.No,
		CanStopEarly: door.Yes, OwnHands: door.Yes, MadeWhole: door.Yes,
		CustomersExposed: &customers, MoneyAtRisk: &money, UndoCost: &cost, UndoHours: &hours, NoticedWithin: door.SameDay}
}

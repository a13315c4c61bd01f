package door

import "slices"

// Door is what an experiment stands before; "" is not known yet.
type Door string

// The doors.
const (
	TwoWay Door = "two_way" // if it fails, the team walks back through it
	OneWay Door = "one_way" // hard to undo: thought through first
)

// UndoGrade is how easily a thing is undone; "" is not known yet.
type UndoGrade string

// The grades of undoing.
const (
	Hat     UndoGrade = "hat"     // undone within an hour at no cost
	Haircut UndoGrade = "haircut" // grows back within the policy's limits
	Tattoo  UndoGrade = "tattoo"  // stays: a one-way door
)

// Facts are all that a policy may see of a proposal: never its free text, never
// the clock. Days are "2026-11-22"; anything else counts as not set. What
// unfinished clones and splits of the same origin already expose is added to this
// experiment's own answers.
type Facts struct {
	Answers   Answers
	StartsOn  string
	EndsOn    string
	AlsoTouch int64   // customers exposed by unfinished clones and splits
	AlsoRisk  float64 // money at risk in unfinished clones and splits
}

// Verdict is what a policy says of the facts. The door is "" until a rule fires
// or all sixteen questions are answered. Verdicts are kept for ever as JSON.
type Verdict struct {
	Door       Door      `json:"door"`
	UndoGrade  UndoGrade `json:"undo_grade"`
	Reasons    []Reason  `json:"reasons"`
	Unanswered []string  `json:"unanswered"`
	Earned     []Earned  `json:"earned,omitempty"` // what earned doors say of gates that rules close
}

// Gates are the closed gates, in the order of the reasons, each once.
func (v Verdict) Gates() []string {
	var gates []string
	for _, r := range v.Reasons {
		if !slices.Contains(gates, r.Gate) {
			gates = append(gates, r.Gate)
		}
	}
	return gates
}

// Rules are the ids of the rules that close the door, in the policy's order.
func (v Verdict) Rules() []string {
	rules := make([]string, len(v.Reasons))
	for i, r := range v.Reasons {
		rules[i] = r.Rule
	}
	return rules
}

// Reason is a rule that closes the door, with the figures its sentence needs.
type Reason struct {
	Rule     string             `json:"rule"`
	Gate     string             `json:"gate" doc:"The gate it closes: the key of an answer"`
	Route    string             `json:"route" doc:"Whose reviewers may open that gate"`
	Field    string             `json:"field" doc:"Where it is caused: answers.customers_exposed"`
	Figures  map[string]float64 `json:"figures,omitempty" doc:"The numbers in the sentence"`
	Together bool               `json:"together,omitempty" doc:"Unfinished clones and splits are counted in"`
	Doubt    bool               `json:"doubt,omitempty" doc:"The rule could not tell, so it counts as closed"`
}

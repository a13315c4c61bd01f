package experiments

import (
	"slices"
	"strings"
)

// Outcome is how an experiment ended.
type Outcome string

// The outcomes.
const (
	Worked       Outcome = "worked"
	DidNotWork   Outcome = "did_not_work"
	Unclear      Outcome = "unclear"
	StoppedEarly Outcome = "stopped_early"
	NotRun       Outcome = "not_run"
)

// owesLesson reports whether the next team needs to hear of it: it did not
// work, or it was stopped early.
func (o Outcome) owesLesson() bool {
	return slices.Contains([]Outcome{DidNotWork, StoppedEarly}, o)
}

// Conclusion is what the team found when the experiment ended.
type Conclusion struct {
	Outcome          Outcome        `json:"outcome" enum:"worked,did_not_work,unclear,stopped_early,not_run"`
	Signal           *float64       `json:"signal,omitempty" doc:"Where the signal ended, in its unit"`
	RightReason      string         `json:"right_reason,omitempty" enum:"yes,no,unsure" doc:"Did it move for the right reason?"`
	CounterSignal    *float64       `json:"counter_signal,omitempty" doc:"Where the counter-signal ended"`
	CustomersSay     *CustomersSay  `json:"customers_say,omitempty" doc:"The customers' verdict, beside the team's"`
	Gained           *CustomerCount `json:"gained,omitempty" doc:"Customers gained, and why"`
	Lost             *CustomerCount `json:"lost,omitempty" doc:"Customers lost, and why"`
	Undone           *Undone        `json:"undone,omitempty" doc:"What undoing took, against the plan"`
	ReversibleAsSaid string         `json:"reversible_as_said,omitempty" enum:"yes,no,unsure" doc:"Was it as reversible as we said?"`
	Next             string         `json:"next,omitempty" enum:"keep,scale,change,repeat,drop"`
	Recovery         *Recovery      `json:"recovery,omitempty" doc:"If customers were hurt"`
}

// HollowWin reports whether the number moved while the goal did not.
func (c Conclusion) HollowWin() bool { return c.Outcome == Worked && c.RightReason == "no" }

// check refuses quotes that are too long.
func (c Conclusion) check() error {
	if c.CustomersSay == nil {
		return nil
	}
	return incomplete(nil, longQuotes("body.customers_say.quotes", c.CustomersSay.Quotes))
}

// CustomersSay counts what customers answered to three questions: did we do what
// we said, did we improve their life, how did we make them feel?
type CustomersSay struct {
	KeptPromise  YesNo    `json:"kept_promise,omitempty"`
	ImprovedLife YesNo    `json:"improved_life,omitempty"`
	Felt         Feelings `json:"felt,omitempty"`
	Quotes       []string `json:"quotes,omitempty" maxItems:"50" doc:"In their words, each of at most 1000 characters"`
}

// YesNo counts two answers.
type YesNo struct {
	Yes int `json:"yes" minimum:"0"`
	No  int `json:"no" minimum:"0"`
}

// Feelings counts how customers felt.
type Feelings struct {
	Good    int `json:"good" minimum:"0"`
	Neutral int `json:"neutral" minimum:"0"`
	Bad     int `json:"bad" minimum:"0"`
}

// CustomerCount is how many customers, and why.
type CustomerCount struct {
	Count int    `json:"count" minimum:"0"`
	Why   string `json:"why,omitempty" maxLength:"2000"`
}

// Undone is what undoing took.
type Undone struct {
	Needed    bool     `json:"needed" doc:"Did anything have to be undone?"`
	Hours     *float64 `json:"hours,omitempty" minimum:"0"`
	Cost      *float64 `json:"cost,omitempty" minimum:"0" doc:"In the organisation's currency"`
	LeftOvers string   `json:"left_overs,omitempty" maxLength:"2000" doc:"What stayed behind"`
}

// nothing is how people write that nothing stayed behind, in the three languages.
var nothing = []string{"", "-", "–", "—", "0", "no", "none", "nothing", "n/a", "nada", "ninguno", "ninguna", "nic", "brak", "nie"}

func (u Undone) leftSomething() bool {
	return !slices.Contains(nothing, strings.ToLower(strings.Trim(u.LeftOvers, " \t\r\n.!")))
}

// Recovery is how customers who were hurt were made whole, step by step.
type Recovery struct {
	Time         bool `json:"time" doc:"We made time"`
	Acknowledge  bool `json:"acknowledge" doc:"We acknowledged and apologised"`
	Meet         bool `json:"meet" doc:"We met minds"`
	Act          bool `json:"act" doc:"We acted"`
	LoopClosedOn Day  `json:"loop_closed_on,omitempty" format:"date" doc:"The day we told those customers what we did"`
}

package experiments

import (
	"slices"
	"strings"

	"ajar/internal/fault"
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

// wrong names every field that cannot be, of an experiment that was started on a
// day ("": never): what contradicts the outcome or another answer.
func (c Conclusion) wrong(started, today Day) []fault.Field {
	wrong := []fault.Field{}
	if c.CustomersSay != nil {
		wrong = longQuotes("body.customers_say.quotes", c.CustomersSay.Quotes)
	}
	if c.Outcome == NotRun {
		return append(wrong, c.saidOfNothing()...)
	}
	if c.Undone != nil {
		wrong = append(wrong, c.Undone.wrong()...)
	}
	if c.Recovery != nil {
		wrong = append(wrong, c.Recovery.wrong("body.recovery", started, today)...)
	}
	return wrong
}

// saidOfNothing are the answers that only something that ran can have.
func (c Conclusion) saidOfNothing() (wrong []fault.Field) {
	for _, answer := range []struct {
		name  string
		given bool
	}{
		{"signal", c.Signal != nil}, {"right_reason", c.RightReason != ""}, {"counter_signal", c.CounterSignal != nil},
		{"customers_say", c.CustomersSay != nil}, {"gained", c.Gained != nil}, {"lost", c.Lost != nil},
		{"undone", c.Undone != nil && (*c.Undone != Undone{})}, {"reversible_as_said", c.ReversibleAsSaid != ""}, {"recovery", c.Recovery != nil},
	} {
		if answer.given {
			wrong = append(wrong, fault.Field{Location: "body." + answer.name, Against: "body.outcome", Code: "not_run", Message: "It never ran, so there is nothing to say here. Leave it out, or choose another outcome."})
		}
	}
	return wrong
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
	Yes int `json:"yes" minimum:"0" maximum:"1000000000"`
	No  int `json:"no" minimum:"0" maximum:"1000000000"`
}

// Feelings counts how customers felt.
type Feelings struct {
	Good    int `json:"good" minimum:"0" maximum:"1000000000"`
	Neutral int `json:"neutral" minimum:"0" maximum:"1000000000"`
	Bad     int `json:"bad" minimum:"0" maximum:"1000000000"`
}

// CustomerCount is how many customers, and why.
type CustomerCount struct {
	Count int    `json:"count" minimum:"0" maximum:"1000000000"`
	Why   string `json:"why,omitempty" maxLength:"2000"`
}

// Undone is what undoing took.
type Undone struct {
	Needed    bool     `json:"needed" doc:"Did anything have to be undone?"`
	Hours     *float64 `json:"hours,omitempty" minimum:"0" maximum:"1000000000"`
	Cost      *float64 `json:"cost,omitempty" minimum:"0" maximum:"1000000000" doc:"In the organisation's currency"`
	LeftOvers string   `json:"left_overs,omitempty" maxLength:"2000" doc:"What stayed behind"`
}

// wrong names what it took where nothing had to be undone. What stayed behind may
// well be said: it stays because it cannot be undone.
func (u Undone) wrong() (wrong []fault.Field) {
	if u.Needed {
		return nil
	}
	for name, took := range map[string]*float64{"hours": u.Hours, "cost": u.Cost} {
		if took != nil && *took > 0 {
			wrong = append(wrong, fault.Field{Location: "body.undone." + name, Against: "body.undone.needed", Code: "not_undone", Message: "You said that nothing had to be undone. Leave this out, or say that something was."})
		}
	}
	return wrong
}

// nothing is how people write that nothing stayed behind, in the three languages.
var nothing = []string{"", "-", "–", "—", "0", "no", "none", "nothing", "n/a", "nada", "ninguno", "ninguna", "nic", "brak", "nie"}

func (u Undone) leftSomething() bool {
	return !slices.Contains(nothing, strings.ToLower(strings.Trim(u.LeftOvers, " \t\r\n.!")))
}

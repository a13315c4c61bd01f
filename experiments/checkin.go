package experiments

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"ajar/internal/fault"
)

// CheckIn is what the team saw since the check-in before, or since the start.
type CheckIn struct {
	ExperimentID uuid.UUID `json:"-" gorm:"primaryKey"`
	N            int       `json:"n" gorm:"primaryKey" doc:"Its number within the experiment, in the order of recording"`
	On           Day       `json:"on" gorm:"column:day" doc:"The day it is about, or its month where days are not shown"`
	Seen         `gorm:"embedded"`
	SentAs       string `json:"-"` // who sent it, with which key and words, as a digest; "" without a key
}

// Seen is what a check-in tells. Counts are of the time since the check-in before,
// never running totals: who forgets one adds it to the next, and who counts
// twice errs on the safe side.
type Seen struct {
	CustomersReached int64    `json:"customers_reached" minimum:"0" maximum:"1000000000" doc:"How many customers it reached since the check-in before (not in total: they are added up)"`
	Signal           *Reading `json:"signal,omitempty" gorm:"serializer:json" doc:"What the signal was in that time"`
	CounterSignal    *float64 `json:"counter_signal,omitempty" doc:"What the counter-signal was in that time"`
	Quotes           []string `json:"quotes,omitempty" gorm:"serializer:json" maxItems:"50" doc:"What customers said, in their words, each of at most 1000 characters"`
	StopRuleTripped  bool     `json:"stop_rule_tripped" doc:"Has happened what we said would stop us? Then it pauses at once"`
	Note             string   `json:"note,omitempty" maxLength:"4000"`
}

// Reading is a value of the signal: alone, as a share (hits of n), or as a mean
// of n with its spread.
type Reading struct {
	Value float64  `json:"value" doc:"In the signal's unit"`
	N     *int64   `json:"n,omitempty" minimum:"1" doc:"How many were counted or measured"`
	Hits  *int64   `json:"hits,omitempty" minimum:"0" doc:"Of those, how many it happened to; needs n"`
	SD    *float64 `json:"sd,omitempty" minimum:"0" doc:"The standard deviation of a mean"`
}

// CheckedIn is a check-in with what it led to.
type CheckedIn struct {
	CheckIn
	Status        Status  `json:"status" enum:"running,paused,concluded,archived" doc:"The experiment's state now; only what is repeated finds it ended"`
	PausedBecause Because `json:"paused_because,omitempty" enum:"team,stop_rule,drift,door"`
	Drift         []Drift `json:"drift" doc:"In what the experiment has passed what it declared"`
}

// sentAs digests what a person sends with an Idempotency-Key; "" without one. It
// tells a repeat for ever, where the answers of other calls are kept for a day:
// a phone may be without a connection for longer.
func (c CheckIn) sentAs(person uuid.UUID, key string) (string, error) {
	if key == "" {
		return "", nil
	}
	document, err := json.Marshal(struct {
		Person uuid.UUID
		Key    string
		Said   CheckIn
	}{person, key, c})
	sum := sha256.Sum256(document)
	return hex.EncodeToString(sum[:16]), err
}

func (s Seen) tidy() Seen {
	s.Note = strings.TrimSpace(s.Note)
	quotes := []string{}
	for _, q := range s.Quotes {
		if q = strings.TrimSpace(q); q != "" {
			quotes = append(quotes, q)
		}
	}
	s.Quotes = quotes
	return s
}

// wrong names every field that cannot be, of an experiment started on that day.
func (c CheckIn) wrong(started, today Day) []fault.Field {
	reading := Reading{}
	if c.Signal != nil {
		reading = *c.Signal
	}
	wrong := longQuotes("body.quotes", c.Quotes)
	for _, rule := range []struct {
		broken                  bool
		location, code, message string
	}{
		{c.On < started, "body.on", "too_early", fmt.Sprintf("It started on %s. Choose that day or a later one.", started)},
		{c.On > today, "body.on", "in_the_future", "That day has not come yet. Choose today or an earlier one."},
		{(reading.Hits != nil || reading.SD != nil) && reading.N == nil, "body.signal.n", "required", "Say how many were counted."},
		{reading.Hits != nil && reading.N != nil && *reading.Hits > *reading.N, "body.signal.hits", "too_many", "It cannot have happened to more than were counted (n)."},
	} {
		if rule.broken {
			wrong = append(wrong, fault.Field{Location: rule.location, Code: rule.code, Message: rule.message})
		}
	}
	return wrong
}

// maxQuote is the longest quote, in characters.
const maxQuote = 1000

func longQuotes(location string, quotes []string) (wrong []fault.Field) {
	for i, quote := range quotes {
		if utf8.RuneCountInString(quote) > maxQuote {
			wrong = append(wrong, fault.Field{Location: fmt.Sprintf("%s[%d]", location, i), Code: "max_length", Message: fmt.Sprintf("Shorten it to %d characters.", maxQuote)})
		}
	}
	return wrong
}

// mustPause is why a check-in pauses a running experiment, "" when it does not.
func (e *Experiment) mustPause(c *CheckIn) Because {
	switch {
	case e.Status != Running:
		return ""
	case c.StopRuleTripped:
		return ByStopRule
	case len(e.Drift) > 0:
		return ByDrift
	}
	return ""
}

package experiments

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ajar/experiments/door"
	"ajar/internal/clock"
	"ajar/internal/fault"
)

// Drift is one thing in which an experiment has passed what it declared, and for
// which its door was judged.
type Drift struct {
	What     string          `json:"what" enum:"customers_exposed,ends_on" doc:"The field that declared it"`
	Declared json.RawMessage `json:"declared" doc:"A number of customers, or the last day"`
	Actual   json.RawMessage `json:"actual" doc:"The number of customers reached, or today"`
}

// Because is why an experiment is paused.
type Because string

// Why an experiment is paused: somebody of the team chose to, its stop rule
// tripped, it drifted, or its door closed.
const (
	ByTeam     Because = "team"
	ByStopRule Because = "stop_rule"
	ByDrift    Because = "drift"
	ByDoor     Because = "door"
)

// pausedBecause is why it is paused after a change of this kind: as whoever paused
// it said, else because the team did, else because its door closed.
func (e *Experiment) pausedBecause(kind string) Because {
	switch {
	case e.Status != Paused:
		return ""
	case e.PausedBecause != "":
		return e.PausedBecause
	case kind == event(Pause):
		return ByTeam
	}
	return ByDoor
}

// closedSince reports whether the door of what was paused already has closed with
// this change: by a new revision, or by somebody's word.
func (e *Experiment) closedSince(before *Experiment) bool {
	closed := e.Door != nil && *e.Door == door.OneWay && !e.opened()
	return before.Status == Paused && closed && (e.Revision != before.Revision || len(e.Raised) > len(before.Raised))
}

// canDrift are the states in which passing what was declared matters.
var canDrift = []Status{Ready, Running, Paused}

// drift lists what the experiment has passed on this day. Its check-ins have been
// added up in CustomersReached.
func (e *Experiment) drift(today Day) []Drift {
	if !slices.Contains(canDrift, e.Status) {
		return nil
	}
	var drift []Drift
	if most := e.Answers.CustomersExposed; most != nil && e.CustomersReached > *most {
		drift = append(drift, Drift{"customers_exposed", number(*most), number(e.CustomersReached)})
	}
	if e.EndsOn != "" && today > e.EndsOn {
		drift = append(drift, Drift{"ends_on", quoted(e.EndsOn), quoted(today)})
	}
	return drift
}

// Near the end of what was declared are the last week, and four in five of the
// customers: soon enough to decide in time, and seldom enough to be read.
const (
	soon   = 7 * 24 * time.Hour
	nearly = 0.8
)

// nearing lists what the experiment comes near the end of on this day, or is at the
// end of, and has not passed.
func (e *Experiment) nearing(today Day) []Drift {
	if e.Status != Running && e.Status != Paused {
		return nil
	}
	var near []Drift
	if most := e.Answers.CustomersExposed; e.nearsCap() && e.CustomersReached <= *most {
		near = append(near, Drift{"customers_exposed", number(*most), number(e.CustomersReached)})
	}
	if end, err := time.Parse(time.DateOnly, string(e.EndsOn)); err == nil && today <= e.EndsOn {
		if day, err := time.Parse(time.DateOnly, string(today)); err == nil && end.Sub(day) <= soon {
			near = append(near, Drift{"ends_on", quoted(e.EndsOn), quoted(today)})
		}
	}
	return near
}

// nearsCap reports whether it runs and has reached nearly all customers that it
// declared, or more.
func (e *Experiment) nearsCap() bool {
	most := e.Answers.CustomersExposed
	goes := e.Status == Running || e.Status == Paused
	return goes && most != nil && e.CustomersReached > 0 && float64(e.CustomersReached) >= nearly*float64(*most)
}

// full reports whether it has reached every customer that it declared, or more.
func (e *Experiment) full() bool {
	most := e.Answers.CustomersExposed
	return most != nil && e.CustomersReached >= *most
}

func number(n int64) json.RawMessage { return json.RawMessage(strconv.FormatInt(n, 10)) }
func quoted(d Day) json.RawMessage   { return json.RawMessage(strconv.Quote(string(d))) }

// driftSentences say what each kind of drift is, and how the team may answer it.
var driftSentences = map[string]string{
	"customers_exposed": "It has reached %[2]s customers, and at most %[1]s were declared. Raise that number, which is judged again, or stop or conclude it.",
	"ends_on":           "Its last day was %[1]s, and today is %[2]s. Choose a later one, which is judged again, or stop or conclude it.",
}

// drifted refuses to run what has passed what it declared; nil when there is nothing.
func drifted(drift []Drift) error {
	if len(drift) == 0 {
		return nil
	}
	sentences := make([]string, len(drift))
	for i, d := range drift {
		sentences[i] = fmt.Sprintf(driftSentences[d.What], strings.Trim(string(d.Declared), `"`), strings.Trim(string(d.Actual), `"`))
	}
	return fault.Refused("drifted", "%s", strings.Join(sentences, " "))
}

// lastTime is the latest that both databases keep in the order of time.
var lastTime = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// endOf is when a day has ended in a zone: the first moment of the next.
func endOf(d Day, zone *time.Location) (time.Time, error) {
	end, err := clock.DayEnds(string(d), zone)
	if end.After(lastTime) {
		return lastTime, err
	}
	return end, err
}

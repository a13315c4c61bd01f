// Package lessons keeps what was learned, without a culprit.
//
// A lesson is written by a team and never by or about a person. What readers see
// is a publication: made from the team's draft at the moment it is published,
// with the month of the conclusion and no day, and with the team's name only
// where the team is large enough to hide in. Who wrote it stands in a table of
// its own that only the team reads.
package lessons

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/fault"
)

// Content is what a team writes. What happened, what surprised us and at least
// one contributing condition are required; the headline is required to publish.
type Content struct {
	Headline       string      `json:"headline,omitempty" maxLength:"300" doc:"When …, then …, because …"`
	Happened       string      `json:"happened" maxLength:"8000" doc:"What happened"`
	Surprise       string      `json:"surprise" maxLength:"8000" doc:"What surprised us"`
	SeemedSensible string      `json:"seemed_sensible,omitempty" maxLength:"8000" doc:"What made it seem sensible then"`
	Conditions     []Condition `json:"conditions" maxItems:"20" doc:"What contributed to it; there is no human error"`
	WentWell       string      `json:"went_well,omitempty" maxLength:"8000" doc:"What went well"`
	Noticed        string      `json:"noticed,omitempty" maxLength:"4000" doc:"How we noticed"`
	Applies        string      `json:"applies,omitempty" maxLength:"4000" doc:"Where it applies"`
	AppliesNot     string      `json:"applies_not,omitempty" maxLength:"4000" doc:"Where it does not apply"`
	WhatNext       string      `json:"what_next,omitempty" maxLength:"4000" doc:"What next"`
	FollowUps      []FollowUp  `json:"follow_ups,omitempty" maxItems:"20"`
	Supporting     []uuid.UUID `json:"supporting,omitempty" maxItems:"50" doc:"Experiments that found the same"`
	Contradicting  []uuid.UUID `json:"contradicting,omitempty" maxItems:"50" doc:"Experiments that found otherwise"`
	Tags           []string    `json:"tags,omitempty" maxItems:"20"`

	ReviewBy experiments.Day `json:"review_by,omitempty" format:"date" doc:"By when the team looks at it again; only the team reads the day"`
}

// Condition is something that contributed to what happened.
type Condition struct {
	Kind Kind   `json:"kind" enum:"information,tools,rules,workload,training,hand_over,customer_situation,environment"`
	Text string `json:"text" minLength:"1" maxLength:"2000"`
}

// Kind is what sort of thing a condition is.
type Kind string

// Draft is a lesson as its team sees it.
type Draft struct {
	ID       *uuid.UUID `json:"id,omitempty" format:"uuid" doc:"null until it is first saved"`
	Expected string     `json:"expected" doc:"What we expected: the effect and the reason of the proposal"`
	Content
	Edition   int  `json:"edition" doc:"How often it was published; 0 while nobody else can read it"`
	Published bool `json:"published" doc:"Whether what stands here is what readers see"`
	Owed      bool `json:"owed"`
	Named     int  `json:"named,omitempty" doc:"In the answer to publishing: how many names of people it replaced by roles"`
	Version   int  `json:"-"`
}

// Publication is a lesson as readers see it: no person and no day.
type Publication struct {
	ID         uuid.UUID  `json:"id" format:"uuid"`
	Experiment Named      `json:"experiment"`
	Team       string     `json:"team" doc:"The team; a team of fewer than four at publication is shown as its area, or as the organisation"`
	TeamID     *uuid.UUID `json:"team_id,omitempty" format:"uuid" doc:"Only where the team is shown"`
	Moment     string     `json:"moment,omitempty"`
	MomentID   *uuid.UUID `json:"moment_id,omitempty" format:"uuid"`
	Month      string     `json:"month" example:"2026-10" doc:"The month of the conclusion"`
	Language   string     `json:"language" enum:"en,es,pl"`
	Outcome    string     `json:"outcome" enum:"worked,did_not_work,unclear,stopped_early,not_run"`
	HollowWin  bool       `json:"hollow_win" doc:"The number moved while the goal did not"`
	Customers  int64      `json:"customers,omitempty" doc:"How many customers it reached"`
	Days       int        `json:"days,omitempty" doc:"How many days it ran, begun ones counted"`
	Door       string     `json:"door" enum:"two_way,one_way"`
	Gates      []string   `json:"gates" doc:"The gates that closed the door"`
	Maturity   string     `json:"maturity" enum:"emerging,supported,confirmed,superseded" doc:"confirmed: three more experiments found the same, not all of one team; supported: at least one did; emerging: none did, or one found otherwise"`
	Edition    int        `json:"edition"`
	Version    int        `json:"-"` // how often what readers see has changed
	OfTeam     uuid.UUID  `json:"-"` // whose it is, shown or not
	NewIn      string     `json:"-"` // the month in which it was first published

	Evidence     Evidence     `json:"evidence" doc:"What other experiments found of it"`
	SupersededBy *Superseding `json:"superseded_by,omitempty" doc:"The lesson that says it better"`
	ReviewIn     string       `json:"review_in,omitempty" example:"2027-10" doc:"The month in which its team looks at it again; past it, it is due for another look"`

	CustomerJob string `json:"customer_job,omitempty" doc:"What the customer was trying to get done"`
	Change      string `json:"change" doc:"What we did differently"`
	Expected    string `json:"expected" doc:"What we expected, and why"`
	Content
}

// Named is the experiment a lesson comes from.
type Named struct {
	ID    uuid.UUID `json:"id" format:"uuid"`
	Key   string    `json:"key" example:"E-42"`
	Title string    `json:"title"`
}

// maxTag is the longest tag, in characters.
const maxTag = 40

// faults are everything that the content lacks; to publish it also needs a
// headline.
func (c Content) faults(publish bool) []fault.Field {
	var bad []fault.Field
	lacks := func(missing bool, field, message string) {
		if missing {
			bad = append(bad, fault.Field{Location: "body." + field, Code: "required", Message: message})
		}
	}
	lacks(blank(c.Happened), "happened", "Say what happened.")
	lacks(blank(c.Surprise), "surprise", "Say what surprised you.")
	lacks(len(c.Conditions) == 0, "conditions", "Name at least one thing that contributed.")
	for i, condition := range c.Conditions {
		lacks(blank(condition.Text), fmt.Sprintf("conditions[%d].text", i), "Say what contributed.")
	}
	lacks(publish && blank(c.Headline), "headline", "Say it in one sentence: when …, then …, because …")
	for i, tag := range c.Tags {
		if utf8.RuneCountInString(tag) > maxTag {
			bad = append(bad, fault.Field{Location: fmt.Sprintf("body.tags[%d]", i), Code: "max_length", Message: fmt.Sprintf("Shorten it to %d characters.", maxTag)})
		}
	}
	return bad
}

// Faults names what saving the content would refuse.
func (c Content) Faults() []fault.Field { return c.faults(false) }

// shown is the content without what would tell a day or a team to readers: when
// and by whom a follow-up is done stays with the team.
func (c Content) shown() Content {
	c.FollowUps, c.ReviewBy = slices.Clone(c.FollowUps), ""
	for i := range c.FollowUps {
		c.FollowUps[i].TeamID, c.FollowUps[i].Due = nil, ""
	}
	return c
}

// hidden is what shown leaves out.
func (c Content) hidden() *Content {
	h := Content{ReviewBy: c.ReviewBy}
	for _, f := range c.FollowUps {
		h.FollowUps = append(h.FollowUps, FollowUp{ID: f.ID, TeamID: f.TeamID, Due: f.Due})
	}
	return &h
}

// same reports whether two contents read the same: an empty list is none.
func (c Content) same(o Content) bool {
	a, errA := json.Marshal(c)
	b, errB := json.Marshal(o)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// expected is what the proposal promised, which a lesson never rewrites.
func expected(p experiments.Proposal) string {
	return strings.TrimSpace(p.Effect + "\n" + p.Because)
}

// facets are the values by which the library narrows.
func (p Publication) facets() map[string][]string {
	facets := map[string][]string{
		"team": {p.Team}, "door": {p.Door}, "gate": p.Gates, "outcome": {p.Outcome},
		"maturity": {p.Maturity}, "language": {p.Language},
	}
	if p.stopped() {
		facets["belief"] = []string{"stopped"}
	}
	if p.MomentID != nil {
		facets["moment"] = []string{p.MomentID.String()}
	}
	for _, c := range p.Conditions {
		if !slices.Contains(facets["kind"], string(c.Kind)) {
			facets["kind"] = append(facets["kind"], string(c.Kind))
		}
	}
	return facets
}

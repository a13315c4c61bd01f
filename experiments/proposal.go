package experiments

import (
	"reflect"
	"slices"

	"github.com/google/uuid"

	"ajar/experiments/door"
	"ajar/experiments/doubt"
)

// Proposal is what a team wants to try, in its own words. In a draft only the
// title and the team are required; see Missing for what submitting asks.
// Days are "2026-11-22" in the organisation's time zone.
type Proposal struct {
	Title           string       `json:"title" minLength:"1" maxLength:"200" doc:"What the customer or a colleague would notice, in one line"`
	TeamID          uuid.UUID    `json:"team_id" format:"uuid" doc:"The team that tries it; you are a member"`
	TemplateID      *uuid.UUID   `json:"template_id,omitempty" format:"uuid" doc:"The template it is made from"`
	ObstacleID      *uuid.UUID   `json:"obstacle_id,omitempty" format:"uuid" doc:"The obstacle that it is to remove"`
	MomentID        *uuid.UUID   `json:"moment_id,omitempty" format:"uuid" doc:"The moment of truth: where the customer meets us"`
	Language        string       `json:"language,omitempty" enum:"en,es,pl" doc:"The language the proposal is written in; English when left out"`
	CustomerJob     string       `json:"customer_job,omitempty" maxLength:"4000" doc:"What the customer is trying to get done"`
	Change          string       `json:"change,omitempty" maxLength:"8000" doc:"What we will do differently"`
	Effect          string       `json:"effect,omitempty" maxLength:"4000" doc:"What we expect to happen"`
	Because         string       `json:"because,omitempty" maxLength:"4000" doc:"Why we expect it"`
	StrategyGoal    string       `json:"strategy_goal,omitempty" maxLength:"1000" doc:"The larger goal it serves"`
	Signal          *Signal      `json:"signal,omitempty" gorm:"serializer:json" doc:"The number that tells whether it works"`
	GamingRisk      string       `json:"gaming_risk,omitempty" maxLength:"4000" doc:"How we could hit this number and still miss the goal"`
	CounterSignal   string       `json:"counter_signal,omitempty" maxLength:"1000" doc:"The number that would give that away"`
	HollowIf        *HollowIf    `json:"hollow_if,omitempty" gorm:"serializer:json" doc:"Where the counter-signal would have to go for a hollow win"`
	WayBack         string       `json:"way_back,omitempty" maxLength:"4000" doc:"How we undo it"`
	StopRule        string       `json:"stop_rule,omitempty" maxLength:"2000" doc:"We stop at once if …"`
	StartsOn        Day          `json:"starts_on,omitempty" format:"date" doc:"The first day, if it is planned"`
	EndsOn          Day          `json:"ends_on,omitempty" format:"date" doc:"The last day"`
	Answers         door.Answers `json:"answers,omitempty" gorm:"serializer:json" doc:"The sixteen answers that decide the door"`
	AffectedTeamIDs []uuid.UUID  `json:"affected_team_ids,omitempty" gorm:"serializer:json" maxItems:"50" doc:"Other teams that will notice"`
	Tags            []string     `json:"tags,omitempty" gorm:"serializer:json" maxItems:"20" doc:"Words to find it by, each of at most 40 characters"`
	BuildsOn        []uuid.UUID  `json:"builds_on,omitempty" gorm:"serializer:json" maxItems:"50" doc:"Lessons it uses"`
	Premortem       string       `json:"premortem,omitempty" maxLength:"8000" doc:"One-way doors: it is a year later and this went wrong; what happened?"`

	ConfirmedDoubts []doubt.Confirmed `json:"confirmed_doubts,omitempty" gorm:"serializer:json" maxItems:"50" doc:"Doubts that the team has answered with \"yes, we are sure\""`
}

// Day is a calendar day ("2026-11-22") in the organisation's time zone, or "".
type Day string

// Signal is the number that tells whether the experiment works.
type Signal struct {
	Name      string   `json:"name,omitempty" maxLength:"200" doc:"What is counted or measured"`
	Unit      string   `json:"unit,omitempty" maxLength:"100" doc:"In what"`
	Direction string   `json:"direction,omitempty" enum:"up,down" doc:"Which way is better"`
	Baseline  *float64 `json:"baseline,omitempty" doc:"What it is today"`
	Target    *float64 `json:"target,omitempty" doc:"What we hope for"`
}

func (p Proposal) signal() Signal {
	if p.Signal == nil {
		return Signal{}
	}
	return *p.Signal
}

// Facts are the parts of the proposal that the door policy may see: never its
// free text.
func (p Proposal) Facts() door.Facts {
	return door.Facts{Answers: p.Answers, StartsOn: string(p.StartsOn), EndsOn: string(p.EndsOn)}
}

// Doubts holds the answers against the words that say what the team does and how
// it undoes it. What it expects or fears says nothing of that.
func (p Proposal) Doubts(language string) []doubt.Doubt {
	return doubt.Find(doubt.Proposal{Language: p.Language, Answers: p.Answers, Confirmed: p.ConfirmedDoubts, Texts: []doubt.Text{
		{Field: "title", Words: p.Title},
		{Field: "change", Words: p.Change},
		{Field: doubt.WayBack, Words: p.WayBack},
	}}, language)
}

// freeze is what the first start freezes of a field: nothing, what was said, or
// also that nothing was said.
type freeze int

const (
	never freeze = iota
	asSaid
	always
)

// field is one field of a proposal: how it is called, whether a change of it
// makes a new revision and dismisses approvals (material), what the first start
// freezes of it, and whether two proposals agree in it.
type field struct {
	name     string
	material bool
	frozen   freeze
	same     func(a, b *Proposal) bool
}

func text(get func(*Proposal) *string) func(a, b *Proposal) bool {
	return func(a, b *Proposal) bool { return *get(a) == *get(b) }
}

// fields is the table behind Changed, Material and Frozen (product: "Material
// fields" and "After the first start, effect, because and signal are frozen"). Which
// obstacle it is to remove is said before the start or not at all: what worked
// against an obstacle may remove it.
var fields = []field{
	{"title", false, never, text(func(p *Proposal) *string { return &p.Title })},
	{"team_id", true, never, func(a, b *Proposal) bool { return a.TeamID == b.TeamID }},
	{"template_id", true, asSaid, func(a, b *Proposal) bool { return sameValue(a.TemplateID, b.TemplateID) }},
	{"obstacle_id", false, always, func(a, b *Proposal) bool { return sameValue(a.ObstacleID, b.ObstacleID) }},
	{"moment_id", true, never, func(a, b *Proposal) bool { return sameValue(a.MomentID, b.MomentID) }},
	{"language", false, never, text(func(p *Proposal) *string { return &p.Language })},
	{"customer_job", false, never, text(func(p *Proposal) *string { return &p.CustomerJob })},
	{"change", true, never, text(func(p *Proposal) *string { return &p.Change })},
	{"effect", false, asSaid, text(func(p *Proposal) *string { return &p.Effect })},
	{"because", false, asSaid, text(func(p *Proposal) *string { return &p.Because })},
	{"strategy_goal", false, never, text(func(p *Proposal) *string { return &p.StrategyGoal })},
	{"signal", true, asSaid, func(a, b *Proposal) bool { return a.signal().same(b.signal()) }},
	{"gaming_risk", false, never, text(func(p *Proposal) *string { return &p.GamingRisk })},
	{"counter_signal", false, never, text(func(p *Proposal) *string { return &p.CounterSignal })},
	{"hollow_if", false, asSaid, func(a, b *Proposal) bool { return a.hollowIf().same(b.hollowIf()) }},
	{"way_back", true, never, text(func(p *Proposal) *string { return &p.WayBack })},
	{"stop_rule", true, never, text(func(p *Proposal) *string { return &p.StopRule })},
	{"starts_on", true, never, func(a, b *Proposal) bool { return a.StartsOn == b.StartsOn }},
	{"ends_on", true, never, func(a, b *Proposal) bool { return a.EndsOn == b.EndsOn }},
	{"answers", true, never, func(a, b *Proposal) bool { return reflect.DeepEqual(a.Answers, b.Answers) }},
	{"affected_team_ids", true, never, func(a, b *Proposal) bool { return slices.Equal(a.AffectedTeamIDs, b.AffectedTeamIDs) }},
	{"tags", false, never, func(a, b *Proposal) bool { return slices.Equal(a.Tags, b.Tags) }},
	{"builds_on", false, never, func(a, b *Proposal) bool { return slices.Equal(a.BuildsOn, b.BuildsOn) }},
	{"premortem", false, never, text(func(p *Proposal) *string { return &p.Premortem })},
	{"confirmed_doubts", false, never, func(a, b *Proposal) bool { return slices.Equal(a.ConfirmedDoubts, b.ConfirmedDoubts) }},
}

func (s Signal) same(o Signal) bool {
	return s.Name == o.Name && s.Unit == o.Unit && s.Direction == o.Direction &&
		sameValue(s.Baseline, o.Baseline) && sameValue(s.Target, o.Target)
}

func sameValue[T comparable](a, b *T) bool {
	return a == b || a != nil && b != nil && *a == *b
}

// Changes tells in which fields two proposals differ.
type Changes []field

// Compare lists the fields in which next differs from p, in the contract's order.
func (p Proposal) Compare(next Proposal) Changes {
	var changed Changes
	for _, f := range fields {
		if !f.same(&p, &next) {
			changed = append(changed, f)
		}
	}
	return changed
}

// Names are the changed fields as the API calls them.
func (c Changes) Names() []string {
	names := make([]string, len(c))
	for i, f := range c {
		names[i] = f.name
	}
	return names
}

// Material reports whether any changed field makes a new revision.
func (c Changes) Material() bool {
	return slices.ContainsFunc(c, func(f field) bool { return f.material })
}

// Frozen are the changed fields that the first start has frozen: mostly those in
// which something had been said before.
func (c Changes) Frozen(before Proposal) []string {
	var names []string
	for _, f := range c {
		if f.frozen == always || f.frozen == asSaid && !f.same(&before, &Proposal{}) {
			names = append(names, f.name)
		}
	}
	return names
}

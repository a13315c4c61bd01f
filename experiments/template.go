package experiments

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// Template is a proven kind of experiment: a revision under a name, from which
// others propose the same.
type Template struct {
	ID           uuid.UUID  `json:"id" format:"uuid"`
	Name         string     `json:"name"`
	TeamID       uuid.UUID  `json:"team_id" format:"uuid" doc:"The team that made it"`
	Retired      bool       `json:"retired" doc:"Nothing new is proposed from it"`
	ExperimentID uuid.UUID  `json:"-"`
	Revision     int        `json:"-"`
	HarmedAt     *time.Time `json:"-"`
	Version      int        `json:"-"`
	CreatedAt    time.Time  `json:"-"`
}

// TemplateSummary is a template in a list.
type TemplateSummary struct {
	Template  `gorm:"embedded"`
	Proposal  Proposal   `json:"-" gorm:"serializer:json"`
	Language  string     `json:"language" gorm:"-" enum:"en,es,pl"`
	MomentID  *uuid.UUID `json:"moment_id,omitempty" gorm:"-" format:"uuid"`
	Change    string     `json:"change" gorm:"-" doc:"What is done differently"`
	OpenGates []string   `json:"open_gates" gorm:"-" doc:"The gates that it has earned"`
}

// TemplateFull is a template with its design, its record and its doors.
type TemplateFull struct {
	TemplateSummary `gorm:"embedded"`
	ExperimentTitle string       `json:"-"`
	Number          int64        `json:"-"`
	Experiment      Origin       `json:"experiment" gorm:"-" doc:"What it was made from"`
	Design          Design       `json:"design" gorm:"-" doc:"What a proposal begins with"`
	Record          []GateRecord `json:"record" gorm:"-" doc:"The gates at which its experiments were approved"`
	Doors           []EarnedDoor `json:"earned_doors" gorm:"-" doc:"Newest first; those that ended are kept"`
	MayChange       bool         `json:"may_change" gorm:"-" doc:"Whether you may rename and retire it"`
}

// Origin names the experiment that something comes from.
type Origin struct {
	ID    uuid.UUID `json:"id" format:"uuid"`
	Key   string    `json:"key" example:"E-42"`
	Title string    `json:"title"`
}

// Design is what a template keeps of a proposal: how it is done. What belongs to
// one try is forgotten: team, days, figures, premortem, and above all the answers,
// which whoever proposes gives again.
type Design struct {
	Title         string     `json:"title"`
	MomentID      *uuid.UUID `json:"moment_id,omitempty" format:"uuid"`
	Language      string     `json:"language" enum:"en,es,pl"`
	CustomerJob   string     `json:"customer_job,omitempty"`
	Change        string     `json:"change"`
	Effect        string     `json:"effect,omitempty"`
	Because       string     `json:"because,omitempty"`
	StrategyGoal  string     `json:"strategy_goal,omitempty"`
	Signal        *Signal    `json:"signal,omitempty"`
	GamingRisk    string     `json:"gaming_risk,omitempty"`
	CounterSignal string     `json:"counter_signal,omitempty"`
	WayBack       string     `json:"way_back"`
	StopRule      string     `json:"stop_rule,omitempty"`
	Tags          []string   `json:"tags"`
}

func designOf(p Proposal) Design {
	d := Design{Title: p.Title, MomentID: p.MomentID, Language: p.Language, CustomerJob: p.CustomerJob, Change: p.Change, Effect: p.Effect,
		Because: p.Because, StrategyGoal: p.StrategyGoal, GamingRisk: p.GamingRisk, CounterSignal: p.CounterSignal,
		WayBack: p.WayBack, StopRule: p.StopRule, Tags: append([]string{}, p.Tags...)}
	if p.Signal != nil {
		d.Signal = &Signal{Name: p.Signal.Name, Unit: p.Signal.Unit, Direction: p.Signal.Direction}
	}
	return d
}

// EarnedDoor is a gate that a route published as open for a template. Which
// person did so is in the log alone.
type EarnedDoor struct {
	ID           uuid.UUID   `json:"id" format:"uuid"`
	TemplateID   uuid.UUID   `json:"-"`
	Gate         string      `json:"gate"`
	Route        string      `json:"route"`
	Limits       door.Limits `json:"limits" gorm:"serializer:json"`
	Reason       string      `json:"reason" doc:"Why the route published it"`
	Since        Day         `json:"since" format:"date"`
	Until        Day         `json:"until" format:"date" doc:"The last day: twelve months"`
	WithdrawnOn  Day         `json:"-"`
	WithdrawnWhy string      `json:"withdrawn_why,omitempty" doc:"Why the route withdrew it; left out where a harm did"`
	HarmedBy     *uuid.UUID  `json:"harmed_by,omitempty" format:"uuid" doc:"The experiment whose harm withdrew it"`
	State        DoorState   `json:"state" gorm:"-" enum:"open,expired,withdrawn"`
	Withdrawn    string      `json:"withdrawn,omitempty" gorm:"-" doc:"The day; after a harm the month alone"`
	MayWithdraw  bool        `json:"may_withdraw" gorm:"-" doc:"Whether you may withdraw it"`
}

// DoorState is whether an earned door opens its gate.
type DoorState string

// The states of an earned door.
const (
	DoorOpen      DoorState = "open"
	DoorExpired   DoorState = "expired"
	DoorWithdrawn DoorState = "withdrawn"
)

// dress works out what readers see of an earned door on a day.
func (d *EarnedDoor) dress(actor accounts.Actor, today Day) {
	switch {
	case d.WithdrawnOn != "":
		d.State, d.Withdrawn = DoorWithdrawn, string(d.WithdrawnOn)
		if d.HarmedBy != nil {
			d.Withdrawn = d.Withdrawn[:len("2026-11")] // a conclusion tells others no day
		}
	case d.Until < today:
		d.State = DoorExpired
	default:
		d.State, d.MayWithdraw = DoorOpen, actor.Serves(d.Route)
	}
}

// lastDay is the last of twelve months that begin on a day.
func lastDay(since Day) (Day, error) {
	from, err := time.Parse(time.DateOnly, string(since))
	return Day(from.AddDate(1, 0, -1).Format(time.DateOnly)), err
}

// TemplateInput makes a template.
type TemplateInput struct {
	Experiment string `json:"experiment" minLength:"1" maxLength:"64" doc:"Id or key of an experiment of your team that was submitted"`
	Name       string `json:"name" minLength:"1" maxLength:"100" doc:"What this kind of experiment is called"`
}

// Faults names what it lacks.
func (in TemplateInput) Faults() []fault.Field { return unnamed(in.Name) }

// Faults names what it would take away.
func (patch TemplatePatch) Faults() []fault.Field {
	if patch.Name == nil {
		return nil
	}
	return unnamed(*patch.Name)
}

func unnamed(name string) []fault.Field {
	return fault.Blank(name, "body.name", "Say what this kind of experiment is called.")
}

// TemplatePatch changes what is not nil.
type TemplatePatch struct {
	Name    *string `json:"name,omitempty" minLength:"1" maxLength:"100"`
	Retired *bool   `json:"retired,omitempty" doc:"Retiring withdraws its earned doors"`
}

// EarnedDoorInput publishes a gate of a template as open.
type EarnedDoorInput struct {
	Gate   string      `json:"gate" maxLength:"40" doc:"The gate's id"`
	Limits door.Limits `json:"limits" doc:"How far an experiment may go; none further than three of the record went"`
	Reason string      `json:"reason" minLength:"1" maxLength:"4000" doc:"Why it may be trusted; kept for ever"`
}

// Faults names what it lacks.
func (in EarnedDoorInput) Faults() []fault.Field {
	return fault.Blank(in.Reason, "body.reason", "Say why it may be trusted.")
}

// DoorClosing is why an earned door is withdrawn.
type DoorClosing struct {
	Reason string `json:"reason" minLength:"1" maxLength:"4000" doc:"Why it may not be trusted any more; kept for ever"`
}

// Faults names what it lacks.
func (c DoorClosing) Faults() []fault.Field {
	return fault.Blank(c.Reason, "body.reason", "Say why it may not be trusted any more.")
}

// mayBeTemplate refuses what nobody has tried or is going to.
func (e *Experiment) mayBeTemplate() error {
	status := e.Status
	if status == Archived {
		status = e.ArchivedFrom
	}
	if slices.Contains([]Status{Draft, Withdrawn, Declined}, status) {
		return fault.Refused("wrong-state", "Only what was submitted and goes on, or went to its end, can be a template.")
	}
	return nil
}

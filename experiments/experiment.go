package experiments

import (
	"time"

	"github.com/google/uuid"

	"ajar/experiments/door"
)

// Experiment is a proposal and what became of it.
type Experiment struct {
	ID     uuid.UUID `json:"id" format:"uuid"`
	Number int64     `json:"-" gorm:"->;column:number"`
	Key    string    `json:"key" gorm:"-" example:"E-42" doc:"Short name, for talking about it"`
	Proposal
	Status       Status      `json:"status" enum:"draft,in_review,ready,running,paused,concluded,withdrawn,declined,archived"`
	ArchivedFrom Status      `json:"-"`
	Door         *door.Door  `json:"door" enum:"two_way,one_way" nullable:"true" doc:"null until it is submitted"`
	Revision     int         `json:"revision" doc:"The number of the latest revision; 0 in a draft that was never submitted"`
	Outcome      Outcome     `json:"outcome,omitempty" enum:"worked,did_not_work,unclear,stopped_early,not_run"`
	OwesLesson   bool        `json:"owes_lesson"`
	Conclusion   *Conclusion `json:"conclusion,omitempty" gorm:"serializer:json"`
	HollowWin    bool        `json:"hollow_win" doc:"The number moved while the goal did not"`
	OwesRecovery bool        `json:"owes_recovery" doc:"Customers were hurt, and the loop is not closed with them yet"`

	PausedBecause    Because     `json:"paused_because,omitempty" enum:"team,stop_rule,drift,door" doc:"Why it is paused"`
	CheckIns         int         `json:"check_ins" doc:"How many check-ins it has"`
	CustomersReached int64       `json:"customers_reached" doc:"All that its check-ins add up to"`
	NearCap          bool        `json:"near_cap" doc:"It has reached at least four in five of the customers it declared"`
	UndoDrills       []UndoDrill `json:"undo_drills,omitempty" gorm:"serializer:json" doc:"Tries of the undo, oldest first"`

	Version     int        `json:"-"`
	ProposerID  uuid.UUID  `json:"-"`
	CreatedAt   time.Time  `json:"created_at"`
	SubmittedAt *time.Time `json:"submitted_at,omitempty"`
	StartedAt   *time.Time `json:"started_at,omitempty"`
	ConcludedAt *time.Time `json:"concluded_at,omitempty"`
	ChangedAt   time.Time  `json:"changed_at"`
	MonthsOnly  bool       `json:"months_only,omitempty" gorm:"-" doc:"You read months and no days: every time and day here is the first of its month"`
	Sight       Sight      `json:"-" gorm:"-"`
	ClonedFrom  *uuid.UUID `json:"cloned_from,omitempty" format:"uuid" doc:"The experiment whose design it copies"`
	ClonedAs    Purpose    `json:"cloned_as,omitempty" enum:"scale,change,repeat" doc:"What for"`
	SplitFrom   *uuid.UUID `json:"split_from,omitempty" format:"uuid" doc:"The one-way door whose pilot it is"`
	OriginID    *uuid.UUID `json:"-"` // the first of the line it stems from

	// Read with one experiment, never in lists.
	Classification *Classification `json:"classification,omitempty" gorm:"-" doc:"The verdict that is kept with the revision"`
	Requirements   []Requirement   `json:"requirements" gorm:"-" doc:"What a one-way door needs"`
	Raised         []Raise         `json:"raised,omitempty" gorm:"-" doc:"Gates that somebody closed, whatever the policy says"`
	OpensAnew      bool            `json:"opens_anew,omitempty" gorm:"-" doc:"A newer policy opens the door that an older one closed: starting or resuming judges it again"`
	Drift          []Drift         `json:"drift,omitempty" gorm:"-" doc:"In what it has passed what it declared; it runs again when none is left"`
	Nearing        []Drift         `json:"nearing,omitempty" gorm:"-" doc:"In what it comes near, or is at, the end of what it declared"`
	Verdicts       *Verdicts       `json:"verdicts,omitempty" gorm:"-" doc:"What the team says of it beside what its customers say"`
	HollowBecause  []string        `json:"hollow_because,omitempty" gorm:"-" enum:"right_reason,counter_signal" doc:"What speaks for a hollow win"`
	Measured       []string        `json:"measured,omitempty" gorm:"-" doc:"Keys of the answers that were measured by trying the undo, and not guessed"`
}

// Classification is the kept verdict of a revision, with its policy's sentences. The
// experiment's own door may differ: people raise and lower it.
type Classification struct {
	Door          door.Door      `json:"door"`
	UndoGrade     door.UndoGrade `json:"undo_grade"`
	Reasons       []Reason       `json:"reasons"`
	Earned        []Earned       `json:"earned,omitempty" doc:"What earned doors say of gates that rules close"`
	PolicyVersion int            `json:"policy_version"`
}

// Reason is a rule that closed the door, in a plain sentence.
type Reason struct {
	door.Reason
	Message string  `json:"message" doc:"Why, in the language asked for"`
	Nobody  *Nobody `json:"nobody,omitempty" doc:"In a door-check: nobody can decide on its gate as things are"`
}

// Earned is what an earned door says of a gate, in a plain sentence.
type Earned struct {
	door.Earned
	Message string `json:"message" doc:"Why the gate is open, or how far it would be, in the language asked for"`
}

// Revision is an immutable, numbered version of a proposal and its verdict.
type Revision struct {
	ExperimentID  uuid.UUID    `json:"-" gorm:"primaryKey"`
	Number        int          `json:"number" gorm:"primaryKey"`
	Proposal      Proposal     `json:"proposal" gorm:"serializer:json"`
	Verdict       door.Verdict `json:"verdict" gorm:"serializer:json"`
	PolicyVersion int          `json:"policy_version"`
	CreatedBy     uuid.UUID    `json:"-"`
	CreatedAt     time.Time    `json:"created_at"`
	MonthsOnly    bool         `json:"months_only,omitempty" gorm:"-" doc:"You read months and no days: every time and day here is the first of its month"`
}

// Requirement is one thing a one-way door needs at one revision: an approval of
// a closed gate, or a condition that came with an approval.
type Requirement struct {
	ExperimentID uuid.UUID        `json:"-" gorm:"primaryKey"`
	Revision     int              `json:"-" gorm:"primaryKey"`
	N            int              `json:"n" gorm:"primaryKey" doc:"Its number within the revision"`
	Kind         RequirementKind  `json:"kind" enum:"gate,condition"`
	Gate         string           `json:"gate" doc:"The gate's id: the key of its answer"`
	Route        string           `json:"route" doc:"Who can meet it"`
	Due          Due              `json:"when" gorm:"column:due" enum:"before_start,during"`
	Text         string           `json:"text,omitempty" doc:"The condition, in the reviewer's words"`
	State        RequirementState `json:"state" enum:"not_needed,open,met,dismissed,lowered"`
	Note         string           `json:"note,omitempty" doc:"How the team met the condition, or what opened the gate"`
	MetAt        *time.Time       `json:"met_at,omitempty"`
	EarnedDoorID *uuid.UUID       `json:"-"`
	What         string           `json:"what" gorm:"-" doc:"gate:<gate>, or condition:<n>"`
	How          string           `json:"how" gorm:"-" doc:"How to meet it, in the language asked for"`
	Nobody       *Nobody          `json:"nobody,omitempty" gorm:"-" doc:"Nobody can decide on it as things are"`
}

// RequirementKind tells approvals of gates from conditions.
type RequirementKind string

// The kinds of requirement.
const (
	GateRequirement      RequirementKind = "gate"
	ConditionRequirement RequirementKind = "condition"
)

// Due is when a condition must be met.
type Due string

// When a requirement is due. An approval is always due before the start.
const (
	BeforeStart Due = "before_start"
	During      Due = "during"
)

// RequirementState is how far a requirement is.
type RequirementState string

// The states of a requirement.
const (
	NotNeeded RequirementState = "not_needed"
	Open      RequirementState = "open"
	Met       RequirementState = "met"
	Dismissed RequirementState = "dismissed"
	Lowered   RequirementState = "lowered"
)

// blocks reports whether a start has to wait for it.
func (r Requirement) blocks() bool {
	return r.Due == BeforeStart && (r.State == Open || r.State == Dismissed)
}

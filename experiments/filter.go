package experiments

import (
	"time"

	"github.com/google/uuid"

	"ajar/experiments/door"
	"ajar/internal/search"
)

// Filter narrows a list of experiments; empty fields do not.
type Filter struct {
	Query        string
	Exact        bool        // the words as they are written
	IDs          []uuid.UUID // only these; all where there are none
	Status       []Status
	Door         door.Door
	Team         *uuid.UUID
	Moment       *uuid.UUID
	Template     *uuid.UUID
	Obstacle     *uuid.UUID
	Among        search.Condition // what another room narrows by: of an experiment's id
	Outcome      Outcome
	Tag          string
	Mine         bool // of the actor's teams
	OwesLesson   bool
	OwesRecovery bool   // owes a recovery
	Before       int64  // without a query: only experiments with a smaller number; 0 for the first page
	Cursor       string // with a query: where the page before ended, as the search wrote it
	Limit        int

	common bool   // there are many with the tag
	beside string // of the database: before what another condition leads
}

// Summary is an experiment in a list.
type Summary struct {
	ID            uuid.UUID  `json:"id" format:"uuid"`
	Number        int64      `json:"-"`
	Key           string     `json:"key" gorm:"-" example:"E-42"`
	Title         string     `json:"title"`
	TeamID        uuid.UUID  `json:"team_id" format:"uuid"`
	MomentID      *uuid.UUID `json:"moment_id,omitempty" format:"uuid"`
	Language      string     `json:"language" enum:"en,es,pl"`
	Status        Status     `json:"status" enum:"draft,in_review,ready,running,paused,concluded,withdrawn,declined,archived"`
	PausedBecause Because    `json:"paused_because,omitempty" enum:"team,stop_rule,drift,door"`
	Door          *door.Door `json:"door" enum:"two_way,one_way" nullable:"true"`
	Revision      int        `json:"revision"`
	Outcome       Outcome    `json:"outcome,omitempty" enum:"worked,did_not_work,unclear,stopped_early,not_run"`
	OwesLesson    bool       `json:"owes_lesson"`
	HollowWin     bool       `json:"hollow_win" doc:"The number moved while the goal did not"`
	OwesRecovery  bool       `json:"owes_recovery" doc:"Customers were hurt, and the loop is not closed with them yet"`
	NearCap       bool       `json:"near_cap" doc:"It has reached at least four in five of the customers it declared"`
	StartsOn      Day        `json:"starts_on,omitempty" format:"date"`
	EndsOn        Day        `json:"ends_on,omitempty" format:"date"`
	CreatedAt     time.Time  `json:"created_at"`
	StartedAt     *time.Time `json:"started_at,omitempty"`
	ConcludedAt   *time.Time `json:"concluded_at,omitempty"`
	ChangedAt     time.Time  `json:"changed_at"`
	MonthsOnly    bool       `json:"months_only,omitempty" gorm:"-" doc:"You read months and no days: every time and day here is the first of its month"`
	Sight         Sight      `json:"-" gorm:"-"` // how much the reader saw of it
}

// TableName is where GORM reads summaries from.
func (Summary) TableName() string { return "experiments" }

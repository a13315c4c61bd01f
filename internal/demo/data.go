// Package demo fills an empty registry with an example organisation: teams who
// serve customers in three languages, what they tried in fourteen months, and
// what they learned. The content is data, the YAML files in the folder data.
package demo

import (
	"cmp"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/lessons"
	"ajar/review"
)

//go:embed data
var files embed.FS

// Data is the whole example. Teams, people and moments are named by their key,
// experiments by their slug, which is their file's name.
type Data struct {
	Organisation Organisation     `yaml:"-"`
	Moments      []Moment         `yaml:"-"`
	Teams        []Team           `yaml:"teams"`
	People       []Person         `yaml:"people"`
	Routes       map[string]Route `yaml:"routes"`
	Obstacles    []Obstacle       `yaml:"-"`
	Thanks       []Thanks         `yaml:"-"`
	Experiments  []Experiment     `yaml:"-"` // oldest registration first
}

// Organisation is the company of the example.
type Organisation struct {
	Name      string   `yaml:"name"`
	Currency  string   `yaml:"currency"`
	TimeZone  string   `yaml:"time_zone"`
	Languages []string `yaml:"languages"`
}

// Moment is a point where a customer meets the company.
type Moment struct {
	Key         string `yaml:"key"`
	Name        Words  `yaml:"name"`
	Description Words  `yaml:"description"`
}

// Words are one text in the three languages of the company, for what teams of all of
// them read and has one text in the registry.
type Words struct {
	English string `yaml:"en"`
	Spanish string `yaml:"es"`
	Polish  string `yaml:"pl"`
}

func (w Words) joined(by string) string {
	return strings.Join([]string{w.English, w.Spanish, w.Polish}, by)
}

// Team is a team and the language it writes in.
type Team struct {
	Key      string `yaml:"key"`
	Name     string `yaml:"name"`
	Area     string `yaml:"area"`
	Language string `yaml:"language"`
}

// Person is somebody with an account. Who has no team works in the office that
// serves all of them.
type Person struct {
	Key   string   `yaml:"key"`
	Name  string   `yaml:"name"`
	Email string   `yaml:"email"`
	Team  string   `yaml:"team"`
	Roles []string `yaml:"roles"`
}

// Route is who decides on the gates of a route, and who when they are away.
type Route struct {
	Members []string `yaml:"members"`
	Backups []string `yaml:"backups"`
}

// Obstacle is what got in somebody's way, and what became of it. It is being tried
// while an experiment that names it was submitted and is not over.
type Obstacle struct {
	Key           string                `yaml:"key"`
	Text          string                `yaml:"text"`
	Language      string                `yaml:"language"`
	Team          string                `yaml:"team"` // "" for the whole organisation
	Person        string                `yaml:"person"`
	Moment        string                `yaml:"moment"`
	PostedDaysAgo int                   `yaml:"posted_days_ago"`
	MeToo         []string              `yaml:"me_too"`
	Ended         lessons.ObstacleState `yaml:"ended"` // removed or kept; "" while neither
	EndedDaysAgo  int                   `yaml:"ended_days_ago"`
	EndedBy       string                `yaml:"ended_by"`
	Reason        string                `yaml:"reason"`
}

// Days counts from the day on which the example is loaded: 3 is in three days,
// -40 was forty days ago.
type Days int

// Experiment is a proposal and its life up to the day on which the example is
// loaded. A "days ago" that is 0 means that it never came to that.
type Experiment struct {
	Slug     string             `yaml:"-"`
	Title    string             `yaml:"title"`
	Team     string             `yaml:"team"`
	Proposer string             `yaml:"proposer"` // a member of the team, who also takes all later steps
	Moment   string             `yaml:"moment"`
	Obstacle string             `yaml:"obstacle"` // the key of the one that it is to remove; "" where it is none
	Language string             `yaml:"language"`
	State    experiments.Status `yaml:"state"`
	Door     door.Door          `yaml:"door"`  // under the default policy; "" in a draft
	Gates    []string           `yaml:"gates"` // closed under the default policy, in the order of the questions

	RegisteredDaysAgo int `yaml:"registered_days_ago"`
	StartedDaysAgo    int `yaml:"started_days_ago"`
	PausedDaysAgo     int `yaml:"paused_days_ago"`
	ConcludedDaysAgo  int `yaml:"concluded_days_ago"`
	WithdrawnDaysAgo  int `yaml:"withdrawn_days_ago"`
	ArchivedDaysAgo   int `yaml:"archived_days_ago"`

	CustomerJob   string                `yaml:"customer_job"`
	Change        string                `yaml:"change"`
	Effect        string                `yaml:"effect"`
	Because       string                `yaml:"because"`
	StrategyGoal  string                `yaml:"strategy_goal"`
	Signal        *experiments.Signal   `yaml:"signal"`
	GamingRisk    string                `yaml:"gaming_risk"`
	CounterSignal string                `yaml:"counter_signal"`
	HollowIf      *experiments.HollowIf `yaml:"hollow_if"`
	WayBack       string                `yaml:"way_back"`
	StopRule      string                `yaml:"stop_rule"`
	StartsOn      Days                  `yaml:"starts_on"`
	EndsOn        Days                  `yaml:"ends_on"`
	Answers       door.Answers          `yaml:"answers"`
	AffectedTeams []string              `yaml:"affected_teams"`
	Tags          []string              `yaml:"tags"`
	BuildsOn      []string              `yaml:"builds_on"` // slugs of experiments that were concluded before
	Premortem     string                `yaml:"premortem"`

	Raised     *Raised     `yaml:"raised"`
	Decisions  []Decision  `yaml:"decisions"` // oldest first
	Offers     []Offer     `yaml:"counter_offers"`
	Comments   []Comment   `yaml:"comments"`
	CheckIns   []CheckIn   `yaml:"check_ins"` // oldest first
	Conclusion *Conclusion `yaml:"conclusion"`
	Lesson     *Lesson     `yaml:"lesson"`
	Template   string      `yaml:"template"` // the name of the template that the team made of it; "" where it made none
}

// Raised is what somebody of another team saw that is hard to undo.
type Raised struct {
	Person  string `yaml:"person"`
	Gate    string `yaml:"gate"`
	Reason  string `yaml:"reason"`
	DaysAgo int    `yaml:"days_ago"`
}

// Decision is what a reviewer said of some gates.
type Decision struct {
	Person     string         `yaml:"person"`
	Gates      []string       `yaml:"gates"`
	Verdict    review.Verdict `yaml:"verdict"`
	Reason     string         `yaml:"reason"`
	DaysAgo    int            `yaml:"days_ago"`
	Conditions []Condition    `yaml:"conditions"`
}

// Condition is what a reviewer asks for together with an approval.
type Condition struct {
	Text string          `yaml:"text"`
	When experiments.Due `yaml:"when"`
	Met  string          `yaml:"met"` // the team's note on how it was met; "" while it is open
}

// Offer is what a reviewer would see the door open with.
type Offer struct {
	Person  string           `yaml:"person"`
	Kind    review.OfferKind `yaml:"kind"`
	Answers door.Answers     `yaml:"answers"` // those that change
	Message string           `yaml:"message"`
	DaysAgo int              `yaml:"days_ago"`
}

// Comment is what somebody said beside the decisions. A mention holds a person's
// key in the place of an id.
type Comment struct {
	Person  string `yaml:"person"`
	Text    string `yaml:"text"`
	DaysAgo int    `yaml:"days_ago"`
}

// CheckIn is what the team saw on a day while it ran.
type CheckIn struct {
	DaysAgo          int `yaml:"days_ago"`
	experiments.Seen `yaml:",inline"`
}

// Conclusion is what the team found. The day on which a recovery's loop was
// closed is counted back from today, so it stands beside the recovery.
type Conclusion struct {
	experiments.Conclusion `yaml:",inline"`
	LoopClosedDaysAgo      int `yaml:"loop_closed_days_ago"`
}

// Lesson is a published lesson.
type Lesson struct {
	Headline       string              `yaml:"headline"`
	Happened       string              `yaml:"happened"`
	Surprise       string              `yaml:"surprise"`
	SeemedSensible string              `yaml:"seemed_sensible"`
	Conditions     []lessons.Condition `yaml:"conditions"`
	WentWell       string              `yaml:"went_well"`
	Noticed        string              `yaml:"noticed"`
	Applies        string              `yaml:"applies"`
	AppliesNot     string              `yaml:"applies_not"`
	WhatNext       string              `yaml:"what_next"`
	FollowUps      []FollowUp          `yaml:"follow_ups"`
	Supporting     []string            `yaml:"supporting"`    // slugs of experiments that were concluded before
	Contradicting  []string            `yaml:"contradicting"` // likewise
	Tags           []string            `yaml:"tags"`
	ReviewBy       Days                `yaml:"review_by"` // when the team looks at it again; 0 for never
	Superseded     *Superseded         `yaml:"superseded"`
	Helped         []Helped            `yaml:"helped"`
}

// FollowUp is something a team will do, or did on the day it was due, because of a
// lesson.
type FollowUp struct {
	What   string `yaml:"what"`
	Team   string `yaml:"team"`
	Due    Days   `yaml:"due"`
	Done   bool   `yaml:"done"`
	Reason string `yaml:"reason"` // why it was not needed, or what was done
}

// Superseded is when the team said that another lesson says it better.
type Superseded struct {
	By      string `yaml:"by"` // the slug of an experiment with a lesson
	DaysAgo int    `yaml:"days_ago"`
}

// Helped is when somebody of another team opened a lesson and said that it helped.
type Helped struct {
	Person  string `yaml:"person"`
	DaysAgo int    `yaml:"days_ago"`
}

// Thanks is what somebody wrote to another team for a lesson of theirs or, where there
// is none, for an experiment.
type Thanks struct {
	Person   string `yaml:"person"`
	For      string `yaml:"for"` // the slug of an experiment
	Text     string `yaml:"text"`
	Language string `yaml:"language"`
	DaysAgo  int    `yaml:"days_ago"`
}

// Load reads the example. Unknown and repeated keys are errors, which name the
// file and the place.
func Load() (*Data, error) {
	var d Data
	for name, part := range map[string]any{"organisation": &d.Organisation, "moments": &d.Moments, "obstacles": &d.Obstacles, "thanks": &d.Thanks, "people": &d} {
		if err := read("data/"+name+".yaml", part); err != nil {
			return nil, err
		}
	}
	entries, err := files.ReadDir("data/experiments")
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		e := Experiment{Slug: strings.TrimSuffix(entry.Name(), ".yaml")}
		if err := read(path.Join("data/experiments", entry.Name()), &e); err != nil {
			return nil, err
		}
		d.Experiments = append(d.Experiments, e)
	}
	slices.SortStableFunc(d.Experiments, func(a, b Experiment) int {
		return cmp.Compare(b.RegisteredDaysAgo, a.RegisteredDaysAgo)
	})
	return &d, nil
}

func read(name string, into any) error {
	source, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	if err := yaml.UnmarshalWithOptions(source, into, yaml.Strict()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

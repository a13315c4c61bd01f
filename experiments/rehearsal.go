package experiments

import (
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"ajar/experiments/door"
	"ajar/internal/clock"
)

// Rehearsal is what another door policy would have said of the last experiments.
// Both policies judge the same facts, the answers and days that are kept with
// each experiment's latest revision, so what differs is the policies' doing.
type Rehearsal struct {
	PolicyVersion int               `json:"policy_version" doc:"The version it is compared with: the present one"`
	Judged        int               `json:"judged" doc:"How many experiments were judged"`
	OneWayNow     int               `json:"one_way_now" doc:"One-way doors by the present policy"`
	OneWayThen    int               `json:"one_way_then" doc:"One-way doors by the other policy"`
	Closes        int               `json:"closes" doc:"Doors that would close"`
	Opens         int               `json:"opens" doc:"Doors that would open"`
	OtherGates    int               `json:"other_gates" doc:"Doors that stay one-way, with other gates closed"`
	Per           string            `json:"per" enum:"week,month" doc:"What a period is"`
	Periods       []RehearsedPeriod `json:"periods" doc:"The shares of one-way doors in time, oldest first"`
	Changed       []Rehearsed       `json:"changed" doc:"The doors that would change, newest first, at most 100"`
}

// RehearsedPeriod counts the experiments submitted in a week or a month.
type RehearsedPeriod struct {
	From       Day `json:"from" format:"date" doc:"Its first day"`
	Judged     int `json:"judged"`
	OneWayNow  int `json:"one_way_now"`
	OneWayThen int `json:"one_way_then"`
}

// Rehearsed is an experiment whose door would change, and why.
type Rehearsed struct {
	ID     uuid.UUID `json:"id" format:"uuid"`
	Key    string    `json:"key" example:"E-42"`
	Title  string    `json:"title"`
	TeamID uuid.UUID `json:"team_id" format:"uuid"`
	Now    door.Door `json:"now" enum:"two_way,one_way"`
	Then   door.Door `json:"then" enum:"two_way,one_way"`
	Gone   []Reason  `json:"gone" doc:"Why the present policy closes the door and the other does not"`
	New    []Reason  `json:"new" doc:"Why the other policy closes the door and the present one does not"`
}

// maxRehearsed is how many changed doors are worth reading.
const maxRehearsed = 100

// submitted is an experiment as it was judged: never its free text.
type submitted struct {
	ID          uuid.UUID
	Number      int64
	Title       string
	TeamID      uuid.UUID
	SubmittedAt time.Time
	Answers     door.Answers `gorm:"serializer:json"`
	StartsOn    string
	EndsOn      string
}

func (p submitted) facts() door.Facts {
	return door.Facts{Answers: p.Answers, StartsOn: p.StartsOn, EndsOn: p.EndsOn}
}

// rehearsal judges experiments by two policies, one after the other.
type rehearsal struct {
	Rehearsal
	now, then *PolicyVersion
	language  string
	zone      *time.Location
	periods   map[Day]*RehearsedPeriod
}

// manyWeeks is the longest time that is shown by the week.
const manyWeeks = 26 * 7 * 24 * time.Hour

// rehearse judges all of the experiments.
func (r *rehearsal) rehearse(all []submitted) Rehearsal {
	r.Rehearsal = Rehearsal{PolicyVersion: r.now.Version, Per: "week", Periods: []RehearsedPeriod{}, Changed: []Rehearsed{}}
	r.periods = map[Day]*RehearsedPeriod{}
	sooner := func(a, b submitted) int { return a.SubmittedAt.Compare(b.SubmittedAt) }
	if len(all) > 0 && slices.MaxFunc(all, sooner).SubmittedAt.Sub(slices.MinFunc(all, sooner).SubmittedAt) > manyWeeks {
		r.Per = "month"
	}
	for _, p := range all {
		r.add(p)
	}
	for _, from := range slices.Sorted(maps.Keys(r.periods)) {
		r.Periods = append(r.Periods, *r.periods[from])
	}
	return r.Rehearsal
}

// period is the week, from Monday, or the month in which something was submitted.
func (r *rehearsal) period(at time.Time) *RehearsedPeriod {
	from := Day(clock.Monday(at, r.zone))
	if r.Per == "month" {
		from = dayIn(r.zone, clock.MonthBegins(at, 0, r.zone))
	}
	if r.periods[from] == nil {
		r.periods[from] = &RehearsedPeriod{From: from}
	}
	return r.periods[from]
}

// add judges one experiment.
func (r *rehearsal) add(p submitted) {
	now, then := r.now.Compiled.Judge(p.facts()), r.then.Compiled.Judge(p.facts())
	r.Judged++
	period := r.period(p.SubmittedAt)
	period.Judged++
	if now.Door == door.OneWay {
		r.OneWayNow++
		period.OneWayNow++
	}
	if then.Door == door.OneWay {
		r.OneWayThen++
		period.OneWayThen++
	}
	switch {
	case now.Door != then.Door:
		r.change(p, now, then)
	case !slices.Equal(now.Gates(), then.Gates()):
		r.OtherGates++
	}
}

func (r *rehearsal) change(p submitted, now, then door.Verdict) {
	if then.Door == door.OneWay {
		r.Closes++
	} else {
		r.Opens++
	}
	if len(r.Changed) == maxRehearsed {
		return
	}
	r.Changed = append(r.Changed, Rehearsed{ID: p.ID, Key: KeyOf(p.Number), Title: p.Title, TeamID: p.TeamID, Now: now.Door, Then: then.Door,
		Gone: said(r.now, without(now.Reasons, then.Reasons), r.language), New: said(r.then, without(then.Reasons, now.Reasons), r.language)})
}

// without leaves out the rules that gave a reason to others too.
func without(reasons, others []door.Reason) []door.Reason {
	return slices.DeleteFunc(slices.Clone(reasons), func(r door.Reason) bool {
		return slices.ContainsFunc(others, func(o door.Reason) bool { return o.Rule == r.Rule })
	})
}

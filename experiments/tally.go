package experiments

import (
	"time"

	"ajar/experiments/door"
)

// tally counts concluded doors of one kind.
type tally struct {
	Door          door.Door
	Rule          string // that closed them, or should have; everyDoor: all of the kind; "": what no rule looks at
	PolicyVersion int    // whose rule it is; 0 with everyDoor
	Doors         int
	Told          int // of these, those that told what undoing took
	Wrong         int // of these, those whose door was the wrong one
}

const everyDoor = "*"

// undone is a concluded experiment beside the verdict that was kept.
type undone struct {
	OneDoor          `gorm:"embedded"`
	Number           int64
	Door             door.Door
	ConcludedAt      time.Time
	Conclusion       *Conclusion  `gorm:"serializer:json"`
	Verdict          door.Verdict `gorm:"serializer:json"`
	PolicyVersion    int
	Answers          door.Answers `gorm:"serializer:json"`
	StartsOn         string
	EndsOn           string
	CheckIns         int
	CustomersReached int64 // by its check-ins
	Ended            bool  // nothing of it is counted; else its end is, and what it told is not
}

// uncounted is what of an experiment is not counted yet. What is stopped ends before it
// tells anything.
func (u undone) uncounted(judgedBy *door.Policy) []tally {
	all := u.tallies(judgedBy)
	if u.Ended {
		return all
	}
	u.Conclusion = nil
	for _, t := range u.tallies(judgedBy) {
		t.Doors, t.Told, t.Wrong = -t.Doors, -t.Told, -t.Wrong
		all = append(all, t)
	}
	return all
}

// tallies are what an experiment adds to the calibration.
func (u undone) tallies(judgedBy *door.Policy) []tally {
	passed := u.passed(judgedBy)
	every, rules := tally{Door: u.Door, Rule: everyDoor, Doors: 1}, u.Verdict.Rules()
	if u.Door == door.TwoWay {
		every.Told, every.Wrong, rules = count(u.said() != ""), count(u.said() == "no"), passed
	} else {
		every.Told, every.Wrong = count(u.told()), count(u.cheaply(passed))
	}
	all := []tally{every}
	if u.Door == door.TwoWay && every.Wrong == 0 {
		return all
	}
	for _, rule := range orNone(rules) {
		one := every
		one.Rule, one.PolicyVersion = rule, u.PolicyVersion
		all = append(all, one)
	}
	return all
}

// wrong are the rules to which it is put down that its door was the wrong one.
func (u undone) wrong(judgedBy *door.Policy) (rules []string) {
	for _, t := range u.tallies(judgedBy) {
		if t.Wrong > 0 && t.Rule != everyDoor {
			rules = append(rules, t.Rule)
		}
	}
	return rules
}

// passed names the rules whose limit the undoing passed.
func (u undone) passed(judgedBy *door.Policy) []string {
	var was door.Undoing
	if u.Conclusion != nil && u.Conclusion.Undone != nil {
		was.Hours, was.Cost = u.Conclusion.Undone.Hours, u.Conclusion.Undone.Cost
	}
	if u.CheckIns > 0 {
		was.Customers = &u.CustomersReached
	}
	return judgedBy.Passed(door.Facts{Answers: u.Answers, StartsOn: u.StartsOn, EndsOn: u.EndsOn}, was)
}

// said is how the conclusion answers whether it was as reversible as said.
func (u undone) said() string {
	if u.Conclusion == nil {
		return ""
	}
	return u.Conclusion.ReversibleAsSaid
}

// told reports whether the conclusion says anything of how reversible it was.
func (u undone) told() bool { return u.said() != "" || u.measured() }

func (u undone) measured() bool {
	if u.Conclusion == nil {
		return false
	}
	did := u.Conclusion.Undone
	return did != nil && did.Needed && did.Hours != nil && did.Cost != nil
}

// cheaply reports whether it was undone within the limits and left nothing
// behind, given the rules whose limit it passed.
func (u undone) cheaply(passed []string) bool {
	return u.measured() && len(passed) == 0 && !u.Conclusion.Undone.leftSomething() && u.said() != "no"
}

// orNone stands "" for no rule at all.
func orNone(rules []string) []string {
	if len(rules) == 0 {
		return []string{""}
	}
	return rules
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// span is a part of time of which the doors are counted together: whole days, or
// quarters of an hour, by which every time zone differs from UTC.
type span struct {
	unit        string
	begins, end time.Time
}

const (
	aDay     = 24 * time.Hour
	aQuarter = 15 * time.Minute
)

var units = map[string]time.Duration{"day": aDay, "quarter": aQuarter}

// spansOf covers a period by as many whole days of UTC as it has, and quarters beside them.
func spansOf(begins, ends time.Time) []span {
	first, last := begins.Add(aDay-1).Truncate(aDay), ends.Truncate(aDay)
	if !first.Before(last) {
		return []span{{"quarter", begins, ends}}
	}
	return []span{{"quarter", begins, first}, {"day", first, last}, {"quarter", last, ends}}
}

package experiments

import (
	"slices"

	"github.com/google/uuid"

	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// trusted are the fields that a route trusts when it publishes an earned door: an
// experiment that changes one of them is judged without it.
var trusted = []string{"change", "way_back", "stop_rule"}

// strayed are the trusted fields in which a proposal differs from its template.
func (p Proposal) strayed(from Proposal) []string {
	return slices.DeleteFunc(p.Compare(from).Names(), func(name string) bool { return !slices.Contains(trusted, name) })
}

// Harmed reports whether the conclusion tells of a harm: customers who had to be
// made whole, something that stayed behind, or a way back that did not hold. The
// first one withdraws the earned doors of its template (product: "Earned doors").
func (c Conclusion) Harmed() bool {
	return c.Recovery != nil || c.ReversibleAsSaid == "no" || c.Undone != nil && c.Undone.leftSomething()
}

// CleanlyUndone reports whether the experiment went through its door and came back
// as it had planned: it ran and is concluded, without harm; the team says that it
// was as reversible as said; and it was undone within the hours and the cost that
// it had answered, or nothing had to be undone and nothing of it goes on. What is
// kept or scaled was never walked back.
func (e *Experiment) CleanlyUndone() bool {
	c := e.Conclusion
	if e.StartedAt == nil || e.ConcludedAt == nil || c == nil || c.Undone == nil {
		return false
	}
	if c.Harmed() || c.ReversibleAsSaid != "yes" {
		return false
	}
	if !c.Undone.Needed {
		return slices.Contains([]string{"change", "repeat", "drop"}, c.Next)
	}
	return within(c.Undone.Hours, e.Answers.UndoHours) && within(c.Undone.Cost, e.Answers.UndoCost)
}

func within(took, planned *float64) bool {
	return took != nil && planned != nil && *took <= *planned
}

// unearnable is the gate that no record opens (product: "automatic positivity,
// whose only exceptions are health and safety").
const unearnable = "health_or_safety"

// Approval is a gate of an experiment that its route approved, at the revision
// that ran.
type Approval struct {
	Experiment Experiment `gorm:"embedded"`
	Gate       string
}

// GateRecord is what the experiments of a template have shown at one gate since
// its last harm.
type GateRecord struct {
	Gate       string       `json:"gate"`
	Route      string       `json:"route" doc:"Whose reviewers may publish"`
	Clean      int          `json:"clean" doc:"Approved and cleanly undone"`
	Needed     int          `json:"needed" doc:"How many of these earn the door; 0: this gate is never earned"`
	AtMost     *door.Limits `json:"at_most,omitempty" doc:"As far as three of them went: no limit may go further"`
	MayPublish bool         `json:"may_publish" doc:"Whether you may publish the gate as open now"`

	clean []Experiment
}

// RecordOf counts, for every gate that was approved, the experiments whose words
// were the template's and that were cleanly undone; gates stand in the contract's
// order.
func RecordOf(template Proposal, approvals []Approval) []GateRecord {
	records := []GateRecord{}
	for _, q := range door.Questions() {
		r := GateRecord{Gate: q.Key, Route: q.Route, Needed: door.Proofs}
		approved := false
		for _, a := range approvals {
			if a.Gate != q.Key {
				continue
			}
			approved = true
			if a.Experiment.CleanlyUndone() && len(a.Experiment.strayed(template)) == 0 {
				r.clean = append(r.clean, a.Experiment)
			}
		}
		if approved {
			records = append(records, r.counted())
		}
	}
	return records
}

func (r GateRecord) counted() GateRecord {
	if r.Gate == unearnable {
		r.Needed, r.clean = 0, nil
		return r
	}
	plans := make([]door.Answers, len(r.clean))
	for i, e := range r.clean {
		plans[i] = e.Answers
	}
	r.Clean = len(plans)
	if most, ok := door.Proven(plans); ok {
		r.AtMost = &most
	}
	return r
}

// mayPublish holds the rules of who publishes: a reviewer of the gate's route who
// is neither of the template's team nor had a hand in any experiment that counts.
func (r GateRecord) mayPublish(actor accounts.Actor, template *Template, contributed []uuid.UUID) error {
	own := func(e Experiment) bool { return actor.MemberOf(e.TeamID) || slices.Contains(contributed, e.ID) }
	switch {
	case !actor.Serves(r.Route):
		return fault.Denied("not-your-route", "Only reviewers of the route %q may do this.", r.Route)
	case actor.MemberOf(template.TeamID) || slices.ContainsFunc(r.clean, own):
		return fault.Denied("own-record", "You or your team had a hand in this record, so somebody else of the route publishes it.")
	}
	return nil
}

// earned refuses what the record does not carry, and names every limit that goes
// further than three of its experiments went.
func (r GateRecord) earned(limits door.Limits) error {
	switch {
	case r.Gate == unearnable:
		return fault.Refused("never-earned", "What could harm health or safety is thought through every time.")
	case r.AtMost == nil:
		return fault.Refused("not-earned-yet", "%d experiments were approved here and cleanly undone; it takes %d.", r.Clean, r.Needed)
	}
	var bad []fault.Field
	for _, key := range limits.Further(*r.AtMost) {
		bad = append(bad, fault.Field{Location: "body.limits." + key, Code: "too_far", Message: "Three of its experiments did not go so far. Choose what they stayed within."})
	}
	return incomplete(nil, bad)
}

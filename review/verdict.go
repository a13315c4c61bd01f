package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// Verdict is one of the five things a reviewer can say of a gate.
type Verdict string

// The verdicts. The first three approve.
const (
	Approve               Verdict = "approve"
	ApproveWithConditions Verdict = "approve_with_conditions"
	DisagreeAndCommit     Verdict = "disagree_and_commit"
	RequestChanges        Verdict = "request_changes"
	Decline               Verdict = "decline"
)

// Approves reports whether the verdict meets the gate.
func (v Verdict) Approves() bool {
	return slices.Contains([]Verdict{Approve, ApproveWithConditions, DisagreeAndCommit}, v)
}

// Faults names everything the answer lacks for its verdict.
func (a Answer) Faults() []fault.Field {
	var bad []fault.Field
	if a.needsReason() && strings.TrimSpace(a.Reason) == "" {
		bad = append(bad, fault.Field{Location: "body.reason", Code: "required", Message: "Say why; the team needs it to go on."})
	}
	if (a.Verdict == ApproveWithConditions) != (len(a.Conditions) > 0) {
		bad = append(bad, fault.Field{Location: "body.conditions", Code: "required", Message: "Name conditions with approve_with_conditions, and only with it."})
	}
	for i, c := range a.Conditions {
		if strings.TrimSpace(c.Text) == "" {
			bad = append(bad, fault.Field{Location: fmt.Sprintf("body.conditions[%d].text", i), Code: "required", Message: "Say what the team shall do."})
		}
	}
	return bad
}

func (a Answer) needsReason() bool { return a.Verdict == RequestChanges || a.Verdict == Decline }

// side is how the person who wants to decide stands to the experiment.
type side struct {
	actor       accounts.Actor
	contributor bool
	member      bool
	parties     []uuid.UUID // those for whom the actor stands in who contributed or are of the team
}

// mayDecide holds the rules of who never decides: a contributor, a member of the
// proposing team, someone who is not of the gate's route. The role admin gives
// no right to decide.
func (s side) mayDecide(g Gate) error {
	switch {
	case s.contributor:
		return fault.Denied("contributor-decides", "You proposed or edited this, so somebody else decides on it.")
	case s.member:
		return fault.Denied("team-decides", "It is your own team's, so somebody else decides on it.")
	case !s.actor.Serves(g.Route):
		return fault.Denied("not-your-route", "Only reviewers of the route %q decide on this gate.", g.Route)
	case len(s.actor.StandsInFor(g.Route)) > 0 && s.standsInFor(g) == nil:
		return fault.Denied("on-their-behalf", "Who you stand in for has a part in this, so somebody else decides on it.")
	}
	return nil
}

// standsInFor is for whom the actor decides on a gate; nil when in their own name.
func (s side) standsInFor(g Gate) *uuid.UUID {
	for _, person := range s.actor.StandsInFor(g.Route) {
		if !slices.Contains(s.parties, person) {
			return &person
		}
	}
	return nil
}

// chosen picks the gates that the answer names; an unknown one is a bad field, and
// so is one that was lowered: it is closed no more.
func chosen(gates []Gate, named []string) ([]Gate, error) {
	var found []Gate
	var bad []fault.Field
	for i, name := range named {
		at := slices.IndexFunc(gates, func(g Gate) bool { return g.Gate == name && g.State != experiments.Lowered })
		if at < 0 {
			bad = append(bad, fault.Field{Location: fmt.Sprintf("body.gates[%d]", i), Code: "unknown", Message: "This gate is not closed in this review."})
			continue
		}
		found = append(found, gates[at])
	}
	if len(bad) > 0 {
		return nil, fault.Bad(bad...)
	}
	return found, nil
}

func gatesOf(requirements []experiments.Requirement) []Gate {
	gates := []Gate{}
	for _, r := range requirements {
		if r.Kind == experiments.GateRequirement && r.State != experiments.NotNeeded {
			gates = append(gates, Gate{Gate: r.Gate, Route: r.Route, State: r.State})
		}
	}
	return gates
}

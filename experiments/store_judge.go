package experiments

import (
	"context"
	"slices"
	"time"

	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// judgement is a verdict with the policy that made it, and the gates that stay
// closed because somebody raised them.
type judgement struct {
	verdict door.Verdict
	policy  *PolicyVersion
	raised  []Raise
	at      time.Time
	zone    *time.Location // the organisation's
}

// door is what the policy says, unless a raised gate stands.
func (j *judgement) door() door.Door {
	if len(j.raised) > 0 {
		return door.OneWay
	}
	return j.verdict.Door
}

func (j *judgement) said(language string) *Classification {
	return &Classification{Door: j.verdict.Door, UndoGrade: j.verdict.UndoGrade, PolicyVersion: j.policy.Version,
		Reasons: said(j.policy, j.verdict.Reasons, language), Earned: earnedSaid(j.verdict, language)}
}

// judge gives the experiment its next revision: it refuses what is incomplete
// or known to be wrong, asks the newest policy for the door, together with what
// the unfinished others of its line expose, and sets the state that follows. What
// a one-way door must say is asked where the policy closes it, not where a person
// raised it: that must not keep the team from answering with an edit.
func (s *Store) judge(ctx context.Context, e *Experiment, wrong []fault.Field) (*judgement, error) {
	j, err := s.weigh(ctx, e)
	if err != nil {
		return nil, err
	}
	if err := j.complete(e.Proposal, wrong); err != nil {
		return nil, err
	}
	e.judged(j.door(), j.at)
	return j, nil
}

// complete refuses what the judged proposal lacks, and all that is wrong with it.
func (j *judgement) complete(p Proposal, wrong []fault.Field) error {
	return incomplete(p.Missing(j.verdict.Door), append(wrong, p.wrongDays(dayIn(j.zone, j.at))...))
}

// weigh asks the newest policy for the door, and what stands raised. It changes
// nothing.
func (s *Store) weigh(ctx context.Context, e *Experiment) (*judgement, error) {
	policy, zone, err := s.policies.newest(ctx)
	if err != nil {
		return nil, err
	}
	also, err := s.together(ctx, e)
	if err != nil {
		return nil, err
	}
	j := &judgement{policy: policy, at: s.clock.Now(), zone: zone}
	if j.verdict, err = s.verdict(ctx, policy, dayIn(zone, j.at), e.Proposal, also); err != nil {
		return nil, err
	}
	j.raised, err = s.standing(ctx, e)
	return j, err
}

// judged moves the experiment to its next revision before this door.
func (e *Experiment) judged(d door.Door, now time.Time) {
	e.Revision++
	e.Door = &d
	closed := d == door.OneWay
	switch {
	case e.Status == Running && closed:
		e.Status = Paused
	case e.Status == Running || e.Status == Paused:
	case closed:
		e.Status = InReview
	default:
		e.Status = Ready
	}
	if e.SubmittedAt == nil {
		e.SubmittedAt = &now
	}
}

// keepJudgement writes the revision, its verdict and a requirement for every gate
// that a rule closed.
func (s *Store) keepJudgement(ctx context.Context, actor accounts.Actor, e *Experiment, j *judgement) error {
	if j == nil {
		return nil
	}
	r := Revision{ExperimentID: e.ID, Number: e.Revision, Proposal: e.Proposal, Verdict: j.verdict,
		PolicyVersion: j.policy.Version, CreatedBy: actor.PersonID, CreatedAt: j.at}
	later := s.db.Later(ctx)
	if err := later.Create(&r).Error; err != nil {
		return err
	}
	requirements, err := earnedGates(closedGates(e, j), e, j.verdict)
	if err != nil {
		return err
	}
	if len(requirements) == 0 {
		return nil
	}
	e.Requirements = requirements
	return later.Create(&requirements).Error
}

// closedGates are the gates that the policy closes, and those that somebody raised.
func closedGates(e *Experiment, j *judgement) []Requirement {
	var gates []Requirement
	for _, reason := range j.verdict.Reasons {
		gates = e.closed(gates, reason.Gate, reason.Route)
	}
	for _, r := range j.raised {
		gates = e.closed(gates, r.Gate, r.Route)
	}
	return gates
}

// closed adds an open gate of the present revision unless it is there.
func (e *Experiment) closed(all []Requirement, gate, route string) []Requirement {
	if indexOfGate(all, gate) >= 0 {
		return all
	}
	r := Requirement{ExperimentID: e.ID, Revision: e.Revision, N: len(all) + 1, Kind: GateRequirement,
		Gate: gate, Route: route, Due: BeforeStart, State: Open}
	return append(all, r)
}

func indexOfGate(all []Requirement, gate string) int {
	return slices.IndexFunc(all, func(r Requirement) bool { return r.Kind == GateRequirement && r.Gate == gate })
}

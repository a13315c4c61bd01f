package experiments

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// Condition is something an approval asks of the team.
type Condition struct {
	Text string `json:"text" minLength:"1" maxLength:"2000"`
	When Due    `json:"when" enum:"before_start,during"`
}

// Lock reads an experiment that the actor may see and holds it until the
// transaction in ctx ends: what follows cannot race with an edit or a start.
func (s *Store) Lock(ctx context.Context, actor accounts.Actor, ref Ref) (*Experiment, error) {
	return s.locked(ctx, actor, ref)
}

// Contributed reports whether the person proposed the experiment or edited any
// of its revisions, or those of one that it was cloned or split from.
func (s *Store) Contributed(ctx context.Context, id, person uuid.UUID) (bool, error) {
	var n int64
	err := s.db.Read(ctx).Model(&contributor{}).Where("person_id = ? AND (experiment_id = ? OR experiment_id IN (SELECT ancestor_id FROM ancestors WHERE experiment_id = ?))",
		person, id, id).Count(&n).Error
	return n > 0, err
}

// RequirementsOf reads what a revision needs, in order, without a word on how.
func (s *Store) RequirementsOf(ctx context.Context, id uuid.UUID, revision int) ([]Requirement, error) {
	requirements := []Requirement{}
	err := s.db.Read(ctx).Where("experiment_id = ? AND revision = ?", id, revision).Order("n").Find(&requirements).Error
	return requirements, err
}

// GatesOf reads the gates of every revision of the experiments named.
func (s *Store) GatesOf(ctx context.Context, ids []uuid.UUID) ([]Requirement, error) {
	var gates []Requirement
	err := s.db.Read(ctx).Where("experiment_id IN ? AND kind = ?", ids, GateRequirement).Order("experiment_id, revision, n").Find(&gates).Error
	return gates, err
}

// Judged is a revision with its verdict in words and what it needs.
type Judged struct {
	Proposal     Proposal
	Reasons      []Reason
	Requirements []Requirement
	Raised       []Raise     // at this revision, or before and not lowered by then; newest last
	UndoDrills   []UndoDrill // oldest first
}

// Judged reads a revision as its reviewers need it, in the language asked for.
func (s *Store) Judged(ctx context.Context, id uuid.UUID, revision int, language string) (*Judged, error) {
	var r struct {
		Revision   `gorm:"embedded"`
		UndoDrills []UndoDrill `gorm:"serializer:json"`
	}
	err := s.db.Read(ctx).Table("revisions").Select("revisions.*, e.undo_drills").Joins("JOIN experiments e ON e.id = revisions.experiment_id").
		Where("experiment_id = ? AND revisions.number = ?", id, revision).Take(&r).Error
	if err != nil {
		return nil, err
	}
	c, err := s.classification(ctx, r.Verdict, r.PolicyVersion, language)
	if err != nil {
		return nil, err
	}
	requirements, err := s.RequirementsOf(ctx, id, revision)
	if err != nil {
		return nil, err
	}
	explainAll(requirements, language)
	raised, err := s.raises(ctx, "experiment_id = ? AND (revision = ? OR revision < ? AND (lowered_at IS NULL OR lowered_at > ?))", id, revision, revision, r.CreatedAt)
	return &Judged{r.Proposal, c.Reasons, requirements, raised, r.UndoDrills}, err
}

// Present reads an experiment's words as they stand, and at which revision.
func (s *Store) Present(ctx context.Context, id uuid.UUID) (Proposal, int, error) {
	var e Experiment
	err := s.db.Read(ctx).Where("id = ?", id).Take(&e).Error
	return e.Proposal, e.Revision, err
}

// Settle sets the gates of a locked experiment's present revision and adds the
// conditions that came with the approval. When every gate is met or lowered, an
// experiment in review becomes ready. The caller has checked who decides.
func (s *Store) Settle(ctx context.Context, by uuid.UUID, e *Experiment, gates []string, state RequirementState, conditions []Condition) error {
	now := s.clock.Now()
	set := map[string]any{"state": state, "met_at": nil}
	if state == Met {
		set["met_at"] = now
	}
	err := s.db.Write(ctx).Model(&Requirement{}).
		Where("experiment_id = ? AND revision = ? AND kind = ? AND gate IN ?", e.ID, e.Revision, GateRequirement, gates).Updates(set).Error
	if err != nil {
		return err
	}
	if err := s.addConditions(ctx, e, gates, conditions); err != nil {
		return err
	}
	if e.Requirements, err = s.RequirementsOf(ctx, e.ID, e.Revision); err != nil {
		return err
	}
	before := *e
	joined, err := s.ready(ctx, e)
	if err != nil {
		return err
	}
	return s.saveAs(ctx, &by, &before, e, "experiment.gate_"+string(state), happened{Joined: joined})
}

// ready makes an experiment in review ready when nothing is left to decide. From
// then on it counts for the others of its line, so it is judged together with
// those that count already: gates that close now join the revision, and are named.
func (s *Store) ready(ctx context.Context, e *Experiment) (joined []string, err error) {
	if e.Status != InReview || !e.EveryGateMet() {
		return nil, nil
	}
	if joined, err = s.closeTogether(ctx, e); err == nil && len(joined) == 0 {
		e.Status = Ready
	}
	return joined, err
}

// EveryGateMet reports whether every closed gate of the loaded requirements has
// its approval, or was lowered.
func (e *Experiment) EveryGateMet() bool {
	for _, r := range e.Requirements {
		if r.Kind == GateRequirement && r.State != Met && !slices.Contains(notClosed, r.State) {
			return false
		}
	}
	return len(e.Requirements) > 0
}

// ConditionsMet is how many conditions of the loaded requirements are met.
func (e *Experiment) ConditionsMet() int {
	n := 0
	for _, r := range e.Requirements {
		if r.Kind == ConditionRequirement && r.State == Met {
			n++
		}
	}
	return n
}

func (s *Store) addConditions(ctx context.Context, e *Experiment, gates []string, conditions []Condition) error {
	if len(conditions) == 0 {
		return nil
	}
	known, err := s.RequirementsOf(ctx, e.ID, e.Revision)
	if err != nil {
		return err
	}
	var route string
	for _, r := range known {
		if r.Gate == gates[0] {
			route = r.Route
		}
	}
	rows := make([]Requirement, len(conditions))
	for i, c := range conditions {
		rows[i] = Requirement{ExperimentID: e.ID, Revision: e.Revision, N: len(known) + i + 1, Kind: ConditionRequirement,
			Gate: gates[0], Route: route, Due: c.When, Text: c.Text, State: Open}
	}
	return s.db.Write(ctx).Create(&rows).Error
}

// Decline turns a locked experiment in review down; a paused one stays paused,
// and may be edited, stopped or concluded.
func (s *Store) Decline(ctx context.Context, by uuid.UUID, e *Experiment) error {
	before := *e
	if e.Status == InReview {
		e.Status = Declined
	}
	return s.save(ctx, &by, &before, e, "experiment.declined")
}

// Meeting is how a team met a condition.
type Meeting struct {
	Note string `json:"note" minLength:"1" maxLength:"2000" doc:"How you met it"`
}

// Faults names what it lacks.
func (m Meeting) Faults() []fault.Field {
	return fault.Blank(m.Note, "body.note", "Say how you met it.")
}

// MeetCondition ticks condition n of the present revision, with a note on how.
// Only the team may; ifVersion nil means whatever is there.
func (s *Store) MeetCondition(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int, n int, how Meeting) (*Experiment, error) {
	if err := fault.Also(nil, how.Faults()); err != nil {
		return nil, err
	}
	var met *Experiment
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		e, err := s.lockedByTeam(ctx, actor, ref, ifVersion)
		if err != nil {
			return err
		}
		if e.Requirements, err = s.RequirementsOf(ctx, e.ID, e.Revision); err != nil {
			return err
		}
		if err := e.mayMeet(n); err != nil {
			return err
		}
		err = s.db.Write(ctx).Model(&Requirement{}).Where("experiment_id = ? AND revision = ? AND n = ?", e.ID, e.Revision, n).
			Updates(map[string]any{"state": Met, "note": strings.TrimSpace(how.Note), "met_at": s.clock.Now()}).Error
		if err != nil {
			return err
		}
		before := *e
		if e.Requirements, err = s.RequirementsOf(ctx, e.ID, e.Revision); err != nil {
			return err
		}
		met = e
		return s.save(ctx, &actor.PersonID, &before, e, "experiment.condition_met")
	})
	return met, err
}

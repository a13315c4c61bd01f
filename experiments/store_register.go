package experiments

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/clock"
	"ajar/internal/fault"
)

// Then is what registering does at once after saving the draft.
type Then struct {
	Submit bool
	Start  bool // a two-way door starts in the same transaction; needs Submit
}

// Faults refuses to start what is not submitted: it would stay a draft, unsaid.
func (t Then) Faults() []fault.Field {
	if !t.Start || t.Submit {
		return nil
	}
	return []fault.Field{{Location: "body.start", Code: "not_submitted", Message: "Only what is submitted starts. Send submit: true too, or leave start out."}}
}

// Register saves a proposal of the actor's team as a draft and, when asked,
// submits and starts it: all of it or nothing. A two-way door is then running, a
// one-way door in review; the verdict is in the language asked for. Answers a
// fault that names everything missing.
func (s *Store) Register(ctx context.Context, actor accounts.Actor, p Proposal, then Then, language string) (*Experiment, error) {
	p = p.tidy()
	if err := mayPropose(actor, p, Proposal{}); err != nil {
		return nil, err
	}
	var registered *Experiment
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		now := s.clock.Now()
		registered = &Experiment{ID: clock.NewID(), Proposal: p, Status: Draft, Version: 1, ProposerID: actor.PersonID, CreatedAt: now, ChangedAt: now}
		return s.register(ctx, actor, registered, then, language)
	})
	if err != nil {
		return nil, err
	}
	explainAll(registered.Requirements, language)
	return registered.named(), nil
}

func (s *Store) register(ctx context.Context, actor accounts.Actor, e *Experiment, then Then, language string) error {
	wrong, err := s.misfits(ctx, e.Proposal, Proposal{})
	if err != nil {
		return err
	}
	wrong = append(wrong, then.Faults()...)
	kinds := []string{"experiment.registered"}
	if !then.Submit {
		if err := e.mayBeDraft(wrong); err != nil {
			return err
		}
		return s.insert(ctx, actor, e, nil, kinds)
	}
	judged, err := s.judge(ctx, e, wrong)
	if err != nil {
		return err
	}
	e.Classification = judged.said(language)
	kinds = append(kinds, event(Submit))
	if then.Start && e.Status == Ready {
		e.Status, e.StartedAt = Running, &judged.at
		kinds = append(kinds, event(Start))
	}
	return s.insert(ctx, actor, e, judged, kinds)
}

func (s *Store) insert(ctx context.Context, actor accounts.Actor, e *Experiment, judged *judgement, kinds []string) error {
	if err := s.db.Write(ctx).Clauses(clause.Returning{Columns: []clause.Column{{Name: "number"}}}).Create(e).Error; err != nil {
		return err
	}
	if err := s.keepJudgement(ctx, actor, e, judged); err != nil {
		return err
	}
	if err := s.db.Later(ctx).Create(&contributor{e.ID, actor.PersonID}).Error; err != nil {
		return err
	}
	if err := s.keepAncestors(ctx, e); err != nil {
		return err
	}
	if err := s.keepRaised(ctx, e); err != nil {
		return err
	}
	if err := s.keepTags(ctx, e, nil); err != nil {
		return err
	}
	events := make([]audit.Event, len(kinds))
	for i, kind := range kinds {
		events[i] = audit.Event{At: e.CreatedAt, Actor: &actor.PersonID, Kind: kind, Subject: "experiment:" + e.ID.String(), Experiment: &e.ID,
			Data: happened{To: e.Status, Revision: e.Revision, Stem: e.stem()}}
	}
	if err := audit.Record(ctx, s.db, events...); err != nil {
		return err
	}
	if err := s.index(ctx, &Experiment{}, e); err != nil {
		return err
	}
	if err := s.awaitEnd(ctx, &Experiment{}, e, judged); err != nil {
		return err
	}
	return s.tell(ctx, &Experiment{Status: Draft}, e)
}

// contributor is the proposer, or someone who edited any revision: they never
// decide on it, nor on what stems from it.
type contributor struct {
	ExperimentID uuid.UUID
	PersonID     uuid.UUID
}

type tag struct {
	Tag          string
	ExperimentID uuid.UUID
}

// TableName is where GORM keeps tags.
func (tag) TableName() string { return "experiment_tags" }

func (s *Store) keepTags(ctx context.Context, e *Experiment, old []string) error {
	if slices.Equal(e.Tags, old) {
		return nil
	}
	if len(old) > 0 {
		if err := s.db.Write(ctx).Where("experiment_id = ?", e.ID).Delete(&tag{}).Error; err != nil {
			return err
		}
	}
	if len(e.Tags) == 0 {
		return nil
	}
	rows := make([]tag, len(e.Tags))
	for i, t := range e.Tags {
		rows[i] = tag{t, e.ID}
	}
	return s.db.Later(ctx).Create(&rows).Error
}

var notYourTeam = fault.Denied("not-your-team", "You can propose only for a team you belong to. Ask an administrator to add you to it.")

// mustBeOf refuses a team that is not the actor's.
func mustBeOf(actor accounts.Actor, team uuid.UUID) error {
	if actor.MemberOf(team) {
		return nil
	}
	return notYourTeam
}

// mayPropose refuses a change to a team that is not the actor's. That a proposal names
// no team at all is found where all that it lacks is found.
func mayPropose(actor accounts.Actor, p, before Proposal) error {
	if p.TeamID == before.TeamID || p.TeamID == uuid.Nil {
		return nil
	}
	return mustBeOf(actor, p.TeamID)
}

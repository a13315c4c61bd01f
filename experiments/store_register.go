package experiments

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"ajar/experiments/door"
	"ajar/experiments/doubt"
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

// misfits names everything in the proposal that cannot be: names of things that
// do not exist, and tags that are too long. Only what differs from before is
// asked of the database.
func (s *Store) misfits(ctx context.Context, p, before Proposal) ([]fault.Field, error) {
	bad := p.wrongTags()
	for _, c := range []struct {
		location    string
		known       func(context.Context, []uuid.UUID) (int64, error)
		before, ids []uuid.UUID
	}{
		{"body.template_id", s.rowsOf("templates", "NOT retired"), optional(before.TemplateID), optional(p.TemplateID)},
		{"body.obstacle_id", s.lore.Obstacles, optional(before.ObstacleID), optional(p.ObstacleID)},
		{"body.moment_id", s.rowsOf("moments", ""), optional(before.MomentID), optional(p.MomentID)},
		{"body.affected_team_ids", s.rowsOf("teams", ""), before.AffectedTeamIDs, p.AffectedTeamIDs},
		{"body.builds_on", s.lore.Lessons, before.BuildsOn, p.BuildsOn},
	} {
		if len(c.ids) == 0 || slices.Equal(c.before, c.ids) {
			continue
		}
		found, err := c.known(ctx, c.ids)
		if err != nil {
			return nil, err
		}
		if int(found) < len(c.ids) {
			bad = append(bad, fault.Field{Location: c.location, Code: "unknown", Message: "There is no such thing, or it is named twice. Choose one from the list."})
		}
	}
	return bad, nil
}

// rowsOf counts those of a table that have one of some ids, under a condition.
func (s *Store) rowsOf(table, only string) func(context.Context, []uuid.UUID) (int64, error) {
	return func(ctx context.Context, ids []uuid.UUID) (found int64, err error) {
		err = s.db.Read(ctx).Table(table).Where("id IN ?", ids).Where(only).Count(&found).Error
		return found, err
	}
}

func optional(id *uuid.UUID) []uuid.UUID {
	if id == nil {
		return nil
	}
	return []uuid.UUID{*id}
}

// tidy trims what a person types around the words and fills the language.
func (p Proposal) tidy() Proposal {
	for _, field := range []*string{&p.Title, &p.CustomerJob, &p.Change, &p.Effect, &p.Because, &p.StrategyGoal,
		&p.GamingRisk, &p.CounterSignal, &p.WayBack, &p.StopRule, &p.Premortem} {
		*field = strings.TrimSpace(*field)
	}
	if p.Language == "" {
		p.Language = "en"
	}
	tags := []string{}
	for _, t := range p.Tags {
		if t = tidyTag(t); t != "" && !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	p.Tags = tags
	if p.AffectedTeamIDs == nil {
		p.AffectedTeamIDs = []uuid.UUID{}
	}
	if p.BuildsOn == nil {
		p.BuildsOn = []uuid.UUID{}
	}
	if p.ConfirmedDoubts == nil {
		p.ConfirmedDoubts = []doubt.Confirmed{}
	}
	return p
}

func tidyTag(tag string) string { return strings.ToLower(strings.TrimSpace(tag)) }

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

package experiments

import (
	"context"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/clock"
	"ajar/internal/fault"
)

// inForce is true of an earned door that opens its gate on a day.
const inForce = "withdrawn_on = '' AND until >= ?"

// verdict asks the policy for the door of a proposal, together with what others of
// its line expose, and then the doors that its template has earned.
func (s *Store) verdict(ctx context.Context, policy *PolicyVersion, today Day, p Proposal, also Together) (door.Verdict, error) {
	facts := also.with(p.Facts())
	v := policy.Compiled.Judge(facts)
	if p.TemplateID == nil || len(v.Reasons) == 0 {
		return v, nil
	}
	var doors []struct {
		EarnedDoor `gorm:"embedded"`
		Name       string
		Proposal   Proposal `gorm:"serializer:json"`
	}
	err := s.db.Read(ctx).Table("earned_doors d").Select("d.*, t.name, r.proposal").Joins("JOIN templates t ON t.id = d.template_id").Joins(ofRevision).
		Where("d.template_id = ? AND "+inForce, *p.TemplateID, today).Order("d.id").Find(&doors).Error
	earned := make([]door.Earned, len(doors))
	for i, d := range doors {
		earned[i] = door.Earned{Door: d.ID.String(), Template: d.TemplateID.String(), Name: d.Name, Gate: d.Gate, Route: d.Route,
			Until: string(d.Until), Limits: d.Limits, Beyond: p.strayed(d.Proposal)}
	}
	return v.Earn(facts, earned), err
}

// earnedGates adds the gates that earned doors opened to the closed ones. A gate that
// somebody raised stays closed.
func earnedGates(all []Requirement, e *Experiment, v door.Verdict) ([]Requirement, error) {
	for _, earned := range v.Earned {
		if !earned.Opens() || indexOfGate(all, earned.Gate) >= 0 {
			continue
		}
		id, err := uuid.Parse(earned.Door)
		if err != nil {
			return nil, err
		}
		all = e.closed(all, earned.Gate, earned.Route)
		r := &all[len(all)-1]
		r.State, r.EarnedDoorID, r.Note = NotNeeded, &id, "Earned by the template “"+earned.Name+"”."
	}
	return all, nil
}

// restsOnEnded reports whether the present revision rests on an earned door that
// was withdrawn or has ended.
func (s *Store) restsOnEnded(ctx context.Context, e *Experiment, today Day) (bool, error) {
	var n int64
	err := s.db.Read(ctx).Table("requirements q").Joins("JOIN earned_doors d ON d.id = q.earned_door_id").
		Where("q.experiment_id = ? AND q.revision = ? AND q.state = ? AND NOT ("+inForce+")", e.ID, e.Revision, NotNeeded, today).Count(&n).Error
	return n > 0, err
}

// record counts what the experiments of a template have shown since its last
// harm; one statement.
func (s *Store) record(ctx context.Context, t *TemplateFull, policy *PolicyVersion) ([]GateRecord, error) {
	var approvals []Approval
	approved := func(condition string, id uuid.UUID) *gorm.DB {
		q := s.db.Read(ctx).Table("experiments e").Select("e.number, q.gate").
			Joins("JOIN requirements q ON q.experiment_id = e.id AND q.revision = e.revision AND q.kind = ? AND q.state = ?", GateRequirement, Met).
			Where(condition+" AND e.concluded_at IS NOT NULL", id)
		if t.HarmedAt != nil {
			q = q.Where("e.concluded_at > ?", *t.HarmedAt)
		}
		return q
	}
	const newest = "e.concluded_at DESC, e.number DESC"
	err := s.db.Read(ctx).Table("experiments e").Select("e.*, a.gate").
		Joins("JOIN (SELECT * FROM (?) AS of_it UNION ?) a ON a.number = e.number",
			approved("e.template_id = ?", t.ID).Order(newest).Limit(maxApprovals), approved("e.id = ?", t.ExperimentID)).
		Order(newest).Limit(maxApprovals).Find(&approvals).Error
	records := RecordOf(t.Proposal, approvals)
	for i := range records {
		records[i].Route, _ = policy.Compiled.RouteOf(records[i].Gate)
	}
	return records, err
}

// maxApprovals is how many of the newest approvals a record looks at.
const maxApprovals = 200

// contributedTo are the experiments that count in which the actor had a hand, or in
// one that they were cloned or split from.
func (s *Store) contributedTo(ctx context.Context, actor accounts.Actor, records []GateRecord) ([]uuid.UUID, error) {
	var ids, contributed []uuid.UUID
	for _, r := range records {
		for _, e := range r.clean {
			ids = append(ids, e.ID)
		}
	}
	err := s.db.Read(ctx).Model(&Experiment{}).Where(`id IN ? AND EXISTS (SELECT 1 FROM contributors c WHERE c.person_id = ? AND (c.experiment_id = experiments.id
		OR c.experiment_id IN (SELECT ancestor_id FROM ancestors a WHERE a.experiment_id = experiments.id)))`, ids, actor.PersonID).Pluck("id", &contributed).Error
	return contributed, err
}

// PublishEarnedDoor opens a gate for a template for twelve months: only a reviewer
// of the gate's route who had no hand in what counts, only when three approved
// experiments were cleanly undone since the last harm, and no further than three of
// them went. ifVersion nil means whatever is there.
func (s *Store) PublishEarnedDoor(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, in EarnedDoorInput) error {
	return s.changeTemplate(ctx, id, ifVersion, func(ctx context.Context, t *Template) error {
		full, err := s.Template(ctx, actor, id)
		if err != nil {
			return err
		}
		policy, today, err := s.policies.current(ctx, s.clock.Now())
		if err != nil {
			return err
		}
		route, err := s.mayPublish(ctx, actor, full, policy, in)
		if err := fault.Also(err, in.Faults()); err != nil {
			return err
		}
		until, err := lastDay(today)
		if err != nil {
			return err
		}
		d := EarnedDoor{ID: clock.NewID(), TemplateID: id, Gate: in.Gate, Route: route, Limits: in.Limits, Reason: strings.TrimSpace(in.Reason), Since: today, Until: until}
		if err := s.db.Write(ctx).Create(&d).Error; err != nil {
			return err
		}
		return s.recordTemplate(ctx, &actor.PersonID, t.ID, "template.door_published", atGate{d.ID, d.Gate})
	})
}

// atGate is what an event of an earned door keeps: never its words.
type atGate struct {
	Door uuid.UUID `json:"door"`
	Gate string    `json:"gate"`
}

// mayPublish refuses who may not publish, and what the record does not carry; it
// answers the route that publishes.
func (s *Store) mayPublish(ctx context.Context, actor accounts.Actor, t *TemplateFull, policy *PolicyVersion, in EarnedDoorInput) (string, error) {
	route, known := policy.Compiled.RouteOf(in.Gate)
	if !known {
		return "", fault.Bad(fault.Field{Location: "body.gate", Code: "unknown", Message: "There is no such gate. Choose one of the template's record."})
	}
	r := GateRecord{Gate: in.Gate, Route: route, Needed: door.Proofs}
	for _, known := range t.Record {
		if known.Gate == in.Gate {
			r = known
		}
	}
	contributed, err := s.contributedTo(ctx, actor, []GateRecord{r})
	if err != nil {
		return "", err
	}
	if err := r.mayPublish(actor, &t.Template, contributed); err != nil {
		return "", err
	}
	if err := t.mayOpen(in.Gate); err != nil {
		return "", err
	}
	return route, r.earned(in.Limits)
}

// mayOpen refuses a gate that is open already, and whatever is retired. It reads
// the doors that were loaded.
func (full *TemplateFull) mayOpen(gate string) error {
	if full.Retired {
		return fault.Refused("retired", "This template is retired. Its team can bring it back.")
	}
	for _, d := range full.Doors {
		if d.Gate == gate && d.State == DoorOpen {
			return fault.Refused("already-open", "This gate is open already. Withdraw that first, to publish other limits.")
		}
	}
	return nil
}

// WithdrawEarnedDoor closes a gate again, with a reason. Every reviewer of the
// gate's route may: closing asks for no distance. What runs goes on; what is ready
// is judged again when it starts. ifVersion nil means whatever is there.
func (s *Store) WithdrawEarnedDoor(ctx context.Context, actor accounts.Actor, id, earned uuid.UUID, ifVersion *int, closing DoorClosing) error {
	if err := fault.Also(nil, closing.Faults()); err != nil {
		return err
	}
	return s.changeTemplate(ctx, id, ifVersion, func(ctx context.Context, t *Template) error {
		_, today, err := s.policies.current(ctx, s.clock.Now())
		if err != nil {
			return err
		}
		var d EarnedDoor
		if res := s.db.Read(ctx).Where("id = ? AND template_id = ?", earned, id).Find(&d); res.Error != nil {
			return res.Error
		} else if res.RowsAffected == 0 {
			return fault.Missing("earned door")
		}
		if !actor.Serves(d.Route) {
			return fault.Denied("not-your-route", "Only reviewers of the route %q may do this.", d.Route)
		}
		if d.dress(actor, today); d.State != DoorOpen {
			return fault.Refused("not-open", "It has ended already.")
		}
		err = s.db.Write(ctx).Model(&d).Where("id = ?", d.ID).Updates(map[string]any{"withdrawn_on": today, "withdrawn_why": strings.TrimSpace(closing.Reason)}).Error
		if err != nil {
			return err
		}
		return s.recordTemplate(ctx, &actor.PersonID, id, "template.door_withdrawn", atGate{d.ID, d.Gate})
	})
}

// withdrawAfter withdraws every earned door of the templates that an experiment
// belongs to when its conclusion tells of a harm, in the same transaction; their
// records begin anew. A nil actor of the events is the system.
func (s *Store) withdrawAfter(ctx context.Context, e *Experiment) error {
	if e.Conclusion == nil || !e.Conclusion.Harmed() {
		return nil
	}
	var ids []uuid.UUID
	err := s.db.Write(ctx).Model(&Template{}).Where("id = ? OR experiment_id = ?", e.TemplateID, e.ID).Order("id").Pluck("id", &ids).Error
	if err != nil {
		return err
	}
	now := s.clock.Now()
	for _, id := range ids {
		err := s.changeTemplate(ctx, id, nil, func(ctx context.Context, t *Template) error {
			t.HarmedAt = &now
			return s.withdrawAll(ctx, nil, t, e)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// withdrawAll withdraws the doors of a locked template that are open, because it
// is retired or because of an experiment that did harm.
func (s *Store) withdrawAll(ctx context.Context, by *uuid.UUID, t *Template, harm *Experiment) error {
	_, today, err := s.policies.current(ctx, s.clock.Now())
	if err != nil {
		return err
	}
	set, event := map[string]any{"withdrawn_on": today}, audit.Event{At: s.clock.Now(), Actor: by, Kind: "template.door_withdrawn", Subject: "template:" + t.ID.String()}
	if harm != nil {
		set["harmed_by"], event.Experiment = harm.ID, &harm.ID
	}
	var doors []EarnedDoor
	open := s.db.Write(ctx).Where("template_id = ? AND "+inForce, t.ID, today)
	if err := open.Order("id").Find(&doors).Error; err != nil || len(doors) == 0 {
		return err
	}
	if err := s.db.Write(ctx).Model(&EarnedDoor{}).Where("template_id = ? AND "+inForce, t.ID, today).Updates(set).Error; err != nil {
		return err
	}
	events := make([]audit.Event, len(doors))
	for i, d := range doors {
		events[i] = event
		events[i].Data = atGate{d.ID, d.Gate}
	}
	return audit.Record(ctx, s.db, events...)
}

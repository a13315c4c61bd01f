package experiments

import (
	"context"
	"errors"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
)

// ofRevision joins templates to the words that they keep.
const ofRevision = "JOIN revisions r ON r.experiment_id = t.experiment_id AND r.number = t.revision"

// Templates reads a page of templates, newest first, and whether there are more;
// after is the last one of the page before, Nil at first. Everyone signed in.
func (s *Store) Templates(ctx context.Context, retired bool, after uuid.UUID, limit int) ([]TemplateSummary, bool, error) {
	q := s.db.Read(ctx).Table("templates t").Select("t.*, r.proposal").Joins(ofRevision).Where("t.retired = ?", retired)
	if after != uuid.Nil {
		q = q.Where("t.id < ?", after)
	}
	page, more, err := database.Page[TemplateSummary](q.Order("t.id DESC"), limit)
	if err != nil {
		return nil, false, err
	}
	return page, more, s.dressTemplates(ctx, page)
}

// dressTemplates gives templates their words and the gates that are open.
func (s *Store) dressTemplates(ctx context.Context, page []TemplateSummary) error {
	_, today, err := s.policies.current(ctx, s.clock.Now())
	if err != nil {
		return err
	}
	at, ids := map[uuid.UUID]*TemplateSummary{}, make([]uuid.UUID, len(page))
	for i := range page {
		t := &page[i]
		t.Language, t.MomentID, t.Change, t.OpenGates = t.Proposal.Language, t.Proposal.MomentID, t.Proposal.Change, []string{}
		at[t.ID], ids[i] = t, t.ID
	}
	var open []EarnedDoor
	err = s.db.Read(ctx).Where("template_id IN ? AND "+inForce, ids, today).Order("id").Find(&open).Error
	for _, d := range open {
		t := at[d.TemplateID]
		t.OpenGates = append(t.OpenGates, d.Gate)
	}
	return err
}

// Template reads one template with its design, record and doors: five statements,
// whatever it holds. Everyone signed in.
func (s *Store) Template(ctx context.Context, actor accounts.Actor, id uuid.UUID) (*TemplateFull, error) {
	full, err := s.template(ctx, id)
	if err != nil {
		return nil, err
	}
	policy, today, err := s.policies.current(ctx, s.clock.Now())
	if err != nil {
		return nil, err
	}
	if full.Record, err = s.record(ctx, full, policy); err != nil {
		return nil, err
	}
	if err := s.db.Read(ctx).Where("template_id = ?", id).Order("id DESC").Find(&full.Doors).Error; err != nil {
		return nil, err
	}
	contributed, err := s.contributedTo(ctx, actor, full.Record)
	for i := range full.Doors {
		full.Doors[i].dress(actor, today)
	}
	full.dress(actor, contributed)
	return full, err
}

func (s *Store) template(ctx context.Context, id uuid.UUID) (*TemplateFull, error) {
	var full TemplateFull
	err := s.db.Read(ctx).Table("templates t").Select("t.*, r.proposal, e.title AS experiment_title, e.number").Joins(ofRevision).
		Joins("JOIN experiments e ON e.id = t.experiment_id").Where("t.id = ?", id).Take(&full).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.Missing("template")
	}
	return &full, err
}

func (full *TemplateFull) dress(actor accounts.Actor, contributed []uuid.UUID) {
	p := full.Proposal
	full.Language, full.MomentID, full.Change, full.Design, full.OpenGates = p.Language, p.MomentID, p.Change, designOf(p), []string{}
	full.Experiment = Origin{full.ExperimentID, KeyOf(full.Number), full.ExperimentTitle}
	full.MayChange = full.mayChange(actor) == nil
	for _, d := range full.Doors {
		if d.State == DoorOpen {
			full.OpenGates = append(full.OpenGates, d.Gate)
		}
	}
	for i := range full.Record {
		r := &full.Record[i]
		r.MayPublish = r.AtMost != nil && full.mayOpen(r.Gate) == nil && r.mayPublish(actor, &full.Template, contributed) == nil
	}
}

// MakeTemplate makes a template of the present revision of an experiment. Only a
// member of its team may.
func (s *Store) MakeTemplate(ctx context.Context, actor accounts.Actor, in TemplateInput) (*Template, error) {
	var made *Template
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		e, err := s.lockedByTeam(ctx, actor, Ref(in.Experiment), nil)
		if fault.Is(err, fault.NotFound) {
			err = fault.Bad(fault.Field{Location: "body.experiment", Code: "unknown", Message: "There is no such experiment, or it is not yours to see. Choose one of your team's."})
		}
		if err := fault.Also(err, in.Faults()); err != nil {
			return err
		}
		if err := e.mayBeTemplate(); err != nil {
			return err
		}
		now := s.clock.Now()
		made = &Template{ID: clock.NewID(), Name: strings.TrimSpace(in.Name), TeamID: e.TeamID, ExperimentID: e.ID, Revision: e.Revision, Version: 1, CreatedAt: now}
		if e.Conclusion != nil && e.Conclusion.Harmed() {
			made.HarmedAt = &now
		}
		if err := s.db.Write(ctx).Create(made).Error; err != nil {
			return err
		}
		return s.recordTemplate(ctx, &actor.PersonID, made.ID, "template.created", nil)
	})
	return made, err
}

// ChangeTemplate renames, retires or brings back a template. Its team and
// administrators may; ifVersion nil means whatever is there. Retiring withdraws
// its earned doors, and bringing it back does not return them.
func (s *Store) ChangeTemplate(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, patch TemplatePatch) error {
	return s.changeTemplate(ctx, id, ifVersion, func(ctx context.Context, t *Template) (err error) {
		if err := t.mayChange(actor); err != nil {
			return err
		}
		if err := fault.Also(nil, patch.Faults()); err != nil {
			return err
		}
		if patch.Name != nil {
			t.Name = strings.TrimSpace(*patch.Name)
		}
		kind := "template.changed"
		if patch.Retired != nil && *patch.Retired != t.Retired {
			t.Retired = *patch.Retired
			kind = map[bool]string{true: "template.retired", false: "template.brought_back"}[t.Retired]
		}
		if kind == "template.retired" {
			if err := s.withdrawAll(ctx, &actor.PersonID, t, nil); err != nil {
				return err
			}
		}
		return s.recordTemplate(ctx, &actor.PersonID, id, kind, nil)
	})
}

// changeTemplate runs change on a locked template and saves it.
func (s *Store) changeTemplate(ctx context.Context, id uuid.UUID, ifVersion *int, change func(ctx context.Context, t *Template) error) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		var t Template
		err := s.db.Write(ctx).Clauses(database.Held).Where("id = ?", id).Take(&t).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return fault.Missing("template")
		}
		if err != nil {
			return err
		}
		if err := fault.Unchanged(t.Version, ifVersion); err != nil {
			return err
		}
		if err := change(ctx, &t); err != nil {
			return err
		}
		t.Version++
		return s.db.Write(ctx).Select("name", "retired", "harmed_at", "version").Updates(&t).Error
	})
}

func (t *Template) mayChange(actor accounts.Actor) error {
	if actor.MemberOf(t.TeamID) || actor.Is(accounts.Admin) {
		return nil
	}
	return fault.Denied("not-your-team", "Only the team that made it and administrators can change a template.")
}

func (s *Store) recordTemplate(ctx context.Context, actor *uuid.UUID, template uuid.UUID, kind string, data any) error {
	return audit.Record(ctx, s.db, audit.Event{At: s.clock.Now(), Actor: actor, Kind: kind, Subject: "template:" + template.String(), Data: data})
}

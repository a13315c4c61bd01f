package experiments

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/clock"
)

// Clone makes a draft of the actor's team from an experiment that the actor may
// see. It keeps the design, and forgets answers, approvals, results and days that
// have passed. One that follows from a conclusion builds on the origin's lesson.
// Who contributed to the origin never decides on the clone.
func (s *Store) Clone(ctx context.Context, actor accounts.Actor, ref Ref, c Copy) (*Experiment, error) {
	var clone *Experiment
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		origin, err := s.find(s.db.Read(ctx), actor, ref)
		if err != nil {
			return err
		}
		if err := c.mayFollow(origin); err != nil {
			return err
		}
		_, today, err := s.policies.current(ctx, s.clock.Now())
		if err != nil {
			return err
		}
		p := origin.design(today)
		if p.BuildsOn, err = s.foundations(ctx, origin, c.As); err != nil {
			return err
		}
		p.Title = cmp.Or(strings.TrimSpace(c.Title), p.Title)
		if p.TeamID, err = c.team(actor, origin); err != nil {
			return err
		}
		clone = s.stemming(actor, origin, p)
		clone.ClonedFrom, clone.ClonedAs = &origin.ID, c.As
		return s.insert(ctx, actor, clone, nil, []string{event(Clone)})
	})
	if err != nil {
		return nil, err
	}
	return clone.named(), nil
}

// foundations are the lessons that a clone builds on: the origin's, and the one that
// was learned from the origin where the clone follows from how that ended.
func (s *Store) foundations(ctx context.Context, origin *Experiment, as Purpose) ([]uuid.UUID, error) {
	lessons := slices.Clone(origin.BuildsOn)
	if as == "" {
		return lessons, nil
	}
	learned, err := s.lore.Learned(ctx, origin.ID)
	for _, id := range learned {
		if !slices.Contains(lessons, id) {
			lessons = append(lessons, id)
		}
	}
	return lessons, err
}

// Split registers a pilot of a one-way door that waits: change is given the
// origin's proposal and returns the pilot's, which is submitted at once and
// judged; the verdict is in the language asked for. A gate that somebody raised
// stays closed for the pilot too. Only the origin's team may split. Answers the
// pilot.
func (s *Store) Split(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int, change func(Proposal) (Proposal, error), language string) (*Experiment, error) {
	var pilot *Experiment
	_, err := s.change(ctx, actor, ref, ifVersion, Split, func(ctx context.Context, origin *Experiment) error {
		p, err := change(origin.Proposal)
		if err != nil {
			return err
		}
		if err := mayPropose(actor, p, origin.Proposal); err != nil {
			return err
		}
		pilot = s.stemming(actor, origin, p)
		pilot.SplitFrom = &origin.ID
		if err := s.inherit(ctx, pilot, origin); err != nil {
			return err
		}
		wrong, err := s.misfits(ctx, pilot.Proposal, origin.Proposal)
		if err != nil {
			return err
		}
		judged, err := s.judge(ctx, pilot, wrong)
		if err != nil {
			return err
		}
		pilot.Classification = judged.said(language)
		return s.insert(ctx, actor, pilot, judged, []string{"experiment.registered", event(Submit)})
	})
	if err != nil {
		return nil, err
	}
	pilot.tell(Sight{Full: true})
	explainAll(pilot.Requirements, language)
	return pilot.named(), nil
}

// stemming is a draft of the same line as its origin.
func (s *Store) stemming(actor accounts.Actor, origin *Experiment, p Proposal) *Experiment {
	now, line := s.clock.Now(), origin.line()
	return &Experiment{ID: clock.NewID(), Proposal: p.tidy(), Status: Draft, Version: 1, ProposerID: actor.PersonID,
		CreatedAt: now, ChangedAt: now, OriginID: &line}
}

// ancestor is an experiment from which another stems.
type ancestor struct {
	ExperimentID uuid.UUID
	AncestorID   uuid.UUID
}

// keepAncestors writes down from whom an experiment stems. It never changes: who
// contributes to an ancestor later is found there.
func (s *Store) keepAncestors(ctx context.Context, e *Experiment) error {
	stem := e.stem()
	if stem == nil {
		return nil
	}
	var line []ancestor
	if err := s.db.Read(ctx).Where("experiment_id = ?", *stem).Find(&line).Error; err != nil {
		return err
	}
	for i := range line {
		line[i].ExperimentID = e.ID
	}
	line = append(line, ancestor{e.ID, *stem})
	return s.db.Write(ctx).Create(&line).Error
}

// maxLinks is how many clones and pilots are worth naming; the newest are.
const maxLinks = 100

// Links are what an experiment was cloned or split from and into, newest first, as
// far as the actor may see them.
func (s *Store) Links(ctx context.Context, actor accounts.Actor, ref Ref) ([]Link, error) {
	e, err := s.find(s.db.Read(ctx), actor, ref)
	if err != nil {
		return nil, err
	}
	visible, args := Filter{}.condition(actor)
	rows, err := summaries(s.db.Read(ctx).Where("(id = ? OR cloned_from = ? OR split_from = ?)", e.stem(), e.ID, e.ID).
		Where(visible, args...).Order("number DESC").Limit(maxLinks), actor)
	links := make([]Link, len(rows))
	for i, row := range rows {
		links[i] = Link{e.relationTo(row.ID, row.ClonedFrom, row.ClonedAs), row.Summary}
	}
	return links, err
}

// relationTo is what an experiment that is linked to this one is to it.
func (e *Experiment) relationTo(id uuid.UUID, clonedFrom *uuid.UUID, as Purpose) Relation {
	switch {
	case e.ClonedFrom != nil && *e.ClonedFrom == id:
		return followed[e.ClonedAs].origin
	case e.SplitFrom != nil && *e.SplitFrom == id:
		return SplitFrom
	case clonedFrom != nil && *clonedFrom == e.ID:
		return followed[as].clone
	}
	return HasPilot
}

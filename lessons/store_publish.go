package lessons

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/fault"
	"ajar/internal/search"
	"ajar/lessons/blameless"
)

// Publish shows the draft to everyone as a new edition, and settles what the
// experiment owed. Names of people that are left in it become roles, in the draft
// too, so that the team reads what others do. Only the team may.
func (s *Store) Publish(ctx context.Context, actor accounts.Actor, ref experiments.Ref, ifVersion *int) (*Draft, error) {
	return s.change(ctx, actor, ref, ifVersion, "lesson.published", func(ctx context.Context, l *lesson, e *experiments.Experiment) error {
		if err := fault.Also(nil, l.Draft.faults(true)); err != nil {
			return err
		}
		l.Shown++
		l.withIDs()
		p, roles, err := s.next(ctx, l, e)
		if err != nil {
			return err
		}
		if err := s.dated(ctx, l); err != nil {
			return err
		}
		l.Published, l.Month, l.Contrary, l.plan = p, p.Month, p.contrary(), planOf(e.Proposal, roles)
		if err := s.lookAgain(ctx, l); err != nil {
			return err
		}
		return s.experiments.PaidLesson(ctx, actor, e)
	})
}

// Preview is what readers would see if its team published this content, whole or not.
// Nothing is kept. Only the team may.
func (s *Store) Preview(ctx context.Context, actor accounts.Actor, ref experiments.Ref, c Content) (*Publication, error) {
	e, err := s.experiments.One(ctx, actor, ref, "en")
	if err != nil {
		return nil, err
	}
	l, err := s.of(ctx, actor, e)
	if err != nil {
		return nil, err
	}
	l.Draft.Content = c
	if l.Published, _, err = s.next(ctx, l, e); err != nil {
		return nil, err
	}
	l.Published.ReviewIn = monthOf(c.ReviewBy)
	return l.told(), nil
}

// next is the next edition of a lesson, and the roles that stand in it, and in the draft,
// for names.
func (s *Store) next(ctx context.Context, l *lesson, e *experiments.Experiment) (*Publication, *blameless.Roles, error) {
	roles, err := s.roles(ctx, e.ID, l.doing(), slices.Concat(l.Draft.words(), proposed(e.Proposal))...)
	if err != nil {
		return nil, nil, err
	}
	l.Edition++
	l.Draft.Content, l.named = l.Draft.nameless(roles, e.Language)
	p, err := s.publication(ctx, l, e)
	if err != nil {
		return nil, nil, err
	}
	p.hideNames(roles)
	return p, roles, nil
}

// publication takes from the draft and the experiment what readers may see.
func (s *Store) publication(ctx context.Context, l *lesson, e *experiments.Experiment) (*Publication, error) {
	p := &Publication{ID: l.ID, Experiment: Named{e.ID, e.Key, e.Title}, MomentID: e.MomentID, Language: e.Language,
		Outcome: string(e.Outcome), Gates: []string{}, Edition: l.Edition, CustomerJob: e.CustomerJob, Change: e.Change, Expected: expected(e.Proposal), Content: l.Draft.shown(),
		HollowWin: e.HollowWin, Customers: e.CustomersReached, Days: daysOf(e)}
	if e.Door != nil {
		p.Door = string(*e.Door)
	}
	requirements, err := s.experiments.RequirementsOf(ctx, e.ID, e.Revision)
	if err != nil {
		return nil, err
	}
	for _, r := range requirements {
		if r.Kind == experiments.GateRequirement && r.State != experiments.NotNeeded {
			p.Gates = append(p.Gates, r.Gate)
		}
	}
	var here struct {
		Setting setting `gorm:"embedded"`
		Moment  string
	}
	err = s.db.Read(ctx).Raw(`SELECT `+settingOfTeam+`, COALESCE((SELECT name FROM moments WHERE id = @moment), '') AS moment
		FROM organisation o JOIN teams t ON t.id = @team`, map[string]any{"moment": e.MomentID, "team": e.TeamID}).Scan(&here).Error
	if err != nil {
		return nil, err
	}
	p.Moment, p.Team, p.TeamID = here.Moment, here.Setting.shownAs(), here.Setting.shownTeam()
	if p.Month, err = here.Setting.month(*e.ConcludedAt); err != nil {
		return nil, err
	}
	return p, s.weighed(ctx, l, p)
}

// daysOf is how many days an experiment ran, begun ones counted; 0 when it never did.
func daysOf(e *experiments.Experiment) int {
	if e.StartedAt == nil || e.ConcludedAt == nil {
		return 0
	}
	return int(math.Ceil(e.ConcludedAt.Sub(*e.StartedAt).Hours() / 24))
}

// doing are the teams that a lesson speaks of: its own, and those that do something
// because of it.
func (l *lesson) doing() []uuid.UUID {
	teams := []uuid.UUID{l.TeamID}
	for _, f := range l.Draft.FollowUps {
		if f.TeamID != nil {
			teams = append(teams, *f.TeamID)
		}
	}
	return teams
}

// shelve keeps the edition, what it names, and puts it where the library finds it.
func (s *Store) shelve(ctx context.Context, l *lesson) error {
	if err := s.db.Write(ctx).Create(&editionRow{l.ID, l.Edition, l.Published}).Error; err != nil {
		return err
	}
	if err := s.link(ctx, l); err != nil {
		return err
	}
	return s.findable(ctx, l)
}

// findable puts a published lesson where the library finds it.
func (s *Store) findable(ctx context.Context, l *lesson) error {
	if err := s.sort(ctx, l); err != nil {
		return err
	}
	d := l.Published.document()
	d.Body += "\n" + l.plan
	return s.search.Index(ctx, d)
}

// documentKind is what the search calls a lesson.
const documentKind = "lesson"

// facetTag is what the search calls a facet: "kind" and "language" are its own.
func facetTag(name string) string { return "facet." + name }

func (p Publication) document() search.Document {
	words := []string{p.CustomerJob, p.Change, p.Expected, p.Happened, p.Surprise, p.SeemedSensible, p.WentWell, p.Noticed, p.Applies, p.WhatNext,
		p.Moment, strings.Join(p.Tags, " ")}
	if p.TeamID != nil {
		words = append(words, p.Team)
	}
	for _, c := range p.Conditions {
		words = append(words, c.Text)
	}
	d := search.Document{Kind: documentKind, ID: p.ID, Language: p.Language, Title: p.Headline + "\n" + p.Experiment.Title, Body: strings.Join(words, "\n")}
	for name, values := range p.facets() {
		for _, v := range values {
			d.Tags = append(d.Tags, search.Tag{Name: facetTag(name), Value: v})
		}
	}
	return d
}

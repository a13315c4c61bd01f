package demo

import (
	"context"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/lessons"
)

// taught is what happened to the lesson of an experiment, from its publication on; the
// hours only keep one day in order.
func (f *filler) taught(e *Experiment) []step {
	l := e.Lesson
	steps := []step{{f.at(e.ConcludedDaysAgo, 16), e.Slug, func(ctx context.Context) error { return f.teach(ctx, e) }}}
	for i, u := range l.FollowUps {
		if u.ended() {
			steps = append(steps, step{f.at(-int(u.Due), 17), e.Slug, func(ctx context.Context) error { return f.endFollowUp(ctx, e, i) }})
		}
	}
	for _, h := range l.Helped {
		steps = append(steps, step{f.at(h.DaysAgo, 18), e.Slug, func(ctx context.Context) error { return f.help(ctx, e, h) }})
	}
	if s := l.Superseded; s != nil {
		steps = append(steps, step{f.at(s.DaysAgo, 18), e.Slug, func(ctx context.Context) error { return f.supersede(ctx, e, s.By) }})
	}
	return steps
}

// ended reports whether the team that was to do it has said what became of it.
func (u FollowUp) ended() bool { return u.Done || u.Reason != "" }

func (f *filler) teach(ctx context.Context, e *Experiment) error {
	l, by := e.Lesson, f.people[e.Proposer]
	content := lessons.Content{
		Headline: l.Headline, Happened: l.Happened, Surprise: l.Surprise, SeemedSensible: l.SeemedSensible,
		Conditions: l.Conditions, WentWell: l.WentWell, Noticed: l.Noticed, Applies: l.Applies, AppliesNot: l.AppliesNot,
		WhatNext: l.WhatNext, Supporting: f.slugs(l.Supporting), Contradicting: f.slugs(l.Contradicting), Tags: l.Tags, ReviewBy: f.day(l.ReviewBy),
	}
	for _, u := range l.FollowUps {
		team := f.teams[u.Team]
		content.FollowUps = append(content.FollowUps, lessons.FollowUp{What: u.What, TeamID: &team, Due: f.day(u.Due)})
	}
	if _, err := f.lessons.Save(ctx, by, f.ref(e), nil, content); err != nil {
		return err
	}
	d, err := f.lessons.Publish(ctx, by, f.ref(e), nil)
	if err != nil {
		return err
	}
	f.lesson[e.Slug] = *d.ID
	for _, u := range d.FollowUps {
		f.followUps[e.Slug] = append(f.followUps[e.Slug], *u.ID)
	}
	return nil
}

// endFollowUp is what the team says that was to do it.
func (f *filler) endFollowUp(ctx context.Context, e *Experiment, n int) error {
	u := e.Lesson.FollowUps[n]
	end := lessons.FollowUpEnd{State: lessons.FollowUpNotNeeded, Reason: u.Reason}
	if u.Done {
		end.State = lessons.FollowUpDone
	}
	_, err := f.lessons.EndFollowUp(ctx, f.memberOf(u.Team), f.followUps[e.Slug][n], nil, end)
	return err
}

// memberOf is somebody of a team.
func (f *filler) memberOf(team string) accounts.Actor {
	for _, p := range f.data.People {
		if p.Team == team {
			return f.people[p.Key]
		}
	}
	return accounts.Actor{}
}

func (f *filler) help(ctx context.Context, e *Experiment, h Helped) error {
	by, id := f.people[h.Person], f.lesson[e.Slug]
	if err := f.lessons.CountReader(ctx, by, id); err != nil {
		return err
	}
	_, err := f.lessons.SayHelped(ctx, by, id, nil)
	return err
}

func (f *filler) supersede(ctx context.Context, e *Experiment, by string) error {
	better := f.lesson[by]
	_, err := f.lessons.Supersede(ctx, f.people[e.Proposer], f.lesson[e.Slug], nil, &better)
	return err
}

func (f *filler) thank(ctx context.Context, t Thanks) error {
	in := lessons.ThanksInput{Text: t.Text, Language: t.Language, LessonID: known(f.lesson, t.For)}
	if in.LessonID == nil {
		in.ExperimentID = known(f.experiment, t.For)
	}
	_, err := f.lessons.Thank(ctx, f.people[t.Person], uuid.New(), in)
	return err
}

func (f *filler) slugs(slugs []string) []uuid.UUID {
	ids := make([]uuid.UUID, len(slugs))
	for i, slug := range slugs {
		ids[i] = f.experiment[slug]
	}
	return ids
}

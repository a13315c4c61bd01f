package lessons

import (
	"strings"

	"github.com/google/uuid"
)

// Told is a lesson as a text for who reads it away from the pages, in its own
// language: no person and no day, as in the publication it is made of.
type Told struct {
	Language string
	Title    string
	Origin   []string // team, moment, month and outcome
	Parts    []Part   // those that were written
	Source   string   // the experiment: its key and its title
	Key      string
	Month    string // of the conclusion: "2026-10"
}

// Part is what stands below one heading: a text, or points.
type Part struct {
	Heading string
	Text    string
	Points  []Point
}

// Point is one of several, begun by what sort it is. Keys of experiments have no Text.
type Point struct{ Lead, Text string }

// Keys are what experiments are called, by id: "E-42".
type Keys map[uuid.UUID]string

// Told makes the text. Evidence that keys does not know is left out.
func (p Publication) Told(keys Keys) Told {
	word := func(key string) string { return said[key][p.Language] }
	t := Told{Language: p.Language, Title: p.Headline, Source: p.Experiment.Key + " " + p.Experiment.Title, Key: p.Experiment.Key, Month: p.Month,
		Origin: []string{p.Team, p.Moment, monthIn(p.Language, p.Month), p.outcome()}}
	t.Origin = written(t.Origin)
	for _, part := range []Part{
		{word("supersededBy"), p.supersededBy(), nil},
		{word("change"), p.Change, nil},
		{word("expected"), p.Expected, nil},
		{word("happened"), p.Happened, nil},
		{word("surprise"), p.Surprise, nil},
		{word("conditions"), "", p.conditions()},
		{word("sensible"), p.SeemedSensible, nil},
		{word("well"), p.WentWell, nil},
		{word("noticed"), p.Noticed, nil},
		{word("applies"), p.Applies, nil},
		{word("appliesNot"), p.AppliesNot, nil},
		{word("next"), p.WhatNext, nil},
		{word("followUps"), "", p.followUps()},
		{word("supporting"), "", keys.points(p.Supporting)},
		{word("contradicting"), "", keys.points(p.Contradicting)},
	} {
		if !blank(part.Text) || len(part.Points) > 0 {
			t.Parts = append(t.Parts, part)
		}
	}
	return t
}

// outcome is how it ended, in its language.
func (p Publication) outcome() string {
	if p.HollowWin {
		return said["outcome.hollow"][p.Language]
	}
	return said["outcome."+p.Outcome][p.Language]
}

// supersededBy is what the lesson says that says it better.
func (p Publication) supersededBy() string {
	if p.SupersededBy == nil {
		return ""
	}
	return p.SupersededBy.Headline
}

func (p Publication) conditions() (points []Point) {
	for _, c := range p.Conditions {
		points = append(points, Point{said["kind."+string(c.Kind)][p.Language], c.Text})
	}
	return points
}

func (p Publication) followUps() (points []Point) {
	for _, f := range p.FollowUps {
		state := "open"
		switch {
		case f.Done:
			state = "done"
		case !blank(f.Reason):
			state = "not_needed"
		}
		points = append(points, Point{said["follow_up."+state][p.Language], strings.TrimSpace(f.What + "\n" + f.Reason)})
	}
	return points
}

func (keys Keys) points(of []uuid.UUID) (points []Point) {
	for _, id := range of {
		if key := keys[id]; key != "" {
			points = append(points, Point{Lead: key})
		}
	}
	return points
}

// written are the texts that are not empty.
func written(texts []string) (all []string) {
	for _, text := range texts {
		if !blank(text) {
			all = append(all, text)
		}
	}
	return all
}

package lessons

import (
	"slices"
	"strings"

	"ajar/experiments"
	"ajar/lessons/blameless"
)

// nameless is the content with a role in the place of every name, and how many that
// were. A role is nothing to find a lesson by, so tags that name somebody are left out.
func (c Content) nameless(roles *blameless.Roles, language string) (Content, int) {
	named := 0
	c.Tags = slices.DeleteFunc(slices.Clone(c.Tags), func(tag string) bool {
		n := replace(roles, language, &tag)
		named += n
		return n > 0
	})
	c.Conditions, c.FollowUps = slices.Clone(c.Conditions), slices.Clone(c.FollowUps)
	return c, named + replace(roles, language, c.texts()...)
}

// texts are all words of a content.
func (c *Content) texts() []*string {
	texts := []*string{&c.Headline, &c.Happened, &c.Surprise, &c.SeemedSensible, &c.WentWell, &c.Noticed, &c.Applies, &c.AppliesNot, &c.WhatNext}
	for i := range c.Conditions {
		texts = append(texts, &c.Conditions[i].Text)
	}
	for i := range c.FollowUps {
		texts = append(texts, &c.FollowUps[i].What, &c.FollowUps[i].Reason)
	}
	for i := range c.Tags {
		texts = append(texts, &c.Tags[i])
	}
	return texts
}

// hideNames does the same to the words that a publication has from the proposal, which
// nobody can change any more.
func (p *Publication) hideNames(roles *blameless.Roles) {
	replace(roles, p.Language, p.proposed()...)
}

// proposed are these words.
func (p *Publication) proposed() []*string {
	return []*string{&p.Experiment.Title, &p.CustomerJob, &p.Change, &p.Expected}
}

// nameless does it to all of a publication.
func (p *Publication) nameless(roles *blameless.Roles) {
	p.Content, _ = p.Content.nameless(roles, p.Language)
	p.hideNames(roles)
}

// words are all texts of a publication, to be read.
func (p *Publication) words() []string {
	words := p.Content.words()
	for _, text := range p.proposed() {
		words = append(words, *text)
	}
	return words
}

// words are the same texts, to be read.
func (c Content) words() []string {
	var words []string
	for _, text := range c.texts() {
		words = append(words, *text)
	}
	return words
}

// proposed are all words of a proposal that a publication takes or is found by.
func proposed(p experiments.Proposal) []string {
	return append([]string{p.Title, p.CustomerJob, p.Change, p.Effect, p.Because}, planned(p)...)
}

// planned is what else was planned, which readers may remember a lesson by and find it
// with; what they read of it stands with the experiment.
func planned(p experiments.Proposal) []string {
	name := ""
	if p.Signal != nil {
		name = p.Signal.Name
	}
	return []string{p.StrategyGoal, name, p.GamingRisk, p.CounterSignal, p.WayBack}
}

// planOf is what was planned, without names.
func planOf(p experiments.Proposal, roles *blameless.Roles) string {
	plan := strings.Join(planned(p), "\n")
	replace(roles, p.Language, &plan)
	return plan
}

func replace(roles *blameless.Roles, language string, texts ...*string) (n int) {
	for _, words := range texts {
		var m int
		*words, m = roles.In(*words, language)
		n += m
	}
	return n
}

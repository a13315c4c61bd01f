package api

import (
	"context"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/lessons"
	"ajar/review"
)

// home is what a day begins with. What waits for one's own decision is in the list
// of reviews.
type home struct {
	Experiments []experiments.AtHand   `json:"experiments" doc:"What my teams have begun and not ended, or owe a lesson or a recovery for; of more than 200 the newest"`
	Asked       []review.Review        `json:"asked" doc:"What my teams wait for: it is the reviewers' turn"`
	Support     support                `json:"support"`
	Lessons     []newLesson            `json:"lessons" doc:"Some of those published last, others each day"`
	Removed     removals               `json:"removed"`
	FollowUps   []lessons.TeamFollowUp `json:"follow_ups" doc:"What my teams are to do after lessons, due today or before; the longest due first"`
}

// support is what teams ask others for.
type support struct {
	Obstacles []lessons.Obstacle `json:"obstacles" doc:"The open ones that most people share"`
	Reviews   []review.Review    `json:"reviews" doc:"Those that have waited so long that others are asked, or on which nobody can decide; longest wait first"`
}

// removals are the obstacles that are gone.
type removals struct {
	Count int64              `json:"count"`
	Last  []lessons.Obstacle `json:"last" doc:"The one that went last"`
}

// newLesson is as much of a lesson as a line takes.
type newLesson struct {
	ID       uuid.UUID `json:"id" format:"uuid"`
	Headline string    `json:"headline"`
	Language string    `json:"language" enum:"en,es,pl"`
	Outcome  string    `json:"outcome" enum:"worked,did_not_work,unclear,stopped_early,not_run"`
	Hollow   bool      `json:"hollow_win" doc:"The number moved while the goal did not"`
	Team     string    `json:"team" doc:"As readers see it"`
	Month    string    `json:"month" example:"2026-10"`
}

// How much of each stands on Home.
const (
	mostAsked    = 20
	mostSupport  = 3
	mostLessons  = 3
	mostRemovals = 1
)

func (a *API) readHome(ctx context.Context, _ *nothing) (*answer[home], error) {
	var h home
	var err error
	me := actorOf(ctx)
	if h.Experiments, err = a.Experiments.AtHand(ctx, me); err != nil {
		return nil, err
	}
	if h.Asked, _, err = a.Reviews.List(ctx, me, review.Inbox{MyTeams: true, Turn: "route", Limit: mostAsked}); err != nil {
		return nil, err
	}
	if h.Support, err = a.support(ctx); err != nil {
		return nil, err
	}
	if h.Lessons, err = a.newLessons(ctx); err != nil {
		return nil, err
	}
	if h.FollowUps, err = a.Lessons.DueFollowUps(ctx, me); err != nil {
		return nil, err
	}
	if h.Removed.Count, err = a.Lessons.RemovedObstacles(ctx); err != nil {
		return nil, err
	}
	h.Removed.Last, err = a.Lessons.LastRemoved(ctx, me, mostRemovals)
	return &answer[home]{h}, err
}

func (a *API) support(ctx context.Context) (support, error) {
	obstacles, err := a.Lessons.Obstacles(ctx, actorOf(ctx), lessons.Wanted{State: lessons.ObstacleOpen, Most: true, Limit: mostSupport})
	if err != nil {
		return support{}, err
	}
	reviews, _, err := a.Reviews.List(ctx, actorOf(ctx), review.Inbox{Late: true, Turn: "route", Limit: mostSupport})
	return support{obstacles.Items, reviews}, err
}

func (a *API) newLessons(ctx context.Context) ([]newLesson, error) {
	found, err := a.Lessons.NewestToday(ctx, mostLessons)
	if err != nil {
		return nil, err
	}
	all := make([]newLesson, len(found))
	for i, l := range found {
		all[i] = lineOf(l)
	}
	return all, nil
}

func lineOf(l lessons.Publication) newLesson {
	return newLesson{l.ID, l.Headline, l.Language, l.Outcome, l.HollowWin, l.Team, l.Month}
}

func (a *API) listSignals(ctx context.Context, _ *nothing) (*answer[Page[experiments.Glance]], error) {
	return unpaged(a.Experiments.Glances(ctx, actorOf(ctx)))
}

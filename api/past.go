package api

import (
	"context"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/review"
)

type likenessQuery struct {
	ByID
	Limit int `query:"limit" minimum:"1" maximum:"20" default:"5"`
}

func (a *API) listSimilarDoors(ctx context.Context, in *likenessQuery) (*answer[Page[experiments.Similar]], error) {
	id, err := known(in.ID, "review")
	if err != nil {
		return nil, err
	}
	items, err := a.Reviews.Similar(ctx, id, in.Limit)
	if err != nil {
		return nil, err
	}
	return unpaged(items, a.linkLessons(ctx, pastOf(items, func(s *experiments.Similar) *experiments.Past { return &s.Past })))
}

func (a *API) listDecided(ctx context.Context, in *Paged) (*answer[Page[review.Decided]], error) {
	place := func(d review.Decided) identified { return identified{d.ID} }
	return paged(*in, place, func(last identified, limit int) ([]review.Decided, bool, error) {
		items, more, err := a.Reviews.Decided(ctx, actorOf(ctx), last.ID, limit)
		if err != nil {
			return nil, false, err
		}
		return items, more, a.linkLessons(ctx, pastOf(items, func(d *review.Decided) *experiments.Past { return &d.Past }))
	})
}

func pastOf[T any](items []T, past func(*T) *experiments.Past) []*experiments.Past {
	all := make([]*experiments.Past, len(items))
	for i := range items {
		all[i] = past(&items[i])
	}
	return all
}

// linkLessons leads from each experiment to the lesson that its team published.
func (a *API) linkLessons(ctx context.Context, all []*experiments.Past) error {
	ids := make([]uuid.UUID, len(all))
	for i, p := range all {
		ids[i] = p.ID
	}
	lessons, err := a.Lessons.Of(ctx, ids)
	for _, p := range all {
		if lesson, ok := lessons[p.ID]; ok {
			p.LessonID = &lesson
		}
	}
	return err
}

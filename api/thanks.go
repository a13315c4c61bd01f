package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"ajar/lessons"
)

type gratitudeQuery struct {
	Paged
	Team string `query:"team" format:"uuid" doc:"From this team or to it; of a team of fewer than four only its own people find them so"`
	Mine bool   `query:"mine" enum:"true" doc:"From your teams or to them"`
}

func (a *API) listThanks(ctx context.Context, in *gratitudeQuery) (*answer[Page[lessons.Thanks]], error) {
	place := func(t lessons.Thanks) lessons.Place { return lessons.Place{Month: t.Month, ID: t.ID} }
	return paged(in.Paged, place, func(last lessons.Place, limit int) ([]lessons.Thanks, bool, error) {
		return a.Lessons.Gratitude(ctx, actorOf(ctx), lessons.Grateful{Team: idOf(in.Team), Mine: in.Mine, After: last, Limit: limit})
	})
}

type givingThanks struct {
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"With it the same thanks are given once, however often they are repeated; who gave them is not kept with it"`
	Body lessons.ThanksInput
}

// Resolve names the body's own faults beside the document's.
func (in *givingThanks) Resolve(c huma.Context) []error { return also(c, in.Body) }

func (a *API) giveThanks(ctx context.Context, in *givingThanks) (*created[lessons.Thanks], error) {
	id, err := a.idOfThanks(ctx, in.Key)
	if err != nil {
		return nil, err
	}
	t, err := a.Lessons.Thank(ctx, actorOf(ctx), id, in.Body)
	if err != nil {
		return nil, err
	}
	return createdAt("/thanks/", t.ID, 1, *t), nil
}

// idOfThanks follows from the actor and the key of their request, so that a repeat is known
// by the id alone and nothing has to be kept of who gave them.
func (a *API) idOfThanks(ctx context.Context, key string) (uuid.UUID, error) {
	if key == "" {
		return uuid.New(), nil
	}
	s, err := a.sealed(ctx)
	if err != nil {
		return uuid.Nil, err
	}
	person := actorOf(ctx).PersonID
	return s.IDOf(append(person[:], key...)), nil
}

func (a *API) readThanks(ctx context.Context, in *ByID) (*tagged[lessons.Thanks], error) {
	id, err := known(in.ID, "thanks")
	if err != nil {
		return nil, err
	}
	t, err := a.Lessons.OneThanks(ctx, actorOf(ctx), id)
	if err != nil {
		return nil, err
	}
	return withTag(*t, 1, nil)
}

func (a *API) takeThanksBack(ctx context.Context, in *ByID) (*nothing, error) {
	id, err := known(in.ID, "thanks")
	if err != nil {
		return nil, err
	}
	return &nothing{}, a.Lessons.TakeThanksBack(ctx, actorOf(ctx), id)
}

func (a *API) readLately(ctx context.Context, _ *nothing) (*answer[lessons.Lately], error) {
	l, err := a.Lessons.Lately(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return &answer[lessons.Lately]{*l}, nil
}

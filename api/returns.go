package api

import (
	"context"

	"github.com/google/uuid"

	"ajar/lessons"
)

func (a *API) readReturn(ctx context.Context, in *ByID) (*answer[lessons.Return], error) {
	id, err := known(in.ID, "lesson")
	if err != nil {
		return nil, err
	}
	r, err := a.Lessons.Returned(ctx, actorOf(ctx), id)
	return returned(r, err)
}

func returned(r *lessons.Return, err error) (*answer[lessons.Return], error) {
	if err != nil {
		return nil, err
	}
	return &answer[lessons.Return]{*r}, nil
}

type helping struct {
	ByID
	Body *struct {
		TeamID *uuid.UUID `json:"team_id,omitempty" format:"uuid" doc:"A team of yours that it helped; left out: your first one, or yourself alone"`
	}
}

func (a *API) sayHelped(ctx context.Context, in *helping) (*answer[lessons.Return], error) {
	id, err := known(in.ID, "lesson")
	if err != nil {
		return nil, err
	}
	var team *uuid.UUID
	if in.Body != nil {
		team = in.Body.TeamID
	}
	r, err := a.Lessons.SayHelped(ctx, actorOf(ctx), id, team)
	return returned(r, err)
}

func (a *API) takeHelpedBack(ctx context.Context, in *ByID) (*nothing, error) {
	id, err := known(in.ID, "lesson")
	if err != nil {
		return nil, err
	}
	return &nothing{}, a.Lessons.TakeHelpedBack(ctx, actorOf(ctx), id)
}

func (a *API) countReader(ctx context.Context, in *ByID) (*nothing, error) {
	id, err := known(in.ID, "lesson")
	if err != nil {
		return nil, err
	}
	return &nothing{}, a.Lessons.CountReader(ctx, actorOf(ctx), id)
}

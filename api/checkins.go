package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"ajar/experiments"
	"ajar/internal/fault"
)

type checkIn struct {
	ByID
	Guarded
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"With it the same words count once, however late they are repeated"`
	Body struct {
		On experiments.Day `json:"on" format:"date" doc:"The day it is about: from the start to today"`
		experiments.Seen
	}
}

// Resolve names, beside what the document finds, what cannot be.
func (in *checkIn) Resolve(c huma.Context) []error {
	return alsoAsk(c, func(ctx context.Context, a *API) ([]fault.Field, error) {
		return a.Experiments.CheckInFaults(ctx, actorOf(ctx), experiments.Ref(in.ID), in.Body.On, in.Body.Seen)
	})
}

func (a *API) checkIn(ctx context.Context, in *checkIn) (*answer[experiments.CheckedIn], error) {
	version, err := in.optional()
	if err != nil {
		return nil, err
	}
	done, err := a.Experiments.CheckIn(ctx, actorOf(ctx), experiments.Ref(in.ID), version, in.Key, in.Body.On, in.Body.Seen)
	if err != nil {
		return nil, err
	}
	return &answer[experiments.CheckedIn]{*done}, nil
}

type checkInQuery struct {
	ByID
	Paged
}

func (a *API) listCheckIns(ctx context.Context, in *checkInQuery) (*answer[Page[experiments.CheckIn]], error) {
	place := func(c experiments.CheckIn) numbered { return numbered{int64(c.N)} }
	return paged(in.Paged, place, func(last numbered, limit int) ([]experiments.CheckIn, bool, error) {
		return a.Experiments.CheckInsOf(ctx, actorOf(ctx), experiments.Ref(in.ID), int(last.Number), limit)
	})
}

func (a *API) readReadout(ctx context.Context, in *ByID) (*answer[experiments.Readout], error) {
	r, err := a.Experiments.Readout(ctx, actorOf(ctx), experiments.Ref(in.ID))
	if err != nil {
		return nil, err
	}
	return &answer[experiments.Readout]{*r}, nil
}

type undoDrill struct {
	ByID
	Guarded
	Body experiments.Undoing
}

func (a *API) tryUndo(ctx context.Context, in *undoDrill) (*oneExperiment, error) {
	return a.onExperiment(ctx, in.ByID, in.Guarded, func(ref experiments.Ref, version *int) (*experiments.Experiment, error) {
		return a.Experiments.TryUndo(ctx, actorOf(ctx), ref, version, in.Body)
	})
}

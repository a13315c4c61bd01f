package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"ajar/review"
)

// offerable stands for experiments.Patch in the OpenAPI document: the same merge
// patch that a change of an experiment takes.
type offerable struct{}

// Schema describes a merge patch of a proposal, for Huma.
func (offerable) Schema(schemas huma.Registry) *huma.Schema { return patchOf(schemas) }

type offering struct {
	ByID
	Guarded
	Body review.OfferInput
}

// Resolve names the body's own faults beside the document's.
func (in *offering) Resolve(c huma.Context) []error { return also(c, in.Body) }

func (a *API) makeOffer(ctx context.Context, in *offering) (*tagged[review.Full], error) {
	return a.onReview(ctx, in.ByID, in.Guarded, func(id uuid.UUID, version *int) error {
		return a.Reviews.Offer(ctx, actorOf(ctx), id, version, in.Body)
	})
}

// ByNumber names an offer of a review in the path.
type ByNumber struct {
	ByID
	Guarded
	N int `path:"n" minimum:"1" maximum:"2147483647"`
}

type acceptance struct {
	ByNumber
	Body *struct {
		Start bool `json:"start,omitempty" doc:"Start, or resume, at once if the door is open then"`
	}
}

// accepted is what accepting an offer came to.
type accepted struct {
	Experiment experiment  `json:"experiment" doc:"As it is now"`
	Pilot      *experiment `json:"pilot,omitempty" doc:"What was split off"`
}

func (a *API) acceptOffer(ctx context.Context, in *acceptance) (*answer[accepted], error) {
	id, version, err := in.action("review", in.Guarded)
	if err != nil {
		return nil, err
	}
	start := in.Body != nil && in.Body.Start
	done, err := a.Reviews.Accept(ctx, actorOf(ctx), id, in.N, version, start)
	if err != nil {
		return nil, err
	}
	now, err := a.again(ctx, done.ExperimentID, languageOf(ctx))
	if err != nil {
		return nil, err
	}
	out := accepted{Experiment: *now}
	if done.Offer.PilotID != nil {
		out.Pilot, err = a.again(ctx, *done.Offer.PilotID, languageOf(ctx))
	}
	return &answer[accepted]{out}, err
}

type rejection struct {
	ByNumber
	Body review.Rejection
}

// Resolve names the body's own faults beside the document's.
func (in *rejection) Resolve(c huma.Context) []error { return also(c, in.Body) }

func (a *API) rejectOffer(ctx context.Context, in *rejection) (*tagged[review.Full], error) {
	return a.onReview(ctx, in.ByID, in.Guarded, func(id uuid.UUID, version *int) error {
		return a.Reviews.Reject(ctx, actorOf(ctx), id, in.N, version, in.Body)
	})
}

func (a *API) withdrawOffer(ctx context.Context, in *ByNumber) (*tagged[review.Full], error) {
	return a.onReview(ctx, in.ByID, in.Guarded, func(id uuid.UUID, version *int) error {
		return a.Reviews.Withdraw(ctx, actorOf(ctx), id, in.N, version)
	})
}

package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"ajar/experiments"
	"ajar/experiments/door"
)

// gate is a gate that anyone may close, for the document.
type gate string

// Schema describes the gates, for Huma.
func (gate) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, q := range door.Questions() {
		s.Enum = append(s.Enum, q.Key)
	}
	s.Enum = append(s.Enum, door.LeadGate)
	return s
}

type raising struct {
	ByID
	Guarded
	Body struct {
		Gate gate `json:"gate,omitempty" doc:"What is hard to undo; left out: lead looks at it"`
		experiments.Raising
	}
}

// Resolve names the body's own faults beside the document's.
func (in *raising) Resolve(c huma.Context) []error { return also(c, in.Body.Raising) }

func (a *API) raiseDoor(ctx context.Context, in *raising) (*oneExperiment, error) {
	return a.onExperiment(ctx, in.ByID, in.Guarded, func(ref experiments.Ref, version *int) (*experiments.Experiment, error) {
		return a.Experiments.RaiseDoor(ctx, actorOf(ctx), ref, version, string(in.Body.Gate), in.Body.Raising)
	})
}

type cloning struct {
	ByID
	Body *experiments.Copy
}

func (a *API) cloneExperiment(ctx context.Context, in *cloning) (*created[experiment], error) {
	var c experiments.Copy
	if in.Body != nil {
		c = *in.Body
	}
	e, err := a.Experiments.Clone(ctx, actorOf(ctx), experiments.Ref(in.ID), c)
	return answerCreated(ctx, e, err)
}

type splitting struct {
	ByID
	Guarded
	MergePatch
}

func (a *API) splitExperiment(ctx context.Context, in *splitting) (*created[experiment], error) {
	version, err := in.optional()
	if err != nil {
		return nil, err
	}
	e, err := a.Experiments.Split(ctx, actorOf(ctx), experiments.Ref(in.ID), version, func(p experiments.Proposal) (experiments.Proposal, error) {
		return in.mergedInto(a, p)
	}, languageOf(ctx))
	return answerCreated(ctx, e, err)
}

type changeCheck struct {
	ByID
	MergePatch
	WithSimilar
	Pilot bool `query:"pilot" doc:"Judge it as a pilot that is split from the experiment, not as a change of it"`
}

// checkChange says what the door would be after a change, together with what
// others of the line expose.
func (a *API) checkChange(ctx context.Context, in *changeCheck) (*answer[check], error) {
	of, base, also, err := a.Experiments.Beside(ctx, actorOf(ctx), experiments.Ref(in.ID), in.Pilot)
	if err != nil {
		return nil, err
	}
	p, err := in.mergedInto(a, base)
	if err != nil {
		return nil, err
	}
	c, err := a.Experiments.CheckDoor(ctx, actorOf(ctx), of, p, also, languageOf(ctx))
	if err != nil {
		return nil, err
	}
	return a.besides(ctx, c, in.Similar, of, p)
}

func answerCreated(ctx context.Context, e *experiments.Experiment, err error) (*created[experiment], error) {
	if err != nil {
		return nil, err
	}
	return createdAt("/experiments/", e.ID, e.Version, seenBy(actorOf(ctx), e)), nil
}

func (a *API) listLinks(ctx context.Context, in *ByID) (*answer[Page[experiments.Link]], error) {
	return unpaged(a.Experiments.Links(ctx, actorOf(ctx), experiments.Ref(in.ID)))
}

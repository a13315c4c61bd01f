package api

import (
	"context"

	"ajar/experiments"
)

type raising struct {
	ByID
	Guarded
	Body struct {
		Gate   string `json:"gate,omitempty" enum:"health_or_safety,vulnerable_customers,legal_or_contract,binds_others,personal_data,destroys,public_promise,colleagues,can_stop_early,own_hands,made_whole,customers_exposed,money_at_risk,undo_cost,undo_hours,noticed_within,lead" doc:"What is hard to undo; left out: lead looks at it"`
		Reason string `json:"reason" minLength:"1" maxLength:"4000" doc:"What is hard to undo, for the team and the reviewers; kept for ever"`
	}
}

func (a *API) raiseDoor(ctx context.Context, in *raising) (*oneExperiment, error) {
	return a.onExperiment(ctx, in.ByID, in.Guarded, func(ref experiments.Ref, version *int) (*experiments.Experiment, error) {
		return a.Experiments.RaiseDoor(ctx, actorOf(ctx), ref, version, in.Body.Gate, in.Body.Reason)
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

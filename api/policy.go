package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"ajar/experiments"
	"ajar/experiments/door"
)

// policy is the door policy with what the pages need to ask its questions.
type policy struct {
	experiments.PolicyVersion
	Limits    map[string]float64 `json:"limits" doc:"The limits its rules compare with, by name"`
	Questions []door.Question    `json:"questions" doc:"The sixteen questions, in order"`
}

func answerPolicy(v *experiments.PolicyVersion, err error) (*tagged[policy], error) {
	if err != nil {
		return nil, err
	}
	return withTag(policy{*v, v.Compiled.Limits(), door.Questions()}, v.Version, nil)
}

func (a *API) readPolicy(ctx context.Context, _ *nothing) (*tagged[policy], error) {
	return answerPolicy(a.Experiments.Policy(ctx))
}

type policyChange struct {
	Guarded
	Body struct {
		Source string `json:"source" doc:"The whole document: YAML with CEL conditions"`
		Note   string `json:"note,omitempty" maxLength:"1000" doc:"What it changes, and why"`
	}
}

// Resolve names, beside what the document finds, what is wrong with the policy.
func (in *policyChange) Resolve(c huma.Context) []error {
	return also(c, experiments.PolicySource(in.Body.Source))
}

func (a *API) savePolicy(ctx context.Context, in *policyChange) (*tagged[policy], error) {
	version, err := in.required()
	if err != nil {
		return nil, err
	}
	return answerPolicy(a.Experiments.SavePolicy(ctx, actorOf(ctx), version, in.Body.Source, in.Body.Note))
}

func (a *API) listPolicyVersions(ctx context.Context, in *Paged) (*answer[Page[experiments.SavedPolicy]], error) {
	place := func(v experiments.SavedPolicy) numbered { return numbered{int64(v.Version)} }
	return paged(*in, place, func(last numbered, limit int) ([]experiments.SavedPolicy, bool, error) {
		return a.Experiments.PolicyVersions(ctx, int(last.Number), limit)
	})
}

type policyVersionQuery struct {
	N    int `path:"n" minimum:"1" maximum:"2147483647"`
	Diff int `query:"diff" minimum:"1" maximum:"2147483647" doc:"The version to compare with"`
}

func (a *API) readPolicyVersion(ctx context.Context, in *policyVersionQuery) (*tagged[experiments.ComparedPolicy], error) {
	v, err := a.Experiments.PolicyVersion(ctx, in.N, in.Diff)
	if err != nil {
		return nil, err
	}
	return withTag(*v, v.Version, nil) // a version never changes
}

type rehearsalInput struct {
	Body struct {
		Source string `json:"source" doc:"The whole document: YAML with CEL conditions"`
		Last   int    `json:"last,omitempty" minimum:"1" maximum:"10000" default:"1000" doc:"How many of the last experiments are judged"`
	}
}

func (a *API) rehearsePolicy(ctx context.Context, in *rehearsalInput) (*answer[experiments.Rehearsal], error) {
	r, err := a.Experiments.Rehearse(ctx, in.Body.Source, in.Body.Last, languageOf(ctx))
	if err != nil {
		return nil, err
	}
	return &answer[experiments.Rehearsal]{*r}, nil
}

type calibrationQuery struct {
	From experiments.Day `query:"from" format:"date" doc:"The first day of conclusions; a year before the last when left out. Widened to the whole month for who is no administrator"`
	To   experiments.Day `query:"to" format:"date" doc:"The last day; today when left out. Widened to the whole month for who is no administrator"`
}

func (a *API) readCalibration(ctx context.Context, in *calibrationQuery) (*answer[experiments.Calibration], error) {
	c, err := a.Experiments.Calibrate(ctx, actorOf(ctx), in.From, in.To)
	if err != nil {
		return nil, err
	}
	return &answer[experiments.Calibration]{*c}, nil
}

type draftInput struct {
	Body struct {
		Source string `json:"source" doc:"The whole document: YAML with CEL conditions"`
		door.Edits
	}
}

func (a *API) draftPolicy(ctx context.Context, in *draftInput) (*answer[experiments.PolicyDraft], error) {
	d, err := a.Experiments.DraftPolicy(ctx, in.Body.Source, in.Body.Edits)
	if err != nil {
		return nil, err
	}
	return &answer[experiments.PolicyDraft]{*d}, nil
}

type trialInput struct {
	Body struct {
		Source   string          `json:"source" doc:"The whole document: YAML with CEL conditions"`
		Answers  door.Answers    `json:"answers"`
		StartsOn experiments.Day `json:"starts_on,omitempty" format:"date"`
		EndsOn   experiments.Day `json:"ends_on,omitempty" format:"date"`
	}
}

func (a *API) tryPolicy(ctx context.Context, in *trialInput) (*answer[experiments.Trial], error) {
	facts := door.Facts{Answers: in.Body.Answers, StartsOn: string(in.Body.StartsOn), EndsOn: string(in.Body.EndsOn)}
	trial, err := a.Experiments.TryPolicy(in.Body.Source, facts, languageOf(ctx))
	if err != nil {
		return nil, err
	}
	return &answer[experiments.Trial]{*trial}, nil
}

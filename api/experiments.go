package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/fault"
	"ajar/lessons"
)

// experiment is an experiment with what its state and the caller allow next.
type experiment struct {
	experiments.Experiment
	Actions []experiments.Action `json:"actions" doc:"What you may do now"`
}

func seenBy(actor accounts.Actor, e *experiments.Experiment) experiment {
	seen := experiment{*e, e.ActionsOf(actor)}
	if seen.Requirements == nil {
		seen.Requirements = []experiments.Requirement{}
	}
	return seen
}

type oneExperiment = tagged[experiment]

// again reads the experiment as it stands after a change, with its requirements.
func (a *API) again(ctx context.Context, id uuid.UUID, language string) (*experiment, error) {
	full, err := a.Experiments.One(ctx, actorOf(ctx), experiments.ByID(id), language)
	if err != nil {
		return nil, err
	}
	seen := seenBy(actorOf(ctx), full)
	return &seen, nil
}

func (a *API) answerExperiment(ctx context.Context, e *experiments.Experiment, err error) (*oneExperiment, error) {
	if err != nil {
		return nil, err
	}
	seen, err := a.again(ctx, e.ID, languageOf(ctx))
	if err != nil {
		return nil, err
	}
	return withTag(*seen, seen.Version, nil)
}

// registration is a proposal and what to do at once.
type registration struct {
	experiments.Proposal
	Submit bool `json:"submit,omitempty" doc:"Submit it at once"`
	Start  bool `json:"start,omitempty" doc:"With submit, and refused without: start it at once if the door is two-way"`
}

func (r registration) then() experiments.Then {
	return experiments.Then{Submit: r.Submit, Start: r.Start}
}

// Faults names what is wrong with the proposal by itself, and, where it is to be
// submitted, what it lacks whichever door it is.
func (r registration) Faults() []fault.Field {
	wrong := append(r.Proposal.Faults(), r.then().Faults()...)
	if r.Submit {
		wrong = append(wrong, r.Lacks()...)
	}
	return wrong
}

type registering struct{ Body registration }

// Resolve names, beside what the document finds, what is wrong with the proposal and what
// it refers to without there being any.
func (in *registering) Resolve(c huma.Context) []error {
	return alsoAsk(c, func(ctx context.Context, a *API) ([]fault.Field, error) {
		unknown, err := a.Experiments.ProposalFaults(ctx, in.Body.Proposal)
		return beside(in.Body.Faults(), unknown), err
	})
}

func (a *API) registerExperiment(ctx context.Context, in *registering) (*created[experiment], error) {
	e, err := a.Experiments.Register(ctx, actorOf(ctx), in.Body.Proposal, in.Body.then(), languageOf(ctx))
	return answerCreated(ctx, e, err)
}

type experimentFilter struct {
	Paged
	Q            string               `query:"q" maxLength:"200" doc:"Words to look for"`
	Exact        bool                 `query:"exact" doc:"The words as they are written: none is mended"`
	ID           []uuid.UUID          `query:"id" maxItems:"200" doc:"Only these"`
	Status       []experiments.Status `query:"status" enum:"draft,in_review,ready,running,paused,concluded,withdrawn,declined,archived"`
	Door         door.Door            `query:"door" enum:"two_way,one_way"`
	Team         string               `query:"team" format:"uuid"`
	Moment       string               `query:"moment" format:"uuid"`
	Template     string               `query:"template" format:"uuid" doc:"Only those made from this template"`
	Obstacle     string               `query:"obstacle" format:"uuid" doc:"Only those that are to remove this obstacle"`
	BuildsOn     string               `query:"builds_on" format:"uuid" doc:"Only submitted ones that build on this lesson, or on the lesson of this experiment"`
	Outcome      experiments.Outcome  `query:"outcome" enum:"worked,did_not_work,unclear,stopped_early,not_run"`
	Tag          string               `query:"tag" maxLength:"40"`
	Mine         bool                 `query:"mine" enum:"true" doc:"Only of my teams"`
	OwesLesson   bool                 `query:"owes_lesson" enum:"true" doc:"Only those that still owe a lesson"`
	OwesRecovery bool                 `query:"owes_recovery" enum:"true" doc:"Only those whose customers were hurt, and still wait"`
}

func (a *API) listExperiments(ctx context.Context, in *experimentFilter) (*answer[searched[experiments.Summary]], error) {
	f := experiments.Filter{Query: in.Q, Exact: in.Exact, IDs: in.ID, Status: in.Status, Door: in.Door, Outcome: in.Outcome, Tag: in.Tag,
		Team: idOf(in.Team), Moment: idOf(in.Moment), Template: idOf(in.Template), Obstacle: idOf(in.Obstacle),
		Mine: in.Mine, OwesLesson: in.OwesLesson, OwesRecovery: in.OwesRecovery, Limit: in.Limit}
	if id := idOf(in.BuildsOn); id != nil {
		f.Among = lessons.BuildsOn(*id)
	}
	if in.Q != "" {
		f.Cursor = in.Cursor
	} else if place, err := from[numbered](in.Paged); err != nil {
		return nil, err
	} else {
		f.Before = place.Number
	}
	found, err := a.Experiments.List(ctx, actorOf(ctx), f)
	if err != nil {
		return nil, err
	}
	out := searched[experiments.Summary]{Page[experiments.Summary]{Items: found.Items}, found.Told}
	var next *numbered
	if found.Before > 0 {
		next = &numbered{found.Before}
	}
	out.NextCursor, err = cursorOf(next, found.Cursor)
	return &answer[searched[experiments.Summary]]{out}, err
}

// idOf reads an id whose form has been checked; nil when there is none.
func idOf(s string) *uuid.UUID {
	id, err := uuid.Parse(s)
	if err != nil {
		return nil
	}
	return &id
}

func (a *API) readExperiment(ctx context.Context, in *ByID) (*oneExperiment, error) {
	e, err := a.Experiments.One(ctx, actorOf(ctx), experiments.Ref(in.ID), languageOf(ctx))
	if err != nil {
		return nil, err
	}
	return withTag(seenBy(actorOf(ctx), e), e.Version, nil)
}

type experimentChange struct {
	ByID
	Guarded
	MergePatch
}

func (a *API) changeExperiment(ctx context.Context, in *experimentChange) (*oneExperiment, error) {
	version, err := in.required()
	if err != nil {
		return nil, err
	}
	e, err := a.Experiments.Edit(ctx, actorOf(ctx), experiments.Ref(in.ID), version, func(p experiments.Proposal) (experiments.Proposal, error) {
		return in.mergedInto(a, p)
	})
	return a.answerExperiment(ctx, e, err)
}

type submission struct {
	ByID
	Guarded
	Body *struct {
		Start bool `json:"start,omitempty" doc:"Start it at once if the door is two-way"`
	}
}

func (a *API) submitExperiment(ctx context.Context, in *submission) (*oneExperiment, error) {
	start := in.Body != nil && in.Body.Start
	return a.onExperiment(ctx, in.ByID, in.Guarded, func(ref experiments.Ref, version *int) (*experiments.Experiment, error) {
		return a.Experiments.Submit(ctx, actorOf(ctx), ref, version, start)
	})
}

// onExperiment does something to an experiment, if it still is what was read, and answers
// it as it is then.
func (a *API) onExperiment(ctx context.Context, at ByID, read Guarded, do func(experiments.Ref, *int) (*experiments.Experiment, error)) (*oneExperiment, error) {
	version, err := read.optional()
	if err != nil {
		return nil, err
	}
	e, err := do(experiments.Ref(at.ID), version)
	return a.answerExperiment(ctx, e, err)
}

type action struct {
	ByID
	Guarded
}

// act makes the handler of a plain action.
func (a *API) act(do func(context.Context, accounts.Actor, experiments.Ref, *int) (*experiments.Experiment, error)) func(context.Context, *action) (*oneExperiment, error) {
	return func(ctx context.Context, in *action) (*oneExperiment, error) {
		return a.onExperiment(ctx, in.ByID, in.Guarded, func(ref experiments.Ref, version *int) (*experiments.Experiment, error) {
			return do(ctx, actorOf(ctx), ref, version)
		})
	}
}

type conclusion struct {
	ByID
	Guarded
	Body experiments.Conclusion
}

// Resolve names, beside what the document finds, what cannot be.
func (in *conclusion) Resolve(c huma.Context) []error {
	return alsoAsk(c, func(ctx context.Context, a *API) ([]fault.Field, error) {
		return a.Experiments.ConclusionFaults(ctx, actorOf(ctx), experiments.Ref(in.ID), in.Body)
	})
}

func (a *API) concludeExperiment(ctx context.Context, in *conclusion) (*oneExperiment, error) {
	return a.onExperiment(ctx, in.ByID, in.Guarded, func(ref experiments.Ref, version *int) (*experiments.Experiment, error) {
		return a.Experiments.Conclude(ctx, actorOf(ctx), ref, version, in.Body)
	})
}

type recovery struct {
	ByID
	Guarded
	Body experiments.Recovery
}

// Resolve names, beside what the document finds, what cannot be.
func (in *recovery) Resolve(c huma.Context) []error {
	return alsoAsk(c, func(ctx context.Context, a *API) ([]fault.Field, error) {
		return a.Experiments.RecoveryFaults(ctx, actorOf(ctx), experiments.Ref(in.ID), in.Body)
	})
}

func (a *API) recoverExperiment(ctx context.Context, in *recovery) (*oneExperiment, error) {
	return a.onExperiment(ctx, in.ByID, in.Guarded, func(ref experiments.Ref, version *int) (*experiments.Experiment, error) {
		return a.Experiments.Recover(ctx, actorOf(ctx), ref, version, in.Body)
	})
}

type conditionMet struct {
	ByID
	Guarded
	N    int `path:"n" minimum:"1" maximum:"2147483647"`
	Body experiments.Meeting
}

// Resolve names the body's own faults beside the document's.
func (in *conditionMet) Resolve(c huma.Context) []error { return also(c, in.Body) }

func (a *API) meetCondition(ctx context.Context, in *conditionMet) (*oneExperiment, error) {
	return a.onExperiment(ctx, in.ByID, in.Guarded, func(ref experiments.Ref, version *int) (*experiments.Experiment, error) {
		return a.Experiments.MeetCondition(ctx, actorOf(ctx), ref, version, in.N, in.Body)
	})
}

type doorCheck struct {
	MergePatch
	WithSimilar
	Except string `query:"except" format:"uuid" doc:"The experiment whose proposal it is, which is not similar to itself"`
}

func (a *API) checkDoor(ctx context.Context, in *doorCheck) (*answer[check], error) {
	p, err := in.mergedInto(a, experiments.Proposal{})
	if err != nil {
		return nil, err
	}
	c, err := a.Experiments.CheckDoor(ctx, actorOf(ctx), uuid.Nil, p, experiments.Together{}, languageOf(ctx))
	if err != nil {
		return nil, err
	}
	except, _ := uuid.Parse(in.Except) // the format is checked before
	return a.besides(ctx, c, in.Similar, except, p)
}

func (a *API) listRevisions(ctx context.Context, in *pagedOf) (*answer[Page[experiments.Revision]], error) {
	place := func(r experiments.Revision) numbered { return numbered{int64(r.Number)} }
	return paged(in.Paged, place, func(last numbered, limit int) ([]experiments.Revision, bool, error) {
		return a.Experiments.Revisions(ctx, actorOf(ctx), experiments.Ref(in.ID), int(last.Number), limit)
	})
}

type revisionQuery struct {
	ByID
	N    int `path:"n" minimum:"1" maximum:"2147483647"`
	Diff int `query:"diff" minimum:"1" maximum:"2147483647" doc:"The number of the revision to compare with"`
}

func (a *API) readRevision(ctx context.Context, in *revisionQuery) (*tagged[experiments.ComparedRevision], error) {
	r, err := a.Experiments.Compare(ctx, actorOf(ctx), experiments.Ref(in.ID), in.N, in.Diff)
	if err != nil {
		return nil, err
	}
	return withTag(*r, r.Number, nil) // a revision never changes
}

type pagedOf struct {
	ByID
	Paged
}

type historyQuery struct {
	ByID
	Paged
	Kind []experiments.Kind `query:"kind" doc:"Of these kinds alone"`
}

func (a *API) readTimeline(ctx context.Context, in *historyQuery) (*answer[Page[experiments.Happening]], error) {
	place := func(e experiments.Happening) numbered { return numbered{e.Seq} }
	return paged(in.Paged, place, func(last numbered, limit int) ([]experiments.Happening, bool, error) {
		return a.Experiments.Timeline(ctx, actorOf(ctx), experiments.Ref(in.ID), last.Number, limit, in.Kind...)
	})
}

type entryQuery struct {
	ByID
	Entry string `path:"entry" maxLength:"64" doc:"The id of an entry, as links name it"`
}

func (a *API) readEntry(ctx context.Context, in *entryQuery) (*answer[*experiments.Happening], error) {
	id, err := known(in.Entry, "entry of the history")
	if err != nil {
		return nil, err
	}
	entry, err := a.Experiments.Entry(ctx, actorOf(ctx), experiments.Ref(in.ID), id)
	return &answer[*experiments.Happening]{entry}, err
}

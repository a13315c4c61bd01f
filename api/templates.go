package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"ajar/experiments"
)

type templateFilter struct {
	Paged
	Retired bool `query:"retired" doc:"Those that are retired, instead of those that are not"`
}

func (a *API) listTemplates(ctx context.Context, in *templateFilter) (*answer[Page[experiments.TemplateSummary]], error) {
	place := func(t experiments.TemplateSummary) identified { return identified{t.ID} }
	return paged(in.Paged, place, func(last identified, limit int) ([]experiments.TemplateSummary, bool, error) {
		return a.Experiments.Templates(ctx, in.Retired, last.ID, limit)
	})
}

type oneTemplate = tagged[experiments.TemplateFull]

func (a *API) readTemplate(ctx context.Context, in *ByID) (*oneTemplate, error) {
	id, err := known(in.ID, "template")
	if err != nil {
		return nil, err
	}
	return a.answerTemplate(ctx, id, nil)
}

// answerTemplate reads a template as it stands, after a change that went well.
func (a *API) answerTemplate(ctx context.Context, id uuid.UUID, err error) (*oneTemplate, error) {
	if err != nil {
		return nil, err
	}
	full, err := a.Experiments.Template(ctx, actorOf(ctx), id)
	if err != nil {
		return nil, err
	}
	return withTag(*full, full.Version, nil)
}

func (a *API) makeTemplate(ctx context.Context, in *told[experiments.TemplateInput]) (*created[experiments.TemplateFull], error) {
	made, err := a.Experiments.MakeTemplate(ctx, actorOf(ctx), in.Body)
	if err != nil {
		return nil, err
	}
	full, err := a.answerTemplate(ctx, made.ID, nil)
	if err != nil {
		return nil, err
	}
	return createdAt("/templates/", made.ID, made.Version, full.Body), nil
}

type templateChange struct {
	ByID
	Guarded
	Body patched[experiments.TemplatePatch]
}

func (a *API) changeTemplate(ctx context.Context, in *templateChange) (*oneTemplate, error) {
	id, version, err := in.target("template", in.Guarded)
	if err != nil {
		return nil, err
	}
	return a.answerTemplate(ctx, id, a.Experiments.ChangeTemplate(ctx, actorOf(ctx), id, version, in.Body.To))
}

type earnedDoor struct {
	ByID
	Guarded
	Body experiments.EarnedDoorInput
}

// Resolve names the body's own faults beside the document's.
func (in *earnedDoor) Resolve(c huma.Context) []error { return also(c, in.Body) }

func (a *API) publishEarnedDoor(ctx context.Context, in *earnedDoor) (*oneTemplate, error) {
	id, version, err := in.action("template", in.Guarded)
	if err != nil {
		return nil, err
	}
	return a.answerTemplate(ctx, id, a.Experiments.PublishEarnedDoor(ctx, actorOf(ctx), id, version, in.Body))
}

type doorWithdrawal struct {
	ByID
	Guarded
	Door string `path:"door" maxLength:"64"`
	Body experiments.DoorClosing
}

// Resolve names the body's own faults beside the document's.
func (in *doorWithdrawal) Resolve(c huma.Context) []error { return also(c, in.Body) }

func (a *API) withdrawEarnedDoor(ctx context.Context, in *doorWithdrawal) (*oneTemplate, error) {
	id, err := known(in.ID, "template")
	if err != nil {
		return nil, err
	}
	earned, err := known(in.Door, "earned door")
	if err != nil {
		return nil, err
	}
	version, err := in.optional()
	if err != nil {
		return nil, err
	}
	return a.answerTemplate(ctx, id, a.Experiments.WithdrawEarnedDoor(ctx, actorOf(ctx), id, earned, version, in.Body))
}

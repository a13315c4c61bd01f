package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/fault"
	"ajar/internal/search"
	"ajar/lessons"
)

func (a *API) readLessonDraft(ctx context.Context, in *ByID) (*tagged[lessons.Draft], error) {
	d, err := a.Lessons.Draft(ctx, actorOf(ctx), experiments.Ref(in.ID))
	return answerDraft(d, err)
}

func answerDraft(d *lessons.Draft, err error) (*tagged[lessons.Draft], error) {
	if err != nil {
		return nil, err
	}
	return withTag(*d, d.Version, nil)
}

type lessonInput struct {
	ByID
	Guarded
	Body lessonInputBody
}

type lessonInputBody struct {
	lessons.Content
	Expected string `json:"expected,omitempty" doc:"Read-only: it comes from the proposal, and is passed over here"`
}

// Resolve names, beside what the document finds, what the lesson lacks and what it refers
// to without there being any.
func (in *lessonInput) Resolve(c huma.Context) []error {
	return alsoAsk(c, func(ctx context.Context, a *API) ([]fault.Field, error) {
		return a.Lessons.ContentFaults(ctx, in.Body.Content)
	})
}

func (a *API) saveLesson(ctx context.Context, in *lessonInput) (*tagged[lessons.Draft], error) {
	version, err := in.required()
	if err != nil {
		return nil, err
	}
	d, err := a.Lessons.Save(ctx, actorOf(ctx), experiments.Ref(in.ID), version, in.Body.Content)
	return answerDraft(d, err)
}

func (a *API) publishLesson(ctx context.Context, in *action) (*tagged[lessons.Draft], error) {
	version, err := in.optional()
	if err != nil {
		return nil, err
	}
	d, err := a.Lessons.Publish(ctx, actorOf(ctx), experiments.Ref(in.ID), version)
	return answerDraft(d, err)
}

func (a *API) previewLesson(ctx context.Context, in *struct {
	ByID
	Body lessonInputBody
}) (*answer[lessonRead], error) {
	p, err := a.Lessons.Preview(ctx, actorOf(ctx), experiments.Ref(in.ID), in.Body.Content)
	if err != nil {
		return nil, err
	}
	return &answer[lessonRead]{lessonRead{*p, p.Version, true}}, nil
}

type libraryQuery struct {
	Paged
	Q        string `query:"q" maxLength:"200" doc:"Words to look for"`
	Exact    bool   `query:"exact" doc:"The words as they are written: none is mended"`
	Facets   bool   `query:"facets" doc:"Count the values of every facet"`
	Moment   string `query:"moment" format:"uuid"`
	Team     string `query:"team" maxLength:"200" doc:"As readers see it"`
	Door     string `query:"door" enum:"two_way,one_way"`
	Gate     string `query:"gate" maxLength:"40"`
	Outcome  string `query:"outcome" enum:"worked,did_not_work,unclear,stopped_early,not_run"`
	Kind     string `query:"kind" enum:"information,tools,rules,workload,training,hand_over,customer_situation,environment" doc:"Kind of condition"`
	Maturity string `query:"maturity" enum:"emerging,supported,confirmed,superseded"`
	Language string `query:"language" enum:"en,es,pl"`
	Belief   string `query:"belief" enum:"stopped" doc:"stopped: what is superseded, or of which somebody found otherwise"`
	Mine     bool   `query:"mine" enum:"true" doc:"Only of my teams"`
}

// library is a page of lessons and, when asked for, what there is to narrow by.
type library struct {
	Page[lessons.Shelved]
	search.Told
	Facets map[string][]lessons.Count `json:"facets,omitempty"`
}

func (a *API) listLessons(ctx context.Context, in *libraryQuery) (*answer[library], error) {
	shelf := lessons.Shelf{Query: in.Q, Exact: in.Exact, Limit: in.Limit, Facets: map[string]string{
		"moment": in.Moment, "team": in.Team, "door": in.Door, "gate": in.Gate, "outcome": in.Outcome,
		"kind": in.Kind, "maturity": in.Maturity, "language": in.Language, "belief": in.Belief,
	}}
	if in.Mine {
		shelf.Of = append([]uuid.UUID{}, actorOf(ctx).Teams...)
	}
	var err error
	if in.Q != "" {
		shelf.Cursor = in.Cursor
	} else if shelf.After, err = after[lessons.Place](in.Paged); err != nil {
		return nil, err
	}
	found, err := a.Lessons.Library(ctx, shelf)
	if err != nil {
		return nil, err
	}
	shelved, err := a.Lessons.UsedOf(ctx, found.Items)
	if err != nil {
		return nil, err
	}
	out := library{Page: Page[lessons.Shelved]{Items: shelved}, Told: found.Told}
	if out.NextCursor, err = cursorOf(found.Next, found.Cursor); err != nil || !in.Facets {
		return &answer[library]{out}, err
	}
	out.Facets, err = a.Lessons.Count(ctx, shelf, found)
	return &answer[library]{out}, err
}

// lessonRead is a lesson as one person reads it.
type lessonRead struct {
	lessons.Publication
	Version int  `json:"version" doc:"One more with each change of what readers see: for If-Match"`
	Mine    bool `json:"mine" doc:"Whether your team wrote it: it edits it, and says what supersedes it"`
}

func answerLesson(ctx context.Context, p *lessons.Publication, err error) (*tagged[lessonRead], error) {
	if err != nil {
		return nil, err
	}
	return withTag(lessonRead{*p, p.Version, actorOf(ctx).MemberOf(p.OfTeam)}, p.Version, nil)
}

func (a *API) supersedeLesson(ctx context.Context, in *struct {
	ByID
	Guarded
	Body struct {
		LessonID *uuid.UUID `json:"lesson_id" format:"uuid" nullable:"true" doc:"The lesson that says it better; null: none does"`
	}
}) (*tagged[lessonRead], error) {
	id, version, err := in.target("lesson", in.Guarded)
	if err != nil {
		return nil, err
	}
	p, err := a.Lessons.Supersede(ctx, actorOf(ctx), id, version, in.Body.LessonID)
	return answerLesson(ctx, p, err)
}

type confirmation struct {
	ByID
	Guarded
	Body *struct {
		ReviewBy experiments.Day `json:"review_by,omitempty" format:"date" doc:"When it is looked at again; in a year when left out"`
	}
}

// Resolve names, beside what the document finds, a day that has come.
func (in *confirmation) Resolve(c huma.Context) []error {
	return alsoAsk(c, func(ctx context.Context, a *API) ([]fault.Field, error) {
		if in.Body == nil || in.Body.ReviewBy == "" {
			return nil, nil
		}
		return a.Lessons.LookFaults(ctx, in.Body.ReviewBy)
	})
}

func (a *API) confirmLesson(ctx context.Context, in *confirmation) (*tagged[lessonRead], error) {
	id, version, err := in.action("lesson", in.Guarded)
	if err != nil {
		return nil, err
	}
	var until experiments.Day
	if in.Body != nil {
		until = in.Body.ReviewBy
	}
	p, err := a.Lessons.StillTrue(ctx, actorOf(ctx), id, version, until)
	return answerLesson(ctx, p, err)
}

func (a *API) readLesson(ctx context.Context, in *ByID) (*tagged[lessonRead], error) {
	id, err := known(in.ID, "lesson")
	if err != nil {
		return nil, err
	}
	p, err := a.Lessons.One(ctx, id)
	return answerLesson(ctx, p, err)
}

func (a *API) listEditions(ctx context.Context, in *pagedOf) (*answer[Page[lessons.Edition]], error) {
	id, err := known(in.ID, "lesson")
	if err != nil {
		return nil, err
	}
	place := func(e lessons.Edition) numbered { return numbered{int64(e.Edition)} }
	return paged(in.Paged, place, func(last numbered, limit int) ([]lessons.Edition, bool, error) {
		return a.Lessons.Editions(ctx, id, int(last.Number), limit)
	})
}

func (a *API) readEdition(ctx context.Context, in *struct {
	ByID
	N int `path:"n" minimum:"1" maximum:"2147483647"`
}) (*tagged[lessonRead], error) {
	id, err := known(in.ID, "lesson")
	if err != nil {
		return nil, err
	}
	p, err := a.Lessons.OneEdition(ctx, id, in.N)
	return answerLesson(ctx, p, err)
}

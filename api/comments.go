package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"ajar/review"
)

type saying struct {
	ByID
	Body review.Words
}

// Resolve names the body's own faults beside the document's.
func (in *saying) Resolve(c huma.Context) []error { return also(c, in.Body) }

func (a *API) say(ctx context.Context, in *saying) (*created[review.Comment], error) {
	id, err := known(in.ID, "review")
	if err != nil {
		return nil, err
	}
	comment, err := a.Reviews.Say(ctx, actorOf(ctx), id, in.Body)
	if err != nil {
		return nil, err
	}
	said, err := a.Reviews.Comment(ctx, actorOf(ctx), id, comment, languageOf(ctx))
	if err != nil {
		return nil, err
	}
	return createdAt("/reviews/"+in.ID+"/comments/", comment, said.Version, *said), nil
}

// ByComment names a comment of a review in the path.
type ByComment struct {
	ByID
	Comment string `path:"comment" maxLength:"64"`
}

func (b ByComment) ids() (id, comment uuid.UUID, err error) {
	if id, err = known(b.ID, "review"); err != nil {
		return id, comment, err
	}
	comment, err = known(b.Comment, "comment")
	return id, comment, err
}

func (a *API) readComment(ctx context.Context, in *ByComment) (*tagged[review.Comment], error) {
	id, comment, err := in.ids()
	if err != nil {
		return nil, err
	}
	said, err := a.Reviews.Comment(ctx, actorOf(ctx), id, comment, languageOf(ctx))
	if err != nil {
		return nil, err
	}
	return withTag(*said, said.Version, nil)
}

type rewording struct {
	ByComment
	Guarded
	Body review.Words
}

// Resolve names the body's own faults beside the document's.
func (in *rewording) Resolve(c huma.Context) []error { return also(c, in.Body) }

func (a *API) reword(ctx context.Context, in *rewording) (*tagged[review.Comment], error) {
	id, comment, err := in.ids()
	if err != nil {
		return nil, err
	}
	version, err := in.required()
	if err != nil {
		return nil, err
	}
	if err := a.Reviews.Reword(ctx, actorOf(ctx), id, comment, version, in.Body); err != nil {
		return nil, err
	}
	return a.readComment(ctx, &in.ByComment)
}

type removal struct {
	ByComment
	Guarded
}

func (a *API) removeComment(ctx context.Context, in *removal) (*nothing, error) {
	id, comment, err := in.ids()
	if err != nil {
		return nil, err
	}
	version, err := in.optional()
	if err != nil {
		return nil, err
	}
	return nil, a.Reviews.Remove(ctx, actorOf(ctx), id, comment, version)
}

func (a *API) listParticipants(ctx context.Context, in *ByID) (*answer[Page[review.Participant]], error) {
	id, err := known(in.ID, "review")
	if err != nil {
		return nil, err
	}
	return unpaged(a.Reviews.People(ctx, actorOf(ctx), id))
}

// position is how many entries of a list that is only added to were read.
type position struct {
	Read int `json:"r"`
}

func (a *API) readDiscussion(ctx context.Context, in *pagedOf) (*answer[Page[review.Entry]], error) {
	id, err := known(in.ID, "review")
	if err != nil {
		return nil, err
	}
	place, err := from[position](in.Paged)
	if err != nil {
		return nil, err
	}
	read := max(place.Read, 0)
	entries, more, err := a.Reviews.Timeline(ctx, actorOf(ctx), id, read, in.Limit, languageOf(ctx))
	if err != nil {
		return nil, err
	}
	return pageOf(entries, more, func(review.Entry) position { return position{read + len(entries)} })
}

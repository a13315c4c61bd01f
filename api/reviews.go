package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"ajar/review"
)

type inboxQuery struct {
	Paged
	Turn       string       `query:"turn" enum:"mine,others,team,route" doc:"Who has the next move; mine: you, others: somebody else. What has ended waits for nobody"`
	MyTeams    bool         `query:"my_teams" enum:"true" doc:"Only of your teams, whoever has the next move"`
	Late       bool         `query:"late" enum:"true" doc:"Only those that have gone to the backups or the administrators, because the reviewers were silent or nobody can decide"`
	MyRoutes   bool         `query:"my_routes" enum:"true" doc:"Only with a gate of a route that you serve, whoever has the next move"`
	Gate       string       `query:"gate" maxLength:"40"`
	State      review.State `query:"state" enum:"open,approved,declined,superseded,expired,withdrawn"`
	Experiment string       `query:"experiment" format:"uuid" doc:"Only the reviews of this experiment, one for each revision of a one-way door"`
}

func (a *API) listReviews(ctx context.Context, in *inboxQuery) (*answer[Page[review.Review]], error) {
	place, err := after[review.Place](in.Paged)
	if err != nil {
		return nil, err
	}
	experiment, _ := uuid.Parse(in.Experiment) // the format is checked before
	inbox := review.Inbox{Turn: in.Turn, MyTeams: in.MyTeams, Late: in.Late, MyRoutes: in.MyRoutes, Gate: in.Gate, State: in.State,
		Experiment: experiment, After: place, Limit: in.Limit}
	items, ended, err := a.Reviews.List(ctx, actorOf(ctx), inbox)
	if err != nil {
		return nil, err
	}
	page := Page[review.Review]{Items: items}
	page.NextCursor, err = cursorOf(ended, "")
	return &answer[Page[review.Review]]{page}, err
}

func (a *API) readReview(ctx context.Context, in *ByID) (*tagged[review.Full], error) {
	id, err := known(in.ID, "review")
	if err != nil {
		return nil, err
	}
	full, err := a.Reviews.One(ctx, actorOf(ctx), id, languageOf(ctx))
	if err != nil {
		return nil, err
	}
	return withTag(*full, full.Version, nil)
}

type decision struct {
	ByID
	Guarded
	Body review.Answer
}

// Resolve names the body's own faults beside the document's.
func (in *decision) Resolve(c huma.Context) []error { return also(c, in.Body) }

func (a *API) decide(ctx context.Context, in *decision) (*tagged[review.Full], error) {
	return a.onReview(ctx, in.ByID, in.Guarded, func(id uuid.UUID, version *int) error {
		_, err := a.Reviews.Decide(ctx, actorOf(ctx), id, version, in.Body)
		return err
	})
}

type lowering struct {
	ByID
	Guarded
	Body review.Lower
}

// Resolve names the body's own faults beside the document's.
func (in *lowering) Resolve(c huma.Context) []error { return also(c, in.Body) }

func (a *API) lowerDoor(ctx context.Context, in *lowering) (*tagged[review.Full], error) {
	return a.onReview(ctx, in.ByID, in.Guarded, func(id uuid.UUID, version *int) error {
		return a.Reviews.Lower(ctx, actorOf(ctx), id, version, in.Body)
	})
}

type handOver struct {
	ByID
	Guarded
	Body *review.HandingOver
}

func (a *API) handOver(ctx context.Context, in *handOver) (*tagged[review.Full], error) {
	var what review.HandingOver
	if in.Body != nil {
		what = *in.Body
	}
	return a.onReview(ctx, in.ByID, in.Guarded, func(id uuid.UUID, version *int) error {
		return a.Reviews.HandOver(ctx, actorOf(ctx), id, version, what)
	})
}

// onReview does something to a review, if it still is what was read, and answers it
// as it is then.
func (a *API) onReview(ctx context.Context, at ByID, read Guarded, do func(id uuid.UUID, version *int) error) (*tagged[review.Full], error) {
	id, version, err := at.action("review", read)
	if err != nil {
		return nil, err
	}
	if err := do(id, version); err != nil {
		return nil, err
	}
	return a.readReview(ctx, &at)
}

package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"ajar/lessons"
)

type obstacleQuery struct {
	Paged
	Q      string                `query:"q" maxLength:"200" doc:"Words to look for"`
	Exact  bool                  `query:"exact" doc:"The words as they are written: none is mended"`
	State  lessons.ObstacleState `query:"state" enum:"open,trying,removed,kept"`
	Team   string                `query:"team" format:"uuid" doc:"Of teams that are shown by name, and of yours"`
	Moment string                `query:"moment" format:"uuid"`
	Mine   bool                  `query:"mine" enum:"true" doc:"Only what you or your teams posted"`
	Most   bool                  `query:"most" doc:"What most people share first, instead of the latest month first"`
}

func (a *API) listObstacles(ctx context.Context, in *obstacleQuery) (*answer[searched[lessons.Obstacle]], error) {
	wanted := lessons.Wanted{Query: in.Q, Exact: in.Exact, State: in.State, Team: idOf(in.Team), Moment: idOf(in.Moment), Mine: in.Mine, Most: in.Most, Limit: in.Limit}
	var err error
	if in.Q != "" {
		wanted.Cursor = in.Cursor
	} else if wanted.After, err = after[lessons.ObstaclePlace](in.Paged); err != nil {
		return nil, err
	}
	found, err := a.Lessons.Obstacles(ctx, actorOf(ctx), wanted)
	if err != nil {
		return nil, err
	}
	page := searched[lessons.Obstacle]{Page[lessons.Obstacle]{Items: found.Items}, found.Told}
	page.NextCursor, err = cursorOf(found.Next, found.Cursor)
	return &answer[searched[lessons.Obstacle]]{page}, err
}

// wordsOfObstacle are those of an obstacle that is not posted yet: in a body, as they
// should stand in no address.
type wordsOfObstacle struct {
	Text  string `json:"text" minLength:"1" maxLength:"4000"`
	Limit int    `json:"limit,omitempty" minimum:"1" maximum:"20" default:"5"`
}

func (a *API) findSimilarObstacles(ctx context.Context, in *struct{ Body wordsOfObstacle }) (*answer[Page[lessons.Obstacle]], error) {
	found, err := a.Lessons.Obstacles(ctx, actorOf(ctx), lessons.Wanted{Query: in.Body.Text, Limit: in.Body.Limit})
	if err != nil {
		return nil, err
	}
	return unpaged(found.Items, nil)
}

// removedSoFar is the number to be proud of.
type removedSoFar struct {
	Count int64 `json:"count" doc:"How many obstacles have been removed so far"`
}

func (a *API) countRemoved(ctx context.Context, _ *nothing) (*answer[removedSoFar], error) {
	n, err := a.Lessons.RemovedObstacles(ctx)
	return &answer[removedSoFar]{removedSoFar{n}}, err
}

func (a *API) postObstacle(ctx context.Context, in *told[lessons.ObstacleInput]) (*created[lessons.Obstacle], error) {
	o, err := a.Lessons.PostObstacle(ctx, actorOf(ctx), in.Body)
	if err != nil {
		return nil, err
	}
	return createdAt("/obstacles/", o.ID, o.Version, *o), nil
}

type oneObstacle = tagged[lessons.Obstacle]

func (a *API) readObstacle(ctx context.Context, in *ByID) (*oneObstacle, error) {
	id, err := known(in.ID, "obstacle")
	if err != nil {
		return nil, err
	}
	return a.answerObstacle(ctx, id, nil)
}

// answerObstacle reads an obstacle as it stands, after a change that went well.
func (a *API) answerObstacle(ctx context.Context, id uuid.UUID, err error) (*oneObstacle, error) {
	if err != nil {
		return nil, err
	}
	o, err := a.Lessons.OneObstacle(ctx, actorOf(ctx), id)
	if err != nil {
		return nil, err
	}
	return withTag(*o, o.Version, nil)
}

func (a *API) sayMeToo(ctx context.Context, in *action) (*oneObstacle, error) {
	id, version, err := in.action("obstacle", in.Guarded)
	if err != nil {
		return nil, err
	}
	_, err = a.Lessons.SayMeToo(ctx, actorOf(ctx), id, version)
	return a.answerObstacle(ctx, id, err)
}

func (a *API) takeBack(ctx context.Context, in *action) (*nothing, error) {
	id, version, err := in.action("obstacle", in.Guarded)
	if err != nil {
		return nil, err
	}
	return &nothing{}, a.Lessons.TakeBack(ctx, actorOf(ctx), id, version)
}

type attempt struct {
	ByID
	Guarded
	Body *lessons.Attempt
}

func (a *API) tryObstacle(ctx context.Context, in *attempt) (*created[experiment], error) {
	id, version, err := in.action("obstacle", in.Guarded)
	if err != nil {
		return nil, err
	}
	var how lessons.Attempt
	if in.Body != nil {
		how = *in.Body
	}
	draft, err := a.Lessons.TryObstacle(ctx, actorOf(ctx), id, version, how)
	return answerCreated(ctx, draft, err)
}

type obstacleEnd struct {
	ByID
	Guarded
	Body lessons.ObstacleEnd
}

// Resolve names the body's own faults beside the document's.
func (in *obstacleEnd) Resolve(c huma.Context) []error { return also(c, in.Body) }

func (a *API) removeObstacle(ctx context.Context, in *obstacleEnd) (*oneObstacle, error) {
	id, version, err := in.action("obstacle", in.Guarded)
	if err != nil {
		return nil, err
	}
	_, err = a.Lessons.RemoveObstacle(ctx, actorOf(ctx), id, version, in.Body)
	return a.answerObstacle(ctx, id, err)
}

func (a *API) keepObstacle(ctx context.Context, in *obstacleEnd) (*oneObstacle, error) {
	id, version, err := in.action("obstacle", in.Guarded)
	if err != nil {
		return nil, err
	}
	_, err = a.Lessons.KeepObstacle(ctx, actorOf(ctx), id, version, in.Body)
	return a.answerObstacle(ctx, id, err)
}

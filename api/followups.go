package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"ajar/lessons"
)

type followUpQuery struct {
	Paged
	State   lessons.FollowUpState `query:"state" enum:"open,done,not_needed"`
	Overdue bool                  `query:"overdue" enum:"true" doc:"Only what is open and was due before today"`
	Team    string                `query:"team" format:"uuid" doc:"The team that does it"`
}

func (a *API) listFollowUps(ctx context.Context, in *followUpQuery) (*answer[Page[lessons.TeamFollowUp]], error) {
	return paged(in.Paged, lessons.TeamFollowUp.Place, func(last lessons.FollowUpPlace, limit int) ([]lessons.TeamFollowUp, bool, error) {
		wanted := lessons.WantedFollowUps{State: in.State, Overdue: in.Overdue, Team: idOf(in.Team), After: last, Limit: limit}
		return a.Lessons.FollowUps(ctx, actorOf(ctx), wanted)
	})
}

func (a *API) readFollowUp(ctx context.Context, in *ByID) (*tagged[lessons.TeamFollowUp], error) {
	id, err := known(in.ID, "follow-up")
	if err != nil {
		return nil, err
	}
	f, err := a.Lessons.OneFollowUp(ctx, actorOf(ctx), id)
	return answerFollowUp(f, err)
}

func answerFollowUp(f *lessons.TeamFollowUp, err error) (*tagged[lessons.TeamFollowUp], error) {
	if err != nil {
		return nil, err
	}
	return withTag(*f, f.Version, nil)
}

type followUpEnd struct {
	ByID
	Guarded
	Body lessons.FollowUpEnd
}

// Resolve names the body's own faults beside the document's.
func (in *followUpEnd) Resolve(c huma.Context) []error { return also(c, in.Body) }

func (a *API) endFollowUp(ctx context.Context, in *followUpEnd) (*tagged[lessons.TeamFollowUp], error) {
	id, version, err := in.target("follow-up", in.Guarded)
	if err != nil {
		return nil, err
	}
	f, err := a.Lessons.EndFollowUp(ctx, actorOf(ctx), id, version, in.Body)
	return answerFollowUp(f, err)
}

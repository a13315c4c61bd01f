package api

import (
	"context"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/notifications"
)

// notification is one thing that the reader was told, in words.
type notification struct {
	notifications.Notification
	Message    string           `json:"message" doc:"What it tells, in the language asked for"`
	Experiment *aboutExperiment `json:"experiment,omitempty" doc:"What it is about"`
}

// aboutExperiment is the experiment that a notification is about.
type aboutExperiment struct {
	ID    uuid.UUID `json:"id" format:"uuid"`
	Key   string    `json:"key" example:"E-42"`
	Title string    `json:"title"`
}

type notificationQuery struct {
	Paged
	Unread bool `query:"unread" enum:"true" doc:"Only those that are not read yet"`
}

type notificationPage struct {
	Page[notification]
	Unread int64 `json:"unread" maximum:"100" doc:"How many are not read yet; it stops counting at 100"`
}

func (a *API) listNotifications(ctx context.Context, in *notificationQuery) (*answer[notificationPage], error) {
	last, err := from[identified](in.Paged)
	if err != nil {
		return nil, err
	}
	me := actorOf(ctx).PersonID
	found, more, err := a.Notifications.Of(ctx, me, notifications.Inbox{Unread: in.Unread, Before: last.ID, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	items, err := a.worded(ctx, found)
	if err != nil {
		return nil, err
	}
	page := Page[notification]{Items: items}
	if more {
		page.NextCursor, err = cursorOf(&identified{found[len(found)-1].ID}, "")
	}
	if err != nil {
		return nil, err
	}
	unread, err := a.Notifications.Unread(ctx, me)
	return &answer[notificationPage]{notificationPage{page, unread}}, err
}

// worded puts notifications into words, with the names of their experiments.
func (a *API) worded(ctx context.Context, found []notifications.Notification) ([]notification, error) {
	ids := []uuid.UUID{}
	for _, n := range found {
		if n.Experiment != nil {
			ids = append(ids, *n.Experiment)
		}
	}
	named, err := a.Experiments.Named(ctx, actorOf(ctx), ids)
	if err != nil {
		return nil, err
	}
	s, err := a.sealed(ctx)
	if err != nil {
		return nil, err
	}
	items := make([]notification, len(found))
	for i, n := range found {
		var e experiments.Summary
		if n.Experiment != nil {
			e = named[*n.Experiment]
			items[i].Experiment = &aboutExperiment{e.ID, e.Key, e.Title}
		}
		if e.MonthsOnly {
			n.Hide(e.Sight.Month(n.CreatedAt), s.CloseID(n.ID))
		}
		items[i].Notification, items[i].Message = n, n.Message(languageOf(ctx), e.Title, e.Key)
	}
	return items, nil
}

func (a *API) readNotification(ctx context.Context, in *ByID) (*nothing, error) {
	id, err := known(in.ID, "notification")
	if err != nil {
		return nil, err
	}
	s, err := a.sealed(ctx)
	if err != nil {
		return nil, err
	}
	return &nothing{}, a.Notifications.Read(ctx, actorOf(ctx).PersonID, s.OpenID(id))
}

func (a *API) readNotifications(ctx context.Context, in *struct {
	Body *struct {
		UpTo *uuid.UUID `json:"up_to,omitempty" doc:"The newest that you saw; left out: all"`
	}
}) (*nothing, error) {
	var upTo *uuid.UUID
	if in.Body != nil && in.Body.UpTo != nil {
		s, err := a.sealed(ctx)
		if err != nil {
			return nil, err
		}
		id := s.OpenID(*in.Body.UpTo)
		upTo = &id
	}
	return &nothing{}, a.Notifications.ReadAll(ctx, actorOf(ctx).PersonID, upTo)
}

package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"ajar/lessons"
)

func (a *API) readDigest(ctx context.Context, _ *nothing) (*answer[lessons.DigestChoice], error) {
	choice, err := a.Digests.Choice(ctx, actorOf(ctx))
	return &answer[lessons.DigestChoice]{choice}, err
}

type digestInput struct {
	Body struct {
		Wanted   bool   `json:"wanted"`
		Language string `json:"language" enum:"en,es,pl"`
	}
}

func (a *API) chooseDigest(ctx context.Context, in *digestInput) (*answer[lessons.DigestChoice], error) {
	choice, err := a.Digests.Choose(ctx, actorOf(ctx), in.Body.Wanted, in.Body.Language)
	return &answer[lessons.DigestChoice]{choice}, err
}

// unsubscribing answers the last link of a mail (RFC 8058), for who is not signed in. To
// look at it changes nothing: programs that check mails follow every link. Only a POST
// ends the mails, by the page's button or by the mail program's own.
func (a *API) unsubscribing() {
	a.echo.GET(lessons.UnsubscribePath, a.serveApplication)
	a.echo.POST(lessons.UnsubscribePath, func(c echo.Context) error {
		if err := a.Digests.Unsubscribe(c.Request().Context(), c.QueryParam("token")); err != nil {
			return err
		}
		return c.NoContent(http.StatusNoContent)
	})
}

// anniversary is a lesson shown again, so many years later.
type anniversary struct {
	Years  int       `json:"years" example:"1"`
	Lesson newLesson `json:"lesson"`
}

func (a *API) listAnniversaries(ctx context.Context, _ *nothing) (*answer[Page[anniversary]], error) {
	found, err := a.Lessons.Anniversaries(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]anniversary, len(found))
	for i, l := range found {
		all[i] = anniversary{l.Years, lineOf(l.Publication)}
	}
	return unpaged(all, nil)
}

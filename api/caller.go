package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"ajar/internal/accounts"
	"ajar/internal/fault"
)

const sessionCookie = "ajar_session"

// caller is who calls, or why nobody is signed in, with what a handler needs to
// know of the request itself.
type caller struct {
	actor   accounts.Actor
	refusal error
	session string // the session's secret, when the caller has one
	request *http.Request
	address string
}

func callerOf(ctx context.Context) caller {
	c, _ := ctx.Value(keyCaller).(caller)
	return c
}

// actorOf is the person on whose behalf the handler runs; only operations that
// need somebody signed in may ask.
func actorOf(ctx context.Context) accounts.Actor { return callerOf(ctx).actor }

var nobody = fault.New(fault.Unauthenticated, "not-signed-in", "Sign in, or send a token.")

// personHeader names, by id, the person for whom a page speaks: in the browser that
// two people share, the cookie may be the other's by now.
const personHeader = "Ajar-Person"

var another = fault.New(fault.Unauthenticated, "another-person", "Somebody else is signed in here by now. Sign in again, or leave out the header Ajar-Person.")

// authenticate finds out who calls, once for the whole request.
func (a *API) authenticate(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !isAPI(c.Request().URL.Path) {
			return next(c)
		}
		who := caller{refusal: nobody, request: c.Request(), address: c.RealIP()}
		ctx := c.Request().Context()
		if token, ok := bearerToken(c.Request()); ok {
			who.actor, who.refusal = a.Accounts.AuthenticateToken(ctx, token)
		} else if cookie, err := c.Request().Cookie(sessionCookie); err == nil {
			who.session = cookie.Value
			who.actor, who.refusal = a.Accounts.Authenticate(ctx, cookie.Value)
		}
		expected := c.Request().Header.Get(personHeader)
		if expected != "" && who.refusal == nil && expected != who.actor.PersonID.String() {
			who.refusal = another
		}
		with(c, keyCaller, who)
		return next(c)
	}
}

// bearerToken reads the token that a program sends (RFC 6750, section 2.1); how
// the scheme is written does not matter (RFC 9110, section 11.1).
func bearerToken(r *http.Request) (string, bool) {
	scheme, token, found := strings.Cut(r.Header.Get("Authorization"), " ")
	return token, found && strings.EqualFold(scheme, "Bearer")
}

// admit enforces the table of routes: who may call the operation at all.
func (a *API) admit(c huma.Context, next func(huma.Context)) {
	humaecho.UnwrapV4(c).Set(keyAPI, a)
	who, _ := c.Operation().Metadata[whoKey].(Who)
	if err := who.admits(callerOf(c.Context())); err != nil {
		a.refuse(c, err)
		return
	}
	next(c)
}

func (w Who) admits(c caller) error {
	switch {
	case w == Public:
		return nil
	case c.refusal != nil:
		return c.refusal
	case w == Admin && !c.actor.Is(accounts.Admin):
		return fault.Denied("administrators-only", "Only administrators may do this. Ask one of them.")
	}
	return nil
}

func (a *API) refuse(hc huma.Context, err error) {
	refused := problemOf(hc.Context(), err)
	p, ok := refused.(*problem)
	if !ok {
		p = internal(hc.Context(), err)
	}
	for name, values := range p.GetHeaders() {
		hc.SetHeader(name, values[0])
	}
	hc.SetHeader("Content-Type", "application/problem+json")
	hc.SetStatus(p.Status)
	if err := a.huma.Marshal(hc.BodyWriter(), "application/json", p); err != nil {
		a.Log.WarnContext(hc.Context(), "could not answer", "error", err)
	}
}

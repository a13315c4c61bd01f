package api

import (
	"context"
	"crypto/subtle"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// signedIn is a new session: the cookie, and who it is.
type signedIn struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      accounts.Actor
}

func (a *API) cookie(ctx context.Context, secret string, expires time.Time) http.Cookie {
	return http.Cookie{Name: sessionCookie, Value: secret, Path: "/", Expires: expires, HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: a.overTLS(callerOf(ctx).request)}
}

// origin is how the person reaches us.
func (a *API) origin(r *http.Request) string {
	switch {
	case a.BaseURL != nil:
		return a.BaseURL.Scheme + "://" + a.BaseURL.Host
	case a.overTLS(r):
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

type setUpInput struct {
	Body struct {
		accounts.SetupInput
		Code    string `json:"code,omitempty" maxLength:"100" doc:"The code that the server printed at its first start; not asked for on the machine itself"`
		Example bool   `json:"example,omitempty" doc:"Fill the registry with an example organisation"`
	}
}

// Resolve tells what is wrong with it, for Huma.
func (in *setUpInput) Resolve(c huma.Context) []error {
	return alsoAsk(c, func(ctx context.Context, a *API) ([]fault.Field, error) {
		return append(in.Body.Faults(), a.wrongCode(ctx, in.Body.Code)...), nil
	})
}

// setUp makes the organisation, its first administrator and the first policy in
// one transaction, and signs the administrator in.
func (a *API) setUp(ctx context.Context, in *setUpInput) (*signedIn, error) {
	if err := a.checkSetupCode(ctx, in.Body.Code); err != nil {
		return nil, fault.Also(err, in.Body.Faults())
	}
	err := a.Database.InTx(ctx, func(ctx context.Context) error {
		person, err := a.Accounts.Setup(ctx, in.Body.SetupInput)
		if err != nil {
			return err
		}
		if err := a.Experiments.InstallPolicy(ctx); err != nil || !in.Body.Example {
			return err
		}
		return a.FillExample(ctx, person)
	})
	if err != nil {
		return nil, err
	}
	return a.signInAs(ctx, in.Body.Email, in.Body.Password)
}

type setupState struct {
	Done      bool `json:"done" doc:"Whether the registry is set up"`
	NeedsCode bool `json:"needs_code" doc:"Whether setting up asks you for the code"`
}

func (a *API) readSetup(ctx context.Context, _ *nothing) (*answer[setupState], error) {
	done, err := a.Accounts.IsSetUp(ctx)
	if err != nil {
		return nil, err
	}
	return &answer[setupState]{setupState{done, !done && !a.waivesCode(callerOf(ctx).request)}}, nil
}

func (a *API) checkSetupCode(ctx context.Context, code string) error {
	if done, err := a.Accounts.IsSetUp(ctx); err != nil || done {
		return err // that it is done already is said by the setup itself
	}
	return fault.Also(nil, a.wrongCode(ctx, code))
}

// wrongCode names the code of who neither has it nor needs it.
func (a *API) wrongCode(ctx context.Context, code string) []fault.Field {
	if a.waivesCode(callerOf(ctx).request) || a.SetupCode != "" && subtle.ConstantTimeCompare([]byte(code), []byte(a.SetupCode)) == 1 {
		return nil
	}
	return []fault.Field{{Location: "body.code", Code: "wrong", Message: "Give the code that the server printed at its first start, or that AJAR_SETUP_CODE holds."}}
}

// waivesCode: nobody but who sits at this machine can have sent the request.
func (a *API) waivesCode(r *http.Request) bool {
	base := a.BaseURL == nil || loopbackHost(a.BaseURL.Host)
	return a.ListenLoopback && base && fromThisMachine(r) && loopbackHost(r.Host)
}

func loopbackHost(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

type credentials struct {
	Body struct {
		Email    string `json:"email" maxLength:"254"`
		Password string `json:"password" maxLength:"256"`
	}
}

func (a *API) signIn(ctx context.Context, in *credentials) (*signedIn, error) {
	return a.signInAs(ctx, in.Body.Email, in.Body.Password)
}

func (a *API) signInAs(ctx context.Context, email, password string) (*signedIn, error) {
	c := callerOf(ctx)
	secret, session, err := a.Accounts.SignIn(ctx, email, password, c.request.UserAgent(), c.address)
	if err != nil {
		return nil, err
	}
	return a.signedInWith(ctx, secret, session)
}

func (a *API) signedInWith(ctx context.Context, secret string, session accounts.Session) (*signedIn, error) {
	actor, err := a.Accounts.Authenticate(ctx, secret)
	if err != nil {
		return nil, err
	}
	return &signedIn{a.cookie(ctx, secret, session.ExpiresAt), actor}, nil
}

func (a *API) whoAmI(ctx context.Context, _ *nothing) (*answer[accounts.Actor], error) {
	return &answer[accounts.Actor]{actorOf(ctx)}, nil
}

// start is who is signed in; nobody is an answer too, for who may well come for the
// first time.
type start struct {
	Person *accounts.Actor `json:"person,omitempty" doc:"Left out: nobody is"`
}

func (a *API) readStart(ctx context.Context, _ *nothing) (*answer[start], error) {
	who := callerOf(ctx)
	if fault.Is(who.refusal, fault.Unauthenticated) {
		return &answer[start]{}, nil
	}
	return &answer[start]{start{&who.actor}}, who.refusal
}

type signedOut struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

func (a *API) signOut(ctx context.Context, _ *nothing) (*signedOut, error) {
	if err := a.Accounts.SignOut(ctx, callerOf(ctx).session); err != nil {
		return nil, err
	}
	gone := a.cookie(ctx, "", time.Unix(1, 0))
	gone.MaxAge = -1
	return &signedOut{gone}, nil
}

func (a *API) listSessions(ctx context.Context, in *Paged) (*answer[Page[accounts.Session]], error) {
	place := func(one accounts.Session) identified { return identified{one.ID} }
	return paged(*in, place, func(last identified, limit int) ([]accounts.Session, bool, error) {
		return a.Accounts.Sessions(ctx, actorOf(ctx), last.ID, limit)
	})
}

func (a *API) endSession(ctx context.Context, in *ByID) (*nothing, error) {
	return endOwn(ctx, in, "session", a.Accounts.EndSession)
}

func endOwn(ctx context.Context, in *ByID, thing string, end func(context.Context, accounts.Actor, uuid.UUID) error) (*nothing, error) {
	id, err := known(in.ID, thing)
	if err != nil {
		return nil, err
	}
	return nil, end(ctx, actorOf(ctx), id)
}

type passwordChange struct {
	Body struct {
		Old string `json:"old_password" maxLength:"256"`
		New string `json:"new_password" maxLength:"256"`
	}
}

func (a *API) changePassword(ctx context.Context, in *passwordChange) (*nothing, error) {
	return nil, a.Accounts.ChangePassword(ctx, actorOf(ctx), in.Body.Old, in.Body.New)
}

func (a *API) listTokens(ctx context.Context, in *Paged) (*answer[Page[accounts.Token]], error) {
	place := func(one accounts.Token) identified { return identified{one.ID} }
	return paged(*in, place, func(last identified, limit int) ([]accounts.Token, bool, error) {
		return a.Accounts.Tokens(ctx, actorOf(ctx), last.ID, limit)
	})
}

type tokenInput struct {
	Body struct {
		Name      string     `json:"name" minLength:"1" maxLength:"100" doc:"What it is for"`
		ExpiresAt *time.Time `json:"expires_at,omitempty" doc:"Left out: until it is revoked"`
	}
}

// Resolve names, beside what the document finds, what cannot be.
func (in *tokenInput) Resolve(c huma.Context) []error {
	return alsoAsk(c, func(_ context.Context, a *API) ([]fault.Field, error) {
		return a.Accounts.TokenFaults(in.Body.Name, in.Body.ExpiresAt), nil
	})
}

// newToken is a token with its secret, which is never shown again.
type newToken struct {
	accounts.Token
	Secret string `json:"token"`
}

func (a *API) createToken(ctx context.Context, in *tokenInput) (*answer[newToken], error) {
	secret, token, err := a.Accounts.CreateToken(ctx, actorOf(ctx), in.Body.Name, in.Body.ExpiresAt)
	if err != nil {
		return nil, err
	}
	return &answer[newToken]{newToken{token, secret}}, nil
}

func (a *API) revokeToken(ctx context.Context, in *ByID) (*nothing, error) {
	return endOwn(ctx, in, "token", a.Accounts.RevokeToken)
}

type redemption struct {
	Code string `path:"code" maxLength:"100"`
	Body struct {
		Password string `json:"password" minLength:"10" maxLength:"256"`
	}
}

func (a *API) redeemInvitation(ctx context.Context, in *redemption) (*signedIn, error) {
	secret, session, err := a.Accounts.RedeemInvitation(ctx, in.Code, in.Body.Password, callerOf(ctx).request.UserAgent())
	if err != nil {
		return nil, err
	}
	return a.signedInWith(ctx, secret, session)
}

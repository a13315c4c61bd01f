package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"ajar/internal/fault"
	"ajar/internal/idempotency"
)

// holdSecrets are the collections whose answers hold secrets and are not kept.
var holdSecrets = []string{"setup", "session", "tokens", "people", "invitations", "feed-key"}

// forgotten are the writes of which nothing may tell who did them: the key would be kept
// with the person. Each is harmless when repeated, by itself or as it uses the key.
var forgotten = regexp.MustCompile(`^(thanks|lessons/[^/]+/(read|helped))/?$`)

// errUndo takes back a transaction whose answer is an error, and nothing else.
var errUndo = errors.New("the answer is an error")

// idempotent answers a repeated POST with the same Idempotency-Key as it did the
// first time. The key, the effect and the answer commit in one transaction, so a
// repeat finds all of them or none, also after a crash or on another replica.
// Refusals have no effect and are not kept, nor are questions: they have no effect either.
func (a *API) idempotent(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		key := r.Header.Get("Idempotency-Key")
		who := callerOf(r.Context())
		if key == "" || r.Method != http.MethodPost || who.refusal != nil || !kept(r.URL.Path) || a.questions[c.Path()] {
			return next(c)
		}
		if len(key) > 200 || unreadable(key) {
			return fault.Bad(fault.Field{Location: "header.Idempotency-Key", Code: "max_length", Message: "Give a text of at most 200 characters."})
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return echo.ErrStatusRequestEntityTooLarge
		}
		claim := idempotency.Claim{PersonID: who.actor.PersonID, Method: r.Method, Path: r.URL.Path, Key: key, BodyHash: hash(body)}
		return a.once(c, next, claim, body)
	}
}

// idempotencyKey describes the header where it is read for every POST alike.
var idempotencyKey = &huma.Param{
	Name: "Idempotency-Key", In: "header", Schema: &huma.Schema{Type: huma.TypeString, MaxLength: new(200)},
	Description: "With it a repeat within 24 hours has no second effect and gets the first answer",
}

// kept reports whether the answer of a POST is kept with its Idempotency-Key.
func kept(path string) bool {
	rest := strings.TrimPrefix(path, prefix+"/")
	collection := strings.Split(rest, "/")[0]
	return isAPI(path) && !slices.Contains(holdSecrets, collection) && !forgotten.MatchString(rest)
}

func hash(body []byte) []byte {
	sum := sha256.Sum256(body)
	return sum[:]
}

func (a *API) once(c echo.Context, next echo.HandlerFunc, claim idempotency.Claim, body []byte) error {
	var kept *idempotency.Answer
	var held *heldAnswer
	err := a.Database.InTx(c.Request().Context(), func(ctx context.Context) error {
		var err error
		if kept, err = a.Idempotency.Claim(ctx, claim); err != nil || kept != nil {
			return err
		}
		held = a.hold(ctx, c, next, body)
		if held.status >= http.StatusBadRequest {
			return errUndo
		}
		return a.Idempotency.Keep(ctx, claim, held.answer())
	})
	switch {
	case err != nil && !errors.Is(err, errUndo):
		return err
	case kept != nil:
		return replay(c, *kept)
	}
	return replay(c, held.answer())
}

// hold runs the rest of the request within the transaction of ctx and holds its
// answer back. A panic passes through, with the request as it was.
func (a *API) hold(ctx context.Context, c echo.Context, next echo.HandlerFunc, body []byte) *heldAnswer {
	request, response := c.Request(), c.Response()
	defer func() {
		c.SetRequest(request)
		c.SetResponse(response)
	}()
	held := &heldAnswer{header: http.Header{}, status: http.StatusOK}
	again := request.Clone(ctx)
	again.Body = io.NopCloser(bytes.NewReader(body))
	c.SetRequest(again)
	c.SetResponse(echo.NewResponse(held, a.echo))
	if err := next(c); err != nil {
		c.Error(err)
	}
	return held
}

func replay(c echo.Context, answer idempotency.Answer) error {
	for name, values := range answer.Header {
		c.Response().Header()[name] = values
	}
	c.Response().WriteHeader(answer.Status)
	_, err := c.Response().Write(answer.Body)
	return err
}

// heldAnswer holds an answer back until its transaction has committed.
type heldAnswer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (h *heldAnswer) answer() idempotency.Answer {
	return idempotency.Answer{Status: h.status, Header: h.header, Body: h.body.Bytes()}
}

func (h *heldAnswer) Header() http.Header         { return h.header }
func (h *heldAnswer) WriteHeader(status int)      { h.status = status }
func (h *heldAnswer) Write(b []byte) (int, error) { return h.body.Write(b) }

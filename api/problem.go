package api

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"ajar/internal/fault"
)

// problem is an RFC 9457 answer. Its type is stable and names the rule.
type problem struct {
	Type      string        `json:"type" example:"/problems/stale" doc:"Stable name of what went wrong"`
	Title     string        `json:"title"`
	Status    int           `json:"status"`
	Detail    string        `json:"detail" doc:"What happened, and the way out"`
	Errors    []fault.Field `json:"errors,omitempty" doc:"Every bad field at once"`
	RequestID string        `json:"request_id,omitempty"`

	after time.Duration
}

func (p *problem) Error() string { return p.Title + ": " + p.Detail }

// GetStatus is the HTTP status, for Huma.
func (p *problem) GetStatus() int { return p.Status }

// ContentType is that of RFC 9457, for Huma.
func (p *problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders says when to try again and how to sign in, for Huma.
func (p *problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.after > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(p.after.Seconds())))) // who comes back sooner is refused again
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", "Bearer") // RFC 9110, section 15.5.2
	}
	return h
}

// statuses maps each kind of fault to its HTTP status and title.
var statuses = map[fault.Kind]struct {
	status int
	title  string
}{
	fault.Invalid:         {http.StatusUnprocessableEntity, "Some fields need your attention"},
	fault.Unauthenticated: {http.StatusUnauthorized, "Please sign in"},
	fault.Forbidden:       {http.StatusForbidden, "This is not yours to do"},
	fault.NotFound:        {http.StatusNotFound, "Not found"},
	fault.Conflict:        {http.StatusConflict, "Not possible now"},
	fault.Stale:           {http.StatusPreconditionFailed, "Changed since you read it"},
	fault.Unconditional:   {http.StatusPreconditionRequired, "Say what you read"},
	fault.Throttled:       {http.StatusTooManyRequests, "Too many tries"},
	fault.Unavailable:     {http.StatusServiceUnavailable, "Away for a moment"},
}

// problemOf is the one place where errors become answers. What is no fault is
// logged and answered without a word of it.
func problemOf(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if p, ok := errors.AsType[*problem](err); ok {
		p.RequestID = requestIDOf(ctx)
		return p
	}
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return internal(ctx, err)
	}
	as := statuses[f.Kind]
	if as.status >= http.StatusInternalServerError {
		slog.ErrorContext(ctx, "answered an error", "status", as.status, "error", f, "request_id", requestIDOf(ctx))
	}
	return &problem{Type: "/problems/" + f.Code, Title: as.title, Status: as.status, Detail: f.Message, Errors: f.Fields,
		RequestID: requestIDOf(ctx), after: max(f.After, retryLater[f.Kind])}
}

var retryLater = map[fault.Kind]time.Duration{fault.Unavailable: 2 * time.Second, fault.Throttled: time.Second}

// statusClosed is what the log shows when the caller has gone; nobody reads it.
const statusClosed = 499

func internal(ctx context.Context, err error) *problem {
	if errors.Is(err, context.Canceled) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &problem{Type: "/problems/closed", Title: "Closed", Status: statusClosed, Detail: "The request was given up.", RequestID: requestIDOf(ctx)}
	}
	slog.ErrorContext(ctx, "internal error", "error", err, "request_id", requestIDOf(ctx))
	return &problem{Type: "/problems/internal", Title: "Something went wrong on our side", Status: http.StatusInternalServerError,
		Detail: "Please try again. If it happens again, tell an administrator the request id.", RequestID: requestIDOf(ctx)}
}

func init() {
	// Huma's own answers pass through here: they must not echo what was sent
	// (passwords), and they name the fields as the domain does.
	huma.NewErrorWithContext = func(hc huma.Context, status int, message string, errs ...error) huma.StatusError {
		ctx := context.Background()
		if hc != nil {
			ctx = hc.Context()
		}
		if status >= http.StatusInternalServerError {
			return internal(ctx, errors.Join(append(errs, errors.New(message))...))
		}
		p := &problem{Type: "/problems/" + codeOf(status), Title: titleOf(status), Status: status, Detail: message, RequestID: requestIDOf(ctx)}
		if text, ok := refusals[status]; ok {
			p.Detail = text
			return p
		}
		if message == noBody {
			p.Errors = []fault.Field{{Location: "body", Code: "required", Message: "Send a JSON object as the body."}}
		}
		for _, err := range errs {
			var d huma.ErrorDetailer
			if errors.As(err, &d) {
				p.Errors = append(p.Errors, fieldOf(d.ErrorDetail()))
			}
		}
		if hc != nil && status == http.StatusUnprocessableEntity {
			p.Errors = alsoFaulty(hc, p.Errors)
		}
		if len(p.Errors) > 0 {
			p.Detail = "Some fields need your attention: see errors."
		}
		return p
	}
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return huma.NewErrorWithContext(nil, status, message, errs...)
	}
}

// noBody is how Huma says that a body is missing.
const noBody = "request body is required"

func titleOf(status int) string {
	for _, s := range statuses {
		if s.status == status {
			return s.title
		}
	}
	return http.StatusText(status)
}

func codeOf(status int) string {
	if status == http.StatusUnprocessableEntity {
		return "invalid-input"
	}
	return strings.ReplaceAll(strings.ToLower(http.StatusText(status)), " ", "-")
}

// answerError answers what Echo itself refuses: unknown paths and methods, bodies
// that are too large, panics.
func (a *API) answerError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	ctx := c.Request().Context()
	p, ok := errors.AsType[*problem](problemOf(ctx, echoProblem(ctx, err)))
	if !ok {
		p = internal(ctx, err)
	}
	for name, values := range p.GetHeaders() {
		c.Response().Header()[name] = values
	}
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json")
	if err := c.JSON(p.Status, p); err != nil {
		slog.WarnContext(ctx, "could not answer", "error", err)
	}
}

func echoProblem(ctx context.Context, err error) error {
	he, ok := errors.AsType[*echo.HTTPError](err)
	if !ok || he.Code >= http.StatusInternalServerError {
		return err
	}
	return &problem{Type: "/problems/" + codeOf(he.Code), Title: titleOf(he.Code), Status: he.Code,
		Detail: refusals[he.Code], RequestID: requestIDOf(ctx)}
}

var refusals = map[int]string{
	http.StatusNotFound:              "There is nothing at this address. See /api/v1/openapi.json for what there is.",
	http.StatusMethodNotAllowed:      "This address does not answer this method. See /api/v1/openapi.json.",
	http.StatusRequestEntityTooLarge: "The request is larger than 1 MiB. Send less at once.",
	http.StatusUnsupportedMediaType:  "Send JSON, as application/json.",
	http.StatusForbidden:             "The request came from another site, so it was refused.",
}

// fieldOf turns Huma's finding into a field; a missing one is located at itself,
// not at its parent.
func fieldOf(d *huma.ErrorDetail) fault.Field {
	code, message, _ := strings.Cut(d.Message, ": ")
	location := d.Location
	if strings.HasSuffix(d.Message, " parameter is missing") {
		return fault.Field{Location: location, Code: "required", Message: "This is missing."}
	}
	if name, ok := strings.CutPrefix(d.Message, "required "); ok {
		return fault.Field{Location: location + "." + name, Code: "required", Message: "This is missing."}
	}
	if ours, ok := ofParameters[d.Message]; ok {
		code, message = ours.code, ours.message
	}
	if code == "invalid value" { // of parameters, ids alone read themselves
		code, message = "uuid", "Give ids such as 01890a5d-ac96-774b-bcce-b302099a8057, with commas between them"
	}
	if message == "" {
		code, message = "invalid", "Give a value that fits"
	}
	message = strings.Replace(message, "at least 1 characters", "at least 1 character", 1)
	return fault.Field{Location: location, Code: code, Message: strings.TrimSuffix(message, ".") + "."}
}

// onlyTrue is Huma's finding in a filter that is not true: without it nothing is filtered,
// so that false would be taken for its contrary.
const onlyTrue = `choice: Give one of "true".`

// ofParameters are Huma's words for parameters that cannot be read, and ours.
var ofParameters = map[string]struct{ code, message string }{
	"invalid integer": {"integer", "Give a whole number."},
	"invalid boolean": {"boolean", "Give true or false."},
	onlyTrue:          {"choice", "Give true, or leave it out."},
}

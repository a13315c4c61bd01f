package api

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"ajar/internal/clock"
	"ajar/internal/fault"
)

// maxBody is the largest request body, in bytes.
const maxBody = 1 << 20

type contextKey int

const (
	keyRequestID contextKey = iota
	keyLanguage
	keyCaller
	keyUnhurried
	keyMisread
)

func with(c echo.Context, key contextKey, value any) {
	c.SetRequest(c.Request().WithContext(context.WithValue(c.Request().Context(), key, value)))
}

func requestIDOf(ctx context.Context) string {
	id, _ := ctx.Value(keyRequestID).(string)
	return id
}

// languageOf is the language the caller asked for: en, es or pl.
func languageOf(ctx context.Context) string {
	l, _ := ctx.Value(keyLanguage).(string)
	return l
}

var (
	spoken    = []string{"en", "es", "pl"}
	languages = language.NewMatcher([]language.Tag{language.English, language.Spanish, language.Polish})
)

// patience is how long a request may take: a database that does not answer makes
// it a 503, never a wait without end.
const patience = 20 * time.Second

// requestID names the request, in the answer and in the log, reads the caller's
// language, and says how long it may take.
func (a *API) requestID(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		unhurried := c.Request().Context()
		ctx, cancel := context.WithTimeout(context.WithValue(unhurried, keyUnhurried, unhurried), patience)
		defer cancel()
		c.SetRequest(c.Request().WithContext(ctx))
		id := clock.NewID().String()
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		with(c, keyRequestID, id)
		_, index := language.MatchStrings(languages, c.Request().Header.Get("Accept-Language"))
		with(c, keyLanguage, spoken[index])
		return next(c)
	}
}

// unhurried is a request's context without the end that patience sets: it ends when the
// caller goes, or the program does.
func unhurried(ctx context.Context) context.Context {
	return ctx.Value(keyUnhurried).(context.Context)
}

// record logs and measures the request: never its body, its query or who it was.
func (a *API) record(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		if err := next(c); err != nil {
			c.Error(err)
		}
		took := time.Since(began)
		a.metrics.observe(c.Request().Method, c.Path(), c.Response().Status, took)
		a.Log.LogAttrs(c.Request().Context(), slog.LevelDebug, "request", slog.String("method", c.Request().Method), slog.String("route", c.Path()),
			slog.Int("status", c.Response().Status), slog.Duration("took", took), slog.String("request_id", requestIDOf(c.Request().Context())))
		return nil
	}
}

func (a *API) recoverPanic(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			switch r := recover(); r {
			case nil:
			case http.ErrAbortHandler:
				panic(r) // the answer is broken off
			default:
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		return next(c)
	}
}

// secure sets the headers that keep pages and answers to themselves.
func (a *API) secure(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if isAPI(c.Request().URL.Path) {
			h.Set("Cache-Control", "no-store")
			h.Add("Vary", "Accept-Language")
		}
		return next(c)
	}
}

func isAPI(path string) bool { return strings.HasPrefix(path, "/api/") }

func (a *API) limitBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().ContentLength > maxBody {
			return echo.ErrStatusRequestEntityTooLarge
		}
		c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, maxBody+1)
		return next(c)
	}
}

// readable finds what is wrong with a query before anybody reads it: what PostgreSQL cannot
// (the character NUL, bytes that are no text), what the operation does not know, and what
// stands there twice. A parameter that takes several values may; Huma would read the first
// alone. It is refused later, beside whatever else is wrong.
func (a *API) readable(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		known, documented := a.parameters[c.Request().Method+" "+c.Path()]
		if c.Request().URL.RawQuery == "" || !documented {
			return next(c)
		}
		query := c.QueryParams() // what Huma reads
		for _, name := range slices.Sorted(maps.Keys(query)) {
			values, takes := query[name], known[name]
			switch {
			case slices.ContainsFunc(values, unreadable):
				misread(c, name, "unreadable", "Give a text in UTF-8 without the character NUL.")
			case takes == nil:
				misread(c, name, "unknown", "There is no such parameter. Leave it out.")
			case len(values) < 2:
			case takes.Schema.Type == huma.TypeArray:
				query.Set(name, strings.Join(values, ","))
			default:
				misread(c, name, "repeated", "Give this parameter once.")
			}
		}
		return next(c)
	}
}

// misread keeps what is wrong with a parameter, and takes it out of the query.
func misread(c echo.Context, name, code, message string) {
	bad := fault.Field{Location: "query." + strings.ToValidUTF8(name, "?"), Code: code, Message: message}
	with(c, keyMisread, append(misreadOf(c.Request().Context()), bad))
	c.QueryParams().Del(name)
}

func misreadOf(ctx context.Context) []fault.Field {
	bad, _ := ctx.Value(keyMisread).([]fault.Field)
	return bad
}

func unreadable(text string) bool { return !utf8.ValidString(text) || strings.ContainsRune(text, 0) }

// crossOrigin refuses writes that another site makes with the reader's cookie.
func (a *API) crossOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	protection := http.NewCrossOriginProtection()
	if a.BaseURL != nil {
		if err := protection.AddTrustedOrigin(a.BaseURL.Scheme + "://" + a.BaseURL.Host); err != nil {
			a.Log.Warn("the base URL is no origin", "error", err)
		}
	}
	return func(c echo.Context) error {
		if err := protection.Check(c.Request()); err != nil {
			return echo.ErrForbidden
		}
		return next(c)
	}
}

// clientAddress believes forwarding headers of the trusted proxies alone.
func clientAddress(trusted []netip.Prefix) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range trusted {
		_, network, err := net.ParseCIDR(p.Masked().String())
		if err == nil {
			options = append(options, echo.TrustIPRange(network))
		}
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

// overTLS reports whether the person's connection is encrypted, as far as we or
// a trusted proxy can tell.
func (a *API) overTLS(r *http.Request) bool {
	if r.TLS != nil || a.BaseURL != nil && a.BaseURL.Scheme == "https" {
		return true
	}
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	believed := err == nil && slices.ContainsFunc(a.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(peer.Addr().Unmap()) })
	return believed && r.Header.Get("X-Forwarded-Proto") == "https"
}

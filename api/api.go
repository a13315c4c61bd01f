// Package api is the public door: routes, sessions, errors, and the pages. It is
// the only package that knows Echo and Huma. A handler reads the request, calls
// one use case, and answers; every route and who may call it stand in one table,
// in routes.go.
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/google/uuid"
	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/database"
	"ajar/internal/idempotency"
	"ajar/internal/live"
	"ajar/internal/notifications"
	"ajar/lessons"
	"ajar/review"
)

// Deps are what the API is made of.
type Deps struct {
	Database      *database.DB
	Accounts      *accounts.Store
	Experiments   *experiments.Store
	Reviews       *review.Store
	Lessons       *lessons.Store
	Digests       *lessons.Digests
	Idempotency   *idempotency.Store
	Notifications *notifications.Store
	Live          *live.Hub
	Measures      []prometheus.Collector                       // what else /metrics tells
	FillExample   func(context.Context, accounts.Person) error // fills an empty registry inside the caller's transaction
	Pages         fs.FS                                        // the built pages; without index.html a page says how to build them
	Log           *slog.Logger

	BaseURL        *url.URL       // where people reach us, when it is not the listener
	ListenLoopback bool           // the listener is on a loopback address
	SetupCode      string         // what setup asks for from elsewhere than this machine
	TrustedProxies []netip.Prefix // whose forwarding headers are believed
	MetricsToken   string         // opens /metrics to others than this machine
	Version        string
}

// API answers requests.
type API struct {
	Deps
	huma    huma.API
	echo    *echo.Echo
	metrics *metrics
	sealing sealing
	exports exports

	questions  map[string]bool                   // the POSTs that change nothing, by the router's path
	parameters map[string]map[string]*huma.Param // those of the query that each operation takes, as method and router's path
}

// New wires the routes. The handler is safe for concurrent use.
func New(d Deps) *API {
	a := &API{Deps: d, echo: echo.New(), metrics: newMetrics(d.Measures), questions: map[string]bool{}}
	a.echo.IPExtractor = clientAddress(d.TrustedProxies)
	a.echo.HTTPErrorHandler = a.answerError
	a.echo.Use(a.requestID, a.record, a.recoverPanic, a.secure, a.limitBody, a.crossOrigin, a.readable, a.authenticate, a.openCursor, a.idempotent, a.pages)
	config := configuration(d.Version)
	config.Transformers = append(config.Transformers, a.closeCursor)
	a.huma = humaecho.NewV4(a.echo, config)
	a.huma.UseMiddleware(a.admit)
	a.routes()
	a.parameters = parameters(a.huma.OpenAPI())
	for _, schema := range a.huma.OpenAPI().Components.Schemas.Map() {
		nullIsAChoice(schema)
	}
	a.feeds()
	a.unsubscribing()
	a.health()
	return a
}

// ServeHTTP answers one request; HEAD is GET without its body.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if known := routed(r.URL.Path); known != r.URL.Path {
		r = r.Clone(r.Context())
		r.URL.Path, r.URL.RawPath = known, ""
	}
	if r.Method == http.MethodHead {
		get := r.Clone(context.WithValue(r.Context(), withoutBody{}, true))
		get.Method = http.MethodGet
		w, r = bodyless{w}, get
	}
	a.echo.ServeHTTP(w, r)
}

// withoutBody is true in the context of a HEAD, for what is dear to write.
type withoutBody struct{}

type bodyless struct{ http.ResponseWriter }

func (bodyless) Write(b []byte) (int, error) { return len(b), nil }

// OpenAPI is the OpenAPI 3.1 document, as JSON to be read and compared.
func (a *API) OpenAPI() ([]byte, error) {
	document, err := a.huma.OpenAPI().MarshalJSON()
	if err != nil {
		return nil, err
	}
	var indented bytes.Buffer
	err = json.Indent(&indented, append(document, '\n'), "", "  ")
	return indented.Bytes(), err
}

func configuration(version string) huma.Config {
	c := huma.DefaultConfig("Ajar", version)
	c.Info.Description = "An experiment registry for teams who serve customers: two-way doors start at once, one-way doors get a short, fair review, and lessons are found by the next team."
	c.OpenAPIPath = "/api/v1/openapi"
	c.DocsPath, c.SchemasPath = "", ""
	c.CreateHooks = nil
	c.RejectUnknownQueryParameters = false // readable does, beside the rest
	c.Formats = strictFormats()
	c.DefaultFormat = "application/json"
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	c.Components.Schemas.RegisterTypeAlias(reflect.TypeFor[uuid.UUID](), reflect.TypeFor[identifier]())
	c.Components.Schemas.RegisterTypeAlias(reflect.TypeFor[experiments.Kind](), reflect.TypeFor[happeningKind]())
	c.Components.Schemas.RegisterTypeAlias(reflect.TypeFor[experiments.Patch](), reflect.TypeFor[offerable]())
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: sessionCookie},
		"token":   {Type: "http", Scheme: "bearer", BearerFormat: "ajar_…"},
	}
	return c
}

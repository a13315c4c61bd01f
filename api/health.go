package api

import (
	"context"
	"crypto/subtle"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// health answers the questions of the machines that watch us.
func (a *API) health() {
	a.echo.GET("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	a.echo.GET("/readyz", a.ready)
	a.echo.GET("/metrics", a.showMetrics)
}

// watched reports whether a page's name is one of those addresses, with a slash too many:
// a machine must not take the page for health.
func watched(name string) bool {
	return slices.Contains([]string{"healthz", "readyz", "metrics"}, name)
}

// ready answers 200 when the database is reachable and migrated, else 503.
func (a *API) ready(c echo.Context) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), 2*time.Second)
	defer cancel()
	have, want, err := a.Database.Schema(ctx)
	if err == nil && have == want {
		return c.String(http.StatusOK, "ready\n")
	}
	c.Response().Header().Set("Retry-After", "2")
	if err != nil {
		return c.String(http.StatusServiceUnavailable, "the database is away\n")
	}
	return c.String(http.StatusServiceUnavailable, "the database is at schema "+strconv.FormatInt(have, 10)+", the program at "+strconv.FormatInt(want, 10)+"\n")
}

type metrics struct {
	registry *prometheus.Registry
	took     *prometheus.HistogramVec
}

func newMetrics(more []prometheus.Collector) *metrics {
	m := &metrics{registry: prometheus.NewRegistry(), took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "ajar_request_seconds", Help: "How long requests took, by route and status.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5},
	}, []string{"method", "route", "status"})}
	m.registry.MustRegister(m.took, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.registry.MustRegister(more...)
	return m
}

var methods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions}

func (m *metrics) observe(method, route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	if !slices.Contains(methods, method) {
		method = "other" // anybody may make methods up
	}
	m.took.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
}

// showMetrics answers this machine, and who knows the token.
func (a *API) showMetrics(c echo.Context) error {
	if !a.mayMeasure(c.Request()) {
		return echo.ErrNotFound
	}
	promhttp.HandlerFor(a.metrics.registry, promhttp.HandlerOpts{}).ServeHTTP(c.Response(), c.Request())
	return nil
}

func (a *API) mayMeasure(r *http.Request) bool {
	token, sent := bearerToken(r)
	known := sent && a.MetricsToken != "" && subtle.ConstantTimeCompare([]byte(token), []byte(a.MetricsToken)) == 1
	return known || fromThisMachine(r)
}

// fromThisMachine reports whether the peer itself is on a loopback address and no
// proxy stands between.
func fromThisMachine(r *http.Request) bool {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && peer.Addr().Unmap().IsLoopback() && !forwarded(r)
}

// forwarded reports whether a proxy has left its mark, even an empty one.
func forwarded(r *http.Request) bool {
	for name := range r.Header {
		if name == "Forwarded" || name == "X-Real-Ip" || strings.HasPrefix(name, "X-Forwarded-") {
			return true
		}
	}
	return false
}

package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ajar/api"
	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/packed"
	"ajar/internal/search"
)

// arrival is a request as it reaches the handler: from where, and how it calls us.
type arrival struct {
	peer    string // the address it comes from; empty: this machine
	host    string
	headers []string // pairs
	cookie  string
}

func (a arrival) send(h http.Handler, method, path string, body any) *httptest.ResponseRecorder {
	var content bytes.Buffer
	if body != nil {
		_ = json.NewEncoder(&content).Encode(body)
	}
	r := httptest.NewRequest(method, path, &content)
	r.RemoteAddr, r.Host = "127.0.0.1:40000", "127.0.0.1:8080"
	if a.peer != "" {
		r.RemoteAddr = a.peer
	}
	if a.host != "" {
		r.Host = a.host
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if a.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "ajar_session", Value: a.cookie})
	}
	for i := 0; i < len(a.headers); i += 2 {
		r.Header[http.CanonicalHeaderKey(a.headers[i])] = []string{a.headers[i+1]}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// empty is the door of a registry that is not set up.
func empty(db *database.DB, change func(*api.Deps)) *api.API {
	d := api.Deps{Database: db, Accounts: accounts.New(db, clock.Clock{}), Experiments: experiments.New(db, clock.Clock{}, search.NewStore(db)),
		Pages: fstest.MapFS{}, Log: quiet, ListenLoopback: true, SetupCode: "the-code"}
	change(&d)
	return api.New(d)
}

func baseURL(address string) func(*api.Deps) {
	return func(d *api.Deps) { d.BaseURL, _ = url.Parse(address) }
}

var founding = object{"organisation": "Harbour Hotels", "name": "Ada", "email": "ada@example.org", "password": password}

// Only who sits at this machine sets the registry up without the code.
func TestWhoSetsUpWithoutTheCode(t *testing.T) {
	t.Parallel()
	asIs := func(*api.Deps) {}
	db := databasetest.New(t, database.SQLite)
	for _, c := range []struct {
		why     string
		from    arrival
		deps    func(*api.Deps)
		without bool
	}{
		{"at this machine", arrival{}, asIs, true},
		{"by name", arrival{host: "localhost:8080"}, asIs, true},
		{"by IPv6", arrival{peer: "[::1]:40000", host: "[::1]:8080"}, asIs, true},
		{"by IPv6 without a port", arrival{peer: "[::1]:40000", host: "[::1]"}, asIs, true},
		{"at its own base URL", arrival{}, baseURL("http://localhost:8080"), true},
		{"from another machine", arrival{peer: "192.0.2.7:40000"}, asIs, false},
		{"on a listener that others reach", arrival{}, func(d *api.Deps) { d.ListenLoopback = false }, false},
		{"by a name that a page elsewhere made up", arrival{host: "ajar.example.org"}, asIs, false},
		{"by a name that begins so", arrival{host: "localhost.example.org"}, asIs, false},
		{"at a public base URL", arrival{}, baseURL("https://ajar.example.org"), false},
		{"through a proxy", arrival{headers: []string{"X-Forwarded-For", "192.0.2.7"}}, asIs, false},
		{"through a proxy that says nothing", arrival{headers: []string{"X-Forwarded-For", ""}}, asIs, false},
		{"through a modern proxy", arrival{headers: []string{"Forwarded", "for=192.0.2.7"}}, asIs, false},
		{"through a proxy that says its port", arrival{headers: []string{"X-Forwarded-Port", "443"}}, asIs, false},
		{"through a proxy that says its scheme", arrival{headers: []string{"X-Forwarded-Proto", "https"}}, asIs, false},
		{"through nginx", arrival{headers: []string{"X-Real-IP", "192.0.2.7"}}, asIs, false},
	} {
		a := empty(db, c.deps)
		var state struct {
			Done      bool
			NeedsCode bool `json:"needs_code"`
		}
		if err := json.Unmarshal(c.from.send(a, "GET", "/api/v1/setup", nil).Body.Bytes(), &state); err != nil || state.NeedsCode == c.without || state.Done {
			t.Errorf("%s: %+v, %v", c.why, state, err)
		}
		// A short password keeps it from being set up here, after the code was asked.
		for code, asked := range map[string]bool{"": !c.without, "wrong": !c.without, "the-code": false} {
			w := c.from.send(a, "POST", "/api/v1/setup", with(founding, object{"password": "short", "code": code}))
			if got := strings.Contains(w.Body.String(), `"body.code"`); got != asked || w.Code != 422 {
				t.Errorf("%s, with the code %q: %d %s", c.why, code, w.Code, w.Body)
			}
		}
	}
	far := arrival{peer: "192.0.2.7:40000"}
	if w := far.send(empty(db, func(d *api.Deps) { d.SetupCode = "" }), "POST", "/api/v1/setup", with(founding, object{"code": ""})); w.Code != 422 {
		t.Errorf("without any code: %d %s", w.Code, w.Body)
	}
	if w := far.send(empty(db, asIs), "POST", "/api/v1/setup", with(founding, object{"code": "the-code"})); w.Code != 201 {
		t.Errorf("with the code: %d %s", w.Code, w.Body)
	}
	if w := far.send(empty(db, asIs), "POST", "/api/v1/setup", founding); w.Code != 409 {
		t.Errorf("again: %d %s", w.Code, w.Body)
	}
	if w := far.send(empty(db, asIs), "GET", "/api/v1/setup", nil); !strings.Contains(w.Body.String(), `"needs_code":false`) {
		t.Errorf("afterwards: %s", w.Body)
	}
}

// A session's cookie is for us alone, and behind TLS for TLS alone.
func TestTheCookie(t *testing.T) {
	t.Parallel()
	db := databasetest.New(t, database.SQLite)
	arrival{}.send(empty(db, func(*api.Deps) {}), "POST", "/api/v1/setup", founding)
	proxy := func(d *api.Deps) { d.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")} }
	https := []string{"X-Forwarded-Proto", "https"}
	for _, c := range []struct {
		why    string
		from   arrival
		deps   func(*api.Deps)
		secure bool
	}{
		{"plain", arrival{}, func(*api.Deps) {}, false},
		{"at an https address", arrival{}, baseURL("https://ajar.example.org"), true},
		{"behind a trusted proxy with TLS", arrival{peer: "10.1.2.3:1", headers: https}, proxy, true},
		{"behind a trusted proxy without", arrival{peer: "10.1.2.3:1"}, proxy, false},
		{"from somebody who says so", arrival{peer: "192.0.2.7:1", headers: https}, proxy, false},
	} {
		a := empty(db, c.deps)
		in := c.from.send(a, "POST", "/api/v1/session", object{"email": "ada@example.org", "password": password})
		if in.Code != 200 {
			t.Fatalf("%s: %d %s", c.why, in.Code, in.Body)
		}
		cookie := in.Result().Cookies()[0]
		if cookie.Name != "ajar_session" || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Domain != "" || cookie.Secure != c.secure || cookie.Expires.IsZero() {
			t.Errorf("%s: %s", c.why, in.Header().Get("Set-Cookie"))
		}
		mine := c.from
		mine.cookie = cookie.Value
		if w := mine.send(a, "GET", "/api/v1/session", nil); w.Code != 200 {
			t.Errorf("%s: %d %s", c.why, w.Code, w.Body)
		}
		out := mine.send(a, "DELETE", "/api/v1/session", nil)
		if gone := out.Result().Cookies()[0]; out.Code != 204 || gone.MaxAge >= 0 || gone.Value != "" || gone.Secure != c.secure || !gone.HttpOnly {
			t.Errorf("%s: signed out with %d %s", c.why, out.Code, out.Header().Get("Set-Cookie"))
		}
		if w := mine.send(a, "GET", "/api/v1/session", nil); w.Code != 401 {
			t.Errorf("%s: still signed in: %d", c.why, w.Code)
		}
	}
}

// A page of another site cannot write with the reader's cookie.
func TestWritesFromOtherSites(t *testing.T) {
	t.Parallel()
	db := databasetest.New(t, database.SQLite)
	plain, public := empty(db, func(*api.Deps) {}), empty(db, baseURL("https://ajar.example.org"))
	for _, c := range []struct {
		a       *api.API
		headers []string
		refused bool
	}{
		{plain, nil, false}, // no browser
		{plain, []string{"Origin", "http://127.0.0.1:8080"}, false},
		{plain, []string{"Origin", "http://127.0.0.1:8080", "Sec-Fetch-Site", "same-origin"}, false},
		{plain, []string{"Origin", "https://evil.example.org"}, true},
		{plain, []string{"Origin", "null"}, true},
		{plain, []string{"Sec-Fetch-Site", "cross-site"}, true},
		{plain, []string{"Sec-Fetch-Site", "same-site"}, true},
		{public, []string{"Origin", "https://ajar.example.org"}, false},
		{public, []string{"Origin", "https://ajar.example.org", "Sec-Fetch-Site", "cross-site"}, false},
		{public, []string{"Origin", "https://evil.example.org"}, true},
	} {
		for _, call := range []struct{ method, path string }{{"POST", "/api/v1/session"}, {"PATCH", "/api/v1/experiments/E-1"}, {"DELETE", "/api/v1/session"}, {"PUT", "/api/v1/organisation"}} {
			w := arrival{headers: c.headers}.send(c.a, call.method, call.path, object{})
			if refused := w.Code == 403; refused != c.refused || refused && (w.Header().Get("Content-Type") != "application/problem+json" || w.Header().Get("X-Request-ID") == "") {
				t.Errorf("%s %s with %v: %d %s", call.method, call.path, c.headers, w.Code, w.Body)
			}
		}
		if w := (arrival{headers: c.headers}).send(c.a, "GET", "/api/v1/setup", nil); w.Code != 200 {
			t.Errorf("GET with %v: %d", c.headers, w.Code)
		}
	}
}

// Nobody learns who has an account, and who guesses is slowed down.
func TestSigningInTellsNothing(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		nobody := v.guest()
		try := func(email string) reply {
			return nobody.post(t, "/session", object{"email": email, "password": "not the one"})
		}
		known, unknown := try("ada@example.org").refused(401, "wrong-credentials"), try("nobody@example.org").refused(401, "wrong-credentials")
		invited, odd := try("nora.norout@example.org").refused(401, "wrong-credentials"), try("no address").refused(401, "wrong-credentials")
		for _, r := range []reply{unknown, invited, odd} {
			if r.text("detail") != known.text("detail") || r.header.Get("Set-Cookie") != "" {
				t.Errorf("one is told %s, another %s", known.raw, r.raw)
			}
		}
		throttled := reply{}
		for range 8 {
			throttled = try("ada@example.org")
		}
		if throttled.refused(429, "too-many-tries"); throttled.header.Get("Retry-After") == "" {
			t.Errorf("not told when: %v", throttled.header)
		}
		v.watch.pass(time.Minute)
		for range 2 {
			try("ada@example.org")
		}
		v.watch.pass(500 * time.Millisecond)
		wait, err := strconv.Atoi(try("ada@example.org").refused(429, "too-many-tries").header.Get("Retry-After"))
		if err != nil {
			t.Fatal(err)
		}
		v.watch.pass(time.Duration(wait) * time.Second)
		try("ada@example.org").refused(401, "wrong-credentials") // who waited as long as they were told is heard
	})
}

// The measurements are this machine's, or whose has the token.
func TestMetrics(t *testing.T) {
	t.Parallel()
	db := databasetest.New(t, database.SQLite)
	open, token := empty(db, func(*api.Deps) {}), empty(db, func(d *api.Deps) { d.MetricsToken = "m3tr1cs" })
	bearer := func(token string) []string { return []string{"Authorization", "Bearer " + token} }
	for _, c := range []struct {
		a    *api.API
		from arrival
		may  bool
	}{
		{open, arrival{}, true},
		{open, arrival{peer: "192.0.2.7:1"}, false},
		{open, arrival{peer: "192.0.2.7:1", headers: bearer("")}, false},
		{open, arrival{headers: []string{"X-Forwarded-For", "192.0.2.7"}}, false},
		{token, arrival{}, true},
		{token, arrival{peer: "192.0.2.7:1"}, false},
		{token, arrival{peer: "192.0.2.7:1", headers: bearer("guess")}, false},
		{token, arrival{peer: "192.0.2.7:1", headers: bearer("m3tr1cs")}, true},
		{token, arrival{peer: "192.0.2.7:1", headers: []string{"Authorization", "bearer m3tr1cs"}}, true},
		{token, arrival{peer: "192.0.2.7:1", headers: []string{"Authorization", "Basic m3tr1cs"}}, false},
		{token, arrival{headers: append(bearer("m3tr1cs"), "X-Forwarded-For", "192.0.2.7")}, true},
	} {
		c.from.send(c.a, "GET", "/api/v1/experiments/E-7", nil)
		c.from.send(c.a, "BREW", "/api/v1/experiments/E-7", nil)
		w := c.from.send(c.a, "GET", "/metrics", nil)
		if may := w.Code == 200; may != c.may || may != strings.Contains(w.Body.String(), `route="/api/v1/experiments/:id"`) || strings.Contains(w.Body.String(), "E-7") || strings.Contains(w.Body.String(), "BREW") || !may && w.Code != 404 {
			t.Errorf("%+v: %d %.200s", c.from, w.Code, w.Body)
		}
	}
}

// The pages are a file where there is one and the application everywhere else;
// nothing of the API ever answers with a page.
func TestPages(t *testing.T) {
	t.Parallel()
	a := empty(databasetest.New(t, database.SQLite), func(d *api.Deps) {
		packedOnly, err := packed.Pack([]byte("large()"))
		if err != nil {
			t.Fatal(err)
		}
		d.Pages = fstest.MapFS{"assets/large-3c4d.js.gz": {Data: packedOnly}, "index.html": {Data: []byte("<title>Ajar</title>")}, "assets/app-1a2b.js": {Data: []byte("go()")}, "assets/app-1a2b.js.br": {Data: []byte("br")},
			"assets/app-1a2b.js.gz": {Data: []byte("gz")}, "manifest.webmanifest": {Data: []byte("{}")}, "sw.js": {Data: []byte("keep()")}, "icon.svg": {Data: []byte("<svg/>")}}
	})
	br, gz := []string{"Accept-Encoding", "gzip, br"}, []string{"Accept-Encoding", "gzip;q=1, br;q=0"}
	for _, c := range []struct {
		method, path       string
		headers            []string
		code               int
		body, media, cache string
		csp                bool
	}{
		{"GET", "/", nil, 200, "<title>Ajar</title>", "text/html; charset=utf-8", "no-cache", true},
		{"GET", "/experiments/E-42", nil, 200, "<title>Ajar</title>", "text/html; charset=utf-8", "no-cache", true},
		{"GET", "/index.html", nil, 200, "<title>Ajar</title>", "text/html; charset=utf-8", "no-cache", true},
		{"HEAD", "/", nil, 200, "", "text/html; charset=utf-8", "no-cache", true},
		{"GET", "/apis", nil, 200, "<title>Ajar</title>", "text/html; charset=utf-8", "no-cache", true},
		{"GET", "/assets/app-1a2b.js", nil, 200, "go()", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", false},
		{"GET", "/assets/app-1a2b.js", br, 200, "br", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", false},
		{"GET", "/assets/app-1a2b.js", gz, 200, "gz", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", false},
		{"GET", "/assets/large-3c4d.js", nil, 200, "large()", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", false},
		{"GET", "/manifest.webmanifest", nil, 200, "{}", "application/manifest+json", "public, max-age=3600", false},
		{"GET", "/sw.js", nil, 200, "keep()", "text/javascript; charset=utf-8", "no-cache", false},
		{"GET", "/favicon.ico", nil, 404, "", "application/problem+json", "", false},
		{"GET", "/readyz/", nil, 404, "", "application/problem+json", "", false},
		{"GET", "/experiments/E-42.", nil, 200, "<title>Ajar</title>", "text/html; charset=utf-8", "no-cache", true},
		{"GET", "/assets/app-old.js", nil, 404, "", "application/problem+json", "", false},
		{"GET", "/api", nil, 404, "", "application/problem+json", "", false},
		{"GET", "/api/v1/nowhere", nil, 404, "", "application/problem+json", "", false},
		{"GET", "/api/../../etc/passwd", nil, 200, "<title>Ajar</title>", "text/html; charset=utf-8", "no-cache", true},
		{"GET", "/assets/../../go.mod", nil, 404, "", "application/problem+json", "", false},
		{"POST", "/", nil, 404, "", "application/problem+json", "", false},
		{"POST", "/healthz", nil, 405, "", "application/problem+json", "", false},
		{"GET", "/healthz", nil, 200, "ok\n", "text/plain; charset=UTF-8", "", false},
		{"GET", "/readyz", nil, 200, "ready\n", "text/plain; charset=UTF-8", "", false},
	} {
		w := arrival{headers: c.headers}.send(a, c.method, c.path, nil)
		h := w.Header()
		if w.Code != c.code || c.body != "" && w.Body.String() != c.body || h.Get("Content-Type") != c.media || c.cache != "" && h.Get("Cache-Control") != c.cache || c.method == "HEAD" && w.Body.Len() > 0 {
			t.Errorf("%s %s %v: %d %v %.100s", c.method, c.path, c.headers, w.Code, h, w.Body)
		}
		policy := h.Get("Content-Security-Policy")
		if c.csp != (policy != "") || strings.Contains(policy, "unsafe") || c.csp && !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s %s: policy %q", c.method, c.path, policy)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "same-origin" || h.Get("X-Request-ID") == "" {
			t.Errorf("%s %s: %v", c.method, c.path, h)
		}
	}
	tag := arrival{}.send(a, "GET", "/icon.svg", nil).Header().Get("ETag")
	for _, kept := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} { // proxies that pack weaken tags (RFC 9110, section 13.1.2)
		again := arrival{headers: []string{"If-None-Match", kept}}.send(a, "GET", "/icon.svg", nil)
		if again.Code != 304 || again.Body.Len() > 0 {
			t.Errorf("the same file again, kept as %s: %d %s", kept, again.Code, again.Body)
		}
	}
	unbuilt := arrival{}.send(empty(databasetest.New(t, database.SQLite), func(*api.Deps) {}), "GET", "/", nil)
	if unbuilt.Code != 200 || !strings.Contains(unbuilt.Body.String(), "make build") || unbuilt.Header().Get("Content-Security-Policy") == "" {
		t.Errorf("without pages: %d %s", unbuilt.Code, unbuilt.Body)
	}
}

// Ready is who has a database that answers, of this program's schema.
func TestReady(t *testing.T) {
	t.Parallel()
	for _, dialect := range databasetest.Dialects {
		db, err := database.Open(t.Context(), databasetest.URL(t, dialect), database.Options{Log: quiet})
		if err != nil {
			t.Fatal(err)
		}
		a := empty(db, func(*api.Deps) {})
		is := func(path string, code int, words string) {
			t.Helper()
			w := arrival{}.send(a, "GET", path, nil)
			if w.Code != code || !strings.Contains(w.Body.String(), words) || (code == 503) != (w.Header().Get("Retry-After") != "") {
				t.Errorf("%s answers %d %v %s", path, w.Code, w.Header(), w.Body)
			}
		}
		is("/readyz", 200, "ready")
		if err := db.Write(t.Context()).Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, ?)", true).Error; err != nil {
			t.Fatal(err)
		}
		is("/readyz", 503, "9999")
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		is("/readyz", 503, "away")
		is("/healthz", 200, "ok")
	}
}

// What an answer of the API may be used for is said with it.
func TestAnswersAreNobodyElses(t *testing.T) {
	t.Parallel()
	a := empty(databasetest.New(t, database.SQLite), func(*api.Deps) {})
	for _, path := range []string{"/api/v1/setup", "/api/v1/session", "/api/v1/nowhere"} {
		h := arrival{}.send(a, "GET", path, nil).Header()
		got := []string{h.Get("Cache-Control"), h.Get("X-Content-Type-Options"), h.Get("Cross-Origin-Resource-Policy"), h.Get("Access-Control-Allow-Origin")}
		if diff := cmp.Diff([]string{"no-store", "nosniff", "same-origin", ""}, got); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

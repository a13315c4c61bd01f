package api

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ajar/internal/packed"
)

const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
	"font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// application is the page that every address without a file answers with.
const application = "index.html"

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Ajar</title>
<h1>The pages are not built yet</h1>
<p>Ajar is running and its API answers. Build the pages with <code>make build</code> (it needs Node), or start everything with <code>make run</code>.</p></html>
`

// pages serves the built pages at every address that no route has: a file where
// there is one, else the application, which finds its page by the address.
// Unknown files and API paths are 404, so that a stale tab never takes HTML for
// a script. It is no route, because a catch-all would make every 405 a 404.
func (a *API) pages(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		switch {
		case c.Path() != "" || r.Method != http.MethodGet || isAPI("/"+name+"/"):
			return next(c)
		case name == "", name == application:
		case a.serveFile(c, name):
			return nil
		case strings.HasPrefix(name, "assets/"), isFile(name), watched(name):
			return echo.ErrNotFound
		}
		return a.serveApplication(c)
	}
}

// isFile reports whether a name is that of a file beside the application: no page has a
// dot in the first part of its address.
func isFile(name string) bool { return !strings.Contains(name, "/") && path.Ext(name) != "" }

func (a *API) serveApplication(c echo.Context) error {
	h := c.Response().Header()
	h.Set("Content-Security-Policy", contentSecurityPolicy)
	if a.serveFile(c, application) {
		return nil
	}
	return c.HTML(http.StatusOK, notBuilt)
}

// encodings are the forms in which the build keeps each file, best first. Large files are
// kept compressed alone; who takes neither form gets one unpacked.
var encodings = []struct {
	name, suffix string
	unpack       bool
}{{"br", ".br", false}, {"gzip", ".gz", false}, {"", "", false}, {"", ".gz", true}}

func (a *API) serveFile(c echo.Context, name string) bool {
	accepted := c.Request().Header.Get("Accept-Encoding")
	for _, e := range encodings {
		if e.name != "" && !accepts(accepted, e.name) {
			continue
		}
		data, err := fs.ReadFile(a.Pages, name+e.suffix)
		if err != nil {
			continue
		}
		if e.unpack {
			data = []byte(packed.MustUnpack(data))
		}
		a.writeFile(c, name, e.name, data)
		return true
	}
	return false
}

// accepts reads an Accept-Encoding header; q=0 refuses.
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(name, encoding) {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}

func (a *API) writeFile(c echo.Context, name, encoding string, data []byte) {
	h := c.Response().Header()
	h.Add("Vary", "Accept-Encoding")
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	h.Set("Content-Type", typeOf(name))
	h.Set("Cache-Control", keepFor(name))
	tag := contentTag(data)
	h.Set("ETag", tag)
	if has(c.Request(), tag) {
		c.Response().WriteHeader(http.StatusNotModified)
		return
	}
	c.Response().WriteHeader(http.StatusOK)
	if _, err := c.Response().Write(data); err != nil {
		a.Log.DebugContext(c.Request().Context(), "could not answer", "error", err)
	}
}

// contentTag is an ETag that tells nothing but what the content is.
func contentTag(data []byte) string {
	sum := sha256.Sum256(data)
	return strconv.Quote(hex.EncodeToString(sum[:12]))
}

// has reports whether who asks has the content of a tag already. A tag may have been
// weakened on the way, by who packs what it passes on (RFC 9110, section 13.1.2).
func has(r *http.Request, tag string) bool {
	kept := r.Header.Get("If-None-Match")
	return kept == "*" || strings.Contains(kept, tag)
}

func typeOf(name string) string {
	if strings.HasSuffix(name, ".webmanifest") {
		return "application/manifest+json"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

// worker is the script that keeps the pages for when there is no connection.
const worker = "sw.js"

// keepFor: assets carry a hash in their names and never change; the application and
// its worker are asked for each time, so that no browser stays with an older
// version; the rest may be an hour old.
func keepFor(name string) string {
	switch {
	case strings.HasPrefix(name, "assets/"):
		return "public, max-age=31536000, immutable"
	case name == application, name == worker:
		return "no-cache"
	}
	return "public, max-age=3600"
}

package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
)

type object = map[string]any

// guest is somebody who calls; the zero value but for the house is nobody.
type guest struct {
	*house
	name, id string
	bearer   string
	cookie   string
}

// reply is an answer, held against the OpenAPI document when it came.
type reply struct {
	t      testing.TB
	asked  string
	status int
	header http.Header
	raw    text
	body   any
}

// text is a body; failures show its beginning.
type text []byte

func (b text) String() string { return string(b[:min(len(b), 500)]) }

func (g guest) get(t testing.TB, path string, headers ...string) reply {
	t.Helper()
	return g.call(t, http.MethodGet, path, nil, headers...)
}

func (g guest) post(t testing.TB, path string, body any, headers ...string) reply {
	t.Helper()
	return g.call(t, http.MethodPost, path, body, headers...)
}

func (g guest) put(t testing.TB, path string, body any, headers ...string) reply {
	t.Helper()
	return g.call(t, http.MethodPut, path, body, headers...)
}

// patch changes whatever is there unless headers say otherwise.
func (g guest) patch(t testing.TB, path string, body any, headers ...string) reply {
	t.Helper()
	return g.call(t, http.MethodPatch, path, body, append([]string{"If-Match", "*"}, headers...)...)
}

// call sends a request below /api/v1: body is nil, raw []byte or is made JSON;
// headers are pairs. It fails the test when the answer breaks the contract.
func (g guest) call(t testing.TB, method, path string, body any, headers ...string) reply {
	t.Helper()
	r := g.send(t, g.request(t, method, "/api/v1"+path, body, headers...))
	g.keepsContract(t, method, path, r)
	return r
}

func (g guest) request(t testing.TB, method, path string, body any, headers ...string) *http.Request {
	t.Helper()
	var content io.Reader
	raw, isRaw := body.([]byte)
	if body != nil && !isRaw {
		var err error
		if raw, err = json.Marshal(body); err != nil {
			t.Fatal(err)
		}
	}
	if body != nil {
		content = bytes.NewReader(raw)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, g.address+path, content)
	if err != nil {
		t.Fatal(err)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if g.bearer != "" {
		r.Header.Set("Authorization", "Bearer "+g.bearer)
	}
	if g.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "ajar_session", Value: g.cookie})
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// noRedirects and no cookies: each call stands for itself.
var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100, DisableCompression: true}}

func (g guest) send(t testing.TB, request *http.Request) reply {
	t.Helper()
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	stream := answer.Header.Get("Content-Type") == "text/event-stream" // which has no end
	var raw []byte
	if !stream {
		if raw, err = io.ReadAll(answer.Body); err != nil {
			t.Fatal(err)
		}
	}
	r := reply{t: t, asked: request.Method + " " + request.URL.RequestURI(), status: answer.StatusCode, header: answer.Header, raw: raw}
	if media := answer.Header.Get("Content-Type"); strings.HasPrefix(media, "text/") || media == "application/zip" {
		r.body = string(raw)
	} else if strings.Contains(media, "json") && len(raw) > 0 {
		if err := json.Unmarshal(raw, &r.body); err != nil {
			t.Fatalf("%s answered what is no JSON: %s", r.asked, raw)
		}
	}
	return r
}

// want fails unless the answer has the status.
func (r reply) want(status int) reply {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("%s answered %d, not %d: %s", r.asked, r.status, status, r.raw)
	}
	return r
}

// refused fails unless the answer is a problem of this status and type.
func (r reply) refused(status int, code string) reply {
	r.t.Helper()
	if r.want(status); r.text("type") != "/problems/"+code {
		r.t.Fatalf("%s was refused as %s, not %s: %s", r.asked, r.text("type"), code, r.raw)
	}
	return r
}

// at is a value of the body: "requirements.0.state"; nil where there is none.
func (r reply) at(path string) any {
	value := r.body
	for step := range strings.SplitSeq(path, ".") {
		switch v := value.(type) {
		case object:
			value = v[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(v) {
				return nil
			}
			value = v[i]
		default:
			return nil
		}
	}
	return value
}

func (r reply) text(path string) string {
	s, _ := r.at(path).(string)
	return s
}

func (r reply) list(path string) []any {
	l, _ := r.at(path).([]any)
	return l
}

// each is one field of every element of a list.
func (r reply) each(list, field string) []string {
	values := []string{}
	for i := range r.list(list) {
		values = append(values, r.text(list+"."+strconv.Itoa(i)+"."+field))
	}
	return values
}

// places are the locations and codes of every bad field that the answer names.
func (r reply) places() map[string]string {
	places := map[string]string{}
	for _, e := range r.list("errors") {
		field, _ := e.(object)
		location, _ := field["location"].(string)
		places[location], _ = field["code"].(string)
	}
	return places
}

func (r reply) etag() string { return r.header.Get("ETag") }

// keepsContract holds an answer against the OpenAPI document: the status is one
// that the operation names, the media type and the body are as described, and
// the request can be found in the log.
func (h *house) keepsContract(t testing.TB, method, path string, r reply) {
	t.Helper()
	if r.header.Get("X-Request-ID") == "" {
		t.Errorf("%s answered without X-Request-ID", r.asked)
	}
	if r.status == http.StatusUnauthorized && r.header.Get("WWW-Authenticate") == "" {
		t.Errorf("%s does not say how to sign in", r.asked)
	}
	op := h.operationOf(method, path)
	if op == nil {
		return
	}
	described := op.Responses[strconv.Itoa(r.status)]
	if described == nil {
		t.Errorf("%s answered %d, which the document does not name: %s", r.asked, r.status, r.raw)
		return
	}
	media, _, _ := strings.Cut(r.header.Get("Content-Type"), ";")
	content := described.Content[media]
	switch {
	case content == nil && (len(described.Content) > 0 || len(r.raw) > 0):
		t.Errorf("%s answered %d as %q, which the document does not name: %s", r.asked, r.status, media, r.raw)
	case content != nil:
		found := &huma.ValidateResult{}
		huma.Validate(h.api.Document().Components.Schemas, content.Schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, r.body, found)
		for _, err := range found.Errors {
			t.Errorf("%s answered %d with a body that is not as described: %v", r.asked, r.status, err)
		}
	}
}

// operationOf finds who answers a call, nil where nobody does.
func (h *house) operationOf(method, path string) *huma.Operation {
	path, _, _ = strings.Cut("/api/v1"+path, "?")
	var found *huma.Operation
	for template, item := range h.api.Document().Paths {
		if op := byMethod(item)[method]; op != nil && fits(template, path) && (found == nil || !strings.Contains(template, "{")) {
			found = op
		}
	}
	return found
}

func byMethod(p *huma.PathItem) map[string]*huma.Operation {
	return map[string]*huma.Operation{"GET": p.Get, "POST": p.Post, "PUT": p.Put, "PATCH": p.Patch, "DELETE": p.Delete}
}

func fits(template, address string) bool {
	a, b := strings.Split(template, "/"), strings.Split(address, "/")
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		_, ending, isOpen := strings.Cut(a[i], "}")
		if a[i] != b[i] && (!isOpen || path.Ext(b[i]) != ending) {
			return false
		}
	}
	return true
}

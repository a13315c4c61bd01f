package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is sent to who takes nothing is refused, all of it named: it would be lost without a
// word. Nothing, null and an object without fields are nothing.
func TestWhatTakesNoBodyRefusesOne(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		tried := 0
		for template, item := range v.api.Document().Paths {
			for method, op := range byMethod(item) {
				if op == nil || method == http.MethodGet || op.RequestBody != nil {
					continue
				}
				tried++
				path := strings.NewReplacer("/api/v1", "", "{n}", "1", "{id}", v.desk, "{person_id}", v.desk, "{comment}", v.desk).Replace(template)
				r := v.admin.call(t, method, path, object{"colour": 1, "Note": "Lost?"}).refused(422, "invalid-input")
				if diff := cmp.Diff(map[string]string{"body.colour": "unknown", "body.Note": "unknown"}, r.places()); diff != "" {
					t.Errorf("%s: %s", r.asked, diff)
				}
				v.admin.call(t, method, path, []any{1}).refused(422, "invalid-input")
				v.admin.call(t, method, path, []byte(`{`)).refused(400, "bad-request")
				v.admin.call(t, method, path, []byte(`note=lost`), "Content-Type", "application/x-www-form-urlencoded").refused(415, "unsupported-media-type")
			}
		}
		if tried < 20 {
			t.Errorf("only %d operations take no body", tried)
		}
		at := "/experiments/" + v.inState(t, "running")
		v.pia.post(t, at+"/pause", nil).want(200)
		v.pia.post(t, at+"/resume", object{}).want(200)
		v.pia.post(t, at+"/pause", []byte("null"), "Content-Type", "application/json; charset=utf-8").want(200)
		v.pia.post(t, at+"/resume", object{}, "Idempotency-Key", "once").want(200)
	})
}

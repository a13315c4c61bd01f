package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"ajar/api"
)

var update = flag.Bool("update", false, "write openapi.json anew")

const golden = "openapi.json"

// The document is what outside programs and the pages rely on, so a change of it
// is one that somebody has read: go test ./api -run OpenAPI -update
func TestOpenAPIIsAsWritten(t *testing.T) {
	got, err := api.New(api.Deps{Version: "dev", Log: quiet}).OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("the API changed; if that is meant, run `make api`:\n%s", diff)
	}
}

func TestOpenAPIIsServed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		served := h.guest().get(t, "/openapi.json").want(200)
		printed, err := h.api.OpenAPI()
		if err != nil {
			t.Fatal(err)
		}
		var want any
		if err := json.Unmarshal(printed, &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, served.body); diff != "" {
			t.Error(diff)
		}
	})
}

// Every operation says what it is, who may, and how it refuses.
func TestEveryOperationIsDescribed(t *testing.T) {
	a := api.New(api.Deps{Log: quiet})
	seen := map[string]string{}
	for path, item := range a.Document().Paths {
		for method, op := range byMethod(item) {
			if op == nil {
				continue
			}
			at := method + " " + path
			if op.Summary == "" || op.Extensions["x-who-may"] == nil || seen[op.OperationID] != "" {
				t.Errorf("%s: summary %q, who %v, id %q also of %q", at, op.Summary, op.Extensions["x-who-may"], op.OperationID, seen[op.OperationID])
			}
			seen[op.OperationID] = at
			for _, problem := range undescribed(op) {
				t.Errorf("%s: %s", at, problem)
			}
		}
	}
}

func undescribed(op *huma.Operation) (problems []string) {
	signedIn := op.Extensions["x-who-may"] != "public"
	if signedIn != (len(op.Security) > 0) {
		problems = append(problems, "security does not fit who may")
	}
	for status, r := range op.Responses {
		if status >= "400" && r.Content["application/problem+json"] == nil {
			problems = append(problems, status+" is no problem+json")
		}
	}
	return problems
}

func TestOpenAPIIsTheSameTwice(t *testing.T) {
	a := api.New(api.Deps{Log: quiet})
	once, err := a.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	again, err := a.OpenAPI()
	if err != nil || !bytes.Equal(once, again) || !bytes.HasSuffix(once, []byte("}\n")) {
		t.Error("the document is not the same twice, or does not end a line")
	}
}

// A schema that names its values names null among them where it may be null: what
// is not listed is not allowed, whatever its type says.
func TestWhatMayBeNullSaysSo(t *testing.T) {
	var document any
	raw, err := api.New(api.Deps{Log: quiet}).OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &document); err != nil {
		t.Fatal(err)
	}
	found := 0
	eachSchema(document, func(schema map[string]any) {
		types, _ := schema["type"].([]any)
		values, isEnum := schema["enum"].([]any)
		if isEnum && slices.Contains(types, any("null")) {
			found++
			if !slices.Contains(values, nil) {
				t.Errorf("null is not among %v", values)
			}
		}
	})
	if found == 0 {
		t.Error("found no schema with values that may be null")
	}
}

func eachSchema(node any, visit func(map[string]any)) {
	switch node := node.(type) {
	case []any:
		for _, item := range node {
			eachSchema(item, visit)
		}
	case map[string]any:
		visit(node)
		for _, item := range node {
			eachSchema(item, visit)
		}
	}
}

// Programs made from the document can repeat every POST whose repeats are told apart.
func TestTheKeyOfARepeatIsDescribed(t *testing.T) {
	a := api.New(api.Deps{Log: quiet})
	for path, want := range map[string]bool{
		"/experiments": true, "/experiments/{id}/start": true, "/experiments/{id}/check-ins": true, "/reviews/{id}/decisions": true, "/thanks": true, "/teams": true,
		"/door-check": false, "/language-check": false, "/session": false, "/people": false, "/lessons/{id}/helped": false,
	} {
		described := 0
		for _, p := range a.Document().Paths["/api/v1"+path].Post.Parameters {
			if p.Name == "Idempotency-Key" && p.In == "header" && !p.Required {
				described++
			}
		}
		if described != map[bool]int{true: 1}[want] {
			t.Errorf("POST %s describes Idempotency-Key %d times", path, described)
		}
	}
}

package api

import (
	"mime"
	"net/http"
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"ajar/experiments"
	"ajar/internal/fault"
)

// MergePatch is a proposal in part, as an RFC 7396 merge patch: null empties a
// field, and answers merge by key.
type MergePatch struct {
	RawBody []byte `contentType:"application/json"`
}

// mergedInto applies the patch to a proposal and names every bad field at once,
// in the places where the caller wrote them.
func (m MergePatch) mergedInto(a *API, p experiments.Proposal) (merged experiments.Proposal, err error) {
	var patch any
	if err := unmarshal(m.RawBody, &patch); err != nil {
		return p, badBody(http.StatusBadRequest, err)
	}
	bad := a.misfits(patch)
	merged, err = p.Patched(m.RawBody)
	if len(bad) > 0 {
		return p, fault.Bad(beside(bad, merged.Faults())...)
	}
	if err != nil {
		return p, badBody(http.StatusUnprocessableEntity, err)
	}
	return merged, nil
}

func badBody(status int, err error) error {
	return huma.NewError(status, "", &huma.ErrorDetail{Location: "body", Message: err.Error()})
}

// jsonOnly refuses other media types than those of a merge patch: Huma does not check the
// type of a raw body.
func (a *API) jsonOnly(c huma.Context, next func(huma.Context)) {
	if !sentAs(c, patchTypes) {
		a.refuse(c, huma.NewError(http.StatusUnsupportedMediaType, ""))
		return
	}
	next(c)
}

// sentAs reports whether a body is of one of these media types, or is not said to be of any.
func sentAs(c huma.Context, types []string) bool {
	said := c.Header("Content-Type")
	media, _, err := mime.ParseMediaType(said)
	return said == "" || err == nil && slices.Contains(types, media)
}

var patchTypes = []string{"application/json", "application/merge-patch+json"}

// misfits are what the document finds in the patch as the caller wrote it; null may
// stand for any field there.
func (a *API) misfits(patch any) (bad []fault.Field) {
	registry := a.huma.OpenAPI().Components.Schemas
	found := &huma.ValidateResult{}
	huma.Validate(registry, registry.Map()[patchSchema], huma.NewPathBuffer([]byte("body"), 4), huma.ModeWriteToServer, patch, found)
	for _, err := range found.Errors {
		if d, ok := err.(huma.ErrorDetailer); ok {
			bad = append(bad, fieldOf(d.ErrorDetail()))
		}
	}
	return bad
}

const patchSchema = "ProposalPatch"

// document describes a merge patch as what it is: a proposal in which nothing is
// required and everything may be null. It runs after Huma has described the raw
// body as bytes.
func (a *API) document(op *huma.Operation) {
	schema := patchOf(a.huma.OpenAPI().Components.Schemas)
	op.RequestBody.Content = map[string]*huma.MediaType{}
	for _, media := range patchTypes {
		op.RequestBody.Content[media] = &huma.MediaType{Schema: schema}
	}
}

// patchOf refers to the schema of a merge patch, which it adds when it is not there.
func patchOf(schemas huma.Registry) *huma.Schema {
	if schemas.Map()[patchSchema] == nil {
		proposal := schemas.Schema(reflect.TypeFor[experiments.Proposal](), false, "Proposal")
		schemas.Map()[patchSchema] = optionalAll(schemas, proposal)
	}
	return &huma.Schema{Ref: "#/components/schemas/" + patchSchema}
}

func isMergePatch[I any]() bool {
	_, raw := reflect.TypeFor[I]().FieldByName("RawBody")
	return raw
}

// optionalAll copies an object's schema so that each of its fields, and each of
// theirs, may be left out or null.
func optionalAll(schemas huma.Registry, s *huma.Schema) *huma.Schema {
	if s.Ref != "" {
		s = schemas.SchemaFromRef(s.Ref)
	}
	all := *s
	all.Required = nil
	all.Properties = map[string]*huma.Schema{}
	for name, property := range s.Properties {
		if property.Ref != "" {
			property = optionalAll(schemas, property)
		}
		nullable := *property
		nullable.Nullable = true
		nullable.PrecomputeMessages()
		all.Properties[name] = &nullable
	}
	all.PrecomputeMessages()
	return &all
}

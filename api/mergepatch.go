package api

import (
	"encoding/json"
	"maps"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"ajar/experiments"
	"ajar/internal/fault"
)

// MergePatch is a proposal in part, as an RFC 7396 merge patch: null empties a
// field, and answers merge by key.
type MergePatch struct {
	RawBody []byte `contentType:"application/json"`
}

// mergedInto applies the patch to a proposal and names every bad field of the
// result at once, in the places where the caller wrote them.
func (m MergePatch) mergedInto(a *API, p experiments.Proposal) (experiments.Proposal, error) {
	merged := p
	var patch, target any
	if err := unmarshal(m.RawBody, &patch); err != nil {
		return merged, badBody(err)
	}
	before, err := json.Marshal(p)
	if err != nil {
		return merged, err
	}
	if err := json.Unmarshal(before, &target); err != nil {
		return merged, err
	}
	document := merge(target, patch)
	if err := a.validProposal(patch, document); err != nil {
		return merged, err
	}
	data, err := json.Marshal(document)
	if err != nil {
		return merged, err
	}
	merged = experiments.Proposal{}
	if err := json.Unmarshal(data, &merged); err != nil {
		return merged, badBody(err)
	}
	return merged, nil
}

func badBody(err error) error {
	return fault.Bad(fieldOf(&huma.ErrorDetail{Location: "body", Message: err.Error()}))
}

// validProposal checks the patch as the caller wrote it; null may stand for any
// field there.
func (a *API) validProposal(patch, document any) error {
	registry := a.huma.OpenAPI().Components.Schemas
	found := &huma.ValidateResult{}
	huma.Validate(registry, registry.Map()[patchSchema], huma.NewPathBuffer([]byte("body"), 4), huma.ModeWriteToServer, patch, found)
	if len(found.Errors) == 0 {
		return nil
	}
	var bad []fault.Field
	for _, err := range found.Errors {
		if d, ok := err.(huma.ErrorDetailer); ok {
			bad = append(bad, fieldOf(d.ErrorDetail()))
		}
	}
	return fault.Bad(bad...)
}

// merge is the algorithm of RFC 7396, section 2.
func merge(target, patch any) any {
	changes, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	old, _ := target.(map[string]any)
	merged := maps.Clone(old)
	if merged == nil {
		merged = map[string]any{}
	}
	for key, value := range changes {
		if value == nil {
			delete(merged, key)
			continue
		}
		merged[key] = merge(merged[key], value)
	}
	return merged
}

const patchSchema = "ProposalPatch"

// document describes a merge patch as what it is: a proposal in which nothing is
// required and everything may be null. It runs after Huma has described the raw
// body as bytes.
func (a *API) document(op *huma.Operation) {
	schemas := a.huma.OpenAPI().Components.Schemas
	if schemas.Map()[patchSchema] == nil {
		proposal := schemas.Schema(reflect.TypeFor[experiments.Proposal](), false, "Proposal")
		schemas.Map()[patchSchema] = optionalAll(schemas, proposal)
	}
	patch := &huma.MediaType{Schema: &huma.Schema{Ref: "#/components/schemas/" + patchSchema}}
	op.RequestBody.Content = map[string]*huma.MediaType{"application/json": patch, "application/merge-patch+json": patch}
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

package api

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"ajar/internal/fault"
)

// takesBody reports whether an operation reads a body.
func takesBody[I any]() bool {
	_, typed := reflect.TypeFor[I]().FieldByName("Body")
	return typed || isMergePatch[I]()
}

// bodiless refuses what is sent to an operation that reads no body: what it says would be
// lost without a word. Nothing at all, null and an object without fields say nothing.
func (a *API) bodiless(c huma.Context, next func(huma.Context)) {
	if err := saysNothing(c); err != nil {
		a.refuse(c, err)
		return
	}
	next(c)
}

func saysNothing(c huma.Context) error {
	body, err := io.ReadAll(c.BodyReader())
	if _, large := errors.AsType[*http.MaxBytesError](err); large || len(body) > maxBody {
		return huma.NewErrorWithContext(c, http.StatusRequestEntityTooLarge, "")
	}
	if err != nil || len(body) == 0 {
		return err
	}
	if !sentAs(c, []string{"application/json"}) {
		return huma.NewErrorWithContext(c, http.StatusUnsupportedMediaType, "")
	}
	var sent any
	if err := unmarshal(body, &sent); err != nil {
		return badBody(http.StatusBadRequest, err)
	}
	fields, isObject := sent.(map[string]any)
	if !isObject && sent != nil {
		return fault.Bad(fault.Field{Location: "body", Code: "object", Message: "Give an object without fields, or nothing."})
	}
	var bad []fault.Field
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		bad = append(bad, fault.Field{Location: "body." + name, Code: "unknown", Message: "There is no such field. Leave it out."})
	}
	if len(bad) == 0 {
		return nil
	}
	return fault.Bad(bad...)
}

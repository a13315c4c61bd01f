package api

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"ajar/experiments"
	"ajar/internal/text"
)

// cleans reports whether the texts of an operation's body are kept clean: not those of a
// question, as its answer tells where in them something stands, and not where passwords are,
// which are nobody's to change.
func (a *API) cleans(path string) bool {
	collection, _, _ := strings.Cut(strings.TrimPrefix(path, prefix+"/"), "/")
	return !a.questions[routePath.Replace(path)] && !slices.Contains(holdSecrets, collection)
}

// clean cleans every text that a body holds, at any depth; patches of a proposal too.
func clean(v reflect.Value) {
	switch {
	case v.Type() == reflect.TypeFor[experiments.Patch]():
		cleanPatch(v)
	case v.Kind() == reflect.String && v.CanSet():
		v.SetString(text.Clean(v.String()))
	case v.Kind() == reflect.Pointer && !v.IsNil():
		clean(v.Elem())
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			clean(v.Field(i))
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			clean(v.Index(i))
		}
	}
}

// cleanPatch writes a patch anew, where that changes it.
func cleanPatch(v reflect.Value) {
	var patch any
	d := json.NewDecoder(bytes.NewReader(v.Bytes()))
	d.UseNumber()
	if d.Decode(&patch) != nil {
		return // the use case refuses it
	}
	unclean := false
	patch = cleaned(patch, &unclean)
	if written, err := json.Marshal(patch); unclean && err == nil {
		v.SetBytes(written)
	}
}

// cleaned is a JSON value with clean texts, and unclean is set where one was not.
func cleaned(v any, unclean *bool) any {
	switch v := v.(type) {
	case string:
		kept := text.Clean(v)
		*unclean = *unclean || kept != v
		return kept
	case []any:
		for i := range v {
			v[i] = cleaned(v[i], unclean)
		}
	case map[string]any:
		for name := range v {
			v[name] = cleaned(v[name], unclean)
		}
	}
	return v
}

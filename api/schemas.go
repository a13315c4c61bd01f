package api

import (
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ajar/experiments"
)

// speakForThemselves are the packages whose types need no room's name before
// theirs in the OpenAPI document.
var speakForThemselves = []string{"api", "experiments", "accounts", "fault", "."}

// schemaName names a Go type in the OpenAPI document: two rooms may have a
// Condition each, so LessonCondition stands beside Condition.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	room := path.Base(t.PkgPath())
	if t.Name() == "" || slices.Contains(speakForThemselves, room) {
		return name
	}
	singular := room
	if !strings.HasSuffix(room, "ss") {
		singular = strings.TrimSuffix(room, "s")
	}
	prefix := strings.ToUpper(singular[:1]) + singular[1:]
	if strings.HasPrefix(name, prefix) {
		return name
	}
	return prefix + name
}

// identifier stands for uuid.UUID in the OpenAPI document, which else would take
// any text in a list of ids.
type identifier string

// Schema describes an id, for Huma.
func (identifier) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "uuid"}
}

// happeningKind stands for experiments.Kind in the OpenAPI document, which else
// would take any text.
type happeningKind string

// Schema describes a kind of event, for Huma.
func (happeningKind) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, kind := range experiments.Kinds {
		s.Enum = append(s.Enum, string(kind))
	}
	return s
}

// nullIsAChoice names null among the values of what may be null: a schema's enum
// allows nothing else than what it lists (JSON Schema 2020-12, validation, 6.1.2),
// and Huma lists the values alone. Refusals go on naming the values.
func nullIsAChoice(s *huma.Schema) {
	if s.Nullable && len(s.Enum) > 0 && !slices.Contains(s.Enum, nil) {
		s.Enum = append(slices.Clone(s.Enum), nil)
	}
	for _, property := range s.Properties {
		nullIsAChoice(property)
	}
	if s.Items != nil {
		nullIsAChoice(s.Items)
	}
}

package api

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"

	"ajar/internal/fault"
)

// faulty is a body that tells what is wrong with it before anything is read from
// the database.
type faulty interface{ Faults() []fault.Field }

// told is a body whose own faults are named beside those that the document finds,
// so that a caller learns of all of them at once.
type told[T faulty] struct{ Body T }

// Resolve runs before the handler, for Huma, whatever the document found.
func (in *told[T]) Resolve(c huma.Context) []error { return also(c, in.Body) }

const (
	keyFaults = "faults"
	keyAPI    = "api"
)

// also keeps the body's own faults, to be named beside those that the document finds.
// Where the document finds none, nothing is refused here: the use case will refuse, and
// names more than the body can know.
func also(c huma.Context, body faulty) []error {
	return alsoAsk(c, func(context.Context, *API) ([]fault.Field, error) { return body.Faults(), nil })
}

// alsoAsk does the same where the registry is asked too: what day it is, or what there
// is. It is asked only where the document finds something.
func alsoAsk(c huma.Context, faults func(context.Context, *API) ([]fault.Field, error)) []error {
	humaecho.UnwrapV4(c).Set(keyFaults, faults)
	return nil
}

// alsoFaulty adds what else is wrong with the body to what the document found, except those
// fields that the document has named already. Where the registry cannot be asked it stays at
// that: the input is refused anyway.
func alsoFaulty(c huma.Context, found []fault.Field) []fault.Field {
	found = append(misreadOf(c.Context()), found...)
	request := humaecho.UnwrapV4(c)
	faults, asks := request.Get(keyFaults).(func(context.Context, *API) ([]fault.Field, error))
	if !asks {
		return found
	}
	own, err := faults(c.Context(), request.Get(keyAPI).(*API))
	if err != nil {
		return found
	}
	return beside(found, own)
}

// beside adds to bad fields those others that are not among them, and contradict none of
// them.
func beside(found, own []fault.Field) []fault.Field {
	named := func(location string) bool {
		return slices.ContainsFunc(found, func(f fault.Field) bool { return within(f.Location, location) || within(location, f.Location) })
	}
	var more []fault.Field
	for _, f := range own {
		if !named(f.Location) && (f.Against == "" || !named(f.Against)) {
			more = append(more, f)
		}
	}
	return append(found, more...)
}

// within reports whether a location is another one, or a part of it.
func within(part, whole string) bool {
	rest, ok := strings.CutPrefix(part, whole)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// patched is a merge patch (RFC 7396) of a resource whose fields are pointers:
// null empties what may be empty, and is refused for everything else.
type patched[T any] struct {
	To      T
	refused []string // fields that cannot be emptied
}

// UnmarshalJSON reads the patch and what it empties.
func (p *patched[T]) UnmarshalJSON(data []byte) error {
	var named map[string]any
	err := errors.Join(json.Unmarshal(data, &named), json.Unmarshal(data, &p.To)) // what has the right type is there all the same
	to := reflect.ValueOf(&p.To).Elem()
	for i := range to.NumField() {
		field := to.Type().Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		value, is := named[name]
		switch {
		case !is || value != nil:
		case field.Tag.Get("nullable") == "true":
			to.Field(i).Set(reflect.New(field.Type.Elem()))
		default:
			p.refused = append(p.refused, name)
		}
	}
	return err
}

// Resolve names, for Huma, what cannot be emptied, and the patch's own faults beside
// those that the document finds.
func (p *patched[T]) Resolve(c huma.Context) []error {
	if own, tells := any(p.To).(faulty); tells {
		_ = also(c, own)
	}
	var refused []error
	for _, name := range p.refused {
		refused = append(refused, &huma.ErrorDetail{Location: "body." + name, Message: "required: This cannot be empty."})
	}
	return refused
}

// Schema describes the patch as what it changes, for Huma.
func (patched[T]) Schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[T](), true, "")
}

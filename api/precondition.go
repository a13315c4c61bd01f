package api

import (
	"strconv"
	"strings"

	"github.com/google/uuid"

	"ajar/internal/fault"
)

// Guarded reads the precondition of RFC 9110, section 13.1.1. PATCH and PUT
// require it; actions take it when it is there; "*" is whatever is there.
type Guarded struct {
	IfMatch string `header:"If-Match" doc:"The ETag you read, or * for whatever is there"`
}

// required answers the version that is expected, nil for any, and refuses a
// request without the header.
func (m Guarded) required() (*int, error) {
	if m.IfMatch == "" {
		return nil, fault.New(fault.Unconditional, "precondition-required",
			"Send If-Match with the ETag that you read, so that nobody's change is lost; * means whatever is there.")
	}
	return m.optional()
}

func (m Guarded) optional() (*int, error) {
	if m.IfMatch == "" || m.IfMatch == "*" {
		return nil, nil
	}
	newest := -1 // an ETag that was never given, or is weak, matches nothing
	for tag := range strings.SplitSeq(m.IfMatch, ",") {
		version, err := strconv.ParseInt(strings.Trim(tag, " \t\""), 10, 32) // as the database counts
		if err == nil {
			newest = max(newest, int(version)) // of a list, none but the newest can be there still
		}
	}
	return &newest, nil
}

func etag(version int) string { return strconv.Quote(strconv.Itoa(version)) }

// tagged is a single resource with its ETag.
type tagged[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

func withTag[T any](body T, version int, err error) (*tagged[T], error) {
	if err != nil {
		return nil, err
	}
	return &tagged[T]{etag(version), body}, nil
}

// created is a new resource with its ETag and where it is.
type created[T any] struct {
	ETag     string `header:"ETag"`
	Location string `header:"Location"`
	Body     T
}

func createdAt[T any](collection string, id uuid.UUID, version int, body T) *created[T] {
	return &created[T]{etag(version), prefix + collection + id.String(), body}
}

// answer is a body without an ETag.
type answer[T any] struct {
	Body T
}

// ByID names a resource in the path.
type ByID struct {
	ID string `path:"id" maxLength:"64"`
}

// known reads an id from the path; what is no id names nothing that exists.
func known(id, thing string) (uuid.UUID, error) {
	parsed, err := uuid.Parse(id)
	if err != nil {
		return uuid.Nil, fault.Missing(thing)
	}
	return parsed, nil
}

// target is what a PATCH or PUT is about, and the version of it that it expects.
func (b ByID) target(thing string, read Guarded) (uuid.UUID, *int, error) {
	return b.about(thing, read.required)
}

// action is what an action is about, and the version of it that it expects, if any.
func (b ByID) action(thing string, read Guarded) (uuid.UUID, *int, error) {
	return b.about(thing, read.optional)
}

func (b ByID) about(thing string, expected func() (*int, error)) (uuid.UUID, *int, error) {
	id, err := known(b.ID, thing)
	if err != nil {
		return id, nil, err
	}
	version, err := expected()
	return id, version, err
}

// nothing is an input or an answer without content.
type nothing struct{}

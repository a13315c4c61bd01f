package api

import (
	"github.com/google/uuid"

	"ajar/internal/fault"
)

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

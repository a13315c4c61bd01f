package api

import (
	"strconv"

	"github.com/google/uuid"
)

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

// nothing is an input or an answer without content.
type nothing struct{}

package accounts

import (
	"encoding/base64"

	"github.com/google/uuid"
)

const (
	defaultPage = 50
	maxPage     = 200
)

// Range asks for a page of a list: Limit 0 means 50, and Cursor "" the start.
type Range struct {
	Cursor string
	Limit  int
}

// Page is a part of a list in the order of creation. NextCursor is nil on the
// last one.
type Page[T any] struct {
	Items      []T     `json:"items"`
	NextCursor *string `json:"next_cursor"`
}

// after is the id that the page begins behind, and how many it holds.
func (r Range) after() (id uuid.UUID, limit int, err error) {
	var f form
	limit = r.Limit
	if limit == 0 {
		limit = defaultPage
	}
	if limit < 1 || limit > maxPage {
		f.bad("query.limit", "range", "A page holds 1 to %d.", maxPage)
	}
	if r.Cursor != "" {
		raw, err := base64.RawURLEncoding.DecodeString(r.Cursor)
		if err == nil {
			id, err = uuid.FromBytes(raw)
		}
		if err != nil {
			f.bad("query.cursor", "format", "Use the next_cursor of the page before, as it came.")
		}
	}
	return id, limit, f.fault()
}

// pageOf makes a page of rows, of which one more than limit was asked for.
func pageOf[T any](rows []T, limit int, id func(T) uuid.UUID) Page[T] {
	page := Page[T]{Items: rows}
	if len(rows) > limit {
		page.Items = rows[:limit]
		last := id(page.Items[limit-1])
		cursor := base64.RawURLEncoding.EncodeToString(last[:])
		page.NextCursor = &cursor
	}
	if page.Items == nil {
		page.Items = []T{}
	}
	return page
}

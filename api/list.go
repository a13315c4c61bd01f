package api

import (
	"bytes"
	"encoding/base64"
	"encoding/json"

	"github.com/google/uuid"

	"ajar/internal/fault"
	"ajar/internal/search"
)

// Paged reads how much of a list is asked for.
type Paged struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" maxLength:"500" doc:"next_cursor of the page before"`
}

// Page is one page of a list.
type Page[T any] struct {
	Items      []T     `json:"items"`
	NextCursor *string `json:"next_cursor" nullable:"true" doc:"null on the last page"`
}

// searched is a page of a list that words were looked for in, if any were.
type searched[T any] struct {
	Page[T]
	search.Told
}

// after decodes where the page before ended, nil for the first page. What
// cursorOf would not write so is refused.
func after[P any](p Paged) (*P, error) {
	if p.Cursor == "" {
		return nil, nil
	}
	var place P
	data, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err == nil {
		err = json.Unmarshal(data, &place)
	}
	again, unwritten := cursorOf(&place, "")
	if err != nil || unwritten != nil || *again != p.Cursor || bytes.Contains(data, []byte(`\u0000`)) {
		return nil, fault.Bad(fault.Field{Location: "query.cursor", Code: "cursor", Message: "Use next_cursor of the page before, unchanged, or leave it out."})
	}
	return &place, nil
}

// from is like after, for places whose zero value is the beginning of the list.
func from[P any](p Paged) (place P, err error) {
	there, err := after[P](p)
	if there != nil {
		place = *there
	}
	return place, err
}

// cursorOf writes where a page ended: as the search wrote it, or as a place; nil
// on the last page.
func cursorOf[P any](place *P, written string) (*string, error) {
	if place != nil {
		data, err := json.Marshal(place)
		if err != nil {
			return nil, err
		}
		written = base64.RawURLEncoding.EncodeToString(data)
	}
	if written == "" {
		return nil, nil
	}
	return &written, nil
}

// unpaged answers a list that is never cut into pages.
func unpaged[T any](items []T, err error) (*answer[Page[T]], error) {
	if err != nil {
		return nil, err
	}
	return &answer[Page[T]]{Page[T]{Items: items}}, nil
}

// paged answers the page that read reads from where the page before ended; place is
// where an item stands, and its zero value the beginning of the list.
func paged[T, P any](p Paged, place func(T) P, read func(last P, limit int) ([]T, bool, error)) (*answer[Page[T]], error) {
	last, err := from[P](p)
	if err != nil {
		return nil, err
	}
	items, more, err := read(last, p.Limit)
	if err != nil {
		return nil, err
	}
	return pageOf(items, more, place)
}

// numbered is a place in a list that is in the order of numbers.
type numbered struct {
	Number int64 `json:"n"`
}

// identified is a place in a list that is in the order of ids.
type identified struct {
	ID uuid.UUID `json:"i"`
}

// pageOf makes the answer; place tells where it ended when there is more.
func pageOf[T, P any](items []T, more bool, place func(T) P) (*answer[Page[T]], error) {
	p := Page[T]{Items: items}
	var ended *P
	if more {
		last := place(items[len(items)-1])
		ended = &last
	}
	var err error
	p.NextCursor, err = cursorOf(ended, "")
	return &answer[Page[T]]{p}, err
}

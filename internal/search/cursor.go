package search

import (
	"encoding/base64"
	"encoding/json"
	"slices"

	"ajar/internal/fault"
)

// cursor is where a page ended. It brings the weights of the first page along,
// so that documents which come in between move no other one across a page's end.
type cursor struct {
	Weights []float64 `json:"w"`
	Score   float64   `json:"s"`
	Place   int64     `json:"p"`
	Instead string    `json:"i,omitempty"` // what was looked for in place of the query's text
}

var errCursor = fault.Bad(fault.Field{Location: "query.cursor", Code: "cursor", Message: "This cursor is not of this search; start from the first page."})

// parseCursor reads what [cursor.String] wrote; it answers a fault for query.cursor
// when it is something else.
func parseCursor(s string) (cursor, error) {
	c := cursor{}
	if s == "" {
		return c, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	if err != nil || len(c.Weights) == 0 || slices.Max(c.Weights) <= 0 || slices.Min(c.Weights) < 0 || len(c.Instead) > 2*mendable {
		return cursor{}, errCursor
	}
	return c, nil
}

func (c cursor) String() string {
	raw, err := json.Marshal(c)
	if err != nil {
		panic(err) // finite numbers only
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// page cuts the page after the cursor out of all hits; next is what the cursor of
// the next page brings along.
func (c cursor) page(all []Hit, next cursor, limit int) Found {
	f := Found{All: all, Hits: all}
	if c.Weights != nil {
		start := slices.IndexFunc(all, func(h Hit) bool {
			return h.Score < c.Score || h.Score == c.Score && h.seq > c.Place
		})
		if start < 0 {
			start = len(all)
		}
		f.Hits = all[start:]
	}
	if limit > 0 && limit < len(f.Hits) {
		f.Hits = f.Hits[:limit]
		last := f.Hits[limit-1]
		next.Score, next.Place = last.Score, last.seq
		f.Next = next.String()
	}
	return f
}

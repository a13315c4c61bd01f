package api

import (
	"context"
	"reflect"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"ajar/internal/seal"
)

// sealing is the seal of the registry, read when it is first needed.
type sealing struct {
	mu   sync.Mutex
	seal *seal.Seal
}

// sealed is the seal by which cursors, and ids that would tell a time, are closed.
func (a *API) sealed(ctx context.Context) (*seal.Seal, error) {
	a.sealing.mu.Lock()
	defer a.sealing.mu.Unlock()
	if a.sealing.seal == nil {
		key, err := seal.Key(ctx, a.Database, seal.Pages)
		if err != nil {
			return nil, err
		}
		if a.sealing.seal, err = seal.New(key); err != nil {
			return nil, err
		}
	}
	return a.sealing.seal, nil
}

// openCursor reads what closeCursor wrote, before anybody else does. What was not
// sealed is no cursor: with one of one's own making one could ask between which
// times something lies.
func (a *API) openCursor(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		query := c.QueryParams() // which Echo keeps, and reads again
		if query.Get("cursor") == "" {
			return next(c)
		}
		s, err := a.sealed(c.Request().Context())
		if err != nil {
			return problemOf(c.Request().Context(), err)
		}
		if place, ok := s.Open(query.Get("cursor")); ok {
			query.Set("cursor", place)
		} else {
			misread(c, "cursor", "cursor", "Use next_cursor of the page before, unchanged, or leave it out.")
		}
		c.Request().URL.RawQuery = query.Encode()
		return next(c)
	}
}

// closeCursor seals where a page ended, in the answer of every list.
func (a *API) closeCursor(ctx huma.Context, _ string, answer any) (any, error) {
	v := reflect.ValueOf(answer)
	if v.Kind() != reflect.Struct {
		return answer, nil
	}
	if ended := v.FieldByName("NextCursor"); !ended.IsValid() || ended.Type() != reflect.TypeFor[*string]() || ended.IsNil() {
		return answer, nil
	}
	s, err := a.sealed(ctx.Context())
	if err != nil {
		return nil, err
	}
	page := reflect.New(v.Type()).Elem()
	page.Set(v)
	sealed := s.Close(*v.FieldByName("NextCursor").Interface().(*string))
	page.FieldByName("NextCursor").Set(reflect.ValueOf(&sealed))
	return page.Interface(), nil
}

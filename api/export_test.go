package api

import (
	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"
)

// Document is the OpenAPI document as Huma holds it, for tests from outside.
func (a *API) Document() *huma.OpenAPI { return a.huma.OpenAPI() }

// Routes are all that the server answers, in the document or not.
func (a *API) Routes() []*echo.Route { return a.echo.Routes() }

package api

import "github.com/danielgtaylor/huma/v2"

// Document is the OpenAPI document as Huma holds it, for tests from outside.
func (a *API) Document() *huma.OpenAPI { return a.huma.OpenAPI() }

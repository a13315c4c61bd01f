package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"ajar/internal/accounts"
	"ajar/internal/fault"
)

func (a *API) readDelegations(ctx context.Context, _ *nothing) (*tagged[accounts.Delegations], error) {
	d, err := a.Accounts.Delegations(ctx, actorOf(ctx))
	return withTag(d, d.Version, err)
}

type delegating struct {
	Guarded
	Body struct {
		Items []accounts.DelegationInput `json:"items" maxItems:"20" doc:"Who stands in for you, and when; instead of all that were there"`
	}
}

// Resolve names, beside what the document finds, what cannot be.
func (in *delegating) Resolve(c huma.Context) []error {
	return alsoAsk(c, func(ctx context.Context, a *API) ([]fault.Field, error) {
		return a.Accounts.DelegationFaults(ctx, actorOf(ctx), in.Body.Items)
	})
}

func (a *API) setDelegations(ctx context.Context, in *delegating) (*tagged[accounts.Delegations], error) {
	version, err := in.required()
	if err != nil {
		return nil, err
	}
	d, err := a.Accounts.PutDelegations(ctx, actorOf(ctx), version, in.Body.Items)
	return withTag(d, d.Version, err)
}

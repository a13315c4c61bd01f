package api

import (
	"context"

	"ajar/internal/accounts"
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

func (a *API) setDelegations(ctx context.Context, in *delegating) (*tagged[accounts.Delegations], error) {
	version, err := in.required()
	if err != nil {
		return nil, err
	}
	d, err := a.Accounts.PutDelegations(ctx, actorOf(ctx), version, in.Body.Items)
	return withTag(d, d.Version, err)
}

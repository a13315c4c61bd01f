package api

import "context"

// How often a person may call what takes long, within a minute: more than a page asks for
// while somebody types, less than keeps a server busy.
const (
	judgingsAMinute   = 300 // compiling a policy and judging by it
	rehearsalsAMinute = 30  // judging thousands of experiments
)

// costly is a handler that a person may call so often within a minute, at whichever server.
// It is for questions alone (see ask): in the transaction of an Idempotency-Key, a refusal
// would take its own count back.
func costly[I, O any](a *API, id string, most int, h func(context.Context, *I) (*O, error)) func(context.Context, *I) (*O, error) {
	return func(ctx context.Context, in *I) (*O, error) {
		if err := a.Accounts.Spend(ctx, actorOf(ctx), id, most); err != nil {
			return nil, err
		}
		return h(ctx, in)
	}
}

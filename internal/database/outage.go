package database

import (
	"context"
	"log/slog"
)

// Outage lets what is tried again and again say once that it fails, until it succeeds.
type Outage struct{ lasts bool }

// Note takes the outcome of a try; what is warned of when it is the first to fail. That a
// context has ended is no outage.
func (o *Outage) Note(ctx context.Context, log *slog.Logger, what string, err error) {
	if err != nil && !o.lasts && ctx.Err() == nil {
		log.Warn(what, "error", err)
	}
	o.lasts = err != nil
}

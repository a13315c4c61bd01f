package lessons

import (
	"context"

	"github.com/google/uuid"

	"ajar/internal/fault"
	"ajar/internal/seal"
)

// UnsubscribePath is where a mail's last link leads: GET shows a page, POST ends the mails.
const UnsubscribePath = "/unsubscribe"

// sign makes what stands in a link: whose mails it ends, so that it works without signing
// in and for as long as the mail is kept, and nobody can make one for another.
func (d *Digests) sign(ctx context.Context, person uuid.UUID) (string, error) {
	key, err := seal.Key(ctx, d.db, seal.Mails)
	return seal.Sign(key, person[:]), err
}

// Unsubscribe ends the weekly mail of whom the token names, however often it is asked to.
// fault.NotFound when it was never in a mail.
func (d *Digests) Unsubscribe(ctx context.Context, token string) error {
	key, err := seal.Key(ctx, d.db, seal.Mails)
	if err != nil {
		return err
	}
	data, ok := seal.Signed(key, token)
	person, err := uuid.FromBytes(data)
	if !ok || err != nil {
		return fault.Missing("subscription")
	}
	return d.forget(ctx, person)
}

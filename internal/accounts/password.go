package accounts

import (
	"context"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"ajar/internal/fault"
)

// hashing is the first choice of OWASP's Password Storage Cheat Sheet: 19 MiB
// twice over, some 30 ms on one core.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// atOnce bounds the memory of all hashes, and of what they leave to collect, to
// some 100 MB, and leaves the other callers a processor; who comes later waits.
var atOnce = make(chan struct{}, 2)

// nobodysHash takes the time of a real one when there is no account to check.
const nobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$gEJWwxA8nG/2W07px0BHng$e8Jrzo2FVDDazMnv/265TbkHLPN1ysXIPWeFiTQQK/E"

// hashPassword is what the database keeps of a password.
func hashPassword(ctx context.Context, password string) (hash string, err error) {
	err = inTurn(ctx, func() error {
		hash, err = argon2id.CreateHash(norm.NFC.String(password), hashing)
		return err
	})
	return hash, err
}

// hashUnlessEmpty leaves out the password of somebody who is invited.
func hashUnlessEmpty(ctx context.Context, password string) (string, error) {
	if password == "" {
		return "", nil
	}
	return hashPassword(ctx, password)
}

// matches reports whether the password made the hash. An empty hash matches
// nothing, in the same time.
func matches(ctx context.Context, password, hash string) (ok bool, err error) {
	known := hash != ""
	if !known {
		hash = nobodysHash
	}
	err = inTurn(ctx, func() error {
		ok, err = argon2id.ComparePasswordAndHash(norm.NFC.String(password), hash)
		return err
	})
	return ok && known, err
}

func inTurn(ctx context.Context, hash func() error) error {
	select {
	case atOnce <- struct{}{}:
		defer func() { <-atOnce }()
		return hash()
	case <-ctx.Done():
		return fault.New(fault.Unavailable, "busy", "Many people sign in at the moment. Try again in a few seconds.").
			Because(ctx.Err())
	}
}

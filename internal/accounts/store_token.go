package accounts

import (
	"context"
	"time"

	"github.com/google/uuid"

	"ajar/internal/clock"
	"ajar/internal/fault"
	"ajar/internal/live"
)

type tokenRow struct {
	Token    `gorm:"embedded"`
	Hash     []byte
	PersonID uuid.UUID
}

// TableName is the table of tokens.
func (tokenRow) TableName() string { return "tokens" }

// CreateToken makes a token of the actor's own and answers its secret, which
// begins with "ajar_" and is shown this once. Without expiresAt it holds until
// it is revoked or the person becomes inactive.
func (s *Store) CreateToken(ctx context.Context, actor Actor, name string, expiresAt *time.Time) (secret string, _ Token, _ error) {
	var f form
	token := s.newToken(&f, name, expiresAt)
	if err := f.fault(); err != nil {
		return "", Token{}, err
	}
	secret = newSecret(tokenPrefix)
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		// Deactivating the person removes this token, whichever comes first.
		if _, err := take[account](s.db.Write(ctx).Clauses(forShare).Where("id = ? AND active", actor.PersonID), "person"); err != nil {
			return err
		}
		if err := s.db.Write(ctx).Create(&tokenRow{token, digest(secret), actor.PersonID}).Error; err != nil {
			return err
		}
		return s.record(ctx, actor, "token.created", subject("token", token.ID), nil)
	})
	if err != nil {
		return "", Token{}, err
	}
	return secret, token, nil
}

// newToken is a token as it will be kept, and what is wrong with it.
func (s *Store) newToken(f *form, name string, expiresAt *time.Time) Token {
	now := s.clock.Now()
	token := Token{ID: clock.NewID(), Name: f.line("body.name", name, tokenName), CreatedAt: now}
	if expiresAt != nil {
		at := expiresAt.UTC().Truncate(time.Microsecond)
		token.ExpiresAt = &at
		if !at.After(now) {
			f.bad("body.expires_at", "in_the_past", "Choose a time in the future.")
		}
	}
	return token
}

// TokenFaults names what is wrong with a token that is to be made.
func (s *Store) TokenFaults(name string, expiresAt *time.Time) []fault.Field {
	return faultsOf(func(f *form) { s.newToken(f, name, expiresAt) })
}

// Tokens reads a page of the actor's own, without their secrets, behind the one given
// (Nil: from the first), and whether there is more.
func (s *Store) Tokens(ctx context.Context, actor Actor, after uuid.UUID, limit int) ([]Token, bool, error) {
	return list[Token](s.db.Read(ctx).Model(&tokenRow{}).Where("person_id = ?", actor.PersonID), after, limit)
}

// RevokeToken ends one of the actor's own; fault.NotFound for any other.
func (s *Store) RevokeToken(ctx context.Context, actor Actor, id uuid.UUID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		done := s.db.Write(ctx).Where("id = ? AND person_id = ?", id, actor.PersonID).Delete(&tokenRow{})
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return fault.Missing("token")
		}
		live.Touch(ctx, s.db, actor.PersonID)
		return s.record(ctx, actor, "token.revoked", subject("token", id), nil)
	})
}

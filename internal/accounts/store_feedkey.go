package accounts

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"ajar/internal/fault"
)

type feedKeyRow struct {
	FeedKey  `gorm:"embedded"`
	Hash     []byte
	PersonID uuid.UUID `gorm:"primaryKey"`
}

// TableName is the table of feed keys.
func (feedKeyRow) TableName() string { return "feed_keys" }

// digestRow is who asked for the weekly mail, which ends with the person's account.
type digestRow struct{ PersonID uuid.UUID }

// TableName is the table of the weekly mail.
func (digestRow) TableName() string { return "digests" }

// FeedKey is the actor's own, without its secret; nil when they have none.
func (s *Store) FeedKey(ctx context.Context, actor Actor) (*FeedKey, error) {
	key, err := take[feedKeyRow](s.db.Read(ctx).Where("person_id = ?", actor.PersonID), "feed key")
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return &key.FeedKey, err
}

// RenewFeedKey makes the actor's key and answers its secret, which is shown this
// once. The one they had before ends.
func (s *Store) RenewFeedKey(ctx context.Context, actor Actor) (secret string, _ FeedKey, _ error) {
	secret = newSecret(feedKeyPrefix)
	row := feedKeyRow{FeedKey{CreatedAt: s.clock.Now()}, digest(secret), actor.PersonID}
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		// Deactivating the person removes this key, whichever comes first.
		if _, err := take[account](s.db.Write(ctx).Clauses(forShare).Where("id = ? AND active", actor.PersonID), "person"); err != nil {
			return err
		}
		if err := s.db.Write(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "person_id"}}, UpdateAll: true}).Create(&row).Error; err != nil {
			return err
		}
		return s.record(ctx, actor, "person.feed_key_created", subject("person", actor.PersonID), nil)
	})
	if err != nil {
		return "", FeedKey{}, err
	}
	return secret, row.FeedKey, nil
}

// RevokeFeedKey ends the actor's own; that there is none is no fault.
func (s *Store) RevokeFeedKey(ctx context.Context, actor Actor) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		done := s.db.Write(ctx).Where("person_id = ?", actor.PersonID).Delete(&feedKeyRow{})
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error
		}
		return s.record(ctx, actor, "person.feed_key_revoked", subject("person", actor.PersonID), nil)
	})
}

// AuthenticateFeed answers nil when the secret is the key of somebody active, and
// fault.NotFound otherwise, without telling why.
func (s *Store) AuthenticateFeed(ctx context.Context, secret string) error {
	holder := s.db.Read(ctx).Where("hash = ? AND person_id IN (SELECT id FROM people WHERE active)", digest(secret))
	key, err := take[feedKeyRow](holder, "feed")
	now := s.clock.Now()
	if err != nil || key.SeenAt != nil && now.Sub(*key.SeenAt) < seenEvery {
		return err
	}
	err = s.db.Write(ctx).Model(&feedKeyRow{}).Where("hash = ?", key.Hash).Update("seen_at", now).Error
	if fault.Is(err, fault.Unavailable) {
		return nil // a registry that cannot write at the moment can still be read
	}
	return err
}

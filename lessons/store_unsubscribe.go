package lessons

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"ajar/internal/fault"
)

// UnsubscribePath is where a mail's last link leads: GET shows a page, POST ends the mails.
const UnsubscribePath = "/unsubscribe"

// mailKey signs the links that end a mail. All replicas share it.
type mailKey struct {
	ID  int
	Key []byte
}

// TableName is the table of the one key.
func (mailKey) TableName() string { return "mail_key" }

// sign makes what stands in a link: whose mails it ends, so that it works without signing
// in and for as long as the mail is kept, and nobody can make one for another.
func (d *Digests) sign(ctx context.Context, person uuid.UUID) (string, error) {
	key := mailKey{ID: 1, Key: make([]byte, sha256.Size)}
	if _, err := rand.Read(key.Key); err != nil {
		return "", err
	}
	if err := d.db.Write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&key).Error; err != nil {
		return "", err
	}
	var kept mailKey
	err := d.db.Write(ctx).Where("id = 1").Take(&kept).Error
	return base64.RawURLEncoding.EncodeToString(append(seal(kept.Key, person[:]), person[:]...)), err
}

// seal is the HMAC of a person's id.
func seal(key, person []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(person)
	return mac.Sum(nil)
}

// Unsubscribe ends the weekly mail of whom the token names, however often it is asked to.
// fault.NotFound when it was never in a mail.
func (d *Digests) Unsubscribe(ctx context.Context, token string) error {
	var kept []mailKey
	if err := d.db.Read(ctx).Where("id = 1").Find(&kept).Error; err != nil {
		return err
	}
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(kept) == 0 || len(raw) != sha256.Size+len(uuid.UUID{}) || !hmac.Equal(raw[:sha256.Size], seal(kept[0].Key, raw[sha256.Size:])) {
		return fault.Missing("subscription")
	}
	return d.forget(ctx, uuid.UUID(raw[sha256.Size:]))
}

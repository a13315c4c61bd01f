package seal

import (
	"context"
	"crypto/rand"

	"gorm.io/gorm/clause"

	"ajar/internal/database"
)

// The keys of the registry: which each is, is the table that holds it and nothing else.
const (
	Pages = "live_key" // closes what is told to pages
	Mails = "mail_key" // signs the links that end mails
)

type keyRow struct {
	ID  int
	Key []byte
}

// Key reads a key that all replicas share, and makes it when there is none.
func Key(ctx context.Context, db *database.DB, which string) ([]byte, error) {
	var kept []keyRow
	if err := db.Read(ctx).Table(which).Where("id = 1").Find(&kept).Error; err != nil || len(kept) > 0 {
		return keyOf(kept), err
	}
	row := keyRow{ID: 1, Key: make([]byte, keyBytes)}
	if _, err := rand.Read(row.Key); err != nil {
		return nil, err
	}
	if err := db.Write(ctx).Table(which).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return nil, err
	}
	err := db.Write(ctx).Table(which).Where("id = 1").Find(&kept).Error
	return keyOf(kept), err
}

func keyOf(kept []keyRow) []byte {
	if len(kept) == 0 {
		return nil
	}
	return kept[0].Key
}

package seal

import (
	"context"
	"crypto/rand"

	"gorm.io/gorm/clause"

	"ajar/internal/database"
)

type keyRow struct {
	ID  int
	Key []byte
}

// TableName is the table of the one key.
func (keyRow) TableName() string { return "live_key" }

// Key reads the key that all replicas share, and makes it when there is none.
func Key(ctx context.Context, db *database.DB) ([]byte, error) {
	var kept []keyRow
	if err := db.Read(ctx).Where("id = 1").Find(&kept).Error; err != nil || len(kept) > 0 {
		return keyOf(kept), err
	}
	row := keyRow{ID: 1, Key: make([]byte, KeyBytes)}
	if _, err := rand.Read(row.Key); err != nil {
		return nil, err
	}
	if err := db.Write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return nil, err
	}
	err := db.Write(ctx).Where("id = 1").Find(&kept).Error
	return keyOf(kept), err
}

func keyOf(kept []keyRow) []byte {
	if len(kept) == 0 {
		return nil
	}
	return kept[0].Key
}

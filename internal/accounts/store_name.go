package accounts

import (
	"context"

	"ajar/internal/text"
)

// keyedAtOnce is how many names get their keys in one transaction.
const keyedAtOnce = 500

// keyNames makes the keys of names that have none of their version: of people who were
// there before names had keys, and of whom a replica of the version before changes.
func (s *Store) keyNames(ctx context.Context) error {
	for {
		var people []account
		err := s.db.Read(ctx).Where("version - name_key_version > 0").Order("id").Limit(keyedAtOnce).Find(&people).Error
		if err != nil || len(people) == 0 {
			return err
		}
		err = s.db.InTx(ctx, func(ctx context.Context) error {
			for _, p := range people {
				key := map[string]any{"name_key": text.NameKey(p.Name), "name_key_version": p.Version}
				if err := s.db.Write(ctx).Model(&account{}).Where("id = ? AND version = ?", p.ID, p.Version).Updates(key).Error; err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || len(people) < keyedAtOnce {
			return err
		}
	}
}

package database

import "gorm.io/gorm"

// Page reads the first limit rows of a query that says its order, and whether there are
// more. Where there are none it answers an empty list, not nil.
func Page[T any](q *gorm.DB, limit int) (rows []T, more bool, err error) {
	rows = []T{}
	err = q.Limit(limit + 1).Find(&rows).Error
	return rows[:min(limit, len(rows))], len(rows) > limit, err
}

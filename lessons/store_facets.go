package lessons

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// facet is a row of lesson_facets: what the library narrows by.
type facet struct {
	Facet    string
	Value    string
	LessonID uuid.UUID
}

// tally is a row of facet_counts, or what is to be added to one.
type tally struct {
	Facet string
	Value string
	N     int
}

// sort puts a published lesson among those of its facets, under its experiment's lock, and
// keeps count of the whole library.
func (s *Store) sort(ctx context.Context, l *lesson) error {
	var before []facet
	tx := s.db.Write(ctx)
	if err := tx.Table("lesson_facets").Where("lesson_id = ?", l.ID).Find(&before).Error; err != nil {
		return err
	}
	after := l.sorted()
	changes := changesOf(before, after)
	if len(changes) == 0 {
		return nil
	}
	if err := tx.Table("lesson_facets").Where("lesson_id = ?", l.ID).Delete(&facet{}).Error; err != nil {
		return err
	}
	if err := tx.Table("lesson_facets").Create(&after).Error; err != nil {
		return err
	}
	rows, values := make([]string, len(changes)), []any{}
	for i, c := range changes {
		rows[i], values = "(?, ?, ?)", append(values, c.Facet, c.Value, c.N)
	}
	return tx.Exec("INSERT INTO facet_counts (facet, value, n) VALUES "+strings.Join(rows, ", ")+
		" ON CONFLICT (facet, value) DO UPDATE SET n = facet_counts.n + excluded.n", values...).Error
}

// sorted are the rows of a published lesson.
func (l *lesson) sorted() (rows []facet) {
	for name, values := range l.Published.facets() {
		for _, v := range values {
			rows = append(rows, facet{name, v, l.ID})
		}
	}
	return rows
}

// changesOf is what a lesson's facets change in the counts: in one order for everybody, so
// that no two publications wait for each other.
func changesOf(before, after []facet) (changes []tally) {
	for _, f := range before {
		if !slices.Contains(after, f) {
			changes = append(changes, tally{f.Facet, f.Value, -1})
		}
	}
	for _, f := range after {
		if !slices.Contains(before, f) {
			changes = append(changes, tally{f.Facet, f.Value, 1})
		}
	}
	slices.SortFunc(changes, func(a, b tally) int {
		return cmp.Or(strings.Compare(a.Facet, b.Facet), strings.Compare(a.Value, b.Value))
	})
	return changes
}

package lessons

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// facet is a row of lesson_facets: what the library narrows by.
type facet struct {
	Facet    string
	Value    string
	LessonID uuid.UUID
}

// tally is a row of facet_counts, or of facet_pairs: what lessons that have a facet have
// else. In a change it is what is to be added.
type tally struct {
	Facet      string
	Value      string
	Other      string // facet_pairs: a lesson with the one has this facet, too
	OtherValue string
	N          int
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
	if err := s.add(ctx, "facet_counts", []string{"facet", "value"}, changes); err != nil {
		return err
	}
	return s.add(ctx, "facet_pairs", []string{"facet", "value", "other", "other_value"}, pairsOf(before, after))
}

// add adds changes to the counts of a table that has this key.
func (s *Store) add(ctx context.Context, table string, key []string, changes []tally) error {
	sum := map[string]any{"n": gorm.Expr(table + ".n + excluded.n")}
	columns := make([]clause.Column, len(key))
	for i, name := range key {
		columns[i].Name = name
	}
	return s.db.Write(ctx).Table(table).Select(append(key, "n")).
		Clauses(clause.OnConflict{Columns: columns, DoUpdates: clause.Assignments(sum)}).CreateInBatches(changes, 500).Error
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
func changesOf(before, after []facet) []tally {
	n := map[tally]int{}
	for _, f := range before {
		n[tally{Facet: f.Facet, Value: f.Value}]--
	}
	for _, f := range after {
		n[tally{Facet: f.Facet, Value: f.Value}]++
	}
	return inOneOrder(n)
}

// pairsOf is the same of the pairs of them, each with itself among them.
func pairsOf(before, after []facet) []tally {
	n := map[tally]int{}
	count := func(all []facet, by int) {
		for _, f := range all {
			for _, g := range all {
				n[tally{Facet: f.Facet, Value: f.Value, Other: g.Facet, OtherValue: g.Value}] += by
			}
		}
	}
	count(before, -1)
	count(after, 1)
	return inOneOrder(n)
}

func inOneOrder(n map[tally]int) (changes []tally) {
	for t, by := range n {
		if t.N = by; by != 0 {
			changes = append(changes, t)
		}
	}
	slices.SortFunc(changes, func(a, b tally) int {
		return cmp.Or(cmp.Compare(a.Facet, b.Facet), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Other, b.Other), cmp.Compare(a.OtherValue, b.OtherValue))
	})
	return changes
}

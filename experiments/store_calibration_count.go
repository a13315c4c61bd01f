package experiments

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ajar/experiments/door"
	"ajar/internal/database"
)

// countedAtOnce is how many experiments are counted in one transaction.
const countedAtOnce = 500

// CountDoors counts for the calibration what ended, or told what undoing took, since it
// was done last; until then the calibration reads these one by one. Whoever concludes need
// not wait for it. Any number of replicas may do it.
func (s *Store) CountDoors(ctx context.Context) error {
	for {
		n := 0
		err := s.db.InTx(ctx, func(ctx context.Context) (err error) {
			n, err = s.countSome(ctx)
			return err
		})
		if err != nil || n < countedAtOnce {
			return err
		}
	}
}

func (s *Store) countSome(ctx context.Context) (int, error) {
	var ids []uuid.UUID
	// Held, too, from whom it would else tell something while it is counted.
	mine := database.Held
	mine.Options = clause.LockingOptionsSkipLocked
	err := s.db.Write(ctx).Table("uncounted u").Clauses(mine).Joins("CROSS JOIN experiments e").Where("e.id = u.experiment_id").Limit(countedAtOnce).Pluck("u.experiment_id", &ids).Error
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	all, err := s.undone(ctx, "u.experiment_id IN ?", ids)
	if err != nil {
		return 0, err
	}
	judgedBy, err := s.policies.versions(ctx, foreseen{others: all}.versions()...)
	if err != nil {
		return 0, err
	}
	if err := s.keepCounts(ctx, all, judgedBy); err != nil {
		return 0, err
	}
	return len(ids), s.db.Write(ctx).Exec("DELETE FROM uncounted WHERE experiment_id IN ?", ids).Error
}

// kept is a row of calibration_counts.
type kept struct {
	Unit  string
	Since time.Time
	Door  door.Door
	Rule  string

	PolicyVersion, Doors, Told, Wrong int
}

// TableName is where GORM keeps counts.
func (kept) TableName() string { return "calibration_counts" }

// in is a row of what is counted, for a unit of time.
func (t tally) in(unit string, since time.Time) kept {
	return kept{unit, since, t.Door, t.Rule, t.PolicyVersion, t.Doors, t.Told, t.Wrong}
}

// keepCounts adds experiments to the counts and to the list of wrong doors: in one order
// for everybody, so that no two who count wait for each other.
func (s *Store) keepCounts(ctx context.Context, all []undone, judgedBy map[int]*PolicyVersion) error {
	sums, wrong := map[kept]tally{}, []map[string]any{}
	for _, u := range all {
		policy := judgedBy[u.PolicyVersion].Compiled
		for _, t := range u.uncounted(policy) {
			for unit, length := range units {
				of := tally{Door: t.Door, Rule: t.Rule, PolicyVersion: t.PolicyVersion}.in(unit, u.ConcludedAt.Truncate(length))
				sums[of] = tally{t.Door, t.Rule, t.PolicyVersion, sums[of].Doors + t.Doors, sums[of].Told + t.Told, sums[of].Wrong + t.Wrong}
			}
		}
		for _, rule := range u.wrong(policy) {
			wrong = append(wrong, map[string]any{"door": u.Door, "rule": rule, "number": u.Number, "concluded_at": u.ConcludedAt})
		}
	}
	rows := make([]kept, 0, len(sums))
	for of, t := range sums {
		rows = append(rows, t.in(of.Unit, of.Since))
	}
	slices.SortFunc(rows, func(a, b kept) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), a.Since.Compare(b.Since), cmp.Compare(a.Door, b.Door), cmp.Compare(a.Rule, b.Rule), a.PolicyVersion-b.PolicyVersion)
	})
	added := clause.Assignments(map[string]any{"doors": plus("doors"), "told": plus("told"), "wrong": plus("wrong")})
	err := s.db.Write(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "unit"}, {Name: "since"}, {Name: "door"}, {Name: "rule"}, {Name: "policy_version"}}, DoUpdates: added}).CreateInBatches(&rows, countedAtOnce).Error
	if err != nil || len(wrong) == 0 {
		return err
	}
	return s.db.Write(ctx).Table("calibration_wrong").CreateInBatches(wrong, countedAtOnce).Error
}

func plus(column string) clause.Expr {
	return gorm.Expr("calibration_counts." + column + " + excluded." + column)
}

package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ajar/internal/clock"
	"ajar/internal/database"
)

// Put keeps jobs with the transaction that ctx carries. One of a kind and key
// that are there already takes the old one's place, also when that is dead or
// being run: the old one's end is then forgotten, and the new one runs.
func Put(ctx context.Context, db *database.DB, jobs ...Job) error {
	for i := range jobs {
		j := &jobs[i]
		j.ID, j.Attempts, j.Lease, j.DeadAt, j.Error = clock.NewID(), 0, nil, nil, ""
		if j.Key == "" {
			j.Key = j.ID.String()
		}
		if j.Data == nil {
			j.Data = json.RawMessage("{}")
		}
	}
	return db.Later(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "kind"}, {Name: "key"}},
		DoUpdates: clause.AssignmentColumns([]string{"data", "run_at", "attempts", "lease", "dead_at", "error"}),
	}).CreateInBatches(&jobs, 500).Error // databases bind only so many values at once
}

// waiting are the jobs of some kinds that could be taken, now or later.
func (w *Worker) waiting(q *gorm.DB, kinds []string) *gorm.DB {
	return q.Model(&Job{}).Where("dead_at IS NULL AND kind IN ?", kinds).Order("run_at").Limit(1)
}

// claim takes the job that is due longest for the time of a lease; nil when
// there is none. It looks without writing first: mostly nothing is due.
func (w *Worker) claim(ctx context.Context, kinds []string) (*Job, error) {
	now := w.clock.Now()
	var due []Job
	if err := w.waiting(w.db.Read(ctx), kinds).Where("run_at <= ?", now).Select("id").Find(&due).Error; err != nil || len(due) == 0 {
		return nil, err
	}
	err := w.db.InTx(ctx, func(ctx context.Context) error {
		due = nil
		skipping := clause.Locking{Strength: clause.LockingStrengthUpdate, Options: clause.LockingOptionsSkipLocked}
		if err := w.waiting(w.db.Write(ctx), kinds).Where("run_at <= ?", now).Clauses(skipping).Find(&due).Error; err != nil || len(due) == 0 {
			return err
		}
		job := &due[0]
		mine := clock.NewID()
		job.Lease, job.RunAt, job.Attempts = &mine, now.Add(lease), job.Attempts+1
		return w.db.Write(ctx).Model(job).Select("lease", "run_at", "attempts").Updates(job).Error
	})
	if err != nil || len(due) == 0 {
		return nil, err
	}
	return &due[0], nil
}

// mine is the job as long as this taking of it is the present one.
func (w *Worker) mine(ctx context.Context, job *Job) *gorm.DB {
	return w.db.Write(ctx).Model(&Job{}).Where("id = ? AND lease = ?", job.ID, job.Lease)
}

// done forgets a job.
func (w *Worker) done(ctx context.Context, job *Job) error {
	return w.mine(ctx, job).Delete(&Job{}).Error
}

// later brings a failed job back at the time given.
func (w *Worker) later(ctx context.Context, job *Job, at time.Time, why error) error {
	return w.mine(ctx, job).Updates(map[string]any{"lease": nil, "run_at": at, "error": why.Error()}).Error
}

// bury gives a job up, and keeps it.
func (w *Worker) bury(ctx context.Context, job *Job, why error) error {
	return w.mine(ctx, job).Updates(map[string]any{"lease": nil, "dead_at": w.clock.Now(), "error": why.Error()}).Error
}

// state is how far behind the work is, and how many jobs are dead.
func (w *Worker) state(ctx context.Context) (late time.Duration, dead int64, err error) {
	var next Job
	err = w.waiting(w.db.Read(ctx), append(w.lane(false), w.lane(true)...)).Take(&next).Error
	switch {
	case err == nil:
		late = max(0, w.clock.Now().Sub(next.RunAt))
	case !errors.Is(err, gorm.ErrRecordNotFound):
		return 0, 0, err
	}
	err = w.db.Read(ctx).Model(&Job{}).Where("dead_at IS NOT NULL").Count(&dead).Error
	return late, dead, err
}

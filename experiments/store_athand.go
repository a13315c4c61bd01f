package experiments

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"

	"ajar/experiments/readout"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
)

// atHand is true of what a team has begun and not ended, or owes. An index holds
// these alone: the words must be its own, for the planners to see it.
const atHand = "(status IN ('draft', 'ready', 'running', 'paused') OR owes_lesson OR owes_recovery)"

// MostAtHand is how many experiments AtHand answers at most.
const MostAtHand = 200

// AtHand reads what the actor's teams have begun and not ended, or owe something
// for, newest first; of more than MostAtHand the newest. One statement.
func (s *Store) AtHand(ctx context.Context, actor accounts.Actor) ([]AtHand, error) {
	var rows []struct {
		Summary  `gorm:"embedded"`
		CheckIns int
		LastDay  Day
		TimeZone string
	}
	err := s.db.Read(ctx).Table("experiments").Select(database.Columns("experiments", Summary{})+", experiments.check_ins, "+accounts.TimeZone+` AS time_zone,
		COALESCE((SELECT MAX(c.day) FROM check_ins c WHERE c.experiment_id = experiments.id), '') AS last_day`).
		Where("team_id IN ?", actor.Teams).Where(atHand).Order("number DESC").Limit(MostAtHand).Find(&rows).Error
	if err != nil {
		return nil, err
	}
	all := make([]AtHand, len(rows))
	for i, row := range rows {
		row.Key = KeyOf(row.Number)
		all[i].Summary, all[i].CheckIns = row.Summary, row.CheckIns
		if row.Status != Running {
			continue
		}
		zone, err := clock.Zone(row.TimeZone)
		if err != nil {
			return nil, err
		}
		all[i].CheckInDue = checkInDue(dayIn(zone, *row.StartedAt), row.LastDay, row.EndsOn)
	}
	return all, nil
}

// mostGlances is how many running experiments are looked at together.
const mostGlances = 12

// Glances reads how the signals of the actor's running experiments are: of those
// that end first, and of each as its readout would say. Two statements.
func (s *Store) Glances(ctx context.Context, actor accounts.Actor) ([]Glance, error) {
	var running []Experiment
	err := s.db.Read(ctx).Where("team_id IN ?", actor.Teams).Where(atHand).Where("status = 'running' AND check_ins > 0").
		Order("CASE ends_on WHEN '' THEN '9' ELSE ends_on END, number").Limit(mostGlances).Find(&running).Error
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, len(running))
	for i, e := range running {
		ids[i] = e.ID
	}
	var checkIns []CheckIn
	err = s.db.Read(ctx).Select("check_ins.experiment_id, check_ins.n, check_ins.day, check_ins.signal").
		Joins("JOIN experiments e ON e.id = check_ins.experiment_id AND check_ins.n > e.check_ins - ?", mostReadings).
		Where("e.id IN ?", ids).Find(&checkIns).Error
	slices.SortFunc(checkIns, func(a, b CheckIn) int { return cmp.Or(cmp.Compare(a.On, b.On), a.N-b.N) })
	of := map[uuid.UUID][]CheckIn{}
	for _, c := range checkIns {
		of[c.ExperimentID] = append(of[c.ExperimentID], c)
	}
	glances := make([]Glance, len(running))
	for i := range running {
		e := &running[i]
		r := readout.Read(e.plan(), readings(of[e.ID]))
		glances[i] = Glance{e.ID, e.signal(), r.Says, r.Points[max(0, len(r.Points)-mostGlimpsed):]}
	}
	return glances, err
}

package experiments_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/search"
	"ajar/review"
)

// Whatever happened, and whenever it was counted: the calibration is that of a registry in
// which nothing is counted and every experiment is read. Days are those of a time zone that
// differs from UTC by quarters of an hour.
func TestTheCalibrationIsThatOfARecount(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		now := time.Now().UTC().Truncate(time.Microsecond)
		moving := clock.Clock{Fixed: func() time.Time { return now }}
		s, r := newStage(t, db), rand.New(rand.NewPCG(4, 7))
		s.exps = experiments.New(db, moving, search.NewStore(db))
		s.reviews = review.New(db, moving, s.exps)
		must(t, db.Write(t.Context()).Exec("UPDATE organisation SET time_zone = 'Asia/Kathmandu'").Error)
		zone, err := clock.Zone("Asia/Kathmandu")
		must(t, err)
		begin, day := now, func(at time.Time) experiments.Day { return experiments.Day(clock.Day(at, zone)) }
		var stopped []*play
		for n := range 60 {
			now = now.Add(time.Duration(r.IntN(9*60)) * time.Minute)
			p := s.register(t.Context(), t, r.IntN(2) == 0)
			p.runs(t, r, day(now))
			if r.IntN(3) == 0 {
				must(t, p.act(t.Context(), "member", experiments.Stop, false))
				stopped = append(stopped, p)
			} else {
				p.tells(t, r)
			}
			if len(stopped) > 0 && r.IntN(3) == 0 {
				stopped[0].tells(t, r)
				stopped = stopped[1:]
			}
			if r.IntN(5) == 0 {
				must(t, s.exps.CountDoors(t.Context()))
			}
			if n%6 == 0 {
				s.recounts(t, db, "", "")
				s.recounts(t, db, day(begin.Add(time.Duration(r.IntN(n+1))*4*time.Hour)), day(now))
				s.recounts(t, db, day(now), day(now))
			}
		}
		must(t, s.exps.CountDoors(t.Context()))
		if c := s.recounts(t, db, "", ""); c.TwoWay.False == 0 || c.OneWay.False == 0 || c.TwoWay.Concluded+c.OneWay.Concluded != 60 {
			t.Errorf("the history proves nothing: %+v, %+v", c.TwoWay, c.OneWay)
		}
	})
}

// runs lets it start, be checked in on and be undone for a try, or not.
func (p *play) runs(t *testing.T, r *rand.Rand, day experiments.Day) {
	t.Helper()
	steps := []string{"submit", "start"}
	if p.risky {
		steps = []string{"submit", "approve", "start"}
	}
	for _, step := range steps {
		must(t, p.step(t.Context(), step, false))
	}
	who, ref := p.people["member"], experiments.ByID(p.id)
	if r.IntN(3) == 0 {
		_, err := p.exps.CheckIn(t.Context(), who, ref, nil, "", day, experiments.Seen{CustomersReached: 1})
		must(t, err)
	}
	if r.IntN(4) == 0 {
		must(t, p.act(t.Context(), "member", experiments.TryUndo, false))
	}
}

// tells concludes it, and says what undoing took.
func (p *play) tells(t *testing.T, r *rand.Rand) {
	t.Helper()
	hours, cost := []float64{1, 90}[r.IntN(2)], []float64{0, 9000}[r.IntN(2)]
	c := experiments.Conclusion{Outcome: experiments.Worked, ReversibleAsSaid: []string{"", "yes", "no", "unsure"}[r.IntN(4)]}
	if r.IntN(3) > 0 {
		c.Undone = &experiments.Undone{Needed: true, Hours: &hours, Cost: &cost, LeftOvers: []string{"", "", "A scald"}[r.IntN(3)]}
	}
	_, err := p.exps.Conclude(t.Context(), p.people["member"], experiments.ByID(p.id), nil, c)
	must(t, err)
}

// recounts compares the calibration with that of the same registry with nothing counted.
func (s *stage) recounts(t *testing.T, db *database.DB, from, to experiments.Day) (known *experiments.Calibration) {
	t.Helper()
	reader := accounts.Actor{Roles: accounts.Roles{accounts.Admin}}
	known, err := s.exps.Calibrate(t.Context(), reader, from, to)
	must(t, err)
	forgotten := errors.New("forgotten again")
	err = db.InTx(t.Context(), func(ctx context.Context) error {
		for _, forget := range []string{"DELETE FROM calibration_counts", "DELETE FROM calibration_wrong", "DELETE FROM uncounted",
			"INSERT INTO uncounted (experiment_id, ended) SELECT id, TRUE FROM experiments WHERE concluded_at IS NOT NULL"} {
			must(t, db.Write(ctx).Exec(forget).Error)
		}
		recount, err := s.exps.Calibrate(ctx, reader, from, to)
		must(t, err)
		if diff := cmp.Diff(recount, known); diff != "" {
			t.Errorf("from %q to %q: %s", from, to, diff)
		}
		return forgotten
	})
	if !errors.Is(err, forgotten) {
		t.Fatal(err)
	}
	return known
}

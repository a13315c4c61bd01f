package experiments

import (
	"cmp"
	"context"
	"slices"

	"ajar/experiments/readout"
	"ajar/internal/accounts"
	"ajar/internal/audit"
)

// mostReadings is how many check-ins a readout looks at, the newest ones: one for
// every working day of two years. Of what is marked beside them it looks at as many.
const mostReadings = 500

// Readout says what the check-ins tell of the signal, and what happened while it
// was measured. Everyone who may read the experiment may; days become months as in
// its timeline.
func (s *Store) Readout(ctx context.Context, actor accounts.Actor, ref Ref) (*Readout, error) {
	e, err := s.One(ctx, actor, ref, "en")
	if err != nil {
		return nil, err
	}
	var checkIns []CheckIn
	err = s.db.Read(ctx).Select("n", "day", "signal", "stop_rule_tripped").Where("experiment_id = ?", e.ID).
		Order("n DESC").Limit(mostReadings).Find(&checkIns).Error
	if err != nil {
		return nil, err
	}
	slices.SortFunc(checkIns, func(a, b CheckIn) int { return cmp.Or(cmp.Compare(a.On, b.On), a.N-b.N) })
	events, err := audit.Newest(ctx, s.db, e.ID, mostReadings, marking...)
	if err != nil {
		return nil, err
	}
	marks, err := marks(events, checkIns, e.Sight.Zone)
	if err != nil {
		return nil, err
	}
	r := &Readout{readout.Read(e.plan(), readings(checkIns)), marks}
	if !e.Sight.Full {
		r.tellMonths()
	}
	return r, nil
}

// plan is what the proposal says of its signal.
func (e *Experiment) plan() readout.Plan {
	signal := e.signal()
	plan := readout.Plan{Unit: signal.Unit, Baseline: signal.Baseline, Target: signal.Target, Down: signal.Direction == "down"}
	if most := e.Answers.CustomersExposed; most != nil {
		plan.Customers = *most
	}
	return plan
}

func readings(checkIns []CheckIn) []readout.Reading {
	var all []readout.Reading
	for _, c := range checkIns {
		if c.Signal == nil {
			continue
		}
		r := readout.Reading{On: string(c.On), Value: c.Signal.Value, Hits: c.Signal.Hits, SD: c.Signal.SD}
		if c.Signal.N != nil {
			r.N = *c.Signal.N
		}
		all = append(all, r)
	}
	return all
}

package experiments

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/fault"
)

// Calibrate compares what the door policy foresaw with what undoing took, over
// the experiments concluded from one day to another, both included, as the
// organisation counts days; "" is a year ago and today. It adds up what is counted,
// and reads what is not counted yet: six statements at most. Everyone signed in; for who
// is no administrator the period is widened to whole months, as by a single day they would
// learn when somebody concluded.
func (s *Store) Calibrate(ctx context.Context, actor accounts.Actor, from, to Day) (*Calibration, error) {
	present, zone, err := s.policies.newest(ctx)
	if err != nil {
		return nil, err
	}
	begins, ends, err := period(from, to, s.clock.Now().In(zone))
	if err != nil {
		return nil, err
	}
	if !actor.Is(accounts.Admin) {
		begins, ends = wholeMonths(begins, ends)
	}
	var f foreseen
	err = s.db.Snapshot(ctx, func(ctx context.Context) error {
		f, err = s.foreseen(ctx, begins, ends)
		return err
	})
	if err != nil {
		return nil, err
	}
	judgedBy, err := s.policies.versions(ctx, f.versions()...)
	if err != nil {
		return nil, err
	}
	c := newCalibration(present.Compiled)
	c.From, c.To = dayIn(zone, begins), dayIn(zone, ends.AddDate(0, 0, -1))
	c.fill(f, judgedBy)
	return c, nil
}

// period is from the first moment of a day to the last of another.
func period(from, to Day, now time.Time) (begins, ends time.Time, err error) {
	zone := now.Location()
	if ends, err = clock.DayEnds(string(cmp.Or(to, dayIn(zone, now))), zone); err != nil {
		return begins, ends, err
	}
	ends = ends.In(zone)
	from = cmp.Or(from, max(dayIn(zone, ends.AddDate(-1, 0, 0)), "0000-01-01")) // no day is written before it
	if begins, err = clock.DayBegins(string(from), zone); err != nil {
		return begins, ends, err
	}
	begins = begins.In(zone)
	if !begins.Before(ends) {
		return begins, ends, fault.Bad(fault.Field{Location: "query.from", Code: "after_end", Message: "The first day is after the last. Choose an earlier one."})
	}
	return begins, ends, nil
}

// wholeMonths are those that a period touches.
func wholeMonths(begins, ends time.Time) (first, after time.Time) {
	zone := ends.Location()
	return clock.MonthBegins(begins, 0, zone), clock.MonthBegins(ends.AddDate(0, 0, -1), 1, zone)
}

// foreseen is what a calibration is made of: what is counted, the newest wrong doors
// among that, and the experiments that are not counted yet.
type foreseen struct {
	counted []tally
	wrong   []wrongDoor
	others  []undone
}

// wrongDoor is a door that was the wrong one, beside a rule that it is put down to.
type wrongDoor struct {
	OneDoor `gorm:"embedded"`
	Number  int64
	Door    door.Door
	Rule    string
}

// foreseen reads what is concluded in a period, in a snapshot: what is counted in the
// meantime would else be read twice or not at all.
func (s *Store) foreseen(ctx context.Context, begins, ends time.Time) (f foreseen, err error) {
	if f.counted, err = s.tallies(ctx, begins, ends); err != nil {
		return f, err
	}
	if f.wrong, err = s.wrongDoors(ctx, f.counted, begins, ends); err != nil {
		return f, err
	}
	f.others, err = s.undone(ctx, "(e.door = ? OR "+wasWrong+") AND "+concludedIn, door.OneWay, begins, ends)
	return f, err
}

const (
	concludedIn = "e.concluded_at >= ? AND e.concluded_at < ?"
	wasWrong    = "COALESCE(e.conclusion ->> 'reversible_as_said', '') = 'no'"
)

// tallies adds up what is counted of a period, and counts the two-way doors that are not
// and were not wrong: there may be many after an upgrade. CROSS JOIN, here and below, lets
// SQLite begin with the few that wait.
func (s *Store) tallies(ctx context.Context, begins, ends time.Time) (all []tally, err error) {
	var within []string
	var values []any
	for _, of := range spansOf(begins, ends) {
		within, values = append(within, "unit = ? AND since >= ? AND since < ?"), append(values, of.unit, of.begins, of.end)
	}
	err = s.db.Read(ctx).Raw(`SELECT door, rule, policy_version, SUM(doors) AS doors, SUM(told) AS told, SUM(wrong) AS wrong FROM calibration_counts
		WHERE `+strings.Join(within, " OR ")+` GROUP BY door, rule, policy_version
		UNION ALL SELECT 'two_way', '`+everyDoor+`', 0, COUNT(*) FILTER (WHERE u.ended), COUNT(e.conclusion ->> 'reversible_as_said'), 0
		FROM uncounted u CROSS JOIN experiments e WHERE e.id = u.experiment_id AND e.door = 'two_way' AND NOT `+wasWrong+" AND "+concludedIn, append(values, begins, ends)...).Scan(&all).Error
	return all, err
}

// wrongDoors reads the newest wrong doors of every rule among what is counted of a period.
func (s *Store) wrongDoors(ctx context.Context, counted []tally, begins, ends time.Time) (all []wrongDoor, err error) {
	var parts []string
	var values []any
	heard := map[wrongDoor]bool{}
	for _, t := range counted {
		of := wrongDoor{Door: t.Door, Rule: t.Rule}
		if t.Wrong == 0 || t.Rule == everyDoor || heard[of] {
			continue
		}
		heard[of] = true
		parts = append(parts, `SELECT * FROM (SELECT door, rule, number FROM calibration_wrong
			WHERE door = ? AND rule = ? AND concluded_at >= ? AND concluded_at < ? ORDER BY number DESC LIMIT ?) AS of_one_rule`)
		values = append(values, t.Door, t.Rule, begins, ends, maxOpened)
	}
	if len(parts) == 0 {
		return nil, nil
	}
	err = s.db.Read(ctx).Raw("SELECT w.door, w.rule, e.id, e.number, e.title, e.team_id FROM ("+strings.Join(parts, " UNION ALL ")+
		") AS w JOIN experiments e ON e.number = w.number", values...).Scan(&all).Error
	return all, err
}

// undone reads experiments that are not counted and that a condition picks.
func (s *Store) undone(ctx context.Context, condition string, values ...any) (all []undone, err error) {
	err = s.db.Read(ctx).Raw(`SELECT e.id, e.number, e.title, e.team_id, e.door, e.concluded_at, e.conclusion, e.check_ins, e.customers_reached, u.ended,
		r.verdict, r.policy_version, r.proposal -> 'answers' AS answers, COALESCE(r.proposal ->> 'starts_on', '') AS starts_on, COALESCE(r.proposal ->> 'ends_on', '') AS ends_on
		FROM uncounted u CROSS JOIN experiments e CROSS JOIN revisions r WHERE e.id = u.experiment_id AND r.experiment_id = e.id AND r.number = e.revision AND `+condition, values...).Scan(&all).Error
	return all, err
}

// versions are the policies by which these doors were judged.
func (f foreseen) versions() (all []int) {
	for _, t := range f.counted {
		if t.PolicyVersion > 0 {
			all = append(all, t.PolicyVersion)
		}
	}
	for _, u := range f.others {
		all = append(all, u.PolicyVersion)
	}
	return all
}

// fill adds what was foreseen, that of the newest policy first: a rule that is gone has
// the gate that it had last.
func (c *Calibration) fill(f foreseen, judgedBy map[int]*PolicyVersion) {
	all, wrong, present := f.counted, f.wrong, len(c.Rules)
	for _, u := range f.others {
		policy := judgedBy[u.PolicyVersion].Compiled
		all = append(all, u.uncounted(policy)...)
		for _, rule := range u.wrong(policy) {
			wrong = append(wrong, wrongDoor{u.OneDoor, u.Number, u.Door, rule})
		}
	}
	slices.SortStableFunc(all, func(a, b tally) int { return b.PolicyVersion - a.PolicyVersion })
	for _, t := range all {
		gate := ""
		if policy := judgedBy[t.PolicyVersion]; policy != nil {
			gate = policy.Compiled.GateOf(t.Rule)
		}
		c.add(t, gate)
	}
	slices.SortFunc(wrong, func(a, b wrongDoor) int { return cmp.Compare(b.Number, a.Number) })
	for _, w := range wrong {
		w.Key = KeyOf(w.Number)
		c.show(w)
	}
	slices.SortFunc(c.Rules[present:], func(a, b RuleCalibration) int { return strings.Compare(a.Rule, b.Rule) })
}

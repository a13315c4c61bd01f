package experiments

import (
	"cmp"
	"context"
	"time"

	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/fault"
)

// Calibrate compares what the door policy foresaw with what undoing took, over
// the experiments concluded from one day to another, both included, as the
// organisation counts days; "" is a year ago and today. It takes four statements,
// whatever there is. Everyone signed in; for who is no administrator the period is widened
// to whole months, as by a single day they would learn when somebody concluded.
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
	c := newCalibration(present.Compiled)
	c.From, c.To = dayIn(zone, begins), dayIn(zone, ends.AddDate(0, 0, -1))
	if c.TwoWay, err = s.twoWayDoors(ctx, begins, ends); err != nil {
		return nil, err
	}
	all, judgedBy, err := s.undoneDoors(ctx, begins, ends)
	for _, u := range all {
		u.Key = keyOf(u.Number)
		c.add(u, judgedBy[u.PolicyVersion].Compiled)
	}
	return c, err
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

const concludedIn = "e.concluded_at >= ? AND e.concluded_at < ? AND e.outcome <> 'not_run'"

// twoWayDoors counts the two-way doors.
func (s *Store) twoWayDoors(ctx context.Context, begins, ends time.Time) (DoorCalibration, error) {
	var c DoorCalibration
	err := s.db.Read(ctx).Raw(`SELECT COUNT(*) AS concluded, COUNT(e.conclusion ->> 'reversible_as_said') AS told FROM experiments e
		WHERE e.door = 'two_way' AND `+concludedIn, begins, ends).Scan(&c).Error
	return c, err
}

// undoneDoors reads the one-way doors, and the two-way doors that were not as
// reversible as said, newest first, with the policies that judged them.
func (s *Store) undoneDoors(ctx context.Context, begins, ends time.Time) ([]undone, map[int]*PolicyVersion, error) {
	var all []undone
	err := s.db.Read(ctx).Raw(`SELECT e.id, e.number, e.title, e.team_id, e.door, e.conclusion, e.check_ins, e.customers_reached, r.verdict, r.policy_version, r.proposal -> 'answers' AS answers,
		COALESCE(r.proposal ->> 'starts_on', '') AS starts_on, COALESCE(r.proposal ->> 'ends_on', '') AS ends_on
		FROM experiments e JOIN revisions r ON r.experiment_id = e.id AND r.number = e.revision
		WHERE (e.door = ? OR e.conclusion ->> 'reversible_as_said' = 'no') AND `+concludedIn+` ORDER BY e.number DESC`, door.OneWay, begins, ends).Scan(&all).Error
	if err != nil {
		return nil, nil, err
	}
	numbers := make([]int, len(all))
	for i, u := range all {
		numbers[i] = u.PolicyVersion
	}
	judgedBy, err := s.policies.versions(ctx, numbers...)
	return all, judgedBy, err
}

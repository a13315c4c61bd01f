package experiments

import (
	"context"
	"time"

	"ajar/internal/accounts"
	"ajar/internal/database"
	"ajar/internal/notifications"
)

// zone is the organisation's time zone.
func (s *Store) zone(ctx context.Context) (*time.Location, error) { return accounts.Zone(ctx, s.db) }

// CheckIn records what the team saw on a day. What trips the stop rule, or passes
// what was declared, pauses a running experiment in the same transaction. Only
// the team may; ifVersion nil means whatever is there. With a key the same words
// count once: a repeat is answered with what was recorded, whatever has become of
// the experiment. Answers a fault that names every field that cannot be.
func (s *Store) CheckIn(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int, key string, on Day, seen Seen) (*CheckedIn, error) {
	var done *CheckedIn
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		zone, err := s.zone(ctx)
		if err != nil {
			return err
		}
		c, today := CheckIn{On: on, Seen: seen.tidy()}, dayIn(zone, s.clock.Now())
		if c.SentAs, err = c.sentAs(actor.PersonID, key); err != nil {
			return err
		}
		if done, err = s.checkedIn(ctx, actor, ref, c.SentAs, today); err != nil || done != nil {
			return err
		}
		e, err := s.change(ctx, actor, ref, ifVersion, Report, func(ctx context.Context, e *Experiment) error {
			if err := incomplete(nil, c.wrong(dayIn(zone, *e.StartedAt), today)); err != nil {
				return err
			}
			return s.keepCheckIn(ctx, e, &c)
		})
		if err != nil {
			return err
		}
		e.Drift = e.drift(today)
		if why := e.mustPause(&c); why != "" {
			err = s.pauseFor(ctx, e, why)
		}
		if err == nil && c.CustomersReached > 0 && e.full() {
			err = s.tellTeam(ctx, e, actor.PersonID, notifications.CapReached)
		}
		done = &CheckedIn{c, e.Status, e.PausedBecause, append([]Drift{}, e.Drift...)}
		return err
	})
	return done, err
}

// checkedIn is what was recorded of the same words before; nil when nothing was.
func (s *Store) checkedIn(ctx context.Context, actor accounts.Actor, ref Ref, sentAs string, today Day) (*CheckedIn, error) {
	if sentAs == "" {
		return nil, nil
	}
	e, err := s.find(s.db.Write(ctx), actor, ref)
	if err != nil {
		return nil, err
	}
	var found []CheckIn
	if err := s.db.Write(ctx).Where("experiment_id = ? AND sent_as = ?", e.ID, sentAs).Find(&found).Error; err != nil || len(found) == 0 {
		return nil, err
	}
	return &CheckedIn{found[0], e.Status, e.PausedBecause, append([]Drift{}, e.drift(today)...)}, nil
}

// keepCheckIn writes the next check-in of a locked experiment, and adds it up.
func (s *Store) keepCheckIn(ctx context.Context, e *Experiment, c *CheckIn) error {
	e.CheckIns++
	e.CustomersReached += c.CustomersReached
	c.ExperimentID, c.N = e.ID, e.CheckIns
	return s.db.Write(ctx).Create(c).Error
}

// CheckInsOf reads an experiment's check-ins, the last recorded first, from before
// the one with the number given (0: from the last), and whether there are more. Everyone who may read
// the experiment may; days become months as in its timeline.
func (s *Store) CheckInsOf(ctx context.Context, actor accounts.Actor, ref Ref, before, limit int) ([]CheckIn, bool, error) {
	e, err := s.One(ctx, actor, ref, "en")
	if err != nil {
		return nil, false, err
	}
	q := s.db.Read(ctx).Where("experiment_id = ?", e.ID)
	if before > 0 {
		q = q.Where("n < ?", before)
	}
	page, more, err := database.Page[CheckIn](q.Order("n DESC"), limit)
	e.Sight.Blur(&page)
	return page, more, err
}

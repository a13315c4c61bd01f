package accounts

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/clock"
	"ajar/internal/fault"
	"ajar/internal/notifications"
)

type delegationRow struct {
	PersonID   uuid.UUID
	DelegateID uuid.UUID
	FromOn     string
	UntilOn    string
}

// TableName is the table of who stands in for whom.
func (delegationRow) TableName() string { return "delegations" }

// today is the day it is for the organisation; UTC before the setup.
func (s *Store) today(ctx context.Context) (string, error) {
	zone, err := Zone(ctx, s.db)
	if err != nil {
		return "", err
	}
	return clock.Day(s.clock.Now(), zone), nil
}

// Delegations are the actor's own, and those in which others named the actor.
func (s *Store) Delegations(ctx context.Context, actor Actor) (Delegations, error) {
	today, err := s.today(ctx)
	if err != nil {
		return Delegations{}, err
	}
	return delegations(s.db.Read(ctx), actor.PersonID, today)
}

func delegations(db *gorm.DB, person uuid.UUID, today string) (Delegations, error) {
	d := Delegations{Items: []Delegation{}, For: []Delegation{}}
	if err := db.Table("people").Where("id = ?", person).Pluck("delegations_version", &d.Version).Error; err != nil {
		return d, err
	}
	var rows []struct {
		PersonID, DelegateID uuid.UUID
		FromOn, UntilOn      string
		Person, Delegate     string
	}
	err := db.Table("delegations d").Select("d.*, p.name AS person, q.name AS delegate").
		Joins("JOIN people p ON p.id = d.person_id JOIN people q ON q.id = d.delegate_id").
		Where("(d.person_id = ? OR d.delegate_id = ?) AND d.until_on >= ?", person, person, today).Order("d.from_on, d.person_id").Find(&rows).Error
	for _, r := range rows {
		one := Delegation{To: Colleague{r.DelegateID, r.Delegate}, For: Colleague{r.PersonID, r.Person}, From: r.FromOn, Until: r.UntilOn}
		if r.PersonID == person {
			d.Items = append(d.Items, one)
		} else {
			d.For = append(d.For, one)
		}
	}
	return d, err
}

// PutDelegations replaces who stands in for the actor, and tells those who are
// named and those who no longer are. A delegate gets no right that the actor has
// not, and none that they may not have themselves: who contributed, or is of the
// team, decides on nobody's behalf. Everyone, for themselves.
func (s *Store) PutDelegations(ctx context.Context, actor Actor, version *int, in []DelegationInput) (Delegations, error) {
	var after Delegations
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.lockPerson(ctx, actor.PersonID, nil); err != nil {
			return err
		}
		zone, err := Zone(ctx, s.db)
		if err != nil {
			return err
		}
		today := clock.Day(s.clock.Now(), zone)
		before, err := delegations(s.db.Write(ctx), actor.PersonID, today)
		if err != nil {
			return err
		}
		if err := fault.Unchanged(before.Version, version); err != nil {
			return err
		}
		bad, err := s.delegationFaults(ctx, actor.PersonID, in, today)
		if err != nil {
			return err
		}
		if err := fault.Also(nil, bad); err != nil {
			return err
		}
		if err := s.replaceDelegations(ctx, actor.PersonID, in); err != nil {
			return err
		}
		if after, err = delegations(s.db.Write(ctx), actor.PersonID, today); err != nil {
			return err
		}
		if err := s.tellDelegates(ctx, actor, before.Items, after.Items); err != nil {
			return err
		}
		if err := s.recordOf(ctx, actor, "person.delegated", actor.PersonID, map[string]any{"delegations": in}); err != nil {
			return err
		}
		return s.staffedBy(ctx, actor.PersonID, turningPoints(s.clock.Now(), zone, append(before.Items, after.Items...))...)
	})
	return after, err
}

// DelegationFaults names what cannot be of the actor's delegations as they wish them.
func (s *Store) DelegationFaults(ctx context.Context, actor Actor, in []DelegationInput) ([]fault.Field, error) {
	today, err := s.today(ctx)
	if err != nil {
		return nil, err
	}
	return s.delegationFaults(ctx, actor.PersonID, in, today)
}

func (s *Store) delegationFaults(ctx context.Context, own uuid.UUID, in []DelegationInput, today string) ([]fault.Field, error) {
	ids := make([]uuid.UUID, len(in))
	for i, d := range in {
		ids[i] = d.To
	}
	able, err := s.reviewers(ctx, ids)
	return faultsOf(func(f *form) { checkDelegations(f, own, in, able, today) }), err
}

func (s *Store) replaceDelegations(ctx context.Context, person uuid.UUID, in []DelegationInput) error {
	tx := s.db.Write(ctx)
	if err := tx.Where("person_id = ?", person).Delete(&delegationRow{}).Error; err != nil {
		return err
	}
	rows := make([]delegationRow, len(in))
	for i, d := range in {
		rows[i] = delegationRow{person, d.To, d.From, d.Until}
	}
	if len(rows) > 0 {
		if err := tx.Create(&rows).Error; err != nil {
			return err
		}
	}
	return tx.Table("people").Where("id = ?", person).Update("delegations_version", gorm.Expr("delegations_version + 1")).Error
}

// tellDelegates tells who was named now, and who no longer is.
func (s *Store) tellDelegates(ctx context.Context, actor Actor, before, after []Delegation) error {
	var all []notifications.Notification
	tell := func(code notifications.Code, these, those []Delegation) {
		for _, d := range these {
			if !slices.Contains(those, d) {
				all = append(all, notifications.Notification{PersonID: d.To.PersonID, Code: code, ActorID: actor.id(), Link: "/reviews", CreatedAt: s.clock.Now(),
					Params: map[string]string{"from": d.From, "until": d.Until}})
			}
		}
	}
	tell(notifications.DelegationEnded, before, after)
	tell(notifications.DelegationAsked, after, before)
	return notifications.Send(ctx, s.db, all...)
}

// turningPoints are when it changes who can decide: now, and when each delegation
// begins and has ended.
func turningPoints(now time.Time, zone *time.Location, all []Delegation) []time.Time {
	points := []time.Time{now}
	for _, d := range all {
		begins, _ := clock.DayBegins(d.From, zone) // their form was checked
		ends, _ := clock.DayEnds(d.Until, zone)
		for _, at := range []time.Time{begins, ends} {
			if at.After(now) {
				points = append(points, at)
			}
		}
	}
	return points
}

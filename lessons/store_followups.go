package lessons

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
)

const seenFollowUp = "follow_ups.*, l.experiment_id, l.edition, 'E-' || e.number AS key, e.title, e.language, " + accounts.TimeZone + " AS time_zone"

// seenFollowUps selects follow-ups with what they come from.
func seenFollowUps(q *gorm.DB) *gorm.DB {
	return q.Table("follow_ups").Select(seenFollowUp).
		Joins("JOIN lessons l ON l.id = follow_ups.lesson_id").Joins("JOIN experiments e ON e.id = l.experiment_id")
}

// ofTeams are the follow-ups that these teams read.
func ofTeams(q *gorm.DB, teams []uuid.UUID) *gorm.DB {
	return q.Where("(follow_ups.from_team_id IN ? OR follow_ups.public AND follow_ups.team_id IN ?)", teams, teams)
}

// dress works out what is not a column, at a moment.
func (f *TeamFollowUp) dress(now time.Time) error {
	f.Experiment = Named{f.ExperimentID, f.Key, f.Title}
	if f.Edition > 0 {
		f.Lesson = &f.LessonID
	}
	zone, err := clock.Zone(f.TimeZone)
	if err != nil || f.Due == "" {
		return err
	}
	late, err := daysBetween(f.Due, dayOf(now, zone))
	f.Late = &late
	return err
}

// WantedFollowUps narrows the list of follow-ups; empty fields do not.
type WantedFollowUps struct {
	State   FollowUpState
	Overdue bool       // open, and due before today
	Team    *uuid.UUID // that does it
	After   FollowUpPlace
	Limit   int
}

// FollowUpPlace is where a page of follow-ups ended.
type FollowUpPlace struct {
	Due string    `json:"d"`
	ID  uuid.UUID `json:"i"`
}

// never stands for the day of what is due on none, after all others.
const never = "9999"

const dueOrNever = "CASE follow_ups.due WHEN '' THEN '" + never + "' ELSE follow_ups.due END"

// Place is where a page ends with it.
func (f TeamFollowUp) Place() FollowUpPlace {
	if f.Due == "" {
		return FollowUpPlace{never, f.ID}
	}
	return FollowUpPlace{string(f.Due), f.ID}
}

// FollowUps reads a page of the follow-ups that the actor's teams do or wait for, what
// is due first comes first, and whether there is more. Two statements at most.
func (s *Store) FollowUps(ctx context.Context, actor accounts.Actor, w WantedFollowUps) ([]TeamFollowUp, bool, error) {
	q := ofTeams(s.db.Read(ctx).Table("follow_ups").Select("id"), actor.Teams)
	if w.State != "" {
		q = q.Where("follow_ups.state = ?", w.State)
	}
	if w.Team != nil {
		q = q.Where("follow_ups.team_id = ?", *w.Team)
	}
	if w.Overdue {
		zone, err := s.zone(ctx)
		if err != nil {
			return nil, false, err
		}
		q = q.Where("follow_ups.state = ? AND follow_ups.due <> '' AND follow_ups.due < ?", FollowUpOpen, dayOf(s.clock.Now(), zone))
	}
	if p := w.After; p != (FollowUpPlace{}) {
		q = q.Where("("+dueOrNever+" > ? OR "+dueOrNever+" = ? AND follow_ups.id > ?)", p.Due, p.Due, p.ID)
	}
	const inTurn = dueOrNever + ", follow_ups.id"
	page := q.Order(inTurn).Limit(w.Limit + 1) // what they come from is read of these alone
	all, more, err := database.Page[TeamFollowUp](seenFollowUps(s.db.Read(ctx)).Where("follow_ups.id IN (?)", page).Order(inTurn), w.Limit)
	if err != nil {
		return nil, false, err
	}
	now := s.clock.Now()
	for i := range all {
		if err := all[i].dress(now); err != nil {
			return nil, false, err
		}
	}
	return all, more, nil
}

// MostDue is how many follow-ups DueFollowUps answers at most.
const MostDue = 50

// DueFollowUps reads what the actor's teams are to do and is due today or before, the
// longest due first; of more than MostDue the first. One statement.
func (s *Store) DueFollowUps(ctx context.Context, actor accounts.Actor) ([]TeamFollowUp, error) {
	var rows []TeamFollowUp
	now := s.clock.Now()
	err := seenFollowUps(s.db.Read(ctx)).
		Where("follow_ups.state = ? AND follow_ups.due <> '' AND follow_ups.due <= ?", FollowUpOpen, dayOf(now.AddDate(0, 0, 1), time.UTC)).
		Where("follow_ups.team_id IN ? AND (follow_ups.public OR follow_ups.from_team_id IN ?)", actor.Teams, actor.Teams).
		Order("follow_ups.due, follow_ups.id").Limit(MostDue).Find(&rows).Error
	due := []TeamFollowUp{}
	for _, row := range rows {
		if err := row.dress(now); err != nil {
			return nil, err
		}
		if *row.Late >= 0 {
			due = append(due, row)
		}
	}
	return due, err
}

// OneFollowUp reads a follow-up of one of the actor's teams; fault.NotFound for any
// other.
func (s *Store) OneFollowUp(ctx context.Context, actor accounts.Actor, id uuid.UUID) (*TeamFollowUp, error) {
	f, err := s.followUp(ctx, id)
	if err == nil && !f.visibleTo(actor) {
		return nil, fault.Missing("follow-up")
	}
	return f, err
}

func (s *Store) followUp(ctx context.Context, id uuid.UUID) (*TeamFollowUp, error) {
	var f TeamFollowUp
	err := seenFollowUps(s.db.Read(ctx)).Where("follow_ups.id = ?", id).Take(&f).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.Missing("follow-up")
	}
	return &f, errors.Join(err, f.dress(s.clock.Now()))
}

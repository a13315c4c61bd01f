package lessons

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/fault"
	"ajar/internal/outbox"
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
	After   *FollowUpPlace
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
	q := ofTeams(seenFollowUps(s.db.Read(ctx)), actor.Teams)
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
	if p := w.After; p != nil {
		q = q.Where("("+dueOrNever+" > ? OR "+dueOrNever+" = ? AND follow_ups.id > ?)", p.Due, p.Due, p.ID)
	}
	all := []TeamFollowUp{}
	if err := q.Order(dueOrNever + ", follow_ups.id").Limit(w.Limit + 1).Find(&all).Error; err != nil {
		return nil, false, err
	}
	more := len(all) > w.Limit
	all = all[:min(len(all), w.Limit)]
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

// EndFollowUp says that a follow-up is done or not needed, or open again, in its lesson
// too: readers see what became of it. Names of people in the reason become roles. The
// other of its two teams is told. Members of either may, the one that does it once the
// lesson is published; ifVersion nil means whatever is there.
func (s *Store) EndFollowUp(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, end FollowUpEnd) (*TeamFollowUp, error) {
	var ended *TeamFollowUp
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		f, l, e, err := s.lockFollowUp(ctx, id)
		switch {
		case err != nil:
			return err
		case !f.visibleTo(actor):
			return fault.Missing("follow-up")
		}
		if err := fault.Unchanged(f.Version, ifVersion); err != nil {
			return err
		}
		if err := end.faults(); err != nil {
			return err
		}
		if end, err = s.namelessEnd(ctx, f, e, end); err != nil {
			return err
		}
		ended = f
		if f.State == end.State && f.Reason == end.Reason {
			return nil
		}
		f.State, f.Reason = end.State, end.Reason
		return s.keepEnd(ctx, actor, f, l, end)
	})
	return ended, err
}

// namelessEnd is what is kept of an end: in its reason, roles stand for people, those of
// its two teams among them.
func (s *Store) namelessEnd(ctx context.Context, f *TeamFollowUp, e *experiments.Experiment, end FollowUpEnd) (FollowUpEnd, error) {
	end = end.tidy()
	if end.Reason == "" {
		return end, nil
	}
	roles, err := s.roles(ctx, e.ID, []uuid.UUID{f.FromTeamID, f.TeamID}, end.Reason)
	if err != nil {
		return end, err
	}
	replace(roles, e.Language, &end.Reason)
	return end, nil
}

// keepEnd writes what became of a follow-up, in its lesson too, under its lock.
func (s *Store) keepEnd(ctx context.Context, actor accounts.Actor, f *TeamFollowUp, l *lesson, end FollowUpEnd) error {
	f.Version++
	zone, err := s.zone(ctx)
	if err != nil {
		return err
	}
	if err := s.awaitChase(zone, f); err != nil {
		return err
	}
	if err := s.chaseLater(ctx, *f); err != nil {
		return err
	}
	if err := s.db.Write(ctx).Select("state", "reason", "chased", "chase_at", "version").Updates(f).Error; err != nil {
		return err
	}
	l.Draft.told(f.ID, end)
	l.Version++
	if l.Published != nil {
		l.Published.told(f.ID, end)
		l.Shown++
	}
	if err := s.db.Write(ctx).Select("draft", "version", "published", "shown").Updates(l).Error; err != nil {
		return err
	}
	return s.tellOfFollowUpEnd(ctx, actor, f)
}

// lockFollowUp reads a follow-up and its lesson under the lesson's lock.
func (s *Store) lockFollowUp(ctx context.Context, id uuid.UUID) (*TeamFollowUp, *lesson, *experiments.Experiment, error) {
	f, err := s.followUp(ctx, id)
	if err != nil {
		return nil, nil, nil, err
	}
	l, e, err := s.lockLesson(ctx, f.LessonID)
	if err != nil {
		return nil, nil, nil, err
	}
	f, err = s.followUp(ctx, id) // as it stands now
	return f, l, e, err
}

// followUps brings the rows of a lesson's follow-ups in step with its draft. What was
// published, and what became of it, holds until it is published again.
func (s *Store) followUps(ctx context.Context, actor accounts.Actor, l *lesson, published bool) error {
	var rows []TeamFollowUp
	if err := seenFollowUps(s.db.Read(ctx)).Where("follow_ups.lesson_id = ?", l.ID).Find(&rows).Error; err != nil || len(rows)+len(l.Draft.FollowUps) == 0 {
		return err
	}
	zone, err := s.zone(ctx)
	if err != nil {
		return err
	}
	before := map[uuid.UUID]TeamFollowUp{}
	for _, row := range rows {
		before[row.ID] = row
	}
	kept, due := []TeamFollowUp{}, []TeamFollowUp{}
	for _, f := range l.Draft.FollowUps {
		was, known := before[*f.ID]
		delete(before, *f.ID)
		now := l.row(f, was, published)
		if known && now == was {
			continue
		}
		if err := s.followUpChanged(ctx, actor, zone, was, &now); err != nil {
			return err
		}
		kept = append(kept, now)
		if now.ChaseAt != was.ChaseAt {
			due = append(due, now)
		}
	}
	return errors.Join(s.putFollowUps(ctx, kept), s.chaseLater(ctx, due...), s.dropFollowUps(ctx, before, published))
}

// row is what the row of a follow-up becomes that was as given.
func (l *lesson) row(f FollowUp, was TeamFollowUp, published bool) TeamFollowUp {
	now := was
	now.ID, now.LessonID, now.ExperimentID, now.FromTeamID = *f.ID, l.ID, l.ExperimentID, l.TeamID
	if was.Public && !published {
		return now
	}
	now.What, now.Due, now.TeamID = f.What, f.Due, l.TeamID
	if f.TeamID != nil {
		now.TeamID = *f.TeamID
	}
	now.State, now.Reason, now.Public = f.state(), f.Reason, published
	return now
}

// followUpChanged tells those whom the change of a follow-up concerns, and sets its
// next reminder anew where it is due anew.
func (s *Store) followUpChanged(ctx context.Context, actor accounts.Actor, zone *time.Location, was TeamFollowUp, now *TeamFollowUp) error {
	now.Version++
	if was.State != now.State || was.Due != now.Due || was.TeamID != now.TeamID || was.isChased() != now.isChased() {
		if err := s.awaitChase(zone, now); err != nil {
			return err
		}
	}
	switch {
	case !now.Public || !now.foreign():
		return nil
	case now.State == FollowUpOpen && (!was.Public || was.TeamID != now.TeamID):
		return s.tellOfFollowUpGiven(ctx, now)
	case was.Public && was.State != now.State:
		return s.tellOfFollowUpEnd(ctx, actor, now)
	}
	return nil
}

func (s *Store) putFollowUps(ctx context.Context, all []TeamFollowUp) error {
	if len(all) == 0 {
		return nil
	}
	return s.db.Write(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true}).Create(&all).Error
}

// dropFollowUps forgets what is no longer in the lesson: at once, or where it was
// published when it is published without it.
func (s *Store) dropFollowUps(ctx context.Context, gone map[uuid.UUID]TeamFollowUp, published bool) error {
	ids := []uuid.UUID{}
	for id, f := range gone {
		if published || !f.Public {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	return s.db.Write(ctx).Where("id IN ?", ids).Delete(&TeamFollowUp{}).Error
}

// awaitChase sets when a follow-up is chased first.
func (s *Store) awaitChase(zone *time.Location, f *TeamFollowUp) error {
	f.Chased, f.ChaseAt = 0, nil
	if !f.isChased() {
		return nil
	}
	first, err := firstChase(f.Due, s.clock.Now(), zone)
	if err != nil {
		return err
	}
	f.ChaseAt = &first
	return nil
}

// Chases is the kind of job that chases a follow-up.
const Chases = "follow_up.chase"

// chaseLater lets follow-ups be chased when they are next, those that are at all.
func (s *Store) chaseLater(ctx context.Context, all ...TeamFollowUp) error {
	var jobs []outbox.Job
	for _, f := range all {
		if f.ChaseAt != nil {
			jobs = append(jobs, outbox.Job{Kind: Chases, Key: f.ID.String(), RunAt: *f.ChaseAt})
		}
	}
	if len(jobs) == 0 {
		return nil
	}
	return outbox.Put(ctx, s.db, jobs...)
}

// Chase does the job Chases: it reminds the team that does it, and comes again in a
// week; at last it tells the lesson's team. Whether the experiment is archived does
// not matter. It may come late or twice.
func (s *Store) Chase(ctx context.Context, job outbox.Job) error {
	id, err := uuid.Parse(job.Key)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		f, _, _, err := s.lockFollowUp(ctx, id)
		if fault.Is(err, fault.NotFound) {
			return nil // it is no longer in its lesson
		}
		if err != nil || !f.isChased() || f.ChaseAt == nil {
			return err
		}
		if now := s.clock.Now(); f.ChaseAt.After(now) {
			return s.chaseLater(ctx, *f)
		}
		if err := s.remind(ctx, f); err != nil {
			return err
		}
		zone, err := s.zone(ctx)
		if err != nil {
			return err
		}
		f.Chased++
		if f.ChaseAt = nil; f.Chased < f.chase() {
			next := clock.HourAfter(s.clock.Now(), between, clock.Morning, zone)
			f.ChaseAt = &next
			if err := s.chaseLater(ctx, *f); err != nil {
				return err
			}
		}
		return s.db.Write(ctx).Select("chased", "chase_at").Updates(f).Error
	})
}

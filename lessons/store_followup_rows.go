package lessons

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"ajar/internal/accounts"
)

// followUps brings the rows of a lesson's follow-ups in step with its draft. What was
// published, and what became of it, holds until it is published again.
func (s *Store) followUps(ctx context.Context, actor accounts.Actor, l *lesson, published bool) error {
	before, err := s.followUpsOf(ctx, l.ID)
	if err != nil || len(before)+len(l.Draft.FollowUps) == 0 {
		return err
	}
	zone, err := s.zone(ctx)
	if err != nil {
		return err
	}
	var kept, due, given []TeamFollowUp
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
		if now.isGivenAnew(was) {
			given = append(given, now)
		}
		if now.ChaseAt != was.ChaseAt {
			due = append(due, now)
		}
	}
	if err := s.putFollowUps(ctx, kept); err != nil {
		return err
	}
	if err := s.chaseLater(ctx, due...); err != nil {
		return err
	}
	if err := s.tellOfGiven(ctx, given); err != nil {
		return err
	}
	return s.dropFollowUps(ctx, before, published)
}

// followUpsOf reads the rows of a lesson's follow-ups, by their ids.
func (s *Store) followUpsOf(ctx context.Context, lesson uuid.UUID) (map[uuid.UUID]TeamFollowUp, error) {
	var rows []TeamFollowUp
	err := seenFollowUps(s.db.Read(ctx)).Where("follow_ups.lesson_id = ?", lesson).Find(&rows).Error
	all := make(map[uuid.UUID]TeamFollowUp, len(rows))
	for _, row := range rows {
		all[row.ID] = row
	}
	return all, err
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

// followUpChanged sets the next reminder of a follow-up anew where it is due anew, and
// tells of its end.
func (s *Store) followUpChanged(ctx context.Context, actor accounts.Actor, zone *time.Location, was TeamFollowUp, now *TeamFollowUp) error {
	now.Version++
	if was.State != now.State || was.Due != now.Due || was.TeamID != now.TeamID || was.isChased() != now.isChased() {
		if err := s.awaitChase(zone, now); err != nil {
			return err
		}
	}
	if now.Public && now.foreign() && was.Public && was.State != now.State && !now.isGivenAnew(was) {
		return s.tellOfFollowUpEnd(ctx, actor, now)
	}
	return nil
}

// isGivenAnew reports whether another team is to do it that was not before.
func (f *TeamFollowUp) isGivenAnew(was TeamFollowUp) bool {
	return f.Public && f.foreign() && f.State == FollowUpOpen && (!was.Public || was.TeamID != f.TeamID)
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

// followUpsOnce gives follow-ups rows that were written before they had any. Rows that
// are there are in step: what changes a lesson brings them.
func (s *Store) followUpsOnce(ctx context.Context, l *lesson) error {
	var n int64
	err := s.db.Read(ctx).Table("follow_ups").Where("lesson_id = ?", l.ID).Count(&n).Error
	if err != nil || n > 0 {
		return err
	}
	return s.followUps(ctx, accounts.System(), l, l.draftIsPublished())
}

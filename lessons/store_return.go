package lessons

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/fault"
	"ajar/internal/notifications"
	"ajar/internal/outbox"
)

// Returned reads what came back for a published lesson: one statement. Everyone signed in
// may; how many read it, its team alone.
func (s *Store) Returned(ctx context.Context, actor accounts.Actor, id uuid.UUID) (*Return, error) {
	w, err := s.counted(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	return w.seenBy(actor), nil
}

// counted reads a published lesson with its counts.
func (s *Store) counted(ctx context.Context, actor accounts.Actor, id uuid.UUID) (*counted, error) {
	var w counted
	err := s.db.Read(ctx).Table("lessons l").Select(`l.id, l.experiment_id, l.team_id, COALESCE(r.used_in, 0) AS used_in, COALESCE(r.helped_teams, 0) AS helped_teams,
		COALESCE(r.helped_people, 0) AS helped_people, COALESCE(r.readers, 0) AS readers, COALESCE(r.first_helped, FALSE) AS first_helped, COALESCE(r.first_used, FALSE) AS first_used,
		EXISTS (SELECT 1 FROM lesson_helps h WHERE h.lesson_id = l.id AND h.person_id = ?) AS helped`, actor.PersonID).
		Joins("LEFT JOIN lesson_returns r ON r.lesson_id = l.id").Where("l.id = ? AND l.edition > 0", id).Take(&w).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.Missing("lesson")
	}
	return &w, err
}

// UsedOf reads how often each of these lessons is used: one statement. Everyone signed in
// may.
func (s *Store) UsedOf(ctx context.Context, lessons []Publication) ([]Shelved, error) {
	shelved := make([]Shelved, len(lessons))
	ids := make([]uuid.UUID, len(lessons))
	for i, p := range lessons {
		shelved[i].Publication, shelved[i].Version, ids[i] = p, p.Version, p.ID
	}
	var rows []struct {
		LessonID            uuid.UUID
		UsedIn, HelpedTeams int
	}
	err := s.db.Read(ctx).Table("lesson_returns").Where("lesson_id IN ?", ids).Find(&rows).Error
	for _, r := range rows {
		for i := range shelved {
			if shelved[i].ID == r.LessonID {
				shelved[i].Used = Used{r.UsedIn, r.HelpedTeams}
			}
		}
	}
	return shelved, err
}

// SayHelped counts the actor among those whom a lesson helped, once, for a team of theirs
// or for themselves. Everyone signed in may, but not its own team. No answer and no log
// tells who said so.
func (s *Store) SayHelped(ctx context.Context, actor accounts.Actor, id uuid.UUID, team *uuid.UUID) (*Return, error) {
	return s.helping(ctx, actor, id, func(ctx context.Context, w *counted) error {
		team, err := w.helps(actor, team)
		if err != nil || w.Helped {
			return err
		}
		month, err := s.thisMonth(ctx)
		if err != nil {
			return err
		}
		row := map[string]any{"lesson_id": id, "person_id": actor.PersonID, "team_id": team, "month": month}
		return s.db.Write(ctx).Table("lesson_helps").Clauses(clause.OnConflict{DoNothing: true}).Create(row).Error
	})
}

// TakeHelpedBack takes it back; nothing happens where there is none.
func (s *Store) TakeHelpedBack(ctx context.Context, actor accounts.Actor, id uuid.UUID) error {
	_, err := s.helping(ctx, actor, id, func(ctx context.Context, _ *counted) error {
		return s.db.Write(ctx).Exec("DELETE FROM lesson_helps WHERE lesson_id = ? AND person_id = ?", id, actor.PersonID).Error
	})
	return err
}

// helping changes whom a lesson helped, under the lock of its counts, and counts anew.
func (s *Store) helping(ctx context.Context, actor accounts.Actor, id uuid.UUID, change func(context.Context, *counted) error) (*Return, error) {
	var returned *Return
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		w, err := s.counted(ctx, actor, id)
		if err != nil {
			return err
		}
		if err := s.lockReturn(ctx, id); err != nil {
			return err
		}
		if err := change(ctx, w); err != nil {
			return err
		}
		err = s.db.Write(ctx).Exec(`UPDATE lesson_returns SET helped_people = (SELECT COUNT(*) FROM lesson_helps h WHERE h.lesson_id = lesson_returns.lesson_id),
			helped_teams = (SELECT COUNT(DISTINCT team_id) FROM lesson_helps h WHERE h.lesson_id = lesson_returns.lesson_id) WHERE lesson_id = ?`, id).Error
		if err != nil {
			return err
		}
		after, err := s.counted(ctx, actor, id)
		if err != nil {
			return err
		}
		returned = after.seenBy(actor)
		if after.HelpedPeople == 0 {
			return nil
		}
		return s.tellFirst(ctx, after, after.FirstHelped, "first_helped", notifications.LessonHelped)
	})
	return returned, err
}

// lockReturn holds the row of a lesson's counts until the transaction ends.
func (s *Store) lockReturn(ctx context.Context, id uuid.UUID) error {
	return s.db.Write(ctx).Exec("INSERT INTO lesson_returns (lesson_id) VALUES (?) ON CONFLICT (lesson_id) DO UPDATE SET lesson_id = excluded.lesson_id", id).Error
}

// tellFirst tells a lesson's team of what happens to it for the first time, once for ever;
// what comes after waits for the end of the week.
func (s *Store) tellFirst(ctx context.Context, w *counted, told bool, column string, code notifications.Code) error {
	if told {
		return s.tellLater(ctx, w.TeamID)
	}
	if err := s.db.Write(ctx).Table("lesson_returns").Where("lesson_id = ?", w.ID).Update(column, true).Error; err != nil {
		return err
	}
	if err := s.tellTeam(ctx, w.TeamID, uuid.Nil, notifications.Notification{Code: code, Experiment: &w.ExperimentID, Link: "/lessons/" + w.ID.String()}); err != nil {
		return err
	}
	return s.tellLater(ctx, w.TeamID)
}

// The kinds of background jobs about what comes back.
const (
	readersJob = "lesson.forget_readers" // when a month is over
	weekJob    = "lesson.week"           // when a week is over, by team
)

// tellLater lets a team be told of its week when that is over.
func (s *Store) tellLater(ctx context.Context, team uuid.UUID) error {
	zone, err := s.zone(ctx)
	if err != nil {
		return err
	}
	return outbox.Put(ctx, s.db, outbox.Job{Kind: weekJob, Key: team.String(), RunAt: clock.NextMonday(s.clock.Now(), tellsAt, zone)})
}

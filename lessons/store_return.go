package lessons

import (
	"context"
	"crypto/rand"
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

// CountReader counts the actor among those who opened a lesson, once a month; not its own
// team. Everyone signed in may. Who is counted already writes nothing.
func (s *Store) CountReader(ctx context.Context, actor accounts.Actor, id uuid.UUID) error {
	w, err := s.counted(ctx, actor, id)
	if err != nil || actor.MemberOf(w.TeamID) {
		return err
	}
	if done, err := s.hasRead(ctx, actor, id); err != nil || done {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		month, key, err := s.readingKey(ctx)
		if err != nil {
			return err
		}
		row := map[string]any{"lesson_id": id, "reader": reader(key, id, actor.PersonID), "month": month}
		opened := s.db.Write(ctx).Table("lesson_readers").Clauses(clause.OnConflict{DoNothing: true}).Create(row)
		if opened.Error != nil || opened.RowsAffected == 0 {
			return opened.Error
		}
		err = s.db.Write(ctx).Exec("INSERT INTO lesson_reads (lesson_id, month, readers) VALUES (?, ?, 1) ON CONFLICT (lesson_id, month) DO UPDATE SET readers = lesson_reads.readers + 1", id, month).Error
		if err != nil {
			return err
		}
		err = s.db.Write(ctx).Exec("INSERT INTO lesson_returns (lesson_id, readers) VALUES (?, 1) ON CONFLICT (lesson_id) DO UPDATE SET readers = lesson_returns.readers + 1", id).Error
		if err != nil {
			return err
		}
		return s.tellLater(ctx, w.TeamID)
	})
}

// hasRead reports whether the actor is counted among a lesson's readers of this month.
func (s *Store) hasRead(ctx context.Context, actor accounts.Actor, id uuid.UUID) (bool, error) {
	month, err := s.thisMonth(ctx)
	if err != nil {
		return false, err
	}
	key, err := s.keyOf(ctx, month)
	if err != nil || len(key) == 0 {
		return false, err
	}
	var n int64
	err = s.db.Read(ctx).Table("lesson_readers").Where("lesson_id = ? AND reader = ?", id, reader(key, id, actor.PersonID)).Count(&n).Error
	return n > 0, err
}

// keyOf is the key of a month, nil where nobody has read yet.
func (s *Store) keyOf(ctx context.Context, month string) ([]byte, error) {
	var kept struct{ Key []byte }
	err := s.db.Read(ctx).Table("reading_keys").Where("month = ?", month).Scan(&kept).Error
	return kept.Key, err
}

// readingKey is the key of this month, made by its first reader.
func (s *Store) readingKey(ctx context.Context) (month string, key []byte, err error) {
	zone, err := s.zone(ctx)
	if err != nil {
		return "", nil, err
	}
	now := s.clock.Now()
	month = clock.Month(now, zone)
	if key, err = s.keyOf(ctx, month); err != nil || len(key) > 0 {
		return month, key, err
	}
	made := make([]byte, 32)
	_, _ = rand.Read(made) // never fails
	row := map[string]any{"month": month, "key": made}
	if err := s.db.Write(ctx).Table("reading_keys").Clauses(clause.OnConflict{DoNothing: true}).Create(row).Error; err != nil {
		return "", nil, err
	}
	if err := outbox.Put(ctx, s.db, outbox.Job{Kind: ReadersJob, Key: month, RunAt: clock.MonthBegins(now, 1, zone)}); err != nil {
		return "", nil, err
	}
	key, err = s.keyOf(ctx, month) // another replica's, if that was sooner
	return month, key, err
}

// The kinds of background jobs about what comes back.
const (
	ReadersJob = "lesson.forget_readers" // when a month is over
	WeekJob    = "lesson.week"           // when a week is over, by team
)

// ForgetReaders destroys the key of a month that is over and the hashes under it: what is
// left is how many they were.
func (s *Store) ForgetReaders(ctx context.Context, job outbox.Job) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.db.Write(ctx).Exec("DELETE FROM reading_keys WHERE month <= ?", job.Key).Error; err != nil {
			return err
		}
		return s.db.Write(ctx).Exec("DELETE FROM lesson_readers WHERE month <= ?", job.Key).Error
	})
}

// tellLater lets a team be told of its week when that is over.
func (s *Store) tellLater(ctx context.Context, team uuid.UUID) error {
	zone, err := s.zone(ctx)
	if err != nil {
		return err
	}
	return outbox.Put(ctx, s.db, outbox.Job{Kind: WeekJob, Key: team.String(), RunAt: clock.NextMonday(s.clock.Now(), tellsAt, zone)})
}

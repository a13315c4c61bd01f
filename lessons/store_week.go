package lessons

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/notifications"
)

// news is what came back for a lesson and its team has not been told of.
type news struct {
	LessonID             uuid.UUID
	Readers, Teams, Used int
}

// tellWeek tells a team what its lessons did since it was last told: one message with
// three numbers, and none when nothing came.
func (s *Store) tellWeek(ctx context.Context, team uuid.UUID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		var all []news
		// Held in the order in which all who count hold them: who is counted from here on waits, and is told of next.
		held := database.Held
		held.Table.Name = "r"
		err := s.db.Write(ctx).Table("lesson_returns r").Clauses(held).
			Select("r.lesson_id, r.readers - r.told_readers AS readers, r.helped_teams - r.told_teams AS teams, r.used_in - r.told_used_in AS used").
			Joins("JOIN lessons l ON l.id = r.lesson_id").
			Where("l.team_id = ? AND (r.readers <> r.told_readers OR r.helped_teams <> r.told_teams OR r.used_in <> r.told_used_in)", team).
			Order("r.lesson_id").Scan(&all).Error
		if err != nil || len(all) == 0 {
			return err
		}
		ids, sum := make([]uuid.UUID, len(all)), news{}
		for i, n := range all {
			ids[i] = n.LessonID
			sum.Readers, sum.Teams, sum.Used = sum.Readers+max(0, n.Readers), sum.Teams+max(0, n.Teams), sum.Used+max(0, n.Used)
		}
		err = s.db.Write(ctx).Exec("UPDATE lesson_returns SET told_readers = readers, told_teams = helped_teams, told_used_in = used_in WHERE lesson_id IN ?", ids).Error
		if err != nil || sum == (news{}) {
			return err
		}
		return s.tellTeam(ctx, team, uuid.Nil, sum.told(ids))
	})
}

// told is the message. It leads to the lesson, or where there are several to Home, where
// the month's are added up.
func (n news) told(lessons []uuid.UUID) notifications.Notification {
	link := "/"
	if len(lessons) == 1 {
		link = "/lessons/" + lessons[0].String()
	}
	return notifications.Notification{Code: notifications.LessonWeek, Link: link, Params: map[string]string{
		"readers": strconv.Itoa(n.Readers), "teams": strconv.Itoa(n.Teams), "used": strconv.Itoa(n.Used)}}
}

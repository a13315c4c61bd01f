package lessons

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
	"ajar/internal/notifications"
	"ajar/internal/seal"
	"ajar/internal/text"
)

// Thank lets a team of the actor's thank another one, in a few words in which names of
// people become roles. That team is told; who wrote it is kept nowhere, and stands in no
// log. The same id again is a repeat, which answers what was given and has no effect; with
// other thanks it is refused. fault.Conflict "too-many-thanks" when the team gave
// mostThanksADay within a day.
func (s *Store) Thank(ctx context.Context, actor accounts.Actor, id uuid.UUID, in ThanksInput) (*Thanks, error) {
	from, err := in.from(actor)
	if err := fault.Also(err, in.Faults()); err != nil {
		return nil, err
	}
	t := &Thanks{ID: id, Text: strings.TrimSpace(in.Text), Language: text.LanguageOf(text.Words(in.Text), in.Language), LessonID: in.LessonID, ExperimentID: in.ExperimentID, OfTeam: from}
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.placeThanks(ctx, t, in); err != nil {
			return err
		}
		given := s.db.Write(ctx).Omit("about").Clauses(clause.OnConflict{DoNothing: true}).Create(t)
		if given.Error != nil {
			return given.Error
		}
		if given.RowsAffected == 0 {
			return s.repeated(ctx, actor, t)
		}
		if err := s.mayThank(ctx, t); err != nil {
			return err
		}
		if err := s.recordThanks(ctx, t, "thanks.given"); err != nil {
			return err
		}
		return s.tellTeam(ctx, t.ForTeam, uuid.Nil, notifications.Notification{Code: notifications.ThanksGiven, Link: "/thanks?mine=true", Params: map[string]string{"team": t.From}})
	})
	if err != nil {
		return nil, err
	}
	return s.OneThanks(ctx, actor, t.ID)
}

// repeated refuses an id that stands for other thanks.
func (s *Store) repeated(ctx context.Context, actor accounts.Actor, t *Thanks) error {
	first, err := s.OneThanks(ctx, actor, t.ID)
	if err == nil && !t.says(first) {
		return fault.Bad(fault.Field{Location: "header.Idempotency-Key", Code: "reused", Message: "This key was used for another request. Choose a new key."})
	}
	return err
}

// placeThanks finds out whom it is for, and as whose and in which month readers see it.
func (s *Store) placeThanks(ctx context.Context, t *Thanks, in ThanksInput) (err error) {
	if t.ForTeam, err = s.thanked(ctx, in); err != nil {
		return err
	}
	if t.ForTeam == t.OfTeam {
		return fault.Refused("own-team", "Thanks go from one team to another. This one is the team that thanks.")
	}
	from, err := s.setting(ctx, &t.OfTeam)
	if err != nil {
		return err
	}
	to, err := s.setting(ctx, &t.ForTeam)
	if err != nil {
		return err
	}
	t.From, t.FromTeamID, t.To, t.ToTeamID = from.shownAs(), from.shownTeam(), to.shownAs(), to.shownTeam()
	if t.Month, err = from.month(s.clock.Now()); err != nil {
		return err
	}
	roles, err := s.roles(ctx, uuid.Nil, []uuid.UUID{t.OfTeam, t.ForTeam}, t.Text)
	if err != nil {
		return err
	}
	t.Text, _ = roles.In(t.Text, t.Language)
	return nil
}

// mostThanksADay is what a team may give within 24 hours: enough for who means it, and no
// flood for who reads it.
const mostThanksADay = 20

// givers stand in the log for a team that thanks, one for each of some days (UTC): another
// one each day, and nobody without the registry's key can tell which team it is.
func (s *Store) givers(ctx context.Context, team uuid.UUID, days ...time.Time) ([]string, error) {
	key, err := seal.Key(ctx, s.db, seal.Pages)
	if err != nil {
		return nil, err
	}
	sealed, err := seal.New(key)
	if err != nil {
		return nil, err
	}
	all := []string{}
	for _, day := range days {
		all = append(all, sealed.IDOf([]byte("thanks of "+team.String()+" on "+clock.Day(day, time.UTC))).String())
	}
	return all, nil
}

// mayThank holds the team that thanks, and counts what it gave, also what was taken back
// since: who was thanked is told at once.
func (s *Store) mayThank(ctx context.Context, t *Thanks) error {
	var one, given int64
	held := s.db.Write(ctx).Table("teams").Clauses(database.Held).Select("1").Where("id = ?", t.OfTeam).Scan(&one)
	if held.Error != nil {
		return held.Error
	}
	since := s.clock.Now().AddDate(0, 0, -1)
	givers, err := s.givers(ctx, t.OfTeam, since, s.clock.Now())
	if err != nil {
		return err
	}
	err = s.db.Write(ctx).Table("events").Where("kind = 'thanks.given' AND at > ? AND data ->> 'from' IN ?", since, givers).Count(&given).Error
	if err == nil && given >= mostThanksADay {
		return fault.Refused("too-many-thanks", "Your team thanked %d times within a day. Say it tomorrow, or tell them yourselves.", mostThanksADay)
	}
	return err
}

// thanked is the team that is thanked, of what everybody sees.
func (s *Store) thanked(ctx context.Context, in ThanksInput) (uuid.UUID, error) {
	ask, id, field, column := "SELECT id AS team FROM teams WHERE id = ?", in.ToTeamID, "to_team_id", "team"
	if in.LessonID != nil {
		ask, id, field = "SELECT team_id AS team FROM lessons WHERE id = ? AND edition > 0", in.LessonID, "lesson_id"
	}
	if in.ExperimentID != nil {
		ask, id, field = "SELECT team_id AS team FROM experiments WHERE id = ? AND revision > 0", in.ExperimentID, "experiment_id"
	}
	var teams []uuid.UUID
	if err := s.db.Read(ctx).Raw(ask, id).Pluck(column, &teams).Error; err != nil {
		return uuid.Nil, err
	}
	if len(teams) == 0 {
		return uuid.Nil, fault.Bad(fault.Unknown("body." + field))
	}
	return teams[0], nil
}

// recordThanks writes what happened, and not who did it.
func (s *Store) recordThanks(ctx context.Context, t *Thanks, kind string) error {
	now := s.clock.Now()
	givers, err := s.givers(ctx, t.OfTeam, now)
	if err != nil {
		return err
	}
	return audit.Record(ctx, s.db, audit.Event{At: now, Kind: kind, Subject: "thanks:" + t.ID.String(), Data: map[string]string{"from": givers[0]}})
}

// TakeThanksBack removes thanks: for the team that gave them, for the one that they are for,
// and for administrators.
func (s *Store) TakeThanksBack(ctx context.Context, actor accounts.Actor, id uuid.UUID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		t, err := s.OneThanks(ctx, actor, id)
		if err != nil {
			return err
		}
		if !t.Given && !t.Received && !actor.Is(accounts.Admin) {
			return fault.Denied("not-your-team", "Only the team that gave thanks, the one that was thanked and administrators can remove them.")
		}
		gone := s.db.Write(ctx).Exec("DELETE FROM thanks WHERE id = ?", id)
		if gone.Error != nil || gone.RowsAffected == 0 {
			return gone.Error
		}
		return s.recordThanks(ctx, t, "thanks.taken_back")
	})
}

// Grateful narrows the list of thanks; empty fields do not.
type Grateful struct {
	Team  *uuid.UUID // from it or to it; where it is too small to be shown, for its own people
	Mine  bool       // from teams of the actor's or to them
	After Place
	Limit int
}

// aboutThanks selects thanks with what they are for.
const aboutThanks = `thanks.*, COALESCE((SELECT published ->> 'headline' FROM lessons l WHERE l.id = thanks.lesson_id),
	(SELECT title FROM experiments e WHERE e.id = thanks.experiment_id), '') AS about`

// OneThanks reads one. Everyone signed in may.
func (s *Store) OneThanks(ctx context.Context, actor accounts.Actor, id uuid.UUID) (*Thanks, error) {
	var t Thanks
	err := s.db.Read(ctx).Select(aboutThanks).Where("id = ?", id).Take(&t).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.Missing("thanks")
	}
	t.dress(actor)
	return &t, err
}

// Gratitude reads a page of thanks between teams: the latest month first and, within a
// month, in random order; and whether there is more. Everyone signed in may.
func (s *Store) Gratitude(ctx context.Context, actor accounts.Actor, g Grateful) ([]Thanks, bool, error) {
	q := s.db.Read(ctx).Select(aboutThanks)
	if g.Team != nil {
		own := actor.MemberOf(*g.Team)
		q = q.Where("(to_team_id = @team AND (to_shown_id IS NOT NULL OR @own) OR from_team_id = @team AND (from_shown_id IS NOT NULL OR @own))",
			map[string]any{"team": *g.Team, "own": own})
	}
	if g.Mine {
		q = q.Where("(to_team_id IN @teams OR from_team_id IN @teams)", map[string]any{"teams": actor.Teams})
	}
	page, more, err := database.Page[Thanks](newestThanks(q, g.After), g.Limit)
	for i := range page {
		page[i].dress(actor)
	}
	return page, more, err
}

// newestThanks is their order, from a place on, which an index begins at.
func newestThanks(q *gorm.DB, after Place) *gorm.DB {
	if after != (Place{}) {
		q = q.Where("month <= @month AND (month < @month OR id > @id)", map[string]any{"month": after.Month, "id": after.ID})
	}
	return q.Order("month DESC, id")
}

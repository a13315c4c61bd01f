package lessons

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/database"
	"ajar/internal/fault"
	"ajar/internal/search"
)

// PostObstacle posts what gets in the way, for a team of the actor's or for the
// whole organisation. Everyone signed in may.
func (s *Store) PostObstacle(ctx context.Context, actor accounts.Actor, in ObstacleInput) (*Obstacle, error) {
	text := strings.TrimSpace(in.Text)
	if in.TeamID != nil && !actor.MemberOf(*in.TeamID) {
		return nil, fault.Denied("not-your-team", "You can post for a team you belong to, or for the whole organisation.")
	}
	o := &Obstacle{ID: uuid.New(), Text: text, Language: cmp.Or(in.Language, "en"), OfTeam: in.TeamID, MomentID: in.MomentID, State: ObstacleOpen, Posted: true, Version: 1}
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if err := fault.Also(s.place(ctx, o), in.Faults()); err != nil {
			return err
		}
		if err := s.db.Write(ctx).Create(o).Error; err != nil {
			return err
		}
		author := map[string]any{"obstacle_id": o.ID, "person_id": actor.PersonID}
		if err := s.db.Write(ctx).Table("obstacle_authors").Create(author).Error; err != nil {
			return err
		}
		if err := s.recordObstacle(ctx, nil, o.ID, "obstacle.posted"); err != nil {
			return err
		}
		return s.search.Index(ctx, search.Document{Kind: obstacleKind, ID: o.ID, Language: o.Language, Title: titled(text), Body: text})
	})
	o.dress(actor)
	return o, err
}

// obstacleKind is what the search calls an obstacle.
const obstacleKind = "obstacle"

// place finds out as whose readers see it, and in which month.
func (s *Store) place(ctx context.Context, o *Obstacle) error {
	if o.MomentID != nil {
		var found int64
		if err := s.db.Read(ctx).Table("moments").Where("id = ?", *o.MomentID).Count(&found).Error; err != nil {
			return err
		}
		if found == 0 {
			return fault.Bad(fault.Unknown("body.moment_id"))
		}
	}
	here, err := s.setting(ctx, o.OfTeam)
	if err != nil {
		return err
	}
	o.Team, o.TeamID = here.shownAs(), here.shownTeam()
	o.Month, err = here.month(s.clock.Now())
	return err
}

// SayMeToo counts the actor among those in whose way it stands: once, and not who
// posted it. Everyone signed in may. It stands in no log, as nobody shall read who
// said so.
func (s *Store) SayMeToo(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int) (*Obstacle, error) {
	return s.changeObstacle(ctx, actor, id, ifVersion, func(ctx context.Context, o *Obstacle) error {
		if o.SaidIt {
			return nil
		}
		if err := o.may(actor, SayMeToo); err != nil {
			return err
		}
		row := map[string]any{"obstacle_id": id, "person_id": actor.PersonID, "team_id": nil}
		if len(actor.Teams) > 0 {
			row["team_id"] = actor.Teams[0]
		}
		said := s.db.Write(ctx).Table("obstacle_me_toos").Clauses(clause.OnConflict{DoNothing: true}).Create(row)
		o.MeToo, o.SaidIt = o.MeToo+int(said.RowsAffected), true
		return said.Error
	})
}

// TakeBack takes the actor's "me too" back; nothing happens where there is none.
func (s *Store) TakeBack(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int) error {
	_, err := s.changeObstacle(ctx, actor, id, ifVersion, func(ctx context.Context, o *Obstacle) error {
		taken := s.db.Write(ctx).Exec("DELETE FROM obstacle_me_toos WHERE obstacle_id = ? AND person_id = ?", id, actor.PersonID)
		o.MeToo, o.SaidIt = o.MeToo-int(taken.RowsAffected), false
		return taken.Error
	})
	return err
}

// TryObstacle makes a draft of the actor's team that is to remove the obstacle, in
// its language and at its moment. Members of any team may; what is removed needs
// no trying. Others learn of it when it is submitted.
func (s *Store) TryObstacle(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, a Attempt) (*experiments.Experiment, error) {
	var draft *experiments.Experiment
	_, err := s.changeObstacle(ctx, actor, id, ifVersion, func(ctx context.Context, o *Obstacle) error {
		if err := o.may(actor, TryRemoval); err != nil {
			return err
		}
		team, err := a.team(actor)
		if err != nil {
			return err
		}
		p := experiments.Proposal{Title: cmp.Or(strings.TrimSpace(a.Title), titled(o.Text)), TeamID: team, ObstacleID: &id, MomentID: o.MomentID, Language: o.Language}
		draft, err = s.experiments.Register(ctx, actor, p, experiments.Then{}, o.Language)
		return err
	})
	return draft, err
}

// RemoveObstacle marks it as removed, with how. Who posted it and their team,
// administrators, and a team whose experiment against it worked may.
func (s *Store) RemoveObstacle(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, how ObstacleEnd) (*Obstacle, error) {
	return s.endObstacle(ctx, actor, id, ifVersion, Remove, ObstacleRemoved, how)
}

// KeepObstacle says that it stays, and why. Who posted it and their team, and
// administrators may. A kept one can still be tried and removed.
func (s *Store) KeepObstacle(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, why ObstacleEnd) (*Obstacle, error) {
	return s.endObstacle(ctx, actor, id, ifVersion, Keep, ObstacleKept, why)
}

func (s *Store) endObstacle(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, action ObstacleAction, end ObstacleState, how ObstacleEnd) (*Obstacle, error) {
	return s.changeObstacle(ctx, actor, id, ifVersion, func(ctx context.Context, o *Obstacle) error {
		if err := o.may(actor, action); err != nil {
			return err
		}
		err := fault.Also(nil, how.Faults())
		if err != nil {
			return err
		}
		if o.EndedIn, err = s.thisMonth(ctx); err != nil {
			return err
		}
		o.State, o.Reason = end, strings.TrimSpace(how.Reason)
		if err := s.tellOfEnd(ctx, actor, o); err != nil {
			return err
		}
		return s.recordObstacle(ctx, &actor, o.ID, "obstacle."+string(end))
	})
}

// changeObstacle runs change on a locked obstacle and saves it. ifVersion nil means
// whatever is there.
func (s *Store) changeObstacle(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, change func(context.Context, *Obstacle) error) (*Obstacle, error) {
	var changed *Obstacle
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		o, err := s.obstacle(s.db.Write(ctx).Clauses(database.Held), actor, id)
		if err != nil {
			return err
		}
		if err := fault.Unchanged(o.Version, ifVersion); err != nil {
			return err
		}
		if o.State == ObstacleTrying {
			o.State = ObstacleOpen // trying is not written down
		}
		before := *o
		if err := change(ctx, o); err != nil {
			return err
		}
		if before.State != o.State || before.MeToo != o.MeToo || before.Reason != o.Reason || before.EndedIn != o.EndedIn {
			o.Version++
			if err := s.db.Write(ctx).Select("state", "reason", "ended_month", "me_too", "version").Updates(o).Error; err != nil {
				return err
			}
		}
		o.dress(actor)
		changed = o
		return nil
	})
	return changed, err
}

// obstacle reads one as the actor sees it.
func (s *Store) obstacle(q *gorm.DB, actor accounts.Actor, id uuid.UUID) (*Obstacle, error) {
	var o Obstacle
	err := seenObstacles(q, actor).Where("obstacles.id = ?", id).Take(&o).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.Missing("obstacle")
	}
	o.dress(actor)
	return &o, err
}

// recordObstacle writes what happened to an obstacle; actor nil where nobody shall
// read who did it, not even administrators.
func (s *Store) recordObstacle(ctx context.Context, actor *accounts.Actor, id uuid.UUID, kind string) error {
	event := audit.Event{At: s.clock.Now(), Kind: kind, Subject: "obstacle:" + id.String()}
	if actor != nil {
		event.Actor = &actor.PersonID
	}
	return audit.Record(ctx, s.db, event)
}

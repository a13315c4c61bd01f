package accounts

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
	"ajar/internal/live"
)

type membershipRow struct{ TeamID, PersonID uuid.UUID }

// TableName is the table of memberships.
func (membershipRow) TableName() string { return "memberships" }

// Teams reads a page of all teams, behind the one given (Nil: from the first), and
// whether there is more. Everyone signed in.
func (s *Store) Teams(ctx context.Context, after uuid.UUID, limit int) ([]Team, bool, error) {
	page, more, err := list[Team](s.db.Read(ctx), after, limit)
	if err != nil {
		return nil, false, err
	}
	return page, more, fillMembers(s.db.Read(ctx), page)
}

// Team is one of them; fault.NotFound when there is none. Everyone signed in.
func (s *Store) Team(ctx context.Context, id uuid.UUID) (Team, error) {
	return team(s.db.Read(ctx), id)
}

func team(db *gorm.DB, id uuid.UUID) (Team, error) {
	found, err := take[Team](db.Where("id = ?", id), "team")
	if err != nil {
		return found, err
	}
	one := []Team{found}
	err = fillMembers(db, one)
	return one[0], err
}

// fillMembers adds the active members by name, with one statement for all teams.
func fillMembers(db *gorm.DB, teams []Team) error {
	byID := map[uuid.UUID]*Team{}
	ids := make([]uuid.UUID, len(teams))
	for i := range teams {
		teams[i].Members = []Colleague{}
		ids[i], byID[teams[i].ID] = teams[i].ID, &teams[i]
	}
	var members []struct {
		TeamID    uuid.UUID
		Colleague `gorm:"embedded"`
	}
	err := db.Table("memberships m").Select("m.team_id, m.person_id, p.name").
		Joins("JOIN people p ON p.id = m.person_id AND p.active").
		Where("m.team_id IN ?", ids).Order("p.name, p.id").Find(&members).Error
	for _, m := range members {
		t := byID[m.TeamID]
		t.Members = append(t.Members, m.Colleague)
	}
	return err
}

// MembersOf are the active people of some teams, each once.
func MembersOf(ctx context.Context, db *database.DB, teams ...uuid.UUID) (people []uuid.UUID, err error) {
	err = db.Read(ctx).Raw(`SELECT DISTINCT m.person_id FROM memberships m JOIN people p ON p.id = m.person_id AND p.active
		WHERE m.team_id IN ? ORDER BY m.person_id`, teams).Scan(&people).Error
	return people, err
}

// MembersByTeam are the active people of each of some teams.
func MembersByTeam(ctx context.Context, db *database.DB, teams []uuid.UUID) (map[uuid.UUID][]uuid.UUID, error) {
	var rows []membershipRow
	err := db.Read(ctx).Raw(`SELECT m.team_id, m.person_id FROM memberships m JOIN people p ON p.id = m.person_id AND p.active
		WHERE m.team_id IN ? ORDER BY m.person_id`, teams).Scan(&rows).Error
	people := map[uuid.UUID][]uuid.UUID{}
	for _, row := range rows {
		people[row.TeamID] = append(people[row.TeamID], row.PersonID)
	}
	return people, err
}

// CreateTeam makes a team: administrators at any time, and everyone who has no
// team yet, so that nobody waits for their first proposal. Who has no team
// becomes a member of the one they make. A name that is in use answers
// fault.Conflict "name-taken".
func (s *Store) CreateTeam(ctx context.Context, actor Actor, in TeamInput) (Team, error) {
	var f form
	in = in.checked(&f)
	if err := f.fault(); err != nil {
		return Team{}, err
	}
	made := Team{ID: clock.NewID(), Name: in.Name, Area: in.Area, Version: 1, CreatedAt: s.clock.Now()}
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		first, err := s.hasNoTeam(ctx, actor)
		if err != nil {
			return err
		}
		if err := actor.mustBeAdmin(); err != nil && !first {
			return err
		}
		if err := s.db.Write(ctx).Create(&made).Error; err != nil {
			return nameTaken(err)
		}
		if first {
			if err := s.db.Write(ctx).Create(&membershipRow{made.ID, actor.PersonID}).Error; err != nil {
				return err
			}
			live.Touch(ctx, s.db, actor.PersonID)
		}
		if err := s.record(ctx, actor, "team.created", subject("team", made.ID), nil); err != nil {
			return err
		}
		made, err = team(s.db.Write(ctx), made.ID)
		return err
	})
	return made, err
}

// hasNoTeam holds the person, so that two requests at once make one first team.
func (s *Store) hasNoTeam(ctx context.Context, actor Actor) (bool, error) {
	if actor.id() == nil {
		return false, nil
	}
	if _, err := s.lockPerson(ctx, actor.PersonID, nil); err != nil {
		return false, err
	}
	var n int64
	err := s.db.Write(ctx).Model(&membershipRow{}).Where("person_id = ?", actor.PersonID).Count(&n).Error
	return n == 0, err
}

func nameTaken(err error) error { return taken(err, "name-taken", "This name is in use already.") }

// PatchTeam changes a team's name and area. Administrators.
func (s *Store) PatchTeam(ctx context.Context, actor Actor, id uuid.UUID, version *int, patch TeamPatch) (Team, error) {
	return s.changeTeam(ctx, actor, id, func(ctx context.Context, t *Team) (kind string, data any, err error) {
		if err := fault.Unchanged(t.Version, version); err != nil {
			return "", nil, err
		}
		var f form
		in := patch.changed(*t).checked(&f)
		t.Name, t.Area = in.Name, in.Area
		return "team.changed", nil, f.fault()
	})
}

// AddMember puts an active person into a team; one who is a member already
// changes nothing. Administrators alone, so that no team can take a reviewer in
// whose decision it would rather not have.
func (s *Store) AddMember(ctx context.Context, actor Actor, team, person uuid.UUID) (Team, error) {
	return s.changeTeam(ctx, actor, team, func(ctx context.Context, t *Team) (kind string, data any, err error) {
		if _, err := take[account](s.db.Write(ctx).Clauses(forShare).Where("id = ? AND active", person), "person"); err != nil {
			return "", nil, err
		}
		added := s.db.Write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&membershipRow{team, person})
		if added.Error != nil || added.RowsAffected == 0 {
			return "", nil, added.Error
		}
		live.Touch(ctx, s.db, person)
		return "team.member_added", map[string]any{"person": person}, s.staffedBy(ctx, person, s.clock.Now())
	})
}

// RemoveMember takes a person out of a team; one who is no member changes
// nothing. Administrators.
func (s *Store) RemoveMember(ctx context.Context, actor Actor, team, person uuid.UUID) (Team, error) {
	return s.changeTeam(ctx, actor, team, func(ctx context.Context, t *Team) (kind string, data any, err error) {
		gone := s.db.Write(ctx).Where("team_id = ? AND person_id = ?", team, person).Delete(&membershipRow{})
		if gone.Error != nil || gone.RowsAffected == 0 {
			return "", nil, gone.Error
		}
		live.Touch(ctx, s.db, person)
		return "team.member_removed", map[string]any{"person": person}, s.staffedBy(ctx, person, s.clock.Now())
	})
}

// changeTeam runs change on the locked team and keeps what came of it. Change
// answers the kind of its event, "" when it changed nothing.
func (s *Store) changeTeam(ctx context.Context, actor Actor, id uuid.UUID,
	change func(ctx context.Context, t *Team) (kind string, data any, err error),
) (Team, error) {
	if err := actor.mustBeAdmin(); err != nil {
		return Team{}, err
	}
	var after Team
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		t, err := take[Team](s.db.Write(ctx).Clauses(forUpdate).Where("id = ?", id), "team")
		if err != nil {
			return err
		}
		kind, data, err := change(ctx, &t)
		if err != nil {
			return err
		}
		if kind != "" {
			t.Version++
			if err := s.db.Write(ctx).Select("name", "area", "version").Updates(&t).Error; err != nil {
				return nameTaken(err)
			}
			if err := s.record(ctx, actor, kind, subject("team", id), data); err != nil {
				return err
			}
		}
		after, err = team(s.db.Write(ctx), id)
		return err
	})
	return after, err
}

package accounts

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
)

// organisationRow is the one row of its table: only one of two racing setups can insert it.
type organisationRow struct {
	ID           int
	Organisation `gorm:"embedded"`
	CreatedAt    time.Time
}

// TableName is the organisation's.
func (organisationRow) TableName() string { return "organisation" }

var alreadySetUp = fault.Refused("already-set-up", "This registry is set up already. Sign in.")

// IsSetUp reports whether the registry has an organisation and its first person.
func (s *Store) IsSetUp(ctx context.Context) (bool, error) {
	var n int64
	err := s.db.Read(ctx).Model(&Organisation{}).Count(&n).Error
	return n > 0, err
}

// Setup makes the organisation and its first person, who has every role and no
// team. It works once: afterwards, and for all but one of a race, it answers
// fault.Conflict "already-set-up".
func (s *Store) Setup(ctx context.Context, in SetupInput) (Person, error) {
	done, err := s.IsSetUp(ctx)
	if err != nil {
		return Person{}, err
	}
	if done {
		return Person{}, alreadySetUp
	}
	var f form
	organisation, first := in.checked(&f)
	if err := f.fault(); err != nil {
		return Person{}, err
	}
	hash, err := hashPassword(ctx, in.Password)
	if err != nil {
		return Person{}, err
	}
	who := s.newAccount(first, hash)
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.createOrganisation(ctx, Actor{PersonID: who.ID}, organisation); err != nil {
			return err
		}
		return s.insertPerson(ctx, Actor{PersonID: who.ID}, who)
	})
	return who.person(), err
}

func (s *Store) createOrganisation(ctx context.Context, first Actor, o Organisation) error {
	row := organisationRow{ID: 1, Organisation: o, CreatedAt: s.clock.Now()}
	row.Version = 1
	err := s.db.Write(ctx).Create(&row).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return alreadySetUp.Because(err)
	}
	if err != nil {
		return err
	}
	return s.record(ctx, first, "organisation.created", "organisation", nil)
}

// Organisation is whose registry this is; fault.NotFound before the setup.
func (s *Store) Organisation(ctx context.Context) (Organisation, error) {
	return take[Organisation](s.db.Read(ctx), "organisation")
}

// TimeZone is the name of the organisation's time zone, in SQL; UTC before the setup.
const TimeZone = "COALESCE((SELECT time_zone FROM organisation), 'UTC')"

// Zone reads the organisation's time zone, in which its days begin and end; UTC before the
// setup.
func Zone(ctx context.Context, db *database.DB) (*time.Location, error) {
	var name string
	if err := db.Read(ctx).Raw("SELECT " + TimeZone).Scan(&name).Error; err != nil {
		return nil, err
	}
	return clock.Zone(name)
}

// PutOrganisation replaces the settings. Administrators.
func (s *Store) PutOrganisation(ctx context.Context, actor Actor, version *int, in OrganisationInput) (Organisation, error) {
	if err := actor.mustBeAdmin(); err != nil {
		return Organisation{}, err
	}
	var f form
	o := in.checked(&f, "body.name")
	if err := f.fault(); err != nil {
		return Organisation{}, err
	}
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		stored, err := take[Organisation](s.db.Write(ctx).Clauses(forUpdate), "organisation")
		if err != nil {
			return err
		}
		if err := fault.Unchanged(stored.Version, version); err != nil {
			return err
		}
		o.Version = stored.Version + 1
		if err := s.db.Write(ctx).Where("id = 1").Select("*").Updates(&o).Error; err != nil {
			return err
		}
		return s.record(ctx, actor, "organisation.changed", "organisation", nil)
	})
	return o, err
}

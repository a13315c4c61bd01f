package accounts

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/clock"
	"ajar/internal/fault"
)

type invitationRow struct {
	ID                   uuid.UUID
	Hash                 []byte
	PersonID             uuid.UUID
	CreatedAt, ExpiresAt time.Time
	UsedAt               *time.Time
}

// TableName is the table of invitations.
func (invitationRow) TableName() string { return "invitations" }

// Invite lets a person choose a password: the first, or a new one in place of a
// forgotten one, which holds until then. Earlier invitations end. An inactive
// person answers fault.Conflict "inactive". Administrators.
func (s *Store) Invite(ctx context.Context, actor Actor, id uuid.UUID) (Invitation, error) {
	if err := actor.mustBeAdmin(); err != nil {
		return Invitation{}, err
	}
	var made *Invitation
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		who, err := s.lockPerson(ctx, id, nil)
		if err != nil {
			return err
		}
		if !who.Active {
			return fault.Refused("inactive", "This person is not active. Make them active first.")
		}
		if made, err = s.invite(ctx, id); err != nil {
			return err
		}
		return s.recordOf(ctx, actor, "person.invited", id, nil)
	})
	if err != nil {
		return Invitation{}, err
	}
	return *made, nil
}

func (s *Store) invite(ctx context.Context, person uuid.UUID) (*Invitation, error) {
	if err := s.db.Write(ctx).Where("person_id = ?", person).Delete(&invitationRow{}).Error; err != nil {
		return nil, err
	}
	now, code := s.clock.Now(), newSecret("")
	row := invitationRow{ID: clock.NewID(), Hash: digest(code), PersonID: person, CreatedAt: now, ExpiresAt: now.Add(invitationLife)}
	return &Invitation{Code: code, ExpiresAt: row.ExpiresAt}, s.db.Write(ctx).Create(&row).Error
}

// RedeemInvitation sets the password of the person who was invited, ends their
// sessions and begins one here, as SignIn does: the code is worth as much as the
// password that it sets. A code works once, for seven days; one that was used, is
// over or never was answers fault.NotFound.
func (s *Store) RedeemInvitation(ctx context.Context, code, password, device string) (secret string, begun Session, _ error) {
	who, err := take[account](s.db.Read(ctx).Where("active AND id IN (?)", s.open(s.db.Read(ctx), code).Select("person_id")), "invitation")
	if err != nil {
		return "", Session{}, err
	}
	hash, err := s.chosen(ctx, who, password)
	if err != nil {
		return "", Session{}, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		if who, err = s.lockPerson(ctx, who.ID, nil); err != nil {
			return err
		}
		if err := s.redeem(ctx, &who, code, hash); err != nil {
			return err
		}
		secret, begun, err = s.openSession(ctx, who.ID, device)
		return err
	})
	if err != nil {
		return "", Session{}, err
	}
	return secret, begun, nil
}

// chosen is the hash of a password that the person may choose.
func (s *Store) chosen(ctx context.Context, who account, password string) (string, error) {
	f, err := s.formWithPassword(ctx)
	if err != nil {
		return "", err
	}
	f.password("body.password", password, who.Name, who.Email)
	if err := f.fault(); err != nil {
		return "", err
	}
	return hashPassword(ctx, password)
}

// open are the invitations of the code that still work: one or none.
func (s *Store) open(db *gorm.DB, code string) *gorm.DB {
	return db.Model(&invitationRow{}).Where("hash = ? AND used_at IS NULL AND expires_at > ?", digest(code), s.clock.Now())
}

// redeem uses the code up, which only the first of a race can.
func (s *Store) redeem(ctx context.Context, who *account, code, hash string) error {
	used := s.open(s.db.Write(ctx), code).Update("used_at", s.clock.Now())
	if used.Error != nil {
		return used.Error
	}
	if used.RowsAffected == 0 || !who.Active {
		return fault.Missing("invitation")
	}
	if err := s.setPassword(ctx, who, hash, uuid.Nil); err != nil {
		return err
	}
	return s.recordOf(ctx, Actor{PersonID: who.ID}, "person.password_set", who.ID, nil)
}

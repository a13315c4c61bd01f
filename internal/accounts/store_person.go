package accounts

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
)

// People reads a page of all, active or not, behind the one given (Nil: from the first),
// and whether there is more. Administrators, for the addresses.
func (s *Store) People(ctx context.Context, after uuid.UUID, limit int) ([]Person, bool, error) {
	page, more, err := list[account](s.db.Read(ctx), after, limit)
	people := make([]Person, len(page))
	for i, a := range page {
		people[i] = a.person()
	}
	return people, more, err
}

// Person is one of them; fault.NotFound when there is none.
func (s *Store) Person(ctx context.Context, id uuid.UUID) (Person, error) {
	a, err := take[account](s.db.Read(ctx).Where("id = ?", id), "person")
	return a.person(), err
}

// PersonAt is the one with an address, however it is written; fault.NotFound when there
// is none.
func (s *Store) PersonAt(ctx context.Context, email string) (Person, error) {
	a, err := take[account](s.db.Read(ctx).Where("email = ?", normalEmail(email)), "person")
	return a.person(), err
}

// NamesOf are what people are called today, by id. Who may read them is the caller's to ask.
func NamesOf(ctx context.Context, db *database.DB, ids []uuid.UUID) (map[uuid.UUID]string, error) {
	var people []struct {
		ID   uuid.UUID
		Name string
	}
	err := db.Read(ctx).Table("people").Where("id IN ?", ids).Find(&people).Error
	names := make(map[uuid.UUID]string, len(people))
	for _, p := range people {
		names[p.ID] = p.Name
	}
	return names, err
}

// mostNames is how many names are looked for in a text at most.
const mostNames = 1000

// Names are those of active people, the actor's teams first, at most 1,000, so that
// a text can be checked for them. Everyone signed in may: they stand in the teams.
func (s *Store) Names(ctx context.Context, actor Actor) ([]string, error) {
	names := []string{}
	colleagues := s.db.Read(ctx).Table("memberships").Select("person_id").Where("team_id IN ?", append([]uuid.UUID{uuid.Nil}, actor.Teams...))
	err := s.db.Read(ctx).Model(&account{}).Where("active").Order(clause.OrderBy{Expression: clause.Expr{SQL: "CASE WHEN id IN (?) THEN 0 ELSE 1 END, id", Vars: []any{colleagues}}}).
		Limit(mostNames).Pluck("name", &names).Error
	return names, err
}

// CreatePerson adds a person; without a password an invitation is answered, nil
// otherwise. An address that somebody has answers fault.Conflict "email-taken".
// Administrators.
func (s *Store) CreatePerson(ctx context.Context, actor Actor, in PersonInput) (Person, *Invitation, error) {
	if err := actor.mustBeAdmin(); err != nil {
		return Person{}, nil, err
	}
	f, err := s.formWithPassword(ctx)
	if err != nil {
		return Person{}, nil, err
	}
	in = in.checked(f)
	if err := f.fault(); err != nil {
		return Person{}, nil, err
	}
	hash, err := hashUnlessEmpty(ctx, in.Password)
	if err != nil {
		return Person{}, nil, err
	}
	who := s.newAccount(in, hash)
	var invitation *Invitation
	err = s.db.InTx(ctx, func(ctx context.Context) (err error) {
		if err := s.insertPerson(ctx, actor, who); err != nil || hash != "" {
			return err
		}
		invitation, err = s.invite(ctx, who.ID)
		return err
	})
	return who.person(), invitation, err
}

// AddPerson is CreatePerson for the command line, and the way back in when the
// only administrator forgot their password: a person who is there already and
// active is left as they are and gets a new invitation.
func (s *Store) AddPerson(ctx context.Context, in PersonInput) (Person, *Invitation, error) {
	var there []account
	err := s.db.Read(ctx).Where("email = ? AND active", normalEmail(in.Email)).Find(&there).Error
	if err != nil {
		return Person{}, nil, err
	}
	if len(there) == 0 {
		return s.CreatePerson(ctx, System(), in)
	}
	invitation, err := s.Invite(ctx, System(), there[0].ID)
	return there[0].person(), &invitation, err
}

// PatchPerson changes a person. The last active administrator can be neither
// demoted nor deactivated (fault.Conflict "last-administrator"), and only another
// administrator who has a password stands in for one who has.
//
// A new address ends invitations sent to the old one; see PersonPatch for the
// password and Active. Administrators.
func (s *Store) PatchPerson(ctx context.Context, actor Actor, id uuid.UUID, version *int, patch PersonPatch) (Person, error) {
	if err := actor.mustBeAdmin(); err != nil {
		return Person{}, err
	}
	hash, err := s.checkPatch(ctx, id, patch)
	if err != nil {
		return Person{}, err
	}
	var changed account
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		before, err := s.lockPerson(ctx, id, version)
		if err != nil {
			return err
		}
		changed = before
		var fields []string
		changed.Person, fields = patch.changed(&form{}, before.Person)
		if len(fields) == 0 {
			return nil
		}
		if hash != "" {
			changed.PasswordHash = hash
		}
		if err := s.updatePerson(ctx, before, &changed); err != nil {
			return err
		}
		err = s.recordOf(ctx, actor, "person.changed", id,
			map[string]any{"fields": fields, "roles": changed.Roles, "active": changed.Active})
		if err != nil || changed.Active == before.Active && changed.Roles.Has(Reviewer) == before.Roles.Has(Reviewer) {
			return err
		}
		return s.staffedBy(ctx, id, s.clock.Now())
	})
	return changed.person(), err
}

// checkPatch answers the hash of a new password, made before the transaction
// because it takes long.
func (s *Store) checkPatch(ctx context.Context, id uuid.UUID, patch PersonPatch) (hash string, err error) {
	person, err := s.Person(ctx, id)
	if err != nil {
		return "", err
	}
	f, err := s.formWithPassword(ctx)
	if err != nil {
		return "", err
	}
	patch.changed(f, person)
	if err := f.fault(); err != nil || patch.Password == nil {
		return "", err
	}
	return hashPassword(ctx, *patch.Password)
}

// ErasePerson makes a person nobody: name and address are replaced, the password,
// teams and routes removed, and they cannot sign in. What they did keeps their id.
// The last administrator is kept, as in PatchPerson. Administrators.
func (s *Store) ErasePerson(ctx context.Context, actor Actor, id uuid.UUID, version *int) error {
	if err := actor.mustBeAdmin(); err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		before, err := s.lockPerson(ctx, id, version)
		if err != nil {
			return err
		}
		erased := account{Person: before.Person}
		erased.Name, erased.Email = "Erased person", "erased-"+id.String()+"@invalid"
		erased.Roles, erased.Active = Roles{Member}, false
		if err := s.updatePerson(ctx, before, &erased); err != nil {
			return err
		}
		served, err := s.routesOf(ctx, id)
		if err != nil {
			return err
		}
		for _, row := range []any{&membershipRow{}, &routePersonRow{}, &delegationRow{}} {
			if err := s.db.Write(ctx).Where("person_id = ?", id).Delete(row).Error; err != nil {
				return err
			}
		}
		if err := s.recordOf(ctx, actor, "person.erased", id, nil); err != nil {
			return err
		}
		return s.staffed(ctx, served, s.clock.Now())
	})
}

// ChangePassword replaces the actor's own password and ends their other sessions
// and open invitations. A wrong old one is named as body.old_password, a bad new
// one as body.new_password; wrong ones are slowed down with fault.Throttled.
func (s *Store) ChangePassword(ctx context.Context, actor Actor, old, new string) error {
	f, err := s.formWithPassword(ctx)
	if err != nil {
		return err
	}
	f.password("body.new_password", new, actor.Name, actor.Email)
	guesser := try{actor.PersonID.String(), "changing the password"}
	if err := s.count(ctx, []brake{guesser.pair()}); err != nil {
		return err
	}
	before, err := take[account](s.db.Read(ctx).Where("id = ? AND active", actor.PersonID), "person")
	if err != nil {
		return err
	}
	ok, err := matches(ctx, old, before.PasswordHash)
	if err != nil {
		return err
	}
	if !ok {
		f.bad("body.old_password", "wrong", "This is not your present password.")
	} else if err := s.release(ctx, guesser); err != nil {
		return err
	}
	if err := f.fault(); err != nil {
		return err
	}
	hash, err := hashPassword(ctx, new)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		return s.replaceOwnPassword(ctx, actor, before, hash)
	})
}

func (s *Store) replaceOwnPassword(ctx context.Context, actor Actor, before account, hash string) error {
	now, err := s.lockPerson(ctx, before.ID, nil)
	if err != nil {
		return err
	}
	if !now.Active || now.PasswordHash != before.PasswordHash {
		return notSignedIn // reset or deactivated while this one was checked
	}
	if err := s.setPassword(ctx, &now, hash, actor.SessionID); err != nil {
		return err
	}
	return s.recordOf(ctx, actor, "person.password_changed", now.ID, nil)
}

// formWithPassword knows what a password may not be.
func (s *Store) formWithPassword(ctx context.Context) (*form, error) {
	o, err := s.Organisation(ctx)
	if fault.Is(err, fault.NotFound) {
		err = nil // before the setup
	}
	return &form{organisation: o.Name}, err
}

func (s *Store) newAccount(in PersonInput, hash string) account {
	who := account{
		Person: Person{
			ID: clock.NewID(), Name: in.Name, Email: in.Email, Roles: in.Roles,
			Active: true, Version: 1, CreatedAt: s.clock.Now(),
		},
		PasswordHash: hash,
	}
	return who.keyed()
}

func (s *Store) insertPerson(ctx context.Context, actor Actor, who account) error {
	if err := s.db.Write(ctx).Create(&who).Error; err != nil {
		return emailTaken(err)
	}
	return s.recordOf(ctx, actor, "person.created", who.ID, map[string]any{"roles": who.Roles})
}

func emailTaken(err error) error {
	return taken(err, "email-taken", "Somebody has this e-mail address already.")
}

// lockPerson holds the person until the transaction ends.
func (s *Store) lockPerson(ctx context.Context, id uuid.UUID, version *int) (account, error) {
	a, err := take[account](s.db.Write(ctx).Clauses(forUpdate).Where("id = ?", id), "person")
	if err != nil {
		return a, err
	}
	return a, fault.Unchanged(a.Version, version)
}

// updatePerson writes what became of a locked person, ends what they lost with
// it and keeps an administrator.
func (s *Store) updatePerson(ctx context.Context, before account, after *account) error {
	after.Version = before.Version + 1
	*after = after.keyed()
	if err := s.db.Write(ctx).Select("*").Updates(after).Error; err != nil {
		return emailTaken(err)
	}
	lost := []any{}
	if after.Email != before.Email || after.PasswordHash != before.PasswordHash || !after.Active {
		lost = append(lost, &invitationRow{})
	}
	if after.PasswordHash != before.PasswordHash || !after.Active {
		lost = append(lost, &sessionRow{})
	}
	if !after.Active {
		lost = append(lost, &tokenRow{}, &feedKeyRow{}, &digestRow{})
	}
	for _, row := range lost {
		if err := s.db.Write(ctx).Where("person_id = ?", after.ID).Delete(row).Error; err != nil {
			return err
		}
	}
	if before.administers() && !after.administers() {
		return s.keepAnAdministrator(ctx, before.PasswordHash != "")
	}
	return nil
}

// keepAnAdministrator refuses a change that leaves nobody to administer. It
// holds the organisation's row first: of two administrators who demote each
// other at once, the second counts what the first has left.
func (s *Store) keepAnAdministrator(ctx context.Context, withPassword bool) error {
	if _, err := take[Organisation](s.db.Write(ctx).Clauses(forUpdate), "organisation"); err != nil {
		return err
	}
	var left int64
	err := s.db.Write(ctx).Model(&account{}).
		Where("active AND roles LIKE ? AND (password_hash <> '' OR ?)", "%"+string(Admin)+"%", !withPassword).
		Count(&left).Error
	if err == nil && left == 0 {
		err = fault.Refused("last-administrator", "This is the last administrator who can sign in. Make somebody else one first.")
	}
	return err
}

// setPassword replaces a locked person's password and ends their sessions but
// for one, and their invitations.
func (s *Store) setPassword(ctx context.Context, who *account, hash string, kept uuid.UUID) error {
	who.PasswordHash = hash
	who.Version++
	*who = who.keyed()
	if err := s.db.Write(ctx).Select("password_hash", "version", "name_key", "name_key_version").Updates(who).Error; err != nil {
		return err
	}
	if err := s.db.Write(ctx).Where("person_id = ? AND id <> ?", who.ID, kept).Delete(&sessionRow{}).Error; err != nil {
		return err
	}
	return s.db.Write(ctx).Where("person_id = ?", who.ID).Delete(&invitationRow{}).Error
}

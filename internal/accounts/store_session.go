package accounts

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"ajar/internal/clock"
	"ajar/internal/fault"
	"ajar/internal/live"
)

type sessionRow struct {
	Session  `gorm:"embedded"`
	Hash     []byte
	PersonID uuid.UUID
}

// TableName is the table of sessions.
func (sessionRow) TableName() string { return "sessions" }

var (
	wrongCredentials = fault.New(fault.Unauthenticated, "wrong-credentials", "The e-mail address or the password is not right.")
	notSignedIn      = fault.New(fault.Unauthenticated, "not-signed-in", "Sign in to go on.")
)

// SignIn begins a session and answers its secret, for the cookie. Device is how
// the browser calls itself, address the caller's network address.
//
// An unknown address, a wrong password, a person who has none and one who is
// inactive all answer the same fault.Unauthenticated in the same time. Tries
// that fail are slowed down per account and place with fault.Throttled.
func (s *Store) SignIn(ctx context.Context, email, password, device, address string) (secret string, _ Session, _ error) {
	t := try{normalEmail(email), place(address)}
	brakes, err := s.brakes(ctx, t)
	if err != nil {
		return "", Session{}, err
	}
	if err := s.count(ctx, brakes); err != nil {
		return "", Session{}, err
	}
	who, err := s.whoSignsIn(ctx, t.email)
	if err != nil {
		return "", Session{}, err
	}
	ok, err := matches(ctx, password, who.PasswordHash)
	if err != nil {
		return "", Session{}, err
	}
	if !ok {
		return "", Session{}, wrongCredentials
	}
	return s.beginSession(ctx, who, t, device)
}

// whoSignsIn is an active account, or one without a password when there is none.
func (s *Store) whoSignsIn(ctx context.Context, email string) (account, error) {
	var f form
	if f.email("", email); f.fault() != nil {
		return account{}, nil
	}
	var found []account
	err := s.db.Read(ctx).Where("email = ? AND active", email).Find(&found).Error
	if err != nil || len(found) == 0 {
		return account{}, err
	}
	return found[0], nil
}

// beginSession holds the person's row, so that nobody signs in past their
// deactivation or with the password that is just being replaced.
func (s *Store) beginSession(ctx context.Context, who account, t try, device string) (secret string, begun Session, _ error) {
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		var still []account
		err := s.db.Write(ctx).Clauses(forShare).
			Where("id = ? AND active AND password_hash = ?", who.ID, who.PasswordHash).Find(&still).Error
		if err != nil {
			return err
		}
		if len(still) == 0 {
			return wrongCredentials
		}
		if err := s.passed(ctx, t); err != nil {
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

// openSession is for who holds the person's row and has seen who they are.
func (s *Store) openSession(ctx context.Context, person uuid.UUID, device string) (string, Session, error) {
	now, secret := s.clock.Now(), newSecret("")
	row := sessionRow{PersonID: person, Hash: digest(secret), Session: Session{
		ID: clock.NewID(), Device: clean(device, deviceName), Current: true, CreatedAt: now, SeenAt: now, ExpiresAt: expiry(now, now),
	}}
	return secret, row.Session, s.db.Write(ctx).Create(&row).Error
}

// SignOut ends the session of the secret; one that is over already is no fault.
func (s *Store) SignOut(ctx context.Context, secret string) error {
	var ended []sessionRow
	err := s.db.Write(ctx).Clauses(clause.Returning{}).Where("hash = ?", digest(secret)).Delete(&ended).Error
	for _, one := range ended {
		live.Touch(ctx, s.db, one.PersonID)
	}
	return err
}

// Sessions reads a page of the actor's own that are not over, behind the one given (Nil:
// from the first), and whether there is more. The one that the actor uses is Current.
func (s *Store) Sessions(ctx context.Context, actor Actor, after uuid.UUID, limit int) ([]Session, bool, error) {
	mine := s.db.Read(ctx).Model(&sessionRow{}).Where("person_id = ? AND expires_at > ?", actor.PersonID, s.clock.Now())
	page, more, err := list[Session](mine, after, limit)
	for i := range page {
		page[i].Current = page[i].ID == actor.SessionID
	}
	return page, more, err
}

// EndSession ends one of the actor's own; fault.NotFound for any other.
func (s *Store) EndSession(ctx context.Context, actor Actor, id uuid.UUID) error {
	done := s.db.Write(ctx).Where("id = ? AND person_id = ?", id, actor.PersonID).Delete(&sessionRow{})
	if done.Error == nil && done.RowsAffected == 0 {
		return fault.Missing("session")
	}
	live.Touch(ctx, s.db, actor.PersonID)
	return done.Error
}

// The one statement of every call: sessions or tokens, by hash or by id. Only reviewers
// have seats, which are what costs most to find.
const actorSQL = `
SELECT c.id, c.created_at, c.seen_at, p.id AS person_id, p.name, p.email, p.roles,
       (SELECT string_agg(CAST(m.team_id AS TEXT), ',') FROM memberships m WHERE m.person_id = p.id) AS teams,
       CASE WHEN p.roles LIKE '%%reviewer%%' THEN (SELECT string_agg(r.route || '/' || CASE WHEN r.backup THEN 'backup' ELSE 'member' END, ',') FROM route_people r WHERE r.person_id = p.id) END AS seats,
       CASE WHEN p.roles LIKE '%%reviewer%%' THEN (SELECT string_agg(r.route || '/' || CASE WHEN r.backup THEN 'backup' ELSE 'member' END || '/' || CAST(d.person_id AS TEXT) || '/' || d.from_on || '/' || d.until_on, ',')
        FROM delegations d JOIN people f ON f.id = d.person_id AND f.active AND f.roles LIKE '%%reviewer%%' JOIN route_people r ON r.person_id = d.person_id
        WHERE d.delegate_id = p.id AND d.until_on >= ?) END AS lent,
       (SELECT time_zone FROM organisation) AS time_zone
FROM %s c JOIN people p ON p.id = c.person_id
WHERE c.%s = ? AND p.active AND (c.expires_at IS NULL OR c.expires_at > ?)`

var (
	actorOfSession      = fmt.Sprintf(actorSQL, "sessions", "hash")
	actorOfToken        = fmt.Sprintf(actorSQL, "tokens", "hash")
	actorOfKnownSession = fmt.Sprintf(actorSQL, "sessions", "id")
	actorOfKnownToken   = fmt.Sprintf(actorSQL, "tokens", "id")
)

type actorRow struct {
	ID          uuid.UUID
	CreatedAt   time.Time
	SeenAt      *time.Time
	PersonID    uuid.UUID
	Name, Email string
	Roles       Roles
	Teams       *string
	Seats, Lent *string // "safety/member", "safety/backup/<for whom>/<from>/<until>"
	TimeZone    *string
}

// Authenticate answers who uses the session of the secret. fault.Unauthenticated
// when it is over, unknown, or its person inactive.
func (s *Store) Authenticate(ctx context.Context, secret string) (Actor, error) {
	row, actor, err := s.actor(ctx, actorOfSession, digest(secret))
	if err != nil {
		return Actor{}, err
	}
	actor.SessionID = row.ID
	return actor, s.seen(ctx, "sessions", row, map[string]any{"expires_at": expiry(row.CreatedAt, s.clock.Now())})
}

// AuthenticateToken is like Authenticate for the secret of a token.
func (s *Store) AuthenticateToken(ctx context.Context, secret string) (Actor, error) {
	row, actor, err := s.actor(ctx, actorOfToken, digest(secret))
	if err != nil {
		return Actor{}, err
	}
	actor.TokenID = row.ID
	return actor, s.seen(ctx, "tokens", row, map[string]any{})
}

// Again is the actor as they are now; fault.Unauthenticated when they are not signed
// in any more. Asking does not keep their session alive.
func (s *Store) Again(ctx context.Context, actor Actor) (Actor, error) {
	sql, id := actorOfKnownSession, actor.SessionID
	if actor.TokenID != uuid.Nil {
		sql, id = actorOfKnownToken, actor.TokenID
	}
	_, now, err := s.actor(ctx, sql, id)
	now.SessionID, now.TokenID = actor.SessionID, actor.TokenID
	return now, err
}

func (s *Store) actor(ctx context.Context, sql string, by any) (row actorRow, _ Actor, _ error) {
	now := s.clock.Now()
	found := s.db.Query(ctx, sql, clock.Day(now.AddDate(0, 0, -1), time.UTC), by, now).Find(&row)
	if found.Error != nil {
		return row, Actor{}, found.Error
	}
	if found.RowsAffected == 0 {
		return row, Actor{}, notSignedIn
	}
	actor := Actor{
		PersonID: row.PersonID, Name: row.Name, Email: row.Email, Roles: row.Roles,
		Teams: []uuid.UUID{}, Routes: []string{},
	}
	for _, text := range split(row.Teams) {
		id, err := uuid.Parse(text)
		if err != nil {
			return row, Actor{}, err
		}
		actor.Teams = append(actor.Teams, id)
	}
	return row, actor, row.sit(&actor, now)
}

// sit gives the actor their own seats, and those of whom they stand in for today.
func (row actorRow) sit(actor *Actor, now time.Time) error {
	zone := time.UTC
	if row.TimeZone != nil {
		var err error
		if zone, err = clock.Zone(*row.TimeZone); err != nil {
			return err
		}
	}
	today := clock.Day(now, zone)
	for _, text := range append(split(row.Seats), split(row.Lent)...) {
		part := strings.Split(text, "/")
		seat := Seat{Route: part[0], Backup: part[1] == "backup"}
		if len(part) > 2 {
			if today < part[3] || part[4] < today {
				continue
			}
			var err error
			if seat.For, err = uuid.Parse(part[2]); err != nil {
				return err
			}
		}
		actor.Seats = append(actor.Seats, seat)
		actor.Routes = append(actor.Routes, seat.Route)
	}
	slices.Sort(actor.Routes)
	actor.Routes = slices.Compact(actor.Routes)
	return nil
}

// split is the list that string_agg made, in order; nil stands for none.
func split(list *string) []string {
	if list == nil {
		return []string{}
	}
	parts := strings.Split(*list, ",")
	slices.Sort(parts)
	return parts
}

// seen writes down the use of a session or token, at most every seenEvery. A
// registry that cannot write at the moment can still be read.
func (s *Store) seen(ctx context.Context, table string, row actorRow, set map[string]any) error {
	now := s.clock.Now()
	if row.SeenAt != nil && now.Sub(*row.SeenAt) < seenEvery {
		return nil
	}
	set["seen_at"] = now
	err := s.db.Write(ctx).Table(table).Where("id = ?", row.ID).Updates(set).Error
	if fault.Is(err, fault.Unavailable) {
		return nil
	}
	return err
}

// Sweep removes what is over: sessions, invitations, and brakes that are
// forgotten; and makes keys of names that have none. For the hourly work.
func (s *Store) Sweep(ctx context.Context) error {
	now := s.clock.Now()
	for _, over := range []struct {
		row    any
		column string
		before time.Time
	}{
		{&sessionRow{}, "expires_at", now},
		{&invitationRow{}, "expires_at", now},
		{&brakeRow{}, "next_at", now.Add(-forgetAfter)},
	} {
		if err := s.db.Write(ctx).Where(over.column+" < ?", over.before).Delete(over.row).Error; err != nil {
			return err
		}
	}
	return s.keyNames(ctx)
}

package accounts

import (
	"context"
	"time"

	"github.com/google/uuid"

	"ajar/internal/clock"
	"ajar/internal/database"
)

// Store keeps everything of this package in the registry's database.
type Store struct {
	db    *database.DB
	clock clock.Clock
}

// New makes a store; it holds no state of its own.
func New(db *database.DB, clock clock.Clock) *Store { return &Store{db, clock} }

func (s *Store) Setup(ctx context.Context, in SetupInput) (Person, error) { panic(ctx) }
func (s *Store) IsSetUp(ctx context.Context) (bool, error)                { panic(ctx) }
func (s *Store) Organisation(ctx context.Context) (Organisation, error)   { panic(ctx) }
func (s *Store) PutOrganisation(ctx context.Context, actor Actor, version *int, in OrganisationInput) (Organisation, error) {
	panic(ctx)
}

func (s *Store) SignIn(ctx context.Context, email, password, device, address string) (secret string, _ Session, _ error) {
	panic(ctx)
}
func (s *Store) SignOut(ctx context.Context, secret string) error                    { panic(ctx) }
func (s *Store) Authenticate(ctx context.Context, secret string) (Actor, error)      { panic(ctx) }
func (s *Store) AuthenticateToken(ctx context.Context, secret string) (Actor, error) { panic(ctx) }
func (s *Store) Sessions(ctx context.Context, actor Actor, r Range) (Page[Session], error) {
	panic(ctx)
}
func (s *Store) EndSession(ctx context.Context, actor Actor, id uuid.UUID) error { panic(ctx) }
func (s *Store) CreateToken(ctx context.Context, actor Actor, name string, expiresAt *time.Time) (secret string, _ Token, _ error) {
	panic(ctx)
}
func (s *Store) Tokens(ctx context.Context, actor Actor, r Range) (Page[Token], error) { panic(ctx) }
func (s *Store) RevokeToken(ctx context.Context, actor Actor, id uuid.UUID) error      { panic(ctx) }
func (s *Store) Sweep(ctx context.Context) error                                       { panic(ctx) }

func (s *Store) People(ctx context.Context, r Range) (Page[Person], error) { panic(ctx) }
func (s *Store) Person(ctx context.Context, id uuid.UUID) (Person, error)  { panic(ctx) }
func (s *Store) CreatePerson(ctx context.Context, actor Actor, in PersonInput) (Person, *Invitation, error) {
	panic(ctx)
}
func (s *Store) AddPerson(ctx context.Context, in PersonInput) (Person, *Invitation, error) {
	panic(ctx)
}
func (s *Store) PatchPerson(ctx context.Context, actor Actor, id uuid.UUID, version *int, patch PersonPatch) (Person, error) {
	panic(ctx)
}
func (s *Store) ErasePerson(ctx context.Context, actor Actor, id uuid.UUID, version *int) error {
	panic(ctx)
}
func (s *Store) Invite(ctx context.Context, actor Actor, id uuid.UUID) (Invitation, error) {
	panic(ctx)
}
func (s *Store) RedeemInvitation(ctx context.Context, code, password string) (Person, error) {
	panic(ctx)
}
func (s *Store) ChangePassword(ctx context.Context, actor Actor, old, new string) error { panic(ctx) }

func (s *Store) Teams(ctx context.Context, r Range) (Page[Team], error)                  { panic(ctx) }
func (s *Store) Team(ctx context.Context, id uuid.UUID) (Team, error)                    { panic(ctx) }
func (s *Store) CreateTeam(ctx context.Context, actor Actor, in TeamInput) (Team, error) { panic(ctx) }
func (s *Store) PatchTeam(ctx context.Context, actor Actor, id uuid.UUID, version *int, patch TeamPatch) (Team, error) {
	panic(ctx)
}
func (s *Store) AddMember(ctx context.Context, actor Actor, team, person uuid.UUID) (Team, error) {
	panic(ctx)
}
func (s *Store) RemoveMember(ctx context.Context, actor Actor, team, person uuid.UUID) error {
	panic(ctx)
}

func (s *Store) Moments(ctx context.Context, r Range) (Page[Moment], error) { panic(ctx) }
func (s *Store) Moment(ctx context.Context, id uuid.UUID) (Moment, error)   { panic(ctx) }
func (s *Store) CreateMoment(ctx context.Context, actor Actor, in MomentInput) (Moment, error) {
	panic(ctx)
}
func (s *Store) PatchMoment(ctx context.Context, actor Actor, id uuid.UUID, version *int, patch MomentPatch) (Moment, error) {
	panic(ctx)
}

func (s *Store) Routes(ctx context.Context) ([]Route, error)           { panic(ctx) }
func (s *Store) Route(ctx context.Context, name string) (Route, error) { panic(ctx) }
func (s *Store) PutRoute(ctx context.Context, actor Actor, name string, version *int, in RouteInput) (Route, error) {
	panic(ctx)
}

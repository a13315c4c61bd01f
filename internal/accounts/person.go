package accounts

import (
	"time"

	"github.com/google/uuid"

	"ajar/internal/fault"
	"ajar/internal/text"
)

// Person is somebody who may sign in. Email is lower-cased and unique.
type Person struct {
	ID        uuid.UUID `json:"id"`
	Name      string    `json:"name"`
	Email     string    `json:"email"`
	Roles     Roles     `json:"roles" enum:"member,reviewer,admin"`
	Active    bool      `json:"active"`
	Invited   bool      `json:"invited" gorm:"-"` // has no password yet
	Version   int       `json:"-"`
	CreatedAt time.Time `json:"created_at"`
}

// PersonInput makes a person. Without a password they are invited; without
// roles they are a member.
type PersonInput struct {
	Name     string `json:"name"`
	Email    string `json:"email"`
	Password string `json:"password,omitempty"`
	Roles    Roles  `json:"roles,omitempty" enum:"member,reviewer,admin"`
}

// PersonPatch changes what is not nil. A password set here ends the person's
// sessions; Active false ends their sessions, tokens and invitations.
type PersonPatch struct {
	Name     *string `json:"name,omitempty"`
	Email    *string `json:"email,omitempty"`
	Roles    *Roles  `json:"roles,omitempty" enum:"member,reviewer,admin"`
	Active   *bool   `json:"active,omitempty"`
	Password *string `json:"password,omitempty"`
}

// account is a person with what they sign in with, and by what their name is looked up.
// It stays in this package.
type account struct {
	Person         `gorm:"embedded"`
	PasswordHash   string
	NameKey        string // see text.NameKey
	NameKeyVersion int    // of which version of the person the key is
}

// TableName is the table of people.
func (account) TableName() string { return "people" }

func (a account) person() Person {
	a.Invited = a.PasswordHash == ""
	return a.Person
}

// keyed is the account with the key of its name.
func (a account) keyed() account {
	a.NameKey, a.NameKeyVersion = text.NameKey(a.Name), a.Version
	return a
}

// administers reports whether the person can do an administrator's work now.
func (p Person) administers() bool { return p.Active && p.Roles.Has(Admin) }

// Invitation lets a person choose a password, once, until ExpiresAt.
type Invitation struct {
	Code      string    `json:"code"` // secret; only its hash is kept
	ExpiresAt time.Time `json:"expires_at"`
}

const invitationLife = 7 * 24 * time.Hour

func checkRoles(f *form, location string, roles Roles) Roles {
	for i, r := range roles {
		if !allRoles.Has(r) {
			f.bad(at(location, i), "unknown", "Roles are member, reviewer and admin.")
		}
	}
	if len(roles) == 0 {
		f.bad(location, "required", "A person has at least one role.")
	}
	return roles.ordered()
}

// checked is the input as it will be kept, apart from the password.
func (in PersonInput) checked(f *form) PersonInput {
	in.Name = f.line("body.name", in.Name, personName)
	in.Email = f.email("body.email", in.Email)
	if in.Roles == nil {
		in.Roles = Roles{Member}
	}
	in.Roles = checkRoles(f, "body.roles", in.Roles)
	if in.Password != "" {
		f.password("body.password", in.Password, in.Name, in.Email)
	}
	return in
}

// Faults names everything that is wrong with the input by itself.
func (in PersonInput) Faults() []fault.Field {
	return faultsOf(func(f *form) { in.checked(f) })
}

// Faults names everything that is wrong with the patch by itself.
func (patch PersonPatch) Faults() []fault.Field {
	return faultsOf(func(f *form) { patch.changed(f, Person{}) })
}

// changed is the person after the patch, and the names of what it changes.
func (patch PersonPatch) changed(f *form, p Person) (Person, []string) {
	fields := []string{}
	if patch.Name != nil {
		p.Name = f.line("body.name", *patch.Name, personName)
		fields = append(fields, "name")
	}
	if patch.Email != nil {
		p.Email = f.email("body.email", *patch.Email)
		fields = append(fields, "email")
	}
	if patch.Roles != nil {
		p.Roles = checkRoles(f, "body.roles", *patch.Roles)
		fields = append(fields, "roles")
	}
	if patch.Active != nil {
		p.Active = *patch.Active
		fields = append(fields, "active")
	}
	if patch.Password != nil {
		f.password("body.password", *patch.Password, p.Name, p.Email)
		fields = append(fields, "password")
	}
	return p, fields
}

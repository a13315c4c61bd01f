package accounts

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"
)

// Role is what a person may do beyond working in their own teams.
type Role string

// The roles. Everyone signed in may propose and read; the others add to that.
const (
	Member   Role = "member"
	Reviewer Role = "reviewer" // may be put into routes
	Admin    Role = "admin"    // people, teams, moments, routes, policy, organisation; no right to decide
)

var allRoles = Roles{Member, Reviewer, Admin}

// Roles are a person's roles without repetition, in the order of the constants.
// The database keeps them as text, "member,admin".
type Roles []Role

// Has reports whether r is among them.
func (rs Roles) Has(r Role) bool { return slices.Contains(rs, r) }

// Value is the text that the database keeps.
func (rs Roles) Value() (driver.Value, error) {
	names := make([]string, len(rs))
	for i, r := range rs {
		names[i] = string(r)
	}
	return strings.Join(names, ","), nil
}

// Scan reads what Value wrote.
func (rs *Roles) Scan(src any) error {
	*rs = Roles{}
	names, ok := src.(string)
	if !ok {
		return fmt.Errorf("roles are kept as text, not as %T", src)
	}
	for name := range strings.SplitSeq(names, ",") {
		if name != "" {
			*rs = append(*rs, Role(name))
		}
	}
	return nil
}

// ordered drops repetitions and puts the roles into the order of the constants.
func (rs Roles) ordered() Roles {
	ordered := Roles{}
	for _, r := range allRoles {
		if rs.Has(r) {
			ordered = append(ordered, r)
		}
	}
	return ordered
}

package lessons

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/text"
	"ajar/lessons/blameless"
)

// nearAndNamed asks for who is of @teams or had a part in the experiment @it, who has a
// name with one of @keys (a JSON list), of whom no key is known yet, and which of
// @addresses is somebody's.
func nearAndNamed(dialect database.Dialect) string {
	named := map[database.Dialect]string{
		database.SQLite:   "p.name_key IN (SELECT value FROM json_each(@keys))",
		database.Postgres: "p.name_key = ANY (ARRAY(SELECT jsonb_array_elements_text(CAST(@keys AS jsonb))))",
	}[dialect]
	const known = "p.email NOT LIKE 'erased-%@invalid'"
	return `SELECT p.name, '' AS address, TRUE AS near FROM people p WHERE ` + known + ` AND p.id IN (
			SELECT person_id FROM memberships WHERE team_id IN @teams
			UNION SELECT person_id FROM contributors WHERE experiment_id = @it
			UNION SELECT d.person_id FROM decisions d JOIN reviews r ON r.id = d.review_id WHERE r.experiment_id = @it)
		UNION SELECT p.name, '', FALSE FROM people p WHERE ` + known + ` AND ` + named + `
		UNION SELECT p.name, '', FALSE FROM people p WHERE ` + known + ` AND p.version - p.name_key_version > 0
		UNION SELECT '', p.email, FALSE FROM people p WHERE p.email IN @addresses`
}

// roles are what stands for the registry's people in words between teams about an
// experiment, or about none (uuid.Nil): who is of these teams or had a part in it is
// known by any of their names, everybody else by all of them, and all by their
// addresses. It is one statement, and of everybody else reads those whose names the words may hold.
func (s *Store) roles(ctx context.Context, experiment uuid.UUID, teams []uuid.UUID, words ...string) (*blameless.Roles, error) {
	keys, err := json.Marshal(text.NameKeys(words...))
	if err != nil {
		return nil, err
	}
	var people []struct {
		Name, Address string
		Near          bool
	}
	asked := map[string]any{"teams": teams, "it": experiment, "keys": string(keys), "addresses": text.Addresses(words...)}
	err = s.db.Read(ctx).Raw(nearAndNamed(s.db.Dialect()), asked).Scan(&people).Error
	var near, others, addresses []string
	for _, p := range people {
		switch {
		case p.Address != "":
			addresses = append(addresses, p.Address)
		case p.Near:
			near = append(near, p.Name)
		default:
			others = append(others, p.Name)
		}
	}
	return blameless.RolesOf(near, others, addresses), err
}

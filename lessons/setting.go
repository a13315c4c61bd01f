package lessons

import (
	"time"

	"github.com/google/uuid"

	"ajar/internal/clock"
)

// setting is a team among the others of its organisation: what decides by which
// name readers see it. A zero TeamID is the organisation itself.
type setting struct {
	TeamID                 *uuid.UUID
	Team, Area             string
	Organisation, TimeZone string
	Members, Neighbours    int
}

// settingOfTeam selects a setting of a team t, which may be none, in its organisation o.
const settingOfTeam = `t.id AS team_id, COALESCE(t.name, '') AS team, COALESCE(t.area, '') AS area, o.name AS organisation, o.time_zone,
	(SELECT COUNT(*) FROM memberships m JOIN people p ON p.id = m.person_id AND p.active WHERE m.team_id = t.id) AS members,
	(SELECT COUNT(*) FROM teams n WHERE n.area = t.area AND n.id <> t.id) AS neighbours`

// smallestShownTeam is the least number of members with which a team is shown by
// name.
const smallestShownTeam = 4

// shownTeam is the team where readers see it by name, nil where it is too small to
// hide in.
func (s setting) shownTeam() *uuid.UUID {
	if s.Members < smallestShownTeam {
		return nil
	}
	return s.TeamID
}

// shownAs hides a team that is too small to hide in: behind its area, or behind
// the organisation when it is alone in its area.
func (s setting) shownAs() string {
	switch {
	case s.shownTeam() != nil:
		return s.Team
	case s.Area != "" && s.Neighbours > 0:
		return s.Area
	}
	return s.Organisation
}

// month is all that readers learn of a time: "2026-11" in the organisation's zone.
func (s setting) month(at time.Time) (string, error) {
	zone, err := clock.Zone(s.TimeZone)
	if err != nil {
		return "", err
	}
	return clock.Month(at, zone), nil
}

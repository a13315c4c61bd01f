package experiments

import (
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
)

// seenRow is what decides, beside an experiment's own columns, how much of it a reader
// sees: by which zone its months are, and whether the reader serves a route that any of
// its revisions was before.
type seenRow struct {
	TimeZone string
	Served   bool
}

// seen are the columns of a seenRow, and their values.
func seen(actor accounts.Actor) (columns string, routes []any) {
	for _, route := range actor.Routes {
		if actor.Serves(route) {
			routes = append(routes, route)
		}
	}
	served := "FALSE"
	if len(routes) > 0 {
		served = database.LookedUp("SELECT 1 FROM requirements q WHERE q.experiment_id = experiments.id AND q.route IN (?" + strings.Repeat(", ?", len(routes)-1) + ")")
	}
	return ", " + accounts.TimeZone + " AS time_zone, " + served + " AS served", routes
}

// sight is how much the actor sees of an experiment of this team, which was concluded at
// a time or not yet.
func (r seenRow) sight(actor accounts.Actor, team uuid.UUID, concluded *time.Time) (Sight, error) {
	zone, err := clock.Zone(r.TimeZone)
	return Sight{Full: concluded == nil || r.Served || actor.MemberOf(team) || actor.Is(accounts.Admin), Zone: zone}, err
}

// summaryRow is a summary as it is read, before it is seen.
type summaryRow struct {
	Summary    `gorm:"embedded"`
	Reader     seenRow `gorm:"embedded"`
	ClonedFrom *uuid.UUID
	ClonedAs   Purpose
}

// seenBy reduces the row to what the actor sees of it.
func (r *summaryRow) seenBy(actor accounts.Actor) (err error) {
	r.Key = KeyOf(r.Number)
	r.Sight, err = r.Reader.sight(actor, r.TeamID, r.ConcludedAt)
	r.Sight.Blur(&r.Summary)
	return err
}

var summaryColumns = database.Columns("experiments", Summary{}) + ", experiments.cloned_from, experiments.cloned_as"

// summaries reads what is selected as the actor sees it, in its order.
func summaries(q *gorm.DB, actor accounts.Actor) ([]summaryRow, error) {
	rows := []summaryRow{}
	columns, routes := seen(actor)
	if err := q.Table("experiments").Select(summaryColumns+columns, routes...).Find(&rows).Error; err != nil {
		return nil, err
	}
	for i := range rows {
		if err := rows[i].seenBy(actor); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

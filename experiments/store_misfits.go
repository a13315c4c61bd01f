package experiments

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"ajar/internal/fault"
)

// misfits names everything in the proposal that cannot be: names of things that
// do not exist, and tags that are too long. Only what differs from before is
// asked of the database.
func (s *Store) misfits(ctx context.Context, p, before Proposal) ([]fault.Field, error) {
	bad := p.wrongTags()
	for _, c := range []struct {
		location    string
		known       func(context.Context, []uuid.UUID) (int64, error)
		before, ids []uuid.UUID
	}{
		{"body.template_id", s.rowsOf("templates", "NOT retired"), optional(before.TemplateID), optional(p.TemplateID)},
		{"body.obstacle_id", s.lore.Obstacles, optional(before.ObstacleID), optional(p.ObstacleID)},
		{"body.moment_id", s.rowsOf("moments", ""), optional(before.MomentID), optional(p.MomentID)},
		{"body.affected_team_ids", s.rowsOf("teams", ""), before.AffectedTeamIDs, p.AffectedTeamIDs},
		{"body.builds_on", s.lore.Lessons, before.BuildsOn, p.BuildsOn},
	} {
		if len(c.ids) == 0 || slices.Equal(c.before, c.ids) {
			continue
		}
		found, err := c.known(ctx, c.ids)
		if err != nil {
			return nil, err
		}
		if int(found) < len(c.ids) {
			bad = append(bad, fault.Field{Location: c.location, Code: "unknown", Message: "There is no such thing, or it is named twice. Choose one from the list."})
		}
	}
	return bad, nil
}

// rowsOf counts those of a table that have one of some ids, under a condition.
func (s *Store) rowsOf(table, only string) func(context.Context, []uuid.UUID) (int64, error) {
	return func(ctx context.Context, ids []uuid.UUID) (found int64, err error) {
		err = s.db.Read(ctx).Table(table).Where("id IN ?", ids).Where(only).Count(&found).Error
		return found, err
	}
}

func optional(id *uuid.UUID) []uuid.UUID {
	if id == nil {
		return nil
	}
	return []uuid.UUID{*id}
}

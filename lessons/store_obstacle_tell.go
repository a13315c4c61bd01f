package lessons

import (
	"context"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/notifications"
)

// follow records that an experiment is to remove an obstacle, and tells who posted
// it, as soon as others may see the experiment. Whose doing it is, the events of the
// experiment say.
func (s *Store) follow(ctx context.Context, before, after *experiments.Experiment) error {
	known := before.Revision > 0 && before.ObstacleID != nil && after.ObstacleID != nil && *before.ObstacleID == *after.ObstacleID
	if after.ObstacleID == nil || after.Revision == 0 || known {
		return nil
	}
	if err := s.recordObstacle(ctx, nil, *after.ObstacleID, "obstacle.tried"); err != nil {
		return err
	}
	return s.tellWhoPosted(ctx, *after.ObstacleID, notifications.Notification{Code: notifications.ObstacleTried, Experiment: &after.ID},
		"NOT EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = people.id AND m.team_id = ?)", after.TeamID)
}

// tellOfEnd tells who posted it that it was removed, or is kept.
func (s *Store) tellOfEnd(ctx context.Context, actor accounts.Actor, o *Obstacle) error {
	code := map[ObstacleState]notifications.Code{ObstacleRemoved: notifications.ObstacleRemoved, ObstacleKept: notifications.ObstacleKept}[o.State]
	return s.tellWhoPosted(ctx, o.ID, notifications.Notification{Code: code}, "people.id <> ?", actor.PersonID)
}

// tellWhoPosted tells the team of an obstacle, or where it is the organisation's the
// one who posted it; but only those for whom the condition holds.
func (s *Store) tellWhoPosted(ctx context.Context, obstacle uuid.UUID, n notifications.Notification, only string, args ...any) error {
	var people []uuid.UUID
	err := s.db.Read(ctx).Table("people").Where("people.active").Where(only, args...).
		Where(`EXISTS (SELECT 1 FROM obstacles o JOIN memberships m ON m.team_id = o.team_id WHERE o.id = @id AND m.person_id = people.id)
			OR EXISTS (SELECT 1 FROM obstacles o JOIN obstacle_authors a ON a.obstacle_id = o.id WHERE o.id = @id AND o.team_id IS NULL AND a.person_id = people.id)`,
			map[string]any{"id": obstacle}).Order("people.id").Pluck("people.id", &people).Error
	if err != nil {
		return err
	}
	n.Link, n.CreatedAt = "/obstacles/"+obstacle.String(), s.clock.Now()
	all := make([]notifications.Notification, len(people))
	for i, person := range people {
		all[i] = n
		all[i].PersonID = person
	}
	return notifications.Send(ctx, s.db, all...)
}

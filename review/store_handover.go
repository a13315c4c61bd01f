package review

import (
	"context"

	"ajar/internal/notifications"
)

// signed names who handed it over in what is told of it, and sends all.
func (s *Store) signed(ctx context.Context, r *Review, all []notifications.Notification) error {
	var standing []HandOver
	if err := s.db.Read(ctx).Where("review_id = ? AND ended_at IS NULL", r.ID).Find(&standing).Error; err != nil {
		return err
	}
	for i := range all {
		for _, h := range standing {
			if all[i].Code == notifications.ReviewHandedOver && all[i].Params["gate"] == h.Gate {
				all[i].ActorID = &h.FromID
			}
		}
	}
	return notifications.Send(ctx, s.db, all...)
}

package review

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/notifications"
)

// goesOn are the states in which what a reviewer answered still matters.
var goesOn = []experiments.Status{experiments.InReview, experiments.Ready, experiments.Running, experiments.Paused}

// tellOfEdit tells those whose answer at this revision holds that words have changed
// which are not material; once, until they have read it.
func (s *Store) tellOfEdit(ctx context.Context, e *experiments.Experiment) error {
	if !slices.Contains(goesOn, e.Status) {
		return nil
	}
	var answered []struct{ PersonID, ReviewID uuid.UUID }
	err := s.db.Read(ctx).Raw(`SELECT DISTINCT a.person_id, r.id AS review_id FROM reviews r JOIN (
			SELECT review_id, person_id FROM decisions WHERE dismissed_at IS NULL
			UNION ALL SELECT review_id, person_id FROM counter_offers WHERE state = 'open') a ON a.review_id = r.id
		WHERE r.experiment_id = @experiment AND r.revision = @revision AND NOT EXISTS (SELECT 1 FROM notifications n
			WHERE n.person_id = a.person_id AND n.experiment_id = r.experiment_id AND n.code = @code AND n.read_at IS NULL)`,
		map[string]any{"experiment": e.ID, "revision": e.Revision, "code": notifications.ReviewEdited}).Find(&answered).Error
	if err != nil {
		return err
	}
	all := make([]notifications.Notification, len(answered))
	for i, a := range answered {
		all[i] = notifications.Notification{PersonID: a.PersonID, Code: notifications.ReviewEdited, Experiment: &e.ID,
			Link: "/reviews/" + a.ReviewID.String(), CreatedAt: s.clock.Now()}
	}
	return notifications.Send(ctx, s.db, all...)
}

package lessons

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"
)

// followJob is the kind of job that brings what belongs to a lesson in step with it.
const followJob = "lesson.follow"

// keepInStep does the job followJob: how sure readers may be of a lesson follows from what
// other experiments found, and from which lesson supersedes it. Lessons of before
// follow-ups and links had rows of their own get them. It may come late or twice.
func (s *Store) keepInStep(ctx context.Context, id uuid.UUID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		l, e, err := s.lockLesson(ctx, id)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if l.withIDs() {
			if err := s.db.Write(ctx).Select("draft", "published").Updates(l).Error; err != nil {
				return err
			}
		}
		if err := s.followUpsOnce(ctx, l); err != nil || l.Published == nil {
			return err
		}
		if err := s.linkOnce(ctx, l); err != nil {
			return err
		}
		return s.restate(ctx, l, e)
	})
}

// draftIsPublished reports whether what the team wrote is what it published: what readers
// see, and the teams and days that they do not.
func (l *lesson) draftIsPublished() bool {
	if l.Published == nil || !l.Published.Content.same(l.Draft.shown()) || l.Published.ReviewIn != monthOf(l.Draft.ReviewBy) {
		return false
	}
	return l.Draft.Hidden == nil || l.Draft.Hidden.same(*l.Draft.hidden())
}

// withIDs gives the follow-ups of the draft ids where they have none, and those that
// were published the same; it reports whether there were such.
func (l *lesson) withIDs() bool {
	lacks := func(all []FollowUp) bool {
		for _, f := range all {
			if f.ID == nil {
				return true
			}
		}
		return false
	}
	lacking := lacks(l.Draft.FollowUps)
	if lacking {
		l.Draft.FollowUps = ided(l.Draft.FollowUps, l.Draft.FollowUps)
	}
	if l.Published != nil && lacks(l.Published.FollowUps) {
		l.Published.FollowUps, lacking = ided(l.Draft.FollowUps, l.Published.FollowUps), true
	}
	return lacking
}

package review

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/fault"
	"ajar/internal/markdown"
	"ajar/internal/notifications"
)

// Say adds a comment in Markdown to a review. Everyone signed in may, also when the
// review has ended. Who is mentioned takes part in the review, and is told.
func (s *Store) Say(ctx context.Context, actor accounts.Actor, id uuid.UUID, said Words) (uuid.UUID, error) {
	if err := fault.Also(nil, said.Faults()); err != nil {
		return uuid.Nil, err
	}
	kept := said.kept()
	c := Comment{ID: uuid.New(), ReviewID: id, PersonID: actor.PersonID, Text: kept, Version: 1, CreatedAt: s.clock.Now()}
	return c.ID, s.db.InTx(ctx, func(ctx context.Context) error {
		r, err := s.find(ctx, id)
		if err != nil {
			return err
		}
		if err := s.notTooOften(ctx, actor); err != nil {
			return err
		}
		if err := s.db.Write(ctx).Create(&c).Error; err != nil {
			return err
		}
		if err := s.teamSpoke(ctx, actor, r.ExperimentID); err != nil {
			return err
		}
		return s.recordComment(ctx, actor, r, &c, "made", newcomers(kept, ""))
	})
}

// notTooOften refuses who has said much in a short time.
func (s *Store) notTooOften(ctx context.Context, actor accounts.Actor) error {
	var said []time.Time
	now := s.clock.Now()
	err := s.db.Read(ctx).Model(&Comment{}).Where("person_id = ? AND created_at > ?", actor.PersonID, now.Add(-perComments)).
		Order("created_at DESC").Limit(maxComments).Pluck("created_at", &said).Error
	if err != nil || len(said) < maxComments {
		return err
	}
	refusal := fault.New(fault.Throttled, "too-many-comments", "You have written %d comments in a few minutes. Wait a little, or say it in one.", maxComments)
	refusal.After = said[maxComments-1].Add(perComments).Sub(now)
	return refusal
}

// recordComment writes the event of a comment, and tells who is mentioned in it now.
func (s *Store) recordComment(ctx context.Context, actor accounts.Actor, r *Review, c *Comment, what string, mentioned []uuid.UUID) error {
	if err := s.takePart(ctx, r, mentioned); err != nil {
		return err
	}
	err := audit.Record(ctx, s.db, audit.Event{At: s.clock.Now(), Actor: &actor.PersonID, Kind: "comment." + what, Subject: "comment:" + c.ID.String(),
		Experiment: &r.ExperimentID, Data: told{Review: r.ID, Revision: r.Revision, Comment: &c.ID, Mentioned: mentioned}})
	if err != nil {
		return err
	}
	var all []notifications.Notification
	for _, id := range mentioned {
		if id != actor.PersonID {
			all = append(all, notifications.Notification{PersonID: id, Code: notifications.ReviewMentioned, ActorID: &actor.PersonID,
				Experiment: &r.ExperimentID, Link: r.linkTo(CommentEntry, c.ID.String()), CreatedAt: s.clock.Now()})
		}
	}
	return notifications.Send(ctx, s.db, all...)
}

// takePart refuses to mention who takes no part in the review.
func (s *Store) takePart(ctx context.Context, r *Review, ids []uuid.UUID) error {
	if len(ids) == 0 {
		return nil
	}
	var n int64
	if err := s.participants(ctx, r).Where("p.id IN ?", ids).Count(&n).Error; err != nil {
		return err
	}
	if int(n) < len(ids) {
		return fault.Bad(fault.Field{Location: "body.text", Code: "unknown", Message: "Mention people who take part: of the team, of its routes, or who has written here."})
	}
	return nil
}

// participants are the active people who take part in an experiment's reviews.
func (s *Store) participants(ctx context.Context, r *Review) *gorm.DB {
	return s.db.Read(ctx).Table("people p").Where(`p.active AND (p.id IN (`+ofItsTeam+`) OR p.id IN (`+ofItsRoutes+`)
		OR p.id IN (SELECT c.person_id FROM comments c JOIN reviews v ON v.id = c.review_id WHERE v.experiment_id = @experiment)
		OR p.id IN (SELECT d.person_id FROM decisions d JOIN reviews v ON v.id = d.review_id WHERE v.experiment_id = @experiment))`,
		map[string]any{"experiment": r.ExperimentID})
}

const (
	ofItsTeam   = `SELECT m.person_id FROM memberships m JOIN experiments e ON e.team_id = m.team_id WHERE e.id = @experiment`
	ofItsRoutes = `SELECT rp.person_id FROM route_people rp JOIN requirements q ON q.route = rp.route WHERE q.experiment_id = @experiment`
)

// maxParticipants is how many people are offered for a mention.
const maxParticipants = 500

// People are who takes part in a review, by name, for who wants to mention them;
// nobody where persons are not shown.
func (s *Store) People(ctx context.Context, actor accounts.Actor, id uuid.UUID) ([]Participant, error) {
	r, err := s.dressed(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	people := []Participant{}
	if !r.readerOf(actor, "en").sight.Full {
		return people, nil
	}
	err = s.participants(ctx, r).Select(`p.id, p.name, CASE WHEN p.id IN (`+ofItsTeam+`) THEN 'team' WHEN p.id IN (`+ofItsRoutes+`) THEN 'route' ELSE 'discussion' END AS part`,
		map[string]any{"experiment": r.ExperimentID}).Order("p.name, p.id").Limit(maxParticipants).Scan(&people).Error
	return people, err
}

// dressed is a review with its gates and its experiment, as the actor sees that.
func (s *Store) dressed(ctx context.Context, actor accounts.Actor, id uuid.UUID) (*Review, error) {
	r, err := s.find(ctx, id)
	if err != nil {
		return nil, err
	}
	one := []Review{*r}
	err = s.dress(ctx, actor, one)
	return &one[0], err
}

// comments reads comments with who wrote them.
func (s *Store) comments(ctx context.Context, condition string, args ...any) ([]Comment, error) {
	found := []Comment{}
	err := s.db.Read(ctx).Select(`comments.*, people.name AS by, EXISTS (SELECT 1 FROM memberships m JOIN experiments e ON e.team_id = m.team_id
			JOIN reviews v ON v.experiment_id = e.id WHERE v.id = comments.review_id AND m.person_id = comments.person_id) AS of_team`).
		Joins("JOIN people ON people.id = comments.person_id").Where(condition, args...).Find(&found).Error
	return found, err
}

func (s *Store) comment(ctx context.Context, review, id uuid.UUID) (*Comment, error) {
	found, err := s.comments(ctx, "comments.id = ? AND review_id = ?", id, review)
	if err == nil && len(found) == 0 {
		err = fault.Missing("comment")
	}
	if err != nil {
		return nil, err
	}
	return &found[0], nil
}

// Comment reads one comment with what it said before.
func (s *Store) Comment(ctx context.Context, actor accounts.Actor, review, id uuid.UUID, language string) (*Comment, error) {
	r, err := s.dressed(ctx, actor, review)
	if err != nil {
		return nil, err
	}
	c, err := s.comment(ctx, review, id)
	if err != nil {
		return nil, err
	}
	if c.RemovedAt == nil || actor.Is(accounts.Admin) {
		err = s.db.Read(ctx).Where("comment_id = ?", id).Order("version").Find(&c.Earlier).Error
	}
	if err != nil {
		return nil, err
	}
	texts := []string{c.Text}
	for _, said := range c.Earlier {
		texts = append(texts, said.Text)
	}
	known, err := s.mentioned(ctx, texts)
	if err != nil {
		return nil, err
	}
	return c, c.tell(r.readerOf(actor, language), known)
}

// mentioned are the names of today of the people whom texts mention.
func (s *Store) mentioned(ctx context.Context, texts []string) (markdown.Names, error) {
	var ids []uuid.UUID
	for _, text := range texts {
		ids = append(ids, markdown.Mentions(text)...)
	}
	return accounts.NamesOf(ctx, s.db, ids)
}

// Reword replaces the text of the actor's own comment; what it said is kept, to be
// read. Who is mentioned only now is told. ifVersion nil means whatever is there.
func (s *Store) Reword(ctx context.Context, actor accounts.Actor, review, id uuid.UUID, ifVersion *int, said Words) error {
	if err := fault.Also(nil, said.Faults()); err != nil {
		return err
	}
	kept := said.kept()
	return s.change(ctx, actor, review, id, ifVersion, "edited", func(c *Comment, now time.Time) {
		c.Text, c.EditedAt = kept, &now
	})
}

// Remove takes the actor's own comment away: a note stays in its place, and what it
// said is kept for administrators. ifVersion nil means whatever is there.
func (s *Store) Remove(ctx context.Context, actor accounts.Actor, review, id uuid.UUID, ifVersion *int) error {
	return s.change(ctx, actor, review, id, ifVersion, "removed", func(c *Comment, now time.Time) {
		c.Text, c.RemovedAt = "", &now
	})
}

func (s *Store) change(ctx context.Context, actor accounts.Actor, review, id uuid.UUID, ifVersion *int, what string, do func(c *Comment, now time.Time)) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		r, err := s.find(ctx, review)
		if err != nil {
			return err
		}
		c, err := s.comment(ctx, review, id)
		if err != nil {
			return err
		}
		if err := c.mayChange(actor, ifVersion); err != nil {
			return err
		}
		was := Said{CommentID: id, Version: c.Version, Text: c.Text, SaidAt: c.CreatedAt}
		if c.EditedAt != nil {
			was.SaidAt = *c.EditedAt
		}
		do(c, s.clock.Now())
		c.Version++
		if err := s.reworded(ctx, c, was); err != nil {
			return err
		}
		return s.recordComment(ctx, actor, r, c, what, newcomers(c.Text, was.Text))
	})
}

// reworded writes a comment under its version guard, and keeps what it said.
func (s *Store) reworded(ctx context.Context, c *Comment, was Said) error {
	res := s.db.Write(ctx).Model(c).Where("version = ?", was.Version).Select("text", "version", "edited_at", "removed_at").Updates(c)
	if res.Error != nil {
		return res.Error
	}
	if res.RowsAffected == 0 {
		return fault.Outdated()
	}
	err := s.db.Write(ctx).Create(&was).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.Outdated()
	}
	return err
}

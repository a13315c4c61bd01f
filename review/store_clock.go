package review

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/notifications"
	"ajar/internal/outbox"
)

// turnJob is the kind of job that tells who has the next move in a review, and
// takes the steps of its clock.
const turnJob = "review.turn"

// tick does the job turnJob: it takes the step that is due, tells those who have not
// been told that it is their turn, and winds the clock for the next step. It looks
// at the review as it stands, so it may come late, early or twice.
func (s *Store) tick(ctx context.Context, id uuid.UUID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error { return s.moveOn(ctx, id) })
}

// moveOn is tick within a transaction.
func (s *Store) moveOn(ctx context.Context, id uuid.UUID) error {
	r, err := s.find(ctx, id)
	if err != nil {
		return err
	}
	e, err := s.experiments.Lock(ctx, accounts.System(), experiments.ByID(r.ExperimentID))
	if err != nil {
		return err
	}
	if r, err = s.find(ctx, id); err != nil || !r.Waits {
		return err
	}
	// Rows of before an upgrade, or from another time zone, are made right here.
	if _, err := s.ask(ctx, "r.id = @review", map[string]any{"review": id}); err != nil {
		return err
	}
	h, err := s.hours(ctx)
	if err != nil {
		return err
	}
	if step, ok := r.ticking(e.Status).due(s.clock.Now(), h); ok {
		if err := s.takeStep(ctx, r, e, step); err != nil || step.deed == BackToDraft {
			return err
		}
	}
	if err := s.tellAsked(ctx, r, e); err != nil {
		return err
	}
	return s.wind(ctx, r, e, h)
}

// wind puts the job for the next step.
func (s *Store) wind(ctx context.Context, r *Review, e *experiments.Experiment, h workingHours) error {
	at, ok := r.ticking(e.Status).next(h)
	if !ok {
		return nil
	}
	return outbox.Put(ctx, s.db, outbox.Job{Kind: turnJob, Key: r.ID.String(), RunAt: at})
}

// takeStep takes a step of the clock. What follows from it stays with the review until
// the turn changes, so no step is taken twice.
func (s *Store) takeStep(ctx context.Context, r *Review, e *experiments.Experiment, step step) error {
	now := s.clock.Now()
	r.Taken, r.TakenAt = step.after, &now
	if err := s.db.Write(ctx).Model(r).Select("taken", "taken_at").Updates(r).Error; err != nil {
		return err
	}
	switch step.deed {
	case BackToDraft:
		return s.expire(ctx, r, e, step)
	case AskBackups, AskAdministrators:
		if _, err := s.ask(ctx, "r.id = @review", map[string]any{"review": r.ID}); err != nil {
			return err
		}
		return s.happened(ctx, r, nil, "review.escalated", map[string]any{"to": step.deed, "revision": r.Revision})
	}
	if err := s.remind(ctx, r, e, step); err != nil {
		return err
	}
	return s.happened(ctx, r, nil, "review.reminded", map[string]any{"turn": r.Turn, "revision": r.Revision})
}

// expire takes the proposal of a silent team back to draft, and tells the team.
func (s *Store) expire(ctx context.Context, r *Review, e *experiments.Experiment, step step) error {
	if err := s.experiments.Expire(ctx, e); err != nil {
		return err
	}
	team, err := accounts.MembersOf(ctx, s.db, e.TeamID)
	if err != nil {
		return err
	}
	all := make([]notifications.Notification, len(team))
	for i, person := range team {
		all[i] = s.note(r, person, notifications.TeamExpired)
		all[i].Link = "/experiments/" + e.ID.String()
		all[i].Params = map[string]string{"days": fmt.Sprint(step.after)}
	}
	return notifications.Send(ctx, s.db, all...)
}

// remind tells those once more who know that they are asked.
func (s *Store) remind(ctx context.Context, r *Review, e *experiments.Experiment, step step) error {
	asked, err := s.asked(ctx, r.ID, true)
	if err != nil {
		return err
	}
	return s.tell(ctx, r, e, asked, func(a Ask) notifications.Code { return reminders[[2]string{a.kind(), string(step.deed)}] })
}

// tellAsked tells those who have not been told that it is their turn.
func (s *Store) tellAsked(ctx context.Context, r *Review, e *experiments.Experiment) error {
	asked, err := s.asked(ctx, r.ID, false)
	if err != nil || len(asked) == 0 {
		return err
	}
	if err := s.tell(ctx, r, e, asked, func(a Ask) notifications.Code { return sayings[[2]string{a.kind(), a.Why}] }); err != nil {
		return err
	}
	return s.db.Write(ctx).Model(&Ask{}).Where("review_id = ? AND NOT told", r.ID).Update("told", true).Error
}

// asked are those who have the next move in a review: those who have been told, or
// those who have not.
func (s *Store) asked(ctx context.Context, review uuid.UUID, told bool) ([]Ask, error) {
	var asked []Ask
	err := s.db.Read(ctx).Select("review_id, gate, who, why").Where("review_id = ? AND told = ?", review, told).Order("who, gate").Find(&asked).Error
	return asked, err
}

// tell sends each person who is asked one notification, with the code for the first
// of the asks that are theirs; those without a code are not told.
func (s *Store) tell(ctx context.Context, r *Review, e *experiments.Experiment, asked []Ask, code func(Ask) notifications.Code) error {
	book, err := s.addressBook(ctx, e, asked)
	if err != nil {
		return err
	}
	var all []notifications.Notification
	told := map[uuid.UUID]bool{}
	for _, a := range asked {
		c := code(a)
		for _, person := range book[a.Who] {
			if c == "" || told[person] {
				continue
			}
			told[person] = true
			all = append(all, s.noteOf(r, a, person, c))
		}
	}
	return s.signed(ctx, r, all)
}

func (s *Store) noteOf(r *Review, a Ask, person uuid.UUID, code notifications.Code) notifications.Notification {
	n := s.note(r, person, code)
	n.Params = map[string]string{"days": fmt.Sprint(r.Taken), "gate": a.Gate}
	if code == notifications.ReviewNobody {
		n.Link = "/settings/routes"
	}
	return n
}

func (s *Store) note(r *Review, person uuid.UUID, code notifications.Code) notifications.Notification {
	return notifications.Notification{PersonID: person, Code: code, Experiment: &r.ExperimentID, Link: "/reviews/" + r.ID.String(), CreatedAt: s.clock.Now()}
}

package lessons

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/notifications"
	"ajar/internal/outbox"
)

// told is the publication as readers see it, with its version.
func (l *lesson) told() *Publication {
	l.Published.Version, l.Published.OfTeam, l.Published.NewIn = l.Shown, l.TeamID, l.PublishedMonth
	if l.Published.Evidence.Teams == 0 { // published before there was evidence to tell
		l.Published.Evidence = weigh(l.TeamID, nil)
	}
	return l.Published
}

// telling are the outcomes from which something can be learned of another lesson.
var telling = []experiments.Outcome{experiments.Worked, experiments.DidNotWork, experiments.StoppedEarly}

// weighed puts into a publication of a lesson what is known of it from elsewhere: what
// other experiments found, and which lesson supersedes it.
func (s *Store) weighed(ctx context.Context, l *lesson, p *Publication) error {
	findings, err := s.findings(ctx, l, p)
	if err != nil {
		return err
	}
	p.Evidence, p.SupersededBy = weigh(l.TeamID, findings), nil
	if l.SupersededBy != nil {
		var by lesson
		if err := s.db.Read(ctx).Where("id = ?", *l.SupersededBy).Take(&by).Error; err != nil {
			return err
		}
		p.SupersededBy = &Superseding{by.ID, by.Published.Headline, by.Published.Language, l.SupersededIn}
	}
	p.Maturity = p.Evidence.maturity(p.SupersededBy != nil)
	return nil
}

// findings are the experiments that count for or against a lesson: those that it names,
// and those whose published lessons name its experiment.
func (s *Store) findings(ctx context.Context, l *lesson, p *Publication) (all []finding, err error) {
	err = s.db.Read(ctx).Raw(`SELECT x.id, x.team_id, k.found FROM lesson_links k JOIN lessons m ON m.id = k.lesson_id JOIN experiments x ON x.id = m.experiment_id
			WHERE k.experiment_id = @it AND x.id <> @it AND x.outcome IN @telling
		UNION SELECT x.id, x.team_id, 'same' FROM experiments x WHERE x.id IN @same AND x.id <> @it AND x.outcome IN @telling
		UNION SELECT x.id, x.team_id, 'otherwise' FROM experiments x WHERE x.id IN @otherwise AND x.id <> @it AND x.outcome IN @telling`,
		map[string]any{"it": l.ExperimentID, "telling": telling, "same": p.Supporting, "otherwise": p.Contradicting}).Scan(&all).Error
	return all, err
}

// restate brings what readers see of a published lesson in step with what is known of
// it from elsewhere, under its lock. Its team is told when somebody new found otherwise.
func (s *Store) restate(ctx context.Context, l *lesson, e *experiments.Experiment) error {
	before, err := json.Marshal(l.Published)
	if err != nil {
		return err
	}
	known := slices.Concat(l.Published.Evidence.Otherwise, l.Published.Contradicting)
	if err := s.weighed(ctx, l, l.Published); err != nil {
		return err
	}
	after, err := json.Marshal(l.Published)
	if err != nil {
		return err
	}
	if !bytes.Equal(before, after) {
		l.Shown++
	}
	if err := s.db.Write(ctx).Select("published", "shown", "superseded_by", "superseded_in", "asked", "ask_at").Updates(l).Error; err != nil || bytes.Equal(before, after) {
		return err
	}
	if slices.ContainsFunc(l.Published.Evidence.Otherwise, func(id uuid.UUID) bool { return !slices.Contains(known, id) }) {
		n := notifications.Notification{Code: notifications.LessonContradicted, Link: "/lessons/" + l.ID.String(), Experiment: &l.ExperimentID}
		if err := s.tellTeam(ctx, l.TeamID, uuid.Nil, n); err != nil {
			return err
		}
	}
	return s.findAgain(ctx, l, e)
}

// findAgain puts a lesson that is published already where the library finds it.
func (s *Store) findAgain(ctx context.Context, l *lesson, e *experiments.Experiment) error {
	roles, err := s.roles(ctx, e.ID, l.doing(), planned(e.Proposal)...)
	if err != nil {
		return err
	}
	l.plan = planOf(e.Proposal, roles)
	return s.findable(ctx, l)
}

// link notes which experiments a published lesson names, and has the lessons brought in
// step that this may change: those of these experiments, of those it named before, and
// those that it supersedes.
func (s *Store) link(ctx context.Context, l *lesson) error {
	tx := s.db.Write(ctx)
	var named []uuid.UUID
	if err := tx.Table("lesson_links").Where("lesson_id = ?", l.ID).Pluck("experiment_id", &named).Error; err != nil {
		return err
	}
	if err := tx.Table("lesson_links").Where("lesson_id = ?", l.ID).Delete(&linked{}).Error; err != nil {
		return err
	}
	rows := linksOf(l)
	for _, row := range rows {
		named = append(named, row.ExperimentID)
	}
	if len(rows) > 0 {
		if err := tx.Table("lesson_links").Create(&rows).Error; err != nil {
			return err
		}
	}
	var others []uuid.UUID
	err := s.db.Read(ctx).Model(&lesson{}).Where("edition > 0 AND id <> ? AND (experiment_id IN ? OR superseded_by = ?)", l.ID, named, l.ID).Pluck("id", &others).Error
	if err != nil {
		return err
	}
	return s.followLater(ctx, others)
}

// linkOnce notes what a lesson names that was published before links had rows.
func (s *Store) linkOnce(ctx context.Context, l *lesson) error {
	var n int64
	err := s.db.Read(ctx).Table("lesson_links").Where("lesson_id = ?", l.ID).Count(&n).Error
	if err != nil || int(n) == len(linksOf(l)) {
		return err
	}
	return s.link(ctx, l)
}

// linked is a row of lesson_links.
type linked struct {
	LessonID     uuid.UUID
	ExperimentID uuid.UUID
	Found        string
}

// linksOf are the rows of a published lesson, each once.
func linksOf(l *lesson) (rows []linked) {
	for found, ids := range map[string][]uuid.UUID{foundSame: l.Published.Supporting, foundOtherwise: l.Published.Contradicting} {
		for _, id := range ids {
			if row := (linked{l.ID, id, found}); !slices.Contains(rows, row) {
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// followLater puts the job followJob for some lessons, in one order for everybody.
func (s *Store) followLater(ctx context.Context, ids []uuid.UUID) error {
	if len(ids) == 0 {
		return nil
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	jobs := []outbox.Job{}
	for _, id := range slices.Compact(ids) {
		jobs = append(jobs, outbox.Job{Kind: followJob, Key: id.String(), RunAt: s.clock.Now()})
	}
	return outbox.Put(ctx, s.db, jobs...)
}

// concluded has the lessons brought in step for which an experiment counts from now on,
// or counts otherwise: those that name it, and those that its own lesson names.
func (s *Store) concluded(ctx context.Context, before, after *experiments.Experiment) error {
	if before.Outcome == after.Outcome {
		return nil
	}
	var ids []uuid.UUID
	err := s.db.Read(ctx).Raw(`SELECT k.lesson_id FROM lesson_links k WHERE k.experiment_id = @it
		UNION SELECT l.id FROM lessons m JOIN lesson_links k ON k.lesson_id = m.id JOIN lessons l ON l.experiment_id = k.experiment_id AND l.edition > 0
			WHERE m.experiment_id = @it`, map[string]any{"it": after.ID}).Scan(&ids).Error
	if err != nil {
		return err
	}
	return s.followLater(ctx, ids)
}

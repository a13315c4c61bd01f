package lessons

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
	"ajar/internal/outbox"
	"ajar/internal/search"
)

// Store keeps lessons and their library, and what gets in the way.
type Store struct {
	db          *database.DB
	clock       clock.Clock
	experiments *experiments.Store
	search      *search.Store
}

// New makes the store of lessons and obstacles, and lets it watch the experiments
// that are to remove an obstacle, build on a lesson, or are named by one.
func New(db *database.DB, clock clock.Clock, exps *experiments.Store, search *search.Store) *Store {
	s := &Store{db, clock, exps, search}
	exps.Learn(s.lore())
	exps.Watch(s.follow)
	exps.Watch(s.countUses)
	exps.Watch(s.concluded)
	return s
}

// Work lets a worker do the jobs of lessons and follow-ups. It is for wiring, before the
// first run.
func (s *Store) Work(w *outbox.Worker) {
	w.Handle(addressesJob, outbox.OfID(s.hideAddresses))
	w.Handle(chaseJob, outbox.OfID(s.chase))
	w.Handle(followJob, outbox.OfID(s.keepInStep))
	w.Handle(lookJob, outbox.OfID(s.look))
	w.Handle(readersJob, s.forgetReaders)
	w.Handle(weekJob, outbox.OfID(s.tellWeek))
}

// lesson is the row: the team's draft, and what was last published of it.
type lesson struct {
	ID             uuid.UUID
	ExperimentID   uuid.UUID
	TeamID         uuid.UUID
	Draft          kept `gorm:"serializer:json"`
	Version        int
	Edition        int
	Month          string
	PublishedMonth string // in which readers first saw it
	Contrary       bool
	Published      *Publication `gorm:"serializer:json"`
	Shown          int          // how often what readers see has changed: its ETag
	SupersededBy   *uuid.UUID   // a lesson that says it better
	SupersededIn   string       // the month in which its team said so
	Asked          int          // how often the team was asked to look at it again
	AskAt          *time.Time   // when it is asked next, nil for never

	named int    `gorm:"-"` // how many names publishing replaced
	plan  string `gorm:"-"` // see planOf
}

// kept is what the team wrote, with what readers do not see of what it published.
type kept struct {
	Content
	Hidden *Content `json:"hidden,omitempty"` // nil for what was published before this was kept
}

// Draft reads the lesson of an experiment as its team writes it; an owed lesson
// that nobody has begun is an empty form at version 0. Only the team may.
func (s *Store) Draft(ctx context.Context, actor accounts.Actor, ref experiments.Ref) (*Draft, error) {
	e, err := s.experiments.One(ctx, actor, ref, "en")
	if err != nil {
		return nil, err
	}
	l, err := s.of(ctx, actor, e)
	if err != nil {
		return nil, err
	}
	return l.draft(e), nil
}

func (l *lesson) draft(e *experiments.Experiment) *Draft {
	d := &Draft{Expected: expected(e.Proposal), Content: l.Draft.Content, Edition: l.Edition, Owed: e.OwesLesson, Named: l.named, Version: l.Version}
	if d.Conditions == nil {
		d.Conditions = []Condition{}
	}
	if l.Version > 0 {
		d.ID = &l.ID
	}
	d.Published = l.draftIsPublished()
	return d
}

// of finds the lesson of an experiment, or a blank one, for its team.
func (s *Store) of(ctx context.Context, actor accounts.Actor, e *experiments.Experiment) (*lesson, error) {
	if !actor.MemberOf(e.TeamID) {
		return nil, fault.Denied("not-your-team", "The lesson is written by the experiment's team. You can read it in the library once it is published.")
	}
	if e.ConcludedAt == nil {
		return nil, fault.Refused("not-concluded", "Conclude the experiment first; then write what you learned.")
	}
	var l lesson
	err := s.db.Read(ctx).Where("experiment_id = ?", e.ID).Take(&l).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return &lesson{ID: uuid.New(), ExperimentID: e.ID, TeamID: e.TeamID}, nil
	}
	return &l, err
}

// Save keeps the team's draft; readers go on seeing what was published. Only the
// team may; ifVersion nil means whatever is there.
func (s *Store) Save(ctx context.Context, actor accounts.Actor, ref experiments.Ref, ifVersion *int, c Content) (*Draft, error) {
	return s.change(ctx, actor, ref, ifVersion, "lesson.saved", func(ctx context.Context, l *lesson, _ *experiments.Experiment) error {
		c.FollowUps = ided(l.Draft.FollowUps, c.FollowUps)
		l.Draft.Content = c
		bad, err := s.ContentFaults(ctx, c)
		if err != nil {
			return err
		}
		return fault.Also(nil, bad)
	})
}

// ContentFaults names what is wrong with a content that is to be saved. Everyone may.
func (s *Store) ContentFaults(ctx context.Context, c Content) ([]fault.Field, error) {
	misfits, err := s.misfits(ctx, c)
	return append(c.faults(false), misfits...), err
}

// misfits names what the content refers to and others cannot find: teams, and
// experiments that were submitted. Two statements.
func (s *Store) misfits(ctx context.Context, c Content) ([]fault.Field, error) {
	var teams []uuid.UUID
	for _, f := range c.FollowUps {
		if f.TeamID != nil {
			teams = append(teams, *f.TeamID)
		}
	}
	noTeam, err := s.missing(ctx, "teams", "", teams)
	if err != nil {
		return nil, err
	}
	noExperiment, err := s.missing(ctx, "experiments", "revision > 0", slices.Concat(c.Supporting, c.Contradicting))
	if err != nil {
		return nil, err
	}
	var bad []fault.Field
	complain := func(misfit bool, location string) {
		if misfit {
			bad = append(bad, fault.Unknown(location))
		}
	}
	complain(slices.ContainsFunc(c.Supporting, noExperiment), "body.supporting")
	complain(slices.ContainsFunc(c.Contradicting, noExperiment), "body.contradicting")
	for i, f := range c.FollowUps {
		complain(f.TeamID != nil && noTeam(*f.TeamID), fmt.Sprintf("body.follow_ups[%d].team_id", i))
	}
	return bad, nil
}

// missing tells which of the ids a table has none of, where only holds.
func (s *Store) missing(ctx context.Context, table, only string, ids []uuid.UUID) (func(uuid.UUID) bool, error) {
	var found []uuid.UUID
	err := s.db.Read(ctx).Table(table).Where("id IN ?", append(ids, uuid.Nil)).Where(only).Pluck("id", &found).Error
	return func(id uuid.UUID) bool { return !slices.Contains(found, id) }, err
}

func (s *Store) change(ctx context.Context, actor accounts.Actor, ref experiments.Ref, ifVersion *int, kind string, do func(context.Context, *lesson, *experiments.Experiment) error) (*Draft, error) {
	var changed *Draft
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		e, err := s.experiments.Lock(ctx, actor, ref)
		if err != nil {
			return err
		}
		l, err := s.of(ctx, actor, e)
		if err != nil {
			return err
		}
		if err := fault.Unchanged(l.Version, ifVersion); err != nil {
			return err
		}
		edition := l.Edition
		if err := do(ctx, l, e); err != nil {
			return err
		}
		changed = nil
		if err := s.keep(ctx, actor, l, edition, kind); err != nil {
			return err
		}
		changed = l.draft(e)
		return nil
	})
	return changed, err
}

// keep writes the row under the lock of its experiment, and with a new edition
// what readers find it by.
func (s *Store) keep(ctx context.Context, actor accounts.Actor, l *lesson, editionBefore int, kind string) error {
	tx := s.db.Write(ctx)
	l.Version++
	if err := tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true}).Create(l).Error; err != nil {
		return err
	}
	author := map[string]any{"lesson_id": l.ID, "person_id": actor.PersonID}
	if err := tx.Table("lesson_authors").Clauses(clause.OnConflict{DoNothing: true}).Create(author).Error; err != nil {
		return err
	}
	err := s.record(ctx, actor, l, kind)
	published := l.Edition > editionBefore
	if err == nil && published {
		err = s.shelve(ctx, l)
	}
	if err != nil {
		return err
	}
	return s.followUps(ctx, actor, l, published)
}

// record writes what somebody did to a lesson, which everyone who may read its
// experiment's history learns.
func (s *Store) record(ctx context.Context, actor accounts.Actor, l *lesson, kind string) error {
	return audit.Record(ctx, s.db, audit.Event{At: s.clock.Now(), Actor: &actor.PersonID, Kind: kind, Subject: "lesson:" + l.ID.String(), Experiment: &l.ExperimentID,
		Data: map[string]int{"edition": l.Edition}})
}

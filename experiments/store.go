package experiments

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
	"ajar/internal/outbox"
	"ajar/internal/search"
)

// Store keeps experiments. Its methods take the actor on whose behalf they run
// and answer faults; each write is one transaction.
type Store struct {
	db       *database.DB
	clock    clock.Clock
	search   *search.Store
	policies *policies
	watchers []Watcher
	lore     Lore
}

// Lore is what the room of lessons knows of that proposals refer to; without it there are
// none. Each reads in the transaction that ctx carries.
type Lore struct {
	Lessons   func(ctx context.Context, ids []uuid.UUID) (found int64, err error) // how many of these are published
	Obstacles func(ctx context.Context, ids []uuid.UUID) (found int64, err error) // how many of these there are
	Learned   func(ctx context.Context, experiment uuid.UUID) ([]uuid.UUID, error)
}

func noLore() Lore {
	none := func(context.Context, []uuid.UUID) (int64, error) { return 0, nil }
	return Lore{Lessons: none, Obstacles: none, Learned: func(context.Context, uuid.UUID) ([]uuid.UUID, error) { return nil, nil }}
}

// Watcher is told of every change of an experiment, inside the transaction that
// makes it. An error undoes the change.
type Watcher func(ctx context.Context, before, after *Experiment) error

// New makes the store of experiments.
func New(db *database.DB, clock clock.Clock, search *search.Store) *Store {
	return &Store{db: db, clock: clock, search: search, policies: newPolicies(db), lore: noLore()}
}

// Watch adds a watcher. It is for wiring, before the first call.
func (s *Store) Watch(w Watcher) { s.watchers = append(s.watchers, w) }

// Work lets a worker do the jobs of this room. It is for wiring, before the first run.
func (s *Store) Work(w *outbox.Worker) {
	w.Handle(endJob, outbox.OfID(s.lastDayOver))
	w.Handle(recoveryJob, outbox.OfID(s.remindOfRecovery))
}

// Learn says who knows of lessons and obstacles. It is for wiring, before the first call.
func (s *Store) Learn(l Lore) { s.lore = l }

// Ref names an experiment: by id, or by its short key ("E-42").
type Ref string

// ByID is the reference by id.
func ByID(id uuid.UUID) Ref { return Ref(id.String()) }

func (r Ref) condition() (string, any, error) {
	if number, ok := strings.CutPrefix(strings.ToUpper(string(r)), "E-"); ok {
		n, err := strconv.ParseInt(number, 10, 64)
		if err == nil {
			return "experiments.number = ?", n, nil
		}
	}
	id, err := uuid.Parse(string(r))
	if err != nil {
		return "", nil, fault.Missing("experiment")
	}
	return "experiments.id = ?", id, nil
}

// KeyOf is the short key of the experiment with a number: "E-42".
func KeyOf(number int64) string { return fmt.Sprintf("E-%d", number) }

func (e *Experiment) named() *Experiment {
	e.Key = KeyOf(e.Number)
	return e
}

// find reads one experiment that the actor may see. A proposal that was never
// submitted is its team's alone.
func (s *Store) find(q *gorm.DB, actor accounts.Actor, ref Ref) (*Experiment, error) {
	condition, value, err := ref.condition()
	if err != nil {
		return nil, err
	}
	var e Experiment
	err = q.Where(condition, value).Take(&e).Error
	if errors.Is(err, gorm.ErrRecordNotFound) || err == nil && !e.visibleTo(actor) {
		return nil, fault.Missing("experiment")
	}
	return e.named(), err
}

func (e *Experiment) visibleTo(actor accounts.Actor) bool {
	return e.Revision > 0 || actor.MemberOf(e.TeamID)
}

// change runs one action of a team member on one experiment: it locks the row,
// checks who, which version and which state, lets do change it, and saves it
// with its event. ifVersion nil means whatever is there.
func (s *Store) change(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int, action Action, do func(ctx context.Context, e *Experiment) error) (*Experiment, error) {
	var changed *Experiment
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		e, err := s.lockedByTeam(ctx, actor, ref, ifVersion)
		if err != nil {
			return err
		}
		if err := e.May(action); err != nil {
			return err
		}
		before := *e
		if err := do(ctx, e); err != nil {
			return err
		}
		changed = e
		return s.save(ctx, &actor.PersonID, &before, e, e.eventOf(action, &before))
	})
	return changed, err
}

// lockedByTeam locks the row for a member of its team who read this version.
func (s *Store) lockedByTeam(ctx context.Context, actor accounts.Actor, ref Ref, ifVersion *int) (*Experiment, error) {
	e, err := s.locked(ctx, actor, ref)
	switch {
	case err != nil:
		return nil, err
	case !actor.MemberOf(e.TeamID):
		return nil, fault.Denied("not-your-team", "Only the experiment's team can do this. Ask someone of the team, or register your own.")
	}
	return e, fault.Unchanged(e.Version, ifVersion)
}

// locked finds an experiment and holds it: see [database.Held].
func (s *Store) locked(ctx context.Context, actor accounts.Actor, ref Ref) (*Experiment, error) {
	return s.find(s.db.Write(ctx).Clauses(database.Held), actor, ref)
}

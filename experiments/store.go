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
	"ajar/internal/audit"
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

// save writes the changed experiment under its version guard, records the event
// and tells the watchers. A nil actor is the system.
func (s *Store) save(ctx context.Context, actor *uuid.UUID, before, after *Experiment, kind string) error {
	return s.saveAs(ctx, actor, before, after, kind, happened{})
}

// saveAs is save with more to tell in the event.
func (s *Store) saveAs(ctx context.Context, actor *uuid.UUID, before, after *Experiment, kind string, told happened) error {
	after.Version, after.ChangedAt = before.Version+1, s.clock.Now()
	why, err := s.whyPaused(ctx, before, after, kind)
	if err != nil {
		return err
	}
	after.PausedBecause, after.NearCap = why, after.nearsCap()
	if err := s.write(ctx, before, after); err != nil {
		return err
	}
	err = audit.Record(ctx, s.db, audit.Event{At: after.ChangedAt, Actor: actor, Kind: kind, Subject: "experiment:" + after.ID.String(), Experiment: &after.ID,
		Data: told.of(before, after)})
	if err != nil {
		return err
	}
	if err := s.index(ctx, before, after); err != nil {
		return err
	}
	if err := s.awaitEnd(ctx, before, after, nil); err != nil {
		return err
	}
	return s.tell(ctx, before, after)
}

// write writes the row of a locked experiment. A start is refused here while its door is
// not open.
func (s *Store) write(ctx context.Context, before, after *Experiment) error {
	q := s.db.Write(ctx).Model(after).Where("id = ? AND version = ?", after.ID, before.Version).Omit("number", "id", "proposer_id", "created_at")
	if after.Status == Running && before.Status != Running {
		q = q.Where(doorIsOpen)
	}
	written := q.Select("*").Updates(after)
	if written.Error == nil && written.RowsAffected == 0 {
		return fault.Refused("door-closed", "The door is not open yet: see the requirements of this revision.")
	}
	return written.Error
}

// doorIsOpen guards every start. At exactly this revision nothing that is due
// before a start may be left: no closed gate without its approval, no condition
// that is not met. And the door is two-way (which it also is when every gate was
// lowered or earned), or at least one approval is there. And no earned door that the
// revision rests on was withdrawn.
const doorIsOpen = `NOT EXISTS (SELECT 1 FROM requirements r WHERE r.experiment_id = experiments.id AND r.revision = experiments.revision
		AND r.due = 'before_start' AND r.state IN ('open', 'dismissed'))
	AND (door = 'two_way' OR EXISTS (SELECT 1 FROM requirements r WHERE r.experiment_id = experiments.id AND r.revision = experiments.revision
		AND r.kind = 'gate' AND r.state = 'met'))
	AND NOT EXISTS (SELECT 1 FROM requirements r JOIN earned_doors d ON d.id = r.earned_door_id
		WHERE r.experiment_id = experiments.id AND r.revision = experiments.revision AND r.state = 'not_needed' AND d.withdrawn_on <> '')`

// happened is what an event of an experiment keeps: never its words.
type happened struct {
	From     Status   `json:"from,omitempty"`
	To       Status   `json:"to"`
	Revision int      `json:"revision"`
	Fields   []string `json:"fields,omitempty"`

	Gate    string     `json:"gate,omitempty"`    // raised or lowered
	Joined  []string   `json:"joined,omitempty"`  // gates that closed because of what others of its line expose
	EndsOn  *days      `json:"ends_on,omitempty"` // when the last day moved
	Stem    *uuid.UUID `json:"stem,omitempty"`    // the experiment it was cloned or split from
	Because Because    `json:"because,omitempty"` // why it was paused
	Drift   []Drift    `json:"drift,omitempty"`   // in what it had passed what it declared then
}

// of adds what every event tells of the change.
func (told happened) of(before, after *Experiment) happened {
	told.From, told.To, told.Revision = before.Status, after.Status, after.Revision
	told.Fields = before.Proposal.Compare(after.Proposal).Names()
	if before.EndsOn != after.EndsOn {
		told.EndsOn = &days{before.EndsOn, after.EndsOn}
	}
	if after.Status == Paused && before.Status != Paused {
		told.Because, told.Drift = after.PausedBecause, after.Drift
	}
	return told
}

// days are a day that moved.
type days struct {
	From Day `json:"from"`
	To   Day `json:"to"`
}

func (s *Store) tell(ctx context.Context, before, after *Experiment) error {
	for _, watch := range s.watchers {
		if err := watch(ctx, before, after); err != nil {
			return err
		}
	}
	return nil
}

// event is how the log calls an action that was taken.
func event(a Action) string {
	return "experiment." + map[Action]string{
		Edit: "edited", Submit: "submitted", Start: "started", Pause: "paused", Resume: "resumed", Stop: "stopped",
		Withdraw: "withdrawn", Conclude: "concluded", Archive: "archived", Unarchive: "unarchived",
		RaiseDoor: "door_raised", Clone: "cloned", Split: "split",
		Report: "checked_in", TryUndo: "undo_tried", Recover: "recovery_advanced",
	}[a]
}

// eventOf is what came of an action: a start may end before the reviewers, and an
// edit of what has started may let it go on for longer, or reach more.
func (e *Experiment) eventOf(a Action, before *Experiment) string {
	switch {
	case (a == Start || a == Resume) && e.Status != Running:
		return "experiment.judged_again"
	case a == Edit && before.StartedAt != nil && before.EndsOn < e.EndsOn:
		return "experiment.extended"
	case a == Edit && before.StartedAt != nil && e.Answers.Exceed(before.Answers):
		return "experiment.cap_raised"
	case a == Recover && !e.OwesRecovery:
		return "experiment.recovery_closed"
	}
	return event(a)
}

// index puts the experiment's words where they are found; a proposal that was
// never submitted is in no search.
func (s *Store) index(ctx context.Context, before, after *Experiment) error {
	if after.Revision == 0 || before.Revision > 0 && len(before.Proposal.Compare(after.Proposal)) == 0 {
		return nil
	}
	return s.search.Index(ctx, after.document())
}

// documentKind is what the search calls an experiment.
const documentKind = "experiment"

func (e *Experiment) document() search.Document {
	return search.Document{Kind: documentKind, ID: e.ID, Language: e.Language, Title: e.Title, Body: e.body()}
}

// body are the words by which it is found beside its title.
func (p Proposal) body() string {
	return strings.Join([]string{p.CustomerJob, p.Change, p.Effect, p.Because, p.signal().Name, strings.Join(p.Tags, " ")}, "\n")
}

// Words are all words by which a proposal is found, and by which others are held
// against it.
func (p Proposal) Words() string { return p.Title + "\n" + p.body() }

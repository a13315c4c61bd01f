package review

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
)

// Store keeps reviews. It watches the experiments: a revision whose door is
// closed opens a review in the same transaction.
type Store struct {
	db          *database.DB
	clock       clock.Clock
	experiments *experiments.Store
}

// New makes the store of reviews and lets it watch the experiments.
func New(db *database.DB, clock clock.Clock, exps *experiments.Store) *Store {
	s := &Store{db, clock, exps}
	exps.Watch(s.follow)
	return s
}

// follow keeps the review in step with its experiment.
func (s *Store) follow(ctx context.Context, before, after *experiments.Experiment) error {
	if err := s.tellWhoDecided(ctx, before, after); err != nil {
		return err
	}
	switch {
	case before.Revision != after.Revision:
		return s.replace(ctx, after)
	case len(after.Raised) > len(before.Raised):
		return s.reopen(ctx, after)
	case before.Status != after.Status && ended(after.Status):
		return s.end(ctx, after)
	case before.Status != after.Status && after.Status == experiments.Draft:
		return s.close(ctx, after.ID, Expired)
	case after.Revision > 0 && len(before.Proposal.Compare(after.Proposal)) > 0:
		if err := s.tellOfEdit(ctx, after); err != nil {
			return err
		}
		return s.edited(ctx, after)
	case after.ConditionsMet() > before.ConditionsMet():
		return s.acted(ctx, after)
	case before.Status != after.Status && !decided(before.Status, after.Status) && (oneWay(before) || oneWay(after)):
		return s.settleOf(ctx, after)
	}
	return nil
}

// decided reports whether a decision moved it: the review moves too, after this.
func decided(before, after experiments.Status) bool {
	return before == experiments.InReview && (after == experiments.Ready || after == experiments.Declined)
}

func oneWay(e *experiments.Experiment) bool { return e.Door != nil && *e.Door == door.OneWay }

// edited goes on after the team has edited, which may also have made a reviewer a
// contributor.
func (s *Store) edited(ctx context.Context, e *experiments.Experiment) error {
	if err := s.answered(ctx, e.ID); err != nil {
		return err
	}
	return s.acted(ctx, e)
}

// acted goes on after the team did something about what it was asked for.
func (s *Store) acted(ctx context.Context, e *experiments.Experiment) error {
	if err := s.teamActed(ctx, e.ID); err != nil {
		return err
	}
	return s.settleOf(ctx, e)
}

func ended(s experiments.Status) bool {
	return s == experiments.Withdrawn || s == experiments.Concluded
}

// replace ends the review of the last revision and opens one for this, if its
// door is closed.
func (s *Store) replace(ctx context.Context, e *experiments.Experiment) error {
	if e.Revision > 1 {
		if err := s.dismiss(ctx, e.ID); err != nil {
			return err
		}
		if err := s.close(ctx, e.ID, Superseded); err != nil {
			return err
		}
	}
	if *e.Door != door.OneWay {
		return nil
	}
	return s.open(ctx, e)
}

// open opens the review of the present revision.
func (s *Store) open(ctx context.Context, e *experiments.Experiment) error {
	now := s.clock.Now()
	r := Review{ID: clock.NewID(), ExperimentID: e.ID, Revision: e.Revision, State: Open,
		Turn: RouteTurn, WaitingSince: now, Version: 1, OpenedAt: now}
	r.begin(now)
	if err := s.db.Write(ctx).Create(&r).Error; err != nil {
		return err
	}
	return s.settle(ctx, r.ID)
}

// dismiss marks the decisions on earlier revisions: by the system, never by the
// person who edited. They are kept.
func (s *Store) dismiss(ctx context.Context, experiment uuid.UUID) error {
	return s.db.Write(ctx).Model(&Decision{}).
		Where("dismissed_at IS NULL AND review_id IN (SELECT id FROM reviews WHERE experiment_id = ?)", experiment).
		Update("dismissed_at", s.clock.Now()).Error
}

// close ends what is open of an experiment's reviews, and what is still offered in
// it; nobody has a next move in any.
func (s *Store) close(ctx context.Context, experiment uuid.UUID, state State) error {
	if err := s.supersede(ctx, experiment); err != nil {
		return err
	}
	tx := s.db.Write(ctx)
	err := tx.Model(&Review{}).Where("experiment_id = ? AND state = ?", experiment, Open).
		Updates(map[string]any{"state": state, "closed_at": s.clock.Now(), "version": gorm.Expr("version + 1")}).Error
	if err != nil {
		return err
	}
	if err := tx.Model(&Review{}).Where("experiment_id = ? AND waits", experiment).Update("waits", false).Error; err != nil {
		return err
	}
	return tx.Where("review_id IN (SELECT id FROM reviews WHERE experiment_id = ?)", experiment).Delete(&Ask{}).Error
}

// end ends the reviews of what has ended. Those of a concluded experiment stand in lists
// by when they were opened, which their ids tell: where the last turn began would tell
// outsiders a day by what stands beside them.
func (s *Store) end(ctx context.Context, e *experiments.Experiment) error {
	if err := s.close(ctx, e.ID, Withdrawn); err != nil || e.Status != experiments.Concluded {
		return err
	}
	return s.db.Write(ctx).Model(&Review{}).Where("experiment_id = ?", e.ID).Update("waiting_since", gorm.Expr("opened_at")).Error
}

// answered notes that the team has edited in its turn: what was asked for until now
// is answered, and the turn goes back unless something is still offered.
func (s *Store) answered(ctx context.Context, experiment uuid.UUID) error {
	var waiting []Review
	err := s.db.Write(ctx).Where("experiment_id = ? AND state = ? AND turn = ?", experiment, Open, TeamTurn).Find(&waiting).Error
	if err != nil || len(waiting) == 0 {
		return err
	}
	r, now := &waiting[0], s.clock.Now()
	r.AnsweredAt = &now
	return s.goOn(ctx, r)
}

// Decide records a reviewer's answer on gates of exactly the revision that was
// read. Only a member of each gate's route may, who is no contributor and not of
// the team. When every gate is met the experiment is ready, and the next move is
// the team's. ifVersion nil means whatever is there.
func (s *Store) Decide(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, a Answer) (*Review, error) {
	if err := a.check(); err != nil {
		return nil, err
	}
	var decided *Review
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		r, e, err := s.held(ctx, actor, id, ifVersion, a.Revision)
		if err != nil {
			return err
		}
		gates, err := s.mayDecideAll(ctx, actor, e, a.Gates)
		if err != nil {
			return err
		}
		if err := s.record(ctx, actor, r, gates, a); err != nil {
			return err
		}
		decided = r
		return s.apply(ctx, actor, r, e, a)
	})
	return decided, err
}

// held is an open review of exactly the revision that was read, with its experiment
// held until the transaction ends.
func (s *Store) held(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, read int) (*Review, *experiments.Experiment, error) {
	r, err := s.find(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	e, err := s.experiments.Lock(ctx, actor, experiments.ByID(r.ExperimentID))
	if err != nil {
		return nil, nil, err
	}
	if err := s.current(ctx, r, e, read); err != nil {
		return nil, nil, err
	}
	return r, e, fault.Unchanged(r.Version, ifVersion)
}

// heldAsItIs is like held for whoever names no revision.
func (s *Store) heldAsItIs(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int) (*Review, *experiments.Experiment, error) {
	named, err := s.find(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	return s.held(ctx, actor, id, ifVersion, named.Revision)
}

func (s *Store) find(ctx context.Context, id uuid.UUID) (*Review, error) {
	var r Review
	err := s.db.Read(ctx).Where("id = ?", id).Take(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.Missing("review")
	}
	return &r, err
}

// current refuses a decision on another revision than the one that is under
// review, and names what has changed since the one that was read.
func (s *Store) current(ctx context.Context, r *Review, e *experiments.Experiment, read int) error {
	if fresh, err := s.find(ctx, r.ID); err != nil {
		return err
	} else if *r = *fresh; read == e.Revision && r.Revision == e.Revision {
		if r.State != Open {
			return fault.Refused("review-closed", "This review has ended as %q.", r.State)
		}
		return nil
	}
	refusal := fault.Refused("stale-revision", "The team changed the proposal: it is at revision %d now. Read what changed, then decide.", e.Revision)
	old, err := s.experiments.Revision(ctx, e.ID, read)
	if fault.Is(err, fault.NotFound) {
		return refusal
	}
	if err != nil {
		return err
	}
	for _, name := range old.Proposal.Compare(e.Proposal).Names() {
		refusal.Fields = append(refusal.Fields, fault.Field{Location: "body.revision", Code: "changed", Message: name})
	}
	return refusal
}

func (s *Store) mayDecideAll(ctx context.Context, actor accounts.Actor, e *experiments.Experiment, named []string) ([]Gate, error) {
	requirements, err := s.experiments.RequirementsOf(ctx, e.ID, e.Revision)
	if err != nil {
		return nil, err
	}
	gates, err := chosen(gatesOf(requirements), named)
	if err != nil {
		return nil, err
	}
	as, err := s.sideOf(ctx, actor, e.ID, e.TeamID)
	if err != nil {
		return nil, err
	}
	for i, g := range gates {
		if err := as.mayDecide(g); err != nil {
			return nil, err
		}
		gates[i].decidedFor = as.standsInFor(g)
	}
	return gates, nil
}

// sideOf is how the actor, and those for whom they stand in, stand to an experiment.
func (s *Store) sideOf(ctx context.Context, actor accounts.Actor, experiment, team uuid.UUID) (side, error) {
	contributed, err := s.experiments.Contributed(ctx, experiment, actor.PersonID)
	if err != nil {
		return side{}, err
	}
	parties, err := s.experiments.Parties(ctx, experiment, team, actor.StoodInFor())
	return side{actor, contributed, actor.MemberOf(team), parties}, err
}

func (s *Store) record(ctx context.Context, actor accounts.Actor, r *Review, gates []Gate, a Answer) error {
	rows := make([]Decision, len(gates))
	for i, g := range gates {
		rows[i] = Decision{ID: clock.NewID(), ReviewID: r.ID, Gate: g.Gate, PersonID: actor.PersonID, ForPersonID: g.decidedFor,
			Verdict: a.Verdict, Reason: a.Reason, CreatedAt: s.clock.Now()}
	}
	return s.db.Write(ctx).Create(&rows).Error
}

// apply moves the experiment and the review as the answer says.
func (s *Store) apply(ctx context.Context, actor accounts.Actor, r *Review, e *experiments.Experiment, a Answer) error {
	switch {
	case a.Verdict == Decline:
		if err := s.experiments.Decline(ctx, actor.PersonID, e); err != nil {
			return err
		}
		return s.move(ctx, r, Declined, r.Turn)
	case a.Verdict.Approves():
		if err := s.experiments.Settle(ctx, actor.PersonID, e, a.Gates, experiments.Met, a.Conditions); err != nil {
			return err
		}
	default:
		if err := s.experiments.Settle(ctx, actor.PersonID, e, a.Gates, experiments.Open, nil); err != nil {
			return err
		}
	}
	if e.EveryGateMet() {
		return s.move(ctx, r, Approved, TeamTurn)
	}
	return s.goOn(ctx, r)
}

// goOn leaves the review open, with whoever has the next move.
func (s *Store) goOn(ctx context.Context, r *Review) error {
	turn, err := s.turn(ctx, r)
	if err != nil {
		return err
	}
	return s.move(ctx, r, Open, turn)
}

// turn is the team's while something is offered to it, or the last word on any gate
// asks for changes and the team has not answered it by an edit since.
func (s *Store) turn(ctx context.Context, r *Review) (Turn, error) {
	offered, err := s.openOffers(ctx, r.ID)
	if err != nil || offered > 0 {
		return TeamTurn, err
	}
	decisions, err := s.decisions(ctx, r.ID)
	if err != nil {
		return "", err
	}
	asks := map[string]bool{}
	for _, d := range decisions {
		answered := r.AnsweredAt != nil && d.CreatedAt.Before(*r.AnsweredAt)
		asks[d.Gate] = d.Verdict == RequestChanges && !answered && d.DismissedAt == nil
	}
	if slices.Contains(slices.Collect(maps.Values(asks)), true) {
		return TeamTurn, nil
	}
	return RouteTurn, nil
}

func (s *Store) move(ctx context.Context, r *Review, state State, turn Turn) error {
	now := s.clock.Now()
	written := []string{"state", "turn", "answered_at", "closed_at", "version"}
	if turn != r.Turn {
		r.WaitingSince = now
		if err := s.recordTurn(ctx, r, state, turn); err != nil {
			return err
		}
		r.begin(now)
		written = append(written, "waiting_since", "clock_from", "taken", "taken_at")
	}
	if state != Open {
		r.ClosedAt = &now
		if err := s.supersede(ctx, r.ExperimentID); err != nil {
			return err
		}
	}
	was := r.Version
	r.State, r.Turn, r.Version = state, turn, was+1
	res := s.db.Write(ctx).Model(r).Where("id = ? AND version = ?", r.ID, was).
		Select(written).Updates(r)
	switch {
	case res.Error != nil:
		return res.Error
	case res.RowsAffected == 0:
		return fault.Outdated()
	}
	return s.settle(ctx, r.ID)
}

// recordTurn writes that the turn of a review that goes on has changed, for its
// timeline; nobody did that, it follows from what was done.
func (s *Store) recordTurn(ctx context.Context, r *Review, state State, turn Turn) error {
	if state != Open {
		return nil
	}
	return audit.Record(ctx, s.db, audit.Event{At: s.clock.Now(), Kind: "review.turn_" + string(turn), Subject: "review:" + r.ID.String(),
		Experiment: &r.ExperimentID, Data: told{Review: r.ID, Revision: r.Revision}})
}

func (s *Store) decisions(ctx context.Context, review uuid.UUID) ([]Decision, error) {
	decisions := []Decision{}
	err := s.db.Read(ctx).Select("decisions.*, people.name AS by, f.name AS for_name").Joins("JOIN people ON people.id = decisions.person_id").
		Joins("LEFT JOIN people f ON f.id = decisions.for_person_id").
		Where("review_id = ?", review).Order("decisions.created_at, decisions.id").Find(&decisions).Error
	return decisions, err
}

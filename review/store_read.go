package review

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/database"
	"ajar/internal/fault"
)

// Inbox narrows the list of reviews; empty fields do not.
type Inbox struct {
	Turn       string // "mine", "others", "team" or "route"
	MyTeams    bool   // of the actor's teams
	Late       bool   // others than those whose turn it is are asked, because these were silent or nobody can decide
	MyRoutes   bool   // with a closed gate of a route that the actor serves
	Gate       string
	State      State
	Experiment uuid.UUID
	After      *Place // keyset: only what comes after it
	Limit      int

	rareGate, rareTeams bool // few reviews have the gate; few are of the actor's teams, or of these with a gate
}

// weigh finds out what is rare of what the inbox is narrowed to.
func (s *Store) weigh(ctx context.Context, actor accounts.Actor, in *Inbox) (err error) {
	if in.Gate != "" {
		in.rareGate, err = s.db.Few(ctx, "SELECT 1 FROM requirements WHERE kind = 'gate' AND gate = ?", in.Gate)
	}
	if err == nil && in.MyTeams && in.Turn == "" && !in.rareGate {
		in.rareTeams, err = s.db.Few(ctx, "SELECT 1 FROM experiments WHERE team_id IN ?", actor.Teams)
		in.rareTeams = in.rareTeams || in.Gate != ""
	}
	return err
}

// Place is where a page of the inbox ended.
type Place struct {
	WaitingSince time.Time `json:"w"`
	ID           uuid.UUID `json:"i"`
}

// List reads a page of reviews as the actor sees them, longest wait first, and where it
// ended when there are more: five statements, whatever it holds.
func (s *Store) List(ctx context.Context, actor accounts.Actor, in Inbox) ([]Review, *Place, error) {
	if err := s.weigh(ctx, actor, &in); err != nil {
		return nil, nil, err
	}
	page, more, err := database.Page[Review](s.narrow(ctx, actor, in).Order("waiting_since, id"), in.Limit)
	if err != nil {
		return nil, nil, err
	}
	var ended *Place
	if more {
		ended = &Place{page[in.Limit-1].WaitingSince, page[in.Limit-1].ID}
	}
	err = s.dress(ctx, actor, page)
	for i := range page {
		page[i].Experiment.sight.Blur(&page[i])
	}
	return page, ended, err
}

// onMyRoutes is true of a review with a gate that is, or was, closed and belongs to
// a route that the actor serves.
var onMyRoutes = database.LookedUp(`SELECT 1 FROM requirements q WHERE q.experiment_id = reviews.experiment_id AND q.revision = reviews.revision
	AND q.kind = 'gate' AND q.state <> 'not_needed' AND q.route IN ?`)

func (s *Store) narrow(ctx context.Context, actor accounts.Actor, in Inbox) *gorm.DB {
	q := s.db.Read(ctx)
	if in.Turn == "mine" && !in.rare() {
		mine, args := in.mine(actor)
		q = q.Where("waits AND id IN ("+mine+")", args...)
		if in.MyTeams {
			q = q.Where(asksMyTeams, actor.Teams)
		}
		return q
	}
	switch {
	case in.rareGate:
		q = q.Table(database.Apart(`SELECT v.* FROM reviews v WHERE v.id IN (SELECT r.id FROM requirements q CROSS JOIN reviews r
			WHERE q.kind = 'gate' AND q.gate = `+database.Literals(in.Gate)+` AND q.gate = ? AND r.experiment_id = q.experiment_id AND r.revision = q.revision)`)+" AS reviews", in.Gate)
	case in.rareTeams:
		q = q.Table(database.Apart("SELECT v.* FROM experiments e CROSS JOIN reviews v WHERE e.team_id IN ? AND v.experiment_id = e.id")+" AS reviews", actor.Teams)
	}
	where := func(asked bool, condition string, args ...any) {
		if asked {
			q = q.Where(condition, args...)
		}
	}
	where(in.State != "", "state = ?", in.State)
	where(in.Experiment != uuid.Nil, "experiment_id = ?", in.Experiment)
	where(in.Turn != "", "waits")
	where(in.Turn == "team" || in.Turn == "route", "turn = ?", in.Turn)
	asked, args := asked(actor)
	asked = database.LookedUp("SELECT 1 FROM asks a WHERE a.review_id = reviews.id AND (" + asked + ")")
	where(in.Turn == "mine", asked, args...)
	where(in.Turn == "others", asked+" IS FALSE", args...)
	where(in.MyTeams && in.Turn == "" && !in.rareTeams, database.LookedUp("SELECT 1 FROM experiments e WHERE e.id = reviews.experiment_id AND e.team_id IN ?"), actor.Teams)
	where(in.MyTeams && in.Turn != "", asksMyTeams, actor.Teams)
	where(in.Late, "waits AND id IN (SELECT review_id FROM asks WHERE why IN ('late', 'nobody'))")
	where(in.MyRoutes, onMyRoutes, served(actor))
	where(in.Gate != "" && !in.rareGate, database.LookedUp(`SELECT 1 FROM requirements q WHERE q.experiment_id = reviews.experiment_id
		AND q.revision = reviews.revision AND q.kind = 'gate' AND q.gate = ?`), in.Gate)
	if in.After != nil {
		q = q.Where("(waiting_since, id) > (?, ?)", in.After.WaitingSince, in.After.ID)
	}
	return q
}

// rare reports whether what the inbox is narrowed to is few reviews, whoever has their turn.
func (in Inbox) rare() bool { return in.rareGate || in.Late || in.Experiment != uuid.Nil }

// asksMyTeams is true of a review that waits, of one of some teams.
const asksMyTeams = "id IN (SELECT review_id FROM asks WHERE team_id IN ?)"

// served are the routes on whose gates the actor may decide.
func served(actor accounts.Actor) []string {
	return slices.DeleteFunc(slices.Clone(actor.Routes), func(route string) bool { return !actor.Serves(route) })
}

// dress gives reviews their gates and the names of their experiments.
func (s *Store) dress(ctx context.Context, actor accounts.Actor, page []Review) error {
	ids := make([]uuid.UUID, len(page))
	for i, r := range page {
		ids[i] = r.ExperimentID
	}
	named, err := s.experiments.Named(ctx, actor, ids)
	if err != nil {
		return err
	}
	requirements, err := s.experiments.GatesOf(ctx, ids)
	if err != nil {
		return err
	}
	type revision struct {
		experiment uuid.UUID
		number     int
	}
	of := map[revision][]experiments.Requirement{}
	for _, q := range requirements {
		at := revision{q.ExperimentID, q.Revision}
		of[at] = append(of[at], q)
	}
	for i := range page {
		r := &page[i]
		e := named[r.ExperimentID]
		r.Experiment = Named{e.ID, e.Key, e.Title, e.TeamID, e.Sight}
		r.Gates = gatesOf(of[revision{r.ExperimentID, r.Revision}])
	}
	return s.dressTurns(ctx, page, named)
}

// dressTurns tells of reviews that wait who is asked, and by when.
func (s *Store) dressTurns(ctx context.Context, page []Review, named map[uuid.UUID]experiments.Summary) error {
	h, err := s.hours(ctx)
	if err != nil {
		return err
	}
	ids := make([]uuid.UUID, len(page))
	for i := range page {
		ids[i] = page[i].ID
		page[i].due(named[page[i].ExperimentID].Status, h)
	}
	var asked []namedAsk
	err = s.db.Read(ctx).Table("asks").Select("asks.review_id, asks.gate, asks.who, asks.why, people.name AS to_name").
		Joins("LEFT JOIN hand_overs ON hand_overs.review_id = asks.review_id AND hand_overs.gate = asks.gate AND hand_overs.ended_at IS NULL").
		Joins("LEFT JOIN people ON people.id = hand_overs.to_id").Where("asks.review_id IN ? AND asks.gate <> ''", ids).Find(&asked).Error
	for _, a := range asked {
		r := &page[slices.Index(ids, a.ReviewID)]
		for i := range r.Gates {
			if r.Gates[i].Gate == a.Gate {
				r.Gates[i].ask(a)
			}
		}
	}
	return err
}

// One reads a review with its words, its gates and what was decided, in the
// language asked for. Everyone signed in may read it.
func (s *Store) One(ctx context.Context, actor accounts.Actor, id uuid.UUID, language string) (*Full, error) {
	r, err := s.find(ctx, id)
	if err != nil {
		return nil, err
	}
	one := []Review{*r}
	if err := s.dress(ctx, actor, one); err != nil {
		return nil, err
	}
	full := &Full{Review: one[0]}
	judged, err := s.experiments.Judged(ctx, r.ExperimentID, r.Revision, language)
	if err != nil {
		return nil, err
	}
	full.Proposal, full.UndoDrills = judged.Proposal, judged.UndoDrills
	if err := s.dressGates(ctx, actor, full, judged); err != nil {
		return nil, err
	}
	if err := s.dressOffers(ctx, actor, full); err != nil {
		return nil, err
	}
	if err := s.compareWithPresent(ctx, full); err != nil {
		return nil, err
	}
	err = s.compare(ctx, full)
	full.tell(full.readerOf(actor, language))
	return full, err
}

// aReviewer stands for the name of one where persons are not shown.
var aReviewer = map[string]string{"en": "a reviewer", "es": "una persona que revisa", "pl": "ktoś z recenzentów"}

// tell reduces the review to what the reader sees of it.
func (full *Full) tell(r reader) {
	for i := range full.Gates {
		full.Gates[i].tell(r)
	}
	for i := range full.CounterOffers {
		full.CounterOffers[i].tell(r)
	}
	for i := range full.HandOvers {
		full.HandOvers[i].tell(r)
	}
	r.sight.Blur(full)
}

func (g *Gate) tell(r reader) {
	if g.Raised != nil {
		g.Raised.Tell(r.sight)
	}
	for i := range g.Lowerings {
		l := &g.Lowerings[i]
		if l.At = r.sight.Moment(l.CreatedAt); !r.sight.Full {
			l.By = aReviewer[r.language]
		}
	}
	for i := range g.Decisions {
		if d := &g.Decisions[i]; !r.sight.Full {
			d.ID, d.By, d.For = entryID(DecisionEntry, d.ID.String()), aReviewer[r.language], ""
		}
	}
}

func (s *Store) dressGates(ctx context.Context, actor accounts.Actor, full *Full, judged *experiments.Judged) error {
	decisions, err := s.decisions(ctx, full.ID)
	if err != nil {
		return err
	}
	as, err := s.sideOf(ctx, actor, full.ExperimentID, full.Experiment.TeamID)
	if err != nil {
		return err
	}
	lowerings, err := s.lowerings(ctx, full.ID)
	if err != nil {
		return err
	}
	if full.HandOvers, err = s.handOvers(ctx, full.ID); err != nil {
		return err
	}
	for i := range full.Gates {
		g := &full.Gates[i]
		g.MayDecide = full.State == Open && g.State != experiments.Lowered && as.mayDecide(*g) == nil
		g.explain(judged)
		for _, d := range decisions {
			if d.Gate == g.Gate {
				g.Decisions = append(g.Decisions, d)
			}
		}
		for _, l := range lowerings {
			if l.Gate == g.Gate {
				g.Lowerings = append(g.Lowerings, l)
			}
		}
	}
	full.Conditions = slices.DeleteFunc(judged.Requirements, func(q experiments.Requirement) bool {
		return q.Kind != experiments.ConditionRequirement
	})
	return nil
}

// explain says why the gate is closed: a rule, somebody's word, or what the others
// of its line expose.
func (g *Gate) explain(judged *experiments.Judged) {
	for _, q := range judged.Requirements {
		if q.Kind == experiments.GateRequirement && q.Gate == g.Gate {
			g.Message = q.Text
		}
	}
	for i := range judged.Raised {
		if judged.Raised[i].Gate == g.Gate {
			g.Raised, g.Message = &judged.Raised[i], judged.Raised[i].Reason
		}
	}
	for _, reason := range judged.Reasons {
		if reason.Gate == g.Gate {
			g.Rule, g.Message = reason.Rule, reason.Message
		}
	}
}

// compareWithPresent tells what the team has changed since the revision was made,
// while the review matters.
func (s *Store) compareWithPresent(ctx context.Context, full *Full) error {
	full.Edited = []experiments.Difference{}
	present, revision, err := s.experiments.Present(ctx, full.ExperimentID)
	if err != nil || revision != full.Revision || full.State != Open && full.State != Approved {
		return err
	}
	full.Edited, err = full.Proposal.Difference(present)
	return err
}

// compare tells what differs from the last revision that anyone decided on.
func (s *Store) compare(ctx context.Context, full *Full) error {
	full.Changes = []experiments.Difference{}
	err := s.db.Read(ctx).Model(&Review{}).Select("COALESCE(MAX(revision), 0)").
		Where("experiment_id = ? AND revision < ? AND id IN (SELECT review_id FROM decisions)", full.ExperimentID, full.Revision).
		Scan(&full.ChangesFrom).Error
	if err != nil || full.ChangesFrom == 0 {
		return err
	}
	old, err := s.experiments.Revision(ctx, full.ExperimentID, full.ChangesFrom)
	if err != nil {
		return err
	}
	full.Changes, err = old.Proposal.Difference(full.Proposal)
	return err
}

// Of is the id of the newest review of an experiment.
func (s *Store) Of(ctx context.Context, experiment uuid.UUID) (uuid.UUID, error) {
	var r Review
	err := s.db.Read(ctx).Where("experiment_id = ?", experiment).Order("revision DESC").Take(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return uuid.Nil, fault.Missing("review")
	}
	return r.ID, err
}

package experiments

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
	"ajar/internal/search"
)

// judgedRow is an experiment beside the verdict that is kept with its revision.
type judgedRow struct {
	Experiment    `gorm:"embedded"`
	Reader        seenRow      `gorm:"embedded"`
	Verdict       door.Verdict `gorm:"serializer:json"`
	PolicyVersion int
	NewestPolicy  int  // while it waits for what a newer one might open; else 0
	Gated         bool // it has, or had, a closed gate at this revision
}

var judgedColumns = database.Columns("experiments", Experiment{}) + `, r.verdict, r.policy_version,
	CASE WHEN status IN ('in_review', 'paused') THEN (SELECT MAX(version) FROM policies) ELSE 0 END AS newest_policy, EXISTS (SELECT 1 FROM requirements q WHERE q.experiment_id = experiments.id AND q.revision = experiments.revision) AS gated`

const judgedFrom = " FROM experiments LEFT JOIN revisions r ON r.experiment_id = experiments.id AND r.number = experiments.revision WHERE "

// One reads an experiment that the actor may see, as much of it as they may, with its kept
// verdict in the language asked for, its requirements and the gates that were raised. It
// takes one statement for a two-way door, four for a door that was ever closed at this
// revision, two more for a hollow win, and five more while it waits and a newer policy
// might open it. fault.NotFound where there is none that the actor may see.
func (s *Store) One(ctx context.Context, actor accounts.Actor, ref Ref, language string) (*Experiment, error) {
	row, err := s.judgedRow(ctx, actor, ref)
	if err != nil {
		return nil, err
	}
	e := row.Experiment.named()
	if err := e.observe(s.clock.Now(), row.Reader.TimeZone); err != nil {
		return nil, err
	}
	if e.HollowWin && e.Conclusion != nil {
		if err := s.explainHollow(ctx, e); err != nil {
			return nil, err
		}
	}
	if e.Revision > 0 {
		if err := s.readVerdict(ctx, e, row, language); err != nil {
			return nil, err
		}
	}
	sight, err := row.Reader.sight(actor, e.TeamID, e.ConcludedAt)
	if err != nil {
		return nil, err
	}
	e.tell(sight)
	return e, nil
}

func (s *Store) judgedRow(ctx context.Context, actor accounts.Actor, ref Ref) (*judgedRow, error) {
	condition, value, err := ref.condition()
	if err != nil {
		return nil, err
	}
	var row judgedRow
	reader, routes := seen(actor)
	err = s.db.Query(ctx, "SELECT "+judgedColumns+reader+judgedFrom+condition, append(routes, value)...).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) || err == nil && !row.visibleTo(actor) {
		return nil, fault.Missing("experiment")
	}
	return &row, err
}

// readVerdict gives a submitted experiment its verdict in words, what its gates need, and
// whether a newer policy would open the door that it waits before.
func (s *Store) readVerdict(ctx context.Context, e *Experiment, row *judgedRow, language string) (err error) {
	if e.Classification, err = s.classification(ctx, row.Verdict, row.PolicyVersion, language); err != nil {
		return err
	}
	if row.Gated {
		if err := s.readGates(ctx, e, row.Reader.TimeZone, language); err != nil {
			return err
		}
	}
	waits := (e.Status == InReview || e.Status == Paused) && !e.opened()
	if !waits || row.PolicyVersion >= row.NewestPolicy {
		return nil
	}
	return s.observePolicy(ctx, e, row.Verdict)
}

func (s *Store) explainHollow(ctx context.Context, e *Experiment) error {
	given, err := s.givenAway(ctx, e)
	e.HollowBecause = e.Conclusion.hollowBecause(given)
	return err
}

func (s *Store) readGates(ctx context.Context, e *Experiment, timeZone, language string) (err error) {
	if e.Requirements, err = s.RequirementsOf(ctx, e.ID, e.Revision); err != nil {
		return err
	}
	explainAll(e.Requirements, language)
	if e.Raised, err = s.raises(ctx, "experiment_id = ? AND lowered_at IS NULL", e.ID); err != nil {
		return err
	}
	zone, err := clock.Zone(timeZone)
	if err != nil {
		return err
	}
	return s.warnGates(ctx, e, dayIn(zone, s.clock.Now()), language)
}

// observe finds out what follows from the row and the day it is.
func (e *Experiment) observe(now time.Time, timeZone string) error {
	e.Measured = e.measuredAnswers()
	if e.Conclusion != nil {
		e.Verdicts = e.Conclusion.Verdicts()
	}
	if !slices.Contains(canDrift, e.Status) {
		return nil
	}
	zone, err := clock.Zone(timeZone)
	if err == nil {
		e.Drift, e.Nearing = e.drift(dayIn(zone, now)), e.nearing(dayIn(zone, now))
	}
	return err
}

// classification says a kept verdict in the words of the policy that made it.
func (s *Store) classification(ctx context.Context, v door.Verdict, policyVersion int, language string) (*Classification, error) {
	policy, err := s.policies.version(ctx, policyVersion)
	if err != nil {
		return nil, err
	}
	return (&judgement{verdict: v, policy: policy}).said(language), nil
}

func said(policy *PolicyVersion, reasons []door.Reason, language string) []Reason {
	all := make([]Reason, len(reasons))
	for i, r := range reasons {
		all[i] = Reason{Reason: r, Message: policy.Compiled.Message(r, language)}
	}
	return all
}

func earnedSaid(v door.Verdict, language string) []Earned {
	all := make([]Earned, len(v.Earned))
	for i, e := range v.Earned {
		all[i] = Earned{e, door.EarnedMessage(e, language)}
	}
	return all
}

// Listed is a page of experiments. Exactly one of Before and Cursor is set when
// there is more, as Filter takes them.
type Listed struct {
	Items  []Summary
	Before int64
	Cursor string
	search.Told
}

// List reads a page of experiments that the actor may see: newest first, or, with
// a query, best match first among what was submitted.
func (s *Store) List(ctx context.Context, actor accounts.Actor, f Filter) (*Listed, error) {
	if f.Query != "" {
		return s.match(ctx, actor, f)
	}
	page := &Listed{Items: []Summary{}}
	if f.Tag != "" {
		few, err := s.db.Few(ctx, "SELECT 1 FROM experiment_tags WHERE tag = ?", tidyTag(f.Tag))
		if err != nil {
			return nil, err
		}
		f.common = !few
	}
	f.beside = s.db.Beside()
	condition, args := f.condition(actor)
	rows, err := summaries(s.db.Read(ctx).Where(condition, args...).Order("number DESC").Limit(f.Limit+1), actor)
	if len(rows) > f.Limit {
		rows = rows[:f.Limit]
		page.Before = rows[f.Limit-1].Number
	}
	for _, row := range rows {
		page.Items = append(page.Items, row.Summary)
	}
	return page, err
}

// match reads a page of what fits the words, in the search's order.
func (s *Store) match(ctx context.Context, actor accounts.Actor, f Filter) (*Listed, error) {
	condition, args := f.condition(actor)
	hits, err := s.search.Find(ctx, search.Query{Text: f.Query, Typing: true, Exact: f.Exact, Limit: f.Limit, Cursor: f.Cursor,
		Kind: documentKind,
		Only: search.Condition{SQL: "d.id IN (SELECT id FROM experiments WHERE " + condition + ")", Args: args}})
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, len(hits.Hits))
	for i, h := range hits.Hits {
		ids[i] = h.ID
	}
	named, err := s.Named(ctx, actor, ids)
	page := &Listed{Items: []Summary{}, Cursor: hits.Next, Told: hits.Told}
	for _, id := range ids {
		if one, ok := named[id]; ok {
			page.Items = append(page.Items, one)
		}
	}
	return page, err
}

// condition is the filter in SQL: what the actor may see, narrowed. The first of what has an
// index leads, and the others are looked at beside it.
func (f Filter) condition(actor accounts.Actor) (string, []any) {
	all, args := []string{"(revision > 0 OR team_id IN ?)"}, []any{actor.Teams}
	where := func(asked bool, sql string, values ...any) {
		if asked {
			all, args = append(all, sql), append(args, values...)
		}
	}
	beside := ""
	indexed := func(asked bool, sql string, values ...any) {
		where(asked, beside+sql, values...)
		if asked {
			beside = f.beside
		}
	}
	indexed(f.Obstacle != nil, "obstacle_id = ?", f.Obstacle)
	indexed(f.Template != nil, "template_id = ?", f.Template)
	indexed(f.Team != nil, "team_id = ?", f.Team)
	indexed(f.Mine, "team_id IN ?", actor.Teams)
	indexed(f.Outcome != "", "outcome = "+database.Literals(f.Outcome))
	indexed(len(f.Status) > 0, "status IN ("+database.Literals(f.Status...)+")")
	indexed(f.Moment != nil, "moment_id = ?", f.Moment)
	indexed(f.Door != "", "door = ?", f.Door)
	where(f.Outcome != "", "outcome <> ''") // as its index has it
	where(len(f.IDs) > 0, "id IN ?", f.IDs)
	where(f.Among.SQL != "", f.Among.SQL, f.Among.Args...)
	where(f.Tag != "" && !f.common, "id IN (SELECT experiment_id FROM experiment_tags WHERE tag = ?)", tidyTag(f.Tag))
	where(f.Tag != "" && f.common, database.LookedUp("SELECT 1 FROM experiment_tags t WHERE t.tag = ? AND t.experiment_id = experiments.id"), tidyTag(f.Tag))
	where(f.OwesLesson, "owes_lesson")
	where(f.OwesRecovery, "owes_recovery")
	where(f.Before > 0, "number < ?", f.Before)
	return strings.Join(all, " AND "), args
}

// Named reads summaries by id as the actor sees them, for rooms that join them to their
// own things. Whether the actor may read them at all is the caller's to ask.
func (s *Store) Named(ctx context.Context, actor accounts.Actor, ids []uuid.UUID) (map[uuid.UUID]Summary, error) {
	rows, err := summaries(s.db.Read(ctx).Where("id IN ?", ids), actor)
	named := make(map[uuid.UUID]Summary, len(rows))
	for _, row := range rows {
		named[row.ID] = row.Summary
	}
	return named, err
}

package review

import (
	"context"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/database"
	"ajar/internal/notifications"
)

// Similar finds past one-way doors that resemble the one under review, most alike
// first, and what became of them. Everyone signed in may read it; it takes seven
// statements.
func (s *Store) Similar(ctx context.Context, id uuid.UUID, limit int) ([]experiments.Similar, error) {
	r, err := s.find(ctx, id)
	if err != nil {
		return nil, err
	}
	revision, err := s.experiments.Revision(ctx, r.ExperimentID, r.Revision)
	if err != nil {
		return nil, err
	}
	requirements, err := s.experiments.RequirementsOf(ctx, r.ExperimentID, r.Revision)
	if err != nil {
		return nil, err
	}
	var gates []string
	for _, g := range gatesOf(requirements) {
		gates = append(gates, g.Gate)
	}
	return s.experiments.Similar(ctx, r.ExperimentID, revision.Proposal, gates, limit)
}

// Decided is a concluded experiment on which the reader decided: what was said, and
// what became of it. Nobody reads it but who decided, and nothing is counted.
type Decided struct {
	experiments.Past
	Decisions []OwnDecision `json:"decisions" doc:"Your last word on each gate"`
}

// OwnDecision is the reader's last word on a gate.
type OwnDecision struct {
	ExperimentID uuid.UUID `json:"-"`
	ReviewID     uuid.UUID `json:"review_id" format:"uuid"`
	Revision     int       `json:"revision" doc:"The revision that was read"`
	Gate         string    `json:"gate"`
	Verdict      Verdict   `json:"verdict" enum:"approve,approve_with_conditions,disagree_and_commit,request_changes,decline,lowered"`
	Dismissed    bool      `json:"dismissed" doc:"A newer revision took its place before the end"`
}

// Lowered stands in the list of one's own decisions for a gate that was lowered.
const Lowered Verdict = "lowered"

// Decided reads a page of what became of what the actor decided, the highest number of an
// experiment first, after the experiment with the id given (Nil: from the first), and whether there is more: four
// statements. Who reads it need not be told when an experiment ended, so that its place
// does not tell either.
func (s *Store) Decided(ctx context.Context, actor accounts.Actor, after uuid.UUID, limit int) ([]Decided, bool, error) {
	ids, more, err := s.concludedAfter(ctx, actor.PersonID, after, limit)
	if err != nil {
		return nil, false, err
	}
	past, err := s.experiments.Past(ctx, ids)
	if err != nil {
		return nil, false, err
	}
	words, err := s.lastWords(ctx, actor.PersonID, ids)
	page := make([]Decided, len(ids))
	for i, id := range ids {
		page[i] = Decided{past[id], words[id]}
	}
	return page, more, err
}

// concludedAfter reads ids. IS FALSE leaves SQLite no index but that of what was decided;
// what is selected in turn is looked up, where PostgreSQL would join all that was ever reviewed.
func (s *Store) concludedAfter(ctx context.Context, person uuid.UUID, after uuid.UUID, limit int) ([]uuid.UUID, bool, error) {
	q := s.db.Read(ctx).Table("experiments").Where(`(concluded_at IS NULL) IS FALSE AND id IN (
		SELECT (SELECT r.experiment_id FROM reviews r WHERE r.id = d.review_id) FROM decisions d WHERE d.person_id = @person
		UNION SELECT (SELECT r.experiment_id FROM reviews r WHERE r.id = l.review_id) FROM lowerings l WHERE l.person_id = @person)`,
		map[string]any{"person": person})
	if after != uuid.Nil {
		q = q.Where("number < (SELECT number FROM experiments WHERE id = ?)", after)
	}
	return database.Page[uuid.UUID](q.Select("id").Order("number DESC"), limit)
}

// lastWords are a person's last words on each gate of these experiments, in the
// order they were said. CROSS: SQLite reads the reviews of these first, not all that
// the person ever said.
func (s *Store) lastWords(ctx context.Context, person uuid.UUID, ids []uuid.UUID) (map[uuid.UUID][]OwnDecision, error) {
	var said []OwnDecision
	err := s.db.Read(ctx).Raw(`SELECT * FROM (
		SELECT r.experiment_id, d.review_id, r.revision, d.gate, d.verdict, d.dismissed_at IS NOT NULL AS dismissed, d.created_at
			FROM reviews r CROSS JOIN decisions d WHERE r.experiment_id IN @ids AND d.review_id = r.id AND d.person_id = @person
		UNION ALL SELECT r.experiment_id, l.review_id, r.revision, l.gate, @lowered, FALSE, l.created_at
			FROM reviews r CROSS JOIN lowerings l WHERE r.experiment_id IN @ids AND l.review_id = r.id AND l.person_id = @person
		) AS said ORDER BY created_at DESC`, map[string]any{"person": person, "ids": ids, "lowered": Lowered}).Scan(&said).Error
	words := map[uuid.UUID][]OwnDecision{}
	heard := map[string]bool{}
	for _, d := range said {
		if of := d.ExperimentID.String() + d.Gate; !heard[of] {
			heard[of] = true
			words[d.ExperimentID] = append([]OwnDecision{d}, words[d.ExperimentID]...)
		}
	}
	return words, err
}

// endings are what is told of each answer to "was it as reversible as we said?".
var endings = map[string]notifications.Code{
	"yes": notifications.ReviewAsSaid, "no": notifications.ReviewNotAsSaid, "unsure": notifications.ReviewUnsure,
}

// tellWhoDecided brings the answer to everyone who decided on the experiment, or
// lowered a gate of it, once the team gives it.
func (s *Store) tellWhoDecided(ctx context.Context, before, after *experiments.Experiment) error {
	said := reversible(after)
	if said == "" || said == reversible(before) {
		return nil
	}
	var people []uuid.UUID
	err := s.db.Read(ctx).Raw(`SELECT d.person_id FROM decisions d JOIN reviews r ON r.id = d.review_id WHERE r.experiment_id = @it
		UNION SELECT l.person_id FROM lowerings l JOIN reviews r ON r.id = l.review_id WHERE r.experiment_id = @it`,
		map[string]any{"it": after.ID}).Scan(&people).Error
	if err != nil {
		return err
	}
	all := make([]notifications.Notification, len(people))
	for i, person := range people {
		all[i] = notifications.Notification{PersonID: person, Code: endings[said], Experiment: &after.ID, Link: "/reviews?tab=decided", CreatedAt: s.clock.Now()}
	}
	return notifications.Send(ctx, s.db, all...)
}

func reversible(e *experiments.Experiment) string {
	if e.Conclusion == nil {
		return ""
	}
	return e.Conclusion.ReversibleAsSaid
}

package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"github.com/google/uuid"
)

// The statements are the same on both databases, but for how a parameter is
// called ($1, ?1) and how JSON is compared.
const (
	insertExperiment = `INSERT INTO experiments (id, title, team_id, language, customer_job, change, effect, because, strategy_goal,
		gaming_risk, counter_signal, way_back, stop_rule, starts_on, ends_on, answers, affected_team_ids, tags, builds_on, premortem,
		status, archived_from, door, revision, outcome, owes_lesson, version, proposer_id, created_at, submitted_at, started_at, changed_at)
		VALUES ($1, $2, $3, 'en', '', $4, $5, '', '', '', '', $6, '', '', $7, $8, '[]', '[]', '[]', '',
		'running', '', 'two_way', 1, '', FALSE, 1, $9, $10, $10, $10, $10) RETURNING number`
	insertRevision = `INSERT INTO revisions (experiment_id, number, proposal, verdict, policy_version, created_by, created_at)
		VALUES ($1, 1, $2, '{"door":"two_way","undo_grade":"hat","reasons":[]}', 1, $3, $4)`
	insertContributor = `INSERT INTO contributors (experiment_id, person_id) VALUES ($1, $2)`
	insertEvents      = `INSERT INTO events (id, at, actor_id, kind, subject, experiment_id, data) VALUES
		($1, $4, $5, 'experiment.registered', $6, $7, '{"to":"running","revision":1}'),
		($2, $4, $5, 'experiment.submitted', $6, $7, '{"to":"running","revision":1}'),
		($3, $4, $5, 'experiment.started', $6, $7, '{"to":"running","revision":1}')`
	insertJob = `INSERT INTO jobs (id, kind, key, data, run_at, attempts, error) VALUES ($1, 'experiment.ends', $2, '{}', $3, 0, '')
		ON CONFLICT (kind, key) DO UPDATE SET run_at = excluded.run_at`
	insertDocument = `INSERT INTO search_documents (seq, kind, id, head, words, terms) VALUES ($1, 'experiment', $2, $3, $4, $4)`

	// A decision: hold the experiment, look whether who decides contributed, then keep
	// the decision, the requirement, the review, the event, and the job that tells the others.
	holdReview        = `SELECT r.experiment_id, r.revision FROM reviews r JOIN experiments e ON e.id = r.experiment_id WHERE r.id = $1 AND r.state = 'open'`
	isContributor     = `SELECT EXISTS (SELECT 1 FROM contributors WHERE experiment_id = $1 AND person_id = $2)`
	insertDecision    = `INSERT INTO decisions (id, review_id, gate, person_id, verdict, reason, created_at) VALUES ($1, $2, $3, $4, 'approve', '', $5)`
	updateRequirement = `UPDATE requirements SET state = 'met' WHERE experiment_id = $1 AND revision = $2 AND kind = 'gate' AND gate = $3`
	updateReview      = `UPDATE reviews SET version = version + 1 WHERE id = $1`
	insertDecided     = `INSERT INTO events (id, at, actor_id, kind, subject, experiment_id, data) VALUES ($1, $2, $3, 'review.decided', $4, $5, '{}')`
	insertTurn        = `INSERT INTO jobs (id, kind, key, data, run_at, attempts, error) VALUES ($1, 'review.turn', $2, '{}', $3, 0, '')
		ON CONFLICT (kind, key) DO UPDATE SET run_at = excluded.run_at`
	selectInbox = `SELECT r.id, e.id, e.number, e.title, r.revision, r.turn, r.waiting_since,
		(SELECT string_agg(q.gate || ' ' || q.route || ' ' || q.state, ',') FROM requirements q WHERE q.experiment_id = r.experiment_id AND q.revision = r.revision AND q.kind = 'gate')
		FROM asks a JOIN reviews r ON r.id = a.review_id JOIN experiments e ON e.id = r.experiment_id
		WHERE a.who = 'members:care' ORDER BY a.waiting_since, a.review_id LIMIT $1`

	selectCaller = `SELECT p.id FROM tokens t JOIN people p ON p.id = t.person_id WHERE t.hash = $1 AND p.active`
	selectOne    = `SELECT e.id, e.number, e.title, e.team_id, e.change, e.effect, e.way_back, e.ends_on, e.answers, e.status, e.door, e.revision,
		r.verdict FROM experiments e JOIN revisions r ON r.experiment_id = e.id AND r.number = e.revision WHERE e.id = $1`
	selectList = `SELECT id, number, title, team_id, language, status, door, revision, ends_on, created_at, started_at, changed_at
		FROM experiments WHERE revision > 0 ORDER BY number DESC LIMIT $1`
)

// arguments of each insert, in order.
type arguments struct{ experiment, revision, contributor, events, document, job []any }

func (p *proposal) arguments(person string, now any) (arguments, error) {
	p.ID = uuid.Must(uuid.NewV7()).String()
	whole, err := json.Marshal(p)
	words := p.terms()
	ids := []any{uuid.Must(uuid.NewV7()).String(), uuid.Must(uuid.NewV7()).String(), uuid.Must(uuid.NewV7()).String()}
	return arguments{
		experiment:  []any{p.ID, p.Title, p.TeamID, p.Change, p.Effect, p.WayBack, p.EndsOn, string(p.Answers), person, now},
		revision:    []any{p.ID, string(whole), person, now},
		contributor: []any{p.ID, person},
		events:      append(ids, now, person, "experiment:"+p.ID, p.ID),
		document:    []any{place(p.ID), p.ID, len(strings.Fields(p.Title)), words},
		job:         []any{uuid.Must(uuid.NewV7()).String(), p.ID, p.EndsOn + " 00:00:00+00:00"},
	}, err
}

func place(id string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id))
	return int64(h.Sum64() >> 2)
}

// one is what reading an experiment answers.
type one struct {
	ID, Key, Title, TeamID, Change, Effect, WayBack, EndsOn, Status, Door string
	Revision                                                              int
	Answers, Classification                                               json.RawMessage
}

// summary is an experiment in a list.
type summary struct {
	ID, Key, Title, TeamID, Language, Status, Door, EndsOn string
	Revision                                               int
	CreatedAt, ChangedAt                                   time.Time
	StartedAt                                              *time.Time // not of what waits for a review
}

// waiting is a review in an inbox.
type waiting struct {
	ID, ExperimentID, Key, Title, Turn, Gates string
	Revision                                  int
	WaitingSince                              time.Time
}

// decision is what is written for one, after who may decide was found out.
func decision(review, experiment, person string, revision int, now any) []statement {
	const gate = "vulnerable_customers"
	id := func() string { return uuid.Must(uuid.NewV7()).String() }
	return []statement{
		{insertDecision, []any{id(), review, gate, person, now}},
		{updateRequirement, []any{experiment, revision, gate}},
		{updateReview, []any{review}},
		{insertDecided, []any{id(), now, person, "review:" + review, experiment}},
		{insertTurn, []any{id(), review, now}},
	}
}

type statement struct {
	sql  string
	args []any
}

func key(number int64) string { return fmt.Sprintf("E-%d", number) }

// joined makes one JSON list of stored documents.
func joined(documents []string) []byte {
	return []byte(`{"items":[` + strings.Join(documents, ",") + `]}`)
}

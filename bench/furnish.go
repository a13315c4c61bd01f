package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
)

// house is a registry in which every list has something: many teams, moments and tags,
// experiments in every state over three years, what was learned of them, and what came
// of that. Teams and people are as many however many experiments there are.
type house struct {
	registry
	reader   string // the token of a reviewer who belongs to a team
	person   uuid.UUID
	teams    []uuid.UUID // the first is the reader's
	moments  []uuid.UUID
	obstacle uuid.UUID
	template uuid.UUID
	busy     uuid.UUID // an experiment that is reviewed
	review   uuid.UUID // of it
}

const (
	teamsOfAHouse   = 40
	momentsOfAHouse = 10
	yearsOfAHouse   = 3
)

// furnished makes a house of so many experiments.
func furnished(ctx context.Context, url string, rows int) (house, error) {
	s, err := empty(ctx, url)
	if err != nil {
		return house{}, err
	}
	defer func() { _ = s.db.Close() }()
	h := house{}
	if err := h.found(ctx, s); err != nil {
		return h, err
	}
	s.vary = h.vary
	if err := s.fill(ctx, rows); err != nil {
		return h, err
	}
	h.registry = s.registry
	if err := h.furnish(ctx, s); err != nil {
		return h, err
	}
	return h, h.look(ctx, s.db)
}

// found makes the teams, the moments and the reader.
func (h *house) found(ctx context.Context, s *seeder) error {
	people := accounts.New(s.db, clock.Clock{})
	for n := range teamsOfAHouse {
		team, err := people.CreateTeam(ctx, s.actor, accounts.TeamInput{Name: fmt.Sprintf("Team %d", n)})
		if err != nil {
			return err
		}
		h.teams = append(h.teams, team.ID)
	}
	for n := range momentsOfAHouse {
		moment, err := people.CreateMoment(ctx, s.actor, accounts.MomentInput{Name: fmt.Sprintf("Moment %d", n)})
		if err != nil {
			return err
		}
		h.moments = append(h.moments, moment.ID)
	}
	person, _, err := people.CreatePerson(ctx, s.actor, accounts.PersonInput{Name: "Reader", Email: "reader@example.com", Roles: accounts.Roles{accounts.Member, accounts.Reviewer}})
	if err != nil {
		return err
	}
	if _, err := people.PutRoute(ctx, s.actor, "safety", nil, accounts.RouteInput{Members: []uuid.UUID{person.ID}}); err != nil {
		return err
	}
	if _, err := people.AddMember(ctx, s.actor, h.teams[0], person.ID); err != nil {
		return err
	}
	h.person = person.ID
	h.reader, _, err = people.CreateToken(ctx, accounts.Actor{PersonID: person.ID, Roles: person.Roles}, "bench", nil)
	return err
}

// vary gives an experiment its place in the house. What is reviewed stays so.
func (h *house) vary(s *seeder, e *experiments.Experiment) {
	e.TeamID = h.teams[s.rand.IntN(len(h.teams))]
	moment := h.moments[s.rand.IntN(len(h.moments))]
	e.MomentID = &moment
	e.CreatedAt = e.CreatedAt.Add(-time.Duration(s.rand.IntN(yearsOfAHouse*365*24)) * time.Hour)
	if e.Status == experiments.InReview {
		return
	}
	at := e.CreatedAt.Add(time.Hour)
	e.SubmittedAt, e.StartedAt, e.ConcludedAt = &at, &at, &at
	e.Outcome = one(s.rand, experiments.Worked, experiments.Worked, experiments.DidNotWork, experiments.DidNotWork, experiments.Unclear, experiments.StoppedEarly)
	if s.rand.IntN(7) == 0 {
		oneWay := door.OneWay
		e.Door = &oneWay
	}
	h.conclude(s, e)
	switch n := s.rand.IntN(100); {
	case n < 6:
		e.Status = one(s.rand, experiments.Running, experiments.Running, experiments.Paused, experiments.Ready)
		e.ConcludedAt, e.Outcome, e.Conclusion = nil, "", nil
	case n < 10:
		e.Status = one(s.rand, experiments.Withdrawn, experiments.Declined)
		e.StartedAt, e.ConcludedAt, e.Outcome, e.Conclusion = nil, nil, "", nil
	case n < 20:
		e.ArchivedFrom, e.Status = experiments.Concluded, experiments.Archived
	case n == 20:
		e.OwesLesson = e.Outcome == experiments.DidNotWork
	case n == 21:
		e.OwesRecovery = true
	}
}

// conclude says what undoing took, of most.
func (h *house) conclude(s *seeder, e *experiments.Experiment) {
	hours, cost := float64(s.rand.IntN(60)), float64(s.rand.IntN(1500))
	e.Conclusion = &experiments.Conclusion{Outcome: e.Outcome, ReversibleAsSaid: one(s.rand, "yes", "yes", "yes", "yes", "yes", "yes", "unsure", "", "", "no"),
		Undone: &experiments.Undone{Needed: s.rand.IntN(3) == 0, Hours: &hours, Cost: &cost}}
}

// furnish adds what belongs to the experiments and lessons, a part of them each.
func (h *house) furnish(ctx context.Context, s *seeder) error {
	id := map[database.Dialect]string{database.Postgres: "gen_random_uuid()",
		database.SQLite: "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6)))"}[s.db.Dialect()]
	month := map[database.Dialect]string{database.Postgres: "to_char(e.created_at, 'YYYY-MM')", database.SQLite: "substr(e.created_at, 1, 7)"}[s.db.Dialect()]
	day := map[database.Dialect]string{database.Postgres: "to_char(e.created_at, 'YYYY-MM-DD')", database.SQLite: "substr(e.created_at, 1, 10)"}[s.db.Dialect()]
	hash := map[database.Dialect]string{database.Postgres: "decode(repeat('00', 32), 'hex')", database.SQLite: "zeroblob(32)"}[s.db.Dialect()]
	words := strings.NewReplacer("{id}", id, "{month}", month, "{day}", day, "{hash}", hash, "{uuid}", map[database.Dialect]string{database.Postgres: "uuid", database.SQLite: "TEXT"}[s.db.Dialect()])
	for _, sql := range furniture {
		values := map[string]any{"me": h.person, "mine": h.teams[0], "other": h.teams[1], "colleague": s.staff[0]}
		var named []any
		if strings.Contains(sql, "@") {
			named = append(named, values)
		}
		if err := s.db.Write(ctx).Exec(words.Replace(sql), named...).Error; err != nil {
			return fmt.Errorf("%s: %w", sql, err)
		}
	}
	if err := experiments.New(s.db, clock.Clock{}, s.index).CountDoors(ctx); err != nil || s.db.Dialect() == database.SQLite {
		return err
	}
	return s.db.Write(ctx).Exec("VACUUM ANALYZE").Error // as autovacuum does; nobody does so for SQLite
}

// furniture adds a row for every so manieth experiment.
var furniture = []string{
	"INSERT INTO uncounted (experiment_id, ended) SELECT id, TRUE FROM experiments WHERE concluded_at IS NOT NULL",
	"INSERT INTO experiment_tags (tag, experiment_id) SELECT 'tag' || (number % 50), id FROM experiments",
	"INSERT INTO experiment_tags (tag, experiment_id) SELECT 'rare' || (number / 20), id FROM experiments",
	`INSERT INTO obstacles (id, text, language, team_id, shown_as, shown_team_id, moment_id, month, state, reason, ended_month, me_too, version)
		SELECT {id}, 'Too many forms ' || e.number, 'en', e.team_id, 'Team', e.team_id, e.moment_id, {month}, CASE e.number / 20 % 4 WHEN 0 THEN 'removed' WHEN 1 THEN 'kept' ELSE 'open' END,
		'', CASE e.number / 20 % 4 WHEN 0 THEN {month} WHEN 1 THEN {month} ELSE '' END, e.number / 20 % 97, 1 FROM experiments e WHERE e.number % 20 = 0`,
	"INSERT INTO obstacle_authors (obstacle_id, person_id) SELECT o.id, CASE o.me_too WHEN 7 THEN CAST(@me AS {uuid}) ELSE CAST(@colleague AS {uuid}) END FROM obstacles o",
	"CREATE INDEX furnishing ON obstacles (text)",
	"UPDATE experiments SET obstacle_id = (SELECT o.id FROM obstacles o WHERE o.text = 'Too many forms ' || (experiments.number / 40 * 20)) WHERE number % 10 = 3",
	"DROP INDEX furnishing",
	`INSERT INTO templates (id, name, team_id, experiment_id, revision, retired, version, created_at)
		SELECT {id}, 'Template ' || e.number, e.team_id, e.id, 1, e.number % 300 = 0, 1, e.created_at FROM experiments e WHERE e.number % 100 = 0`,
	"UPDATE experiments SET template_id = (SELECT t.id FROM templates t ORDER BY t.id LIMIT 1) WHERE number % 10 = 4",
	`INSERT INTO follow_ups (id, lesson_id, from_team_id, team_id, what, due, state, reason, public, chased, version)
		SELECT {id}, l.id, l.team_id, CASE e.number % 41 WHEN 0 THEN CAST(@mine AS {uuid}) ELSE e.team_id END, 'Do it', CASE e.number % 25 WHEN 0 THEN '' ELSE {day} END,
		CASE e.number % 40 WHEN 0 THEN 'open' WHEN 5 THEN 'open' WHEN 10 THEN 'not_needed' ELSE 'done' END, '', TRUE, 0, 1 FROM lessons l JOIN experiments e ON e.id = l.experiment_id WHERE e.number % 5 = 0`,
	`INSERT INTO thanks (id, text, language, month, from_team_id, from_shown_as, from_shown_id, to_team_id, to_shown_as, to_shown_id, lesson_id, experiment_id)
		SELECT {id}, 'Thank you', 'en', {month}, CASE WHEN e.team_id = CAST(@mine AS {uuid}) THEN CAST(@other AS {uuid}) ELSE e.team_id END, 'Team', e.team_id, CAST(@mine AS {uuid}), 'Team', CAST(@mine AS {uuid}), NULL, e.id FROM experiments e WHERE e.number % 50 = 0`,
	`INSERT INTO thanks (id, text, language, month, from_team_id, from_shown_as, from_shown_id, to_team_id, to_shown_as, to_shown_id, lesson_id, experiment_id)
		SELECT {id}, 'Thank you', 'en', {month}, CAST(@other AS {uuid}), 'Team', CAST(@other AS {uuid}), e.team_id, 'Team', e.team_id, NULL, e.id FROM experiments e WHERE e.number % 20 = 1 AND e.team_id <> CAST(@other AS {uuid})`,
	`INSERT INTO notifications (id, person_id, code, params, actor_id, experiment_id, link, created_at, read_at)
		SELECT {id}, CAST(@me AS {uuid}), 'review_reminder', '{}', e.proposer_id, e.id, '/', e.created_at, CASE e.number % 200 WHEN 0 THEN NULL ELSE e.created_at END FROM experiments e WHERE e.number % 10 = 0`,
	`INSERT INTO events (id, at, actor_id, kind, subject, experiment_id, data)
		SELECT {id}, e.created_at, e.proposer_id, 'experiment.registered', 'experiment:' || e.id, e.id, '{"to": "draft", "revision": 0}' FROM experiments e ORDER BY e.number`,
	`INSERT INTO events (id, at, actor_id, kind, subject, experiment_id, data)
		SELECT {id}, e.created_at, e.proposer_id, CASE e.number % 500 WHEN 0 THEN 'experiment.extended' ELSE 'experiment.started' END, 'experiment:' || e.id, e.id, '{"from": "ready", "to": "running", "revision": 1}' FROM experiments e ORDER BY e.number`,
	"INSERT INTO audit_chain (position, seq, hash) SELECT seq, seq, {hash} FROM events",
	`INSERT INTO decisions (id, review_id, gate, person_id, verdict, reason, created_at)
		SELECT {id}, r.id, 'health_or_safety', CAST(@me AS {uuid}), 'approve', 'Fine', r.opened_at FROM reviews r JOIN experiments e ON e.id = r.experiment_id WHERE e.concluded_at IS NOT NULL AND e.number % 20 = 0`,
	`INSERT INTO requirements (experiment_id, revision, n, kind, gate, route, due, text, state, note)
		SELECT r.experiment_id, 1, 1, 'gate', CASE e.number % 400 WHEN 0 THEN 'destroys' ELSE 'health_or_safety' END, 'safety', 'before_start', '', 'met', '' FROM reviews r JOIN experiments e ON e.id = r.experiment_id WHERE NOT r.waits AND e.door = 'one_way'`,
	`INSERT INTO requirements (experiment_id, revision, n, kind, gate, route, due, text, state, note)
		SELECT r.experiment_id, 1, 3, 'gate', 'public_promise', 'brand', 'before_start', '', 'open', '' FROM reviews r JOIN experiments e ON e.id = r.experiment_id WHERE r.waits AND e.number % 30 = 0`,
	"UPDATE reviews SET state = 'declined' WHERE NOT waits AND experiment_id IN (SELECT id FROM experiments WHERE status = 'declined')",
	"UPDATE reviews SET state = 'withdrawn' WHERE NOT waits AND experiment_id IN (SELECT id FROM experiments WHERE status = 'withdrawn')",
	"UPDATE reviews SET turn = 'team' WHERE waits AND experiment_id IN (SELECT id FROM experiments WHERE number % 3 = 0)",
	`UPDATE asks SET gate = '', who = 'team:' || CAST(team_id AS TEXT) WHERE review_id IN (SELECT id FROM reviews WHERE waits AND turn = 'team')`,
	`INSERT INTO asks (review_id, gate, who, why, experiment_id, team_id, waiting_since, told)
		SELECT a.review_id, 'health_or_safety', 'members:safety', 'turn', a.experiment_id, a.team_id, a.waiting_since, TRUE FROM asks a JOIN experiments e ON e.id = a.experiment_id WHERE a.gate <> '' AND e.number % 2 = 0`,
	"UPDATE asks SET why = 'late' WHERE gate = 'health_or_safety' AND review_id IN (SELECT r.id FROM reviews r JOIN experiments e ON e.id = r.experiment_id WHERE e.number % 50 = 0)",
	"INSERT INTO lesson_facets (facet, value, lesson_id) SELECT 'outcome', e.outcome, l.id FROM lessons l JOIN experiments e ON e.id = l.experiment_id WHERE e.outcome <> ''",
	"INSERT INTO lesson_facets (facet, value, lesson_id) SELECT 'door', e.door, l.id FROM lessons l JOIN experiments e ON e.id = l.experiment_id",
	"INSERT INTO lesson_facets (facet, value, lesson_id) SELECT 'team', CAST(l.team_id AS TEXT), l.id FROM lessons l",
	"INSERT INTO lesson_facets (facet, value, lesson_id) SELECT 'moment', CAST(e.moment_id AS TEXT), l.id FROM lessons l JOIN experiments e ON e.id = l.experiment_id",
	"INSERT INTO lesson_facets (facet, value, lesson_id) SELECT 'language', 'en', l.id FROM lessons l",
	"INSERT INTO lesson_facets (facet, value, lesson_id) SELECT 'kind', CASE e.number % 100 WHEN 0 THEN 'environment' ELSE 'tools' END, l.id FROM lessons l JOIN experiments e ON e.id = l.experiment_id",
	"INSERT INTO lesson_facets (facet, value, lesson_id) SELECT 'maturity', CASE e.number % 3 WHEN 0 THEN 'supported' ELSE 'emerging' END, l.id FROM lessons l JOIN experiments e ON e.id = l.experiment_id",
	"INSERT INTO lesson_facets (facet, value, lesson_id) SELECT 'gate', 'health_or_safety', l.id FROM lessons l JOIN experiments e ON e.id = l.experiment_id WHERE e.door = 'one_way'",
	"INSERT INTO lesson_facets (facet, value, lesson_id) SELECT 'belief', 'stopped', l.id FROM lessons l JOIN experiments e ON e.id = l.experiment_id WHERE e.number % 90 = 0",
	"INSERT INTO facet_pairs (facet, value, other, other_value, n) SELECT a.facet, a.value, b.facet, b.value, COUNT(*) FROM lesson_facets a JOIN lesson_facets b ON b.lesson_id = a.lesson_id GROUP BY a.facet, a.value, b.facet, b.value",
	"INSERT INTO facet_counts (facet, value, n) SELECT facet, value, COUNT(*) FROM lesson_facets GROUP BY facet, value",
	"INSERT INTO lesson_uses (lesson_id, experiment_id, month) SELECT l.id, x.id, {month} FROM lessons l JOIN experiments e ON e.id = l.experiment_id JOIN experiments x ON x.number = e.number + 1 WHERE e.number % 10 = 0",
	"INSERT INTO lesson_reads (lesson_id, month, readers) SELECT l.id, {month}, 3 FROM lessons l JOIN experiments e ON e.id = l.experiment_id",
	"INSERT INTO lesson_returns (lesson_id, readers) SELECT id, 3 FROM lessons",
	"UPDATE lessons SET month = (SELECT {month} FROM experiments e WHERE e.id = lessons.experiment_id), published_month = (SELECT {month} FROM experiments e WHERE e.id = lessons.experiment_id)",
}

// look finds what requests name.
func (h *house) look(ctx context.Context, db *database.DB) error {
	for _, one := range []struct {
		into *uuid.UUID
		sql  string
	}{
		{&h.obstacle, "SELECT obstacle_id FROM experiments WHERE obstacle_id IS NOT NULL ORDER BY number LIMIT 1"},
		{&h.template, "SELECT template_id FROM experiments WHERE template_id IS NOT NULL ORDER BY number LIMIT 1"},
		{&h.busy, "SELECT experiment_id FROM reviews WHERE waits ORDER BY waiting_since LIMIT 1"},
		{&h.review, "SELECT id FROM reviews WHERE waits ORDER BY waiting_since LIMIT 1"},
	} {
		var id string
		err := db.Read(ctx).Raw(one.sql).Scan(&id).Error
		if err == nil {
			*one.into, err = uuid.Parse(id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

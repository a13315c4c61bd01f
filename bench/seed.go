package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/experiments/doubt"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/demo"
	"ajar/internal/search"
	"ajar/internal/text"
	"ajar/lessons"
)

// registry is what the client needs to know of a seeded database.
type registry struct {
	person, team, token string
	ids                 []string // of some two-way doors
	reviewer            string   // the token of who reviews
	reviews             []string // that wait for the reviewer
	words               []string // that lessons have, common and rare
	proposals           []string // in such words, that somebody types
}

// seed makes a registry with rows experiments and as many lessons. Their words
// are those of the example organisation, as often as Zipf's law has it.
func seed(ctx context.Context, url string, rows int) (registry, error) {
	s, err := empty(ctx, url)
	if err != nil {
		return registry{}, err
	}
	defer func() { _ = s.db.Close() }()
	err = s.fill(ctx, rows)
	return s.registry, err
}

// fill adds so many experiments and lessons.
func (s *seeder) fill(ctx context.Context, rows int) error {
	const batch = 500
	for done := 0; done < rows; done += batch {
		if err := s.add(ctx, min(batch, rows-done)); err != nil {
			return err
		}
	}
	for range 20 {
		s.proposals = append(s.proposals, s.say(6)+"\n"+s.say(40))
	}
	err := s.index.Tidy(ctx) // as the server does every hour, and PostgreSQL's autovacuum
	if err == nil && s.db.Dialect() == database.Postgres {
		err = s.db.Write(ctx).Exec("VACUUM ANALYZE").Error
	}
	return err
}

// empty makes a registry with people and without experiments.
func empty(ctx context.Context, url string) (*seeder, error) {
	db, err := database.Open(ctx, url, database.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s, err := newSeeder(ctx, db)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

type seeder struct {
	registry
	db    *database.DB
	index *search.Store
	actor accounts.Actor
	staff []uuid.UUID // who proposes, but for the actor
	team  uuid.UUID
	words []string
	zipf  *rand.Zipf
	rand  *rand.Rand
	vary  func(*seeder, *experiments.Experiment) // what a house makes of each; nil: it stays
}

func newSeeder(ctx context.Context, db *database.DB) (*seeder, error) {
	index := search.NewStore(db)
	people := accounts.New(db, clock.Clock{})
	person, err := people.Setup(ctx, accounts.SetupInput{Organisation: "Bench", Name: "Bench", Email: "bench@example.com", Password: "measured, never asserted"})
	if err != nil {
		return nil, err
	}
	if err := experiments.New(db, clock.Clock{}, index).InstallPolicy(ctx); err != nil {
		return nil, err
	}
	actor := accounts.Actor{PersonID: person.ID, Roles: person.Roles}
	team, err := people.CreateTeam(ctx, actor, accounts.TeamInput{Name: "Bench"})
	if err != nil {
		return nil, err
	}
	token, _, err := people.CreateToken(ctx, actor, "bench", nil)
	if err != nil {
		return nil, err
	}
	s := &seeder{db: db, index: index, actor: actor, team: team.ID, rand: rand.New(rand.NewPCG(1, 2))}
	s.registry = registry{person: person.ID.String(), team: team.ID.String(), token: token}
	if s.reviewer, err = newReviewer(ctx, people, actor); err != nil {
		return nil, err
	}
	if err := s.hire(ctx, people); err != nil {
		return nil, err
	}
	return s, s.learnWords()
}

// hire makes a house of many: a database that knows one contributor expects each
// reader to be that one.
func (s *seeder) hire(ctx context.Context, people *accounts.Store) error {
	const many = 300
	for n := range many {
		name := fmt.Sprintf("Colleague %d", n)
		person, _, err := people.CreatePerson(ctx, s.actor, accounts.PersonInput{Name: name, Email: fmt.Sprintf("colleague%d@example.com", n)})
		if err != nil {
			return err
		}
		s.staff = append(s.staff, person.ID)
	}
	return nil
}

// learnWords takes the vocabulary of the example organisation, commonest first.
func (s *seeder) learnWords() error {
	example, err := demo.Load()
	if err != nil {
		return err
	}
	counts := map[string]int{}
	for _, e := range example.Experiments {
		for word := range strings.FieldsSeq(strings.ToLower(e.Change + " " + e.Effect + " " + e.Because + " " + e.WayBack)) {
			if word = strings.Trim(word, ".,:;!?\"()%"); len(word) > 3 {
				counts[word]++
			}
		}
	}
	for word := range counts {
		s.words = append(s.words, word)
	}
	slices.SortFunc(s.words, func(a, b string) int { return 2*cmp.Compare(counts[b], counts[a]) + strings.Compare(a, b) })
	s.zipf = rand.NewZipf(s.rand, 1.07, 8, uint64(len(s.words)-1))
	for _, rank := range []int{3, 30, 300, 1000} {
		word := slices.IndexFunc(s.words[rank:], isTerm)
		s.registry.words = append(s.registry.words, s.words[rank+word])
	}
	return nil
}

// isTerm tells words that the index has as they are written: the floor knows neither
// stems nor accents.
func isTerm(word string) bool {
	tokens := text.Tokens(word)
	return len(tokens) == 1 && tokens[0] == word && !text.IsStop("en", word) && text.Stem("en", word) == word
}

func (s *seeder) say(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = s.words[s.zipf.Uint64()]
	}
	return strings.Join(words, " ")
}

// add writes a batch of experiments and lessons in one transaction.
func (s *seeder) add(ctx context.Context, n int) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		var all []experiments.Experiment
		var revisions []experiments.Revision
		var learned, contributors []map[string]any
		var reviewed reviewRows
		for range n {
			e := s.experiment()
			if s.vary != nil {
				s.vary(s, &e)
			}
			all = append(all, e)
			revisions = append(revisions, experiments.Revision{ExperimentID: e.ID, Number: 1, Proposal: e.Proposal,
				Verdict: door.Default().Judge(e.Facts()), PolicyVersion: 1, CreatedBy: e.ProposerID, CreatedAt: e.CreatedAt})
			row, err := s.lesson(ctx, e)
			if err != nil {
				return err
			}
			learned = append(learned, row)
			contributors = append(contributors, map[string]any{"experiment_id": e.ID, "person_id": e.ProposerID})
			reviewed.add(s.reviewOf(e))
			if len(s.ids) < 2000 && e.Status == experiments.Concluded {
				s.ids = append(s.ids, e.ID.String())
			}
		}
		tx := s.db.Write(ctx)
		for _, rows := range []any{&all, &revisions} {
			if err := tx.CreateInBatches(rows, 100).Error; err != nil {
				return err
			}
		}
		for table, rows := range map[string][]map[string]any{"lessons": learned, "contributors": contributors} {
			if err := tx.Table(table).CreateInBatches(rows, 100).Error; err != nil {
				return err
			}
		}
		return reviewed.write(tx)
	})
}

func (s *seeder) experiment() experiments.Experiment {
	no, yes, count, money, hours := door.Answer("no"), door.Answer("yes"), int64(40), 100.0, 2.0
	now, twoWay := clock.Clock{}.Now(), door.TwoWay
	p := experiments.Proposal{Title: s.say(6), TeamID: s.team, Language: "en", Change: s.say(40), Effect: s.say(20), Because: s.say(20), WayBack: s.say(10),
		EndsOn: "2030-01-01", AffectedTeamIDs: []uuid.UUID{}, Tags: []string{}, BuildsOn: []uuid.UUID{}, ConfirmedDoubts: []doubt.Confirmed{},
		Answers: door.Answers{HealthOrSafety: no, VulnerableCustomers: no, LegalOrContract: no, BindsOthers: no, PersonalData: no, Destroys: no,
			PublicPromise: no, Colleagues: no, CanStopEarly: yes, OwnHands: yes, MadeWhole: yes, CustomersExposed: &count, MoneyAtRisk: &money,
			UndoCost: &money, UndoHours: &hours, NoticedWithin: "same_day"}}
	e := experiments.Experiment{ID: clock.NewID(), Proposal: p, Status: experiments.Concluded, Door: &twoWay, Revision: 1, Outcome: experiments.DidNotWork,
		Version: 1, ProposerID: s.staff[s.rand.IntN(len(s.staff))], CreatedAt: now, SubmittedAt: &now, StartedAt: &now, ConcludedAt: &now, ChangedAt: now}
	if s.rand.IntN(waitingOneIn) == 0 {
		oneWay := door.OneWay
		e.Status, e.Door, e.Outcome, e.StartedAt, e.ConcludedAt = experiments.InReview, &oneWay, "", nil, nil
	}
	return e
}

// lesson makes the row of a published lesson, and what finds it.
func (s *seeder) lesson(ctx context.Context, e experiments.Experiment) (map[string]any, error) {
	p := lessons.Publication{ID: uuid.New(), Experiment: lessons.Named{ID: e.ID, Key: "E-0", Title: e.Title}, Team: "Bench",
		Month: fmt.Sprintf("2025-%02d", 1+s.rand.IntN(12)), Language: "en", Outcome: "did_not_work", Door: "two_way", Gates: []string{}, Maturity: "emerging", Edition: 1,
		Content: lessons.Content{Headline: s.say(14), Happened: s.say(40), Surprise: s.say(25), Conditions: []lessons.Condition{{Kind: "tools", Text: s.say(12)}}}}
	published, err := encode(p)
	if err != nil {
		return nil, err
	}
	draft, err := encode(p.Content)
	if err != nil {
		return nil, err
	}
	err = s.index.Index(ctx, search.Document{Kind: "lesson", ID: p.ID, Language: "en", Title: p.Headline, Body: p.Happened + " " + p.Surprise})
	return map[string]any{"id": p.ID, "experiment_id": e.ID, "team_id": e.TeamID, "draft": draft, "version": 1, "edition": 1, "month": p.Month, "published": published}, err
}

func encode(v any) (string, error) {
	document, err := json.Marshal(v)
	return string(document), err
}

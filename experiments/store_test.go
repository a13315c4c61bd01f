package experiments_test

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/search"
)

// proposer is somebody of a team in a registry that is set up.
func proposer(t *testing.T, db *database.DB, store *experiments.Store) accounts.Actor {
	t.Helper()
	people := accounts.New(db, clock.Clock{})
	person, err := people.Setup(t.Context(), accounts.SetupInput{Organisation: "Harbour", Name: "Ada", Email: "ada@example.org", Password: "correct horse battery"})
	must(t, err)
	must(t, store.InstallPolicy(t.Context()))
	team, err := people.CreateTeam(t.Context(), accounts.Actor{PersonID: person.ID}, accounts.TeamInput{Name: "Front desk"})
	must(t, err)
	return accounts.Actor{PersonID: person.ID, Teams: []uuid.UUID{team.ID}}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func tea(team uuid.UUID) experiments.Proposal {
	few, nothing, quick := int64(40), 0.0, 1.0
	return experiments.Proposal{Title: "Offer tea", TeamID: team, Change: "Tea", Effect: "Fewer leave", WayBack: "No tea", EndsOn: "2999-12-31", Answers: door.Answers{
		HealthOrSafety: door.No, VulnerableCustomers: door.No, LegalOrContract: door.No, BindsOthers: door.No, PersonalData: door.No, Destroys: door.No,
		PublicPromise: door.No, Colleagues: door.No, CanStopEarly: door.Yes, OwnHands: door.Yes, MadeWhole: door.Yes,
		CustomersExposed: &few, MoneyAtRisk: &nothing, UndoCost: &nothing, UndoHours: &quick, NoticedWithin: door.SameDay}}
}

// A transaction that PostgreSQL gave up runs again from the start; what the first
// run did to the experiment in memory is forgotten.
func TestATransactionThatRunsTwiceRegistersOnce(t *testing.T) {
	db := databasetest.New(t, database.Postgres)
	store := experiments.New(db, clock.Clock{}, search.NewStore(db))
	actor := proposer(t, db, store)
	runs := 0
	store.Watch(func(context.Context, *experiments.Experiment, *experiments.Experiment) error {
		if runs++; runs == 1 {
			return &pgconn.PgError{Code: "40001"}
		}
		return nil
	})
	e, err := store.Register(t.Context(), actor, tea(actor.Teams[0]), experiments.Then{Submit: true, Start: true}, "en")
	must(t, err)
	if runs != 2 || e.Revision != 1 || e.Status != experiments.Running || e.Version != 1 {
		t.Errorf("after %d runs it is %s at revision %d, version %d", runs, e.Status, e.Revision, e.Version)
	}
	kept, _, err := store.Revisions(t.Context(), accounts.System(), experiments.ByID(e.ID), 0, 9)
	if err != nil || len(kept) != 1 {
		t.Errorf("%d revisions, %v", len(kept), err)
	}
}

// Who reads the policy for the first time waits for a connection while others
// hold all of them: they must not wait for the reader in turn.
func TestTheFirstReadersOfAPolicyDoNotBlockEachOther(t *testing.T) {
	address := databasetest.URL(t, database.Postgres)
	separator := map[bool]string{true: "&", false: "?"}[strings.Contains(address, "?")]
	db, err := database.Open(t.Context(), address+separator+"pool_max_conns=2", database.Options{})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	actor := proposer(t, db, experiments.New(db, clock.Clock{}, search.NewStore(db)))
	for range 10 {
		store := experiments.New(db, clock.Clock{}, search.NewStore(db)) // as after a restart
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() {
				var err error
				if i%2 == 0 {
					_, err = store.CheckDoor(t.Context(), actor, uuid.Nil, tea(actor.Teams[0]), experiments.Together{}, "en")
				} else {
					_, err = store.Register(t.Context(), actor, tea(actor.Teams[0]), experiments.Then{Submit: true}, "en")
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
}

// Whoever copies refers to the rows of the whole line, and never waits for those
// who change one of them: else two could wait for each other.
func TestCopyingWaitsForNobody(t *testing.T) {
	address, err := url.Parse(databasetest.URL(t, database.Postgres))
	must(t, err)
	settings := address.Query()
	settings.Set("lock_timeout", "2s") // of a lock that is held until what waits for it has ended, any time is as good
	address.RawQuery = settings.Encode()
	db, err := database.Open(t.Context(), address.String(), database.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	store := experiments.New(db, clock.Clock{}, search.NewStore(db))
	actor := proposer(t, db, store)
	origin, err := store.Register(t.Context(), actor, tea(actor.Teams[0]), experiments.Then{Submit: true}, "en")
	must(t, err)
	clone, err := store.Clone(t.Context(), actor, experiments.ByID(origin.ID), experiments.Copy{})
	must(t, err)
	must(t, db.InTx(t.Context(), func(held context.Context) error {
		for _, e := range []*experiments.Experiment{clone, origin} {
			if _, err := store.Lock(held, actor, experiments.ByID(e.ID)); err != nil {
				return err
			}
		}
		_, err := store.Clone(t.Context(), actor, experiments.ByID(clone.ID), experiments.Copy{})
		return err
	}))
}

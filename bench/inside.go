package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/demo"
	"ajar/internal/search"
	"ajar/internal/text"
	"ajar/lessons"
	"ajar/lessons/blameless"
)

// inside is a part of the program that is measured without the network, or what the
// program takes beside time.
type inside struct {
	what, on, aim string
	took          time.Duration // of the quickest of several rounds
	bytes         int64         // instead
}

// measured is what was found, in words.
func (i inside) measured() string {
	if i.bytes > 0 {
		return fmt.Sprintf("%.1f MB", float64(i.bytes)/1e6)
	}
	return rounded(i.took).String()
}

const insideRounds = 7

// quickest is the round that what else the machine did disturbed least.
func quickest(run func() error) (time.Duration, error) {
	took := make([]time.Duration, insideRounds)
	for i := range took {
		began := time.Now()
		if err := run(); err != nil {
			return 0, err
		}
		took[i] = time.Since(began)
	}
	return slices.Min(took), nil
}

// withoutDatabase measures what needs none.
func withoutDatabase() ([]inside, error) {
	judged, err := judging()
	if err != nil {
		return nil, err
	}
	checked, err := checking()
	return append(judged, checked...), err
}

// checking measures the blameless check of a million bytes in each language: what the
// example organisation wrote, again and again.
func checking() ([]inside, error) {
	const size = 1_000_000
	example, err := demo.Load()
	if err != nil {
		return nil, err
	}
	words := map[string]*strings.Builder{"en": {}, "es": {}, "pl": {}}
	for n := 0; n < size*len(words); {
		for _, e := range example.Experiments {
			if w := words[e.Language]; w.Len() < size {
				fmt.Fprintln(w, e.Change, e.Effect, e.Because, e.WayBack)
			}
		}
		n = words["en"].Len() + words["es"].Len() + words["pl"].Len()
	}
	var all []inside
	for _, language := range text.Languages {
		took, err := quickest(func() error {
			blameless.Check(blameless.Text{Words: words[language].String(), Language: language})
			return nil
		})
		if err != nil {
			return nil, err
		}
		all = append(all, inside{what: "check a million bytes for blame", on: language, aim: "1 s", took: took * size / time.Duration(words[language].Len())})
	}
	return all, nil
}

// judging measures one evaluation of the shipped policy, which is compiled once.
func judging() ([]inside, error) {
	const times = 10_000
	few, many, nothing := int64(40), int64(5000), 0.0
	facts := door.Facts{Answers: door.Answers{HealthOrSafety: door.No, VulnerableCustomers: door.No, LegalOrContract: door.No, BindsOthers: door.No,
		PersonalData: door.No, Destroys: door.No, PublicPromise: door.No, Colleagues: door.No, CanStopEarly: door.Yes, OwnHands: door.Yes, MadeWhole: door.Yes,
		CustomersExposed: &few, MoneyAtRisk: &nothing, UndoCost: &nothing, UndoHours: &nothing, NoticedWithin: door.SameDay}}
	closed := facts
	closed.Answers.CustomersExposed = &many
	var all []inside
	for _, c := range []struct {
		what string
		door door.Door
		door.Facts
	}{{"judge a two-way door", door.TwoWay, facts}, {"judge a one-way door", door.OneWay, closed}} {
		took, err := quickest(func() error {
			for range times {
				if v := door.Default().Judge(c.Facts); v.Door != c.door {
					return fmt.Errorf("%s is %s", c.what, v.Door)
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		all = append(all, inside{what: c.what, on: fmt.Sprintf("the shipped policy, %d rules", len(door.Default().Rules())), aim: "50 µs", took: took / times})
	}
	return all, nil
}

// likening measures finding what is like a proposal that somebody types.
func likening(ctx context.Context, name, url string, rows int, proposals []string) (inside, error) {
	db, err := database.Open(ctx, url, database.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return inside{}, err
	}
	defer func() { _ = db.Close() }()
	index := search.NewStore(db)
	store := lessons.New(db, clock.Clock{}, experiments.New(db, clock.Clock{}, index), index)
	var slowest time.Duration
	for _, text := range proposals {
		took, err := quickest(func() error {
			_, err := store.Similar(ctx, lessons.Alike{Text: text, Gates: []string{"health_or_safety"}, Limit: 5})
			return err
		})
		if err != nil {
			return inside{}, err
		}
		slowest = max(slowest, took)
	}
	return inside{what: fmt.Sprintf("similar, the slowest of %d proposals", len(proposals)), on: fmt.Sprintf("%s with %d", name, rows), aim: "50 ms", took: slowest}, nil
}

// rehearsing measures a rehearsal of the last experiments, at most 10,000, by a
// policy that changes the door of every one of them.
func rehearsing(ctx context.Context, name, url string, rows int) (inside, error) {
	db, err := database.Open(ctx, url, database.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return inside{}, err
	}
	defer func() { _ = db.Close() }()
	store, last := experiments.New(db, clock.Clock{}, search.NewStore(db)), min(rows, 10_000)
	stricter := strings.Replace(string(door.DefaultSource()), "  customers: 200", "  customers: 1", 1)
	took, err := quickest(func() error {
		r, err := store.Rehearse(ctx, stricter, last, "en")
		if err == nil && r.Closes != last {
			err = fmt.Errorf("%d of %d doors closed", r.Closes, last)
		}
		return err
	})
	return inside{what: fmt.Sprintf("rehearse a policy over %d experiments", last), on: fmt.Sprintf("%s with %d", name, rows), aim: "2 s", took: took}, err
}

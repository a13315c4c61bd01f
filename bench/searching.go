package main

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ajar/experiments"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/search"
	"ajar/internal/text"
	"ajar/lessons"
)

// searched is how long one kind of search took in the library, with its facets, and
// how long its statements take when they are sent by hand and their rows only read.
type searched struct {
	database     string
	rows         int
	what         string
	ajar, byHand []time.Duration // ascending
}

// frequencies name the words of each language in [registry].words, commonest first.
var frequencies = []string{"common", "frequent", "middling", "seldom", "rare"}

// searches ask the library for words of every frequency.
var searches = []struct {
	what  string
	words []int // by their place in frequencies
}{
	{"common", []int{0}}, {"frequent", []int{1}}, {"middling", []int{2}}, {"rare", []int{4}}, {"two words", []int{1, 2}}, {"three words", []int{1, 2, 3}},
}

// asked are the words of a search in the n-th language.
func (r registry) asked(words []int, language int) string {
	all := make([]string, len(words))
	for i, frequency := range words {
		all[i] = r.words[language*len(frequencies)+frequency]
	}
	return strings.Join(all, " ")
}

const (
	searchRounds = 300
	unmeasured   = 6 // rounds before, until what is read for the first time was read
)

// runLibrary measures searches in libraries of every size, and writes them down.
func runLibrary(ctx context.Context, o options, folder string) error {
	var all []searched
	for _, database := range o.databases {
		for _, rows := range o.rows {
			found, err := searchOn(ctx, filepath.Join(folder, fmt.Sprintf("%s-%d.db", database, rows)), database, rows)
			if err != nil {
				return err
			}
			all = append(all, found...)
		}
	}
	return writeLibrary(o.out, all)
}

func searchOn(ctx context.Context, file, database string, rows int) ([]searched, error) {
	url, drop, err := newDatabase(ctx, database, file)
	if err != nil {
		return nil, err
	}
	defer drop()
	log.Printf("%s: making %d lessons", database, rows)
	registry, err := seedLibrary(ctx, url, rows)
	if err != nil {
		return nil, err
	}
	return searching(ctx, database, url, rows, registry)
}

// searching measures searches without the network, each in every language in turn.
func searching(ctx context.Context, name, url string, rows int, r registry) ([]searched, error) {
	db, err := database.Open(ctx, url, database.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	sent, err := record(ctx, db)
	if err != nil {
		return nil, err
	}
	index := search.NewStore(db)
	store := lessons.New(db, clock.Clock{}, experiments.New(db, clock.Clock{}, index), index)
	var all []searched
	for _, s := range searches {
		found := searched{database: name, rows: rows, what: s.what}
		for i := range unmeasured + searchRounds {
			shelf := lessons.Shelf{Query: r.asked(s.words, i%len(text.Languages)), Limit: 20}
			sent.forget()
			took, err := timed(func() error { return look(ctx, store, shelf) })
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.what, err)
			}
			byHand, err := timed(func() error { return sent.again(ctx) })
			if err != nil {
				return nil, err
			}
			if i >= unmeasured {
				found.ajar, found.byHand = append(found.ajar, took), append(found.byHand, byHand)
			}
		}
		slices.Sort(found.ajar)
		slices.Sort(found.byHand)
		all = append(all, found)
	}
	return all, nil
}

func look(ctx context.Context, store *lessons.Store, shelf lessons.Shelf) error {
	found, err := store.Library(ctx, shelf)
	if err != nil {
		return err
	}
	_, err = store.Count(ctx, shelf, found)
	return err
}

func timed(run func() error) (time.Duration, error) {
	began := time.Now()
	err := run()
	return time.Since(began), err
}

func at(ascending []time.Duration, percent int) time.Duration {
	return ascending[len(ascending)*percent/100]
}

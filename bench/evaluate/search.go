package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/search"
)

// ranking asks the corpus's queries of the search alone, without the program
// around it, and prints nDCG@10 by kind and language. It does so in memory, in
// SQLite and, when TEST_DATABASE_URL names a server, in PostgreSQL, and fails
// when their answers differ:
//
//	scripts/with-postgres go run ./bench/evaluate -corpus DIR search
func ranking(corpusDir string, verbose bool, out io.Writer) error {
	records, err := rows[record](corpusDir, "experiments.jsonl")
	if err != nil {
		return err
	}
	queries, err := rows[corpusQuery](corpusDir, "queries.jsonl")
	if err != nil {
		return err
	}
	docs, languages := make([]search.Document, len(records)), map[string]string{}
	for i, c := range records {
		docs[i], languages[c.ID] = c.document(), c.Language
	}
	inMemory, err := answers(search.NewMemory(docs), queries)
	if err != nil {
		return err
	}
	if err := compare(out, inMemory, docs, queries); err != nil {
		return err
	}
	of := map[uuid.UUID]string{}
	for i, d := range docs {
		of[d.ID] = records[i].ID
	}
	gains := map[string][]float64{}
	for i, q := range queries {
		relevant := q.among(languages)
		var ranked []int
		for _, hit := range inMemory[i] {
			ranked = append(ranked, relevant[of[hit.ID]])
		}
		gain := ndcg(ranked, slices.Collect(maps.Values(relevant)), 10)
		if verbose {
			q.printGain(out, gain)
		}
		for _, group := range []string{q.Kind, q.Kind + " " + q.Language, "of all"} {
			gains[group] = append(gains[group], gain)
		}
	}
	return printGains(out, gains)
}

// printGains prints the mean of each group, and fails when one is below what is wanted.
func printGains(out io.Writer, gains map[string][]float64) error {
	var below []string
	for _, group := range slices.Sorted(maps.Keys(gains)) {
		got := mean(gains[group])
		fmt.Fprintf(out, "%-18s %2d queries  nDCG@10 %.3f\n", group, len(gains[group]), got)
		if got < wantedGain[group] {
			below = append(below, group)
		}
	}
	if len(below) > 0 {
		return fmt.Errorf("below what it has to be: %v", below)
	}
	return nil
}

// document is all that a reader might remember of a record.
func (c record) document() search.Document {
	l := c.Lesson
	words := []string{c.Team, c.Moment, c.CustomerJob, c.Hypothesis, c.Change, c.StrategyGoal, c.GamingRisk, c.CounterSignal, c.WayBack,
		l.Happened, l.Surprise, l.Next}
	return search.Document{
		Kind: "lesson", ID: uuid.NewSHA1(uuid.Nil, []byte(c.ID)), Language: c.Language,
		Title: c.Title + "\n" + l.Headline, Body: strings.Join(append(words, l.Conditions...), "\n"),
	}
}

// finder is a search in memory or in a database.
type finder interface {
	Find(ctx context.Context, q search.Query) (search.Found, error)
}

func answers(f finder, queries []corpusQuery) ([][]search.Hit, error) {
	all := make([][]search.Hit, len(queries))
	for i, q := range queries {
		asked := search.Query{Text: q.Query}
		if q.Kind != "cross_language" {
			asked.Language = q.Language
		}
		found, err := f.Find(context.Background(), asked)
		if err != nil {
			return nil, err
		}
		all[i] = found.Hits
	}
	return all, nil
}

// compare fails when a database answers otherwise than memory.
func compare(out io.Writer, want [][]search.Hit, docs []search.Document, queries []corpusQuery) error {
	addresses, remove, err := emptyDatabases()
	if err != nil {
		return err
	}
	defer remove()
	for _, address := range addresses {
		store, closed, err := fill(address, docs)
		if err != nil {
			return err
		}
		got, err := answers(store, queries)
		if err := errors.Join(err, closed()); err != nil {
			return err
		}
		name, _, _ := strings.Cut(address, "://")
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(search.Hit{})); diff != "" {
			return fmt.Errorf("memory and %s answer differently: %s", name, diff)
		}
		fmt.Fprintf(out, "%s answers as memory does\n", name)
	}
	return nil
}

// emptyDatabases are the addresses of new databases, and what removes them.
func emptyDatabases() (addresses []string, remove func(), err error) {
	folder, err := os.MkdirTemp("", "ajar-search-")
	if err != nil {
		return nil, nil, err
	}
	addresses = []string{"sqlite://" + filepath.Join(folder, "ajar.db")}
	remove = func() { _ = os.RemoveAll(folder) }
	address := os.Getenv("TEST_DATABASE_URL")
	if address == "" {
		return addresses, remove, nil
	}
	server, err := database.Open(context.Background(), address, database.Options{})
	if err != nil {
		return nil, nil, err
	}
	const name = "ajar_evaluate_search"
	do := func(sql string) error { return server.Write(context.Background()).Exec(sql + " " + name).Error }
	if err := errors.Join(do("DROP DATABASE IF EXISTS"), do("CREATE DATABASE")); err != nil {
		return nil, nil, err
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, nil, err
	}
	u.Path = "/" + name
	return append(addresses, u.String()), func() {
		_ = do("DROP DATABASE")
		_ = server.Close()
		_ = os.RemoveAll(folder)
	}, nil
}

func fill(address string, docs []search.Document) (store *search.Store, closed func() error, err error) {
	ctx := context.Background()
	db, err := database.Open(ctx, address, database.Options{})
	if err != nil {
		return nil, nil, err
	}
	store = search.NewStore(db)
	if err = db.Migrate(ctx); err == nil {
		err = db.InTx(ctx, func(ctx context.Context) error {
			for _, d := range docs {
				if err := store.Index(ctx, d); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return store, db.Close, err
}

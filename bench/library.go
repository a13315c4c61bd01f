package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/google/uuid"

	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/demo"
	"ajar/internal/search"
	"ajar/internal/text"
	"ajar/lessons"
)

// vocabulary is how many words of each language there are.
const vocabulary = 40_000

// seedLibrary makes a registry that has nothing but published lessons, in three
// languages and with all facets: what a search needs, in a tenth of the time that
// whole experiments take. Their words are those of the example organisation and
// compounds of two of them, as often as Zipf's law has it.
func seedLibrary(ctx context.Context, url string, rows int) (registry, error) {
	s, err := empty(ctx, url)
	if err != nil {
		return registry{}, err
	}
	defer func() { _ = s.db.Close() }()
	l, err := newLibrarian(s)
	if err != nil {
		return registry{}, err
	}
	indexed, err := l.unindex(ctx)
	if err != nil {
		return registry{}, err
	}
	const batch = 2000
	for done := 0; done < rows; done += batch {
		if err := s.db.InTx(ctx, func(ctx context.Context) error { return l.add(ctx, min(batch, rows-done)) }); err != nil {
			return registry{}, err
		}
		if done%100_000 == 0 {
			log.Printf("%d lessons", done)
		}
	}
	return s.registry, l.finish(ctx, indexed)
}

type librarian struct {
	*seeder
	words map[string][]string // by language, commonest first
	zipf  *rand.Zipf
}

func newLibrarian(s *seeder) (*librarian, error) {
	example, err := demo.Load()
	if err != nil {
		return nil, err
	}
	l := &librarian{s, map[string][]string{}, rand.NewZipf(s.rand, 1.07, 8, vocabulary-1)}
	counts := map[string]map[string]int{"en": {}, "es": {}, "pl": {}}
	for _, e := range example.Experiments {
		for _, word := range text.Tokens(e.Change + " " + e.Effect + " " + e.Because + " " + e.WayBack) {
			if len(word) > 3 && text.Slips(word) != nil {
				counts[e.Language][word]++
			}
		}
	}
	s.registry.words = nil
	for _, language := range text.Languages {
		var words []string
		for word := range counts[language] {
			words = append(words, word)
		}
		slices.SortFunc(words, func(a, b string) int {
			return cmp.Or(cmp.Compare(counts[language][b], counts[language][a]), strings.Compare(a, b))
		})
		for n := len(words); len(words) < vocabulary; {
			words = append(words, words[s.rand.IntN(n)]+words[s.rand.IntN(n)])
		}
		l.words[language] = words
		for _, rank := range []int{3, 30, 300, 3000, 30_000} {
			word := slices.IndexFunc(words[rank:], func(w string) bool { return text.Stem(language, w) == w }) // the floor knows no stems
			s.registry.words = append(s.registry.words, words[rank+word])
		}
	}
	return l, nil
}

func (l *librarian) say(language string, n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = l.words[language][l.zipf.Uint64()]
	}
	return strings.Join(words, " ")
}

// unindex drops what is quicker made anew in the end, and answers how; lessons
// without experiments are let through.
func (l *librarian) unindex(ctx context.Context) (again string, err error) {
	if l.db.Dialect() == database.SQLite {
		return "", l.db.Write(ctx).Exec("PRAGMA foreign_keys = OFF").Error
	}
	if err := l.db.Read(ctx).Raw("SELECT pg_get_indexdef('search_index'::regclass)").Scan(&again).Error; err != nil {
		return "", err
	}
	again = strings.Replace(again, " ON ONLY ", " ON ", 1) // of all partitions too
	return again, l.db.Write(ctx).Exec("DROP INDEX search_index").Error
}

func (l *librarian) add(ctx context.Context, n int) error {
	if l.db.Dialect() == database.Postgres {
		if err := l.db.Write(ctx).Exec("SET LOCAL session_replication_role = replica").Error; err != nil {
			return err
		}
	}
	rows := make([]map[string]any, n)
	for i := range rows {
		row, err := l.shelve(ctx)
		if err != nil {
			return err
		}
		rows[i] = row
	}
	return l.db.Write(ctx).Table("lessons").CreateInBatches(rows, 200).Error
}

func one[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// shelve makes the row of a published lesson, and what finds it.
func (l *librarian) shelve(ctx context.Context) (map[string]any, error) {
	language := one(l.rand, text.Languages...)
	p := lessons.Publication{ID: uuid.New(), Experiment: lessons.Named{ID: clock.NewID(), Key: "E-0", Title: l.say(language, 6)}, Team: fmt.Sprintf("Team %d", l.rand.IntN(300)),
		Month: fmt.Sprintf("20%02d-%02d", 20+l.rand.IntN(6), 1+l.rand.IntN(12)), Language: language, Door: one(l.rand, "two_way", "two_way", "two_way", "one_way"),
		Outcome: one(l.rand, "worked", "did_not_work", "unclear", "stopped_early"), Gates: []string{}, Maturity: one(l.rand, "emerging", "supported", "confirmed"), Edition: 1,
		Change: l.say(language, 25), Content: lessons.Content{Headline: l.say(language, 12), Happened: l.say(language, 30), Surprise: l.say(language, 20),
			Conditions: []lessons.Condition{{Kind: one[lessons.Kind](l.rand, "tools", "rules", "information", "workload"), Text: l.say(language, 12)}}}}
	published, err := encode(p)
	if err != nil {
		return nil, err
	}
	d := search.Document{Kind: "lesson", ID: p.ID, Language: language, Title: p.Headline + "\n" + p.Experiment.Title,
		Body: strings.Join([]string{p.Change, p.Happened, p.Surprise, p.Conditions[0].Text}, "\n"),
		Tags: []search.Tag{{Name: "facet.outcome", Value: p.Outcome}, {Name: "facet.door", Value: p.Door}, {Name: "facet.maturity", Value: p.Maturity}, {Name: "facet.team", Value: p.Team}}}
	return map[string]any{"id": p.ID, "experiment_id": p.Experiment.ID, "team_id": l.team, "draft": "{}", "version": 1, "edition": 1, "month": p.Month, "published_month": p.Month, "published": published}, l.index.Index(ctx, d)
}

// finish makes the facets and the index that was dropped.
func (l *librarian) finish(ctx context.Context, index string) error {
	log.Print("facets")
	for _, facet := range []string{"outcome", "door", "maturity", "language", "team"} {
		err := l.db.Write(ctx).Exec("INSERT INTO lesson_facets (facet, value, lesson_id) SELECT '" + facet + "', published ->> '" + facet + "', id FROM lessons").Error
		if err != nil {
			return err
		}
	}
	if err := l.db.Write(ctx).Exec("INSERT INTO facet_counts (facet, value, n) SELECT facet, value, COUNT(*) FROM lesson_facets GROUP BY facet, value").Error; err != nil {
		return err
	}
	if index == "" {
		return errors.Join(l.index.Tidy(ctx), l.db.Write(ctx).Exec("ANALYZE").Error)
	}
	log.Print("the index")
	return l.db.InTx(ctx, func(ctx context.Context) error {
		for _, statement := range []string{"SET LOCAL maintenance_work_mem = '1GB'", index, "ANALYZE"} {
			if err := l.db.Write(ctx).Exec(statement).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

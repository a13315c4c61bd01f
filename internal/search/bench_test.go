package search

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

// BenchmarkFind searches in SEARCH_DOCUMENTS made-up documents (10,000 unless
// set) in three languages, whose words are as frequent as Zipf's law has them.
// A database that SEARCH_POSTGRES or SEARCH_SQLITE names is filled once and kept.
func BenchmarkFind(b *testing.B) {
	for _, dialect := range databasetest.Dialects {
		b.Run(string(dialect), func(b *testing.B) {
			store := filled(b, dialect)
			for _, kind := range kindsOfQueries {
				b.Run(kind.name, func(b *testing.B) { measure(b, store, kind.query) })
			}
		})
	}
}

// BenchmarkIndex adds one document in a transaction of its own.
func BenchmarkIndex(b *testing.B) {
	for _, dialect := range databasetest.Dialects {
		b.Run(string(dialect), func(b *testing.B) {
			store := filled(b, dialect)
			n := uint64(time.Now().UnixNano())
			for b.Loop() {
				n++
				if err := store.Index(b.Context(), madeUp(n)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// measure reports the middle and the slowest of a hundred of the times, in
// milliseconds; each is the best of three, for machines that do other work too.
func measure(b *testing.B, store *Store, query func(r *rand.Rand, language int) Query) {
	r := rand.New(rand.NewPCG(1, 1))
	var times []float64
	for i := 0; b.Loop(); i++ {
		q := query(r, i%len(languages))
		times = append(times, bestOfThree(b, func() error {
			_, err := store.Find(b.Context(), q)
			return err
		}))
	}
	slices.Sort(times)
	middle, slowest := len(times)/2, len(times)*99/100
	b.ReportMetric(times[middle], "p50-ms")
	b.ReportMetric(times[slowest], "p99-ms")
}

func bestOfThree(b *testing.B, do func() error) float64 {
	best := math.Inf(1)
	for range 3 {
		start := time.Now()
		if err := do(); err != nil {
			b.Fatal(err)
		}
		best = min(best, float64(time.Since(start).Microseconds())/1000)
	}
	return best
}

var languages = []string{"en", "es", "pl"}

var kindsOfQueries = []struct {
	name  string
	query func(r *rand.Rand, language int) Query
}{
	{"rare", func(r *rand.Rand, l int) Query { return Query{Text: ranked(r, l, rare)} }},
	{"common", func(r *rand.Rand, l int) Query { return Query{Text: ranked(r, l, common)} }},
	{"common_four", func(r *rand.Rand, l int) Query { return Query{Text: ranked(r, l, common, common, common, common)} }},
	{"mixed", func(r *rand.Rand, l int) Query {
		return Query{Text: ranked(r, l, common, middling, rare, middling, common)}
	}},
	{"mixed_in_language", func(r *rand.Rand, l int) Query {
		return Query{Text: ranked(r, l, common, middling, rare, middling, common), Language: languages[l]}
	}},
	{"mixed_of_team", func(r *rand.Rand, l int) Query {
		return Query{Text: ranked(r, l, common, middling, middling), Tags: []Tag{{"team", fmt.Sprint(r.IntN(teams))}}}
	}},
	{"typing", func(r *rand.Rand, l int) Query {
		return Query{Text: ranked(r, l, middling, middling)[:8], Typing: true}
	}},
	{"similar", func(r *rand.Rand, _ int) Query { d := madeUp(r.Uint64()); return Query{Text: d.Title + " " + d.Body} }},
}

// Ranks of words by frequency: from, to.
var (
	common   = [2]int{0, 20}
	middling = [2]int{100, 1000}
	rare     = [2]int{2000, 40000}
)

func ranked(r *rand.Rand, language int, bands ...[2]int) string {
	words := make([]string, len(bands))
	for i, band := range bands {
		words[i] = spell(band[0]+r.IntN(band[1]-band[0]), language)
	}
	return strings.Join(words, " ")
}

// spell makes a pronounceable word of a rank.
func spell(rank, language int) string {
	syllables := strings.Fields("ba co de fi gu la me no pi ru sa te vo zu chi tra")
	word := []string{"k", "x", "w"}[language]
	for rank += len(syllables); rank > 0; rank /= len(syllables) {
		word += syllables[rank%len(syllables)]
	}
	return word
}

const teams = 300

// madeUp is the n-th document: always the same.
func madeUp(n uint64) Document {
	r := rand.New(rand.NewPCG(n, 7))
	language := int(n % uint64(len(languages)))
	zipf := rand.NewZipf(r, 1.07, 6, 60000)
	some := func(n int) string {
		words := make([]string, n)
		for i := range words {
			words[i] = spell(int(zipf.Uint64()), language)
		}
		return strings.Join(words, " ")
	}
	return Document{
		Kind: []string{"lesson", "experiment"}[n%2], ID: uuid.NewSHA1(uuid.Nil, fmt.Append(nil, n)), Language: languages[language],
		Title: some(8 + r.IntN(8)), Body: some(70 + r.IntN(60)),
		Tags: []Tag{{"team", fmt.Sprint(r.IntN(teams))}, {"moment", fmt.Sprint(r.IntN(40))}, {"outcome", fmt.Sprint(r.IntN(5))}},
	}
}

// filled is a store with the documents to measure with.
func filled(b *testing.B, dialect database.Dialect) *Store {
	want, err := strconv.Atoi(os.Getenv("SEARCH_DOCUMENTS"))
	if err != nil {
		want = 10_000
	}
	db := kept(b, dialect)
	store := NewStore(db)
	var have int
	if err := db.Read(b.Context()).Raw("SELECT count(*) FROM search_documents").Scan(&have).Error; err != nil {
		b.Fatal(err)
	}
	const batch = 2000
	for ; have < want; have += batch {
		docs := make([]Document, 0, batch)
		for n := have; n < min(want, have+batch); n++ {
			docs = append(docs, madeUp(uint64(n)))
		}
		fill(b, db, docs)
	}
	return store
}

func kept(b *testing.B, dialect database.Dialect) *database.DB {
	url := os.Getenv("SEARCH_" + strings.ToUpper(string(dialect)))
	if url == "" {
		return databasetest.New(b, dialect)
	}
	db, err := database.Open(b.Context(), url, database.Options{})
	if err == nil {
		err = db.Migrate(context.Background())
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	return db
}

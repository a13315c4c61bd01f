package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

// fill indexes documents in one transaction.
func fill(t interface{ Fatal(...any) }, db *database.DB, docs []Document) *Store {
	s := NewStore(db)
	err := db.InTx(context.Background(), func(ctx context.Context) error {
		for _, d := range docs {
			if err := s.Index(ctx, d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// scraps are what random texts are put together from: inflections, marks,
// ligatures, other scripts, and what a query language could trip over.
var scraps = []string{
	"refund", "refunds", "Refunded", "café", "cafe", "Łódź", "lodz", "paczka", "paczek", "żółć", "zolc", "avería", "averías", "averia",
	"straße", "STRASSE", "ﬁnance", "finance", "œuvre", "İstanbul", "ıstanbul", "ñandú", "２０２６", "v2.1", "a.b.com", "e-mail", "x²",
	"возврат", "возврата", "退款", "退", "返金", "환불", "😀", "👩‍👩‍👧", "the", "de", "nie", "AND", "OR", "NOT", "NEAR(", "*", `"`, "'", "''",
	"\\", ":", "~refund", "^refund", "#", "%1", "&", "|", "!", "(", ")", "<->", "-", "\u0000", "\xff", "ﷺ", "é́́", strings.Repeat("long", 30),
}

func someText(most int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		words := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(scraps), rapid.String()), 0, most).Draw(t, "words")
		return strings.Join(words, " ")
	})
}

var (
	someLanguage = rapid.SampledFrom([]string{"en", "es", "pl", "fr", ""})
	someTags     = rapid.Map(rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"one", "two", "ż'\" *"}), 0, 2, rapid.ID), func(values []string) (tags []Tag) {
		for _, v := range values {
			tags = append(tags, Tag{"moment", v})
		}
		return tags
	})
)

var someDocument = rapid.Custom(func(t *rapid.T) Document {
	return Document{
		Kind:     rapid.SampledFrom([]string{"lesson", "experiment"}).Draw(t, "kind"),
		ID:       uuid.UUID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id")),
		Language: someLanguage.Draw(t, "language"),
		Title:    someText(4).Draw(t, "title"),
		Body:     someText(12).Draw(t, "body"),
		Tags:     someTags.Draw(t, "tags"),
	}
})

var someQuery = rapid.Custom(func(t *rapid.T) Query {
	return Query{
		Text:     someText(5).Draw(t, "text"),
		Kind:     rapid.SampledFrom([]string{"", "", "lesson", "experiment", "none"}).Draw(t, "kind"),
		Language: someLanguage.Draw(t, "language"),
		Tags:     someTags.Draw(t, "tags"),
		Typing:   rapid.Bool().Draw(t, "typing"),
	}
})

func TestBothDatabasesFindWhatMemoryFinds(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		rapid.Check(t, func(t *rapid.T) {
			docs := rapid.SliceOfNDistinct(someDocument, 1, 12, func(d Document) uuid.UUID { return d.ID }).Draw(t, "documents")
			if err := db.Write(context.Background()).Exec("DELETE FROM search_documents").Error; err != nil {
				t.Fatal(err)
			}
			store, memory := fill(t, db, docs), NewMemory(docs)
			for _, q := range rapid.SliceOfN(someQuery, 1, 8).Draw(t, "queries") {
				same(t, store, memory, q)
				sameAmong(t, store, memory, q, docs[len(docs)/2:])
			}
		})
	})
}

func sameAmong(t *rapid.T, store *Store, memory *Memory, q Query, docs []Document) {
	ids := []uuid.UUID{uuid.Nil}
	for _, d := range docs {
		ids = append(ids, d.ID)
	}
	got, err := store.Among(context.Background(), q, ids)
	want, wanted := memory.Among(context.Background(), q, ids)
	if err != nil || wanted != nil {
		t.Fatal(err, wanted)
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Hit{})); diff != "" {
		t.Fatalf("%+v: memory and database differ among %v:\n%s", q, ids, diff)
	}
}

func same(t interface {
	Fatal(...any)
	Fatalf(string, ...any)
}, store *Store, memory *Memory, q Query) Found {
	got, err := store.Find(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	want, err := memory.Find(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Hit{})); diff != "" {
		t.Fatalf("%+v: memory and database differ:\n%s", q, diff)
	}
	return got
}

// manyDocuments has frequent and rare words, far beyond reach and window, and a rare kind.
func manyDocuments(n int) []Document {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 3, 5000)
	some := func(n int) string {
		words := make([]string, n)
		for i := range words {
			words[i] = fmt.Sprintf("w%dx", zipf.Uint64())
		}
		return strings.Join(words, " ")
	}
	docs := make([]Document, n)
	for i := range docs {
		docs[i] = Document{
			Kind: "lesson", ID: uuid.NewSHA1(uuid.Nil, fmt.Append(nil, i)), Language: []string{"en", "es", "pl"}[i%3],
			Title: some(6), Body: some(30), Tags: []Tag{{"team", fmt.Sprint(i % 50)}},
		}
		if i%100 == 0 {
			docs[i].Kind = "obstacle"
		}
	}
	return docs
}

func TestFrequentWordsAreTheSameEverywhere(t *testing.T) {
	docs := manyDocuments(9000)
	memory := NewMemory(docs)
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		store := fill(t, db, docs)
		for _, q := range []Query{
			{Text: "w0x"}, {Text: "w1x w2x"}, {Text: "w0x w1x w2x w3x w4x w5x"}, {Text: "w40x w3x"}, {Text: "w900x w4000x"},
			{Text: "w0x w7x", Language: "es"}, {Text: "w0x w7x", Tags: []Tag{{"team", "7"}}}, {Text: "w12", Typing: true}, {Text: "w2x w11", Typing: true},
			{Text: "w0x w7x", Kind: "lesson"}, {Text: "w0x w7x", Kind: "obstacle"}, {Text: "w40x w12", Kind: "obstacle", Typing: true},
			{Text: docs[5].Title + docs[5].Body}, {Text: docs[5].Title + docs[5].Body, Kind: "obstacle"},
		} {
			if found := same(t, store, memory, q); len(found.Hits) == 0 {
				t.Errorf("%+v: nothing found", q)
			}
		}
	})
}

package search

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
)

// shelf is a small library; a document is known by its place in it.
var shelf = []Document{
	0: {Language: "en", Title: "Ring first after a failed delivery", Body: "Two agents phone within thirty minutes with a new slot."},
	1: {Language: "en", Title: "Sit-down check-in", Body: "Guests who were sitting asked about deliveries to the room and about dinner."},
	2: {Language: "en", Title: "Delivery slots by text message", Body: "A slot, a slot and again a slot."},
	3: {Language: "es", Title: "Avisar de una avería", Body: "Antes de que conteste un agente, un mensaje de voz avisa de las averías."},
	4: {Language: "pl", Title: "Spóźniona paczka", Body: "Dzwonimy do klientów, zanim zapytają o spóźnione paczki."},
	5: {Language: "pl", Title: "Paczki u sąsiada", Body: "Kurier zostawia paczkę sąsiadom, a klienci odbierają ją wieczorem."},
	6: {Language: "en", Title: "The who", Body: "is that"},
}

func library() []Document {
	docs := slices.Clone(shelf)
	for i := range docs {
		docs[i].Kind, docs[i].ID = "lesson", idOf(i)
	}
	return docs
}

func idOf(i int) uuid.UUID { return uuid.UUID{15: byte(i)} }

// found are the places on the shelf of what a query finds.
func found(t *testing.T, q Query) []int {
	t.Helper()
	f, err := NewMemory(library()).Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	places := []int{}
	for _, h := range f.Hits {
		places = append(places, int(h.ID[15]))
	}
	return places
}

func TestFind(t *testing.T) {
	for name, c := range map[string]struct {
		query Query
		want  []int
	}{
		"a word, the title first":                {Query{Text: "delivery"}, []int{2, 0, 1}},
		"other forms of it":                      {Query{Text: "deliveries"}, []int{2, 0, 1}},
		"the more words the better":              {Query{Text: "phone about a delivery slot"}, []int{0, 2, 1}},
		"without the marks":                      {Query{Text: "AVERIA"}, []int{3}},
		"Spanish forms":                          {Query{Text: "averías avisadas", Language: "es"}, []int{3}},
		"what means the same":                    {Query{Text: "meal", Language: "en"}, []int{1}},
		"what means the same elsewhere":          {Query{Text: "clients"}, []int{4, 5}},
		"in one language, asked in another":      {Query{Text: "voice", Language: "es"}, []int{3}},
		"Polish forms":                           {Query{Text: "spóźnionych paczek"}, []int{4, 5}},
		"only its language":                      {Query{Text: "klientom agente", Language: "es"}, []int{3}},
		"while it is typed":                      {Query{Text: "two agents pho", Typing: true}, []int{0, 3}},
		"typed into an ending":                   {Query{Text: "sąsiadam", Typing: true}, []int{5}},
		"not typed any more":                     {Query{Text: "dinn ", Typing: true}, []int{}},
		"not typing":                             {Query{Text: "dinn"}, []int{}},
		"function words in between":              {Query{Text: "what about the dinner"}, []int{1}},
		"nothing but function words":             {Query{Text: "that is the"}, []int{}},
		"function words of another language":     {Query{Text: "who", Language: "pl"}, []int{}},
		"no words":                               {Query{Text: " …!? "}, []int{}},
		"what a query language would understand": {Query{Text: `"delivery" NOT (slot* : ^message) & | ! <-> '`, Language: "en"}, []int{2, 0, 1}},
	} {
		if diff := cmp.Diff(c.want, found(t, c.query)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestScoresAreSharesOfWhatWasAsked(t *testing.T) {
	f, err := NewMemory(library()).Find(t.Context(), Query{Text: "spóźniona paczka u sąsiada"})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range f.Hits {
		if h.Score <= 0 || h.Score >= 1 {
			t.Errorf("score %v; want one between 0 and 1", h.Score)
		}
	}
}

func TestFrequencyIsEstimated(t *testing.T) {
	for _, all := range []int{1, sampled - 1, sampled, 5000, 200_000} {
		var places []int64
		for i := range all {
			places = append(places, place(uuid.NewSHA1(uuid.Nil, []byte{byte(i), byte(i >> 8), byte(i >> 16)})))
		}
		slices.Sort(places)
		got := runOf(places[:min(sampled, all)]).frequency(sampled)
		if error := math.Abs(got/float64(all) - 1); error > 4/math.Sqrt(sampled) || all < sampled && error != 0 {
			t.Errorf("%d documents were estimated as %v", all, got)
		}
	}
}

func TestTagsAndConditionsNarrow(t *testing.T) {
	docs := library()
	docs[0].Tags = []Tag{{"team", "Parcel care"}, {"outcome", "worked"}}
	docs[2].Tags = []Tag{{"team", "Parcel care"}}
	docs[1].Kind = "experiment"
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		store := fill(t, db, docs)
		for name, c := range map[string]struct {
			query Query
			want  []uuid.UUID
		}{
			"one tag":         {Query{Tags: []Tag{{"team", "Parcel care"}}}, []uuid.UUID{idOf(2), idOf(0)}},
			"two tags":        {Query{Tags: []Tag{{"team", "Parcel care"}, {"outcome", "worked"}}}, []uuid.UUID{idOf(0)}},
			"another case":    {Query{Tags: []Tag{{"team", "parcel care"}}}, nil},
			"a kind":          {Query{Kind: "experiment"}, []uuid.UUID{idOf(1)}},
			"a condition":     {Query{Only: Condition{"d.kind = ? OR d.id = ?", []any{"experiment", idOf(0)}}}, []uuid.UUID{idOf(0), idOf(1)}},
			"tag, condition":  {Query{Tags: []Tag{{"team", "Parcel care"}}, Only: Condition{"d.id <> ?", []any{idOf(0)}}}, []uuid.UUID{idOf(2)}},
			"an empty answer": {Query{Only: Condition{"d.kind = ?", []any{"story"}}}, nil},
		} {
			c.query.Text = "delivery"
			f, err := store.Find(t.Context(), c.query)
			if err != nil {
				t.Fatal(err)
			}
			var got []uuid.UUID
			for _, h := range f.Hits {
				got = append(got, h.ID)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}

func TestIndexFollowsTheTransaction(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		store := fill(t, db, library())
		finds := func(text string, want int) {
			t.Helper()
			f, err := store.Find(t.Context(), Query{Text: text})
			if err != nil || len(f.Hits) != want {
				t.Errorf("%q finds %v, %v; want %d", text, f.Hits, err, want)
			}
		}
		changed := library()[5]
		changed.Title, changed.Body = "Lockers at the station", "Open all night."
		undo := errors.New("undo")
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			return errors.Join(store.Index(ctx, changed), store.Remove(ctx, idOf(3)), undo)
		})
		if !errors.Is(err, undo) {
			t.Fatal(err)
		}
		finds("lockers", 0)
		finds("avería", 1)
		if err := errors.Join(store.Index(t.Context(), changed), store.Remove(t.Context(), idOf(3)), store.Remove(t.Context(), idOf(99))); err != nil {
			t.Fatal(err)
		}
		finds("lockers", 1)
		finds("sąsiad", 0)
		finds("avería", 0)
	})
}

func TestAPlaceBelongsToOneID(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		store := fill(t, db, library())
		if err := db.Write(t.Context()).Exec("UPDATE search_documents SET id = ? WHERE seq = ?", idOf(77), place(idOf(1))).Error; err != nil {
			t.Fatal(err)
		}
		if err := store.Index(t.Context(), library()[1]); err == nil {
			t.Error("a document took the place of another")
		}
	})
}

func TestAVeryLongDocumentIsIndexed(t *testing.T) {
	var body strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&body, "word%d ", i)
	}
	long := Document{Kind: "lesson", ID: idOf(50), Language: "en", Title: "Long", Body: body.String()}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		store := fill(t, db, []Document{long})
		if f, err := store.Find(t.Context(), Query{Text: "word4000"}); err != nil || len(f.Hits) != 1 {
			t.Errorf("%v, %v; want it found", f.Hits, err)
		}
	})
}

func TestAnotherSearchsCursorIsRefused(t *testing.T) {
	m := NewMemory(library())
	first, err := m.Find(t.Context(), Query{Text: "delivery", Limit: 1})
	if err != nil || first.Next == "" {
		t.Fatalf("%+v, %v; want a first page and more", first, err)
	}
	for _, cursor := range []string{"x", "e30", first.Next + "x"} {
		if _, err := m.Find(t.Context(), Query{Text: "delivery", Cursor: cursor}); !fault.Is(err, fault.Invalid) {
			t.Errorf("cursor %q: %v; want an invalid field", cursor, err)
		}
	}
	if _, err := m.Find(t.Context(), Query{Text: "delivery slot", Cursor: first.Next}); !fault.Is(err, fault.Invalid) {
		t.Errorf("the cursor of another query: %v; want an invalid field", err)
	}
}

// Whatever is added between two pages, what was there at first is read once and
// in its order.
func TestPagesHoldStillWhileDocumentsComeIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := rapid.SliceOfNDistinct(someDocument, 2, 30, func(d Document) uuid.UUID { return d.ID }).Draw(t, "documents")
		start := rapid.IntRange(1, len(docs)).Draw(t, "there at first")
		q := Query{Text: someText(4).Draw(t, "text"), Limit: rapid.IntRange(1, 4).Draw(t, "limit")}
		before, err := NewMemory(docs[:start]).Find(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		var read []uuid.UUID
		for there := start; ; there = min(there+2, len(docs)) {
			page, err := NewMemory(docs[:there]).Find(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range page.Hits {
				if slices.ContainsFunc(before.All, func(b Hit) bool { return b.ID == h.ID }) {
					read = append(read, h.ID)
				}
			}
			if q.Cursor = page.Next; q.Cursor == "" {
				break
			}
		}
		var want []uuid.UUID
		for _, h := range before.All {
			want = append(want, h.ID)
		}
		if diff := cmp.Diff(want, read); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestALongTextIsItsRarestWords(t *testing.T) {
	docs := library()
	text := strings.Repeat("two agents phone customers about a new slot in time and dinner ", 40) + docs[5].Body
	if got := found(t, Query{Text: text}); len(got) == 0 || got[0] != 5 {
		t.Errorf("similar are %v; want 5 first", got)
	}
	if words := (Query{Text: strings.Join(strings.Fields(manyDocuments(40)[3].Body), "y ")}).words(); len(words) > maxWords {
		t.Errorf("%d words are looked up", len(words))
	}
}

// Among documents of one's own choosing, those with the rarest words are first.
func TestAmong(t *testing.T) {
	doc := func(n byte, title, body string) Document {
		return Document{Kind: "experiment", ID: uuid.UUID{n}, Language: "en", Title: title, Body: body}
	}
	m := NewMemory([]Document{doc(1, "Refunds at the desk", ""), doc(2, "Refunds by voucher", "at the desk"), doc(3, "A voucher for parking", ""),
		doc(4, "Soup", "at the desk"), doc(5, "Refunds by voucher", "left out")})
	hits, err := m.Among(t.Context(), Query{Text: "refund a voucher"}, []uuid.UUID{{1}, {2}, {3}, {4}, {9}})
	if err != nil {
		t.Fatal(err)
	}
	var got []byte
	for _, h := range hits {
		got = append(got, h.ID[0])
	}
	if len(got) != 3 || got[0] != 2 || hits[0].Score <= hits[1].Score {
		t.Errorf("found %v: %+v", got, hits)
	}
}

func TestTidyingChangesNoAnswer(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		docs := library()
		store := fill(t, db, nil)
		for range 3 { // each in a transaction of its own, and some of them anew
			for _, d := range docs {
				if err := store.Index(t.Context(), d); err != nil {
					t.Fatal(err)
				}
			}
		}
		before, err := store.Find(t.Context(), Query{Text: "delivery slot"})
		if err != nil || len(before.Hits) != 3 {
			t.Fatalf("%v, %v; want three hits", before.Hits, err)
		}
		for range 2 { // the second finds nothing to do
			if err := store.Tidy(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if db.Dialect() == database.SQLite {
			var n int
			if err := db.Read(t.Context()).Raw("SELECT COUNT(DISTINCT segid) FROM search_index_idx").Scan(&n).Error; err != nil || n > pieces {
				t.Errorf("the index lies in %d pieces, %v; want %d at most", n, err, pieces)
			}
		}
		after, err := store.Find(t.Context(), Query{Text: "delivery slot"})
		if diff := cmp.Diff(before, after, cmp.AllowUnexported(Hit{})); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

// house are documents of one registry; headlines stand for them.
var house = []struct{ language, headline, body string }{
	{"en", "Wheelchairs wait at the gate", "Assistance at the airport comes in time when the wheelchair waits at the gate."},
	{"en", "Baggage kit for delayed flights", "Passengers whose baggage is delayed get a kit with a toothbrush."},
	{"en", "Cartons instead of crates", "Carton boxes are lighter."},
	{"en", "A wallboard shows who waits", "The wallboard hangs where everyone sees it."},
	{"en", "Hold music was shorter", "Callers who hear other music hang up less."},
	{"en", "Refunds without a receipt", "Experience shows that refunds up to twenty euros need no receipt."},
	{"es", "Una videollamada en el pueblo", "El médico atiende por videollamada desde la capital."},
	{"es", "El presupuesto del dentista", "Quien recibe el presupuesto por escrito vuelve antes, también los taxistas."},
	{"pl", "Śruby w torebce", "Klient dostaje śruby w torebce, a sąsiad przesyłkę."},
	{"pl", "Wzór wniosku o dowód osobisty", "Wniosek z wzorem wypełnia się szybciej."},
}

func houseDocuments() []Document {
	docs := make([]Document, len(house))
	for i, d := range house {
		docs[i] = Document{Kind: "lesson", ID: uuid.NewSHA1(uuid.Nil, fmt.Append(nil, d.headline)), Language: d.language, Title: d.headline, Body: d.body}
	}
	return docs
}

func TestWordsAreMended(t *testing.T) {
	memory := NewMemory(houseDocuments())
	cases := []struct {
		why             string
		query           Query
		instead, finds  string
		evenWhileTyping bool
	}{
		{"a letter is left out", Query{Text: "wheelchar assistance"}, "wheelchair assistance", "Wheelchairs wait at the gate", true},
		{"doubled letters, one lost and one more", Query{Text: "bagggage kitt"}, "baggage kit", "Baggage kit for delayed flights", true},
		{"two are swapped, and the marks that agree stay", Query{Text: "Śrubmai"}, "Śrubami", "Śruby w torebce", true},
		{"a key beside", Query{Text: "presupuestp", Language: "es"}, "presupuesto", "El presupuesto del dentista", true},
		{"a letter that sounds alike", Query{Text: "bideollamada"}, "videollamada", "Una videollamada en el pueblo", true},
		{"a word that is in no dictionary", Query{Text: "walboard"}, "wallboard", "A wallboard shows who waits", true},
		{"two slips in a long word, of a document with the other word", Query{Text: "dentista presupeuto"}, "dentista presupuesto", "El presupuesto del dentista", true},
		{"one word written as two", Query{Text: "video llamada"}, "videollamada", "Una videollamada en el pueblo", false},
		{"two words written as one", Query{Text: "holdmusic"}, "hold music", "Hold music was shorter", true},
		{"a word that has no slip", Query{Text: "refunds"}, "", "Refunds without a receipt", true},
		{"a word that is being written", Query{Text: "wheelch", Typing: true}, "", "Wheelchairs wait at the gate", false},
		{"another form of it that is being written", Query{Text: "refundi", Typing: true}, "", "Refunds without a receipt", false},
		{"a word that a language knows", Query{Text: "cartoons"}, "", "", false},
		{"words as they are", Query{Text: "wheelchar", Exact: true}, "", "", true},
		{"a word that another language knows", Query{Text: "refunds receipe"}, "refunds receipt", "Refunds without a receipt", true},
		{"another word that is two slips away", Query{Text: "dentista turistas"}, "", "El presupuesto del dentista", true},
		{"a short word", Query{Text: "kot"}, "", "", true},
		{"a number", Query{Text: "v2x8s"}, "", "", true},
		{"nothing like it", Query{Text: "zzyzx"}, "", "", true},
		{"a word longer than any, that is split", Query{Text: "wheelchairassistanceatgate"}, "", "", true},
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		store := fill(t, db, houseDocuments())
		for _, c := range cases {
			queries := []Query{c.query}
			if c.evenWhileTyping {
				typing := c.query
				typing.Typing = true
				queries = append(queries, typing)
			}
			for _, q := range queries {
				found := same(t, store, memory, q)
				first := ""
				if len(found.Hits) > 0 {
					first = house[slices.IndexFunc(houseDocuments(), func(d Document) bool { return d.ID == found.Hits[0].ID })].headline
				}
				if found.Instead != c.instead || first != c.finds {
					t.Errorf("%s: %+v finds %q with %q; want %q with %q", c.why, q, first, found.Instead, c.finds, c.instead)
				}
			}
		}
	})
}

// However long its words are, a query asks the index for so many stems and no more.
func TestMendingAsksForSoManyStems(t *testing.T) {
	words := []string{"internationalizatons", "considerationalistic", "communicationalisted", strings.Repeat("presentation", 3)}
	for n := 1; n <= mostMended; n++ {
		m := &counting{Memory: NewMemory(houseDocuments())}
		for i := range words {
			if _, err := find(t.Context(), m, Query{Text: strings.Join(words[i:min(i+n, len(words))], " ")}); err != nil {
				t.Fatal(err)
			}
		}
		if m.most == 0 || m.most > mostGuesses+10 {
			t.Errorf("with %d words it asks for %d stems", n, m.most)
		}
	}
}

// counting counts the stems that are asked for at once.
type counting struct {
	*Memory
	most int
}

func (c *counting) first(ctx context.Context, within Condition, asked []question, n int) ([][]int64, error) {
	stems := 0
	for _, q := range asked {
		for _, of := range q.clauses {
			stems += len(of.terms)
		}
	}
	c.most = max(c.most, stems)
	return c.Memory.first(ctx, within, asked, n)
}

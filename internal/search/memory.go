package search

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// Memory is an index without a database: the plain statement of what a [Store]
// finds, for trials and as the reference the databases are tested against.
// It reads every document for every query.
type Memory struct {
	entries []entry // in the fixed order
	terms   []map[string]bool
}

// NewMemory indexes documents.
func NewMemory(docs []Document) *Memory {
	m := &Memory{}
	for _, d := range docs {
		m.entries = append(m.entries, d.entry())
	}
	slices.SortFunc(m.entries, func(a, b entry) int { return int(min(1, max(-1, a.Seq-b.Seq))) })
	for _, e := range m.entries {
		set := map[string]bool{}
		for t := range strings.SplitSeq(e.Terms, " ") {
			set[t] = true
		}
		m.terms = append(m.terms, set)
	}
	return m
}

// Find answers what [Store.Find] does; it knows no [Condition].
func (m *Memory) Find(ctx context.Context, q Query) (Found, error) {
	if q.Only.SQL != "" {
		return Found{}, errors.New("search: there is no SQL in memory")
	}
	return find(ctx, m, q)
}

// Among answers what [Store.Among] does.
func (m *Memory) Among(ctx context.Context, q Query, ids []uuid.UUID) ([]Hit, error) {
	return among(ctx, m, q, ids)
}

func (m *Memory) sample(_ context.Context, kind string, n int) (all, ofKind run, err error) {
	for _, e := range m.entries[:min(n, len(m.entries))] {
		all = run{all.Count + 1, e.Seq}
		if e.Kind == kind && ofKind.Count < reach {
			ofKind = run{ofKind.Count + 1, e.Seq}
		}
	}
	return all, ofKind, nil
}

func (m *Memory) byKind() bool { return true }

func (m *Memory) first(_ context.Context, _ Condition, asked []question, n int) ([][]int64, error) {
	lists := make([][]int64, len(asked))
	for i, q := range asked {
		for d, terms := range m.terms {
			if len(lists[i]) < n && m.entries[d].Seq < q.end() && fulfils(terms, q.terms()) {
				lists[i] = append(lists[i], m.entries[d].Seq)
			}
		}
	}
	return lists, nil
}

func fulfils(terms map[string]bool, clauses []clause) bool {
	return !slices.ContainsFunc(clauses, func(c clause) bool { return !c.fulfilledBy(terms) })
}

func (c clause) fulfilledBy(terms map[string]bool) bool {
	if slices.ContainsFunc(c.terms, func(t string) bool { return terms[t] }) {
		return true
	}
	if c.prefix == "" {
		return false
	}
	for t := range terms {
		if strings.HasPrefix(t, c.prefix) {
			return true
		}
	}
	return false
}

func (m *Memory) load(_ context.Context, places []int64) ([]entry, error) {
	return slices.DeleteFunc(slices.Clone(m.entries), func(e entry) bool { return !slices.Contains(places, e.Seq) }), nil
}

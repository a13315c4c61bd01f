package experiments

import (
	"context"
	"strings"

	"ajar/internal/search"
)

// index puts the experiment's words where they are found; a proposal that was
// never submitted is in no search.
func (s *Store) index(ctx context.Context, before, after *Experiment) error {
	if after.Revision == 0 || before.Revision > 0 && len(before.Proposal.Compare(after.Proposal)) == 0 {
		return nil
	}
	return s.search.Index(ctx, after.document())
}

// documentKind is what the search calls an experiment.
const documentKind = "experiment"

func (e *Experiment) document() search.Document {
	return search.Document{Kind: documentKind, ID: e.ID, Language: e.Language, Title: e.Title, Body: e.body()}
}

// body are the words by which it is found beside its title.
func (p Proposal) body() string {
	return strings.Join([]string{p.CustomerJob, p.Change, p.Effect, p.Because, p.signal().Name, strings.Join(p.Tags, " ")}, "\n")
}

// Words are all words by which a proposal is found, and by which others are held
// against it.
func (p Proposal) Words() string { return p.Title + "\n" + p.body() }

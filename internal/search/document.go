// Package search finds short documents (lessons, experiments) by the words in
// them, with the same hits in the same order on PostgreSQL, SQLite and in memory.
//
// The words are made in Go (package text) and the databases only look them up;
// candidates are chosen by rules that do not depend on how a database stores or
// plans, and ranked in Go. docs/decisions/search.md tells why.
package search

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"iter"
	"math/bits"
	"slices"
	"strings"

	"github.com/google/uuid"

	"ajar/internal/text"
)

// Document is what a lesson or an experiment hands over to be found.
type Document struct {
	Kind     string // "lesson", "experiment"
	ID       uuid.UUID
	Language string // "en", "es" or "pl": whose stems and function words; others have none
	Title    string // headline and title: counts more
	Body     string
	Tags     []Tag // what a query may ask for exactly: team, moment, outcome …
}

// Tag is one facet of a document and its value, compared as they are.
type Tag struct{ Name, Value string }

// The tags that every document has by itself.
const (
	kindTag     = "kind"
	languageTag = "language"
)

// An index term is the stem of a folded word, or one of these marks and
// something more. No word holds a mark, so terms of different sorts are never
// taken for each other.
const (
	titleMark = "^" // a stem that stands in the title
	tagMark   = "#" // the hash of a tag
)

// stemMark stands between a word and its stem in an entry's words.
const stemMark = "~"

// term is the tag as the index has it: short, and safe in every query language.
func (t Tag) term() string {
	sum := sha256.Sum256([]byte(t.Name + "\x00" + t.Value))
	return tagMark + hex.EncodeToString(sum[:8])
}

// entry is a document as it is stored: terms are looked up, words are ranked by.
type entry struct {
	Seq   int64 // its place in the fixed order
	Kind  string
	ID    uuid.UUID
	Head  int    // how many of the words are the title's
	Words string // in their order, each with its stem when that is another: "refunds~refund now"
	Terms string // each once
}

// words are the document's words, each with its stem when that is another.
func (e entry) words() iter.Seq[string] { return strings.SplitSeq(e.Words, " ") }

// maxDocument is how many words of a document are looked at; PostgreSQL takes at
// most a megabyte of terms.
const maxDocument = 5000

func (d Document) entry() entry {
	title := words(d.Language, d.Title)
	e := entry{Seq: place(d.ID), Kind: d.Kind, ID: d.ID, Head: len(title)}
	all := append(title, words(d.Language, d.Body)...)
	all = all[:min(maxDocument, len(all))]
	terms := make([]string, 0, 2*len(all))
	for i, word := range all {
		stem := text.Stem(d.Language, word)
		if stem != word {
			all[i] = word + stemMark + stem
		}
		terms = append(terms, stem)
		if i < e.Head {
			terms = append(terms, titleMark+stem)
		}
	}
	for _, t := range append(d.Tags, Tag{kindTag, d.Kind}, Tag{languageTag, d.Language}) {
		terms = append(terms, t.term())
	}
	slices.Sort(terms)
	e.Words = strings.Join(all, " ")
	e.Terms = strings.Join(slices.Compact(terms), " ")
	return e
}

// words are the tokens of s but for function words.
func words(language, s string) []string {
	return slices.DeleteFunc(text.Tokens(s), func(token string) bool { return text.IsStop(language, token) })
}

// placeBits is how many bits a place has.
const placeBits = 62

// place puts documents in a fixed random order that is the same everywhere and
// tells nothing about when they were made. The first documents of the order are
// therefore a fair sample of all.
func place(id uuid.UUID) int64 {
	sum := sha256.Sum256(id[:])
	return int64(binary.BigEndian.Uint64(sum[:8]) >> (64 - placeBits))
}

// levelOf is how often the order can be halved with the place still in its first
// half.
func levelOf(place int64) int { return bits.LeadingZeros64(uint64(place)) - (64 - placeBits) }

package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"ajar/internal/fault"
)

// entry is an event as the chain reads it: its data as it is stored.
type entry struct {
	Seq        int64
	ID         uuid.UUID
	At         time.Time
	Actor      *uuid.UUID `gorm:"column:actor_id"`
	Kind       string
	Subject    string
	Experiment *uuid.UUID      `gorm:"column:experiment_id"`
	Data       json.RawMessage `gorm:"serializer:json"`
}

// link binds an event to all before it. The link at position 0 is the genesis: it
// belongs to no event, and its hash is zero.
type link struct {
	Position int64 // from 1, without a gap
	Seq      int64 // of the event; rises with the position
	Hash     []byte
}

func genesis() link { return link{Hash: make([]byte, sha256.Size)} }

func (l link) isGenesis() bool {
	return l.Position == 0 && l.Seq == 0 && bytes.Equal(l.Hash, genesis().Hash)
}

// instant is how a hash covers a time: UTC, always six digits of the second.
const instant = "2006-01-02T15:04:05.000000Z07:00"

// seal is the hash of the event at the position behind the previous one: SHA-256
// over one JSON object in canonical form. docs/decisions/audit.md says which, so
// that anybody can compute it again.
func (e entry) seal(position int64, previous []byte) ([]byte, error) {
	data, err := canonical(e.Data)
	if err != nil {
		return nil, err
	}
	document := make([]byte, 0, 512+len(data))
	for _, member := range []struct { // in the order of their names, as canonical JSON has them
		name  string
		value []byte
	}{
		{`{"actor_id":`, idOrNull(e.Actor)},
		{`,"at":`, appendText(nil, e.At.UTC().Format(instant))},
		{`,"data":`, data},
		{`,"experiment_id":`, idOrNull(e.Experiment)},
		{`,"id":`, idOrNull(&e.ID)},
		{`,"kind":`, appendText(nil, e.Kind)},
		{`,"position":`, strconv.AppendInt(nil, position, 10)},
		{`,"previous":`, appendText(nil, hex.EncodeToString(previous))},
		{`,"seq":`, strconv.AppendInt(nil, e.Seq, 10)},
		{`,"subject":`, appendText(nil, e.Subject)},
	} {
		document = append(append(document, member.name...), member.value...)
	}
	sum := sha256.Sum256(append(document, '}'))
	return sum[:], nil
}

func idOrNull(id *uuid.UUID) []byte {
	if id == nil {
		return []byte("null")
	}
	return appendText(nil, id.String())
}

// bind makes the links of events, in their order, behind the last link.
func bind(last link, events []entry) ([]link, error) {
	links := make([]link, len(events))
	for i, e := range events {
		hash, err := e.seal(last.Position+1, last.Hash)
		if err != nil {
			return nil, fmt.Errorf("event %d: %w", e.Seq, err)
		}
		last = link{last.Position + 1, e.Seq, hash}
		links[i] = last
	}
	return links, nil
}

// Head is a place of the chain: it vouches for the event there and for all before
// it. Who notes it outside the database can tell later that they are the same.
type Head struct {
	Position int64 // 0: nothing is chained yet
	Hash     []byte
}

func (l link) head() Head { return Head{l.Position, l.Hash} }

// String writes the head as it is to be noted: POSITION:HASH, in hexadecimal.
func (h Head) String() string { return fmt.Sprintf("%d:%x", h.Position, h.Hash) }

// ParseHead reads what String wrote.
func ParseHead(text string) (Head, error) {
	position, hash, ok := strings.Cut(strings.TrimSpace(text), ":")
	n, err := strconv.ParseInt(position, 10, 64)
	raw, bad := hex.DecodeString(hash)
	if !ok || err != nil || bad != nil || n < 0 || len(raw) != sha256.Size {
		return Head{}, fault.Bad(fault.Field{Location: "query.head", Code: "format", Message: "Give a head as it was noted: its position, a colon, and 64 digits from 0 to f."})
	}
	return Head{n, raw}, nil
}

// Flaw is how the log differs from what was chained.
type Flaw string

// The flaws.
const (
	Altered  Flaw = "altered"  // the event, or its link, is not what was chained
	Removed  Flaw = "removed"  // the event is gone
	Inserted Flaw = "inserted" // the event was put between others after they were chained
	Cut      Flaw = "cut"      // a link is gone, or no longer in order
	Replaced Flaw = "replaced" // a head that was noted is not in the chain
)

// Break is where the log is first not what it was.
type Break struct {
	Position int64  `json:"position" doc:"The place in the chain"`
	Seq      int64  `json:"seq" doc:"The number of the event; 0: there is none"`
	What     Flaw   `json:"what" enum:"altered,removed,inserted,cut,replaced"`
	Message  string `json:"message"`
}

var flaws = map[Flaw]string{
	Altered:  "The event {seq} at position {position}, or its link, is not what was chained.",
	Removed:  "The event {seq} at position {position} has been removed.",
	Inserted: "The event {seq} before position {position} was put there after the events around it had been chained.",
	Cut:      "The link at position {position} has been removed, or is not in its place.",
	Replaced: "The head that was noted at position {position} is not in this chain: the chain was made anew or cut short, or it is another registry's.",
}

func broken(position, seq int64, what Flaw) *Break {
	words := strings.NewReplacer("{position}", strconv.FormatInt(position, 10), "{seq}", strconv.FormatInt(seq, 10))
	return &Break{position, seq, what, words.Replace(flaws[what])}
}

// follow checks links in their order behind the last one, against all events from
// there to the last link's, and answers where it came to and the first break.
func follow(last link, links []link, events []entry) (link, *Break) {
	for _, l := range links {
		switch {
		case l.Position != last.Position+1 || l.Seq <= last.Seq:
			return last, broken(last.Position+1, 0, Cut)
		case len(events) == 0 || events[0].Seq > l.Seq:
			return last, broken(l.Position, l.Seq, Removed)
		case events[0].Seq < l.Seq:
			return last, broken(l.Position, events[0].Seq, Inserted)
		}
		if hash, err := events[0].seal(l.Position, last.Hash); err != nil || !bytes.Equal(hash, l.Hash) {
			return last, broken(l.Position, l.Seq, Altered)
		}
		last, events = l, events[1:]
	}
	return last, nil
}

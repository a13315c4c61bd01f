package review

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/fault"
	"ajar/internal/markdown"
)

// Comment is something said beside the decisions, by anyone who may read the
// review. It decides nothing and moves nobody's turn.
type Comment struct {
	ID        uuid.UUID  `json:"id" format:"uuid"` // random: it tells no time
	ReviewID  uuid.UUID  `json:"-"`
	PersonID  uuid.UUID  `json:"-"`
	By        string     `json:"by" gorm:"->;-:migration" doc:"Who; once it is concluded, readers from outside read no names"`
	Text      string     `json:"text,omitempty" doc:"As it was written, in Markdown; left out where persons are not shown"`
	HTML      string     `json:"html" gorm:"-" doc:"Safe to show; empty when it was removed"`
	Version   int        `json:"version" doc:"1, and one more with each edit"`
	CreatedAt time.Time  `json:"-"`
	At        string     `json:"at" gorm:"-" doc:"A time, or a month where days are not shown"`
	EditedAt  *time.Time `json:"-"`
	Edited    string     `json:"edited_at,omitempty" gorm:"-" doc:"A time, or a month where days are not shown"`
	RemovedAt *time.Time `json:"-"`
	Removed   string     `json:"removed_at,omitempty" gorm:"-" doc:"When its author removed it; its place stays"`
	MayEdit   bool       `json:"may_edit,omitempty" gorm:"-" doc:"Whether you may edit and remove it"`
	Earlier   []Said     `json:"earlier,omitempty" gorm:"-" doc:"What it said before, oldest first; of a removed one, for administrators alone. Not in the timeline"`

	OfTeam bool `json:"-" gorm:"->;-:migration"` // its author is of the team
}

// Said is what a comment said before it was edited or removed.
type Said struct {
	CommentID uuid.UUID `json:"-"`
	Version   int       `json:"version"`
	Text      string    `json:"-"`
	HTML      string    `json:"html" gorm:"-"`
	SaidAt    time.Time `json:"-"`
	At        string    `json:"at" gorm:"-" doc:"Since when it said so: a time, or a month where days are not shown"`
}

// TableName is where GORM keeps what was said.
func (Said) TableName() string { return "comment_versions" }

// Participant is somebody who takes part in a review, and may be mentioned there.
type Participant struct {
	ID   uuid.UUID `json:"id" format:"uuid"`
	Name string    `json:"name"`
	Part string    `json:"part" enum:"team,route,discussion" doc:"Of the team, of a route that is asked, or who has said something"`
}

// A person says at most so much in so short a time.
const (
	maxComments = 20
	perComments = 10 * time.Minute
)

// Words are what somebody says in a comment.
type Words struct {
	Text string `json:"text" minLength:"1" maxLength:"4000" doc:"Markdown without headings, HTML and images; @[Name](person:<id>) mentions somebody of the review's people"`
}

// kept is what is kept of the words: without names.
func (w Words) kept() string { return markdown.Nameless(strings.TrimSpace(w.Text)) }

// Faults refuses to say nothing.
func (w Words) Faults() []fault.Field {
	return fault.Blank(w.kept(), "body.text", "Say something, or leave it.")
}

// newcomers are the people whom a text mentions and the one before did not.
func newcomers(text, before string) []uuid.UUID {
	already := markdown.Mentions(before)
	return slices.DeleteFunc(markdown.Mentions(text), func(id uuid.UUID) bool { return slices.Contains(already, id) })
}

// mayChange refuses everyone but the author, and what was removed.
func (c Comment) mayChange(actor accounts.Actor, ifVersion *int) error {
	switch {
	case c.PersonID != actor.PersonID:
		return fault.Denied("not-your-comment", "Only who wrote this changes it.")
	case c.RemovedAt != nil:
		return fault.Refused("comment-removed", "This comment was removed. Write another.")
	}
	return fault.Unchanged(c.Version, ifVersion)
}

// What people are called where their names are not shown.
var (
	somebody = map[string]string{"en": "somebody", "es": "alguien", "pl": "ktoś"}
	theTeam  = map[string]string{"en": "the team", "es": "el equipo", "pl": "zespół"}
)

// reader is who reads a review, and how much of its experiment they see.
type reader struct {
	actor    accounts.Actor
	sight    experiments.Sight
	language string
}

// readerOf is the actor as a reader of a review that was dressed for them.
func (r Review) readerOf(actor accounts.Actor, language string) reader {
	return reader{actor, r.Experiment.sight, language}
}

// names are what a reader calls the people who are mentioned.
func (r reader) names(ids []uuid.UUID, known markdown.Names) markdown.Names {
	if r.sight.Full {
		return known
	}
	hidden := markdown.Names{}
	for _, id := range ids {
		hidden[id] = somebody[r.language]
	}
	return hidden
}

// tell reduces the comment to what the reader may see of it.
func (c *Comment) tell(r reader, known markdown.Names) (err error) {
	c.MayEdit = c.PersonID == r.actor.PersonID && c.RemovedAt == nil
	c.At, c.Edited, c.Removed = r.sight.Moment(c.CreatedAt), r.moment(c.EditedAt), r.moment(c.RemovedAt)
	names := r.names(markdown.Mentions(c.Text), known)
	if c.HTML, err = markdown.Render(c.Text, names); err != nil {
		return err
	}
	for i := range c.Earlier {
		s := &c.Earlier[i]
		s.At = r.sight.Moment(s.SaidAt)
		if s.HTML, err = markdown.Render(s.Text, r.names(markdown.Mentions(s.Text), known)); err != nil {
			return err
		}
	}
	if c.Text = markdown.Named(c.Text, names); !r.sight.Full {
		c.Text, c.By = "", somebody[r.language]
		if c.OfTeam {
			c.By = theTeam[r.language]
		}
	}
	return nil
}

// moment is a time that may not have come, as it is seen.
func (r reader) moment(at *time.Time) string {
	if at == nil {
		return ""
	}
	return r.sight.Moment(*at)
}

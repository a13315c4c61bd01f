package experiments

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"ajar/experiments/door"
	"ajar/internal/fault"
)

// Missing is one thing that submitting still needs, with what to do about it.
type Missing struct {
	Field   string `json:"field" doc:"The field, as the proposal calls it: answers.undo_hours"`
	Message string `json:"message" doc:"What to do about it"`
}

// need is one line of the table of what a submitted proposal must say.
type need struct {
	field   string
	oneWay  bool // asked of one-way doors only
	filled  func(Proposal) bool
	message string
}

// draftNeeds are all that a draft needs.
var draftNeeds = []need{
	{"title", false, func(p Proposal) bool { return p.Title != "" }, "Say in one line what would be different."},
	{"team_id", false, func(p Proposal) bool { return p.TeamID != uuid.Nil }, "Choose the team that tries it."},
}

var needs = append(slices.Clone(draftNeeds), []need{
	{"change", false, func(p Proposal) bool { return p.Change != "" }, "Say what you will do differently."},
	{"effect", false, func(p Proposal) bool { return p.Effect != "" }, "Say what you expect to happen."},
	{"way_back", false, func(p Proposal) bool { return p.WayBack != "" }, "Say how you undo it."},
	{"ends_on", false, func(p Proposal) bool { return p.EndsOn != "" }, "Choose the last day."},
	{"because", true, func(p Proposal) bool { return p.Because != "" }, "Say why you expect it."},
	{"signal.name", true, func(p Proposal) bool { return p.signal().Name != "" }, "Name the number that will tell whether it works."},
	{"stop_rule", true, func(p Proposal) bool { return p.StopRule != "" }, "Say when you would stop at once."},
	{"counter_signal", true, func(p Proposal) bool { return p.CounterSignal != "" }, "Name the number that would show a hollow win."},
	{"premortem", true, func(p Proposal) bool { return p.Premortem != "" }, "Imagine it went wrong a year from now, and say what happened."},
}...)

// Missing lists everything that submitting still needs before this door: an
// unanswered question is missing too, and a one-way door asks for more.
func (p Proposal) Missing(d door.Door) []Missing {
	missing := p.lacking(needs, d)
	for _, key := range p.Answers.Unanswered() {
		missing = append(missing, Missing{"answers." + key, answerIt[door.KindOf(key)]})
	}
	return missing
}

// answerIt says how a question may be answered.
var answerIt = map[door.Kind]string{
	door.Risk:      `Answer this question; "unsure" is an answer.`,
	door.Assurance: `Answer this question; "unsure" is an answer.`,
	door.Measure:   "Answer this question with a number; 0 is an answer.",
	door.Choice:    `Choose one of "same_day, three_days, week, later".`,
}

// misfitting lists what submitting would refuse, however much is filled in.
func (p Proposal) misfitting(today Day) []Missing {
	var wrong []Missing
	for _, f := range append(p.wrongTags(), p.wrongDays(today)...) {
		wrong = append(wrong, Missing{strings.TrimPrefix(f.Location, "body."), f.Message})
	}
	return wrong
}

func (p Proposal) lacking(needs []need, d door.Door) []Missing {
	missing := []Missing{}
	for _, n := range needs {
		if (!n.oneWay || d == door.OneWay) && !n.filled(p) {
			missing = append(missing, Missing{n.field, n.message})
		}
	}
	return missing
}

// newlyMissing is what a submitted proposal must say and said before: no edit may
// take it away.
func (e *Experiment) newlyMissing(before Proposal) []Missing {
	had := before.Missing(*e.Door)
	return slices.DeleteFunc(e.Missing(*e.Door), func(m Missing) bool { return slices.Contains(had, m) })
}

// mayBeDraft refuses what not even a draft can be, and all that is known to be wrong.
func (p Proposal) mayBeDraft(wrong []fault.Field) error {
	return incomplete(p.lacking(draftNeeds, ""), append(wrong, p.wrongDays("")...))
}

// wrongDays names days that cannot be: an end before the start, or, at
// submitting, an end before today.
func (p Proposal) wrongDays(today Day) []fault.Field {
	var wrong []fault.Field
	if p.EndsOn != "" && p.EndsOn < p.StartsOn {
		wrong = append(wrong, fault.Field{Location: "body.ends_on", Code: "before_start", Message: "The last day is before the first day. Choose a later one."})
	}
	if p.EndsOn != "" && today != "" && p.EndsOn < today {
		wrong = append(wrong, fault.Field{Location: "body.ends_on", Code: "in_the_past", Message: "The last day has passed. Choose today or a later day."})
	}
	return wrong
}

// Faults names what is wrong with the words of a proposal, apart from what it
// names and what it lacks.
func (p Proposal) Faults() []fault.Field {
	wrong := append(p.wrongTags(), p.wrongDays("")...)
	if p.Title != "" && strings.TrimSpace(p.Title) == "" {
		wrong = append(wrong, fault.Field{Location: "body.title", Code: "required", Message: draftNeeds[0].message})
	}
	return wrong
}

// maxTag is the longest tag, in characters.
const maxTag = 40

func (p Proposal) wrongTags() []fault.Field {
	var wrong []fault.Field
	for i, tag := range p.Tags {
		if utf8.RuneCountInString(tag) > maxTag {
			wrong = append(wrong, fault.Field{Location: fmt.Sprintf("body.tags[%d]", i), Code: "max_length", Message: fmt.Sprintf("Shorten it to %d characters.", maxTag)})
		}
	}
	return wrong
}

// Lacks names what submitting asks of every door and the proposal does not have.
func (p Proposal) Lacks() []fault.Field { return required(p.Missing("")) }

func required(missing []Missing) (fields []fault.Field) {
	for _, m := range missing {
		fields = append(fields, fault.Field{Location: "body." + m.Field, Code: "required", Message: m.Message})
	}
	return fields
}

// incomplete turns what is missing into one fault that names all of it.
func incomplete(missing []Missing, wrong []fault.Field) error {
	found := append(slices.Clone(wrong), required(missing)...)
	if len(found) == 0 {
		return nil
	}
	slices.SortStableFunc(found, func(a, b fault.Field) int { return cmp.Compare(a.Location, b.Location) })
	return fault.Bad(found...)
}

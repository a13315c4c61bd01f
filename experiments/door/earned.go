package door

import (
	"cmp"
	"slices"
	"strings"
)

// Limits are how far an experiment may go that an earned door lets through: the
// five measures, each at most this (product: "as two-way within fixed limits").
// Money is in the organisation's currency.
type Limits struct {
	CustomersExposed int64   `json:"customers_exposed" minimum:"0" maximum:"1000000000000" doc:"The most customers"`
	MoneyAtRisk      float64 `json:"money_at_risk" minimum:"0" maximum:"1000000000000" doc:"The most money, in the organisation's currency"`
	UndoCost         float64 `json:"undo_cost" minimum:"0" maximum:"1000000000000" doc:"The most that undoing may cost, in the organisation's currency"`
	UndoHours        float64 `json:"undo_hours" minimum:"0" maximum:"1000000000000" doc:"The most hours that undoing may take"`
	NoticedWithin    Noticed `json:"noticed_within" enum:"same_day,three_days,week,later" doc:"How soon at the latest"`
}

// Earned is what a template's earned door says of a gate that a rule closes. It
// opens the gate when nothing goes beyond what its route trusted; otherwise the
// gate stays closed, and Beyond says why. It is kept with the verdict, so that an
// old one explains itself.
type Earned struct {
	Door     string   `json:"door" format:"uuid" doc:"The earned door"`
	Template string   `json:"template_id" format:"uuid"`
	Name     string   `json:"template" doc:"The template's name at that time"`
	Gate     string   `json:"gate"`
	Route    string   `json:"route" doc:"Whose reviewers published it"`
	Until    string   `json:"until" format:"date" doc:"The last day on which it opens the gate"`
	Limits   Limits   `json:"limits"`
	Beyond   []string `json:"beyond,omitempty" doc:"The fields that go beyond what the route trusted; none where the gate is open"`
	Reasons  []Reason `json:"reasons,omitempty" doc:"The rules that would have closed the gate"`
}

// Opens reports whether the gate is open because of it.
func (e Earned) Opens() bool { return len(e.Beyond) == 0 }

// Earn is the verdict on the facts once the earned doors have had their say.
// A gate opens that a rule closes for certain, whose route is still the one that
// published, and whose facts lie within the limits; Beyond may name fields that
// speak against it already. The door is two-way when nothing else closes it.
func (v Verdict) Earn(f Facts, doors []Earned) Verdict {
	for _, e := range doors {
		its := func(r Reason) bool { return r.Gate == e.Gate && r.Route == e.Route }
		at := slices.IndexFunc(v.Reasons, its)
		if at < 0 {
			continue
		}
		e.Beyond = slices.Concat(e.Beyond, e.Limits.passed(f), doubts(v.Reasons, its))
		if e.Opens() {
			e.Reasons = slices.DeleteFunc(slices.Clone(v.Reasons), func(r Reason) bool { return !its(r) })
			v.Reasons = slices.DeleteFunc(slices.Clone(v.Reasons), its)
		}
		v.Earned = append(slices.Clip(v.Earned), e)
	}
	v.Door = doorOf(v)
	v.UndoGrade = gradeOf(v.Door, f.Answers)
	return v
}

// openGates are the gates that earned doors opened.
func (v Verdict) openGates() []string {
	var gates []string
	for _, e := range v.Earned {
		if e.Opens() {
			gates = append(gates, e.Gate)
		}
	}
	return gates
}

// doubts are the fields of rules that could not tell: a doubt is never earned away.
func doubts(reasons []Reason, its func(Reason) bool) []string {
	var fields []string
	for _, r := range reasons {
		if r.Doubt && its(r) {
			fields = append(fields, r.Field)
		}
	}
	return fields
}

// OpenersBeside are the smallest changes that open what a verdict with earned doors
// leaves closed: back to the limits of an earned door where that is enough, and
// then what Openers finds.
func (p *Policy) OpenersBeside(f Facts, v Verdict) []Opener {
	openers, doors := []Opener{}, v.asJudged()
	for _, e := range v.Earned {
		o, ok := e.opener(f)
		if after := f.With(o.Changes...); ok && len(p.Judge(after).Earn(after, doors).Reasons) == 0 {
			openers = append(openers, o)
		}
	}
	return append(openers, p.Openers(f, v.openGates()...)...)
}

// asJudged are the earned doors as they came to the verdict, with what spoke
// against them beside the answers.
func (v Verdict) asJudged() []Earned {
	doors := slices.Clone(v.Earned)
	for i := range doors {
		isAnswer := func(field string) bool { return strings.HasPrefix(field, "answers.") }
		doors[i].Beyond = slices.DeleteFunc(slices.Clone(doors[i].Beyond), isAnswer)
	}
	return doors
}

// opener brings what goes beyond the limits back to them; false when something
// else is in the way, which no figure can change.
func (e Earned) opener(f Facts) (Opener, bool) {
	o := Opener{OneClick: true}
	most := e.Limits.facts()
	for _, m := range measures {
		if _, answered := m.at(&f); answered && slices.Contains(e.Beyond, m.field) {
			o.Changes = append(o.Changes, Change{m.field, m.to(&most)})
			o.OneClick = o.OneClick && m.measure
		}
	}
	return o, len(o.Changes) > 0 && len(o.Changes) == len(e.Beyond)
}

// passed are the fields of the facts that go beyond the limits, or are not
// answered. Unfinished clones and splits are counted in.
func (l Limits) passed(f Facts) []string {
	var fields []string
	most := l.facts()
	for _, m := range measures {
		if v, ok := m.reach(&f); !ok || v > m.most(&most) {
			fields = append(fields, m.field)
		}
	}
	return fields
}

// Further are the keys of the measures in which l goes further than other.
func (l Limits) Further(other Limits) []string {
	var keys []string
	mine, theirs := l.facts(), other.facts()
	for _, m := range measures {
		if m.most(&mine) > m.most(&theirs) {
			keys = append(keys, m.question.Key)
		}
	}
	return keys
}

// facts are the limits as if a proposal went exactly so far.
func (l Limits) facts() Facts {
	return Facts{Answers: Answers{CustomersExposed: &l.CustomersExposed, MoneyAtRisk: &l.MoneyAtRisk, UndoCost: &l.UndoCost,
		UndoHours: &l.UndoHours, NoticedWithin: l.NoticedWithin}}
}

// Proofs is how many clean experiments earn a door.
const Proofs = 3

// Proven is as far as so many of the plans went, measure by measure, as earn a
// door; false when there are fewer, or one leaves a measure unanswered.
func Proven(plans []Answers) (Limits, bool) {
	if len(plans) < Proofs || slices.ContainsFunc(plans, func(a Answers) bool { return len(a.Unanswered()) > 0 }) {
		return Limits{}, false
	}
	var far Facts
	for _, m := range measures {
		byReach := func(a, b Answers) int { return cmp.Compare(m.most(&Facts{Answers: a}), m.most(&Facts{Answers: b})) }
		sorted := slices.SortedFunc(slices.Values(plans), byReach)
		m.put(&far, m.to(&Facts{Answers: sorted[len(sorted)-Proofs]}))
	}
	a := far.Answers
	return Limits{*a.CustomersExposed, *a.MoneyAtRisk, *a.UndoCost, *a.UndoHours, a.NoticedWithin}, true
}

// bounded is a lever that limits bound: its positions lie on a line from safe to far.
type bounded struct {
	lever
	question *Question
}

var measures = func() (all []bounded) {
	for i := range questions {
		if k := questions[i].Kind; k == Measure || k == Choice {
			all = append(all, bounded{levers[i], &questions[i]})
		}
	}
	return all
}()

// reach is how far the facts go, with what unfinished clones and splits add.
func (m bounded) reach(f *Facts) (float64, bool) {
	if m.question.Kind == Measure {
		return m.question.total(f)
	}
	return m.at(f)
}

// most is how far facts go that answer the question.
func (m bounded) most(f *Facts) float64 {
	v, _ := m.reach(f)
	return v
}

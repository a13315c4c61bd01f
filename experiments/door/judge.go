package door

import (
	"math"
	"strings"
)

// Judge says which door the facts stand before. It is total and deterministic: a
// rule over an unanswered question does not fire; a rule that fails, or that
// cannot tell although every question is answered (a day is not set), closes its
// gate, in doubt.
func (p *Policy) Judge(f Facts) Verdict {
	v := Verdict{Reasons: []Reason{}, Unanswered: f.Answers.Unanswered()}
	in := newInput(&f)
	for i := range p.rules {
		r := &p.rules[i]
		if o := r.on(in); closes(o, v.Unanswered) {
			v.Reasons = append(v.Reasons, p.reason(r, o, &f))
		}
	}
	v.Door = doorOf(v)
	v.UndoGrade = gradeOf(v.Door, f.Answers)
	return v
}

func closes(o outcome, unanswered []string) bool {
	return o == fires || o == breaks || o == waits && len(unanswered) == 0
}

func doorOf(v Verdict) Door {
	switch {
	case len(v.Reasons) > 0:
		return OneWay
	case len(v.Unanswered) > 0:
		return ""
	}
	return TwoWay
}

func gradeOf(d Door, a Answers) UndoGrade {
	switch {
	case d == OneWay:
		return Tattoo
	case d == "":
		return ""
	case *a.UndoHours <= 1 && *a.UndoCost == 0:
		return Hat
	}
	return Haircut
}

func (p *Policy) reason(r *rule, o outcome, f *Facts) Reason {
	reason := Reason{Rule: r.ID, Gate: r.Gate, Route: r.Route, Field: r.Field, Doubt: o != fires}
	for _, s := range r.reads {
		if int(s) < len(questions) && f.also(questions[s].Key) > 0 {
			reason.Together = true
		}
	}
	for _, lang := range Languages {
		for _, piece := range r.says[lang] {
			v, ok := p.figure(piece.name, f)
			if !ok {
				continue
			}
			if reason.Figures == nil {
				reason.Figures = map[string]float64{}
			}
			reason.Figures[piece.name] = v
		}
	}
	return reason
}

// figure is the number behind a placeholder; JSON has no infinity, so a limit
// that is not set has none.
func (p *Policy) figure(name string, f *Facts) (float64, bool) {
	if limit, ok := strings.CutPrefix(name, "limits."); ok {
		v := p.limits[limit]
		return v, !math.IsInf(v, 1)
	}
	if name == "days" {
		return f.days()
	}
	key, _ := strings.CutPrefix(name, "answers.")
	q, ok := question(key)
	if !ok {
		return 0, false
	}
	return q.total(f)
}

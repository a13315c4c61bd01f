package experiments

import (
	"context"
	"errors"

	"ajar/experiments/door"
	"ajar/internal/fault"
)

// PolicyDraft is a policy document that nobody has saved, read part by part. Where
// it has faults, its parts are empty.
type PolicyDraft struct {
	Source     string           `json:"source" doc:"The document, after the edits"`
	Faults     []fault.Field    `json:"faults" doc:"Everything that keeps it from being saved"`
	Limits     []door.Limit     `json:"limits"`
	Calendar   *door.Calendar   `json:"calendar,omitempty"`
	Rules      []door.Rule      `json:"rules"`
	Difference *door.Difference `json:"difference,omitempty" doc:"What it changes of the present policy"`
}

// DraftPolicy writes a form's edits into a document, and tells what the document
// says then, what is wrong with it and what it changes of the present policy.
// Nothing is kept. Everyone signed in.
func (s *Store) DraftPolicy(ctx context.Context, source string, edits door.Edits) (*PolicyDraft, error) {
	d := &PolicyDraft{Source: string(edits.Edit([]byte(source))), Faults: []fault.Field{}, Limits: []door.Limit{}, Rules: []door.Rule{}}
	compiled, err := door.Parse([]byte(d.Source))
	if f, ok := errors.AsType[*fault.Error](err); ok && f.Kind == fault.Invalid {
		d.Faults = f.Fields
		return d, nil
	}
	if err != nil {
		return nil, err
	}
	present, err := s.Policy(ctx)
	if err != nil {
		return nil, err
	}
	calendar, difference := compiled.Calendar(), present.Compiled.Difference(compiled)
	d.Limits, d.Calendar, d.Rules, d.Difference = compiled.EveryLimit(), &calendar, compiled.Rules(), &difference
	return d, nil
}

// Trial is what a policy says of answers that nobody has registered.
type Trial struct {
	Door       *door.Door     `json:"door" enum:"two_way,one_way" nullable:"true" doc:"null until all 16 questions are answered or a rule fires"`
	UndoGrade  door.UndoGrade `json:"undo_grade,omitempty" enum:"hat,haircut,tattoo"`
	Reasons    []Reason       `json:"reasons"`
	Openers    []Opener       `json:"openers"`
	Unanswered []string       `json:"unanswered" doc:"The keys of the questions that are still open"`
}

// TryPolicy asks a policy document what it says of the facts, in the language
// asked for. Everyone signed in.
func (s *Store) TryPolicy(source string, facts door.Facts, language string) (*Trial, error) {
	compiled, err := door.Parse([]byte(source))
	if err != nil {
		return nil, err
	}
	policy, verdict := &PolicyVersion{Compiled: compiled}, compiled.Judge(facts)
	trial := &Trial{UndoGrade: verdict.UndoGrade, Reasons: said(policy, verdict.Reasons, language), Openers: []Opener{}, Unanswered: verdict.Unanswered}
	if verdict.Door != "" {
		trial.Door = &verdict.Door
	}
	for _, o := range compiled.Openers(facts) {
		trial.Openers = append(trial.Openers, openerSaid(policy, o, language))
	}
	return trial, nil
}

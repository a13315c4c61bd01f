package experiments

import (
	"context"

	"github.com/google/uuid"

	"ajar/experiments/door"
	"ajar/experiments/doubt"
	"ajar/internal/accounts"
)

// Opener is a smallest change of answers that would make a closed door two-way.
type Opener struct {
	Changes  []OpenerChange `json:"changes"`
	OneClick bool           `json:"one_click" doc:"Only figures change: it can be applied at once"`
	Message  string         `json:"message" doc:"What all of its changes ask of the plan"`
}

// OpenerChange is one change of an opener, so that it can stand beside the answer
// that closes the door.
type OpenerChange struct {
	door.Change
	Message string `json:"message" doc:"What this change asks of the plan"`
}

// Check is what the door policy says of a proposal that need not be saved.
type Check struct {
	Door          *door.Door     `json:"door" enum:"two_way,one_way" nullable:"true" doc:"null until all 16 questions are answered or a rule fires"`
	UndoGrade     door.UndoGrade `json:"undo_grade,omitempty" enum:"hat,haircut,tattoo"`
	Reasons       []Reason       `json:"reasons"`
	Earned        []Earned       `json:"earned" doc:"What earned doors say of gates that rules close"`
	Openers       []Opener       `json:"openers"`
	Doubts        []doubt.Doubt  `json:"doubts" doc:"Words that speak of what the answers deny; they never decide"`
	Missing       []Missing      `json:"missing" doc:"What submitting would ask for, or refuse"`
	Unanswered    []string       `json:"unanswered" doc:"The keys of the questions that are still open"`
	PolicyVersion int            `json:"policy_version"`
}

// CheckDoor judges a proposal by the newest policy, together with what others of its
// line expose, and doubts its answers, without keeping anything. It says of each
// closed gate when nobody could decide on it if the actor proposed it; of is the
// experiment that it changes or is split from, Nil for a new one.
func (s *Store) CheckDoor(ctx context.Context, actor accounts.Actor, of uuid.UUID, p Proposal, also Together, language string) (*Check, error) {
	policy, today, err := s.policies.current(ctx, s.clock.Now())
	if err != nil {
		return nil, err
	}
	verdict, err := s.verdict(ctx, policy, today, p.tidy(), also)
	if err != nil {
		return nil, err
	}
	check := &Check{UndoGrade: verdict.UndoGrade, Reasons: said(policy, verdict.Reasons, language), Earned: earnedSaid(verdict, language), Openers: []Opener{},
		Doubts: p.Doubts(language), Missing: append(p.tidy().Missing(verdict.Door), p.tidy().misfitting(today)...), Unanswered: p.Answers.Unanswered(), PolicyVersion: policy.Version}
	if verdict.Door != "" {
		check.Door = &verdict.Door
	}
	for _, o := range policy.Compiled.OpenersBeside(also.with(p.Facts()), verdict) {
		check.Openers = append(check.Openers, openerSaid(policy, o, language))
	}
	who := deciding{experiment: of, team: p.TeamID, today: today}
	if p.TeamID == uuid.Nil || actor.MemberOf(p.TeamID) {
		who.proposer = actor.PersonID
	}
	return check, s.warn(ctx, who, check.Reasons, language)
}

func openerSaid(policy *PolicyVersion, o door.Opener, language string) Opener {
	said := Opener{OneClick: o.OneClick, Message: policy.Compiled.OpenerMessage(o, language), Changes: make([]OpenerChange, len(o.Changes))}
	for i, c := range o.Changes {
		alone := door.Opener{Changes: []door.Change{c}}
		said.Changes[i] = OpenerChange{c, policy.Compiled.OpenerMessage(alone, language)}
	}
	return said
}

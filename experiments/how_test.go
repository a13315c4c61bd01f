package experiments

import (
	"strings"
	"testing"
)

// Whatever a requirement is and however far, it says how to meet it, in every
// language.
func TestEveryRequirementSaysHow(t *testing.T) {
	for _, kind := range []RequirementKind{GateRequirement, ConditionRequirement} {
		for _, state := range []RequirementState{Open, Met, Dismissed, Lowered, NotNeeded} {
			if kind == ConditionRequirement && state == Lowered {
				continue // gates alone are lowered
			}
			said := map[string]bool{}
			for _, language := range []string{"en", "es", "pl"} {
				r := Requirement{Kind: kind, State: state, Gate: "undo_hours", Route: "lead", N: 3}
				r.explain(language)
				said[r.How] = true
				if r.How == "" || strings.Contains(r.How, "{") || r.What != map[RequirementKind]string{GateRequirement: "gate:undo_hours", ConditionRequirement: "condition:3"}[kind] {
					t.Errorf("%s %s in %s: %q, %q", kind, state, language, r.What, r.How)
				}
			}
			if len(said) < 3 {
				t.Errorf("%s %s is said the same in two languages", kind, state)
			}
		}
	}
}

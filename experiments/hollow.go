package experiments

// HollowIf is what would give a hollow win away, said before the start: the
// counter-signal goes this way, beyond this limit.
//
// A limit that is chosen beforehand is what experimenters call a guardrail metric:
// R. Kohavi, D. Tang, Y. Xu, "Trustworthy Online Controlled Experiments" (2020).
// Why it is a limit and not a test: docs/decisions/conclusions.md.
type HollowIf struct {
	Direction string   `json:"direction,omitempty" enum:"up,down" doc:"Which way the counter-signal goes when we hit the number and miss the goal"`
	Limit     *float64 `json:"limit,omitempty" doc:"Beyond what it gives that away; left out: beyond what the first check-in found"`
}

func (p Proposal) hollowIf() HollowIf {
	if p.HollowIf == nil {
		return HollowIf{}
	}
	return *p.HollowIf
}

func (h HollowIf) same(o HollowIf) bool {
	return h.Direction == o.Direction && sameValue(h.Limit, o.Limit)
}

// GivenAway reports whether the counter-signal ended beyond the limit. It was seen
// in check-ins, in the order of their days; end is what the conclusion says, nil
// when that says nothing: then the last check-in counts.
func (h HollowIf) GivenAway(seen []float64, end *float64) bool {
	limit := h.Limit
	if limit == nil && len(seen) > 0 {
		limit = &seen[0]
	}
	if end == nil && len(seen) > 0 {
		end = &seen[len(seen)-1]
	}
	switch {
	case limit == nil || end == nil:
		return false
	case h.Direction == "up":
		return *end > *limit
	}
	return h.Direction == "down" && *end < *limit
}

// HollowWin reports whether the number moved while the goal did not: the team says
// that it worked, and either says itself that the number moved for another reason,
// or its counter-signal gives that away.
func (c Conclusion) HollowWin(givenAway bool) bool {
	return c.Outcome == Worked && (c.RightReason == "no" || givenAway)
}

// hollowBecause is what speaks for a hollow win that was found: the team's own
// answer, the counter-signal, or both.
func (c Conclusion) hollowBecause(givenAway bool) []string {
	var because []string
	if c.RightReason == "no" {
		because = append(because, "right_reason")
	}
	if givenAway {
		because = append(because, "counter_signal")
	}
	return because
}

package door

import (
	_ "embed"
	"maps"
	"math"
	"slices"
	"sync"
)

// Policy is a compiled door policy. It never changes and may be used by any
// number of goroutines at once.
type Policy struct {
	limits   map[string]float64 // +Inf where a limit is left empty
	names    []string           // of the limits, in their order
	calendar Calendar
	rules    []rule
	byID     map[string]*rule
	readers  [][]int // the rules that read each slot
	probes   []float64
}

// Rule is one reason for closing a door.
type Rule struct {
	ID    string            `json:"id"`
	Gate  string            `json:"gate" doc:"The gate it closes: a question's key"`
	Route string            `json:"route" doc:"Whose reviewers may open that gate"`
	When  string            `json:"when" doc:"CEL: closes the door when true"`
	Field string            `json:"field" doc:"Where the reason is shown"`
	Says  map[string]string `json:"says" doc:"Why it closes the door, by language"`
	Opens map[string]string `json:"opens" doc:"What would open it, by language"`
}

type rule struct {
	Rule
	*condition
	says   map[string]sentence
	opens  map[string]sentence
	levers leverSet // what could change its mind
}

//go:embed default.yaml
var defaultSource []byte

// DefaultSource is the document of the policy that Ajar ships. The copy is the
// caller's.
func DefaultSource() []byte { return slices.Clone(defaultSource) }

// Default is the policy that Ajar ships, compiled once.
func Default() *Policy { return shipped() }

var shipped = sync.OnceValue(func() *Policy {
	p, err := Parse(defaultSource)
	if err != nil {
		panic(err)
	}
	return p
})

// Limits are the policy's limits that are set, by name; the pages offer them as
// chips. The copy is the caller's.
func (p *Policy) Limits() map[string]float64 {
	limits := maps.Clone(p.limits)
	maps.DeleteFunc(limits, func(_ string, v float64) bool { return math.IsInf(v, 1) })
	return limits
}

// RouteOf is the route of a gate: that of the rules that close it, else that of its
// question; false when there is no such gate.
func (p *Policy) RouteOf(gate string) (string, bool) {
	if gate == LeadGate {
		return "lead", true
	}
	for i := range p.rules {
		if p.rules[i].Gate == gate {
			return p.rules[i].Route, true
		}
	}
	q, ok := question(gate)
	if !ok {
		return "", false
	}
	return q.Route, true
}

// EveryLimit lists the limits in their order, also those that are left empty.
func (p *Policy) EveryLimit() []Limit {
	all := make([]Limit, len(p.names))
	for i, name := range p.names {
		all[i] = Limit{name, finite(p.limits[name])}
	}
	return all
}

// Rules are the policy's rules as they are written, in their order. The copy is
// the caller's.
func (p *Policy) Rules() []Rule {
	rules := make([]Rule, len(p.rules))
	for i, r := range p.rules {
		rules[i] = r.Rule
		rules[i].Says, rules[i].Opens = maps.Clone(r.Says), maps.Clone(r.Opens)
	}
	return rules
}

// GateOf is the gate that a rule closes; "" when the policy has no such rule.
func (p *Policy) GateOf(rule string) string {
	if r, ok := p.byID[rule]; ok {
		return r.Gate
	}
	return ""
}

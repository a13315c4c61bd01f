package door

import _ "embed"

//go:embed default.yaml
var defaultSource []byte

// Policy is a compiled door policy. It never changes and may be used by any
// number of goroutines at once.
type Policy struct{}

// Parse compiles a policy document (see default.yaml for its form). The error is
// a *fault.Error of kind Invalid with one field for every problem; each message
// begins with its line and column.
func Parse(source []byte) (*Policy, error) { return &Policy{}, nil }

// Default is the policy that Ajar ships.
func Default() *Policy { return &Policy{} }

// DefaultSource is the document of the policy that Ajar ships. The copy is the
// caller's.
func DefaultSource() []byte { return append([]byte(nil), defaultSource...) }

// Limits are the policy's limits that are set, by name; the pages offer them as
// chips.
func (p *Policy) Limits() map[string]float64 { return map[string]float64{} }

// Rules are the policy's rules as they are written, in their order.
func (p *Policy) Rules() []Rule { return nil }

// Calendar is when the organisation works; reviews count their hours in it.
func (p *Policy) Calendar() Calendar { return Calendar{} }

// Rule is one reason for closing a door.
type Rule struct {
	ID    string            `json:"id"`
	Gate  string            `json:"gate"`  // the gate it closes: a question's key
	Route string            `json:"route"` // whose reviewers may open that gate
	When  string            `json:"when"`  // CEL: closes the door when true
	Field string            `json:"field"` // where the reason is shown
	Says  map[string]string `json:"says"`  // by language: why it closes the door
	Opens map[string]string `json:"opens"` // by language: what would open it
}

// Calendar is the hours and days on which an organisation works, in its own time
// zone.
type Calendar struct {
	Days   []string `json:"days"`   // monday … sunday
	From   string   `json:"from"`   // "09:00"
	To     string   `json:"to"`     // "17:00"
	Closed []string `json:"closed"` // "2026-12-25"
}

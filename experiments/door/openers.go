package door

// Opener is a smallest change that makes a closed door two-way: of its changes
// none can be left out, and no figure can stay nearer to what it was.
type Opener struct {
	Changes  []Change `json:"changes"`
	OneClick bool     `json:"one_click" doc:"Only figures change: it can be applied at once"`
}

// Change sets one field to another value: a word, a number (int64 for customers,
// float64 otherwise), or a day for ends_on.
type Change struct {
	Field string `json:"field" example:"answers.customers_exposed"`
	To    any    `json:"to"`
}

// Openers are the smallest changes after which no rule closes the door: fewest
// changes first, then smallest; empty when the door is not closed or no change
// opens it.
func (p *Policy) Openers(f Facts) []Opener { return []Opener{} }

// OpenerMessage says in a language of [Languages], English otherwise, what an
// opener asks of the plan.
func (p *Policy) OpenerMessage(o Opener, lang string) string { return "" }

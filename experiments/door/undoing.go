package door

import "slices"

// Undoing is what walking back through a door really took; nil is not known.
// Cost is in the organisation's currency.
type Undoing struct {
	Hours     *float64
	Cost      *float64
	Customers *int64 // who were touched
}

// Passed names the rules whose limit the undoing passed: those that look at a
// figure which is known afterwards, and close the door when it takes the place of
// the figure that was declared.
func (p *Policy) Passed(f Facts, u Undoing) []string {
	var told []slot
	if u.Hours != nil {
		f.Answers.UndoHours, told = u.Hours, append(told, slotOf["answers.undo_hours"])
	}
	if u.Cost != nil {
		f.Answers.UndoCost, told = u.Cost, append(told, slotOf["answers.undo_cost"])
	}
	if u.Customers != nil {
		f.Answers.CustomersExposed, f.AlsoTouch, told = u.Customers, 0, append(told, slotOf["answers.customers_exposed"])
	}
	in, unanswered := newInput(&f), f.Answers.Unanswered()
	passed := []string{}
	for i := range p.rules {
		r := &p.rules[i]
		reads := slices.ContainsFunc(r.reads, func(s slot) bool { return slices.Contains(told, s) })
		if reads && closes(r.on(in), unanswered) {
			passed = append(passed, r.ID)
		}
	}
	return passed
}

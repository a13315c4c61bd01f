// Package door decides which door an experiment stands before: a two-way door,
// which a team walks through at once and can walk back, or a one-way door, which
// is hard to undo and is thought through first.
//
// The rules are data: a [Policy] is a YAML document whose conditions are CEL
// expressions over the answers, the days and the policy's own limits. Judging is
// pure: no context, no clock, no database. The same policy and the same facts
// give the same verdict for ever, and when a rule cannot tell, the door is
// closed.
package door

package audit

import "slices"

// kinds are all kinds of events, in the order of the alphabet. A kind that is not
// here has no words in the pages, and cannot be asked for; the tests of the API look
// for such.
var kinds = []string{
	"comment.edited", "comment.made", "comment.removed",
	"counter_offer.accepted", "counter_offer.made", "counter_offer.rejected", "counter_offer.withdrawn",
	"experiment.archived", "experiment.cap_raised", "experiment.checked_in", "experiment.cloned", "experiment.concluded",
	"experiment.condition_met", "experiment.declined", "experiment.door_lowered", "experiment.door_raised", "experiment.edited",
	"experiment.expired", "experiment.extended", "experiment.gate_met",
	"experiment.gate_open", "experiment.judged_again", "experiment.lesson_paid", "experiment.paused", "experiment.recovery_advanced",
	"experiment.recovery_closed", "experiment.registered", "experiment.resumed", "experiment.split", "experiment.started", "experiment.stopped", "experiment.submitted",
	"experiment.unarchived", "experiment.undo_tried", "experiment.withdrawn",
	"follow_up.done", "follow_up.not_needed", "follow_up.opened",
	"lesson.confirmed", "lesson.published", "lesson.restored", "lesson.saved", "lesson.superseded",
	"moment.changed", "moment.created",
	"obstacle.kept", "obstacle.posted", "obstacle.removed", "obstacle.tried",
	"organisation.changed", "organisation.created",
	"person.changed", "person.created", "person.delegated", "person.erased", "person.feed_key_created", "person.feed_key_revoked", "person.invited", "person.password_changed", "person.password_set",
	"policy.saved",
	"review.escalated", "review.handed_over", "review.reminded", "review.turn_route", "review.turn_team",
	"route.changed",
	"team.changed", "team.created", "team.member_added", "team.member_removed",
	"template.brought_back", "template.changed", "template.created", "template.door_published", "template.door_withdrawn", "template.retired",
	"thanks.given", "thanks.taken_back",
	"token.created", "token.revoked",
}

// Kinds are all kinds of events, in the order of the alphabet.
func Kinds() []string { return slices.Clone(kinds) }

package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every bad field is named at once, where it stands.
func TestEveryBadFieldIsNamed(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		running := "/experiments/" + v.inState(t, "running")
		review := "/reviews/" + v.reviewOf(t, v.inState(t, "in_review"))
		concluded := "/experiments/" + v.inState(t, "concluded")
		template, proven := "/templates/"+v.template(t, v.inState(t, "running")), "/templates/"+v.proven(t)
		for _, c := range []struct {
			who          guest
			method, path string
			body         object
			want         map[string]string
		}{
			{v.pia, "POST", "/experiments", object{}, map[string]string{"body.title": "required", "body.team_id": "required"}},
			{v.pia, "POST", "/experiments", object{
				"title": "", "team_id": "the desk", "language": "fr", "change": 5, "starts_on": "tomorrow", "ends_on": "2026-02-30", "tags": "tea",
				"signal":            object{"direction": "sideways", "baseline": "nine", "colour": "blue"},
				"answers":           object{"undo_hours": -1, "destroys": "perhaps", "customers_exposed": 1.5, "colour": "blue"},
				"affected_team_ids": []any{"x", v.calls}, "submit": "yes", "owner": "me", "Title": "Tea",
			}, map[string]string{
				"body.title": "min_length", "body.team_id": "uuid", "body.language": "choice", "body.change": "string", "body.starts_on": "date", "body.ends_on": "date",
				"body.tags": "array", "body.signal.direction": "choice", "body.signal.baseline": "number", "body.signal.colour": "unknown",
				"body.answers.undo_hours": "minimum", "body.answers.destroys": "choice", "body.answers.customers_exposed": "integer", "body.answers.colour": "unknown",
				"body.affected_team_ids[0]": "uuid", "body.submit": "boolean", "body.owner": "unknown", "body.Title": "unknown",
			}},
			{v.pia, "POST", "/experiments", object{
				"title": "Tea", "team_id": v.desk, "moment_id": v.calls, "affected_team_ids": []string{v.calls, v.calls}, "builds_on": []string{v.desk},
				"starts_on": "2026-12-02", "ends_on": "2026-12-01", "tags": []string{"tea", strings.Repeat("x", 41)},
			}, map[string]string{"body.moment_id": "unknown", "body.affected_team_ids": "unknown", "body.builds_on": "unknown", "body.ends_on": "before_start", "body.tags[1]": "max_length"}},
			{v.pia, "POST", "/experiments", object{"title": "Tea", "team_id": v.desk, "submit": true, "moment_id": v.calls, "ends_on": "2026-11-21",
				"answers": with(harmless(scalding), object{"undo_cost": nil})}, map[string]string{
				"body.moment_id": "unknown", "body.ends_on": "in_the_past", "body.change": "required", "body.effect": "required", "body.way_back": "required",
				"body.because": "required", "body.signal.name": "required", "body.stop_rule": "required", "body.counter_signal": "required", "body.premortem": "required",
				"body.answers.undo_cost": "required",
			}},
			{v.pia, "POST", "/experiments", object{"title": "  ", "team_id": v.desk, "language": "fr", "starts_on": "2026-12-02", "ends_on": "2026-12-01", "tags": []string{strings.Repeat("x", 41)}},
				map[string]string{"body.title": "required", "body.language": "choice", "body.ends_on": "before_start", "body.tags[0]": "max_length"}},
			{v.pia, "POST", "/experiments", object{"title": "Tea", "team_id": "the desk", "starts_on": "2026-12-02", "ends_on": "2026-12-03", "tags": []any{strings.Repeat("x", 41), 5}},
				map[string]string{"body.team_id": "uuid", "body.tags[0]": "max_length", "body.tags[1]": "string"}},
			{v.pia, "PATCH", running, object{"answers": object{"undo_hours": "two", "colour": 1}, "signal": object{"target": "four"}, "status": "concluded", "tags": []any{1}},
				map[string]string{"body.answers.undo_hours": "number", "body.answers.colour": "unknown", "body.signal.target": "number", "body.status": "unknown", "body.tags[0]": "string"}},
			{v.pia, "PATCH", running, object{"answers": object{"undo_hours": "two"}, "starts_on": "2026-12-02", "ends_on": "2026-12-01", "title": " ", "tags": []string{strings.Repeat("x", 41)}},
				map[string]string{"body.answers.undo_hours": "number", "body.ends_on": "before_start", "body.title": "required", "body.tags[0]": "max_length"}},
			{v.pia, "POST", "/experiments", object{"title": "Tea", "team_id": v.desk, "submit": true, "change": 5, "effect": "More", "ends_on": "soon", "answers": with(harmless(nil), object{"undo_cost": nil, "destroys": "perhaps"})},
				map[string]string{"body.change": "string", "body.ends_on": "date", "body.answers.destroys": "choice", "body.answers.undo_cost": "required", "body.way_back": "required"}},
			{v.pia, "POST", "/door-check", object{"answers": object{"destroys": "perhaps"}, "colour": 1}, map[string]string{"body.answers.destroys": "choice", "body.colour": "unknown"}},
			{v.pia, "POST", running + "/conclusion", object{"outcome": "fine", "signal": "9", "undone": object{"hours": -1}, "gained": object{"count": 1.5}, "next": "sleep", "recovery": object{"loop_closed_on": "soon"},
				"customers_say": object{"quotes": []any{1}}},
				map[string]string{"body.outcome": "choice", "body.signal": "number", "body.undone.hours": "minimum", "body.undone.needed": "required", "body.gained.count": "integer", "body.next": "choice",
					"body.recovery.loop_closed_on": "pattern", "body.recovery.time": "required", "body.recovery.acknowledge": "required", "body.recovery.meet": "required", "body.recovery.act": "required",
					"body.customers_say.quotes[0]": "string"}},
			{v.pia, "POST", concluded + "/recovery", object{"time": "yes", "told": true}, map[string]string{"body.time": "boolean", "body.acknowledge": "required", "body.meet": "required", "body.act": "required", "body.told": "unknown"}},
			{v.pia, "POST", concluded + "/clone", object{"as": "grow"}, map[string]string{"body.as": "choice"}},
			{v.pia, "POST", running + "/conclusion", object{"outcome": "worked", "customers_say": object{"quotes": []string{"Nice", strings.Repeat("x", 1001)}}}, map[string]string{"body.customers_say.quotes[1]": "max_length"}},
			{v.rosa, "POST", review + "/decisions", object{"revision": "1", "gates": "all", "verdict": 1, "mood": "good"}, map[string]string{"body.revision": "integer", "body.gates": "array", "body.verdict": "string", "body.mood": "unknown"}},
			{v.rosa, "POST", review + "/decisions", object{"revision": "1", "gates": []string{"lead"}, "verdict": "decline", "reason": " ", "conditions": []object{{"text": " ", "when": "later"}}},
				map[string]string{"body.revision": "integer", "body.reason": "required", "body.conditions[0].text": "required", "body.conditions[0].when": "choice"}},
			{v.rosa, "POST", review + "/lower-door", object{"revision": "1", "gate": "lead", "reason": " "}, map[string]string{"body.revision": "integer", "body.reason": "required"}},
			{v.rosa, "POST", review + "/decisions", object{"revision": 1, "gates": []string{"a", "a"}, "verdict": "approve"}, map[string]string{"body.gates": "unique"}},
			{v.rosa, "POST", review + "/counter-offers", object{"mood": "good"}, map[string]string{"body.changes": "required", "body.message": "required", "body.mood": "unknown"}},
			{v.rosa, "POST", review + "/counter-offers", object{"changes": []int{1}, "message": 1}, map[string]string{"body.changes": "object", "body.message": "string"}},
			{v.rosa, "POST", review + "/comments", object{"text": 1, "mood": "good"}, map[string]string{"body.text": "string", "body.mood": "unknown"}},
			{v.pia, "POST", running + "/conditions/one/met", object{"note": ""}, map[string]string{"path.n": "integer", "body.note": "min_length"}},
			{v.pia, "PUT", concluded + "/lesson", object{"happened": "", "surprise": " ", "conditions": []object{}}, map[string]string{"body.happened": "required", "body.surprise": "required", "body.conditions": "required"}},
			{v.pia, "PUT", concluded + "/lesson", object{"conditions": []object{{"kind": "human_error", "text": ""}}, "follow_ups": []object{{"what": "", "due": "soon", "done": "no"}}, "supporting": []string{"x"}, "author": "Pia"},
				map[string]string{"body.happened": "required", "body.surprise": "required", "body.conditions[0].kind": "choice", "body.conditions[0].text": "min_length", "body.follow_ups[0].what": "min_length",
					"body.follow_ups[0].due": "date", "body.follow_ups[0].done": "boolean", "body.supporting[0]": "uuid", "body.author": "unknown"}},
			{v.pia, "PUT", concluded + "/lesson", object{"happened": "", "surprise": " ", "conditions": []object{}, "tags": []any{strings.Repeat("x", 41), 5}, "author": "Pia"},
				map[string]string{"body.happened": "required", "body.surprise": "required", "body.conditions": "required", "body.tags[0]": "max_length", "body.tags[1]": "string", "body.author": "unknown"}},
			{v.pia, "PUT", concluded + "/lesson", with(learned, object{"supporting": []string{v.desk}, "contradicting": []string{v.desk}, "follow_ups": []object{{"what": "Lids", "done": false, "team_id": v.pia.id}}, "tags": []string{strings.Repeat("x", 41)}}),
				map[string]string{"body.supporting": "unknown", "body.contradicting": "unknown", "body.follow_ups[0].team_id": "unknown", "body.tags[0]": "max_length"}},
			{v.pia, "POST", "/templates", object{"experiment": "", "name": strings.Repeat("x", 101), "answers": object{}}, map[string]string{"body.experiment": "min_length", "body.name": "max_length", "body.answers": "unknown"}},
			{v.pia, "POST", "/templates", object{"experiment": "E-999", "name": "Tea"}, map[string]string{"body.experiment": "unknown"}},
			{v.pia, "POST", "/templates", object{"experiment": running[len("/experiments/"):], "name": " "}, map[string]string{"body.name": "required"}},
			{v.pia, "PATCH", template, object{"name": "", "retired": "yes", "team_id": v.calls}, map[string]string{"body.name": "min_length", "body.retired": "boolean", "body.team_id": "unknown"}},
			{v.rosa, "POST", template + "/earned-doors", object{"gate": 1, "limits": object{"customers_exposed": 1.5, "money_at_risk": -1, "undo_cost": "much", "noticed_within": "never"}},
				map[string]string{"body.gate": "string", "body.reason": "required", "body.limits.customers_exposed": "integer", "body.limits.money_at_risk": "minimum", "body.limits.undo_cost": "number",
					"body.limits.undo_hours": "required", "body.limits.noticed_within": "choice"}},
			{v.rosa, "POST", template + "/earned-doors", object{"gate": "public_promise", "reason": "\n", "limits": few}, map[string]string{"body.reason": "required"}},
			{v.rosa, "POST", proven + "/earned-doors", object{"gate": "public_promise", "reason": "Further", "limits": with(few, object{"customers_exposed": 151, "undo_hours": 1.5, "noticed_within": "week"})},
				map[string]string{"body.limits.customers_exposed": "too_far", "body.limits.undo_hours": "too_far", "body.limits.noticed_within": "too_far"}},
			{v.pia, "POST", "/experiments", object{"title": "Tea", "team_id": v.desk, "template_id": v.desk}, map[string]string{"body.template_id": "unknown"}},
			{v.admin, "POST", "/people", object{"name": "", "email": "nobody", "roles": []string{"king"}, "password": "short", "colour": 1},
				map[string]string{"body.roles[0]": "choice", "body.colour": "unknown", "body.name": "required", "body.email": "format", "body.password": "min_length"}},
			{v.admin, "POST", "/people", object{"name": 5, "email": "nora@example.org", "roles": "king"}, map[string]string{"body.name": "string", "body.roles": "array"}},
			{v.admin, "POST", "/teams", object{"name": " ", "area": strings.Repeat("x", 101), "members": []string{}}, map[string]string{"body.name": "required", "body.area": "max_length", "body.members": "unknown"}},
			{v.admin, "POST", "/moments", object{"name": "", "colour": 1}, map[string]string{"body.name": "required", "body.colour": "unknown"}},
			{v.guest(), "POST", "/setup", object{"organisation": "", "name": "", "email": "nobody", "password": "short", "colour": 1},
				map[string]string{"body.organisation": "required", "body.name": "required", "body.email": "format", "body.password": "min_length", "body.colour": "unknown"}},
			{v.admin, "PATCH", "/people/" + v.nora.id, object{"name": nil, "email": nil, "roles": nil, "active": nil, "password": nil, "colour": 1},
				map[string]string{"body.name": "required", "body.email": "required", "body.roles": "required", "body.active": "required", "body.password": "required", "body.colour": "unknown"}},
			{v.admin, "PATCH", "/people/" + v.nora.id, object{"name": nil, "email": "nobody", "active": "no", "roles": []string{"king"}, "password": "short"},
				map[string]string{"body.name": "required", "body.email": "format", "body.active": "boolean", "body.roles[0]": "choice", "body.password": "min_length"}},
			{v.admin, "PATCH", "/teams/" + v.calls, object{"name": " ", "area": 5}, map[string]string{"body.name": "required", "body.area": "string"}},
			{v.admin, "PATCH", "/moments/" + v.given(t, "moment"), object{"description": strings.Repeat("x", 1001), "colour": 1}, map[string]string{"body.description": "max_length", "body.colour": "unknown"}},
			{v.admin, "PATCH", "/teams/" + v.calls, object{"name": nil}, map[string]string{"body.name": "required"}},
			{v.admin, "PATCH", "/moments/" + v.given(t, "moment"), object{"name": nil}, map[string]string{"body.name": "required"}},
			{v.pia, "PATCH", template, object{"name": nil, "retired": nil}, map[string]string{"body.name": "required", "body.retired": "required"}},
			{v.admin, "POST", "/people", object{"name": "", "email": "nobody", "password": "short"}, map[string]string{"body.name": "required", "body.email": "format", "body.password": "min_length"}},
			{v.admin, "PUT", "/routes/money", object{"members": []string{v.pia.id, v.rosa.id}, "backups": []string{v.rosa.id}}, map[string]string{"body.members[0]": "not_a_reviewer", "body.backups[0]": "duplicate"}},
			{v.admin, "PUT", "/organisation", object{"name": "", "currency": "GOLD", "time_zone": "Moon", "languages": []string{}}, map[string]string{"body.name": "required", "body.currency": "unknown", "body.time_zone": "unknown", "body.languages": "required"}},
			{v.admin, "PUT", "/organisation", object{"name": " ", "currency": "GOLD", "time_zone": "Moon", "languages": []string{"de"}},
				map[string]string{"body.name": "required", "body.currency": "unknown", "body.time_zone": "unknown", "body.languages[0]": "choice"}},
			{v.pia, "PUT", "/session/password", object{"old_password": "", "new_password": "short"}, map[string]string{"body.old_password": "wrong", "body.new_password": "min_length"}},
			{v.pia, "PUT", "/session/password", object{"old_password": "not mine at all", "new_password": password}, map[string]string{"body.old_password": "wrong"}},
			{v.pia, "POST", "/tokens", object{"name": "", "expires_at": "later"}, map[string]string{"body.name": "min_length", "body.expires_at": "date_time"}},
			{v.pia, "POST", "/tokens", object{"name": "Till", "expires_at": "2020-01-01T00:00:00Z"}, map[string]string{"body.expires_at": "in_the_past"}},
			{v.guest(), "POST", "/session", object{"email": 5}, map[string]string{"body.email": "string", "body.password": "required"}},
			{v.pia, "POST", "/tokens", object{"name": " ", "expires_at": "2020-01-01T00:00:00Z", "colour": 1}, map[string]string{"body.name": "required", "body.expires_at": "in_the_past", "body.colour": "unknown"}},

			{v.pia, "POST", "/experiments", object{"title": "Tea", "team_id": v.desk, "start": true}, map[string]string{"body.start": "not_submitted"}},
			{v.pia, "POST", "/experiments", object{"title": "Tea", "team_id": v.desk, "start": true, "change": 5, "moment_id": v.calls, "template_id": v.desk}, map[string]string{"body.start": "not_submitted", "body.change": "string", "body.moment_id": "unknown", "body.template_id": "unknown"}},
			{v.pia, "POST", running + "/check-ins", object{"on": "2027-01-01", "customers_reached": -1, "signal": object{"value": 7, "hits": 3}, "quotes": []string{strings.Repeat("x", 1001)}, "mood": "good"},
				map[string]string{"body.on": "in_the_future", "body.customers_reached": "minimum", "body.signal.n": "required", "body.quotes[0]": "max_length", "body.mood": "unknown", "body.stop_rule_tripped": "required"}},
			{v.pia, "POST", running + "/check-ins", object{"on": "2026-01-01", "customers_reached": 1, "signal": object{"value": 7, "n": 2, "hits": 3}, "quotes": []string{strings.Repeat("x", 1001)}, "stop_rule_tripped": false},
				map[string]string{"body.on": "too_early", "body.signal.hits": "too_many", "body.quotes[0]": "max_length"}},
			{v.pia, "POST", running + "/conclusion", object{"outcome": "worked", "signal": "9", "undone": object{"needed": false, "hours": 5}, "recovery": object{"time": false, "acknowledge": true, "meet": true, "act": true, "loop_closed_on": "2027-01-01"},
				"customers_say": object{"quotes": []string{strings.Repeat("x", 1001)}}},
				map[string]string{"body.signal": "number", "body.undone.hours": "not_undone", "body.recovery.time": "before_the_loop", "body.recovery.loop_closed_on": "in_the_future", "body.customers_say.quotes[0]": "max_length"}},
			{v.pia, "POST", running + "/conclusion", object{"outcome": "worked", "undone": object{"hours": 5}}, map[string]string{"body.undone.needed": "required"}},
			{v.pia, "POST", running + "/conclusion", object{"outcome": "not_run", "signal": 5, "gained": object{"count": -1}}, map[string]string{"body.signal": "not_run", "body.gained.count": "minimum"}},
			{v.cora, "POST", running + "/check-ins", object{"on": "2026-01-01", "customers_reached": -1, "stop_rule_tripped": false}, map[string]string{"body.customers_reached": "minimum"}}, // not of the team
			{v.pia, "POST", concluded + "/recovery", object{"time": "yes", "acknowledge": false, "meet": true, "act": true, "loop_closed_on": "2027-01-01"},
				map[string]string{"body.time": "boolean", "body.acknowledge": "before_the_loop", "body.loop_closed_on": "in_the_future"}},
			{v.pia, "PUT", concluded + "/lesson", with(learned, object{"supporting": []string{v.desk}, "surprise": " ", "colour": 1, "follow_ups": []object{{"what": "Lids", "done": "no", "team_id": v.pia.id}}}),
				map[string]string{"body.supporting": "unknown", "body.surprise": "required", "body.colour": "unknown", "body.follow_ups[0].done": "boolean", "body.follow_ups[0].team_id": "unknown"}},
			{v.rosa, "POST", review + "/decisions", object{"revision": 1, "gates": []string{"lead", "tea"}, "verdict": "decline", "reason": " "}, map[string]string{"body.reason": "required", "body.gates[0]": "unknown", "body.gates[1]": "unknown"}},
			{v.rosa, "POST", review + "/lower-door", object{"revision": 1, "gate": "tea", "reason": " "}, map[string]string{"body.reason": "required", "body.gate": "unknown"}},
			{v.rosa, "POST", review + "/counter-offers", object{"changes": object{"language": "es", "team_id": v.calls}, "message": " "}, map[string]string{"body.message": "required", "body.changes.language": "teams_own", "body.changes.team_id": "teams_own"}},
			{v.rosa, "POST", review + "/counter-offers", object{"changes": object{"effect": 5}, "message": " ", "mood": "good"}, map[string]string{"body.message": "required", "body.changes.effect": "string", "body.mood": "unknown"}},
			{v.rosa, "POST", review + "/hand-over", object{"gates": []string{"tea"}, "to": v.rosa.id}, map[string]string{"body.gates[0]": "unknown", "body.to": "yourself"}},
			{v.pia, "POST", review + "/counter-offers/one/reject", object{"reason": " ", "mood": "good"}, map[string]string{"path.n": "integer", "body.reason": "required", "body.mood": "unknown"}},
			{v.rosa, "POST", review + "/comments", object{"text": " ", "mood": "good"}, map[string]string{"body.text": "required", "body.mood": "unknown"}},
			{v.pia, "POST", running + "/raise-door", object{"gate": "tea", "reason": " "}, map[string]string{"body.gate": "choice", "body.reason": "required"}},
			{v.pia, "POST", running + "/conditions/one/met", object{"note": " "}, map[string]string{"path.n": "integer", "body.note": "required"}},
			{v.pia, "POST", "/templates", object{"experiment": "E-999", "name": " "}, map[string]string{"body.experiment": "unknown", "body.name": "required"}},
			{v.pia, "PATCH", template, object{"name": " ", "retired": "yes"}, map[string]string{"body.name": "required", "body.retired": "boolean"}},
			{v.rosa, "POST", template + "/earned-doors", object{"gate": "tea", "reason": " ", "limits": few}, map[string]string{"body.gate": "unknown", "body.reason": "required"}},
			{v.rosa, "POST", proven + "/earned-doors", object{"gate": "public_promise", "reason": " ", "limits": with(few, object{"customers_exposed": 151})}, map[string]string{"body.reason": "required", "body.limits.customers_exposed": "too_far"}},
			{v.rosa, "POST", proven + "/earned-doors/x/withdraw", object{"reason": " ", "mood": "good"}, map[string]string{"body.reason": "required", "body.mood": "unknown"}},
			{v.pia, "POST", "/obstacles", object{"text": " ", "moment_id": v.calls}, map[string]string{"body.text": "required", "body.moment_id": "unknown"}},
			{v.pia, "POST", "/obstacles", object{"text": " ", "language": "fr"}, map[string]string{"body.text": "required", "body.language": "choice"}},
			{v.pia, "POST", "/obstacles/x/keep", object{"reason": " ", "mood": "good"}, map[string]string{"body.reason": "required", "body.mood": "unknown"}},
			{v.pia, "POST", "/thanks", object{"text": " ", "language": "fr"}, map[string]string{"body.text": "required", "body.to_team_id": "one_of", "body.language": "choice"}},
			{v.pia, "PUT", "/follow-ups/x", object{"state": "not_needed", "reason": " ", "mood": "good"}, map[string]string{"body.reason": "required", "body.mood": "unknown"}},
			{v.pia, "POST", "/lessons/x/still-true", object{"review_by": "2020-01-01", "mood": "good"}, map[string]string{"body.review_by": "in_the_past", "body.mood": "unknown"}},
			{v.rosa, "PUT", "/delegations", object{"items": []object{{"to": v.pia.id, "from": 5, "until": "2026-01-01"}, {"to": v.rosa.id, "from": "2026-12-02", "until": "2026-12-01"}}},
				map[string]string{"body.items[0].from": "string", "body.items[0].to": "not_a_reviewer", "body.items[0].until": "in_the_past", "body.items[1].to": "yourself", "body.items[1].from": "after_end"}},
			{v.admin, "PUT", "/routes/money", object{"members": []string{v.pia.id, "nobody"}, "backups": []string{}, "mood": "good"}, map[string]string{"body.members[0]": "not_a_reviewer", "body.members[1]": "uuid", "body.mood": "unknown"}},

			{v.pia, "GET", "/experiments?mine=false&owes_lesson=false&owes_recovery=false&exact=false", nil, map[string]string{"query.mine": "choice", "query.owes_lesson": "choice", "query.owes_recovery": "choice"}},
			{v.pia, "GET", "/reviews?my_teams=false&late=false&my_routes=false", nil, map[string]string{"query.my_teams": "choice", "query.late": "choice", "query.my_routes": "choice"}},
			{v.pia, "GET", "/lessons?mine=false&facets=false", nil, map[string]string{"query.mine": "choice"}},
			{v.pia, "GET", "/obstacles?mine=false&most=false", nil, map[string]string{"query.mine": "choice"}},
			{v.pia, "GET", "/thanks?mine=false", nil, map[string]string{"query.mine": "choice"}},
			{v.pia, "GET", "/follow-ups?overdue=false", nil, map[string]string{"query.overdue": "choice"}},
			{v.pia, "GET", "/notifications?unread=false", nil, map[string]string{"query.unread": "choice"}},
			{v.pia, "GET", "/experiments?status=asleep&door=window&team=x&moment=y&mine=perhaps&limit=many", nil,
				map[string]string{"query.status[0]": "choice", "query.door": "choice", "query.team": "uuid", "query.moment": "uuid", "query.mine": "boolean", "query.limit": "integer"}},
			{v.pia, "GET", "/experiments?colour=blue&colour=red&limit=many&q=a&q=b&cursor=x&status=asleep&tag=%00", nil,
				map[string]string{"query.colour": "unknown", "query.limit": "integer", "query.q": "repeated", "query.cursor": "cursor", "query.status[0]": "choice", "query.tag": "unreadable"}},
			{v.pia, "POST", "/experiments?colour=blue", object{"title": "", "team_id": v.desk}, map[string]string{"query.colour": "unknown", "body.title": "min_length"}},
			{v.pia, "POST", running + "/pause?colour=blue", nil, map[string]string{"query.colour": "unknown"}},
			{v.pia, "GET", "/experiments?limit=0", nil, map[string]string{"query.limit": "minimum"}},
			{v.pia, "GET", "/experiments?limit=201", nil, map[string]string{"query.limit": "maximum"}},
			{v.pia, "GET", "/experiments?colour=blue&offset=3", nil, map[string]string{"query.colour": "unknown", "query.offset": "unknown"}},
			{v.pia, "GET", "/reviews?turn=nobody&state=new&gate=" + strings.Repeat("x", 41), nil, map[string]string{"query.turn": "choice", "query.state": "choice", "query.gate": "max_length"}},
			{v.pia, "GET", "/lessons?door=window&outcome=fine&kind=human_error&maturity=ripe&language=fr&moment=x", nil,
				map[string]string{"query.door": "choice", "query.outcome": "choice", "query.kind": "choice", "query.maturity": "choice", "query.language": "choice", "query.moment": "uuid"}},
			{v.pia, "GET", running + "/revisions/0?diff=0", nil, map[string]string{"path.n": "minimum", "query.diff": "minimum"}},
			{v.pia, "GET", running + "/revisions/9223372036854775806?diff=2147483648", nil, map[string]string{"path.n": "maximum", "query.diff": "maximum"}},
			{v.pia, "GET", "/policy/versions/1?diff=9223372036854775806", nil, map[string]string{"query.diff": "maximum"}},
			{v.pia, "POST", review + "/counter-offers/9223372036854775806/accept", object{}, map[string]string{"path.n": "maximum"}},
			{v.rosa, "POST", review + "/decisions", object{"revision": 9223372036854775806, "gates": []string{"health_or_safety"}, "verdict": "approve"}, map[string]string{"body.revision": "maximum"}},
			{v.rosa, "POST", review + "/lower-door", object{"revision": 9223372036854775806, "gate": "health_or_safety", "reason": "Safe"}, map[string]string{"body.revision": "maximum"}},
			{v.pia, "GET", "/similar", nil, map[string]string{"query.text": "required"}},
			{v.pia, "GET", "/experiments?id=E-42", nil, map[string]string{"query.id": "uuid"}},
			{v.pia, "GET", "/experiments?limit=1&limit=2&q=a&q=b", nil, map[string]string{"query.limit": "repeated", "query.q": "repeated"}},
			{v.pia, "GET", "/experiments?status=draft&status=asleep", nil, map[string]string{"query.status[1]": "choice"}},
		} {
			r := c.who.call(t, c.method, c.path, anyOf(c.body), "If-Match", "*").refused(422, "invalid-input")
			if diff := cmp.Diff(c.want, r.places()); diff != "" {
				t.Errorf("%s %s: %s", c.method, c.path, diff)
			}
			for _, message := range r.each("errors", "message") {
				if !strings.HasSuffix(message, ".") || strings.Contains(message, "%!") || strings.Contains(message, "e+") || strings.Contains(message, " 1 characters") {
					t.Errorf("%s %s says %q", c.method, c.path, message)
				}
			}
		}
	})
}

func anyOf(o object) any {
	if o == nil {
		return nil
	}
	return o
}

// A cursor is one that a page before gave, of the same list.
func TestACursorIsNotMadeUp(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		running := v.inState(t, "running")
		for _, list := range []string{"/experiments?", "/experiments?q=tea&", "/reviews?", "/lessons?", "/lessons?q=tea&", "/people?", "/teams?", "/moments?", "/templates?", "/tokens?", "/sessions?", "/experiments/" + running + "/timeline?"} {
			for _, cursor := range []string{"x", "%00", "e30x", "bnVsbA", "W10", "MQ", "eyJuIjoidHdvIn0", "eyJtIjoiXHUwMDAwIiwiaSI6IjAifQ", "eyJ3IjoiXHUwMDAwIn0", strings.Repeat("A", 400)} {
				r := v.admin.get(t, list+"cursor="+cursor).refused(422, "invalid-input")
				if _, named := r.places()["query.cursor"]; !named || len(r.places()) != 1 {
					t.Errorf("%s with %s names %v", list, cursor, r.places())
				}
			}
		}
	})
}

// Whatever stands in a path, a query or a header is found, not found or refused;
// none of it breaks anything, and none of it comes back.
func TestNothingStrangeBreaksAnything(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		running := v.inState(t, "running")
		marker := "m4rk3r"
		for _, odd := range []string{marker + "%00", marker + "%FF%FE", marker + "'%22;--", "%F0%9F%8D%B5" + marker, marker + strings.Repeat("x", 180), "%E2%80%AE" + marker, "E-0" + marker, "E-99999999999999999999", "E--1", "%20", "00000000-0000-0000-0000-000000000000"} {
			for _, path := range []string{
				"/experiments?q=", "/experiments?tag=", "/experiments?status=", "/lessons?q=", "/lessons?team=", "/lessons?gate=", "/reviews?gate=", "/experiments?q=tea&tag=",
				"/experiments/", "/experiments/" + running + "/revisions/", "/reviews/", "/lessons/", "/people/", "/teams/", "/moments/", "/routes/",
			} {
				r := v.admin.get(t, path+odd)
				if r.status >= 500 || r.status >= 400 && strings.Contains(string(r.raw), marker) {
					t.Errorf("%s answered %d: %s", r.asked, r.status, r.raw)
				}
			}
			post := func(path string) reply {
				return v.admin.post(t, path, object{"password": password, "note": "Done"})
			}
			for _, r := range []reply{post("/experiments/" + odd + "/start"), post("/invitations/" + odd), post("/reviews/" + odd + "/decisions"), post("/people/" + odd + "/invitation"),
				v.admin.put(t, "/teams/"+odd+"/members/"+odd, nil), v.admin.call(t, "DELETE", "/tokens/"+odd, nil)} {
				if r.status < 400 || r.status >= 500 || strings.Contains(string(r.raw), marker) {
					t.Errorf("%s answered %d: %s", r.asked, r.status, r.raw)
				}
			}
		}
		for name, value := range map[string]string{"Authorization": "Bearer ajar_" + marker + "\xff", "If-Match": marker + "\xff", "Idempotency-Key": marker + "\xff\xfe", "Accept-Language": "\xff" + marker, "User-Agent": "\xff" + marker, "Accept": "text/" + marker} {
			r := v.pia.post(t, "/experiments/"+running+"/start", nil, name, value)
			if r.status < 400 || r.status >= 500 || strings.Contains(string(r.raw), marker) {
				t.Errorf("%s %q answered %d: %s", name, value, r.status, r.raw)
			}
		}
	})
}

// What was sent is never sent back in a refusal, not even in part.
func TestARefusalTellsNothingOfWhatWasSent(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		secret := "s3cr3t-p4ssw0rd"
		for _, body := range []string{
			`{"email": "a@example.org", "password": "` + secret + `"}`, `{"email": 5, "password": ["` + secret + `"]}`, `{"password": "` + secret, `"` + secret + `"`,
			`{"email": "a@example.org", "password": "x", "` + secret + `": 1}`, `{"email": "` + secret + `\u0000", "password": "x"}`, secret, `[{"password": "` + secret + `"}]`,
		} {
			for _, path := range []string{"/session", "/setup", "/invitations/x", "/experiments", "/door-check"} {
				r := v.pia.post(t, path, []byte(body))
				named := strings.Contains(string(r.raw), `"location":"body.`+secret+`"`)
				if r.status < 400 && path != "/door-check" || strings.Contains(string(r.raw), secret) && !named {
					t.Errorf("%s with %s answered %d: %s", path, body, r.status, r.raw)
				}
			}
		}
	})
}

// How a request arrives: too large, in no JSON, in another form, at no address.
func TestRequestsThatDoNotArrive(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		running := "/experiments/" + v.inState(t, "running")
		for _, c := range []struct {
			method, path string
			body         any
			media        string
			status       int
			code         string
		}{
			{"POST", "/experiments", []byte(`{"title": `), "application/json", 400, "bad-request"},
			{"POST", "/experiments", []byte(`{"title": "a" "b"}`), "application/json", 400, "bad-request"},
			{"POST", "/experiments", []byte("\xff\xfe"), "application/json", 400, "bad-request"},
			{"POST", "/experiments", []byte("{\"title\": \"Caf\xe9\"}"), "application/json", 400, "bad-request"}, // ISO 8859-1
			{"PATCH", running, []byte("{\"title\": \"Caf\xe9\"}"), "application/json", 400, "bad-request"},
			{"POST", "/experiments", []byte(`{"title": "Tea\u0000", "team_id": "x"}`), "application/json", 400, "bad-request"},
			{"PATCH", running, []byte(`{"title": "Tea\u0000"}`), "application/json", 400, "bad-request"},
			{"PATCH", running, []byte(`{"title": `), "application/merge-patch+json", 400, "bad-request"},
			{"POST", "/door-check", []byte(`{"title": `), "application/json", 400, "bad-request"},
			{"POST", "/experiments", []byte(`{"title": "Tea", "title": "Coffee"}`), "application/json", 400, "bad-request"},
			{"POST", "/experiments", []byte(`{"title": "Tea", "t\u0069tle": "Tea"}`), "application/json", 400, "bad-request"},
			{"POST", "/door-check", []byte(`{"answers": {"undo_hours": -5}, "answers": {"undo_hours": 1}}`), "application/json", 400, "bad-request"},
			{"POST", running + "/conclusion", []byte(`{"outcome": "worked", "gained": {"count": 1, "count": 2}}`), "application/json", 400, "bad-request"},
			{"PATCH", running, []byte(`{"tags": [], "tags": []}`), "application/merge-patch+json", 400, "bad-request"},
			{"POST", "/experiments", nil, "application/json", 400, "bad-request"},
			{"PATCH", running, nil, "application/json", 400, "bad-request"},
			{"POST", "/experiments", []byte(`[]`), "application/json", 422, "invalid-input"},
			{"POST", "/experiments", []byte(`null`), "application/json", 422, "invalid-input"},
			{"PATCH", running, []byte(`[]`), "application/json", 422, "invalid-input"},
			{"PATCH", running, []byte(`null`), "application/json", 422, "invalid-input"},
			{"PATCH", running, []byte(`"title"`), "application/json", 422, "invalid-input"},
			{"POST", "/experiments", []byte(`title=Tea`), "application/x-www-form-urlencoded", 415, "unsupported-media-type"},
			{"POST", "/experiments", []byte(`<title>Tea</title>`), "text/xml; charset=utf-8", 415, "unsupported-media-type"},
			{"PATCH", running, []byte(`{}`), "text/plain", 415, "unsupported-media-type"},
			{"POST", "/door-check", []byte(`{}`), "text/plain", 415, "unsupported-media-type"},
			{"POST", running + "/conclusion", []byte(`x`), "text/plain", 415, "unsupported-media-type"},
			{"POST", "/experiments", []byte(`{"title":"` + strings.Repeat("x", 1<<20) + `"}`), "application/json", 413, "request-entity-too-large"},
			{"POST", running + "/start", bytes.Repeat([]byte("x"), 2<<20), "application/json", 413, "request-entity-too-large"},
			{"GET", "/nowhere", nil, "", 404, "not-found"},
			{"POST", "/", nil, "", 404, "not-found"},
			{"DELETE", "/experiments", nil, "", 405, "method-not-allowed"},
			{"PUT", running, object{}, "application/json", 405, "method-not-allowed"},
			{"PATCH", "/setup", object{}, "application/json", 405, "method-not-allowed"},
		} {
			r := v.pia.call(t, c.method, c.path, c.body, "Content-Type", c.media, "If-Match", "*")
			r.refused(c.status, c.code)
			if m := r.header.Get("Content-Type"); m != "application/problem+json" || r.text("detail") == "" || r.at("status") != float64(c.status) || r.text("request_id") != r.header.Get("X-Request-ID") {
				t.Errorf("%s: %s %s", r.asked, m, r.raw)
			}
			if c.status == 405 && r.header.Get("Allow") == "" {
				t.Errorf("%s does not say what is allowed", r.asked)
			}
		}
	})
}

// What looks like a field inside a text is none, and lists may hold like objects.
func TestATextMayLookLikeAField(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, title := range []string{`"a": "b": c`, `\": \\`, `{"title": 1, "title": 2}`, "😀: \tżółw:"} {
			if r := v.pia.post(t, "/experiments", object{"title": title, "team_id": v.desk, "signal": object{"name": title}}).want(201); r.text("title") != title {
				t.Errorf("%q became %q", title, r.text("title"))
			}
		}
		concluded := "/experiments/" + v.inState(t, "concluded")
		v.pia.put(t, concluded+"/lesson", with(learned, object{"conditions": []object{{"kind": "tools", "text": "a"}, {"kind": "tools", "text": "a"}}}), "If-Match", "*").want(200)
	})
}

// A body whose length is not told beforehand is cut at the same place.
func TestAChunkedBodyIsNoLarger(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, key := range []string{"", "a-key"} {
			for size, status := range map[int]int{1 << 20: 422, 1<<20 + 1: 413, 4 << 20: 413} {
				body := `{"title":"` + strings.Repeat("x", size-12) + `"}`
				r := v.pia.request(t, "POST", "/api/v1/experiments", nil, "Content-Type", "application/json")
				r.Body, r.ContentLength = io.NopCloser(strings.NewReader(body)), -1
				if key != "" {
					r.Header.Set("Idempotency-Key", key)
				}
				if got := v.pia.send(t, r); got.status != status {
					t.Errorf("%d bytes, key %q: %d %s", size, key, got.status, got.raw)
				}
			}
		}
	})
}

// HEAD is GET without the body.
func TestHead(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		running := "/experiments/" + v.inState(t, "running")
		for path, status := range map[string]int{running: 200, "/experiments": 200, "/nowhere": 404, "/experiments/x": 404, running + "/start": 405} {
			head := v.pia.send(t, v.pia.request(t, http.MethodHead, "/api/v1"+path, nil))
			get := v.pia.get(t, path)
			if head.status != status || get.status != status || len(head.raw) > 0 || head.etag() != get.etag() || head.header.Get("X-Request-ID") == "" ||
				head.header.Get("Content-Type") != get.header.Get("Content-Type") {
				t.Errorf("HEAD %s: %d %v %q; GET %d", path, head.status, head.header, head.raw, get.status)
			}
		}
	})
}

// What is missing is listed, all of it, and nothing is saved.
func TestSubmittingTheIncomplete(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		body := object{"title": "Offer tea", "team_id": v.desk, "submit": true, "start": true}
		check := v.pia.post(t, "/door-check", object{"title": "Offer tea", "team_id": v.desk}).want(200)
		r := v.pia.post(t, "/experiments", body).refused(422, "invalid-input")
		told := map[string]string{}
		for _, field := range check.each("missing", "field") {
			told["body."+field] = "required"
		}
		if diff := cmp.Diff(told, r.places()); diff != "" || len(told) != 4+16 {
			t.Errorf("the check beforehand told otherwise: %s", diff)
		}
		fields := check.each("missing", "field")
		for i, message := range check.each("missing", "message") {
			measured := slices.Contains([]string{"customers_exposed", "money_at_risk", "undo_cost", "undo_hours", "noticed_within"}, strings.TrimPrefix(fields[i], "answers."))
			if message == "" || measured && strings.Contains(message, "unsure") {
				t.Errorf("%s is told %q", fields[i], message)
			}
		}
		if l := v.pia.get(t, "/experiments").want(200); len(l.list("items")) != 0 {
			t.Errorf("it was saved: %s", l.raw)
		}
		at := "/experiments/" + v.draft(t)
		before := v.pia.get(t, at).want(200)
		if r := v.pia.post(t, at+"/submit", nil).refused(422, "invalid-input"); len(r.places()) != 20 {
			t.Errorf("submitting a draft misses %v", r.places())
		}
		if after := v.pia.get(t, at).want(200); after.etag() != before.etag() || after.text("status") != "draft" {
			t.Errorf("it was changed: %s", after.raw)
		}
	})
}

// A change is an RFC 7396 merge patch: answers merge by key, null empties, a list
// is replaced whole, and what is not named stays.
func TestAChangeIsAMergePatch(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/experiments/" + v.pia.post(t, "/experiments", object{"title": "Tea", "team_id": v.desk, "change": "Tea", "tags": []string{"a", "b"},
			"signal": object{"name": "Guests", "baseline": 9}, "answers": object{"destroys": "no", "undo_hours": 1}}).want(201).text("id")
		for _, c := range []struct{ patch, field, want string }{
			{`{"answers": {"undo_cost": 5}}`, "answers", `{"destroys":"no","undo_hours":1,"undo_cost":5}`},
			{`{"answers": {"undo_hours": null, "destroys": "yes"}}`, "answers", `{"destroys":"yes","undo_cost":5}`},
			{`{"answers": {}}`, "answers", `{"destroys":"yes","undo_cost":5}`},
			{`{"answers": null}`, "answers", `{}`},
			{`{"signal": {"baseline": null, "unit": "a day"}}`, "signal", `{"name":"Guests","unit":"a day"}`},
			{`{"signal": null}`, "signal", `null`},
			{`{"signal": {"name": "Cups"}}`, "signal", `{"name":"Cups"}`},
			{`{"tags": ["c"]}`, "tags", `["c"]`},
			{`{"tags": null}`, "tags", `null`},
			{`{"change": null}`, "change", `null`},
			{`{"change": "", "effect": "More guests"}`, "change", `null`},
			{`{"tags": [" Tea ", "tea", "", "HOT"]}`, "tags", `["tea","hot"]`},
			{`{}`, "effect", `"More guests"`},
			{`{"starts_on": "2026-12-01", "ends_on": "2026-12-02"}`, "ends_on", `"2026-12-02"`},
			{`{"starts_on": null, "ends_on": null}`, "ends_on", `null`},
		} {
			r := v.pia.call(t, "PATCH", at, []byte(c.patch), "If-Match", "*", "Content-Type", "application/merge-patch+json").want(200)
			var want any
			if err := json.Unmarshal([]byte(c.want), &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, r.at(c.field)); diff != "" || r.text("title") != "Tea" {
				t.Errorf("%s: %s", c.patch, diff)
			}
		}
	})
}

// What submitting would refuse is said before, too: days that cannot be, and tags.
func TestTheDoorCheckSaysWhatWouldBeRefused(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, c := range []struct {
			change object
			want   []string
		}{
			{nil, []string{}},
			{object{"ends_on": v.watch.day(-1)}, []string{"ends_on"}},
			{object{"starts_on": v.watch.day(3), "ends_on": v.watch.day(2)}, []string{"ends_on"}},
			{object{"ends_on": nil}, []string{"ends_on"}},
			{object{"tags": []string{"tea", strings.Repeat("x", 41)}}, []string{"tags[1]"}},
		} {
			r := v.pia.post(t, "/door-check", v.proposal(nil, c.change)).want(200)
			if diff := cmp.Diff(c.want, r.each("missing", "field")); diff != "" || slices.Contains(r.each("missing", "message"), "") {
				t.Errorf("%v: %s", c.change, diff)
			}
			if status := map[bool]int{true: 201, false: 422}[len(c.want) == 0]; status != v.pia.post(t, "/experiments", with(v.proposal(nil, c.change), object{"submit": true})).status {
				t.Errorf("%v is not answered %d", c.change, status)
			}
		}
	})
}

// The same holds for the patches of everything else: null empties what may be empty.
func TestNullEmptiesWhatMayBeEmpty(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		moment := v.admin.post(t, "/moments", object{"name": "Arriving", "description": "At the door"}).want(201).text("id")
		for _, c := range []struct{ path, field string }{{"/moments/" + moment, "description"}, {"/teams/" + v.desk, "area"}} {
			v.admin.patch(t, c.path, object{c.field: "Something"}).want(200)
			if r := v.admin.patch(t, c.path, object{}).want(200); r.text(c.field) != "Something" {
				t.Errorf("%s: an empty patch leaves %q", c.path, r.text(c.field))
			}
			if r := v.admin.patch(t, c.path, object{c.field: nil}).want(200); r.text(c.field) != "" || r.text("name") == "" {
				t.Errorf("%s: null leaves %s", c.path, r.raw)
			}
		}
	})
}

// 40.0 is a whole number, for JSON Schema as for the programs that write one so.
func TestWholeNumbersHoweverWritten(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		experiment := v.proposal(object{"customers_exposed": json.RawMessage("40.0"), "undo_hours": json.RawMessage("1.50")}, object{"submit": true, "start": true})
		r := v.pia.post(t, "/experiments", experiment).want(201)
		if r.at("answers.customers_exposed") != 40.0 || r.at("answers.undo_hours") != 1.5 {
			t.Errorf("answers are %v", r.at("answers"))
		}
		checkIn := object{"on": v.watch.day(0), "customers_reached": json.RawMessage("1e1"), "stop_rule_tripped": false}
		if r := v.pia.post(t, "/experiments/"+r.text("id")+"/check-ins", checkIn).want(201); r.at("customers_reached") != 10.0 {
			t.Errorf("reached %v", r.at("customers_reached"))
		}
	})
}

// Who sends nothing where something is asked for learns what.
func TestAMissingBodyIsNamed(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		r := v.pia.call(t, "POST", "/experiments", nil).refused(400, "bad-request")
		if diff := cmp.Diff(map[string]string{"body": "required"}, r.places()); diff != "" {
			t.Error(diff)
		}
	})
}

// What never changes has a tag too: every single resource has one.
func TestWhatNeverChangesHasATag(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/experiments/" + v.inState(t, "running")
		v.pia.patch(t, at, object{"change": "Tea and coffee"}).want(200)
		for path, tag := range map[string]string{at + "/revisions/1": `"1"`, at + "/revisions/2": `"2"`, at + "/revisions/2?diff=1": `"2"`, "/policy/versions/1": `"1"`} {
			if got := v.pia.get(t, path).want(200).etag(); got != tag {
				t.Errorf("%s has the ETag %s, not %s", path, got, tag)
			}
		}
	})
}

// A change names what was read, so that nobody's is lost.
func TestPreconditions(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		experiment, concluded := "/experiments/"+v.inState(t, "running"), "/experiments/"+v.inState(t, "concluded")
		v.pia.put(t, concluded+"/lesson", learned, "If-Match", "*").want(200)
		person, team, moment := "/people/"+v.nora.id, "/teams/"+v.calls, "/moments/"+v.given(t, "moment")
		for _, c := range []struct {
			who          guest
			method, path string
			body         object
		}{
			{v.pia, "PATCH", experiment, object{"title": "Coffee"}},
			{v.pia, "PUT", concluded + "/lesson", with(learned, object{"noticed": "By the noise"})},
			{v.admin, "PATCH", person, object{"name": "Nora New"}},
			{v.admin, "PATCH", team, object{"area": "Elsewhere"}},
			{v.admin, "PATCH", moment, object{"description": "At the door"}},
			{v.admin, "PUT", "/routes/money", object{"members": []string{v.rosa.id}, "backups": []string{}}},
			{v.admin, "PUT", "/organisation", object{"name": "Harbour", "currency": "EUR", "time_zone": "UTC", "languages": []string{"en"}}},
		} {
			read := c.who.get(t, c.path).want(200)
			if tag := read.etag(); len(tag) < 3 || tag[0] != '"' || tag[len(tag)-1] != '"' {
				t.Errorf("%s has the ETag %s", c.path, tag)
			}
			c.who.call(t, c.method, c.path, c.body).refused(428, "precondition-required")
			for _, wrong := range []string{`"999"`, `"99999999999"`, "x", `W/` + read.etag(), "", " "} {
				r := c.who.call(t, c.method, c.path, c.body, "If-Match", wrong)
				if strings.TrimSpace(wrong) == "" {
					r.refused(428, "precondition-required")
				} else {
					r.refused(412, "stale")
				}
			}
			changed := c.who.call(t, c.method, c.path, c.body, "If-Match", read.etag()).want(200)
			listed := c.who.call(t, c.method, c.path, c.body, "If-Match", read.etag()+`, "x",`+changed.etag()).want(200) // RFC 9110, section 13.1.1
			c.who.call(t, c.method, c.path, c.body, "If-Match", read.etag()+", W/"+listed.etag()).refused(412, "stale")
			if changed.etag() == read.etag() {
				t.Errorf("%s %s leaves the ETag", c.method, c.path)
			}
			c.who.call(t, c.method, c.path, c.body, "If-Match", read.etag()).refused(412, "stale")
			c.who.call(t, c.method, c.path, c.body, "If-Match", "*").want(200)
		}
		for _, action := range []string{"pause", "resume", "stop"} {
			read := v.pia.get(t, experiment).want(200)
			v.pia.post(t, experiment+"/"+action, nil, "If-Match", `"999"`).refused(412, "stale")
			v.pia.post(t, experiment+"/"+action, nil, "If-Match", read.etag()).want(200)
		}
		v.pia.post(t, experiment+"/conclusion", object{"outcome": "unclear"}, "If-Match", `"1"`).refused(412, "stale")
		v.pia.post(t, concluded+"/lesson/publish", nil, "If-Match", `"1234"`).refused(412, "stale")
	})
}

// Every refusal is a problem that a person can act on, and tells nothing of how
// we are made.
func TestEveryRefusalIsAProblem(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, path := range []string{"/api", "/api/", "/api/v1", "/api/v2/experiments", "/api/v1/experiments/", "/api//v1/experiments", "/api/v1/../../etc/passwd", "/metrics/x"} {
			for _, method := range []string{"GET", "POST", "OPTIONS", "TRACE", "BREW"} {
				r := v.pia.send(t, v.pia.request(t, method, path, nil))
				if r.header.Get("X-Request-ID") == "" || r.status >= 500 || strings.HasPrefix(path, "/api") && r.status != 200 && (r.text("type") == "" || r.status == 200) {
					t.Errorf("%s answered %d: %s", r.asked, r.status, r.raw)
				}
				for _, leak := range []string{".go:", "goroutine", "SELECT", "gorm", "panic"} {
					if strings.Contains(string(r.raw), leak) {
						t.Errorf("%s tells %q: %s", r.asked, leak, fmt.Sprint(r.raw))
					}
				}
			}
		}
	})
}

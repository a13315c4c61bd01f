package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/accounts"
)

// The people of the matrix, in its order.
var roles = []string{"nobody", "revoked", "deactivated", "other team", "team", "reviewer", "contributing reviewer", "admin"}

// Who may, in the words of the document: what each role is answered, in the
// order of roles. "ok" is the operation's own success; a number is a refusal.
var who = map[string][]string{
	"public":    {"ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok"},
	"signed_in": {"401", "401", "401", "ok", "ok", "ok", "ok", "ok"},
	"admin":     {"401", "401", "401", "403", "403", "403", "403", "ok"},
	"team":      {"401", "401", "401", "403", "ok", "403", "403", "403"},
	"route":     {"401", "401", "401", "403", "403", "ok", "403", "403"},
	"author":    {"401", "401", "401", "403", "ok", "403", "403", "403"}, // the team's Pia wrote it
}

// hidden is what is answered of a proposal that was never submitted: to
// everyone but its team it does not exist.
var hidden = []string{"401", "401", "401", "404", "ok", "404", "404", "404"}

// operation is one row of the matrix.
type operation struct {
	id, who string
	given   string   // what the call is about, made anew for each
	path    string   // when it is not the document's with the given in its first braces
	body    any      // an object, or a function that makes it of something new
	want    []string // when it is not who's
	success []int    // when it is not 2xx
}

// operations names every operation of the document, who may call it, and a call
// that succeeds for those who may. The test fails on any operation that is not
// here, on any that is here and not in the document, and on any difference.
var operations = []operation{
	{id: "set-up", who: "public", body: object{"organisation": "B", "name": "B", "email": "b@example.org", "password": password}, success: []int{409}},
	{id: "read-setup", who: "public"},
	{id: "sign-in", who: "public", body: object{"email": "b@example.org", "password": "wrong"}, success: []int{401, 429}},
	{id: "read-start", who: "public"},
	{id: "who-am-i", who: "signed_in"},
	{id: "sign-out", who: "signed_in"},
	{id: "list-sessions", who: "signed_in"},
	{id: "end-session", who: "signed_in", given: "nothing", success: []int{404}},
	{id: "change-password", who: "signed_in", body: object{"old_password": "", "new_password": "short"}, success: []int{422}},
	{id: "list-tokens", who: "signed_in"},
	{id: "create-token", who: "signed_in", body: object{"name": "Till"}},
	{id: "revoke-token", who: "signed_in", given: "nothing", success: []int{404}},
	{id: "read-feed-key", who: "signed_in"},
	{id: "renew-feed-key", who: "signed_in"},
	{id: "revoke-feed-key", who: "signed_in"},
	{id: "read-digest", who: "signed_in"},
	{id: "choose-digest", who: "signed_in", body: object{"wanted": false, "language": "pl"}},
	{id: "redeem-invitation", who: "public", given: "invitation", body: object{"password": password}},

	{id: "list-people", who: "admin"},
	{id: "create-person", who: "admin", body: newcomer},
	{id: "read-person", who: "admin", given: "person"},
	{id: "change-person", who: "admin", given: "person", body: object{"name": "Some Body"}},
	{id: "invite-person", who: "admin", given: "person"},
	{id: "list-teams", who: "signed_in"},
	{id: "create-team", who: "signed_in", body: newName, want: []string{"401", "401", "401", "403", "403", "ok", "ok", "ok"}}, // who has no team makes their first
	{id: "read-team", who: "signed_in", given: "team"},
	{id: "change-team", who: "admin", given: "team", body: object{"area": "Elsewhere"}},
	{id: "add-member", who: "admin", given: "membership", path: "/teams/{it}"},
	{id: "remove-member", who: "admin", given: "membership", path: "/teams/{it}"},
	{id: "list-moments", who: "signed_in"},
	{id: "create-moment", who: "admin", body: newName},
	{id: "read-moment", who: "signed_in", given: "moment"},
	{id: "change-moment", who: "admin", given: "moment", body: object{"description": "At the door"}},
	{id: "list-routes", who: "signed_in"},
	{id: "read-route", who: "signed_in", given: "route"},
	{id: "set-route", who: "admin", given: "route", body: object{"members": []string{}, "backups": []string{}}},
	{id: "read-organisation", who: "signed_in"},
	{id: "set-organisation", who: "admin", body: object{"name": "Harbour", "currency": "EUR", "time_zone": "UTC", "languages": []string{"en"}}},
	{id: "read-policy", who: "signed_in"},
	{id: "save-policy", who: "admin", body: object{"source": otherwise()}},
	{id: "list-policy-versions", who: "signed_in"},
	{id: "read-policy-version", who: "signed_in", path: "/policy/versions/1"},
	{id: "draft-policy", who: "signed_in", body: object{"source": otherwise()}},
	{id: "try-policy", who: "signed_in", body: object{"source": otherwise(), "answers": object{}}},
	{id: "rehearse-policy", who: "admin", body: object{"source": otherwise()}},
	{id: "read-calibration", who: "signed_in"},
	{id: "list-events", who: "admin"},
	{id: "verify-log", who: "admin"},

	{id: "check-door", who: "signed_in", body: object{"title": "Tea"}},
	{id: "register-experiment", who: "team", body: func(v *town, _ string) any { return v.proposal(nil, nil) }},
	{id: "list-experiments", who: "signed_in"},
	{id: "read-experiment", who: "signed_in", given: "running"},
	{id: "change-experiment", who: "team", given: "running", body: object{"title": "Coffee"}},
	{id: "submit-experiment", who: "team", given: "withdrawn"},
	{id: "start-experiment", who: "team", given: "ready"},
	{id: "pause-experiment", who: "team", given: "running"},
	{id: "resume-experiment", who: "team", given: "paused"},
	{id: "stop-experiment", who: "team", given: "running"},
	{id: "withdraw-experiment", who: "team", given: "in_review"},
	{id: "archive-experiment", who: "team", given: "concluded"},
	{id: "unarchive-experiment", who: "team", given: "archived"},
	{id: "conclude-experiment", who: "team", given: "running", body: object{"outcome": "worked"}},
	{id: "recover-experiment", who: "team", given: "concluded", body: begun},
	{id: "meet-condition", who: "team", given: "conditional", path: "/experiments/{it}/conditions/2/met", body: object{"note": "Done"}},
	{id: "check-change", who: "signed_in", given: "running", body: object{"answers": object{"customers_exposed": 900}}},
	{id: "raise-door", who: "signed_in", given: "running", body: object{"reason": "The kettle stands beside the pram"}},
	{id: "clone-experiment", who: "signed_in", given: "running", body: object{"title": "Tea here too"}},
	{id: "split-experiment", who: "team", given: "in_review", body: object{"answers": object{"health_or_safety": "no"}}},
	{id: "list-links", who: "signed_in", given: "running"},
	{id: "check-in", who: "team", given: "running", body: func(v *town, _ string) any { return v.seen(0, nil) }},
	{id: "list-check-ins", who: "signed_in", given: "running"},
	{id: "read-readout", who: "signed_in", given: "running"},
	{id: "try-undo", who: "team", given: "running", body: object{"hours": 2}},
	{id: "list-revisions", who: "signed_in", given: "running"},
	{id: "read-revision", who: "signed_in", given: "running", path: "/experiments/{it}/revisions/1"},
	{id: "read-timeline", who: "signed_in", given: "running"},
	{id: "read-entry", who: "signed_in", given: "entry", path: "/experiments/{it}"},

	{id: "list-reviews", who: "signed_in"},
	{id: "list-decided", who: "signed_in"},
	{id: "read-review", who: "signed_in", given: "review"},
	{id: "list-similar-doors", who: "signed_in", given: "review"},
	{id: "decide", who: "route", given: "review", body: object{"revision": 1, "gates": []string{"health_or_safety"}, "verdict": "approve"}},
	{id: "hand-over", who: "route", given: "handable", body: func(v *town, _ string) any { return object{"to": v.leo.id} }},
	{id: "lower-door", who: "route", given: "review", body: object{"revision": 1, "gate": "health_or_safety", "reason": "The cups have lids"}},
	{id: "make-counter-offer", who: "route", given: "review", body: object{"changes": safe, "message": "So it stays small"}},
	{id: "accept-counter-offer", who: "team", given: "offer", path: "/reviews/{it}/accept"},
	{id: "reject-counter-offer", who: "team", given: "offer", path: "/reviews/{it}/reject", body: object{"reason": "Then nobody comes"}},
	{id: "withdraw-counter-offer", who: "route", given: "offer", path: "/reviews/{it}/withdraw"},
	{id: "read-discussion", who: "signed_in", given: "review"},
	{id: "list-participants", who: "signed_in", given: "review"},
	{id: "comment", who: "signed_in", given: "review", body: object{"text": "Lids?"}},
	{id: "read-comment", who: "signed_in", given: "comment", path: "/reviews/{it}"},
	{id: "edit-comment", who: "author", given: "comment", path: "/reviews/{it}", body: object{"text": "Lids!"}},
	{id: "remove-comment", who: "author", given: "comment", path: "/reviews/{it}"},

	{id: "read-delegations", who: "signed_in"},
	{id: "set-delegations", who: "signed_in", body: object{"items": []object{}}},
	{id: "follow-events", who: "signed_in", given: "stream"},
	{id: "list-notifications", who: "signed_in"},
	{id: "read-notifications", who: "signed_in"},
	{id: "read-notification", who: "signed_in", given: "nothing", success: []int{404}},

	{id: "read-home", who: "signed_in"},
	{id: "list-signals", who: "signed_in"},

	{id: "list-templates", who: "signed_in"},
	{id: "make-template", who: "team", given: "running", path: "/templates", body: func(_ *town, it string) any { return object{"experiment": it, "name": "Tea"} }},
	{id: "read-template", who: "signed_in", given: "template"},
	{id: "change-template", who: "team", given: "template", body: object{"name": "Tea"}, want: []string{"401", "401", "401", "403", "ok", "403", "403", "ok"}},
	{id: "publish-earned-door", who: "route", given: "proven", body: object{"gate": "public_promise", "limits": few, "reason": "It went well"}},
	{id: "withdraw-earned-door", who: "route", given: "earned", path: "/templates/{it}/withdraw", body: object{"reason": "Too many"},
		want: []string{"401", "401", "401", "403", "403", "ok", "ok", "403"}}, // closing asks for no distance

	{id: "read-lesson-draft", who: "team", given: "concluded"},
	{id: "save-lesson", who: "team", given: "concluded", body: learned},
	{id: "preview-lesson", who: "team", given: "concluded", body: learned},
	{id: "publish-lesson", who: "team", given: "written"},
	{id: "check-language", who: "signed_in", body: object{"text": "The agent forgot the key."}},
	{id: "list-lessons", who: "signed_in"},
	{id: "read-lesson", who: "signed_in", given: "lesson"},
	{id: "list-editions", who: "signed_in", given: "lesson"},
	{id: "read-edition", who: "signed_in", given: "lesson", path: "/lessons/{it}/editions/1"},
	{id: "read-lesson-document", who: "signed_in", given: "lesson"},
	{id: "export-lessons", who: "signed_in"},
	{id: "confirm-lesson", who: "team", given: "lesson"},
	{id: "supersede-lesson", who: "team", given: "lesson", body: object{"lesson_id": nil}},
	{id: "list-anniversaries", who: "signed_in"},

	{id: "list-follow-ups", who: "signed_in"},
	{id: "read-follow-up", who: "team", given: "follow-up", want: hidden},
	{id: "end-follow-up", who: "team", given: "follow-up", body: object{"state": "done"}, want: hidden},
	{id: "read-return", who: "signed_in", given: "lesson"},
	{id: "say-helped", who: "signed_in", given: "lesson", want: []string{"401", "401", "401", "ok", "409", "ok", "ok", "ok"}}, // not the team that wrote it
	{id: "take-helped-back", who: "signed_in", given: "lesson"},
	{id: "count-reader", who: "signed_in", given: "lesson"},
	{id: "read-lately", who: "signed_in"},
	{id: "list-thanks", who: "signed_in"},
	{id: "give-thanks", who: "team", body: func(v *town, _ string) any {
		return object{"from_team_id": v.desk, "to_team_id": v.calls, "text": "For the tea"}
	}},
	{id: "read-thanks", who: "signed_in", given: "thanks"},
	{id: "take-thanks-back", who: "team", given: "thanks", want: []string{"401", "401", "401", "ok", "ok", "403", "403", "ok"}}, // the other team is the one that is thanked
	{id: "list-similar", who: "signed_in", path: "/similar?text=tea"},
	{id: "find-similar", who: "signed_in", body: object{"text": "tea"}},

	{id: "list-obstacles", who: "signed_in"},
	{id: "find-similar-obstacles", who: "signed_in", body: object{"text": "tea"}},
	{id: "post-obstacle", who: "signed_in", body: object{"text": "Three forms for one cup"}},
	{id: "count-removed-obstacles", who: "signed_in"},
	{id: "read-obstacle", who: "signed_in", given: "obstacle"},
	{id: "say-me-too", who: "signed_in", given: "obstacle"},
	{id: "take-me-too-back", who: "signed_in", given: "obstacle"},
	{id: "try-obstacle", who: "signed_in", given: "obstacle"}, // for a team of one's own, which all have by now
	{id: "remove-obstacle", who: "team", given: "obstacle", body: object{"reason": "One form"}, want: []string{"401", "401", "401", "403", "ok", "403", "403", "ok"}},
	{id: "keep-obstacle", who: "team", given: "obstacle", body: object{"reason": "The tax office asks"}, want: []string{"401", "401", "401", "403", "ok", "403", "403", "ok"}},
}

// hiding are the operations on one experiment, which must not tell others that a
// draft is there.
var hiding = []string{"read-experiment", "change-experiment", "submit-experiment", "start-experiment", "pause-experiment", "resume-experiment",
	"stop-experiment", "withdraw-experiment", "archive-experiment", "unarchive-experiment", "conclude-experiment", "meet-condition",
	"check-change", "raise-door", "clone-experiment", "split-experiment", "list-links", "check-in", "list-check-ins", "read-readout", "try-undo",
	"list-revisions", "read-revision", "read-timeline", "read-entry", "read-lesson-draft", "save-lesson", "preview-lesson", "publish-lesson"}

var learned = object{"headline": "When tea is hot, guests wait, because cups burn", "happened": "They waited", "surprise": "They liked it",
	"conditions": []object{{"kind": "tools", "text": "No lids"}}}

func newcomer(_ *town, n string) any {
	return object{"name": "New Comer", "email": "new" + n + "@example.org"}
}
func newName(_ *town, n string) any { return object{"name": "Name " + n} }

func TestWhoMay(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		cast := v.castOfRoles(t)
		named := []string{}
		for _, o := range operations {
			named = append(named, o.id+" "+o.who)
			method, template := v.find(t, o.id)
			want := o.want
			if want == nil {
				want = who[o.who]
			}
			got := make([]string, len(roles))
			for i, role := range roles {
				it := v.given(t, o.given)
				if o.given == "" {
					it = fmt.Sprint(len(named)*100 + i)
				}
				r := cast[role].call(t, method, o.address(template, it), o.content(v, it), "If-Match", "*")
				got[i] = outcome(r, o.success)
			}
			if diff := cmp.Diff(answers(want), answers(got)); diff != "" {
				t.Errorf("%s: %s", o.id, diff)
			}
		}
		slices.Sort(named)
		if diff := cmp.Diff(v.described(), named); diff != "" {
			t.Errorf("the document and this table differ: %s", diff)
		}
	})
}

func TestADraftIsNotThereForOthers(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		cast := v.castOfRoles(t)
		draft := v.inState(t, "draft")
		for _, o := range operations {
			if !slices.Contains(hiding, o.id) {
				continue
			}
			method, template := v.find(t, o.id)
			for i, role := range roles {
				if role == "team" {
					continue
				}
				r := cast[role].call(t, method, o.address(template, draft), o.content(v, draft), "If-Match", "*")
				if got := outcome(r, o.success); got != hidden[i] {
					t.Errorf("%s of a draft answers %s %s, not %s: %s", o.id, role, got, hidden[i], r.raw)
				}
			}
		}
		for _, role := range roles[3:] {
			for _, list := range []string{"/experiments?limit=200", "/experiments?status=draft", "/experiments?q=tea", "/experiments?q=queue&team=" + v.desk, "/reviews"} {
				n := len(cast[role].get(t, list).want(200).list("items"))
				if (n > 0) != (role == "team" && !strings.Contains(list, "q=") && list != "/reviews") {
					t.Errorf("%s lists %d at %s", role, n, list)
				}
			}
		}
	})
}

// castOfRoles are the people whom the matrix asks. The contributing reviewer
// serves the route, and edited for the team until they left it.
func (v *town) castOfRoles(t *testing.T) map[string]guest {
	t.Helper()
	revoked, gone, moved := v.person(t, "Rex Revoked"), v.person(t, "Gus Gone", accounts.Reviewer), v.person(t, "Mo Moved", accounts.Reviewer)
	for _, g := range []guest{revoked, gone} {
		v.join(t, v.desk, g)
	}
	tokens := revoked.get(t, "/tokens").want(200)
	revoked.call(t, "DELETE", "/tokens/"+tokens.text("items.0.id"), nil).want(204)
	v.admin.patch(t, "/people/"+gone.id, object{"active": false}).want(200)
	v.staff(t, "safety", v.rosa, moved)
	v.staff(t, "brand", v.rosa, moved)
	return map[string]guest{"nobody": v.guest(), "revoked": revoked, "deactivated": gone, "other team": v.cora, "team": v.pia,
		"reviewer": v.rosa, "contributing reviewer": moved, "admin": v.admin}
}

// given makes what a call is about.
func (v *town) given(t *testing.T, what string) string {
	t.Helper()
	newName := fmt.Sprint("Made at ", v.watch.now().UnixMicro())
	switch what {
	case "":
		return ""
	case "nothing":
		return "01890a5d-ac96-774b-bcce-b302099a8057"
	case "stream":
		v.follows(t)
		return ""
	case "person":
		return v.person(t, newName).id
	case "invitation":
		return v.admin.post(t, "/people/"+v.person(t, newName).id+"/invitation", nil).want(201).text("code")
	case "team":
		return v.team(t, newName, "")
	case "membership":
		return v.team(t, newName, "") + "/members/" + v.nora.id
	case "moment":
		return v.admin.post(t, "/moments", object{"name": newName}).want(201).text("id")
	case "route":
		return "money"
	case "handable":
		v.admin.put(t, "/routes/safety", object{"members": v.routeMembers(t, "safety"), "backups": []string{v.leo.id}}, "If-Match", "*").want(200)
		return v.given(t, "review")
	case "review":
		id := v.contributed(t)
		return v.reviewOf(t, id)
	case "offer":
		id := v.inState(t, "in_review")
		v.offer(t, v.rosa, id, safe, nil).want(201)
		return v.reviewOf(t, id) + "/counter-offers/1"
	case "entry":
		id := v.inState(t, "running")
		return id + "/timeline/" + v.pia.get(t, "/experiments/"+id+"/timeline").want(200).text("items.0.id")
	case "comment":
		review := v.reviewOf(t, v.inState(t, "in_review"))
		v.watch.pass(time.Minute)
		return review + "/comments/" + v.say(t, v.pia, "/reviews/"+review, "Lids?").want(201).text("id")
	case "template":
		return v.template(t, v.inState(t, "running"))
	case "proven":
		return v.provenBy(t, v.routeMembers(t, "brand"))
	case "earned":
		template, door := v.earned(t)
		return template + "/earned-doors/" + door
	case "thanks":
		return v.pia.post(t, "/thanks", object{"from_team_id": v.desk, "to_team_id": v.calls, "text": "For the tea"}).want(201).text("id")
	case "obstacle":
		return v.obstacle(t, v.paul, object{"team_id": v.desk})
	case "follow-up":
		return v.publish(t, nil, object{"follow_ups": []object{{"what": "Buy lids", "done": false}}}).text("follow_ups.0.id")
	case "conditional":
		id := v.inState(t, "in_review")
		v.decide(t, v.rosa, id, "approve_with_conditions", object{"conditions": []object{{"text": "Lids", "when": "before_start"}}}).want(201)
		return id
	case "written":
		id := v.inState(t, "concluded")
		v.pia.put(t, "/experiments/"+id+"/lesson", learned, "If-Match", "*").want(200)
		return id
	case "lesson":
		id := v.given(t, "written")
		return v.pia.post(t, "/experiments/"+id+"/lesson/publish", nil).want(200).text("id")
	}
	return v.inState(t, what)
}

// contributed is an experiment in review to which somebody contributed who has
// left the team and serves the route.
func (v *town) contributed(t *testing.T) string {
	t.Helper()
	id := v.inState(t, "in_review")
	v.touched(t, id, v.routeMembers(t, "safety"))
	return id
}

// touched lets all but Rosa of some reviewers edit for the desk, and leave it.
func (v *town) touched(t *testing.T, experiment string, reviewers []string) {
	t.Helper()
	for _, g := range reviewers {
		if g != v.rosa.id {
			mo := guest{house: v.house, id: g}
			v.join(t, v.desk, mo)
			v.token(t, "", uuid.MustParse(g)).patch(t, "/experiments/"+experiment, object{"tags": []string{"tea"}}).want(200)
			v.leave(t, v.desk, mo)
		}
	}
}

func (v *town) routeMembers(t *testing.T, route string) []string {
	t.Helper()
	return v.admin.get(t, "/routes/"+route).want(200).each("members", "person_id")
}

func (v *town) find(t *testing.T, id string) (method, path string) {
	t.Helper()
	for path, item := range v.api.Document().Paths {
		for method, op := range byMethod(item) {
			if op != nil && op.OperationID == id {
				return method, strings.TrimPrefix(path, "/api/v1")
			}
		}
	}
	t.Fatalf("the document has no operation %q", id)
	return "", ""
}

// described are the operations of the document with who may.
func (v *town) described() (all []string) {
	for _, item := range v.api.Document().Paths {
		for _, op := range byMethod(item) {
			if op != nil {
				all = append(all, fmt.Sprint(op.OperationID, " ", op.Extensions["x-who-may"]))
			}
		}
	}
	slices.Sort(all)
	return all
}

func (o operation) address(template, it string) string {
	if o.path != "" {
		return strings.Replace(o.path, "{it}", it, 1)
	}
	open, end := strings.Index(template, "{"), strings.Index(template, "}")
	if open < 0 {
		return template
	}
	return template[:open] + it + template[end+1:]
}

func (o operation) content(v *town, it string) any {
	if made, ok := o.body.(func(*town, string) any); ok {
		return made(v, it)
	}
	return o.body
}

func outcome(r reply, success []int) string {
	if slices.Contains(success, r.status) || success == nil && r.status < http.StatusMultipleChoices {
		return "ok"
	}
	return fmt.Sprint(r.status)
}

// answers are a row of the matrix with its roles, for a difference that can be read.
func answers(row []string) map[string]string {
	named := map[string]string{}
	for i, role := range roles {
		named[role] = row[i]
	}
	return named
}

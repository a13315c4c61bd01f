package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

// The whole life of the registry, as three people and an administrator live it:
// Pia proposes, Rosa reviews, and Max of another team finds what Pia's learned.
func TestStory(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := &story{house: furnish(t, db, newWatch())}
		s.openTheHouse(t)
		s.inviteEverybody(t)
		s.arrangeWhoDoesWhat(t)
		s.walkThroughATwoWayDoor(t)
		experiment := s.draftBeforeAOneWayDoor(t)
		s.reviewIt(t, experiment)
		s.startAndStopIt(t, experiment)
		s.writeTheLesson(t, experiment)
		s.findTheLesson(t, experiment)
		s.leave(t)
	})
}

type story struct {
	*house
	boss, pia, rosa, max guest
	desk, arrival        string
}

func (s *story) openTheHouse(t *testing.T) {
	nobody := s.guest()
	if r := nobody.get(t, "/setup").want(200); r.at("done") != false || r.at("needs_code") != false {
		t.Errorf("before: %s", r.raw)
	}
	nobody.get(t, "/session").refused(401, "not-signed-in")
	form := object{"organisation": "Hotel Żubr", "name": "Ada", "email": "Ada@Example.org", "password": password, "currency": "PLN", "time_zone": "Europe/Warsaw"}
	s.boss = signedIn(nobody, nobody.post(t, "/setup", form).want(201))
	if r := s.boss.get(t, "/organisation").want(200); r.text("currency") != "PLN" || r.text("time_zone") != "Europe/Warsaw" {
		t.Errorf("organisation: %s", r.raw)
	}
	nobody.post(t, "/setup", form).refused(409, "already-set-up")
	if r := nobody.get(t, "/setup").want(200); r.at("done") != true {
		t.Errorf("after: %s", r.raw)
	}
}

// signedIn is the guest with the session that the answer began.
func signedIn(g guest, r reply) guest {
	cookie := (&http.Response{Header: r.header}).Cookies()[0]
	g.cookie, g.id, g.name = cookie.Value, r.text("person_id"), r.text("name")
	return g
}

func (s *story) inviteEverybody(t *testing.T) {
	s.pia = s.invited(t, "Pia", "member")
	s.rosa = s.invited(t, "Rosa", "reviewer")
	s.max = s.invited(t, "Max", "member")
}

func (s *story) invited(t *testing.T, name, role string) guest {
	nobody, email := s.guest(), strings.ToLower(name)+"@example.org"
	made := s.boss.post(t, "/people", object{"name": name, "email": email, "roles": []string{role}}).want(201)
	nobody.post(t, "/session", object{"email": email, "password": password}).refused(401, "wrong-credentials")
	link, err := url.Parse(made.text("invitation.link"))
	if err != nil || s.address != link.Scheme+"://"+link.Host {
		t.Errorf("the link is %q, %v", made.text("invitation.link"), err)
	}
	code := strings.TrimPrefix(link.Path, "/invitation/")
	chosen := object{"password": "my own " + password}
	in := signedIn(nobody, nobody.post(t, "/invitations/"+code, chosen).want(200))
	if who := in.get(t, "/session").want(200); who.text("name") != name {
		t.Errorf("%s is signed in as %s", name, who.text("name"))
	}
	nobody.post(t, "/invitations/"+code, chosen).refused(404, "not-found")
	return signedIn(nobody, nobody.post(t, "/session", object{"email": email, "password": chosen["password"]}).want(200))
}

func (s *story) arrangeWhoDoesWhat(t *testing.T) {
	s.desk = s.pia.post(t, "/teams", object{"name": "Front desk", "area": "Guests"}).want(201).text("id")
	s.pia.post(t, "/teams", object{"name": "Second team"}).want(403)
	s.max.post(t, "/teams", object{"name": "Call centre", "area": "Guests"}).want(201)
	s.arrival = s.boss.post(t, "/moments", object{"name": "Arrival"}).want(201).text("id")
	for _, route := range []string{"safety", "lead"} {
		old := s.boss.get(t, "/routes/"+route).want(200)
		s.boss.put(t, "/routes/"+route, object{"members": []string{s.rosa.id}, "backups": []string{}}, "If-Match", old.etag()).want(200)
	}
	if r := s.rosa.get(t, "/session").want(200); !cmp.Equal(r.list("routes"), []any{"lead", "safety"}) {
		t.Errorf("Rosa serves %v", r.list("routes"))
	}
}

func (s *story) proposal(answers object) object {
	v := &town{house: s.house, desk: s.desk}
	return with(v.proposal(answers, nil), object{"moment_id": s.arrival})
}

// A two-way door starts at once, in the request that registers it.
func (s *story) walkThroughATwoWayDoor(t *testing.T) {
	r := s.pia.post(t, "/experiments", with(s.proposal(nil), object{"submit": true, "start": true})).want(201)
	got := []any{r.at("status"), r.at("door"), r.at("revision"), r.at("classification.undo_grade"), r.at("key"), r.header.Get("Location")}
	want := []any{"running", "two_way", 1.0, "hat", "E-1", "/api/v1/experiments/" + r.text("id")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	byKey := s.max.get(t, "/experiments/e-1").want(200)
	if byKey.text("id") != r.text("id") || byKey.etag() != r.etag() || !cmp.Equal(byKey.list("actions"), []any{"raise_door", "clone"}) {
		t.Errorf("Max reads %s with %s", byKey.raw, byKey.etag())
	}
}

// Pia types; the draft is saved as she does, and the bar names the door.
func (s *story) draftBeforeAOneWayDoor(t *testing.T) string {
	draft := s.pia.post(t, "/experiments", object{"title": "Herbata przy recepcji", "team_id": s.desk}).want(201)
	at := "/experiments/" + draft.text("id")
	check := s.pia.post(t, "/door-check", object{"title": "Herbata", "answers": object{"health_or_safety": "no"}}).want(200)
	if check.at("door") != nil || len(check.list("unanswered")) != 15 {
		t.Errorf("after one answer: %s", check.raw)
	}
	typed := s.pia.call(t, "PATCH", at, object{"change": "Herbata z samowara, od 16", "language": "pl"}, "If-Match", draft.etag()).want(200)
	s.pia.call(t, "PATCH", at, object{"change": "late"}, "If-Match", draft.etag()).refused(412, "stale")
	s.max.get(t, at).refused(404, "not-found")

	everything := s.proposal(scaldingAndMany)
	delete(everything, "title")
	delete(everything, "premortem")
	typed = s.pia.call(t, "PATCH", at, everything, "If-Match", typed.etag()).want(200)
	check = s.pia.post(t, "/door-check", everything, "Accept-Language", "pl").want(200)
	if diff := cmp.Diff([]string{"health_or_safety", "customers_exposed"}, check.each("reasons", "gate")); diff != "" || check.text("door") != "one_way" {
		t.Errorf("the door is %s; %s", check.text("door"), diff)
	}
	if m := check.text("reasons.0.message"); !strings.Contains(m, "zdrowiu") {
		t.Errorf("not in Polish: %q", m)
	}
	if len(check.list("openers")) == 0 {
		t.Error("nothing opens the door")
	}
	s.pia.post(t, at+"/submit", nil, "If-Match", typed.etag()).refused(422, "invalid-input")
	typed = s.pia.call(t, "PATCH", at, object{"premortem": "Nobody had time to pour", "language": "pl"}, "If-Match", typed.etag()).want(200)
	r := s.pia.post(t, at+"/submit", object{"start": true}, "If-Match", typed.etag()).want(200)
	if r.text("status") != "in_review" || r.text("door") != "one_way" || len(r.list("requirements")) != 2 {
		t.Errorf("submitted: %s", r.raw)
	}
	return draft.text("id")
}

// Rosa approves one gate with a condition and the other without; only when the
// team has met the condition can it start.
func (s *story) reviewIt(t *testing.T, experiment string) {
	at := "/experiments/" + experiment
	s.pia.post(t, at+"/start", nil).refused(409, "wrong-state")
	inbox := s.rosa.get(t, "/reviews?turn=mine").want(200)
	if len(inbox.list("items")) != 1 || inbox.text("items.0.experiment.id") != experiment {
		t.Fatalf("Rosa's inbox: %s", inbox.raw)
	}
	for _, other := range []guest{s.pia, s.max, s.boss} {
		if r := other.get(t, "/reviews?turn=mine").want(200); len(r.list("items")) != 0 {
			t.Errorf("%s's inbox: %s", other.name, r.raw)
		}
	}
	review := "/reviews/" + inbox.text("items.0.id")
	full := s.rosa.get(t, review).want(200)
	if full.at("gates.0.may_decide") != true || full.text("gates.0.message") == "" || full.text("proposal.change") == "" {
		t.Errorf("Rosa reads %s", full.raw)
	}
	s.pia.post(t, review+"/decisions", object{"revision": 1, "gates": []string{"health_or_safety"}, "verdict": "approve"}).refused(403, "contributor-decides")
	first := s.rosa.post(t, review+"/decisions", object{"revision": 1, "gates": []string{"health_or_safety"}, "verdict": "approve_with_conditions",
		"conditions": []object{{"text": "A lid on every cup", "when": "before_start"}}}).want(201)
	if first.text("state") != "open" || first.text("turn") != "route" {
		t.Errorf("after one gate: %s", first.raw)
	}
	second := s.rosa.post(t, review+"/decisions", object{"revision": 1, "gates": []string{"customers_exposed"}, "verdict": "disagree_and_commit", "reason": "I would try one floor"}).want(201)
	if second.text("state") != "approved" || s.status(t, experiment) != "ready" {
		t.Errorf("after both gates: %s, %s", second.text("state"), s.status(t, experiment))
	}
	s.pia.post(t, at+"/start", nil).refused(409, "door-closed")
	met := s.pia.post(t, at+"/conditions/3/met", object{"note": "Lids are here"}).want(200)
	if met.text("requirements.2.state") != "met" || met.text("requirements.2.note") != "Lids are here" {
		t.Errorf("condition: %s", met.raw)
	}
}

func (s *story) status(t *testing.T, experiment string) string {
	return s.pia.get(t, "/experiments/"+experiment).want(200).text("status")
}

// Stopping asks nobody; the conclusion follows when there is time.
func (s *story) startAndStopIt(t *testing.T, experiment string) {
	at := "/experiments/" + experiment
	if r := s.pia.post(t, at+"/start", nil).want(200); r.text("status") != "running" || r.text("started_at") == "" {
		t.Errorf("started: %s", r.raw)
	}
	stopped := s.pia.post(t, at+"/stop", nil).want(200)
	if stopped.text("status") != "concluded" || stopped.text("outcome") != "stopped_early" || stopped.at("owes_lesson") != true {
		t.Errorf("stopped: %s", stopped.raw)
	}
	s.pia.post(t, at+"/conclusion", object{"outcome": "did_not_work", "signal": 11, "right_reason": "unsure", "reversible_as_said": "yes",
		"customers_say": object{"felt": object{"good": 2, "neutral": 1, "bad": 4}, "quotes": []string{"Too hot"}}, "next": "change"}).want(200)
	s.pia.post(t, at+"/archive", nil).refused(409, "owes-lesson")
	if r := s.pia.get(t, "/experiments?owes_lesson=true&mine=true").want(200); len(r.list("items")) != 1 {
		t.Errorf("owing: %s", r.raw)
	}
}

func (s *story) writeTheLesson(t *testing.T, experiment string) {
	at := "/experiments/" + experiment + "/lesson"
	s.max.get(t, at).refused(403, "not-your-team")
	form := s.pia.get(t, at).want(200)
	if form.at("owed") != true || form.text("expected") == "" || form.etag() == "" || len(form.list("conditions")) != 0 {
		t.Errorf("the empty form: %s, %s", form.raw, form.etag())
	}
	lesson := object{"happened": "Goście parzyli się przy samowarze", "surprise": "Nikt nie chciał pokrywki",
		"conditions": []object{{"kind": "environment", "text": "The samovar stands at the door"}, {"kind": "workload", "text": "One colleague at four"}}}
	saved := s.pia.put(t, at, lesson, "If-Match", form.etag()).want(200)
	missing := s.pia.post(t, at+"/publish", nil).refused(422, "invalid-input")
	if diff := cmp.Diff(map[string]string{"body.headline": "required"}, missing.places()); diff != "" {
		t.Error(diff)
	}
	lesson["headline"] = "When tea is too hot, guests wait longer, because the cup ties them to the table"
	saved = s.pia.put(t, at, lesson, "If-Match", saved.etag()).want(200)
	if r := s.max.get(t, "/lessons").want(200); len(r.list("items")) != 0 {
		t.Errorf("Max reads what is not published: %s", r.raw)
	}
	published := s.pia.post(t, at+"/publish", nil, "If-Match", saved.etag()).want(200)
	if published.at("published") != true || published.at("edition") != 1.0 || published.at("owed") != false {
		t.Errorf("published: %s", published.raw)
	}
	s.pia.post(t, "/experiments/"+experiment+"/archive", nil).want(200)
}

// Max finds it in his own words, without the accents, and by facets.
func (s *story) findTheLesson(t *testing.T, experiment string) {
	found := s.max.get(t, "/lessons?facets=true&q="+url.QueryEscape("goscie samowar")).want(200)
	if len(found.list("items")) != 1 || found.text("items.0.experiment.id") != experiment {
		t.Fatalf("Max finds %s", found.raw)
	}
	item := "items.0."
	got := []any{found.at(item + "team"), found.at(item + "moment"), found.at(item + "month"), found.at(item + "outcome"), found.at(item + "door"), found.at(item + "gates")}
	want := []any{"Guests", "Arrival", "2026-11", "did_not_work", "one_way", []any{"health_or_safety", "customers_exposed"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	facets := object{}
	for name, counts := range found.at("facets").(object) {
		for _, c := range counts.([]any) {
			facets[name+"="+c.(object)["value"].(string)] = c.(object)["count"]
		}
	}
	wanted := object{"team=Guests": 1.0, "moment=" + s.arrival: 1.0, "outcome=did_not_work": 1.0, "door=one_way": 1.0, "maturity=emerging": 1.0,
		"language=pl": 1.0, "kind=environment": 1.0, "kind=workload": 1.0, "gate=health_or_safety": 1.0, "gate=customers_exposed": 1.0}
	if diff := cmp.Diff(wanted, facets); diff != "" {
		t.Error(diff)
	}
	one := s.max.get(t, "/lessons/"+found.text("items.0.id")).want(200)
	if id := uuid.MustParse(one.text("id")); id.Version() != 4 || strings.Contains(string(one.raw), "Pia") {
		t.Errorf("the lesson tells too much: %s", one.raw)
	}
	none := s.max.get(t, "/lessons?kind=training&q=samowar").want(200)
	narrowed := s.max.get(t, "/lessons?kind=workload&language=pl&team=Guests&moment="+s.arrival).want(200)
	if len(none.list("items")) != 0 || len(narrowed.list("items")) != 1 {
		t.Errorf("narrowed to %s and %s", none.raw, narrowed.raw)
	}
}

func (s *story) leave(t *testing.T) {
	s.pia.call(t, "DELETE", "/session", nil).want(204)
	s.pia.get(t, "/session").refused(401, "not-signed-in")
}

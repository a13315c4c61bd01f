package api_test

import (
	"fmt"
	"testing"
	"time"

	"ajar/internal/accounts"
)

// secret is a town with a concluded experiment in which many had a part, on many days,
// all of whom are called like nobody else.
type secret struct {
	*town
	sibylla, cornelius, wilhelmina guest // of safety, in its members' stead, and from outside, who was mentioned
	ivo                            guest // has no part in it
	moment                         string
	told, archived                 string // experiments: one with a lesson, one that is archived too
	reviews                        []string
	comment, lesson                string
	obstacle, template, followed   string
	followUp, thanks               string
}

// hide lets the house live through spring, and leaves it in autumn.
func (h *house) hide(t *testing.T) *secret {
	t.Helper()
	v := &town{house: h}
	s := &secret{town: v}
	v.watch.set(t, "2027-01-04 09:00")
	v.pia, v.paul = h.person(t, "Zenobia Quillfeather"), h.person(t, "Thaddeus Brambleworth")
	v.rosa, v.leo = h.person(t, "Ottoline Marchbanks", accounts.Reviewer), h.person(t, "Peregrine Ashgrove", accounts.Reviewer)
	s.sibylla, s.cornelius = h.person(t, "Sibylla Crane", accounts.Reviewer), h.person(t, "Cornelius Fjordwick", accounts.Reviewer)
	s.wilhelmina, s.ivo = h.person(t, "Wilhelmina Duskwater"), h.person(t, "Ivo")
	v.cora = s.ivo
	v.desk, v.calls = h.team(t, "Lanternroom", "Guests", v.pia, v.paul, h.person(t, "Xanthippe Vogelsang")), h.team(t, "Call centre", "Guests", s.ivo, s.wilhelmina)
	h.staff(t, "safety", v.rosa, s.sibylla)
	h.staff(t, "lead", v.leo)
	s.moment = h.admin.post(t, "/moments", object{"name": "Arrival"}).want(201).text("id")
	v.watch.set(t, "2027-03-08 09:00")
	s.obstacle = v.obstacle(t, s.wilhelmina, object{"team_id": v.calls})

	s.propose(t)
	s.review(t)
	s.run(t)
	s.conclude(t)
	s.follow(t)
	v.watch.set(t, "2027-09-06 09:00")
	return s
}

func (s *secret) propose(t *testing.T) {
	t.Helper()
	s.watch.set(t, "2027-03-09 09:00")
	draft := s.pia.post(t, "/experiments", s.proposal(with(scaldingAndMany, object{"customers_exposed": 900}), object{"moment_id": s.moment, "obstacle_id": s.obstacle,
		"starts_on": "2027-03-22", "ends_on": "2027-04-23", "tags": []string{"kettle"}, "affected_team_ids": []string{s.calls}})).want(201)
	s.told = draft.text("id")
	s.watch.set(t, "2027-03-10 09:00")
	s.paul.patch(t, "/experiments/"+s.told, object{"customer_job": "To wait in company"}).want(200)
	s.paul.post(t, "/experiments/"+s.told+"/submit", nil).want(200)
	s.reviews = append(s.reviews, s.reviewOf(t, s.told))
}

func (s *secret) review(t *testing.T) {
	t.Helper()
	at := "/reviews/" + s.reviews[0]
	s.watch.set(t, "2027-03-11 09:00")
	s.rosa.post(t, at+"/hand-over", object{"to": s.sibylla.id, "note": "You know kettles"}).want(200)
	s.say(t, s.wilhelmina, at, "Lids?").want(201)
	s.comment = s.say(t, s.pia, at, "Lids, "+mention(s.wilhelmina)+" and "+mention(s.rosa)).want(201).text("id")
	s.watch.set(t, "2027-03-12 09:00")
	s.pia.put(t, at+"/comments/"+s.comment, object{"text": "Lids, " + mention(s.wilhelmina) + "!"}, "If-Match", "*").want(200)
	s.offer(t, s.sibylla, s.told, object{"ends_on": "2027-04-20"}, nil).want(201)
	s.pia.post(t, at+"/counter-offers/1/reject", object{"reason": "Then nobody comes"}).want(200)
	s.decide(t, s.leo, s.told, "request_changes", object{"gates": []string{"customers_exposed"}, "reason": "Fewer"}).want(201)
	s.watch.set(t, "2027-03-15 09:00")
	s.offer(t, s.sibylla, s.told, object{"ends_on": "2027-04-21", "answers": object{"customers_exposed": 300}}, nil).want(201)
	s.paul.post(t, at+"/counter-offers/2/accept", nil).want(200)
	s.reviews = append(s.reviews, s.reviewOf(t, s.told))
	s.rosa.delegates(t, s.cornelius, "2027-03-16", "2027-03-18")
	s.watch.set(t, "2027-03-16 09:00")
	s.work(t)
	s.decide(t, s.cornelius, s.told, "approve_with_conditions", object{"gates": []string{"health_or_safety"}, "reason": "With lids",
		"conditions": []object{{"text": "Lids", "when": "before_start"}, {"text": "A cloth", "when": "during"}}}).want(201)
	s.lower(t, s.leo, s.told, "customers_exposed").want(200)
	s.watch.set(t, "2027-03-18 09:00")
	n := s.pia.get(t, "/experiments/"+s.told).want(200)
	for i, kind := range n.each("requirements", "kind") {
		if kind == "condition" {
			s.pia.post(t, "/experiments/"+s.told+"/conditions/"+fmt.Sprint(n.at(fmt.Sprintf("requirements.%d.n", i)))+"/met", object{"note": "Bought"}).want(200)
		}
	}
}

func (s *secret) run(t *testing.T) {
	t.Helper()
	at := "/experiments/" + s.told
	s.watch.set(t, "2027-03-22 09:00")
	s.pia.post(t, at+"/start", nil).want(200)
	s.template = s.town.template(t, s.told)
	for _, day := range []string{"2027-03-24", "2027-03-29", "2027-04-05"} {
		s.watch.set(t, day+" 09:00")
		s.checkIn(t, s.told, 20, object{"quotes": []string{"Hot, thank you"}, "counter_signal": 3}).want(201)
	}
	s.pia.post(t, at+"/undo-drill", object{"hours": 2}).want(200)
	s.watch.set(t, "2027-04-06 09:00")
	s.raise(t, s.wilhelmina, s.told, "public_promise").want(200)
	s.staff(t, "brand", s.rosa)
	s.reviews = append(s.reviews, s.reviewOf(t, s.told))
	s.lower(t, s.rosa, s.told, "public_promise").want(200)
	s.decideAll(t)
	s.watch.set(t, "2027-04-07 09:00")
	s.pia.post(t, at+"/resume", nil).want(200)
	s.pia.post(t, at+"/pause", nil).want(200)
}

// decideAll approves what is open at the newest review.
func (s *secret) decideAll(t *testing.T) {
	t.Helper()
	r := s.rosa.get(t, "/reviews/"+s.reviewOf(t, s.told)).want(200)
	for i, gate := range r.each("gates", "gate") {
		if r.each("gates", "state")[i] == "open" {
			by := map[string]guest{"safety": s.sibylla, "lead": s.leo, "brand": s.rosa}[r.each("gates", "route")[i]]
			s.decide(t, by, s.told, "approve", object{"gates": []string{gate}}).want(201)
		}
	}
}

func (s *secret) conclude(t *testing.T) {
	t.Helper()
	at := "/experiments/" + s.told
	s.watch.set(t, "2027-04-12 09:00")
	s.pia.post(t, at+"/conclusion", object{"outcome": "did_not_work", "right_reason": "no", "reversible_as_said": "no", "signal": 8,
		"undone": object{"needed": true, "hours": 3, "cost": 5}, "recovery": object{"time": true, "acknowledge": true, "meet": false, "act": false}}).want(200)
	s.watch.set(t, "2027-04-13 09:00")
	s.paul.post(t, at+"/recovery", object{"time": true, "acknowledge": true, "meet": true, "act": true, "loop_closed_on": "2027-04-13"}).want(200)
	s.pia.put(t, at+"/lesson", learned, "If-Match", "*").want(200)
	s.watch.set(t, "2027-04-14 09:00")
	s.paul.put(t, at+"/lesson", with(learned, object{"happened": "Thaddeus Brambleworth poured and Zenobia rang", "tags": []string{"kettle"},
		"follow_ups": []object{{"what": "Buy lids", "team_id": s.desk, "due": "2027-05-20", "done": false}}}), "If-Match", "*").want(200)
	s.lesson = s.paul.post(t, at+"/lesson/publish", nil).want(200).text("id")
	s.followUp = s.pia.get(t, "/follow-ups").want(200).text("items.0.id")
	s.watch.set(t, "2027-04-15 09:00")
	s.say(t, s.pia, "/reviews/"+s.reviews[1], "So it ended").want(201)
}

// follow is what came of it: a copy that goes on, and one that is archived.
func (s *secret) follow(t *testing.T) {
	t.Helper()
	s.watch.set(t, "2027-04-16 09:00")
	s.archived = s.inState(t, "archived")
	s.thanks = s.ivo.post(t, "/thanks", object{"lesson_id": s.lesson, "text": "Zenobia Quillfeather showed us the lids"}).want(201).text("id")
	s.watch.set(t, "2027-09-04 09:00")
	s.followed = s.pia.post(t, "/experiments/"+s.told+"/clone", object{"as": "change"}).want(201).text("id")
	s.pia.patch(t, "/experiments/"+s.followed, object{"answers": harmless(nil), "ends_on": "2027-12-20"}).want(200)
	s.watch.set(t, "2027-09-05 09:00")
	s.pia.post(t, "/experiments/"+s.followed+"/submit", object{"start": true}).want(200)
	s.pia.post(t, "/obstacles/"+s.obstacle+"/me-too", nil).want(200)
	s.watch.pass(time.Hour)
	s.work(t)
}

package api_test

import (
	"fmt"
	"maps"
	"testing"
)

// with is the object with other fields; a nil takes one out.
func with(o object, changes object) object {
	changed := object{}
	maps.Copy(changed, o)
	for key, value := range changes {
		if value == nil {
			delete(changed, key)
			continue
		}
		changed[key] = value
	}
	return changed
}

// harmless answers stand before a two-way door.
func harmless(changes object) object {
	return with(object{
		"health_or_safety": "no", "vulnerable_customers": "no", "legal_or_contract": "no", "binds_others": "no",
		"personal_data": "no", "destroys": "no", "public_promise": "no", "colleagues": "no",
		"can_stop_early": "yes", "own_hands": "yes", "made_whole": "yes",
		"customers_exposed": 40, "money_at_risk": 100, "undo_cost": 0, "undo_hours": 1, "noticed_within": "same_day",
	}, changes)
}

// proposal is complete enough for either door: which one, the answers decide.
func (v *town) proposal(answers object, changes object) object {
	return with(object{
		"title": "Offer tea while guests wait", "team_id": v.desk, "change": "Tea at the desk from four to six",
		"effect": "Fewer guests leave the queue", "because": "Waiting feels shorter in company", "way_back": "We put the kettle away",
		"stop_rule": "Somebody is scalded", "counter_signal": "Complaints about noise", "premortem": "Nobody had time to pour",
		"signal":    object{"name": "Guests who leave the queue", "unit": "a day", "direction": "down", "baseline": 9, "target": 4},
		"hollow_if": object{"direction": "up", "limit": 20},
		"ends_on":   v.watch.day(14), "answers": harmless(answers),
	}, changes)
}

// scalding is what closes one gate, of the route safety.
var scalding = object{"health_or_safety": "yes"}

// scaldingAndMany closes two gates, of the routes safety and lead.
var scaldingAndMany = object{"health_or_safety": "unsure", "customers_exposed": 900}

func (v *town) draft(t *testing.T) string {
	t.Helper()
	return v.pia.post(t, "/experiments", object{"title": "Offer tea", "team_id": v.desk}).want(201).text("id")
}

// inState registers an experiment of the desk and leads it to a state.
func (v *town) inState(t *testing.T, state string) string {
	t.Helper()
	switch state {
	case "draft":
		return v.pia.post(t, "/experiments", v.proposal(nil, nil)).want(201).text("id")
	case "in_review":
		return v.pia.post(t, "/experiments", v.proposal(scalding, object{"submit": true})).want(201).text("id")
	case "ready":
		return v.pia.post(t, "/experiments", v.proposal(nil, object{"submit": true})).want(201).text("id")
	case "running":
		return v.pia.post(t, "/experiments", v.proposal(nil, object{"submit": true, "start": true})).want(201).text("id")
	}
	from := map[string]struct {
		state, do string
		by        guest
		body      any
	}{
		"paused":    {"running", "pause", v.pia, nil},
		"concluded": {"running", "conclusion", v.pia, object{"outcome": "worked"}},
		"withdrawn": {"in_review", "withdraw", v.pia, nil},
		"archived":  {"concluded", "archive", v.pia, nil},
		"declined":  {"in_review", "", v.rosa, nil},
	}[state]
	id := v.inState(t, from.state)
	if state == "declined" {
		v.decide(t, v.rosa, id, "decline", object{"reason": "Hot water beside children"}).want(201)
		return id
	}
	from.by.post(t, "/experiments/"+id+"/"+from.do, from.body).want(200)
	return id
}

// reviewOf is the id of the newest review of an experiment.
func (v *town) reviewOf(t *testing.T, experiment string) string {
	t.Helper()
	page := v.cora.get(t, "/reviews?limit=200&experiment="+experiment).want(200)
	newest, id := 0.0, ""
	for i := range page.list("items") {
		if item := fmt.Sprintf("items.%d.", i); page.at(item+"revision").(float64) > newest {
			newest, id = page.at(item+"revision").(float64), page.text(item+"id")
		}
	}
	if id == "" {
		t.Fatalf("%s has no review", experiment)
	}
	return id
}

// decide answers on every gate of the newest review at its revision, unless more
// says otherwise.
func (v *town) decide(t *testing.T, by guest, experiment, verdict string, more object) reply {
	t.Helper()
	id := v.reviewOf(t, experiment)
	r := by.get(t, "/reviews/"+id).want(200)
	return by.post(t, "/reviews/"+id+"/decisions",
		with(object{"revision": r.at("revision"), "gates": r.each("gates", "gate"), "verdict": verdict}, more))
}

func (v *town) statusOf(t *testing.T, experiment string) string {
	t.Helper()
	return v.pia.get(t, "/experiments/"+experiment).want(200).text("status")
}

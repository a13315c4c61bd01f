package api_test

import "testing"

// A page that speaks for one person does nothing in the name of another who has
// signed in at the same browser since.
func TestNothingIsDoneInAnothersName(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		const header = "Ajar-Person"
		body := v.proposal(nil, object{"submit": true, "start": true})
		key := v.pia.post(t, "/experiments", body, header, v.pia.id).want(201).text("key")
		checkIn := object{"customers_reached": 3, "stop_rule_tripped": false, "signal": object{"n": 3, "hits": 1}}
		path := "/experiments/" + key + "/check-ins"
		v.pia.post(t, path, checkIn, header, v.paul.id, keyHeader, "said by Paul").refused(401, "another-person")
		v.pia.get(t, "/session", header, v.paul.id).refused(401, "another-person")
		v.pia.get(t, "/setup", header, v.paul.id).want(200)
		if n := len(v.pia.get(t, path, header, v.pia.id).want(200).list("items")); n != 0 {
			t.Errorf("%d check-ins in another's name", n)
		}
	})
}

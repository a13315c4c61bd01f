package api_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// marked are the words of the doubts in a door check.
func marked(t *testing.T, r reply, proposal object) map[string]string {
	t.Helper()
	words := map[string]string{}
	for i := range r.list("doubts") {
		doubt := r.list("doubts")[i].(map[string]any)
		if doubt["message"] == "" {
			t.Errorf("a doubt without a question: %v", doubt)
		}
		said := []rune(proposal[doubt["field"].(string)].(string)) // no rune here is longer than one UTF-16 code unit
		words[doubt["risk"].(string)] = string(said[int(doubt["start"].(float64)):int(doubt["end"].(float64))])
	}
	return words
}

// A doubt asks and never decides; what was answered with "yes, I am sure" is kept
// with the proposal and not asked again while its words stand.
func TestADoubtIsConfirmedAndKept(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		proposal := v.proposal(nil, object{"title": "Łatwiejsze szukanie", "language": "pl",
			"change": "Kasujemy stare zgłoszenia. Nazwiska gości wrzucamy na WhatsApp."})
		checked := v.pia.post(t, "/door-check", proposal).want(200)
		first := marked(t, checked, proposal)
		if checked.at("door") != "two_way" || first["destroys"] == "" || first["personal_data"] == "" {
			t.Fatalf("not doubted: %v in %s", first, checked.raw)
		}

		sure := []any{object{"risk": "destroys", "words": first["destroys"]}}
		again := marked(t, v.pia.post(t, "/door-check", with(proposal, object{"confirmed_doubts": sure})).want(200), proposal)
		if diff := cmp.Diff(map[string]string{"personal_data": first["personal_data"]}, again); diff != "" {
			t.Errorf("after a confirmation: %s", diff)
		}

		kept := v.pia.post(t, "/experiments", with(proposal, object{"confirmed_doubts": sure, "submit": true, "start": true})).want(201)
		if kept.at("status") != "running" {
			t.Errorf("a doubt decided: %s", kept.raw)
		}
		at := "/experiments/" + kept.text("id")
		for path, place := range map[string]string{at: "confirmed_doubts", at + "/revisions/1": "proposal.confirmed_doubts"} {
			r := v.rosa.get(t, path).want(200)
			if diff := cmp.Diff([]string{first["destroys"]}, r.each(place, "words")); diff != "" {
				t.Errorf("%s keeps of the confirmations: %s", path, diff)
			}
		}
		if clone := v.pia.post(t, at+"/clone", object{}).want(201); clone.at("confirmed_doubts") != nil {
			t.Errorf("a clone forgets the answers, and keeps %s", clone.raw)
		}
	})
}

func TestOnlyASafeAnswerIsDoubted(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		words := object{"title": "Search", "change": "We delete all old tickets on Friday."}
		for _, answers := range []object{nil, {"destroys": "yes"}, {"destroys": "unsure"}} {
			checked := v.pia.post(t, "/door-check", with(words, object{"answers": answers})).want(200)
			if doubts := checked.list("doubts"); len(doubts) != 0 {
				t.Errorf("with %v: %v", answers, doubts)
			}
		}
	})
}

package api_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// unclean is what a PDF, a word processor or somebody with bad intentions leaves in a text.
const unclean = "No re\x02fund\u202e dnufer\u202c,\r\nno\vcafe\u0301"

const tidied = "No refund dnufer,\nno\ncafé"

// Whatever is kept is kept without characters that nobody sees: of proposals, however they
// are written, of what is said while they are reviewed and run, and of lessons.
func TestWhatIsKeptHoldsNothingInvisible(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		same := func(r reply, paths ...string) {
			t.Helper()
			for _, path := range paths {
				if diff := cmp.Diff(tidied, r.text(path)); diff != "" {
					t.Errorf("%s, %s: %s", r.asked, path, diff)
				}
			}
		}
		draft := v.pia.post(t, "/experiments", object{"title": "Tea", "team_id": v.desk, "change": unclean, "signal": object{"name": unclean}, "tags": []string{"t\u200fea"},
			"confirmed_doubts": []object{{"risk": "destroys", "words": unclean}}}).want(201)
		same(draft, "change", "signal.name", "confirmed_doubts.0.words")
		if draft.text("tags.0") != "tea" {
			t.Errorf("the tag is %q", draft.text("tags.0"))
		}
		same(v.pia.patch(t, "/experiments/"+draft.text("id"), object{"effect": unclean, "signal": object{"unit": unclean}}).want(200), "effect", "signal.unit")
		v.pia.post(t, "/experiments", object{"title": "\u202e\x01", "team_id": v.desk}).refused(422, "invalid-input")

		reviewed := v.inState(t, "in_review")
		offered := v.offer(t, v.rosa, reviewed, object{"answers": object{"customers_exposed": 3}, "effect": unclean}, object{"message": unclean}).want(201)
		same(offered, "counter_offers.0.message", "counter_offers.0.changes.effect")
		same(v.pia.post(t, "/reviews/"+v.reviewOf(t, reviewed)+"/counter-offers/1/accept", nil).want(200), "experiment.effect")

		running := "/experiments/" + v.inState(t, "running")
		same(v.pia.post(t, running+"/check-ins", v.seen(1, object{"note": unclean, "quotes": []string{unclean}})).want(201), "note", "quotes.0")
		same(v.pia.post(t, running+"/conclusion", object{"outcome": "worked", "gained": object{"count": 1, "why": unclean}}).want(200), "conclusion.gained.why")
		same(v.pia.put(t, running+"/lesson", with(learned, object{"happened": unclean, "conditions": []object{{"kind": "tools", "text": unclean}}}), "If-Match", "*").want(200), "happened", "conditions.0.text")
		same(v.pia.post(t, "/obstacles", object{"text": unclean}).want(201), "text")
	})
}

// What is only asked is answered about the text as it stands there: an offset tells a place.
func TestAQuestionIsAnsweredAboutItsOwnText(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		text := "\u202e\u202e It was Paul Partner's fault"
		r := v.pia.post(t, "/language-check", object{"text": text}).want(200)
		units := []rune(text)
		start, end := int(r.at("findings.0.start").(float64)), int(r.at("findings.0.end").(float64))
		if said := string(units[start:end]); !strings.Contains(text, said) || strings.TrimSpace(said) != said || strings.ContainsRune(said, '\u202e') {
			t.Errorf("%q is marked", said)
		}
	})
}

// A password is nobody's to change: it works as it was chosen.
func TestAPasswordStaysAsItIs(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		chosen := "tea\u200f\x02 and coffee"
		v.admin.post(t, "/people", object{"name": "Nadia New", "email": "nadia@example.org", "password": chosen}).want(201)
		v.guest().post(t, "/session", object{"email": "nadia@example.org", "password": "tea and coffee"}).want(401)
		v.guest().post(t, "/session", object{"email": "nadia@example.org", "password": chosen}).want(200)
	})
}

package notifications

import (
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var blank = regexp.MustCompile(`\{[a-z]+\}`)

// Every code is said in every language, with the same blanks to fill.
func TestEveryMessageIsSaidInEveryLanguage(t *testing.T) {
	for code, said := range messages {
		want := blank.FindAllString(said["en"], -1)
		slices.Sort(want)
		for _, language := range []string{"en", "es", "pl"} {
			got := blank.FindAllString(said[language], -1)
			slices.Sort(got)
			if diff := cmp.Diff(want, got); said[language] == "" || diff != "" {
				t.Errorf("%s in %s: %q %s", code, language, said[language], diff)
			}
		}
	}
}

func TestMessage(t *testing.T) {
	for want, n := range map[string]Notification{
		"“Offer tea” (E-4) is waiting for your review.":                            {Code: ReviewAsked},
		"Rosa hands you the review of “Offer tea” (E-4).":                          {Code: ReviewHandedOver, By: "Rosa"},
		"Rosa asks you to stand in on their routes from 2026-12-01 until {until}.": {Code: DelegationAsked, By: "Rosa", Params: map[string]string{"from": "2026-12-01"}},
		"": {Code: "of.a_newer_program"},
	} {
		if got := n.Message("en", "Offer tea", "E-4"); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

package door

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestAFormChangesOnlyWhatItSays(t *testing.T) {
	to := func(v float64) *float64 { return &v }
	calendar := Default().Calendar()
	calendar.Closed = []string{"2026-12-25", "2026-12-26"}
	edits := Edits{
		Limits:   []Limit{{"customers", to(150)}, {"customer_base", to(4000)}, {"money", nil}, {"share_of_base", to(0.025)}},
		Calendar: &calendar,
		Texts: []TextEdit{
			{"much_money", "says.en", "Up to {answers.money_at_risk} could go."},
			{"much_money", "opens.en", "At most {to}: \"no more\""},
			{"no_such_rule", "says.en", "?"}, {"much_money", "when", "true"}, {"much_money", "says.fr", "?"},
		},
	}
	want := `-   customers: 200
-   share_of_base: 0.05
-   customer_base: # how many customers you have; empty: their share is not looked at
-   money: 1000
+   customers: 150
+   share_of_base: 0.025
+   customer_base: 4000 # how many customers you have; empty: their share is not looked at
+   money:
-   closed: []
+   closed: [2026-12-25, 2026-12-26]
-       en: Up to {answers.money_at_risk} could be lost; up to {limits.money} needs no review.
+       en: Up to {answers.money_at_risk} could go.
-       en: "Money that could be lost: at most {to}."
+       en: "At most {to}: \"no more\""
`
	got := string(edits.Edit(DefaultSource()))
	if diff := cmp.Diff(want, changedLines(string(DefaultSource()), got)); diff != "" {
		t.Error(diff)
	}
	p := parse(t, got)
	if p.limit("customer_base") != 4000 || p.byID["much_money"].Opens["en"] != `At most {to}: "no more"` || len(p.Calendar().Closed) != 2 {
		t.Errorf("%+v", p.Limits())
	}
}

func changedLines(from, to string) string {
	var b strings.Builder
	for _, l := range Lines(from, to) {
		if l.How != Same {
			b.WriteString(map[string]string{Removed: "- ", Added: "+ "}[l.How] + l.Text + "\n")
		}
	}
	return b.String()
}

func TestAFormFindsItsPlaceInAnyStyle(t *testing.T) {
	five := 5.0
	calendar := Calendar{Days: []string{"sunday"}, From: "10:00", To: "12:00", Closed: []string{}}
	for name, c := range map[string]struct {
		source, want string
		edits        Edits
	}{
		"a list in braces":      {"limits: {é: x, few: 10, none: }\n", "limits: {é: x, few: 5, none: 5 }\n", Edits{Limits: []Limit{{"few", &five}, {"none", &five}}}},
		"a key that is missing": {"limits:\n  few: 1 # c\n", "limits:\n  many: 5\n  few: 1 # c\n", Edits{Limits: []Limit{{"many", &five}}}},
		"missing in braces":     {"limits: {few: 1}\n", "limits: {many: 5, few: 1}\n", Edits{Limits: []Limit{{"many", &five}}}},
		"no such section":       {"format: 1\n", "format: 1\n", Edits{Limits: []Limit{{"few", &five}}}},
		"an empty section":      {"limits:\n", "limits:\n", Edits{Limits: []Limit{{"few", &five}}}},
		"no calendar":           {"format: 1\n", "format: 1\n\ncalendar:\n  days: [sunday]\n  from: \"10:00\"\n  to: \"12:00\"\n  closed: []\n", Edits{Calendar: &calendar}},
		"a calendar in dashes": {"calendar:\n  days:\n    - monday\n    - tuesday # c\n  from: '09:00'\n  to: \"17:00\" # late\n  closed: []\n",
			"calendar:\n  days: [sunday] # c\n  from: \"10:00\"\n  to: \"12:00\" # late\n  closed: []\n", Edits{Calendar: &calendar}},
		"half a calendar": {"calendar:\n  from: \"09:00\"\n", "calendar:\n  closed: []\n  to: \"12:00\"\n  days: [sunday]\n  from: \"10:00\"\n", Edits{Calendar: &calendar}},
		"a text over lines": {"rules:\n  - id: a\n    says:\n      en: |\n        one\n        two\n\n      es: folded\n        on # c\n      pl: 'it''s'\n",
			"rules:\n  - id: a\n    says:\n      en: \"One\"\n\n      es: Uno # c\n      pl: \"Jeden: \\\"dwa\\\"\"\n",
			Edits{Texts: []TextEdit{{"a", "says.en", "One"}, {"a", "says.es", "Uno"}, {"a", "says.pl", `Jeden: "dwa"`}}}},
		"no YAML": {"limits: [", "limits: [", Edits{Limits: []Limit{{"few", &five}}}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, string(c.edits.Edit([]byte(c.source)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whatever a form sets is what the document says then, and nothing else of it has
// changed.
func TestAFormIsTakenAtItsWord(t *testing.T) {
	texts := rapid.StringMatching(`[a-zA-Zéłñ¿0-9:#,.'"\[\]&*!|>%@ \\-]{1,30}`)
	rapid.Check(t, func(t *rapid.T) {
		to := rapid.Float64Range(0, Largest).Draw(t, "limit")
		said := rapid.SliceOfN(texts.Filter(func(s string) bool { return strings.TrimSpace(s) != "" }), 2, 2).Draw(t, "texts")
		edits := Edits{
			Limits: []Limit{{"undo_hours", &to}},
			Texts:  []TextEdit{{"noticed_late", "says.pl", said[0]}, {"health_or_safety", "opens.es", said[1]}},
		}
		p, err := Parse(edits.Edit(DefaultSource()))
		if err != nil {
			t.Fatal(problemsOf(err))
		}
		want := Difference{
			Limits:   []LimitChange{{"undo_hours", finite(24), &to}},
			Calendar: []PartChange{},
			Rules: []RuleChange{
				{"health_or_safety", Changed, []PartChange{{"opens.es", Default().byID["health_or_safety"].Opens["es"], strings.TrimSpace(said[1])}}},
				{"noticed_late", Changed, []PartChange{{"says.pl", Default().byID["noticed_late"].Says["pl"], strings.TrimSpace(said[0])}}},
			},
		}
		if diff := cmp.Diff(want, Default().Difference(p), cmpopts.EquateEmpty()); diff != "" && to != 24 {
			t.Fatal(diff)
		}
	})
}
